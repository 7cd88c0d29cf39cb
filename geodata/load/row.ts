// What every reader yields and every profile is given: one record of a file, as it stands there.
import type { Geometry } from 'geojson';

/** A record as read: `line` is what a person finds it by (line of a text or sheet, else 1 for the first feature). Geometry undefined: the format has none; it may be among the values. */
export interface Row { line: number; values: Readonly<Record<string, unknown>>; geometry?: Geometry | null; problem?: string }

/** A file opened for reading. `rows` streams: at most a few records are in memory. */
export interface Opened {
  /** Which format it is, in words. */
  format: string;
  /** Column names in the file's order, where they are known before the rows are read. */
  columns: readonly string[];
  /** Coordinate system of the geometries where the file says it. */
  srid: number | null;
  /** What was noticed in opening: encoding, delimiter, chosen table. French, for the report. */
  remarks: readonly string[];
  rows: AsyncIterable<Row>;
  /** Removes what was unpacked. */
  close(): Promise<void>;
}

export interface OpenOptions {
  /** The name its sender gave it, where the path is ours. */
  name?: string | undefined;
  table?: string | undefined;
  encoding?: string | undefined;
  delimiter?: string | undefined;
  signal?: AbortSignal | undefined;
}

/** The name a file has for its sender, on one line and never empty. */
export function nameOf(path: string, name?: string): string {
  const plain = (text: string) => text.toWellFormed().replaceAll(/\p{Cc}+/gu, ' ').trim();
  return plain(name ?? '') || plain(path.split('/').findLast((part) => part !== '') ?? '') || 'fichier';
}

/** Raised for a file that is none of what can be read; the message is for the person who sent it. */
export class UnreadableFile extends Error {}
