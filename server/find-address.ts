// An address among the answers of a search, where the city has imported its addresses.
import { query, type Pool } from './db.ts';
import type { SearchHit } from '../geodata/contract.ts';
import { layerById } from '../geodata/layers.ts';

/** The address that was typed, or none. It has no page: it leads to its place on the map. */
export async function findAddress(reader: Pool, typed: string): Promise<SearchHit[]> {
  if (!/\d/.test(typed)) return [];
  const { rows } = await reader.query<{ id: number; label: string; lon: number; lat: number }>({ name: 'find-address', text: query('find-address'), values: [typed] });
  return rows.map(({ id, label, lon, lat }) => ({
    layer: 'addresses', id, name: label, detail: layerById.addresses.one, url: `/?carte=${lat.toFixed(5)},${lon.toFixed(5)},17.00`, lon, lat, bbox: null, demo: false,
  }));
}
