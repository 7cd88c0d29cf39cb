// Overpass JSON (https://wiki.openstreetmap.org/wiki/Overpass_API): elements with their tags, placed by `out geom`, `out center`, or the nodes beside them.
import { createReadStream } from 'node:fs';
import type { Geometry } from 'geojson';
import { UnreadableFile, type OpenOptions, type Opened, type Row } from '../row.ts';
import { peek } from './geojson.ts';
import { membersOf } from './json-members.ts';
import { drawnRings, isClosed, type Line } from './rings.ts';

interface Place { lat: number; lon: number }
interface Element {
  type: 'node' | 'way' | 'relation'; id: number; timestamp?: string; tags?: Record<string, unknown>;
  lat?: number; lon?: number; center?: Place; geometry?: (Place | null)[]; nodes?: number[];
  members?: { type: string; ref: number; role: string; geometry?: (Place | null)[] }[];
}

/** Nodes that a document may bring along to place its ways. */
const mostNodes = 3_000_000;

export const isElement = (value: unknown): value is Element => value !== null && typeof value === 'object' && 'id' in value && 'type' in value && ['node', 'way', 'relation'].includes(String(value.type));

interface Brought { nodes: Map<number, [number, number]>; ways: Map<number, number[]> }

const lineOf = (places: readonly (Place | null)[] | undefined): Line | null => (places?.every((place) => place !== null) ? places.map(({ lon, lat }) => [lon, lat] as [number, number]) : null);

function lineThrough(nodes: readonly number[] | undefined, brought: Brought | null): Line | null {
  const line = nodes?.map((node) => brought?.nodes.get(node));
  return line && line.length > 0 && line.every((place) => place !== undefined) ? line as Line : null;
}

function geometryOf(element: Element, brought: Brought | null): Geometry | null {
  const point = (place: Partial<Place> | undefined): Geometry | null => (place?.lat === undefined || place.lon === undefined ? null : { type: 'Point', coordinates: [place.lon, place.lat] });
  if (element.type === 'node') return point(element);
  if (element.type === 'way') {
    const line = lineOf(element.geometry) ?? lineThrough(element.nodes, brought);
    if (!line) return point(element.center);
    return isClosed(line) ? { type: 'Polygon', coordinates: [line] } : { type: 'LineString', coordinates: line };
  }
  return drawnRings(partsOf(element, brought, 'outer'), partsOf(element, brought, 'inner')) ?? point(element.center);
}

function partsOf(element: Element, brought: Brought | null, wanted: 'outer' | 'inner'): Line[] {
  return (element.members ?? []).flatMap(({ type, ref, role, geometry }) => {
    const line = type === 'way' && (role || 'outer') === wanted ? lineOf(geometry) ?? lineThrough(brought?.ways.get(ref), brought) : null;
    return line ? [line] : [];
  });
}

const bytesOf = (path: string, start: number, signal?: AbortSignal) => createReadStream(path, { start, ...(signal ? { signal } : {}) }) as AsyncIterable<Buffer>;

async function* elements(path: string, bom: number, signal?: AbortSignal): AsyncGenerator<{ element: Element | null; line: number }> {
  let line = 0;
  for await (const part of membersOf(bytesOf(path, bom, signal), ['elements'])) {
    if (!('member' in part)) continue;
    let element: unknown = null;
    try { element = JSON.parse(part.member); } catch { /* Told with its line. */ }
    yield { element: isElement(element) ? element : null, line: line += 1 };
  }
}

/** What ways and relations lie on, where the document has it apart (`out body; >; out skel`). */
async function bring(path: string, bom: number, signal?: AbortSignal): Promise<Brought | null> {
  let apart = false;
  for await (const { element } of elements(path, bom, signal)) {
    if (element?.type === 'way' || element?.type === 'relation') { apart = !element.geometry && !element.center && !element.members?.some(({ geometry }) => geometry); break; }
  }
  if (!apart) return null;
  const brought: Brought = { nodes: new Map(), ways: new Map() };
  for await (const { element } of elements(path, bom, signal)) {
    if (element?.type === 'node' && element.lon !== undefined && element.lat !== undefined) brought.nodes.set(element.id, [element.lon, element.lat]);
    if (element?.type === 'way' && element.nodes) brought.ways.set(element.id, element.nodes);
    if (brought.nodes.size > mostNodes) throw new UnreadableFile('Trop de nœuds à part : demandez à Overpass « out geom » ou « out center ».');
  }
  return brought;
}

async function* rows(path: string, bom: number, day: unknown, brought: Brought | null, signal?: AbortSignal): AsyncGenerator<Row> {
  for await (const { element, line } of elements(path, bom, signal)) {
    if (!element) { yield { line, values: {}, problem: 'n’est pas un objet d’OpenStreetMap' }; continue; }
    yield { line, values: { '@type': element.type, '@id': element.id, '@timestamp': element.timestamp ?? day, ...element.tags }, geometry: geometryOf(element, brought) };
  }
}

export async function openOverpass(path: string, bom: number, before: Record<string, unknown>, options: OpenOptions): Promise<Opened> {
  const day = (before.osm3s as { timestamp_osm_base?: unknown } | undefined)?.timestamp_osm_base ?? null;
  const brought = await bring(path, bom, options.signal);
  return { format: 'OpenStreetMap (Overpass JSON)', columns: await peek(rows(path, bom, day, brought)), srid: 4326, remarks: [], rows: rows(path, bom, day, brought, options.signal), close: async () => {} };
}
