// Declared sources as everyone may know them.
import type { SourceState } from '../../geodata/contract/sources.ts';
import { query, type Pool, type PoolClient } from '../db.ts';

/** In the order of their declaration. Moments are ISO 8601. */
export async function listSources(client: Pool | PoolClient): Promise<SourceState[]> {
  const { rows } = await (client as Pool).query<Record<keyof SourceState, unknown>>(query('sources/list'));
  return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value instanceof Date ? value.toISOString() : value])) as unknown as SourceState);
}
