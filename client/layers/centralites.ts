import { centralites as layer } from '../../geodata/layers/centralites.ts';
import { classColor, fontOf, isOneOf, labelHalo, valuesMarked, whenHovered, type Drawing } from '../map/drawing.ts';

const color = classColor(layer, '#107d8c');
const planned = isOneOf('kind', valuesMarked(layer, 'dashed'));

export const centralites: Drawing = {
  paint: [
    { part: '', type: 'fill', minzoom: layer.minZoom, paint: { 'fill-color': color, 'fill-opacity': whenHovered(0.24, 0.13) } },
    {
      part: 'outline', type: 'line', minzoom: layer.minZoom, filter: ['!', planned], layout: { 'line-join': 'round' },
      paint: { 'line-color': color, 'line-width': whenHovered(2.6, 1.3), 'line-opacity': 0.75 },
    },
    {
      part: 'outline-dashed', type: 'line', minzoom: layer.minZoom, filter: planned, layout: { 'line-join': 'round' },
      paint: { 'line-color': color, 'line-width': whenHovered(2.6, 1.5), 'line-dasharray': [3, 2] },
    },
  ],
  labels: [
    {
      part: 'label', type: 'symbol', minzoom: 12.5,
      layout: { 'text-field': ['coalesce', ['get', 'name'], ''], 'text-font': fontOf('medium'), 'text-size': 13, 'text-max-width': 8 },
      paint: { 'text-color': color, ...labelHalo },
    },
  ],
};
