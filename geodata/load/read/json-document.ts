// What a JSON document is, by its first member: GeoJSON, OpenStreetMap's elements, or plain records as portals give them.
import { createReadStream } from 'node:fs';
import type { OpenOptions, Opened, Row } from '../row.ts';
import { openCollection, peek } from './geojson.ts';
import { membersOf } from './json-members.ts';
import { isElement, openOverpass } from './overpass.ts';

/** Names under which documents keep their records: GeoJSON, Overpass, Opendatasoft 2 and 1. */
export const recordKeys = ['features', 'elements', 'results', 'records'];

const bytesOf = (path: string, start: number, signal?: AbortSignal) => createReadStream(path, { start, ...(signal ? { signal } : {}) }) as AsyncIterable<Buffer>;

const isObject = (value: unknown): value is Record<string, unknown> => value !== null && typeof value === 'object' && !Array.isArray(value);

/** One plain record; Opendatasoft 1 keeps its values under `fields`. */
function recordOf(text: string, line: number): Row {
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch (error) {
    return { line, values: {}, problem: `n’est pas du JSON : ${(error as Error).message}` };
  }
  if (!isObject(record)) return { line, values: {}, problem: 'n’est pas un objet JSON' };
  if (!isObject(record.fields)) return { line, values: record };
  return { line, values: { ...(record.recordid === undefined ? {} : { id: record.recordid }), ...(record.geometry === undefined ? {} : { geometry: record.geometry }), ...record.fields } };
}

async function* recordsIn(path: string, bom: number, signal?: AbortSignal): AsyncGenerator<Row> {
  let line = 0;
  for await (const part of membersOf(bytesOf(path, bom, signal), recordKeys)) if ('member' in part) yield recordOf(part.member, line += 1);
}

/** @param bom bytes to skip */
export async function openDocument(path: string, bom: number, options: OpenOptions): Promise<Opened> {
  let before: Record<string, unknown> = {};
  let first: unknown;
  for await (const part of membersOf(bytesOf(path, bom), recordKeys)) {
    if ('before' in part) before = part.before;
    else {
      if ('member' in part) try { first = JSON.parse(part.member); } catch { /* Told with its line. */ }
      break;
    }
  }
  if (isElement(first) || (first === undefined && 'osm3s' in before)) return openOverpass(path, bom, before, options);
  if (!isObject(first) || before.type === 'FeatureCollection' || first.type === 'Feature') return openCollection(path, bom, options);
  return { format: 'JSON', columns: await peek(recordsIn(path, bom)), srid: null, remarks: [], rows: recordsIn(path, bom, options.signal), close: async () => {} };
}
