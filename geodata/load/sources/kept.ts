// The last good version of each source, kept as it was fetched: what a failed refresh leaves in place, and what can be imported again.
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import type { Source, SourceFormat } from '../../sources.ts';

/** Where files are kept that no database holds: KARTER_DATA. */
export const dataFolder = (env: NodeJS.ProcessEnv = process.env): string => env.KARTER_DATA || fileURLToPath(new URL('../../../.local/data/', import.meta.url));

const endings: Record<SourceFormat, readonly [string, ...string[]]> = {
  geojson: ['.geojson', '.json', '.geojsonl', '.ndjson'], overpass: ['.json'], csv: ['.csv', '.tsv', '.txt'], xlsx: ['.xlsx'], ods: ['.ods'], shapefile: ['.zip'], gtfs: ['.zip'],
  gpkg: ['.gpkg'], flatgeobuf: ['.fgb'], gml: ['.gml', '.xml'], kml: ['.kml'], gpx: ['.gpx'], pbf: ['.pbf'],
};

/** The source's name, with the ending that the server gives where readers know it, else the usual one of the format. */
export function fileName(given: string, { id, format, packed }: Pick<Source, 'id' | 'format' | 'packed'>): string {
  if (packed === 'zip') return `${id}.zip`;
  const pack = packed ? '.gz' : '';
  const lower = given.toLowerCase();
  return `${id}${endings[format].find((ending) => lower.endsWith(ending + pack)) ?? endings[format][0]}${pack}`;
}

export class Shelf {
  readonly #folder: string;

  /** @param folder Where a city's sources are kept; each has a folder of its own in it. */
  constructor(folder: string, source: string) {
    this.#folder = join(folder, source);
  }

  /** A place for what is being fetched; what an earlier run left half-way is cleared. */
  async clear(): Promise<string> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    for (const name of await readdir(this.#folder)) if (name.startsWith('.')) await rm(join(this.#folder, name), { recursive: true, force: true });
    return join(this.#folder, '.arrivee');
  }

  /** Whether the version of this name is here and is what it was. */
  async holds(name: string | null, hash: string | null): Promise<string | null> {
    if (!name || !hash || name.includes('/') || !existsSync(join(this.#folder, name))) return null;
    const sum = createHash('sha256');
    await pipeline(createReadStream(join(this.#folder, name)), sum);
    return sum.digest('hex') === hash ? join(this.#folder, name) : null;
  }

  /** Takes a fetched file in as the last good version; returns its name. Whole or not at all; the one before goes afterwards. */
  async keep(path: string, hash: string, name: string): Promise<string> {
    const kept = `${hash.slice(0, 16)}-${name}`;
    await rename(path, join(this.#folder, kept));
    return kept;
  }

  /** Only the last good version stays. */
  async dropOthers(kept: string): Promise<void> {
    for (const name of await readdir(this.#folder)) if (name !== kept && !name.startsWith('.')) await rm(join(this.#folder, name), { force: true });
  }
}
