// The frame of the API's pages: a document of its own, without script, in the site's own style.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { City } from '../../../geodata/city.ts';
import { ogcMessages as words } from '../../../geodata/messages-ogc.ts';
import type { PageAssets } from '../../pages/assets.ts';
import { html, trusted, type Html } from '../../pages/html.ts';

const style = readFileSync(new URL('pages.css', import.meta.url), 'utf8');

/** What the Content-Security-Policy knows this sheet by. */
export const ogcStyleHash = `'sha256-${createHash('sha256').update(style).digest('base64')}'`;

export interface Frame {
  city: City;
  assets: PageAssets;
  /** Scheme, host and path that links start with. */
  base: string;
  /** The same document in JSON. */
  json: string;
}

export interface OgcPage {
  title: string;
  /** From the landing page down to the one above this. */
  trail: readonly { href: string; title: string }[];
  article: Html;
}

export function writeOgcPage({ city, assets, base, json }: Frame, { title, trail, article }: OgcPage): string {
  return `<!doctype html>\n${html`<html lang="fr"><head><meta charset="utf-8">
<title>${title} · ${words.brand} ${city.name}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
${assets.style !== '' && html`<style>${trusted(assets.style)}</style>`}
<style>${trusted(style)}</style>
<link rel="icon" href="${base}/favicon.svg" type="image/svg+xml">
<link rel="alternate" href="${json}" type="application/json">
</head><body><div class="ogc">
<header class="ogc-top"><a class="brand" href="${base}/">${words.brand} <span class="brand-city">${city.name}</span></a><a class="text-button" href="${json}">${words.asJson}</a></header>
<nav class="ogc-trail" aria-label="${words.trail}"><ol>${trail.map((step) => html`<li><a href="${step.href}">${step.title}</a></li>`)}<li aria-current="page">${title}</li></ol></nav>
<main class="ogc-page"><h1>${title}</h1>
${article}</main>
<footer class="small soft">${city.attribution}</footer>
</div></body></html>
`.text}`;
}

/** Rows under heads; cells are escaped unless they are markup. What is too wide is scrolled, with the keys too. */
export function table(heads: readonly (string | Html)[], rows: readonly (readonly (string | number | Html | null)[])[]): Html {
  return html`<div class="wide" tabindex="0"><table><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${rows.map((row) => html`<tr>${row.map((cell) => (typeof cell === 'number' ? html`<td class="count">${cell}</td>` : html`<td>${cell}</td>`))}</tr>`)}</tbody></table></div>`;
}
