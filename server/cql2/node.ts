// A CQL2 filter as a tree (OGC 21-065r2): both encodings, text and JSON, are read into it. Its calls are named as in the JSON encoding.
import { badRequest, type ProblemError } from '../problem.ts';

/** Where in the filter: the position of a character from 1, or a path in the JSON. */
export type Place = number | string;

/** A position, or a list of them, a line, a ring, by depth: the coordinates of GeoJSON. */
export type Coordinates = readonly number[] | readonly Coordinates[];

export type Shape =
  | { type: 'Point' | 'LineString' | 'Polygon' | 'MultiPoint' | 'MultiLineString' | 'MultiPolygon'; coordinates: Coordinates }
  | { type: 'GeometryCollection'; geometries: readonly Shape[] }
  | { type: 'Box'; corners: readonly [number, number, number, number] };

export type Node = { at: Place } & (
  | { is: 'call'; name: string; operands: readonly Node[] }
  | { is: 'property'; name: string }
  /** `pattern` is the same text with the escapes that LIKE reads left in place. */
  | { is: 'text'; value: string; pattern: string }
  | { is: 'number'; value: number }
  | { is: 'boolean'; value: boolean }
  | { is: 'date' | 'timestamp'; value: string }
  /** Null: open. */
  | { is: 'interval'; from: Node | null; to: Node | null }
  | { is: 'shape'; shape: Shape }
);

/** Beyond these a filter is no question but a load. */
export const limits = { characters: 12_000, depth: 40, nodes: 1500 } as const;

/** The 400 of a filter that cannot be read, with the place and what was expected there, in French. */
export function filterFault(at: Place, reason: string): ProblemError {
  const place = typeof at === 'number' ? `au caractère ${at}` : `en ${at}`;
  return badRequest(`filter, ${place} : ${reason}`, { errors: [{ parameter: 'filter', reason: `${place} : ${reason}` }] });
}

const spatial = ['intersects', 'equals', 'disjoint', 'touches', 'within', 'overlaps', 'crosses', 'contains'].map((name) => `s_${name}`);
const temporal = ['after', 'before', 'contains', 'disjoint', 'during', 'equals', 'finishedby', 'finishes', 'intersects', 'meets', 'metby', 'overlappedby', 'overlaps', 'startedby', 'starts'].map((name) => `t_${name}`);

export const spatialNames: ReadonlySet<string> = new Set(spatial);
export const temporalNames: ReadonlySet<string> = new Set(temporal);
export const comparisons: ReadonlySet<string> = new Set(['=', '<>', '<', '>', '<=', '>=']);
export const arithmetic: ReadonlySet<string> = new Set(['+', '-', '*', '/', '%', 'div', '^']);
export const arrayNames: ReadonlySet<string> = new Set(['a_equals', 'a_contains', 'a_containedby', 'a_overlaps']);

const day = /^(\d{4})-(\d{2})-(\d{2})$/;
const instant = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})(\.\d{1,9})?Z$/;

/** Whether this day stands in the calendar. */
function isDay(text: string): boolean {
  const moment = new Date(`${text}T00:00:00Z`);
  return day.test(text) && !text.startsWith('0000') && !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text);
}

export function dateNode(at: Place, value: string): Node {
  if (!isDay(value)) throw filterFault(at, 'une date du calendrier était attendue, AAAA-MM-JJ.');
  return { at, is: 'date', value };
}

export function timestampNode(at: Place, value: string): Node {
  const [, date = '', hours, minutes, seconds] = instant.exec(value) ?? [];
  // A leap second is a second of its minute.
  if (!isDay(date) || Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 60) throw filterFault(at, 'un instant UTC était attendu, AAAA-MM-JJTHH:MM:SSZ.');
  return { at, is: 'timestamp', value };
}

/** A bound of an interval as it is written: a day, an instant, or `..`. */
export function boundNode(at: Place, value: string): Node | null {
  if (value === '..') return null;
  return value.includes('T') ? timestampNode(at, value) : dateNode(at, value);
}

export function intervalNode(at: Place, from: Node | null, to: Node | null): Node {
  if (from && to && from.is !== 'property' && to.is !== 'property' && 'value' in from && 'value' in to && String(from.value).slice(0, 10) > String(to.value).slice(0, 10)) {
    throw filterFault(at, 'l’intervalle finit avant de commencer.');
  }
  return { at, is: 'interval', from, to };
}

/** Raises when a shape is none: rings that are open or too short, lines of one point, numbers beyond every system. */
export function checkShape(at: Place, shape: Shape): Shape {
  const fault = (reason: string) => filterFault(at, reason);
  const numbers = (part: Coordinates): void => {
    for (const one of part) {
      if (typeof one !== 'number') numbers(one);
      else if (!Number.isFinite(one) || Math.abs(one) > 1e9) throw fault('une coordonnée sort de toute projection.');
    }
  };
  const ring = (positions: readonly (readonly number[])[]): void => {
    const [first, last] = [positions[0], positions.at(-1)];
    if (positions.length < 4 || first![0] !== last![0] || first![1] !== last![1]) throw fault('un anneau de polygone a au moins quatre points, et son dernier est le premier.');
  };
  type Positions = readonly (readonly number[])[];
  switch (shape.type) {
    case 'GeometryCollection': shape.geometries.forEach((part) => checkShape(at, part)); return shape;
    case 'Box': numbers(shape.corners); return shape;
    case 'LineString': if (shape.coordinates.length < 2) throw fault('une ligne a au moins deux points.'); break;
    case 'MultiLineString': if ((shape.coordinates as readonly Positions[]).some((line) => line.length < 2)) throw fault('une ligne a au moins deux points.'); break;
    case 'Polygon': (shape.coordinates as readonly Positions[]).forEach(ring); break;
    case 'MultiPolygon': (shape.coordinates as readonly (readonly Positions[])[]).forEach((polygon) => polygon.forEach(ring)); break;
    case 'Point': case 'MultiPoint': break;
  }
  numbers(shape.coordinates);
  return shape;
}
