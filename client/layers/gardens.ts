import { gardens as layer } from '../../geodata/layers/gardens.ts';
import { classColor, isGeometry, isOneOf, valuesMarked, whenHovered, type Drawing } from '../map/drawing.ts';
import { markers } from '../map/markers.ts';

const color = classColor(layer, '#22541a');
const planned = isOneOf('state', valuesMarked(layer, 'dashed'));
const drawn = isGeometry('Polygon');

export const gardens: Drawing = {
  paint: [
    { part: 'ground', type: 'fill', minzoom: 12, filter: drawn, paint: { 'fill-color': color, 'fill-opacity': whenHovered(0.4, 0.22), 'fill-antialias': false } },
    { part: 'outline', type: 'line', minzoom: 12, filter: ['all', drawn, ['!', planned]], paint: { 'line-color': color, 'line-width': 1.2 } },
    { part: 'outline-dashed', type: 'line', minzoom: 12, filter: ['all', drawn, planned], paint: { 'line-color': color, 'line-width': 1.4, 'line-dasharray': [2.5, 1.8] } },
    ...markers(layer).paint,
  ],
};
