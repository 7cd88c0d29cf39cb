import { transit as layer } from '../../geodata/layers/transit.ts';
import { byZoom, classColor, fontOf, isGeometry, labelHalo, type Drawing } from '../map/drawing.ts';

const color = classColor(layer, '#4b5563', 'tram', 'telepherique');

export const transit: Drawing = {
  paint: [
    {
      part: 'casing', type: 'line', minzoom: layer.minZoom, filter: isGeometry('LineString'), layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': '#fffefb', 'line-opacity': 0.9, 'line-width': byZoom(10, 2.2, 13, 5, 16, 8) },
    },
    {
      part: '', type: 'line', minzoom: layer.minZoom, filter: ['==', ['get', 'kind'], 'tram'], layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': color, 'line-width': byZoom(10, 1, 13, 2.8, 16, 4.6) },
    },
    {
      // Two rails: no other line of the map is double.
      part: 'rails', type: 'line', minzoom: 11, filter: ['==', ['get', 'kind'], 'tram'], layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': '#fffefb', 'line-width': byZoom(11, 0.4, 13, 1.1, 16, 2) },
    },
    {
      part: 'cable', type: 'line', minzoom: layer.minZoom, filter: ['==', ['get', 'kind'], 'telepherique'],
      paint: { 'line-color': color, 'line-width': byZoom(10, 0.8, 13, 1.6, 16, 2.6), 'line-dasharray': [1.6, 1.6] },
    },
    {
      part: 'station', type: 'circle', minzoom: 12, filter: ['all', isGeometry('Point'), ['==', ['get', 'kind'], 'station']],
      paint: {
        'circle-radius': byZoom(12, 1.6, 13, 2.4, 16, 4.6), 'circle-color': classColor(layer, '#ffffff', 'station'), 'circle-stroke-color': '#4b5563',
        'circle-stroke-width': byZoom(12, 0.8, 16, 1.8),
      },
    },
  ],
  labels: [
    {
      part: 'label', type: 'symbol', minzoom: 13.6, filter: ['all', isGeometry('Point'), ['==', ['get', 'kind'], 'station']],
      layout: {
        'text-field': ['coalesce', ['get', 'name'], ''], 'text-font': fontOf('regular'), 'text-size': byZoom(13, 10.5, 16, 13), 'text-variable-anchor': ['left', 'right', 'top', 'bottom'],
        'text-radial-offset': 0.45, 'text-max-width': 8, 'text-padding': 4,
      },
      paint: { 'text-color': '#4b5563', ...labelHalo },
    },
  ],
};
