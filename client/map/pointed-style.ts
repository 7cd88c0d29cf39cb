// How the hovered and the selected feature stand out, whatever their layer: areas and lines by a two-coloured outline, places by a
// larger sign with a ring.
import type { LayerSpecification } from '@maplibre/maplibre-gl-style-spec';
import { baseLayers } from '../../geodata/address.ts';
import { paper } from '../../geodata/themes.ts';
import { fontOf, labelHalo } from './drawing.ts';

const isPoint = ['==', ['geometry-type'], 'Point'] as const;
const selected = ['==', ['get', 'role'], 'selected'] as const;

export const pointedLayers = [
  {
    id: 'pointed-ground', type: 'fill', source: 'pointed', filter: ['all', ['!', [...isPoint]], ['!', [...selected]], ['in', ['get', 'layer'], ['literal', baseLayers]]],
    paint: { 'fill-color': paper.ink, 'fill-opacity': 0.045 },
  },
  {
    id: 'pointed-casing', type: 'line', source: 'pointed', filter: ['!', [...isPoint]], layout: { 'line-join': 'round', 'line-cap': 'round' },
    paint: { 'line-color': '#fffefb', 'line-width': ['case', [...selected], 7, 4] },
  },
  {
    id: 'pointed-outline', type: 'line', source: 'pointed', filter: ['!', [...isPoint]], layout: { 'line-join': 'round', 'line-cap': 'round' },
    paint: { 'line-color': paper.ink, 'line-width': ['case', [...selected], 3, 1.5] },
  },
  {
    // What has no sign of its own: a cell, a station.
    id: 'pointed-ring', type: 'circle', source: 'pointed', filter: ['all', [...isPoint], ['!', ['has', 'image']]],
    paint: { 'circle-radius': 11, 'circle-color': 'rgba(255, 254, 251, 0.25)', 'circle-stroke-color': paper.ink, 'circle-stroke-width': 2.5 },
  },
  {
    id: 'pointed', type: 'symbol', source: 'pointed', filter: [...isPoint],
    layout: {
      'icon-image': ['image', ['coalesce', ['get', 'image'], '']], 'icon-allow-overlap': true, 'icon-ignore-placement': true,
      'icon-size': ['case', [...selected], 1, 0.82], 'symbol-sort-key': ['case', [...selected], 1, 2],
      'text-field': ['coalesce', ['get', 'name'], ''], 'text-font': fontOf('bold'), 'text-size': 14, 'text-max-width': 12, 'text-allow-overlap': true,
      'text-anchor': 'top', 'text-offset': [0, 1.7], 'text-optional': true,
    },
    paint: { 'text-color': paper.ink, ...labelHalo, 'text-halo-width': 2.2 },
  },
  {
    id: 'here-halo', type: 'circle', source: 'here', paint: { 'circle-radius': 18, 'circle-color': '#1d6fd6', 'circle-opacity': 0.16 },
  },
  {
    id: 'here', type: 'circle', source: 'here', paint: { 'circle-radius': 7, 'circle-color': '#1d6fd6', 'circle-stroke-color': '#ffffff', 'circle-stroke-width': 3 },
  },
] as unknown as readonly LayerSpecification[];
