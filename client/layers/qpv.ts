import { qpv as layer } from '../../geodata/layers/qpv.ts';
import { themeById } from '../../geodata/themes.ts';
import { fontOf, labelHalo, whenHovered, type Drawing } from '../map/drawing.ts';
import { hatchId } from '../map/hatch-id.ts';

const { color } = themeById.emploi;

export const qpv: Drawing = {
  paint: [
    { part: '', type: 'fill', minzoom: layer.minZoom, paint: { 'fill-color': color, 'fill-opacity': whenHovered(0.16, 0.06) } },
    { part: 'hatch', type: 'fill', minzoom: layer.minZoom, paint: { 'fill-pattern': hatchId(color), 'fill-opacity': 0.3 } },
    { part: 'outline', type: 'line', minzoom: layer.minZoom, layout: { 'line-join': 'round' }, paint: { 'line-color': color, 'line-width': whenHovered(2.6, 1.3), 'line-opacity': 0.8 } },
  ],
  labels: [
    {
      part: 'label', type: 'symbol', minzoom: 13,
      layout: { 'text-field': ['coalesce', ['get', 'name'], ''], 'text-font': fontOf('medium'), 'text-size': 12.5, 'text-max-width': 8 },
      paint: { 'text-color': color, ...labelHalo },
    },
  ],
};
