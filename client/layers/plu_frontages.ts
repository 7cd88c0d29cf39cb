import { plu_frontages as layer } from '../../geodata/layers/plu_frontages.ts';
import { byZoom, classColor, isOneOf, valuesMarked, whenHovered, type Drawing } from '../map/drawing.ts';

const color = classColor(layer, '#d9925f');
const dashed = isOneOf('stypepsc', valuesMarked(layer, 'dashed'));
const width = byZoom(12, whenHovered(4, 2), 14, whenHovered(6, 3), 17, whenHovered(11, 7));

export const plu_frontages: Drawing = {
  paint: [
    { part: 'casing', type: 'line', minzoom: layer.minZoom, layout: { 'line-cap': 'round' }, paint: { 'line-color': '#fffefb', 'line-opacity': 0.8, 'line-width': byZoom(12, 3.4, 14, 5, 17, 10) } },
    { part: '', type: 'line', minzoom: layer.minZoom, filter: ['!', dashed], layout: { 'line-cap': 'round' }, paint: { 'line-color': color, 'line-width': width } },
    { part: 'dashed', type: 'line', minzoom: layer.minZoom, filter: dashed, paint: { 'line-color': color, 'line-width': width, 'line-dasharray': [2.2, 1.1] } },
  ],
};
