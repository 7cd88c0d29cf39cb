// One layer's features into the database: all or nothing, idempotent by source and source_id, every rejected feature told with its reason.
import { readFileSync } from 'node:fs';
import { layerQuery, type Client } from '../../server/db.ts';
import { layerById, layerIds, type LayerId } from '../layers.ts';
import { readProperties } from '../schema.ts';
import type { City } from '../city.ts';
import { isRefusal, ruleOf, stage, writeStaged, type Rejection, type Staged, type Written } from './staging.ts';

export interface ImportReport {
  layer: LayerId;
  features: number;
  new: number;
  changed: number;
  unchanged: number;
  /** Demonstration and approximate features that gave way. */
  retired: number;
  rejected: Rejection[];
}

export interface ImportOptions {
  /** Filled in where a feature does not say it. */
  defaults?: { source?: string | undefined; licence?: string | undefined; vintage?: string | undefined };
  /** Properties of the file that hold what we call otherwise. */
  names?: { name?: string | undefined; source_id?: string | undefined };
  /** Whether the file is the city's own: then it replaces the demonstration for good. */
  official: boolean;
}

/** Coordinate systems a GeoJSON `crs` member may name, by how it ends. */
const srids: readonly (readonly [RegExp, number])[] = [
  [/CRS84$/i, 4326], [/4326$/, 4326], [/3857$/, 3857], [/2154$/, 2154], [/3948$/, 3948],
];

/** Raised for a file that is not a GeoJSON feature collection at all. */
export class UnreadableFile extends Error {}

function readCollection(path: string): { features: unknown[]; srid: number } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new UnreadableFile(`${path} ne se lit pas comme du GeoJSON : ${(error as Error).message}`);
  }
  const collection = parsed as { type?: unknown; features?: unknown; crs?: { properties?: { name?: unknown } } } | null;
  if (collection?.type !== 'FeatureCollection' || !Array.isArray(collection.features)) throw new UnreadableFile(`${path} n’est pas une FeatureCollection GeoJSON.`);
  const name = collection.crs?.properties?.name;
  const srid = name === undefined ? 4326 : srids.find(([ending]) => ending.test(String(name)))?.[1];
  if (!srid) throw new UnreadableFile(`${path} : système de coordonnées « ${String(name)} » inconnu ; attendu EPSG:4326, 2154, 3948 ou 3857.`);
  return { features: collection.features, srid };
}

function validate(layer: LayerId, features: unknown[], options: ImportOptions): { staged: Staged[]; rejected: Rejection[] } {
  const staged: Staged[] = [];
  const rejected: Rejection[] = [];
  features.forEach((candidate, index) => {
    const feature = candidate as { type?: unknown; id?: unknown; properties?: unknown; geometry?: unknown } | null;
    if (feature?.type !== 'Feature') return void rejected.push({ index, reason: 'n’est pas une Feature' });
    const given = { ...(feature.properties as Record<string, unknown> | null) };
    if (options.names?.name) given.name = given[options.names.name];
    const source_id = options.names?.source_id ? given[options.names.source_id] : given.source_id ?? given.id ?? feature.id;
    const properties: Record<string, unknown> = {
      ...options.defaults, accuracy: feature.geometry ? 'exacte' : 'inconnue', demo: false, ...given,
      source_id: source_id === undefined || source_id === null ? undefined : String(source_id),
    };
    const { kept, faults } = readProperties(layerById[layer], properties);
    if (faults.length > 0) return void rejected.push({ index, reason: faults.map(({ parameter, reason }) => `${parameter} : ${reason}`).join(' ; ') });
    staged.push({ index, properties: kept, geometry: feature.geometry ? JSON.stringify(feature.geometry) : null });
  });
  return { staged, rejected };
}

/** Which of the staged features the database refuses: each is tried after the others, and all are undone. */
async function culprits(client: Client, layer: LayerId): Promise<Rejection[]> {
  const rejected: Rejection[] = [];
  await client.query('create temporary table waiting on commit drop as select * from staged');
  await client.query(layerQuery('import-retire', layer));
  const { rows } = await client.query<{ index: number }>('select index from waiting order by index');
  for (const { index } of rows) {
    await client.query('savepoint one');
    try {
      await client.query('truncate staged');
      await client.query('insert into staged select * from waiting where index = $1', [index]);
      await writeStaged(client, layer);
      await client.query('release savepoint one');
    } catch (error) {
      if (!isRefusal(error)) throw error;
      await client.query('rollback to savepoint one');
      rejected.push({ index, reason: ruleOf(error) });
    }
  }
  await client.query('rollback to savepoint before_writing');
  return rejected;
}

/**
 * Imports a GeoJSON file inside the caller's transaction; when anything is rejected nothing is written and the report says why.
 * Raises UnreadableFile for a file that cannot be read at all.
 */
export async function importFile(client: Client, city: City, layer: LayerId, path: string, options: ImportOptions): Promise<ImportReport> {
  const definition = layerById[layer];
  const { features, srid } = readCollection(path);
  const { staged, rejected } = validate(layer, features, options);
  const report: ImportReport = { layer, features: features.length, new: 0, changed: 0, unchanged: 0, retired: 0, rejected };
  rejected.push(...await stage(client, city, layer, staged, srid));
  rejected.sort((one, other) => one.index - other.index);
  if (rejected.length > 0) return report;

  await client.query('drop table if exists retired_now; create temporary table retired_now (id bigint, words text) on commit drop');
  await client.query('savepoint before_writing');
  const { rows: [retirement] } = await client.query<{ retired: number }>(layerQuery('import-retire', layer));
  let outcome: Written;
  try {
    outcome = await writeStaged(client, layer);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    await client.query('rollback to savepoint before_writing');
    return { ...report, rejected: await culprits(client, layer) };
  }
  if (options.official) {
    await client.query(layerQuery('import-succeed', layer));
    await client.query('insert into karter.layer_loads (layer, official_since) values ($1, now()) on conflict (layer) do update set official_since = coalesce(layer_loads.official_since, now())', [layer]);
  }
  if (definition.boundary) await client.query('select karter.replace_all($1)', [layerIds]);
  const { received, ...counts } = outcome;
  void received;
  return { ...report, ...counts, retired: retirement!.retired };
}
