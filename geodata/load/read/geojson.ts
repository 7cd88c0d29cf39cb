// GeoJSON, whole or a feature a line, read feature by feature.
import { createReadStream } from 'node:fs';
import type { Geometry } from 'geojson';
import { UnreadableFile, type OpenOptions, type Opened, type Row } from '../row.ts';
import { deepest, membersOf, type Member } from './json-members.ts';
import { linesOf } from './lines.ts';
import { sridOf } from './srid.ts';

/** The column that stands for the feature's own `id`. */
export const featureId = 'id';

/** Whether it is nested beyond what any feature is: what walks through it afterwards does so by recursion. */
function isTooDeep(text: string): boolean {
  let [depth, inString] = [0, false];
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (inString) {
      if (code === 0x5c) index += 1;
      else if (code === 0x22) inString = false;
    } else if (code === 0x22) inString = true;
    else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > deepest) return true;
    } else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
  return false;
}

/** One feature as a record. What is no feature is a record with its problem. */
export function rowOf(text: string, line: number): Row {
  if (isTooDeep(text)) return { line, values: {}, problem: `est imbriqué sur plus de ${deepest} niveaux` };
  let feature: { type?: unknown; id?: unknown; properties?: unknown; geometry?: unknown } | null;
  try {
    feature = JSON.parse(text) as typeof feature;
  } catch (error) {
    return { line, values: {}, problem: `n’est pas du JSON : ${(error as Error).message}` };
  }
  if (feature === null || typeof feature !== 'object' || feature.type !== 'Feature') return { line, values: {}, problem: 'n’est pas une Feature GeoJSON' };
  if (typeof (feature.properties ?? {}) !== 'object' || Array.isArray(feature.properties)) return { line, values: {}, problem: 'ses propriétés (properties) ne sont pas un objet' };
  const properties = (feature.properties ?? {}) as Record<string, unknown>;
  const values = feature.id === undefined || Object.hasOwn(properties, featureId) ? properties : { [featureId]: feature.id, ...properties };
  return { line, values, geometry: (feature.geometry ?? null) as Geometry | null };
}

const crsOf = (around: Record<string, unknown>): unknown => (around.crs as { properties?: { name?: unknown } } | null | undefined)?.properties?.name;

/** Columns of the first records: JSON declares none. */
export async function peek(rows: AsyncIterable<Row>): Promise<string[]> {
  const names = new Set<string>();
  let count = 0;
  for await (const { values } of rows) {
    for (const name of Object.keys(values)) names.add(name);
    count += 1;
    if (count >= 200 || names.size > 500) break;
  }
  return [...names];
}

const bytesOf = (path: string, start: number, signal?: AbortSignal) => createReadStream(path, { start, ...(signal ? { signal } : {}) }) as AsyncIterable<Buffer>;

async function* fromCollection(members: AsyncIterable<Member>, srid: { value: number | null }): AsyncGenerator<Row> {
  let line = 0;
  for await (const part of members) {
    if ('member' in part) yield rowOf(part.member, line += 1);
    else if ('around' in part) {
      const late = crsOf(part.around);
      if (late !== undefined && sridOf(late) !== (srid.value ?? 4326)) throw new UnreadableFile(`Le système de coordonnées « ${String(late)} » est annoncé après les entités : placez le membre « crs » au début du fichier.`);
    }
  }
}

/** @param bom bytes to skip */
export async function openCollection(path: string, bom: number, options: OpenOptions): Promise<Opened> {
  const srid = { value: null as number | null };
  for await (const part of membersOf(bytesOf(path, bom), ['features'])) {
    if ('before' in part) {
      const name = crsOf(part.before);
      srid.value = name === undefined ? 4326 : sridOf(name);
      if (srid.value === null) throw new UnreadableFile(`Le système de coordonnées « ${String(name)} » n’est pas connu ; EPSG:4326, 2154, 3948 et 3857 le sont.`);
    }
    break;
  }
  const rows = () => fromCollection(membersOf(bytesOf(path, bom, options.signal), ['features']), srid);
  return { format: 'GeoJSON', columns: await peek(rows()), srid: srid.value, remarks: [], rows: rows(), close: async () => {} };
}

async function* fromLines(path: string, bom: number, signal?: AbortSignal): AsyncGenerator<Row> {
  for await (const { text, line } of linesOf(bytesOf(path, bom, signal))) {
    const plain = text.replace(/^\x1e/, '').trim();
    if (plain !== '') yield rowOf(plain, line);
  }
}

export async function openFeatureLines(path: string, bom: number, options: OpenOptions): Promise<Opened> {
  return { format: 'GeoJSON par lignes', columns: await peek(fromLines(path, bom)), srid: 4326, remarks: [], rows: fromLines(path, bom, options.signal), close: async () => {} };
}
