// Ready tiles in memory, bounded in bytes: one query at a time for each, and a change drops exactly the tiles it touches.
import { LRUCache } from 'lru-cache';
import type { Change } from '../changes.ts';

export interface Tile {
  /** Gzip bytes; empty for a tile without features. */
  readonly body: Buffer;
  /** Weak: the same for the tile with and without compression. */
  readonly etag: string;
}

export interface TileAddress { readonly z: number; readonly x: number; readonly y: number; readonly layers: readonly string[] }

interface Held { address: TileAddress; tile: Tile }
interface Making { address: TileAddress; promise: Promise<Tile>; stale: boolean }

const worldHalf = 20037508.342789244;

/** Whether a box in web-mercator metres touches a tile, with the buffer that tiles are cut with and the width of a cell. */
export function touches(bounds: NonNullable<Change['bounds']>, { z, x, y }: TileAddress): boolean {
  const width = (2 * worldHalf) / 2 ** z;
  const margin = width * (64 / 4096 + 1 / 128);
  const west = x * width - worldHalf;
  const north = worldHalf - y * width;
  return bounds[0] <= west + width + margin && bounds[2] >= west - margin && bounds[1] <= north + margin && bounds[3] >= north - width - margin;
}

export class TileCache {
  readonly #held: LRUCache<string, Held>;
  readonly #making = new Map<string, Making>();
  hits = 0;
  misses = 0;

  constructor(bytes: number) {
    this.#held = new LRUCache({ maxSize: bytes, sizeCalculation: ({ tile }) => tile.body.length + 512 });
  }

  get(key: string): Tile | undefined {
    const held = this.#held.get(key);
    if (held) this.hits += 1;
    return held?.tile;
  }

  /** The tile, made once however many ask; one made while its ground changed is answered but not kept. */
  async obtain(key: string, address: TileAddress, make: () => Promise<Tile>): Promise<Tile> {
    const underWay = this.#making.get(key);
    if (underWay && !underWay.stale) return underWay.promise;
    this.misses += 1;
    const making: Making = { address, stale: false, promise: make() };
    this.#making.set(key, making);
    try {
      const tile = await making.promise;
      if (!making.stale) this.#held.set(key, { address, tile });
      return tile;
    } finally {
      if (this.#making.get(key) === making) this.#making.delete(key);
    }
  }

  /** Drops what the changes touch; returns how many tiles that were. */
  drop(changes: readonly Change[]): number {
    const touched = (address: TileAddress) =>
      changes.some((change) => change.bounds !== null && address.layers.includes(change.layer) && touches(change.bounds, address));
    let dropped = 0;
    for (const [key, { address }] of this.#held.entries()) {
      if (touched(address)) { this.#held.delete(key); dropped += 1; }
    }
    for (const making of this.#making.values()) if (touched(making.address)) making.stale = true;
    return dropped;
  }

  get bytes(): number { return this.#held.calculatedSize; }
  get size(): number { return this.#held.size; }
}
