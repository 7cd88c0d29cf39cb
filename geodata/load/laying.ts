// An import once it is read: placed, compared with its layer, written; and which records the database refuses. Inside the caller's transaction.
import type { City } from '../city.ts';
import { writtenFieldsOf } from '../layer.ts';
import { layerById, layerIds, type LayerId } from '../layers.ts';
import { layerQuery, query, type Client } from '../../server/db.ts';
import { placeElsewhere } from './place-elsewhere.ts';
import { systemName, type Told } from './reading.ts';
import { guessSystem } from './read/srid.ts';
import { isRefusal, ruleOf, writeStaged } from './staging.ts';

export interface Counts {
  new: number;
  changed: number;
  unchanged: number;
  /** Records of features that were merged into another. */
  attached: number;
  /** Features of the same sources that the file no longer holds; retired when the import is complete. */
  gone: number;
  /** Demonstration and approximate features that give way. */
  retired: number;
  /** New records that may be a feature of another source. */
  likely: number;
}

/** How many refusals are told one by one. */
export const shownRefusals = 1000;

export const noCounts: Counts = { new: 0, changed: 0, unchanged: 0, attached: 0, gone: 0, retired: 0, likely: 0 };

/** The coordinate system of positions that come without one, from how large they are. */
async function systemOf(client: Client, imported: number, told: Told): Promise<{ srid: number; swapped: boolean }> {
  if (told.mapping.srid) return { srid: told.mapping.srid, swapped: false };
  const { rows } = await client.query<{ x: number; y: number }>(
    'select ST_XMin(given) as x, ST_YMin(given) as y from karter.import_rows where import = $1 and given is not null and ST_SRID(given) = 0 order by rank limit 500', [imported]);
  if (rows.length === 0) return { srid: 4326, swapped: false };
  const votes = new Map<string, number>();
  for (const { x, y } of rows) {
    const guess = guessSystem(x, y);
    if (guess) votes.set(JSON.stringify(guess), (votes.get(JSON.stringify(guess)) ?? 0) + 1);
  }
  const [winner] = [...votes].toSorted((one, other) => other[1] - one[1]);
  const chosen = winner ? JSON.parse(winner[0]) as { srid: number; swapped: boolean } : { srid: 4326, swapped: false };
  if (chosen.srid !== 4326) told.remarks.push(`coordonnées reconnues : ${systemName(chosen.srid)}`);
  if (chosen.swapped) told.remarks.push('les deux coordonnées étaient inversées : remises dans l’ordre');
  return chosen;
}

export async function place(client: Client, city: City, imported: number, layer: LayerId, told: Told): Promise<void> {
  const definition = layerById[layer];
  const isBase = definition.theme === 'fond';
  const system = await systemOf(client, imported, told);
  const settle = async (swapped: boolean) => {
    const { rows: [row] } = await client.query<{ placed: number; outside: number; outside_turned: number }>('select * from karter.settle_import($1, $2, $3, $4, $5, $6, $7, $8, $9)', [imported, system.srid, swapped, definition.geometry, isBase, ...city.bounds]);
    return row!;
  };
  let { swapped } = system;
  const first = await settle(swapped);
  if (first.placed > 0 && first.outside_turned >= 0.9 * first.placed) {
    swapped = !swapped;
    await settle(swapped);
    told.remarks.push('longitude et latitude étaient inversées : remises dans l’ordre');
  }
  await client.query(query('imports/geocode'), [imported, layer]);
  await placeElsewhere(client, imported, layer, told.remarks);
  await client.query(query('imports/note-problems'), [imported, definition.geometry, isBase, ...city.bounds, system.srid, swapped]);
  const { rows } = await client.query<{ remark: string; count: number }>("select split_part(remark, ' : ', 1) as remark, count(*)::integer as count from karter.import_rows where import = $1 and remark is not null and problem is null group by 1 order by 2 desc", [imported]);
  for (const { remark, count } of rows) told.remarks.push(`${remark} : ${count.toLocaleString('fr')}`);
}

/** Lays the records beside the layer and compares; inside a transaction. `hold`: what is compared with stays so until the transaction ends. */
export async function compare(client: Client, imported: number, layer: LayerId, undated: boolean, { hold = false } = {}): Promise<number> {
  const written = writtenFieldsOf(layerById[layer]);
  // A placed feature's quartier is computed, whatever the file says.
  const same = written.filter((name) => !(undated && name === 'vintage')).map((name) => (name === 'quartier' ? '(staged.geom is not null or item.quartier is not distinct from typed.quartier)' : `item.${name} is not distinct from typed.${name}`)).join(' and ');
  await client.query(`
    drop table if exists staged; drop table if exists compared; drop table if exists retired_now;
    create temporary table staged (index integer, properties jsonb, geom geometry, problem text) on commit drop;
    create temporary table retired_now (id bigint, words text) on commit drop`);
  await client.query(query('imports/lay'), [imported, layer]);
  await client.query('create index on staged (index); analyze staged');
  if (hold) await client.query(layerQuery('imports/hold', layer));
  await client.query(layerQuery('imports/keep-edits', layer), [written]);
  await client.query(layerQuery('imports/compare', layer).replace('{same}', () => same));
  await client.query('create index on compared (index); analyze compared');
  if (undated) await client.query(layerQuery('imports/keep-day', layer));
  const { rows: [row] } = await client.query<{ moved: number }>(query('imports/note-outcomes'), [imported, layer]);
  return row!.moved;
}

/** Writes what is laid down; everything a commit does, so that a trial of it is one. */
export async function write(client: Client, imported: number, layer: LayerId, complete: boolean): Promise<Counts> {
  const definition = layerById[layer];
  const { rows: [retirement] } = await client.query<{ retired: number }>(layerQuery('import-retire', layer));
  await writeStaged(client, layer);
  await client.query(layerQuery('imports/note-origins', layer), [imported]);
  const { rows: gone } = await client.query<{ id: number }>(layerQuery('imports/gone', layer));
  if (complete && gone.length > 0) await client.query(`delete from karter.${layer} where id = any($1)`, [gone.map(({ id }) => id)]);
  await client.query(layerQuery('import-succeed', layer));
  if (definition.selectable) await client.query(layerQuery('imports/note-likely', layer));
  if (definition.boundary) await client.query('select karter.replace_all($1)', [layerIds]);
  if (layer === 'streets' || layer === 'land') await client.query('select karter.refresh_network()');
  const { rows: [counts] } = await client.query<Pick<Counts, 'new' | 'changed' | 'unchanged' | 'attached' | 'likely'>>(
    `select count(*) filter (where outcome = 'nouvelle')::integer as new, count(*) filter (where outcome = 'changee')::integer as changed, count(*) filter (where outcome = 'inchangee')::integer as unchanged,
       count(*) filter (where outcome = 'rattachee')::integer as attached, count(likely)::integer as likely
     from karter.import_rows where import = $1 and problem is null`, [imported]);
  return { ...counts!, gone: gone.length, retired: retirement!.retired };
}

/** Which of the records the database refuses: halves are tried until the culprits stand alone, and all is undone. */
export async function accuse(client: Client, imported: number, layer: LayerId): Promise<void> {
  await client.query('create temporary table waiting on commit drop as select * from staged');
  const { rows } = await client.query<{ index: number }>('select index from waiting order by index');
  const found: { rank: number; problem: string }[] = [];
  const tryOut = async (indexes: readonly number[]): Promise<void> => {
    if (indexes.length === 0 || found.length >= shownRefusals) return;
    await client.query('savepoint tried');
    try {
      await client.query('truncate staged');
      await client.query('insert into staged select * from waiting where index = any($1)', [indexes]);
      await writeStaged(client, layer);
      await client.query('release savepoint tried');
    } catch (error) {
      if (!isRefusal(error)) throw error;
      await client.query('rollback to savepoint tried');
      if (indexes.length === 1) return void found.push({ rank: indexes[0]!, problem: ruleOf(error) });
      const middle = Math.ceil(indexes.length / 2);
      await tryOut(indexes.slice(0, middle));
      await tryOut(indexes.slice(middle));
    }
  };
  await client.query(layerQuery('import-retire', layer));
  await tryOut(rows.map(({ index }) => index));
  await client.query('rollback to savepoint before_writing');
  await client.query('update karter.import_rows row set problem = found.problem from jsonb_to_recordset($2::jsonb) as found(rank integer, problem text) where row.import = $1 and row.rank = found.rank', [imported, JSON.stringify(found)]);
}
