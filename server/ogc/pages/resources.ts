// The landing page, the conformance classes, the collections and what can be asked of them, as pages.
import type { City } from '../../../geodata/city.ts';
import { ogcMessages as words } from '../../../geodata/messages-ogc.ts';
import { referenceSystems } from '../../../geodata/reference-systems.ts';
import { day } from '../../../geodata/format.ts';
import { html, type Html } from '../../pages/html.ts';
import type { Collection, Schema } from '../collections.ts';
import { table, type OgcPage } from './layout.ts';

export const home = (base: string) => ({ href: `${base}/ogc`, title: words.service });
export const collectionsStep = (base: string) => ({ href: `${base}/ogc/collections`, title: words.collections.title });

export function landingPage(base: string, city: City): OgcPage {
  const { landing } = words;
  const parts = [
    ['/ogc/collections', landing.collections], ['/ogc/tiles', landing.tiles], ['/ogc/tileMatrixSets', landing.matrixSets],
    ['/ogc/api', landing.api], ['/ogc/conformance', landing.conformance], ['/donnees', landing.data],
  ] as const;
  return {
    title: words.service, trail: [{ href: `${base}/`, title: `${words.map} de ${city.name}` }],
    article: html`<p class="lead">${landing.lead}</p><p>${landing.address} : <code>${base}/ogc</code></p>
<section aria-labelledby="parties"><h2 id="parties">${landing.parts}</h2><ul class="plain">${parts.map(([path, [title, said]]) => html`<li><a href="${base}${path}">${title}</a><br>${said}</li>`)}</ul></section>`,
  };
}

export function conformancePage(base: string, classes: readonly string[]): OgcPage {
  return { title: words.conformance.title, trail: [home(base)], article: html`<p class="lead">${words.conformance.lead}</p><ul class="plain">${classes.map((uri) => html`<li><code>${uri}</code></li>`)}</ul>` };
}

export function collectionsPage(base: string, collections: readonly Collection[]): OgcPage {
  return {
    title: words.collections.title, trail: [home(base)],
    article: html`<p class="lead">${words.collections.lead}</p><ul class="plain">${collections.map((one) => html`<li><a href="${base}/ogc/collections/${one.id}">${one.title}</a> <code>${one.id}</code><br>${one.description}</li>`)}</ul>`,
  };
}

const systemTitle = (uri: string): string => referenceSystems.find((system) => system.uri === uri)?.title ?? uri;
const bound = (moment: string | null | undefined): string => (moment ? day(moment.slice(0, 10)) : words.collection.open);

export function collectionPage(base: string, one: Collection): OgcPage {
  const self = `${base}/ogc/collections/${one.id}`;
  const said = words.collection;
  const [begins, ends] = one.extent.temporal.interval[0] ?? [];
  const facts: [string, string | Html][] = [
    [said.identifier, html`<code>${one.id}</code>`],
    [said.extent, (one.extent.spatial.bbox[0] ?? []).map((degree) => (degree === null ? '' : degree.toFixed(5))).join(' ; ')],
    ...(begins || ends ? [[said.time, `${bound(begins)} – ${bound(ends)}`] as [string, string]] : []),
    [said.systems, html`${one.crs.map((uri) => html`${systemTitle(uri)}${uri === one.storageCrs && ` (${said.stored})`}<br><code>${uri}</code><br>`)}`],
  ];
  return {
    title: one.title, trail: [home(base), collectionsStep(base)],
    article: html`<p class="lead">${one.description}</p>
<p class="pages"><a class="button" href="${self}/items">${said.items}</a><a href="${self}/queryables">${said.queryables}</a><a href="${self}/schema">${said.schema}</a><a href="${self}/tiles">${said.tiles}</a></p>
<dl>${facts.map(([title, fact]) => html`<dt>${title}</dt><dd>${fact}</dd>`)}</dl>`,
  };
}

/** A property's type and, of codes, the list. */
function described(schema: Record<string, unknown>): [string, string] {
  const type = words.schema.types[String(schema.format ?? schema.type)] ?? words.schema.types[String(schema.type)] ?? 'JSON';
  const codes = Array.isArray(schema.enum) ? schema.enum.map(String) : [];
  return [String(schema.format ?? '').startsWith('geometry-') ? words.schema.geometry : type, codes.slice(0, 40).join(', ') + (codes.length > 40 ? '…' : '')];
}

export function schemaPage(base: string, one: { id: string; title: string }, schema: Schema, example?: string): OgcPage {
  const self = `${base}/ogc/collections/${one.id}`;
  const rows = Object.entries(schema.properties).map(([name, property]) => {
    const [type, codes] = described(property);
    return [html`<code>${name}</code>`, html`${String(property.title ?? '')}${typeof property.description === 'string' && html`<br><span class="soft">${property.description}</span>`}`, type, codes];
  });
  return {
    title: schema.title, trail: [home(base), collectionsStep(base), { href: self, title: one.title }],
    article: html`${example !== undefined && html`<p>${words.schema.example} : <code>${example}</code> · <a href="${self}/items?f=html&amp;filter=${encodeURIComponent(example)}">${words.schema.try}</a></p>`}
${table([words.schema.property, words.schema.meaning, words.schema.type, words.schema.codes], rows)}`,
  };
}
