// A theme: why, three figures, its places by name.
import { defaultLayers, type Address } from '../../../geodata/address.ts';
import { fieldsOf, type ThemeId } from '../../../geodata/layer.ts';
import { layerById, type LayerId } from '../../../geodata/layers.ts';
import { funds as said } from '../../../geodata/messages-fonds.ts';
import { messages } from '../../../geodata/messages.ts';
import { themeById } from '../../../geodata/themes.ts';
import { layerQuery } from '../../db.ts';
import { html, type Html } from '../html.ts';
import { today } from '../../quartiers.ts';
import { demoMark, figureGrid, placeRow, type Properties } from '../parts.ts';
import { cityPosition } from '../position.ts';
import { boardHtml, envelopeTable, readFunds, readProjects } from './fund-parts.ts';
import type { PageContent, Site } from '../site.ts';

const mostListed = 100;

async function layerList({ database, city, quartiers }: Site, layer: LayerId, filters: Address['filters']): Promise<Html> {
  const values: unknown[] = [mostListed];
  const asked = Object.entries(filters).filter(([key]) => key.startsWith(`${layer}.`)).map(([key, kept]) => [key.slice(layer.length + 1), kept] as const);
  const conditions = asked.map(([field, kept]) => `and item.${field}::text = any($${values.push(kept)})`).join(' ');
  const relation = asked.some(([field]) => fieldsOf(layerById[layer])[field]?.derived) ? `item_${layer}` : layer;
  const text = layerQuery('page-list', layer).replaceAll('{conditions}', conditions).replaceAll('{relation}', relation);
  const [{ rows }, names] = await Promise.all([database.reader.query<{ id: number; properties: Properties; total: number }>(text, values), quartiers.names()]);
  const definition = layerById[layer];
  const total = rows[0]?.total ?? 0;
  const note = messages.listed(rows.length, total);
  return html`<section class="section" aria-labelledby="liste-${layer}"><h2 id="liste-${layer}">${definition.title}${total > 0 && html` <span class="soft">(${messages.counted(total, definition).split(' ')[0]})</span>`}</h2>
${rows.length === 0 ? html`<p>${asked.length > 0 ? messages.list.emptyFilter(definition) : messages.list.emptyAnywhere(definition)}</p>` : html`<ul class="place-list">${rows.map(({ id, properties }) => placeRow({ layer, id, properties }, names, city.timezone))}</ul>`}
${note && html`<p class="small soft">${note} <a href="/ogc/collections/${layer}/items">${messages.data.features}</a></p>`}</section>`;
}

/** The envelopes of the year and the projects by stage. */
async function fundsOverview(site: Site): Promise<Html | null> {
  const [funds, names] = await Promise.all([readFunds(site, null, null), site.quartiers.names()]);
  const present = Number(today(site.city).slice(0, 4));
  const year = funds.find((fund) => fund.year <= present)?.year ?? funds[0]?.year;
  if (year === undefined) return null;
  const rows = funds.filter((fund) => fund.year === year).map((fund) => ({ ...fund, name: names.get(fund.quartier) ?? fund.quartier, href: `/fonds/${fund.quartier}/${year}` }));
  return html`<section class="section" aria-labelledby="enveloppes"><h2 id="enveloppes">${said.envelopes}, ${year}</h2>${rows.some(({ demo }) => demo) && html`<p>${demoMark()}</p>`}${envelopeTable(said.envelopes, said.columns.quartier, rows)}</section>
<section class="section" aria-labelledby="tableau"><h2 id="tableau">${said.board}</h2>${boardHtml(await readProjects(site, year, null))}</section>`;
}

export async function themePage(site: Site, id: ThemeId, address: Address): Promise<PageContent> {
  const theme = themeById[id];
  const shown = defaultLayers({ kind: 'theme', theme: id });
  const listed = (address.layers ?? shown).filter((layer) => layerById[layer].theme === id && layerById[layer].selectable)
    .sort((one, other) => shown.indexOf(one) - shown.indexOf(other));
  const [figures, ...lists] = await Promise.all([site.quartiers.figures(), ...listed.map((layer) => layerList(site, layer, address.filters))]);
  const article = html`<article class="page" data-theme="${id}">
<h1 tabindex="-1">${theme.title}</h1>
<p class="lead">${theme.story}</p>
${theme.actionPath ? html`<a class="action" href="${theme.actionPath}">${theme.action}</a>` : listed[0] && html`<a class="action" href="#liste-${listed[0]}">${theme.action}</a>`}
<section aria-labelledby="chiffres"><h2 id="chiffres" class="visually-hidden">${messages.figures.title}</h2>${figureGrid(figures.city.filter((figure) => figure.theme === id).slice(0, 3))}</section>
${id === 'fonds' && await fundsOverview(site)}
${lists}
</article>`;
  return {
    status: 200, title: theme.title, description: theme.story, theme: id, article, position: cityPosition(site.city),
    answers: { '/api/figures': figures }, structured: { '@context': 'https://schema.org', '@type': 'CollectionPage', name: theme.title, description: theme.story, inLanguage: 'fr' },
  };
}
