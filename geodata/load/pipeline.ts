// An import from one end to the other: read, placed, compared, tried, then written in one transaction or not at all.
import type { City } from '../city.ts';
import { writtenFieldsOf } from '../layer.ts';
import { layerById, layerIds, type LayerId } from '../layers.ts';
import { directClient, layerQuery, query, sqlState, type Client } from '../../server/db.ts';
import { placeElsewhere } from './place-elsewhere.ts';
import { Cancelled, readInto, systemName, type ReadingWish, type Told } from './reading.ts';
import { isLost } from './failure.ts';
import { guessSystem } from './read/srid.ts';
import { nameOf, UnreadableFile } from './row.ts';
import { isRefusal, ruleOf, writeStaged } from './staging.ts';

export { Cancelled } from './reading.ts';

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

export interface ImportReport extends Counts {
  layer: LayerId;
  /** Records in the file. */
  features: number;
  skipped: number;
  /** The first of them; `refused` counts all. */
  rejected: { line: number; reason: string }[];
  refused: number;
  remarks: string[];
  /** What `line` counts. */
  unit: 'ligne' | 'entité';
}

export interface ImportWish extends ReadingWish {
  /** Whether the file holds all that its source has: what it no longer holds is retired. */
  complete?: boolean | undefined;
  dryRun?: boolean | undefined;
  person?: string | undefined;
  onProgress?: ((rows: number) => void) | undefined;
}

/** Raised when the layer changed between what was shown and what would be written; the new comparison is already noted. */
export class Moved extends Error {}

const shownRefusals = 1000;
const noCounts: Counts = { new: 0, changed: 0, unchanged: 0, attached: 0, gone: 0, retired: 0, likely: 0 };

/** Opens an import's record. */
export async function beginImport(client: Client, wish: Pick<ImportWish, 'layer' | 'name' | 'path' | 'person'> & { wish?: object }): Promise<number> {
  const { rows: [made] } = await client.query<{ id: number }>(
    'insert into karter.imports (layer, file_name, file_path, person, wish) values ($1, left($2, 200), $3, $4, $5) returning id',
    [wish.layer, nameOf(wish.path, wish.name), wish.path, wish.person ?? null, JSON.stringify(wish.wish ?? {})]);
  return made!.id;
}

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

async function place(client: Client, city: City, imported: number, layer: LayerId, told: Told): Promise<void> {
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

/** Lays the records beside the layer and compares; inside a transaction. */
async function compare(client: Client, imported: number, layer: LayerId, undated: boolean): Promise<number> {
  const written = writtenFieldsOf(layerById[layer]);
  // A placed feature's quartier is computed, whatever the file says.
  const same = written.filter((name) => !(undated && name === 'vintage')).map((name) => (name === 'quartier' ? '(staged.geom is not null or item.quartier is not distinct from typed.quartier)' : `item.${name} is not distinct from typed.${name}`)).join(' and ');
  await client.query(`
    drop table if exists staged; drop table if exists compared; drop table if exists retired_now;
    create temporary table staged (index integer, properties jsonb, geom geometry, problem text) on commit drop;
    create temporary table retired_now (id bigint, words text) on commit drop`);
  await client.query(query('imports/lay'), [imported, layer]);
  await client.query('create index on staged (index); analyze staged');
  await client.query(layerQuery('imports/keep-edits', layer), [written]);
  await client.query(layerQuery('imports/compare', layer).replace('{same}', () => same));
  await client.query('create index on compared (index); analyze compared');
  if (undated) await client.query(layerQuery('imports/keep-day', layer));
  const { rows: [row] } = await client.query<{ moved: number }>(query('imports/note-outcomes'), [imported, layer]);
  return row!.moved;
}

/** Writes what is laid down; everything a commit does, so that a trial of it is one. */
async function write(client: Client, imported: number, layer: LayerId, complete: boolean): Promise<Counts> {
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
async function accuse(client: Client, imported: number, layer: LayerId): Promise<void> {
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

/** Editors and imports may wait for each other's rows; one of them is then told to begin again, and it is never the person. */
async function transaction<Result>(client: Client, work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await attemptOf(client, work);
    } catch (error) {
      if ((error as { code?: string }).code !== sqlState.deadlock || attempt === 5) throw error;
    }
  }
}

async function attemptOf<Result>(client: Client, work: () => Promise<Result>): Promise<Result> {
  await client.query('begin');
  try {
    await client.query('set local statement_timeout = 0');
    // One at a time with one another and with the loading of a city.
    await client.query('lock table karter.layer_loads in share row exclusive mode');
    const result = await work();
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
}

async function reportOf(client: Client, imported: number, layer: LayerId, told: Told, counts: Counts): Promise<ImportReport> {
  const { rows } = await client.query<{ line: number; reason: string }>('select line, problem as reason from karter.import_rows where import = $1 and problem is not null order by rank limit $2', [imported, shownRefusals]);
  const { rows: [all] } = await client.query<{ refused: number }>('select count(*)::integer as refused from karter.import_rows where import = $1 and problem is not null', [imported]);
  return { layer, features: told.features, skipped: Object.values(told.skipped).reduce((sum, count) => sum + count, 0), ...counts, rejected: rows, refused: all!.refused, remarks: told.remarks, unit: /^([CT]SV|Classeur|GeoJSON par lignes)/.test(told.format) ? 'ligne' : 'entité' };
}

/**
 * Reads a file for an import that was begun, and finds out what it would do; the layer stays as it is. The state becomes `pret` or `refuse`.
 * Raises UnreadableFile, Cancelled.
 */
export async function prepareImport(client: Client, city: City, imported: number, wish: ImportWish): Promise<ImportReport> {
  await client.query('set statement_timeout = 0');
  await client.query('delete from karter.import_rows where import = $1', [imported]);
  const told = await readInto(client, city, imported, wish, async (rows) => {
    wish.signal?.throwIfAborted();
    wish.onProgress?.(rows);
    const { rowCount } = await client.query("update karter.imports set read_rows = $2, updated_at = now() where id = $1 and state = 'lecture'", [imported, rows]);
    return rowCount === 1;
  });
  await client.query('analyze karter.import_rows').catch(() => {});
  const { layer } = wish;
  const read = told.remarks;
  const report = await transaction(client, async () => {
    told.remarks = [...read];
    await place(client, city, imported, layer, told);
    await compare(client, imported, layer, told.undated);
    if (layerById[layer].selectable) await client.query(layerQuery('imports/likely', layer), [imported]);
    await client.query('savepoint before_writing');
    let counts = noCounts;
    try {
      counts = await write(client, imported, layer, wish.complete ?? false);
      await client.query('rollback to savepoint before_writing');
    } catch (error) {
      if (!isRefusal(error)) throw error;
      await client.query('rollback to savepoint before_writing');
      await accuse(client, imported, layer);
    }
    return reportOf(client, imported, layer, told, counts);
  });
  const { rowCount } = await client.query("update karter.imports set state = $2, told = $3, updated_at = now() where id = $1 and state = 'lecture'", [imported, report.refused > 0 ? 'refuse' : 'pret', JSON.stringify({ ...told, report })]);
  if (rowCount === 0) throw new Cancelled();
  return report;
}

/**
 * Writes an import that is ready. Raises Moved where the layer is no longer what was compared with; then nothing is written.
 */
export async function commitImport(client: Client, imported: number, { complete = false, person }: { complete?: boolean; person?: string | undefined } = {}): Promise<Counts> {
  await client.query('set statement_timeout = 0');
  const { rows: [found] } = await client.query<{ layer: LayerId; expected: number; present: number; undated: boolean }>(
    `select layer, coalesce((told ->> 'undated')::boolean, false) as undated, (told -> 'report' ->> 'features')::integer - (told -> 'report' ->> 'skipped')::integer as expected, (select count(*) from karter.import_rows where import = imports.id)::integer as present
     from karter.imports where id = $1`, [imported]);
  const { layer, expected, present, undated } = found!;
  // The rows do not outlive a crash of the database; an import of none of them would retire everything.
  if (present !== expected) throw new UnreadableFile('Ce qui avait été lu n’est plus là : recommencez l’import.');
  let moved = 0;
  const counts = await transaction(client, async () => {
    if (person) await client.query("select set_config('karter.person', $1, true)", [person]);
    moved = await compare(client, imported, layer, undated);
    if (moved > 0) return null;
    const written = await write(client, imported, layer, complete);
    await client.query('insert into karter.layer_loads (layer, official_since) values ($1, now()) on conflict (layer) do update set official_since = coalesce(layer_loads.official_since, now())', [layer]);
    await client.query(query('imports/note-reviews'), [imported, layer]);
    await client.query("update karter.imports set state = 'ecrit', updated_at = now(), told = jsonb_set(told, '{report}', (told -> 'report') || $2::jsonb) where id = $1", [imported, JSON.stringify(written)]);
    await client.query('select karter.note_act($1, $2, $3)', [layer, 'import', JSON.stringify({ act: 'import', import: imported, ...written })]);
    await client.query('delete from karter.import_rows where import = $1', [imported]);
    return written;
  });
  if (counts === null) throw new Moved();
  await client.query(`analyze karter.${layer}`).catch(() => {});
  return counts;
}

/** Ends an import that came to nothing: why, in words. */
export async function failImport(client: Client, imported: number, why: string): Promise<void> {
  await client.query('delete from karter.import_rows where import = $1', [imported]);
  await client.query("update karter.imports set state = 'echec', failure = left($2, 2000), updated_at = now() where id = $1 and state <> 'annule'", [imported, why]);
}

/** A connection of its own, whose loss fails what it was asked, not the process. */
async function connect(databaseUrl: string): Promise<Client> {
  const client = directClient(databaseUrl, 'karter_app');
  client.on('error', () => {});
  await client.connect();
  return client;
}

/** What an import wrote whose connection was lost on its way to say so; null where it wrote nothing. */
async function writtenBy(databaseUrl: string, imported: number): Promise<ImportReport | null> {
  const client = await connect(databaseUrl);
  try {
    const { rows: [row] } = await client.query<{ report: ImportReport }>("select told -> 'report' as report from karter.imports where id = $1 and state = 'ecrit'", [imported]);
    return row?.report ?? null;
  } finally {
    await client.end();
  }
}

/** The whole at once, for the command line and for declared sources. Raises UnreadableFile, Cancelled. */
export async function runImport(databaseUrl: string, city: City, wish: ImportWish): Promise<ImportReport> {
  const client = await connect(databaseUrl);
  try {
    const imported = await beginImport(client, wish);
    try {
      const report = await prepareImport(client, city, imported, wish);
      if (report.refused > 0 || wish.dryRun) {
        await client.query('delete from karter.imports where id = $1', [imported]);
        return report;
      }
      for (let attempt = 1; ; attempt += 1) {
        try {
          wish.signal?.throwIfAborted();
          return { ...report, ...await commitImport(client, imported, { complete: wish.complete ?? false, person: wish.person }) };
        } catch (error) {
          if (isLost(error)) {
            const written = await writtenBy(databaseUrl, imported);
            if (written) return written;
          }
          if (!(error instanceof Moved) || attempt === 3) throw error;
        }
      }
    } catch (error) {
      await client.query('delete from karter.imports where id = $1', [imported]).catch(() => {});
      throw error;
    }
  } finally {
    await client.end();
  }
}
