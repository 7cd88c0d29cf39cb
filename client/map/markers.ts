// Places as markers: a dot for each, always; from `iconZoom` on its sign with the icon, where there is room for it, and then its
// name. A place that has no room stays a dot, so nothing is ever dropped.
import type { LayerDefinition } from '../../geodata/layer.ts';
import { iconZoom } from '../../geodata/symbols.ts';
import { paper } from '../../geodata/themes.ts';
import { byZoom, fontOf, labelHalo, type Drawing } from './drawing.ts';
import { symbolExpression } from './symbol-id.ts';

/** What is laid out anew can only change at whole zooms. */
const nameZoom = 15;

export function markers(layer: LayerDefinition): Drawing {
  return {
    paint: [
      {
        part: 'dot', type: 'symbol', minzoom: layer.minZoom,
        layout: {
          'icon-image': symbolExpression(layer, 'dot'), 'icon-size': byZoom(9, 0.62, 12, 0.9, 15, 1.1),
          'icon-allow-overlap': true, 'icon-ignore-placement': true,
        },
      },
      {
        part: '', type: 'symbol', minzoom: iconZoom,
        layout: {
          'icon-image': symbolExpression(layer, 'icon'), 'icon-size': byZoom(iconZoom, 0.78, 15, 1), 'icon-padding': 0,
          'text-field': ['step', ['zoom'], '', nameZoom, ['coalesce', ['get', 'name'], '']], 'text-font': fontOf('medium'), 'text-size': byZoom(14, 12, 17, 14),
          'text-optional': true, 'text-variable-anchor': ['left', 'right', 'top', 'bottom'], 'text-radial-offset': 1.35,
          'text-justify': 'auto', 'text-max-width': 11, 'text-line-height': 1.1, 'text-padding': 4,
        },
        paint: {
          'text-color': paper.ink, ...labelHalo,
          'text-opacity': ['case', ['any', ['boolean', ['feature-state', 'named-selected'], false], ['boolean', ['feature-state', 'named-hovered'], false]], 0, 1],
        },
      },
    ],
  };
}
