import { premises as layer } from '../../geodata/layers/premises.ts';
import { paper } from '../../geodata/themes.ts';
import type { ExpressionSpecification } from '@maplibre/maplibre-gl-style-spec';
import { byZoom, classColor, fontOf, isOneOf, labelHalo, valuesMarked, type Drawing } from '../map/drawing.ts';
import { symbolExpression } from '../map/symbol-id.ts';

const color = classColor(layer, '#8b919c');
const filled = isOneOf('occupancy', valuesMarked(layer, 'filled'));
const dashed = isOneOf('occupancy', valuesMarked(layer, 'dashed'));
const pale = isOneOf('occupancy', valuesMarked(layer, 'pale'));

/** Radius in pixels of a disc whose area counts units; twice as large from zoom 9 to the last zoom of cells. */
function counted(units: ExpressionSpecification): ExpressionSpecification {
  const radius = (scale: number): ExpressionSpecification => ['*', scale, ['sqrt', units]];
  return byZoom(9, radius(0.7), 12, radius(1.35), layer.cellsBelow, radius(2.1));
}

// Circles while there are many: far cheaper to draw and to pan than signs. The sign with its icon comes when there is room.
const signZoom = 16;

export const premises: Drawing = {
  paint: [
    {
      part: 'cells', type: 'circle', maxzoom: layer.cellsBelow, standsFor: { field: 'occupancy', value: 'occupe' },
      paint: {
        'circle-color': layer.legend.classes[0].color, 'circle-radius': counted(['get', 'count']),
        'circle-stroke-color': '#fffefb', 'circle-stroke-width': 0.8, 'circle-opacity': 0.9,
      },
    },
    {
      // The vacant share as a hollow of the same proportion.
      part: 'cells-vacant', type: 'circle', maxzoom: layer.cellsBelow, filter: ['>', ['get', 'vacant'], 0], standsFor: { field: 'occupancy', value: 'vacant' },
      paint: {
        'circle-color': '#fffefb', 'circle-radius': counted(['get', 'vacant']),
        'circle-stroke-color': layer.legend.classes[1].color, 'circle-stroke-width': 1,
      },
    },
    {
      part: 'unit', type: 'circle', minzoom: layer.cellsBelow, maxzoom: signZoom,
      paint: {
        'circle-color': ['case', filled, color, '#fffefb'], 'circle-opacity': ['case', pale, 0.6, 1],
        // Under the pointer its larger sign stands over it: nothing of it need differ by unit.
        'circle-radius': byZoom(14, 2.9, 16, 5),
        'circle-stroke-color': ['case', filled, '#fffefb', color], 'circle-stroke-width': byZoom(14, ['case', filled, 0.6, 1.4], 16, ['case', filled, 1, 2]),
      },
    },
    {
      // Too small for a dashed outline: a point inside the ring says the same.
      part: 'works', type: 'circle', minzoom: layer.cellsBelow, maxzoom: signZoom, filter: dashed,
      paint: { 'circle-color': color, 'circle-radius': byZoom(14, 1.1, 16, 2) },
    },
    {
      part: '', type: 'symbol', minzoom: signZoom,
      layout: {
        'icon-image': symbolExpression(layer, 'icon'), 'icon-size': byZoom(signZoom, 0.5, 17, 0.78, 18, 1), 'icon-allow-overlap': true, 'icon-padding': 0,
        'text-field': ['step', ['zoom'], '', 17, ['coalesce', ['get', 'sign'], ['get', 'name'], '']], 'text-font': fontOf('medium'), 'text-size': 12,
        'text-optional': true, 'text-variable-anchor': ['left', 'right', 'top', 'bottom'], 'text-radial-offset': 1.3, 'text-max-width': 8,
      },
      paint: { 'text-color': paper.ink, ...labelHalo },
    },
  ],
};
