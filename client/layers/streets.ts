import { streets as layer } from '../../geodata/layers/streets.ts';
import type { ExpressionSpecification } from '@maplibre/maplibre-gl-style-spec';
import { paper } from '../../geodata/themes.ts';
import { byZoom, classColor, fontOf, labelHalo, type Drawing } from '../map/drawing.ts';

/** Width by rank, plus what the casing adds on both sides. */
function width(extra: number): ExpressionSpecification {
  const ranks = (axe: number, principale: number, rue: number): ExpressionSpecification => ['match', ['get', 'kind'], 'axe', axe + extra, 'principale', principale + extra, rue + extra];
  return byZoom(10, ranks(0.9, 0.7, 0.3), 12, ranks(1.8, 1.5, 0.8), 14, ranks(4.2, 3.4, 2.2), 16, ranks(10, 8, 6.5), 18, ranks(24, 20, 16));
}

const rank: ExpressionSpecification = ['match', ['get', 'kind'], 'axe', 2, 'principale', 1, 0];
const shape = { 'line-cap': 'round', 'line-join': 'round', 'line-sort-key': rank } as const;

export const streets: Drawing = {
  paint: [
    { part: 'casing', type: 'line', minzoom: layer.minZoom, layout: shape, paint: { 'line-color': '#d5cfc1', 'line-width': width(1.3) } },
    { part: '', type: 'line', minzoom: layer.minZoom, layout: shape, paint: { 'line-color': classColor(layer, '#ffffff'), 'line-width': width(0) } },
  ],
  labels: [
    {
      part: 'label', type: 'symbol', minzoom: 13,
      filter: ['step', ['zoom'], ['==', ['get', 'kind'], 'axe'], 14, ['!=', ['get', 'kind'], 'rue'], 15, true],
      layout: {
        'symbol-placement': 'line', 'symbol-spacing': 320, 'text-field': ['coalesce', ['get', 'name'], ''], 'text-font': fontOf('regular'),
        'text-size': byZoom(13, 11, 16, 13.5), 'text-max-angle': 32, 'text-padding': 8, 'text-pitch-alignment': 'viewport',
      },
      paint: { 'text-color': paper.inkSoft, ...labelHalo },
    },
  ],
};
