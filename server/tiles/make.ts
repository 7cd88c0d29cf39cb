// One prepared statement a composite tile: the layers' tiles made by SQL and joined as bytes, then compressed off the main thread.
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip, gzipSync } from 'node:zlib';
import { layerQuery, type Pool } from '../db.ts';
import { publicLayerIds } from '../../geodata/layers.ts';
import type { Tile, TileAddress } from './cache.ts';
import { Turns } from './turns.ts';

const compressAside = promisify(gzip);
/** Bytes up to which compressing at once costs less than handing over to another thread; a larger tile would hold up the others. */
const small = 65_536;
const compress = (raw: Buffer): Buffer | Promise<Buffer> => {
  // An answer in one piece: each further one is another trip to the other thread.
  const options = { level: 1, chunkSize: Math.max(1024, raw.length) };
  return raw.length <= small ? gzipSync(raw, options) : compressAside(raw, options);
};

const fragments = new Map(publicLayerIds.map((layer): [string, string] => [layer, layerQuery('tile', layer).trim()]));

/** The statement that makes a tile of these layers from $1 = z, $2 = x, $3 = y. Layers are painted by the client: their order here is free. */
export function tileStatement(layers: readonly string[]): string {
  return `select ${layers.map((layer) => fragments.get(layer)).join(' || ')} as tile`;
}

/** Of a process's connections, those that tiles may hold: lists and pages always find one free. */
const tilesAtOnce = 2;

/** Statements kept prepared on every connection: all layers, each alone, and a few of the other mixes, so that a caller cannot fill the memory. */
const preparedMixes = 32;

export function tileMaker(reader: Pool): (address: TileAddress) => Promise<Tile> {
  const turns = new Turns(tilesAtOnce);
  const statements = new Map<string, { name?: string; text: string }>();
  return async ({ z, x, y, layers }) => {
    const key = layers.join(',');
    let statement = statements.get(key);
    if (!statement) {
      const text = tileStatement(layers);
      statement = statements.size < preparedMixes ? { name: `tile-${statements.size}`, text } : { text };
      if (statement.name) statements.set(key, statement);
    }
    const { rows: [row] } = await turns.take(() => reader.query<{ tile: Buffer }>({ ...statement, values: [z, x, y] }));
    const raw = row!.tile;
    if (raw.length === 0) return { body: raw, etag: 'W/"vide"' };
    const body = await compress(raw);
    return { body, etag: `W/"${createHash('sha1').update(body).digest('base64url')}"` };
  };
}
