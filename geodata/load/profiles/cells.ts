// How the national registers write their cells, and which of their rows are of this territory.
import type { City } from '../../city.ts';
import type { GivenGeometry } from '../profile.ts';
import type { Row } from '../row.ts';
import { fits } from '../../schema.ts';
import { readDay, readNumber } from '../values.ts';

/** Reads one row's cells by column name, whatever their case; masked (`[ND]`) and empty ones are null. */
export interface Cells {
  text: (...columns: readonly string[]) => string | null;
  number: (...columns: readonly string[]) => number | null;
  day: (...columns: readonly string[]) => string | null;
  /** Several values in one cell: a JSON array, `{a,b}` as PostgreSQL has it, or `a|b`, `a;b`, `a,b`. */
  list: (...columns: readonly string[]) => string[];
}

export function cellsOf(row: Row): Cells {
  let folded: Map<string, unknown> | undefined;
  const raw = (column: string): unknown => {
    if (Object.hasOwn(row.values, column)) return row.values[column];
    folded ??= new Map(Object.entries(row.values).map(([name, value]) => [name.toLowerCase(), value]));
    return folded.get(column.toLowerCase());
  };
  const text: Cells['text'] = (...columns) => {
    for (const column of columns) {
      const value = raw(column);
      const cell = value === null || value === undefined ? '' : String(value).trim();
      if (cell !== '' && cell !== '[ND]') return cell;
    }
    return null;
  };
  const read = <Value>(reader: (cell: string) => Value | null) => (...columns: readonly string[]): Value | null => {
    const cell = text(...columns);
    return cell === null ? null : reader(cell);
  };
  const list: Cells['list'] = (...columns) => {
    const given = columns.map(raw).find((value) => value !== null && value !== undefined && value !== '');
    if (Array.isArray(given)) return given.map(String);
    return given === undefined ? [] : String(given).replace(/^[[{]|[\]}]$/g, '').split(/[|;,]/).map((part) => part.trim().replace(/^["']|["']$/g, '')).filter((part) => part !== '');
  };
  return { text, number: read(readNumber), day: read(readDay), list };
}

/** What national files give as a site or a mail address often is none; that does not refuse the place. */
export function webAddress(text: string | null): string | null {
  const whole = text !== null && /^www\./i.test(text) ? `https://${text}` : text;
  return whole !== null && fits({ title: '', type: 'url' }, whole) ? whole : null;
}
export const mailAddress = (text: string | null): string | null => (text !== null && fits({ title: '', type: 'email' }, text) ? text : null);

/** Number and street, postcode and town: what is there of them. */
export function postalAddress(street: readonly (string | null)[], town: readonly (string | null)[]): string | null {
  const parts = [street, town].map((part) => part.filter((word) => word !== null && word !== '').join(' ')).filter((part) => part !== '');
  return parts.length === 0 ? null : parts.join(', ');
}

/** Whether a commune is of the territory. */
export const isOurs = (insee: string, city: City): boolean => (city.communes ?? [city.insee]).includes(insee);

/** Whether a place is of the territory, by its commune, else by its postcode where the city says its own; a place that says neither may be, and its position decides. */
export function mayBeOurs(insee: string | null, postcode: string | null, city: City): boolean {
  if (insee !== null) return isOurs(insee, city);
  const ours = Object.values(city.postcodes ?? {});
  if (postcode === null || ours.length < (city.communes?.length ?? 1)) return true;
  // Large communes have several, and only one may be known: the department has to be the same.
  return ours.includes(postcode) || ours.some((known) => known.slice(0, 3) === postcode.slice(0, 3));
}

/** An INSEE code that a spreadsheet may have shorn of its leading zero: 1053 is 01053. */
export const inseeOf = (text: string | null): string | null => (text === null ? null : text.padStart(5, '0'));

/** Positions beyond Metropolitan France have other projections than Lambert-93: a pair that cannot be one is none. */
export function lambert93(x: number | null, y: number | null): { geometry: GivenGeometry; srid: number } | null {
  if (x === null || y === null || x < -400_000 || x > 1_400_000 || y < 5_900_000 || y > 7_300_000) return null;
  return { geometry: { type: 'Point', coordinates: [x, y] }, srid: 2154 };
}

/** Degrees, where both can be. */
export function degrees(lon: number | null, lat: number | null): { geometry: GivenGeometry; srid: number } | null {
  if (lon === null || lat === null || Math.abs(lon) > 180 || Math.abs(lat) > 90 || (lon === 0 && lat === 0)) return null;
  return { geometry: { type: 'Point', coordinates: [lon, lat] }, srid: 4326 };
}

/** A record's shape: the file's own, or a column that holds one as GeoJSON or WKT. */
export function drawnIn({ values, geometry }: Row): GivenGeometry {
  if (geometry) return geometry;
  for (const [name, value] of Object.entries(values)) {
    if (!/^(geo_?shape|geom(etry)?|geometrie|the_geom|wkt|geojson|contour)$/i.test(name.replaceAll(' ', '_'))) continue;
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
    if (value !== null && typeof value === 'object') return ('type' in value && value.type === 'Feature' ? (value as { geometry?: GivenGeometry }).geometry ?? null : value) as GivenGeometry;
  }
  return null;
}

/** Whether all of these columns are there, in any case. */
export function haveColumns(columns: readonly string[], ...wanted: readonly string[]): boolean {
  const known = new Set(columns.map((column) => column.toLowerCase()));
  return wanted.every((column) => known.has(column.toLowerCase()));
}
