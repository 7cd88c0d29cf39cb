import { plu_zones as layer } from '../../geodata/layers/plu_zones.ts';
import { paper } from '../../geodata/themes.ts';
import { classColor, fontOf, labelHalo, whenHovered, type Drawing } from '../map/drawing.ts';

export const plu_zones: Drawing = {
  paint: [
    { part: '', type: 'fill', minzoom: layer.minZoom, paint: { 'fill-color': classColor(layer, '#dcdcdc'), 'fill-opacity': whenHovered(0.85, 0.65) } },
    { part: 'outline', type: 'line', minzoom: layer.minZoom, paint: { 'line-color': paper.line, 'line-width': whenHovered(1.8, 0.7) } },
  ],
  labels: [
    {
      part: 'label', type: 'symbol', minzoom: 14,
      layout: { 'text-field': ['coalesce', ['get', 'libelle'], ''], 'text-font': fontOf('medium'), 'text-size': 12 },
      paint: { 'text-color': paper.inkSoft, ...labelHalo },
    },
  ],
};
