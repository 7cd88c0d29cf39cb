// The whole style, from the drawings of the layers in the order of geodata/layers.ts: paint from the ground up, then names,
// then (pointed-style.ts, once there is something) what is pointed at.
import type { LayerSpecification, StyleSpecification } from '@maplibre/maplibre-gl-style-spec';
import type { Filters } from '../../geodata/address.ts';
import type { City } from '../../geodata/city.ts';
import { maxTileZoom } from '../../geodata/tile-matrix.ts';
import type { LayerId } from '../../geodata/layers.ts';
import { paper } from '../../geodata/themes.ts';
import { emphasisLayers } from './emphasis-style.ts';
import { filterUnder } from './filters.ts';
import { isName, styleLayers, type StyleLayer } from './style-layers.ts';

export const tileSource = 'karter';
/** Where areas are named, one point each: a polygon cut by tiles would be named once a tile. */
export const nameSource = 'names';
/** What is hovered and selected, whole, above everything. */
export const pointedSource = 'pointed';
/** What an import would bring. */
export const previewSource = 'preview';
/** Where the person is. */
export const hereSource = 'here';

/** What is on at first, so that nothing is parsed to be hidden at once. */
export interface Opening { shown: ReadonlySet<LayerId>; filters: Filters }

const nothing = (): { type: 'FeatureCollection'; features: [] } => ({ type: 'FeatureCollection', features: [] });

function specification(style: StyleLayer, { shown, filters }: Opening): LayerSpecification {
  const { part: _part, standsFor: _standsFor, filter: _filter, ...bare } = style.part;
  const filter = filterUnder(style, filters);
  return {
    ...bare, id: style.id, source: style.named ? nameSource : tileSource,
    ...(style.named ? {} : { 'source-layer': style.layer }), ...(filter ? { filter } : {}),
    layout: { ...bare.layout, visibility: shown.has(style.layer) ? 'visible' : 'none' },
  } as LayerSpecification;
}

/** @param origin of the tile server: workers have no page to resolve a path against. */
export function buildStyle(city: City, origin: string, opening: Opening): StyleSpecification {
  const [west, south, east, north] = city.bounds;
  return {
    version: 8,
    name: 'Karter',
    sources: {
      [tileSource]: { type: 'vector', tiles: [`${origin}/tiles/{z}/{x}/{y}.mvt`], minzoom: 0, maxzoom: maxTileZoom, bounds: [west, south, east, north] },
      [nameSource]: { type: 'geojson', data: nothing() },
    },
    layers: [
      { id: 'sea', type: 'background', paint: { 'background-color': paper.sea } },
      ...styleLayers.filter((style) => !isName(style)).map((style) => specification(style, opening)),
      ...emphasisLayers,
      ...styleLayers.filter(isName).map((style) => specification(style, opening)),
    ],
  };
}
