// Every style layer that a layer's drawing gives, in paint order, with its derived id: `streets`, `streets-casing`, `streets-label`.
import type { FilterSpecification } from '@maplibre/maplibre-gl-style-spec';
import { layerById, publicLayers, type LayerId } from '../../geodata/layers.ts';
import { drawings } from '../layers/index.ts';
import type { Part } from './drawing.ts';

export interface StyleLayer { id: string; layer: LayerId; part: Part; named: boolean }

/** Layers whose names stand at one point of each area. */
export const namedAreas: readonly LayerId[] = publicLayers
  .map((layer) => layer.id as LayerId)
  .filter((id) => layerById[id].geometry === 'polygon' && (drawings[id].labels ?? []).length > 0);

/** Every style layer that belongs to a layer, in paint order. */
export const styleLayers: readonly StyleLayer[] = [
  ...publicLayers.flatMap(({ id }) => drawings[id as LayerId].paint.map((part) => entry(id as LayerId, part))),
  // The structure of the city is named before its details: what stands later here is placed first.
  ...[...publicLayers].sort((one, other) => namePriority(one.id as LayerId) - namePriority(other.id as LayerId))
    .flatMap(({ id }) => (drawings[id as LayerId].labels ?? []).map((part) => entry(id as LayerId, part))),
];

function namePriority(id: LayerId): number {
  return namedAreas.includes(id) && layerById[id].theme === 'fond' ? 1 : 0;
}

function entry(layer: LayerId, part: Part): StyleLayer {
  return { id: part.part ? `${layer}-${part.part}` : layer, layer, part, named: part.part === 'label' && namedAreas.includes(layer) };
}

export function isName({ layer, part }: StyleLayer): boolean {
  return (drawings[layer].labels ?? []).includes(part);
}

export function baseFilter({ layer, part, named }: StyleLayer): FilterSpecification | undefined {
  const own = part.type === 'symbol' || part.type === 'circle' || part.type === 'fill' || part.type === 'line' ? part.filter : undefined;
  if (!named) return own;
  const ofLayer: FilterSpecification = ['==', ['get', 'layer'], layer];
  return own ? (['all', ofLayer, own] as FilterSpecification) : ofLayer;
}
