import { paper } from '../../geodata/themes.ts';
import { byZoom, fontOf, isGeometry, labelHalo, whenHovered, type Drawing } from '../map/drawing.ts';

export const quartiers: Drawing = {
  paint: [
    // Never seen, only met by the pointer: what is pointed out is tinted in pointed-style.ts.
    { part: '', type: 'fill', filter: isGeometry('Polygon'), paint: { 'fill-color': paper.ink, 'fill-opacity': 0 } },
    {
      part: 'casing', type: 'line', filter: isGeometry('Polygon'), layout: { 'line-join': 'round' },
      paint: { 'line-color': '#fffefb', 'line-opacity': 0.85, 'line-width': byZoom(9, 2.2, 12, 3.6, 16, 6) },
    },
    {
      part: 'outline', type: 'line', filter: isGeometry('Polygon'), layout: { 'line-join': 'round' },
      paint: { 'line-color': paper.ink, 'line-opacity': 0.72, 'line-width': byZoom(9, 0.5, 12, whenHovered(2, 0.9), 16, whenHovered(3, 1.5)) },
    },
  ],
  labels: [
    {
      part: 'label', type: 'symbol', filter: isGeometry('Point'), minzoom: 10.8, maxzoom: 16,
      layout: {
        'text-field': ['upcase', ['coalesce', ['get', 'name'], '']], 'text-font': fontOf('bold'), 'text-size': byZoom(11, 10, 12, 11.5, 14, 16),
        'text-letter-spacing': 0.14, 'text-max-width': 9, 'text-line-height': 1.25, 'text-padding': 3,
      },
      paint: { 'text-color': paper.ink, 'text-opacity': byZoom(14, 0.82, 16, 0.45), ...labelHalo, 'text-halo-width': 1.8 },
    },
  ],
};
