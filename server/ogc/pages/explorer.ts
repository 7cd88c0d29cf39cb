// The OpenAPI description to read: every address under its subject, with what it takes, what it answers and a link to try. Made here, without a script.
import { fieldsOf } from '../../../geodata/layer.ts';
import { isLayerId, layerById } from '../../../geodata/layers.ts';
import { explorer } from '../../../geodata/messages-api.ts';
import { ogcMessages as words } from '../../../geodata/messages-ogc.ts';
import { html, type Html } from '../../pages/html.ts';
import { table, type OgcPage } from './layout.ts';
import { home } from './resources.ts';
import { exampleOf, fieldRows, inShort, type Schema } from './schema-words.ts';

interface Parameter { name: string; in: string; description?: string; example?: unknown; required?: boolean; schema?: Schema }
interface Operation { summary: string; tags: readonly string[]; parameters: readonly Parameter[]; requestBody?: { content: Record<string, { schema?: Schema }> }; security?: readonly unknown[]; responses: Record<string, { description: string; content?: Record<string, { schema?: Schema }> }> }
export interface Description { openapi: string; info: { title: string; description: string }; paths: Record<string, Record<string, Operation>> }

const collectionOf = (path: string): string | undefined => /^\/ogc\/collections\/([^/{}]+)/.exec(path)?.[1];

function parameterRows(path: string, parameters: readonly Parameter[]): Html[][] {
  const layer = collectionOf(path);
  const filters = layer && isLayerId(layer) ? fieldsOf(layerById[layer]) : {};
  // The fields of a layer are many and all filter alike: they are named in one row.
  const isFilter = ({ name, in: place }: Parameter) => place === 'query' && Object.hasOwn(filters, name);
  const named = parameters.filter(isFilter);
  const row = ({ name, description, example, required, schema }: Parameter) => [
    html`<code>${name}</code>${required === true && html`<br><span class="soft">${explorer.required}</span>`}`,
    html`${description}${example !== undefined && html`<br><span class="soft">${explorer.example} : <code>${String(example)}</code></span>`}`, html`${inShort(schema)}`,
  ];
  return [
    ...parameters.filter((parameter) => !isFilter(parameter)).map(row),
    ...(named.length > 0 ? [[html`${named.slice(0, 3).map(({ name }) => html`<code>${name}</code>, `)}${explorer.otherFilters(Math.max(named.length - 3, 0))}`, html`${explorer.otherMeaning} <code>${named.map(({ name }) => name).join(', ')}</code>`, html``]] : []),
  ];
}

/** An address that can be opened as it is; null where something has to be known first. */
function toTry(base: string, path: string, { parameters, security }: Operation): string | null {
  if (security) return null;
  const given = (where: string) => parameters.filter((parameter) => parameter.in === where && (parameter.required || parameter.example !== undefined));
  if ([...given('path'), ...given('query')].some(({ example, required }) => required && example === undefined)) return null;
  const filled = given('path').reduce((address, { name, example }) => address.replace(`{${name}}`, encodeURIComponent(String(example))), path);
  const query = given('query').map(({ name, example }) => `${name}=${encodeURIComponent(String(example))}`).join('&');
  return filled.includes('{') ? null : `${base}${filled}${query && `?${query}`}`;
}

const fieldTable = (schema: Schema): Html => table([explorer.name, explorer.form], fieldRows(schema).map(({ name, required, form }) => [html`<code>${name}</code>${required && html` <span class="soft">${explorer.required}</span>`}`, form]));

function body(media: string, schema: Schema = {}): Html {
  const said = html`<p>${words.api.body} : <code>${media}</code></p>`;
  if (media !== 'application/json') return said;
  return html`${said}${fieldRows(schema).length > 0 ? fieldTable(schema) : html`<p>${inShort(schema)}</p>`}<p>${explorer.bodyExample}</p><pre tabindex="0">${JSON.stringify(exampleOf(schema), null, 1)}</pre>`;
}

function operation(base: string, path: string, method: string, one: Operation): Html {
  const said = words.api;
  const rows = parameterRows(path, one.parameters);
  const open = method === 'get' ? toTry(base, path, one) : null;
  const answer = Object.values(one.responses[200]?.content ?? {})[0]?.schema;
  return html`<details><summary><span class="method">${method.toUpperCase()}</span><code>${path}</code><span class="soft">${one.summary}${one.security && ` · ${said.signIn}`}</span></summary>
${rows.length > 0 ? table([explorer.name, explorer.meaning, explorer.form], rows) : html`<p class="soft">${said.none}</p>`}
${open && html`<p>${explorer.example} : <a href="${open}"><code>${open}</code></a></p>`}
${Object.entries(one.requestBody?.content ?? {}).map(([media, { schema }]) => body(media, schema))}
<p>${said.answers} : ${Object.entries(one.responses).map(([status, { description, content }]) => html`<br>${status === 'default' ? '4xx, 5xx' : status} · ${description} · <code>${Object.keys(content ?? {}).join(', ')}</code>`)}</p>
${answer && fieldRows(answer).length > 0 && html`<details><summary>${explorer.result} (${inShort(answer)})</summary>${fieldTable(answer)}</details>`}</details>`;
}

interface Listed { path: string; method: string; one: Operation }

/** Every collection has the same addresses: they are put away under its name. */
function operations(base: string, all: readonly Listed[]): Html {
  const byCollection = Map.groupBy(all, ({ path }) => collectionOf(path));
  const write = (listed: readonly Listed[]) => listed.map(({ path, method, one }) => operation(base, path, method, one));
  return html`${write(byCollection.get(undefined) ?? [])}${[...byCollection].map(([layer, listed]) => layer !== undefined && html`<details><summary>${words.api.collection(isLayerId(layer) ? layerById[layer].title : layer, listed.length)}</summary>${write(listed)}</details>`)}`;
}

const written = new WeakMap<Description, OgcPage>();

/** Written once for each description, which is kept for the base its links start with. */
export function explorerPage(base: string, description: Description): OgcPage {
  const known = written.get(description);
  if (known) return known;
  const all = Object.entries(description.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, one]) => ({ path, method, one })));
  const byTag = Map.groupBy(all, ({ one }) => one.tags[0] ?? '');
  const titleOf = (tag: string) => words.api.tags[tag] ?? tag;
  const page: OgcPage = {
    title: words.api.title, trail: [home(base)],
    article: html`<p class="lead">${words.api.lead}</p><p><a href="${base}/ogc/api?f=json">${words.api.json}</a></p>
<nav aria-label="${words.api.title}"><p class="pages">${[...byTag.keys()].map((tag) => html`<a href="#${tag}">${titleOf(tag)}</a>`)}</p></nav>
${[...byTag].map(([tag, listed]) => html`<section aria-labelledby="${tag}"><h2 id="${tag}">${titleOf(tag)}</h2>${operations(base, listed)}</section>`)}`,
  };
  written.set(description, page);
  return page;
}
