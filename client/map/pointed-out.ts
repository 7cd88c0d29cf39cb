// What stands on the map of a feature that is hovered or selected: its outline where it has one, and its sign, larger, with its name.
import type { Feature } from 'geojson';
import { layerById } from '../../geodata/layers.ts';
import { symbolOf } from '../../geodata/symbols.ts';
import type { FeatureRef } from '../state/view.svelte.ts';
import { writeSymbolId } from './symbol-id.ts';
import { isArea, labelPoint } from './whole-feature.ts';

export type Role = 'selected' | 'hovered';

export function pointedOut(role: Role, { layer, id }: FeatureRef, { geometry, properties }: Feature): Feature[] {
  const { theme, geometry: kind } = layerById[layer];
  const hasSign = theme !== 'fond' && (kind === 'point' || kind === 'mixed');
  const outline: Feature = { type: 'Feature', id, properties: { role, layer }, geometry };
  const point = geometry.type === 'Point' ? geometry.coordinates : hasSign && isArea(geometry) ? labelPoint(geometry) : null;
  if (!point) return [outline];
  const image = hasSign ? { image: writeSymbolId({ ...symbolOf(layer, properties ?? {}), size: 'selected', demo: properties?.demo === true }) } : {};
  const name = properties?.name ? { name: properties.name as string } : {};
  const sign: Feature = { type: 'Feature', id, properties: { role, layer, ...image, ...name }, geometry: { type: 'Point', coordinates: point } };
  return geometry.type === 'Point' ? [sign] : [outline, sign];
}
