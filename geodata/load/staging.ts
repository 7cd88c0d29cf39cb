// The one check that every feature passes before it is written, whoever brings it: a file, an editor, an accepted contribution.
import { DatabaseError, layerQuery, query, sqlState, type Client, type PoolClient } from '../../server/db.ts';
import { receivedFieldsOf, writtenFieldsOf } from '../layer.ts';
import { layerById, type LayerId } from '../layers.ts';
import type { City } from '../city.ts';

export interface Rejection { index: number; reason: string }

/** Properties as the layer's schema kept them, and a GeoJSON geometry as text. */
export interface Staged { index: number; properties: Record<string, unknown>; geometry: string | null }

/** Lays features beside the layer inside the caller's transaction; returns what is wrong with their geometries and keys. */
export async function stage(client: Client | PoolClient, city: City, layer: LayerId, features: readonly Staged[], srid = 4326): Promise<Rejection[]> {
  const definition = layerById[layer];
  await client.query(`
    drop table if exists staged;
    create temporary table staged (index integer, properties jsonb, geom geometry, problem text) on commit drop`);
  for (let start = 0; start < features.length; start += 1000) {
    await client.query(query('import-stage'), [JSON.stringify(features.slice(start, start + 1000)), srid]);
  }
  const { rows } = await client.query<{ index: number; problem: string }>(query('import-problems'), [definition.geometry, definition.theme === 'fond', ...city.bounds]);
  return rows.map(({ index, problem }) => ({ index, reason: problem }));
}

export interface Written { new: number; changed: number; unchanged: number; received: unknown }

/** Writes what is staged and, unless told otherwise, hands the layer what it receives. Raises the database's refusals: see isRefusal. */
export async function writeStaged(client: Client | PoolClient, layer: LayerId, { receive = true } = {}): Promise<Written> {
  const definition = layerById[layer];
  const written = writtenFieldsOf(definition);
  const commit = layerQuery('import-commit', layer)
    .replaceAll('{written}', written.join(', '))
    .replaceAll('{excluded}', written.map((column) => `excluded.${column}`).join(', '));
  const { rows: [outcome] } = await client.query<Written>(commit);
  if (receive && receivedFieldsOf(definition).length > 0 && outcome!.received) await client.query(`select karter.receive_${layer}($1::jsonb)`, [JSON.stringify(outcome!.received)]);
  return outcome!;
}

/** Whether the database refused a value rather than failed. */
export const isRefusal = (error: unknown): error is InstanceType<typeof DatabaseError> =>
  error instanceof DatabaseError && [sqlState.dataException, sqlState.integrityViolation].some((state) => error.code?.startsWith(state));

/** What a broken rule of the table is called: the rule itself where it is one of a value. */
export function ruleOf(error: InstanceType<typeof DatabaseError>): string {
  if (error.code === sqlState.uniqueViolation) return `doublon : ${error.detail ?? error.message}`;
  return error.constraint ? `refusé par la règle « ${error.constraint} »` : `valeur refusée : ${error.message}`;
}
