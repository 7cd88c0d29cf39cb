// The whole HTML document: head, the boxes of the style sheet, the drawn map, and what the client begins with.
import { defaultLayers, isPersonal, fillsPhone, pagePath, writeAddress, type Address } from '../../geodata/address.ts';
import type { Quartier } from '../../geodata/contract.ts';
import { layerById, type LayerId } from '../../geodata/layers.ts';
import { messages } from '../../geodata/messages.ts';
import { header } from '../../geodata/messages-people.ts';
import { paper, themes } from '../../geodata/themes.ts';
import type { PageAssets } from './assets.ts';
import { drawnMap } from './drawn/drawn-map.ts';
import type { Drawing } from './drawn/reading.ts';
import { previewSize } from './drawn/frame.ts';
import { fontFamily } from './drawn/lettering.ts';
import { html, jsonScript, trusted, type Html } from './html.ts';
import { legend, printSheet } from './legend.ts';
import { themeMark } from './parts.ts';
import type { PageContent, Site } from './site.ts';

export interface Written {
  site: Site;
  address: Address;
  content: PageContent;
  drawing: Drawing | null;
  quartiers: readonly Quartier[];
  counts: ReadonlyMap<LayerId, number>;
  assets: PageAssets;
  /** Scheme and host, without a final slash. */
  base: string;
  today: string;
  /** Of the layers shown. */
  sources: readonly string[];
  /** What was typed into the search box. */
  typed: string;
}

/** The layers a page shows. */
export function shownLayers(address: Address): readonly LayerId[] {
  return address.layers ?? defaultLayers(address.page);
}

/** Where the preview image of an address is. */
export function previewPath(address: Address, extension: 'png' | 'svg'): string {
  const [path = '/', query = ''] = writeAddress({ ...address, embed: false, list: false }).split('?');
  return `/apercu.${extension}?page=${encodeURIComponent(path)}${query && `&${query}`}`;
}

function head({ site: { city }, address, content, assets, base }: Written, title: string): Html {
  const canonical = `${base}${pagePath(address.page)}`;
  const image = `${base}${previewPath(address, 'png')}`;
  return html`<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="${content.description}">
${content.hidden ? html`<meta name="robots" content="noindex">` : html`<link rel="canonical" href="${canonical}">`}
${assets.style !== '' && html`<style>${trusted(assets.style)}</style>`}${assets.styles.map((style) => html`<link rel="stylesheet" href="${style}" disabled>`)}
${assets.fonts.map((font) => html`<link rel="preload" href="${font}" as="font" type="font/woff2" crossorigin>`)}
${!content.still && [assets.modules.map((module) => html`<script type="module" src="${module}" fetchpriority="low"></script>`), assets.preloads.map((preload) => html`<link rel="modulepreload" href="${preload}" fetchpriority="low">`)]}
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="apple-touch-icon" href="/icone-180.png">
<link rel="manifest" href="/manifest.webmanifest">
<meta name="theme-color" content="${paper.land}">
<meta property="og:type" content="website">
<meta property="og:site_name" content="Karter ${city.name}">
<meta property="og:locale" content="fr_FR">
<meta property="og:title" content="${title}">
<meta property="og:description" content="${content.description}">
<meta property="og:url" content="${base}${writeAddress({ ...address, embed: false })}">
<meta property="og:image" content="${image}">
<meta property="og:image:width" content="${previewSize.width}">
<meta property="og:image:height" content="${previewSize.height}">
<meta property="og:image:alt" content="${messages.drawnMap(title)}">
<meta name="twitter:card" content="summary_large_image">
${content.structured && !content.hidden && html`<script type="application/ld+json">${jsonScript(withUrl(content.structured, canonical))}</script>`}`;
}

const withUrl = (structured: object, url: string): object => ('@graph' in structured ? structured : { ...structured, url: (structured as { url?: string }).url ?? url });

/** The drawn map as it stands in a page; without a drawing (no database) the sea alone. */
export function drawnElement(drawing: Drawing, label: string): Html {
  const { frame: { position, width, height } } = drawing;
  return html`<svg xmlns="http://www.w3.org/2000/svg" id="drawn-map" class="drawn" role="group" aria-label="${label}" viewBox="${-width / 2} ${-height / 2} ${width} ${height}" width="${width}" height="${height}" data-lat="${position.lat}" data-lon="${position.lon}" data-zoom="${position.zoom}" font-family="${fontFamily}">${drawnMap(drawing)}</svg>`;
}

function inView({ address, counts }: Written): string {
  const parts = shownLayers(address)
    .filter((id) => layerById[id].selectable && layerById[id].theme !== 'fond' && layerById[id].geometry !== 'line' && (counts.get(id) ?? 0) > 0)
    .toReversed().map((id) => messages.counted(counts.get(id)!, layerById[id]));
  return messages.onMap(parts);
}

/** Whose data the base is, and that some of what is drawn was made up. */
function credits({ site: { city }, drawing }: Written): Html {
  return html`<div class="map-credits"><p class="small">${city.attribution}${drawing?.shapes.some((shape) => shape.demo) && ` · ${messages.print.demo}`}</p></div>`;
}

function embedded(written: Written, label: string): Html {
  const { content, site: { city }, address, drawing } = written;
  return html`<section class="map-box" aria-label="${messages.mapName(city.name)}"><div id="map" class="map">${drawing && drawnElement(drawing, label)}</div>
<div class="map-foot"><div class="legend drawn-legend">${legend(shownLayers(address), drawing?.frame.position.zoom ?? city.zoom)}</div>${credits(written)}</div>
<a class="embed-link button" target="_blank" rel="noopener" href="${writeAddress({ ...address, embed: false })}">${messages.embed.open}</a></section>
<main class="visually-hidden"><h1>${content.title ?? messages.mapName(city.name)}</h1></main>`;
}

/** lucide circle-user-round, as the client draws it. */
const personIcon = html`<svg width="20" height="20" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M17.925 20.056a6 6 0 0 0-11.851.001"/><circle cx="12" cy="11" r="4"/><circle cx="12" cy="12" r="10"/></svg>`;

function whole(written: Written, title: string, label: string): Html {
  const { site: { city }, address, content, drawing, base, today, typed, sources } = written;
  const exact = address.page.kind === 'theme';
  const shown = shownLayers(address);
  const demo = drawing?.shapes.some((shape) => shape.demo) ?? false;
  return html`<a class="skip-link" href="#panneau">${messages.skip}</a>
<header class="top"><div class="top-row"><a class="brand" href="/">${messages.brand} <span class="brand-city">${city.name}</span></a><a class="account-entry" href="/compte/connexion">${personIcon}<span>${header.signIn}</span></a></div>
<form class="search" role="search" action="/recherche"><svg class="search-glass" width="20" height="20" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" aria-hidden="true"><circle cx="11" cy="11" r="8"/><path d="M21 21l-4.34-4.34"/></svg><input class="search-input" type="search" name="q" value="${typed}" maxlength="200" enterkeyhint="search" autocomplete="off" aria-label="${messages.search.label}" placeholder="${messages.search.placeholder}"></form></header>
<div class="sheet"><div class="sheet-handle"></div>
<nav class="themes" aria-label="${messages.themes.nav}">${themes.map((theme) => html`<a class="theme" href="${exact && content.theme === theme.id ? '/' : `/${theme.id}`}" data-theme="${theme.id}"${content.theme === theme.id && html` aria-current="${exact ? 'page' : 'true'}"`}>${themeMark(theme)}<span class="theme-name">${theme.title}</span></a>`)}</nav>
<main class="panel" id="panneau" tabindex="-1" aria-label="${messages.panel}">${!isPersonal(address.page) && html`<p class="in-view">${inView(written)}</p>`}
${content.article}</main></div>
<section class="map-box" aria-label="${messages.mapName(city.name)}"><div id="map" class="map">${drawing && drawnElement(drawing, label)}</div>
<div class="map-foot"><details class="legend drawn-legend"><summary>${messages.legend.title}</summary>${legend(shown, drawing?.frame.position.zoom ?? city.zoom)}</details>${credits(written)}</div></section>
${drawing && printSheet({ title, city, frame: drawing.frame, shown, sources: sources.join(' ; '), demo, url: `${base}${writeAddress(address)}`, today })}`;
}

export function writeDocument(written: Written): string {
  const { site: { city }, address, content, drawing, quartiers, counts } = written;
  const title = messages.title(content.title, city.name);
  const label = messages.drawnMap(content.title ?? city.name);
  const boot = {
    city, quartiers: quartiers.map(({ id, slug, name, bbox }) => ({ id, slug, name, bbox })), position: drawing?.frame.position ?? content.position,
    counts: Object.fromEntries(counts), answers: content.answers ?? {},
  };
  const stop = address.page.kind === 'home' && !content.still ? 'peek' : fillsPhone(address.page) ? 'full' : 'half';
  return `<!doctype html>\n${html`<html lang="fr"><head>
${head(written, title)}
</head><body><div id="app"><div class="app${address.embed && ' embed'}" data-stop="${stop}">
${address.embed ? embedded(written, label) : whole(written, title, label)}
</div></div>
${!content.still && html`<script type="application/json" id="city">${jsonScript(boot)}</script>`}</body></html>
`.text}`;
}
