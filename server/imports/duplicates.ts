// Two features that may be one place: shown side by side, merged with their history or told apart for good.
import type { LikelyDuplicate } from '../../geodata/contract/imports.ts';
import { writtenFieldsOf } from '../../geodata/layer.ts';
import { layerById, type LayerId } from '../../geodata/layers.ts';
import { readFeature } from '../editing/features.ts';
import { retireFeature } from '../editing/write.ts';
import { layerQuery, type Pool, type PoolClient } from '../db.ts';
import { conflict, notFound } from '../problem.ts';

export async function listDuplicates(app: Pool, layers: readonly LayerId[]): Promise<LikelyDuplicate[]> {
  const found = await Promise.all(layers.map((layer) => app.query<LikelyDuplicate>(layerQuery('imports/duplicates', layer))));
  return found.flatMap(({ rows }) => rows).slice(0, 100);
}

async function settle(client: PoolClient, layer: LayerId, one: number, other: number, state: 'distincts' | 'fusionnes', person: string): Promise<void> {
  const { rowCount } = await client.query("update karter.likely_duplicates set state = $4, settled_at = now(), settled_by = $5 where layer = $1 and one = $2 and other = $3 and state = 'a_voir'", [layer, one, other, state, person]);
  if (rowCount === 0) throw conflict('Quelqu’un a déjà jugé de ce doublon.');
}

export const tellApart = (client: PoolClient, layer: LayerId, one: number, other: number, person: string): Promise<void> => settle(client, layer, one, other, 'distincts', person);

/** The kept feature takes what it did not say itself; the other's address leads to it, and no import brings it back. Raises 404, 409, 410, 422. */
export async function merge(client: PoolClient, layer: LayerId, one: number, other: number, keep: number, person: string): Promise<void> {
  if (keep !== one && keep !== other) throw notFound('Le lieu à garder est l’un des deux.');
  const gone = keep === one ? other : one;
  await settle(client, layer, one, other, 'fusionnes', person);
  await readFeature(client, layer, keep, { lock: true });
  const merged = await readFeature(client, layer, gone, { lock: true });
  const identity = ['source', 'source_id', 'licence', 'vintage', 'accuracy', 'accuracy_m', 'demo', 'quartier'];
  const fields = writtenFieldsOf(layerById[layer]).filter((name) => !identity.includes(name));
  const fill = [...fields.map((name) => `${name} = coalesce(kept.${name}, merged.${name})`), 'geom = coalesce(kept.geom, merged.geom)'].join(', ');
  await client.query(layerQuery('editing/note-origin', layer), [keep]);
  await client.query(layerQuery('imports/merge', layer).replace('{fill}', () => fill), [keep, gone]);
  await retireFeature(client, layer, gone, merged.version, { successor: keep, reason: 'doublon' });
  await client.query('insert into karter.feature_aliases (layer, source, source_id, id) values ($1, $2, $3, $4) on conflict (layer, source, source_id) do update set id = excluded.id', [layer, merged.row.source, merged.row.source_id, keep]);
  // Whatever led to the one that is gone leads on.
  await client.query('update karter.feature_aliases set id = $3 where layer = $1 and id = $2', [layer, gone, keep]);
  await client.query("delete from karter.likely_duplicates where layer = $1 and state = 'a_voir' and (one = $2 or other = $2)", [layer, gone]);
}
