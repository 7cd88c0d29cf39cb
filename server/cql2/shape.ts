// Geometry literals: well-known text read from a filter, and GeoJSON, both checked; and written for the database.
import { checkShape, filterFault, type Coordinates, type Shape } from './node.ts';
import type { ReferenceSystem } from '../../geodata/reference-systems.ts';
import type { Tokens } from './text.ts';

const depths = { Point: 0, LineString: 1, MultiPoint: 1, Polygon: 2, MultiLineString: 2, MultiPolygon: 3 } as const;
type Simple = keyof typeof depths;
const byWord = new Map<string, Simple>(Object.keys(depths).map((type) => [type.toLowerCase(), type as Simple]));

/** Words that begin a geometry. */
export const shapeWords: ReadonlySet<string> = new Set([...byWord.keys(), 'geometrycollection', 'bbox']);

/** Heights are read and set aside: nothing here has one. */
function readPosition(tokens: Tokens): readonly number[] {
  const position = [tokens.number(), tokens.number()];
  if (tokens.ahead !== ',' && tokens.ahead !== ')') tokens.number();
  return position;
}

function readList<Part>(tokens: Tokens, part: () => Part): Part[] {
  tokens.expect('(');
  const parts = [part()];
  while (tokens.skip(',')) parts.push(part());
  tokens.expect(')');
  return parts;
}

function readNested(tokens: Tokens, depth: number): Coordinates {
  return readList<Coordinates>(tokens, () => (depth > 1 ? readNested(tokens, depth - 1) : readPosition(tokens)));
}

/** A geometry from its word on, as it is written: in the axis order of its reference system. */
export function readShape(tokens: Tokens): Shape {
  const { at } = tokens;
  const word = tokens.ahead!;
  tokens.take();
  if (word === 'bbox') {
    const corners = readList(tokens, () => tokens.number());
    if (corners.length !== 4 && corners.length !== 6) throw filterFault(at, 'une boîte a quatre nombres, ou six avec les hauteurs.');
    const [west, south, east, north] = corners.length === 6 ? [corners[0], corners[1], corners[3], corners[4]] : corners;
    return checkShape(at, { type: 'Box', corners: [west!, south!, east!, north!] });
  }
  tokens.skip('z');
  if (word === 'geometrycollection') {
    const geometries = readList(tokens, () => {
      if (tokens.ahead === undefined || !byWord.has(tokens.ahead)) throw tokens.fault('une géométrie');
      return readShape(tokens);
    });
    return { type: 'GeometryCollection', geometries };
  }
  const type = byWord.get(word)!;
  if (type === 'Point') {
    const [position] = readList(tokens, () => readPosition(tokens)) as [readonly number[]];
    return checkShape(at, { type, coordinates: position });
  }
  if (type === 'MultiPoint') {
    // Both ways of writing it are in use: with the parentheses of each point, and without.
    const coordinates = readList(tokens, () => (tokens.ahead === '(' ? (readNested(tokens, 1)[0] as readonly number[]) : readPosition(tokens)));
    return checkShape(at, { type, coordinates });
  }
  return checkShape(at, { type, coordinates: readNested(tokens, depths[type]) });
}

/** A geometry of the JSON encoding: GeoJSON, or `{bbox: […]}`. Null when it is none. */
export function shapeOfJson(at: string, value: Record<string, unknown>): Shape | null {
  const { type, coordinates, geometries, bbox } = value;
  if (Array.isArray(bbox) && type === undefined) {
    if ((bbox.length !== 4 && bbox.length !== 6) || !bbox.every((one) => typeof one === 'number')) throw filterFault(at, 'une boîte a quatre nombres, ou six avec les hauteurs.');
    const [west, south, east, north] = (bbox.length === 6 ? [bbox[0], bbox[1], bbox[3], bbox[4]] : bbox) as [number, number, number, number];
    return checkShape(at, { type: 'Box', corners: [west, south, east, north] });
  }
  if (type === 'GeometryCollection' && Array.isArray(geometries) && geometries.length > 0) {
    return { type, geometries: geometries.map((part, index) => {
      const shape = typeof part === 'object' && part !== null && (part as { type?: unknown }).type !== 'GeometryCollection' ? shapeOfJson(`${at}.geometries[${index}]`, part as Record<string, unknown>) : null;
      if (!shape) throw filterFault(`${at}.geometries[${index}]`, 'une géométrie GeoJSON était attendue.');
      return shape;
    }) };
  }
  if (typeof type !== 'string' || !Object.hasOwn(depths, type)) return null;
  const read = (part: unknown, depth: number): Coordinates => {
    const whole = Array.isArray(part) && part.length > 0 && (depth > 0 || (part.length >= 2 && part.length <= 3 && part.every((one) => typeof one === 'number')));
    if (!whole) throw filterFault(at, `les coordonnées d’un ${type} en GeoJSON étaient attendues.`);
    return depth > 0 ? part.map((inner) => read(inner, depth - 1)) : (part as number[]).slice(0, 2);
  };
  return checkShape(at, { type: type as Simple, coordinates: read(coordinates, depths[type as Simple]) });
}

/** Lowest and highest coordinates, as the database writes them: first axis, second axis. */
export type Extent = readonly [number, number, number, number];

/** Two boxes for one that crosses the 180th meridian. */
export function boxesOf([west, south, east, north]: Extent): readonly Extent[] {
  return west <= east ? [[west, south, east, north]] : [[west, south, 180, north], [-180, south, east, north]];
}

/** Well-known text in the database's axis order, and its extent. Raises 400 for degrees beyond the globe. */
export function writeShape(at: number | string, shape: Shape, system: ReferenceSystem): { text: string; extent: Extent; mixed: boolean } {
  const extent: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  const degrees = system.srid === 4326;
  const points = shape.type === 'Point' || shape.type === 'MultiPoint';
  const position = (written: readonly number[]): string => {
    const x = written[system.latitudeFirst ? 1 : 0]!;
    let y = written[system.latitudeFirst ? 0 : 1]!;
    if (degrees && (Math.abs(x) > 180 || Math.abs(y) > 90)) throw filterFault(at, 'longitudes entre −180 et 180, latitudes entre −90 et 90.');
    // Web mercator has no poles; a point this near to one meets nothing either.
    if (degrees && points) y = Math.max(-89.9, Math.min(89.9, y));
    extent[0] = Math.min(extent[0], x); extent[1] = Math.min(extent[1], y);
    extent[2] = Math.max(extent[2], x); extent[3] = Math.max(extent[3], y);
    return `${x} ${y}`;
  };
  const nested = (part: Coordinates): string => (typeof part[0] === 'number' ? position(part as readonly number[]) : `(${(part as readonly Coordinates[]).map(nested).join(',')})`);
  const write = (one: Shape): string => {
    if (one.type === 'GeometryCollection') return `GEOMETRYCOLLECTION(${one.geometries.map(write).join(',')})`;
    if (one.type === 'Box') {
      const [a, b, c, d] = one.corners;
      const corners: Extent = system.latitudeFirst ? [b, a, d, c] : [a, b, c, d];
      if (corners[1] > corners[3] || (!degrees && corners[0] > corners[2])) throw filterFault(at, 'le premier coin de la boîte dépasse le second.');
      const rings = boxesOf(corners).map(([west, south, east, north]) => `((${[[west, south], [east, south], [east, north], [west, north], [west, south]].map((corner) => position(system.latitudeFirst ? [corner[1]!, corner[0]!] : corner as number[])).join(',')}))`);
      return `MULTIPOLYGON(${rings.join(',')})`;
    }
    return one.type === 'Point' ? `POINT(${position(one.coordinates as readonly number[])})` : `${one.type.toUpperCase()}${nested(one.coordinates)}`;
  };
  return { text: write(shape), extent, mixed: shape.type === 'GeometryCollection' && new Set(shape.geometries.map((part) => part.type.replace('Multi', ''))).size > 1 };
}
