// What there is, where it comes from, and how to take it away.
import { day, number } from '../../../geodata/format.ts';
import { fieldsOf } from '../../../geodata/layer.ts';
import { publicLayers, type LayerId } from '../../../geodata/layers.ts';
import { messages } from '../../../geodata/messages.ts';
import { layerQuery } from '../../db.ts';
import { html } from '../html.ts';
import { classSign, demoMark } from '../parts.ts';
import { cityPosition } from '../position.ts';
import type { MakePage } from '../site.ts';

interface Told { layer: LayerId; count: number; demo: boolean | null; first: string | null; last: string | null; sources: string | null; licences: string | null }

export const dataPage: MakePage = async ({ city, database }) => {
  const { rows } = await database.reader.query<Told>(publicLayers.map(({ id }) => layerQuery('page-sources', id as LayerId)).join(' union all '));
  const told = new Map(rows.map((row) => [row.layer, row]));
  const { data } = messages;
  const article = html`<article class="page">
<h1 tabindex="-1">${data.title}</h1>
<p class="lead">${data.lead}</p>
<p class="notice">${demoMark()}<br>${data.demo}</p>
<p class="small">${city.attribution}</p>
${[...publicLayers].reverse().map((layer) => {
    const row = told.get(layer.id as LayerId);
    return html`<section class="section" data-theme="${layer.theme}" aria-labelledby="couche-${layer.id}"><h2 id="couche-${layer.id}">${classSign(layer)}${layer.title}</h2>
<p>${layer.description}</p>${row?.demo && html`<p>${demoMark()}</p>`}
<dl class="fields"><dt>${data.count}</dt><dd>${number(row?.count ?? 0)}</dd><dt>${data.sources}</dt><dd>${row?.sources ?? data.unknown}</dd><dt>${data.licence}</dt><dd>${row?.licences ?? data.unknown}</dd><dt>${data.vintage}</dt><dd>${row?.first && row.last ? data.range(day(row.first), day(row.last)) : data.unknown}</dd><dt>${data.fields}</dt><dd>${Object.values(fieldsOf(layer)).map((field) => field.title).join(', ')}</dd></dl>
<ul><li><a class="text-button" href="/ogc/collections/${layer.id}/items?f=json&amp;limit=1000">${data.features}<span class="visually-hidden"> : ${layer.title}</span></a></li><li><a class="text-button" href="/ogc/collections/${layer.id}">${data.collection}<span class="visually-hidden"> : ${layer.title}</span></a></li></ul></section>`;
  })}
<section class="section" aria-labelledby="reprendre"><h2 id="reprendre">${data.open}</h2><ul><li><a class="text-button" href="/ogc">${data.service}</a></li><li><a class="text-button" href="/tiles.json">${data.tiles}</a></li></ul></section>
<section class="section" id="signaler" aria-labelledby="signaler-titre"><h2 id="signaler-titre" tabindex="-1">${data.report}</h2><p>${data.reportLead}</p>${city.contact ? html`<a class="button" href="mailto:${city.contact}">${data.reportMail}</a>` : html`<p class="small soft">${data.noContact}</p>`}</section>
</article>`;
  return {
    status: 200, title: data.title, description: messages.about.data(city.name), theme: null, article, position: cityPosition(city),
    structured: { '@context': 'https://schema.org', '@type': 'DataCatalog', name: data.title, description: messages.about.data(city.name), inLanguage: 'fr' },
  };
};
