// How a feature is named and told apart in a line: used by search, lists and profiles alike.
import { layerById, type LayerId } from '../geodata/layers.ts';

export interface PlaceRow {
  layer: LayerId; id: number; name: string | null; kind: string | null; street?: string | null; quartier: string | null; demo: boolean;
  lon: number | null; lat: number | null;
}

/** Where a feature's page is; a quartier has its own address. */
export const placeUrl = (layer: LayerId, id: number, slug?: string | null) => (layer === 'quartiers' && slug ? `/quartiers/${slug}` : `/lieux/${layer}/${id}`);

/** Kind, then street or quartier: « jardin partagé · Saint-Marc ». */
export function placeDetail(row: Pick<PlaceRow, 'layer' | 'kind' | 'street' | 'quartier'>, quartierNames: ReadonlyMap<string, string>): string {
  const definition = layerById[row.layer];
  const kind = (row.kind && definition.fields.kind?.codes?.[row.kind]) || definition.one;
  const quartier = row.quartier ? quartierNames.get(row.quartier) : undefined;
  return [kind, row.street, quartier].filter(Boolean).join(' · ');
}

export function placeSummary(row: PlaceRow, quartierNames: ReadonlyMap<string, string>) {
  return {
    layer: row.layer, id: row.id, name: row.name, detail: placeDetail(row, quartierNames), url: placeUrl(row.layer, row.id),
    lon: row.lon, lat: row.lat, demo: row.demo,
  };
}
