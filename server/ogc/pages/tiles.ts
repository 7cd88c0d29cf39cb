// Tilesets and their grid as pages.
import { ogcMessages as words } from '../../../geodata/messages-ogc.ts';
import { layerById, publicLayers, type LayerId } from '../../../geodata/layers.ts';
import { tileFieldsOf } from '../../../geodata/layer.ts';
import { maxTileZoom } from '../../../geodata/tile-matrix.ts';
import { html } from '../../pages/html.ts';
import type { Link } from '../links.ts';
import { matrixSetId, type MatrixSet, type Tileset } from '../tilesets.ts';
import { table, type OgcPage } from './layout.ts';
import { collectionsStep, home } from './resources.ts';

const above = (base: string, layer?: LayerId) => (layer ? [home(base), collectionsStep(base), { href: `${base}/ogc/collections/${layer}`, title: layerById[layer].title }] : [home(base)]);

export function tilesetsPage(base: string, tilesets: readonly Tileset[], layer?: LayerId): OgcPage {
  const hrefOf = (links: readonly Link[]) => links.find(({ rel }) => rel === 'self')!.href;
  return {
    title: words.tiles.title, trail: above(base, layer),
    article: html`<p class="lead">${words.tiles.lead}</p><ul class="plain">${tilesets.map((one) => html`<li><a href="${hrefOf(one.links)}">${one.title}</a> <code>${matrixSetId}</code></li>`)}</ul>`,
  };
}

export function tilesetPage(base: string, tileset: Tileset, layer?: LayerId): OgcPage {
  const hrefOf = (found: (link: Link) => boolean) => tileset.links.find(found)?.href ?? '';
  const shown = layer ? [layerById[layer]] : publicLayers;
  return {
    title: `${tileset.title} : ${matrixSetId}`, trail: [...above(base, layer), { href: `${base}/ogc${layer ? `/collections/${layer}` : ''}/tiles`, title: words.tiles.title }],
    article: html`<dl><dt>${words.tiles.template}</dt><dd><code>${hrefOf(({ templated }) => templated === true)}</code></dd><dt>${words.tiles.zooms}</dt><dd>0 – ${maxTileZoom}</dd>
<dt>${words.tiles.tileJson}</dt><dd><a href="${hrefOf(({ href }) => href.includes('/tiles.json'))}">${hrefOf(({ href }) => href.includes('/tiles.json'))}</a></dd><dt>${words.tiles.scheme}</dt><dd><a href="${base}/ogc/tileMatrixSets/${matrixSetId}">${matrixSetId}</a></dd></dl>
<section aria-labelledby="couches"><h2 id="couches">${words.tiles.layers}</h2>
${table([words.collection.identifier, words.schema.meaning, words.tiles.from, words.tiles.fields], shown.map((one) => [html`<a href="${base}/ogc/collections/${one.id}"><code>${one.id}</code></a>`, one.title, one.minZoom, tileFieldsOf(one).map(({ name }) => name).join(', ')]))}</section>`,
  };
}

export function matrixSetsPage(base: string): OgcPage {
  return { title: words.matrixSets.title, trail: [home(base)], article: html`<ul class="plain"><li><a href="${base}/ogc/tileMatrixSets/${matrixSetId}">${matrixSetId}</a></li></ul>` };
}

export function matrixSetPage(base: string, set: MatrixSet): OgcPage {
  const round = new Intl.NumberFormat('fr-FR', { maximumSignificantDigits: 6 });
  const rows = set.tileMatrices.map(({ id, scaleDenominator, cellSize, matrixWidth }) => [id, `1 : ${round.format(scaleDenominator)}`, round.format(cellSize), round.format(matrixWidth)]);
  return { title: set.id, trail: [home(base), { href: `${base}/ogc/tileMatrixSets`, title: words.matrixSets.title }], article: html`<p class="lead">${set.title}</p>${table([words.matrixSets.zoom, words.matrixSets.scale, words.matrixSets.cell, words.matrixSets.width], rows)}` };
}
