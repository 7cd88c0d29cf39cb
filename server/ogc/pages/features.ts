// Features as a table, page by page, and one of them in full.
import type { Feature, Geometry } from 'geojson';
import { fieldText, shortDay } from '../../../geodata/format.ts';
import { fieldsOf, type Field } from '../../../geodata/layer.ts';
import { layerById, type LayerId } from '../../../geodata/layers.ts';
import { ogcMessages as words } from '../../../geodata/messages-ogc.ts';
import { html, type Html } from '../../pages/html.ts';
import { table, type OgcPage } from './layout.ts';
import { collectionsStep, home } from './resources.ts';

type Item = Feature<Geometry | null, Record<string, unknown>>;

function cell(field: Field, value: unknown, narrow = false): string | Html {
  if (value === null || value === undefined) return '';
  if (narrow && (field.type === 'date' || field.type === 'datetime')) return html`<time datetime="${String(value)}">${shortDay(String(value))}</time>`;
  if (field.type === 'json') return html`<code>${JSON.stringify(value).slice(0, 200)}</code>`;
  return fieldText(field, value) ?? '';
}

export interface Listed { layer: LayerId; items: readonly Item[]; matched: number; next: string | null; first: string | null; filter: string }

const steps = (base: string, layer: LayerId) => [home(base), collectionsStep(base), { href: `${base}/ogc/collections/${layer}`, title: layerById[layer].title }];

export function itemsPage(base: string, { layer, items, matched, next, first, filter }: Listed): OgcPage {
  const self = `${base}/ogc/collections/${layer}/items`;
  const fields = Object.entries(fieldsOf(layerById[layer])).filter(([, { type }]) => type !== 'json');
  // A column that says nothing on this page is not shown.
  const told = fields.filter(([name]) => items.some((item) => item.properties[name] !== null && item.properties[name] !== undefined));
  const turn = html`<p class="pages">${words.items.matched(matched)} · ${words.items.returned(items.length)}${first !== null && html`<a href="${first}">${words.items.first}</a>`}${next !== null && html`<a class="button" rel="next" href="${next}">${words.items.next}</a>`}</p>`;
  return {
    title: words.items.title(layerById[layer].title), trail: steps(base, layer),
    article: html`<form action="${self}"><input type="hidden" name="f" value="html"><label>${words.items.filter} <input name="filter" value="${filter}" spellcheck="false" autocapitalize="off" maxlength="4000"></label><button class="button" type="submit">${words.items.apply}</button><a href="${base}/ogc/collections/${layer}/queryables?f=html">${words.collection.queryables}</a></form>
${turn}
${items.length === 0 ? html`<p>${words.items.none}</p>` : html`${table(['id', ...told.map(([, { title }]) => title)], items.map((item) => [html`<a href="${self}/${String(item.id)}?f=html">${String(item.id)}</a>`, ...told.map(([name, field]) => cell(field, item.properties[name], true))]))}${turn}`}`,
  };
}

export function itemPage(base: string, layer: LayerId, item: Item): OgcPage {
  const { selectable, title } = layerById[layer];
  const id = Number(item.id);
  const name = item.properties.name;
  const rows = Object.entries(fieldsOf(layerById[layer])).map(([key, field]): [string, string | Html] => [field.unit ? `${field.title} (${field.unit})` : field.title, field.type === 'json' ? html`<pre>${JSON.stringify(item.properties[key] ?? null, null, 1)}</pre>` : cell(field, item.properties[key])]);
  const geometry = item.geometry === null ? words.items.noGeometry : JSON.stringify(item.geometry);
  return {
    title: typeof name === 'string' && name !== '' ? name : words.items.item(id), trail: [...steps(base, layer), { href: `${base}/ogc/collections/${layer}/items?f=html`, title: words.items.title(title) }],
    article: html`${selectable && html`<p><a class="button" href="${base}/lieux/${layer}/${id}">${words.items.place}</a></p>`}
<dl>${rows.map(([head, said]) => html`<dt>${head}</dt><dd>${said === '' ? '–' : said}</dd>`)}</dl>
<section aria-labelledby="geometrie"><h2 id="geometrie">${words.items.geometry}</h2><pre>${geometry.length > 4000 ? `${geometry.slice(0, 4000)}…` : geometry}</pre></section>`,
  };
}
