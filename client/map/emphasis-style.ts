// The quartier whose page is open stands out: the others lie under a veil of paper.
import type { FilterSpecification, LayerSpecification } from '@maplibre/maplibre-gl-style-spec';
import { paper } from '../../geodata/themes.ts';

const none: FilterSpecification = ['literal', false];
const from = { source: 'karter', 'source-layer': 'quartiers', filter: none } as const;

export const emphasis = { none, veils: ['emphasis-veil'], outlines: ['emphasis-casing', 'emphasis-outline'] } as const;

export const emphasisLayers: readonly LayerSpecification[] = [
  { id: 'emphasis-veil', type: 'fill', ...from, paint: { 'fill-color': paper.outside, 'fill-opacity': 0.62 } },
  { id: 'emphasis-casing', type: 'line', ...from, layout: { 'line-join': 'round' }, paint: { 'line-color': '#fffefb', 'line-width': 7 } },
  { id: 'emphasis-outline', type: 'line', ...from, layout: { 'line-join': 'round' }, paint: { 'line-color': paper.ink, 'line-width': 2.6 } },
];
