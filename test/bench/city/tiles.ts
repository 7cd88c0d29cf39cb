// Which tiles are asked: all that hold units, zoom by zoom, and a seeded list of distinct ones, as a session would ask them.
import type { Client } from '../../../server/db.ts';

export interface TileAt { z: number; x: number; y: number }

export const pathOf = ({ z, x, y }: TileAt): string => `/tiles/${z}/${x}/${y}.mvt`;

/** Every tile of a zoom that holds a unit. */
export async function tilesWithUnits(client: Client, z: number): Promise<(TileAt & { units: number })[]> {
  const { rows } = await client.query<TileAt & { units: number }>(`
    select $1::integer as z, floor((ST_X(geom) + 20037508.342789244) / (40075016.685578488 / 2 ^ $1))::integer as x,
      floor((20037508.342789244 - ST_Y(geom)) / (40075016.685578488 / 2 ^ $1))::integer as y, count(*)::integer as units
    from karter.premises group by 2, 3 order by 2, 3`, [z]);
  return rows;
}

/** How often a session asks each zoom: it opens on the town, goes down to a street, and moves about there. */
const share: Record<number, number> = { 10: 4, 11: 8, 12: 20, 13: 50, 14: 110, 15: 160, 16: 128 };

/** Distinct tiles, drawn by their units since one looks where something is; zooms mixed. */
export async function sessionTiles(client: Client): Promise<TileAt[]> {
  const random = generator(20_260_101);
  const chosen: (TileAt & { order: number })[] = [];
  for (const [zoom, wanted] of Object.entries(share)) {
    // Efraimidis and Spirakis (2006): the largest u^(1/w) are a sample without replacement by weight w.
    const drawn = (await tilesWithUnits(client, Number(zoom))).map((tile) => ({ tile, key: random() ** (1 / tile.units) })).sort((one, other) => other.key - one.key);
    for (const { tile: { z, x, y } } of drawn.slice(0, wanted)) chosen.push({ z, x, y, order: random() });
  }
  return chosen.sort((one, other) => one.order - other.order).map(({ z, x, y }) => ({ z, x, y }));
}

/** Mulberry32: the same numbers at every run. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
