// A feature as an editor holds it: read, locked, shown, and what it has been.
import type { EditedFeature, FeatureHistory, FeatureVersion } from '../../geodata/contract/editing.ts';
import { fieldsOf } from '../../geodata/layer.ts';
import { layerById, type LayerId } from '../../geodata/layers.ts';
import { layerQuery, query, type Pool, type PoolClient } from '../db.ts';
import { conflict, gone, notFound, preconditionRequired, refused } from '../problem.ts';

export interface FeatureRow { id: number; version: string; row: Record<string, unknown>; geometry: unknown; quartier: string | null }

export function toEdited(layer: LayerId, { id, version, row, geometry }: Omit<FeatureRow, 'quartier'>): EditedFeature {
  const names = Object.keys(fieldsOf(layerById[layer]));
  return { type: 'Feature', layer, id, version, geometry, properties: Object.fromEntries(names.map((name) => [name, row[name] ?? null])) };
}

/** Null where no such feature lives; with `lock`, nobody else changes it before the transaction ends. */
export async function findFeature(client: Pool | PoolClient, layer: LayerId, id: number, { lock = false } = {}): Promise<FeatureRow | null> {
  const { rows: [row] } = await (client as PoolClient).query<FeatureRow>(layerQuery('editing/feature', layer) + (lock ? ' for update' : ''), [id]);
  return row ?? null;
}

/** Raises 410 for a feature that was retired, 404 for one that never was. */
export async function readFeature(client: Pool | PoolClient, layer: LayerId, id: number, options?: { lock?: boolean }): Promise<FeatureRow> {
  if (!layerById[layer].public) throw notFound();
  const found = await findFeature(client, layer, id, options);
  if (found) return found;
  const { rowCount } = await (client as PoolClient).query(query('retired'), [id]);
  throw rowCount ? gone() : notFound();
}

/** The version named by `If-Match`. Raises 428 where none is named. */
export function expectedVersion(header: string): string {
  const version = /^"([^"]{1,60})"$/.exec(header.trim())?.[1];
  if (!version) throw preconditionRequired('Dites de quelle version part la modification : en-tête If-Match.');
  return version;
}

/** Raises 409 with the feature as it is now, where it is no longer the one that was looked at. */
export function sameVersion(layer: LayerId, present: FeatureRow, expected: string): void {
  if (present.version !== expected) throw conflict('Quelqu’un a modifié ce lieu pendant ce temps. Rien n’a été écrasé : comparez, puis choisissez.', { current: toEdited(layer, present) });
}

/** Raises 422 for a feature that something else leads. */
export async function checkFree(client: PoolClient, layer: LayerId, id: number): Promise<void> {
  const { rows: [row] } = await client.query<{ led: boolean }>('select karter.is_led($1, $2) as led', [layer, id]);
  if (row!.led) throw refused('Ce projet a un dossier : il se modifie par son fonds, pas ici.');
}

interface VersionRow { version: string; until: string | null; row: Record<string, unknown>; geometry: unknown; act: FeatureVersion['act']; name: string | null }

/** What a feature has been, latest first. Raises 404 for one that never was. */
export async function readHistory(client: Pool | PoolClient, layer: LayerId, id: number): Promise<FeatureHistory & { quartier: string | null }> {
  if (!layerById[layer].public) throw notFound();
  const { rows } = await (client as PoolClient).query<VersionRow>(layerQuery('editing/versions', layer), [layer, id]);
  if (rows.length === 0) throw notFound();
  return {
    layer, id, retired: rows[0]!.until !== null, quartier: (rows[0]!.row.quartier as string | null) ?? null,
    versions: rows.map(({ version, until, row, geometry, act, name }) => ({ version, until, act, name, feature: toEdited(layer, { id, version, row, geometry }) })),
  };
}
