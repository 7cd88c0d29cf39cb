// What a profile is: how records of one published standard become features of one layer.
import type { Geometry } from 'geojson';
import type { City } from '../city.ts';
import type { LayerId } from '../layers.ts';
import type { Row } from './row.ts';

/** A geometry as GeoJSON, or as text that PostGIS reads (WKT, EWKT, hexadecimal WKB). */
export type GivenGeometry = Geometry | string | null;

export type Reading =
  /** `srid` where it is not WGS 84. */
  | { properties: Record<string, unknown>; geometry?: GivenGeometry; srid?: number | null; remarks?: readonly string[] }
  /** Of another layer or place: counted under this reason, not refused. */
  | { skip: string }
  | { problem: string };

/** What the database already has that a profile may look at. */
export interface Known { quartiers: readonly { slug: string; name: string }[] }

export interface Profile {
  id: string;
  /** French, for whoever chooses. */
  title: string;
  layer: LayerId;
  /** Whether a file with these columns, in this format, is one of it. */
  recognises(columns: readonly string[], format: string): boolean;
  /** Its columns are usual ones: a file that has them may well be of another layer. */
  usual?: true;
  /** What features say where the file does not. */
  defaults: { source: string; licence?: string };
  read(row: Row, city: City, known?: Known): Reading;
}
