import { plu_frontages as layer } from '../../geodata/layers/plu_frontages.ts';
import { byZoom, classColor, isOneOf, valuesMarked, whenHovered, type Drawing } from '../map/drawing.ts';

const color = classColor(layer, '#d9925f');
const dashed = isOneOf('stypepsc', valuesMarked(layer, 'dashed'));
const width = byZoom(12, whenHovered(3.4, 1.4), 14, whenHovered(4.5, 2), 17, whenHovered(8, 4.5));
/** Frontages stand on both sides: two kerbs, as far apart as the street is wide. */
const gap = byZoom(12, 1, 14, 4.2, 16, 10, 18, 24);

export const plu_frontages: Drawing = {
  paint: [
    { part: '', type: 'line', minzoom: layer.minZoom, filter: ['!', dashed], paint: { 'line-color': color, 'line-width': width, 'line-gap-width': gap } },
    { part: 'dashed', type: 'line', minzoom: layer.minZoom, filter: dashed, paint: { 'line-color': color, 'line-width': width, 'line-gap-width': gap, 'line-dasharray': [2.2, 1.1] } },
  ],
};
