// An import from one end to the other: read, placed, compared, tried, then written in one transaction or not at all.
import type { City } from '../city.ts';
import { layerById, type LayerId } from '../layers.ts';
import { directClient, layerQuery, query, sqlState, type Client } from '../../server/db.ts';
import { accuse, compare, noCounts, place, shownRefusals, write, type Counts } from './laying.ts';
import { Cancelled, readInto, type ReadingWish, type Told } from './reading.ts';
import { isLost } from './failure.ts';
import { nameOf, UnreadableFile } from './row.ts';
import { isRefusal } from './staging.ts';

export { Cancelled } from './reading.ts';

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
export class Moved extends Error {
  constructor() { super('La couche a changé pendant l’import : recommencez-le.'); }
}


/** Opens an import's record. */
export async function beginImport(client: Client, wish: Pick<ImportWish, 'layer' | 'name' | 'path' | 'person'> & { wish?: object }): Promise<number> {
  const { rows: [made] } = await client.query<{ id: number }>(
    'insert into karter.imports (layer, file_name, file_path, person, wish) values ($1, left($2, 200), $3, $4, $5) returning id',
    [wish.layer, nameOf(wish.path, wish.name), wish.path, wish.person ?? null, JSON.stringify(wish.wish ?? {})]);
  return made!.id;
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
  if (told.features === 0) throw new UnreadableFile(told.columns.length > 0 ? 'Le fichier n’a que ses en-têtes : aucune ligne à importer.' : 'Le fichier ne contient aucune entité.');
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
    moved = await compare(client, imported, layer, undated, { hold: true });
    if (moved > 0) return null;
    const written = await write(client, imported, layer, complete);
    // A file of which nothing is of this territory makes nothing official.
    if (written.new + written.changed + written.unchanged > 0) await client.query('insert into karter.layer_loads (layer, official_since) values ($1, now()) on conflict (layer) do update set official_since = coalesce(layer_loads.official_since, now())', [layer]);
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

/**
 * A file that a city ships, inside the caller's transaction and its lock; it makes nothing official. Returns how many features it holds.
 * Raises an Error that names the first faulty one.
 */
export async function importShipped(client: Client, city: City, layer: LayerId, path: string): Promise<number> {
  const imported = await beginImport(client, { layer, path });
  const told = await readInto(client, city, imported, { layer, path, profile: '' }, () => Promise.resolve(true));
  await place(client, city, imported, layer, told);
  const { rejected: [first], refused } = await reportOf(client, imported, layer, told, noCounts);
  if (first) throw new Error(`${path}, entité ${first.line} : ${first.reason} (${refused} refus)`);
  await compare(client, imported, layer, false);
  await write(client, imported, layer, false);
  await client.query('delete from karter.imports where id = $1', [imported]);
  return told.features;
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
          if (!(error instanceof Moved) || attempt === 10) throw error;
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
