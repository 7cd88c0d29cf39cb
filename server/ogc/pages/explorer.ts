// The OpenAPI description to read: every address under its subject, with what it takes and what it answers. Made here, without a script.
import { isLayerId, layerById } from '../../../geodata/layers.ts';
import { ogcMessages as words } from '../../../geodata/messages-ogc.ts';
import { html, type Html } from '../../pages/html.ts';
import { table, type OgcPage } from './layout.ts';
import { home } from './resources.ts';

type Schema = Readonly<Record<string, unknown>>;
interface Parameter { name: string; in: string; required?: boolean; schema?: Schema }
interface Operation { summary: string; tags: readonly string[]; parameters: readonly Parameter[]; requestBody?: { content: Record<string, { schema?: Schema }> }; security?: readonly unknown[]; responses: Record<string, { description: string; content?: Record<string, unknown> }> }
export interface Description { openapi: string; info: { title: string; description: string }; paths: Record<string, Record<string, Operation>> }

/** A schema in a line: its type, its values, its bounds. */
function shortly(schema: Schema = {}): string {
  const { type, format, enum: values, minimum, maximum, default: preset } = schema;
  const items = schema.items as Schema | undefined;
  const listed = Array.isArray(values) ? values.map(String) : [];
  return [
    type === 'array' && items ? `liste de ${shortly(items)}` : [type, format].filter(Boolean).join(', '),
    listed.length > 0 && `${listed.slice(0, 12).join(' | ')}${listed.length > 12 ? ' …' : ''}`,
    minimum !== undefined && `≥ ${String(minimum)}`, maximum !== undefined && `≤ ${String(maximum)}`, preset !== undefined && `sinon ${String(preset)}`,
  ].filter(Boolean).join(' ; ');
}

function operation(base: string, path: string, method: string, one: Operation): Html {
  const said = words.api;
  const rows = one.parameters.map((parameter) => [html`<code>${parameter.name}</code>${parameter.required === true && html`<br>${said.required}`}`, said.places[parameter.in] ?? parameter.in, shortly(parameter.schema)]);
  const open = method === 'get' && !path.includes('{') && !one.parameters.some(({ required }) => required) && !one.security;
  const body = Object.entries(one.requestBody?.content ?? {});
  return html`<details><summary><span class="method">${method.toUpperCase()}</span><code>${path}</code><span class="soft">${one.summary}${one.security && ` · ${said.signIn}`}</span></summary>
${rows.length > 0 ? table([said.name, said.where, said.meaning], rows) : html`<p class="soft">${said.none}</p>`}
${body.map(([media, { schema }]) => html`<p>${said.body} : <code>${media}</code></p><pre>${JSON.stringify(schema ?? {}, null, 1).slice(0, 6000)}</pre>`)}
<p>${said.answers} : ${Object.entries(one.responses).map(([status, answer]) => html`<br>${status === 'default' ? '4xx, 5xx' : status} · ${answer.description} · <code>${Object.keys(answer.content ?? {}).join(', ')}</code>`)}</p>
${open && html`<p><a href="${base}${path}">${said.ask}</a></p>`}</details>`;
}

interface Listed { path: string; method: string; one: Operation }

/** Every collection has the same addresses: they are put away under its name. */
function operations(base: string, all: readonly Listed[]): Html {
  const collectionOf = ({ path }: Listed) => /^\/ogc\/collections\/([^/{}]+)/.exec(path)?.[1];
  const byCollection = Map.groupBy(all, collectionOf);
  const write = (listed: readonly Listed[]) => listed.map(({ path, method, one }) => operation(base, path, method, one));
  return html`${write(byCollection.get(undefined) ?? [])}${[...byCollection].map(([layer, listed]) => layer !== undefined && html`<details><summary>${words.api.collection(isLayerId(layer) ? layerById[layer].title : layer, listed.length)}</summary>${write(listed)}</details>`)}`;
}

export function explorerPage(base: string, description: Description): OgcPage {
  const all = Object.entries(description.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, one]) => ({ path, method, one })));
  const byTag = Map.groupBy(all, ({ one }) => one.tags[0] ?? '');
  const titleOf = (tag: string) => words.api.tags[tag] ?? tag;
  return {
    title: words.api.title, trail: [home(base)],
    article: html`<p class="lead">${words.api.lead}</p><p><a href="${base}/ogc/api?f=json">${words.api.json}</a></p>
<nav aria-label="${words.api.title}"><p class="pages">${[...byTag.keys()].map((tag) => html`<a href="#${tag}">${titleOf(tag)}</a>`)}</p></nav>
${[...byTag].map(([tag, listed]) => html`<section aria-labelledby="${tag}"><h2 id="${tag}">${titleOf(tag)}</h2>${operations(base, listed)}</section>`)}`,
  };
}
