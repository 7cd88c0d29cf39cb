// From a file to records beside the layer: read, mapped, checked one by one, laid down in batches.
import type { City } from '../city.ts';
import { layerById, type LayerId } from '../layers.ts';
import { readProperties } from '../schema.ts';
import { query, type Client } from '../../server/db.ts';
import { openFile } from './open.ts';
import { guessMapping, importedFieldsOf, readByMapping, type Mapping } from './columns.ts';
import type { GivenGeometry, Known, Profile, Reading } from './profile.ts';
import { namedProfile, recognisedProfile } from './profiles.ts';
import { knownSystems } from './read/srid.ts';
import { UnreadableFile, type OpenOptions, type Row } from './row.ts';

export interface ReadingWish extends Pick<OpenOptions, 'name' | 'table' | 'encoding' | 'delimiter' | 'signal'> {
  layer: LayerId;
  path: string;
  profile?: string | undefined;
  mapping?: Mapping | undefined;
  /** Said where neither file nor profile does. */
  source?: string | undefined;
  licence?: string | undefined;
  vintage?: string | undefined;
  /** Columns of the name and of the identifier, over any guess. */
  columns?: { name?: string | undefined; source_id?: string | undefined } | undefined;
}

/** What was found out about a file, for the report and the desk. */
export interface Told {
  format: string;
  columns: string[];
  remarks: string[];
  profile: string | null;
  mapping: Mapping;
  /** The first records, as they stand in the file. */
  sample: Record<string, unknown>[];
  features: number;
  /** Whether no record says of when it is: a later file's day alone is then no change. */
  undated: boolean;
  /** Records of another layer or place, by reason. */
  skipped: Record<string, number>;
}

const batch = 1000;
/** A batch is laid down earlier when its records are large. */
const batchSize = 4 * 1024 * 1024;
/** Records that are kept; a national register is read through, and mostly skipped. */
const mostKept = 2_000_000;
const mostRefused = 10_000;

export class Cancelled extends Error {}

/** Depth of a multipolygon in a collection of collections; beyond, it is no geometry. */
const deepestCoordinates = 12;

/** Why coordinates are none: the database takes null for 0 and text for numbers. Null where they may be. */
function faultOf(geometry: unknown, depth = 0): string | null {
  if (depth > deepestCoordinates) return 'géométrie illisible : imbriquée trop profond';
  if (Array.isArray(geometry)) {
    for (const part of geometry) {
      if (typeof part === 'number' ? Number.isFinite(part) : Array.isArray(part)) {
        const fault = typeof part === 'number' ? null : faultOf(part, depth + 1);
        if (fault) return fault;
      } else return 'géométrie illisible : une coordonnée n’est pas un nombre';
    }
    return null;
  }
  const { coordinates, geometries } = geometry as { coordinates?: unknown; geometries?: unknown };
  if (Array.isArray(geometries)) return geometries.reduce<string | null>((fault, part: unknown) => fault ?? (part !== null && typeof part === 'object' && !Array.isArray(part) ? faultOf(part, depth + 1) : 'géométrie illisible'), null);
  return Array.isArray(coordinates) ? faultOf(coordinates, depth + 1) : 'géométrie illisible : elle n’a pas de coordonnées';
}

/** In JSON's own escapes: NUL and halves of characters, which the database does not hold. */
const unstorable = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/;

/** A record for the eye: long texts cut. */
function shown(values: Row['values']): Record<string, unknown> {
  const short = (value: unknown): unknown => {
    const text = typeof value === 'string' ? value : value !== null && typeof value === 'object' ? JSON.stringify(value) : null;
    return text === null ? value : text.slice(0, 300).toWellFormed().replaceAll('\0', '') + (text.length > 300 ? '…' : '');
  };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, short(value)]));
}

/** A GeoJSON or text geometry with what the file says of its system. */
function written(geometry: GivenGeometry | undefined): string | null {
  if (geometry === null || geometry === undefined) return null;
  return typeof geometry === 'string' ? geometry : JSON.stringify(geometry);
}

interface Choice { read: (row: Row, city: City, known: Known) => Reading; profile: Profile | null; mapping: Mapping }

function choose({ layer, profile, mapping, columns: given }: ReadingWish, columns: readonly string[], format: string, drawn: boolean): Choice {
  const guessed = mapping ?? guessMapping(layerById[layer], columns, drawn);
  const fields = { ...guessed.fields };
  for (const [property, column] of Object.entries(given ?? {})) {
    if (column === undefined) continue;
    if (!columns.includes(column)) throw new UnreadableFile(`La colonne « ${column} » n’est pas dans ce fichier : ${columns.join(', ')}.`);
    fields[property] = column;
  }
  const known = { ...guessed, fields };
  const chosen = profile !== undefined ? namedProfile(profile, layer) : mapping || given?.name || given?.source_id ? null : recognisedProfile(layer, columns, format);
  if (chosen) return { read: (row, city, present) => chosen.read(row, city, present), profile: chosen, mapping: known };
  const read = readByMapping(layerById[layer], known);
  return { read: (row) => read(row), profile: null, mapping: known };
}

/**
 * Reads a file into `import_rows`. `alive` is asked after every batch: false stops it.
 * Raises UnreadableFile for what cannot be read at all, Cancelled.
 */
export async function readInto(client: Client, city: City, imported: number, wish: ReadingWish, alive: (rows: number) => Promise<boolean>): Promise<Told> {
  const definition = layerById[wish.layer];
  const opened = await openFile(wish.path, wish);
  try {
    if (opened.columns.some((name) => name.includes('\0') || !name.isWellFormed())) throw new UnreadableFile('Un nom de colonne contient un caractère nul ou une moitié de caractère.');
    const { read, profile, mapping } = choose(wish, opened.columns, opened.format, opened.srid !== null || /GeoJSON|GeoPackage|FlatGeobuf|Shapefile|GML|KML|GPX|OpenStreetMap/.test(opened.format));
    const told: Told = { format: opened.format, columns: [...opened.columns], remarks: [...opened.remarks], profile: profile?.id ?? null, mapping, sample: [], features: 0, undated: wish.vintage !== undefined, skipped: {} };
    const common = Object.fromEntries(Object.entries({ source: wish.source ?? profile?.defaults.source, licence: wish.licence ?? profile?.defaults.licence, vintage: wish.vintage }).filter(([, value]) => value !== undefined));
    const fields = importedFieldsOf(definition);
    const { rows: quartiers } = await client.query<Known['quartiers'][number]>('select slug, name from karter.quartiers');
    let [kept, refused] = [0, 0];
    let waiting: string[] = [];
    let size = 0;
    const lay = (record: { rank: number; line: number; problem?: string }): void => {
      const whole = JSON.stringify(record);
      const text = unstorable.test(whole) ? JSON.stringify({ rank: record.rank, line: record.line, problem: record.problem?.toWellFormed().replaceAll('\0', '') ?? 'contient un caractère nul ou une moitié de caractère' }) : whole;
      size += text.length;
      waiting.push(text);
    };
    const flush = async (): Promise<void> => {
      if (waiting.length > 0) await client.query(query('imports/add-rows'), [imported, `[${waiting.join(',')}]`]);
      [waiting, size] = [[], 0];
      if (!(await alive(told.features))) throw new Cancelled();
    };
    for await (const row of opened.rows) {
      told.features += 1;
      if (told.sample.length < 5 && !row.problem) told.sample.push(shown(row.values));
      if (told.features % 50_000 === 0) await flush();
      const reading: Reading = row.problem ? { problem: row.problem } : read(row, city, { quartiers });
      if ('skip' in reading) { told.skipped[reading.skip] = (told.skipped[reading.skip] ?? 0) + 1; continue; }
      const record = { rank: told.features, line: row.line };
      if ('problem' in reading) {
        lay({ ...record, problem: reading.problem });
        refused += 1;
      } else {
        const place = reading.geometry === undefined ? row.geometry : reading.geometry;
        const given: Record<string, unknown> = { ...common, accuracy: place ? 'exacte' : 'inconnue', demo: false };
        for (const [name, value] of Object.entries(reading.properties)) if (value !== null && value !== undefined) given[name] = value;
        if (reading.properties.vintage !== null && reading.properties.vintage !== undefined) told.undated = false;
        if (given.source_id !== undefined) given.source_id = String(given.source_id);
        const { kept: properties, faults } = readProperties(definition, given);
        const misplaced = place === null || place === undefined || typeof place === 'string' ? null : typeof place === 'object' && !Array.isArray(place) ? faultOf(place) : 'géométrie illisible';
        const problem = [...faults.map(({ parameter, reason }) => `${titleOf(fields, parameter)} : ${reason}`), ...(misplaced ? [misplaced] : [])].join(' ; ') || null;
        if (problem) refused += 1; else kept += 1;
        const srid = reading.srid ?? (row.geometry !== undefined && place === row.geometry ? opened.srid : mapping.srid);
        lay({ ...record, ...(problem ? { problem } : { properties, geometry: written(place), ...(srid ? { srid } : {}) }) });
      }
      if (kept > mostKept) throw new UnreadableFile(`Plus de ${mostKept.toLocaleString('fr')} entités : coupez le fichier en plusieurs.`);
      if (refused >= mostRefused) { told.remarks.push(`lecture arrêtée après ${refused.toLocaleString('fr')} refus`); break; }
      if (waiting.length >= batch || size >= batchSize) await flush();
    }
    await flush();
    for (const [reason, count] of Object.entries(told.skipped)) told.remarks.push(`${count.toLocaleString('fr')} laissées de côté : ${reason}`);
    return told;
  } finally {
    await opened.close();
  }
}

/** A person looks for the title; a producer for the name in the schema. */
function titleOf(fields: readonly (readonly [string, { title: string }])[], name: string): string {
  const title = fields.find(([known]) => known === name)?.[1].title;
  return title === undefined || title.toLowerCase() === name ? name : `${title} (${name})`;
}

export const systemName = (srid: number): string => knownSystems[srid] ?? `EPSG:${srid}`;
