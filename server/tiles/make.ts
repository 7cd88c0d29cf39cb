// One prepared statement a composite tile: the layers' tiles made by SQL and joined as bytes, then compressed off the main thread.
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { layerQuery, type Pool } from '../db.ts';
import { layerIds } from '../../geodata/layers.ts';
import type { Tile, TileAddress } from './cache.ts';

const compress = promisify(gzip);

const fragments = new Map(layerIds.map((layer): [string, string] => [layer, layerQuery('tile', layer).trim()]));

/** The statement that makes a tile of these layers from $1 = z, $2 = x, $3 = y. Layers are painted by the client: their order here is free. */
export function tileStatement(layers: readonly string[]): string {
  return `select ${layers.map((layer) => fragments.get(layer)).join(' || ')} as tile`;
}

/** Statements kept prepared on every connection: all layers, each alone, and a few of the other mixes, so that a caller cannot fill the memory. */
const preparedMixes = 32;

export function tileMaker(reader: Pool): (address: TileAddress) => Promise<Tile> {
  const statements = new Map<string, { name?: string; text: string }>();
  return async ({ z, x, y, layers }) => {
    const key = layers.join(',');
    let statement = statements.get(key);
    if (!statement) {
      const text = tileStatement(layers);
      statement = statements.size < preparedMixes ? { name: `tile-${statements.size}`, text } : { text };
      if (statement.name) statements.set(key, statement);
    }
    const { rows: [row] } = await reader.query<{ tile: Buffer }>({ ...statement, values: [z, x, y] });
    const raw = row!.tile;
    if (raw.length === 0) return { body: raw, etag: 'W/"vide"' };
    const body = await compress(raw, { level: 1 });
    return { body, etag: `W/"${createHash('sha1').update(body).digest('base64url')}"` };
  };
}
