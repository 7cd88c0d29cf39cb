// The quartier whose page is open stands out: all the rest of the territory lies under a veil of paper.
import type { FilterSpecification, LayerSpecification } from '@maplibre/maplibre-gl-style-spec';
import { paper } from '../../geodata/themes.ts';

/** The quartier, and the commune that it is a part of. */
export interface EmphasisedArea { slug: string; insee: string }

const none: FilterSpecification = ['literal', false];
const quartiers = { source: 'karter', 'source-layer': 'quartiers', filter: none } as const;
const communes = { source: 'karter', 'source-layer': 'communes', filter: none } as const;
const veil = { 'fill-color': paper.outside, 'fill-opacity': 0.62 } as const;

export const emphasisLayers: readonly LayerSpecification[] = [
  { id: 'emphasis-veil-communes', type: 'fill', ...communes, paint: veil },
  { id: 'emphasis-veil', type: 'fill', ...quartiers, paint: veil },
  { id: 'emphasis-casing', type: 'line', ...quartiers, layout: { 'line-join': 'round' }, paint: { 'line-color': '#fffefb', 'line-width': 7 } },
  { id: 'emphasis-outline', type: 'line', ...quartiers, layout: { 'line-join': 'round' }, paint: { 'line-color': paper.ink, 'line-width': 2.6 } },
];

export function emphasisFilters(area: EmphasisedArea | null): { id: string; filter: FilterSpecification }[] {
  const filterOf = (id: string): FilterSpecification => {
    if (!area) return none;
    if (id === 'emphasis-veil-communes') return ['!=', ['get', 'insee'], area.insee];
    return [id === 'emphasis-veil' ? '!=' : '==', ['get', 'slug'], area.slug];
  };
  return emphasisLayers.map(({ id }) => ({ id, filter: filterOf(id) }));
}
