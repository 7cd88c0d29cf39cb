import { land as layer } from '../../geodata/layers/land.ts';
import { byZoom, classColor, type Drawing, type Part } from '../map/drawing.ts';

const ground = (part: string, kind: string): Part => ({
  part, type: 'fill', filter: ['==', ['get', 'kind'], kind], paint: { 'fill-color': classColor(layer, '#f7f4ee', kind) },
});

export const land: Drawing = {
  paint: [
    // Shallow water: two pale rims that the land then covers from within. No wider than the tile's buffer.
    {
      part: 'shallows', type: 'line', filter: ['==', ['get', 'kind'], 'terre'], layout: { 'line-join': 'round' },
      paint: { 'line-color': '#ffffff', 'line-opacity': 0.22, 'line-width': byZoom(9, 4, 13, 11) },
    },
    {
      part: 'shore', type: 'line', filter: ['==', ['get', 'kind'], 'terre'], layout: { 'line-join': 'round' },
      paint: { 'line-color': '#9fbecb', 'line-width': byZoom(9, 1.2, 15, 2.4) },
    },
    ground('', 'terre'),
    ground('park', 'parc'),
    ground('water', 'eau'),
  ],
  labels: [],
};
