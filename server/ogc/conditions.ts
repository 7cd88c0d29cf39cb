// What is asked of a list of features, and the same as conditions in SQL: fixed text with numbered places, every value a parameter.
import type { Field } from '../../geodata/layer.ts';
import { fieldsOf } from '../../geodata/layer.ts';
import { layerById, type LayerId } from '../../geodata/layers.ts';
import { defaultSystem, type ReferenceSystem } from '../../geodata/reference-systems.ts';
import type { Node } from '../cql2/node.ts';
import { meetsBox } from '../cql2/spatial.ts';
import { filterCondition, queryableFields } from '../cql2/sql.ts';
import { badRequest } from '../problem.ts';

type Corners = readonly [number, number, number, number];

export interface ItemsQuery {
  limit: number;
  after: number;
  /** What coordinates are told in. */
  system: ReferenceSystem;
  /** In the database's axis order, in its own system. */
  box?: { corners: Corners; system: ReferenceSystem };
  /** Days, inclusive; null is open. */
  during?: readonly [string | null, string | null];
  /** Property → accepted values. */
  values: ReadonlyMap<string, readonly string[]>;
  filter?: { tree: Node; system: ReferenceSystem };
}

const wrong = (parameter: string, reason: string) => badRequest(`${parameter} : ${reason}`, { errors: [{ parameter, reason }] });

/** The box in the database's axis order. Raises 400 for one that is none in its system. */
export function readBox(written: Corners, system: ReferenceSystem = defaultSystem): Corners {
  const corners: Corners = system.latitudeFirst ? [written[1], written[0], written[3], written[2]] : written;
  const [west, south, east, north] = corners;
  const degrees = system.srid === 4326;
  if (degrees && (Math.abs(west) > 180 || Math.abs(east) > 180 || Math.abs(south) > 90 || Math.abs(north) > 90)) throw wrong('bbox', 'longitudes entre −180 et 180, latitudes entre −90 et 90');
  if (south > north) throw wrong('bbox', 'le sud dépasse le nord');
  // In degrees it is a box across the 180th meridian (OGC 17-069r4, 7.15.3).
  if (west > east && !degrees) throw wrong('bbox', 'l’ouest dépasse l’est');
  return corners;
}

const openEnd = (text: string) => text === '' || text === '..';

/** `2026-01-01`, `2026-01-01T00:00:00Z/..`: OGC 17-069r4, 7.15.4. Instants are compared by their day. */
export function readDatetime(text: string): readonly [string | null, string | null] {
  const parts = text.split('/');
  const days = parts.map((part) => {
    if (openEnd(part) && parts.length === 2) return null;
    const match = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2}))?$/.exec(part);
    const moment = match ? new Date(part) : null;
    if (!match || Number.isNaN(moment!.getTime()) || new Date(`${match[1]}T00:00:00Z`).toISOString().slice(0, 10) !== match[1]) throw badRequest('datetime : un jour ou instant ISO 8601, ou deux séparés par « / », « .. » pour une borne ouverte.');
    return match[1]!;
  });
  if (parts.length > 2 || parts.length === 0) throw badRequest('datetime : deux bornes au plus.');
  const [from, to = from] = days as [string | null, string | null | undefined];
  if (from && to && from > to) throw badRequest('datetime : le début est après la fin.');
  return [from, to ?? null];
}

/** Properties that have a parameter of their own: every published one that is a single value. */
export function queryables(layer: LayerId): string[] {
  return Object.keys(queryableFields(layerById[layer]));
}

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !text.startsWith('0000') && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);

/** What a parameter of each type may be, in words, and whether a text is that. */
const forms: Record<Exclude<Field['type'], 'json' | 'code'>, { words: string; fits: (text: string) => boolean; array: string } | null> = {
  text: null, hours: null, url: null, phone: null, email: null,
  integer: { words: 'un nombre entier', fits: (text) => /^-?\d{1,9}$/.test(text), array: 'integer[]' },
  number: { words: 'un nombre', fits: (text) => /^-?\d{1,15}(\.\d{1,15})?$/.test(text), array: 'float8[]' },
  boolean: { words: '« true » ou « false »', fits: (text) => text === 'true' || text === 'false', array: 'boolean[]' },
  date: { words: 'une date AAAA-MM-JJ', fits: isDay, array: 'date[]' },
  datetime: { words: 'un instant AAAA-MM-JJTHH:MM:SSZ', fits: (text) => /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$/.test(text) && isDay(text.slice(0, 10)) && !Number.isNaN(Date.parse(text)), array: 'timestamptz[]' },
};

/** Codes may be several, separated by commas; anything else is compared whole. Raises 400 for what the property cannot be. */
export function readValues(layer: LayerId, name: string, text: string): string[] {
  const field = fieldsOf(layerById[layer])[name]!;
  if (text.includes('\0') || text.length > 500) throw wrong(name, 'un texte court, sans caractère nul');
  if (field.type === 'code') {
    const codes = text.split(',');
    const unknown = codes.find((code) => !Object.hasOwn(field.codes ?? {}, code));
    if (unknown !== undefined) throw wrong(name, `un de ces codes : ${Object.keys(field.codes ?? {}).join(', ')}`);
    return codes;
  }
  const form = forms[field.type as keyof typeof forms];
  if (form && !form.fits(text)) throw wrong(name, form.words);
  return [text];
}

export interface Conditions {
  /** To be joined by `and`. */
  texts: string[];
  /** Properties that are read. */
  used: ReadonlySet<string>;
}

/** Values are added to `values`. */
export function conditionsOf(layer: LayerId, asked: Omit<ItemsQuery, 'limit' | 'after' | 'system'>, values: unknown[]): Conditions {
  const place = (value: unknown) => { values.push(value); return `$${values.length}`; };
  const texts: string[] = [];
  const used = new Set(asked.values.keys());
  if (asked.box) texts.push(`(item.geom is null or ${meetsBox('item.geom', asked.box.corners, asked.box.system, place)})`);
  if (asked.during) {
    const [from, to] = asked.during;
    texts.push(`(item.during is null or item.during && daterange(${place(from)}::date, ${place(to)}::date, '[]'))`);
  }
  for (const [name, accepted] of asked.values) {
    const type = fieldsOf(layerById[layer])[name]!.type;
    texts.push(`item.${name} = any(${place(accepted)}::${forms[type as keyof typeof forms]?.array ?? 'text[]'})`);
  }
  if (asked.filter) {
    const filter = filterCondition(asked.filter.tree, { layer: layerById[layer], system: asked.filter.system, place });
    texts.push(filter.sql);
    filter.used.forEach((name) => used.add(name));
  }
  return { texts, used };
}
