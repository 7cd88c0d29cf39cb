import { paper } from '../../geodata/themes.ts';
import { byZoom, fontOf, isGeometry, labelHalo, whenHovered, type Drawing } from '../map/drawing.ts';

export const communes: Drawing = {
  paint: [
    // Lifts the territory off its neighbours while they are in sight (inland waters lie beneath it); also what a click on the ground meets.
    {
      part: '', type: 'fill', filter: isGeometry('Polygon'),
      paint: { 'fill-color': '#fffefb', 'fill-opacity': byZoom(10.5, 0.55, 13, 0) },
    },
    { part: 'outline', type: 'line', filter: isGeometry('Polygon'), layout: { 'line-join': 'round' }, paint: { 'line-color': paper.line, 'line-width': whenHovered(2, 0.9), 'line-dasharray': [4, 2.5] } },
  ],
  labels: [
    {
      part: 'label', type: 'symbol', filter: isGeometry('Point'), minzoom: 9.5, maxzoom: 14.5,
      layout: { 'text-field': ['coalesce', ['get', 'name'], ''], 'text-font': fontOf('medium'), 'text-size': byZoom(10, 11.5, 13, 14), 'text-max-width': 7, 'text-padding': 6 },
      paint: { 'text-color': paper.inkSoft, ...labelHalo },
    },
  ],
};
