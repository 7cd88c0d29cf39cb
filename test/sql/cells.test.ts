// The stored cells of premises are always what counting the units anew would give.
import { expect, it } from 'vitest';
import type { Client } from '../../server/db.ts';
import { openSession, point, value } from './session.ts';

const session = openSession();

/** Cells that differ from a recount made without the trigger's own code: ST_TileEnvelope says which cell a unit is in. */
const wrongCells = (client: Client): Promise<number> => value(client, `
  with recount as (
    select zoom, x, y, count(*) as count, count(*) filter (where occupancy = 'vacant') as vacant, count(*) filter (where demo) as demo
    from premises
    cross join (values (0), (5), (9), (12), (13)) zooms(zoom)
    cross join lateral (select ST_XMin(tile) as west, ST_YMax(tile) as north, ST_XMax(tile) - ST_XMin(tile) as width from ST_TileEnvelope(zoom + 7, 0, 0) tile) grid
    cross join lateral (select floor((ST_X(geom) - west) / width)::integer as x, floor((north - ST_Y(geom)) / width)::integer as y) cell
    where geom is not null group by zoom, x, y
  )
  select count(*) from recount
  full join (select * from premises_cells where zoom in (0, 5, 9, 12, 13)) stored using (zoom, x, y)
  where (recount.count, recount.vacant, recount.demo) is distinct from (stored.count, stored.vacant, stored.demo)
    or stored.tile_x <> x / 128 or stored.tile_y <> y / 128`);

/** mulberry32: the same numbers for the same seed. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

it('holds for the loaded city', () => session.rolledBack(async (client) => {
  expect(await value(client, 'select sum(count) from premises_cells where zoom = 13')).toBe(await value(client, 'select count(*) from premises'));
  expect(await wrongCells(client)).toBe(0);
}, 'karter_owner'));

it.each([1, 2, 3, 4])('holds after any writes (seed %i)', (seed) => session.rolledBack(async (client) => {
  const random = generator(seed);
  const among = <Kind>(kinds: readonly Kind[]): Kind => kinds[Math.floor(random() * kinds.length)]!;
  // Few places, so that units share cells, some of them none at all.
  const place = (): string => (random() < 0.1 ? 'null' : point(2 + Math.floor(random() * 12) / 300, 46.8 + Math.floor(random() * 8) / 300));
  const some = (): string => `id in (select id from premises order by md5(id::text || '${random()}') limit ${1 + Math.floor(random() * 4)})`;
  const occupancy = (): string => among(['occupe', 'vacant', 'travaux', 'inconnu']);
  for (let step = 0; step < 40; step += 1) {
    const writes = [
      () => `insert into premises (source, source_id, licence, vintage, accuracy, demo, geom)
        select 'essai', '${step}-' || n, 'essai', '2026-01-01', 'exacte', ${random() < 0.5}, ${place()} from generate_series(1, ${1 + Math.floor(random() * 5)}) n`,
      () => `update premises set geom = ${place()} where ${some()}`,
      () => `update premises set occupancy = '${occupancy()}', demo = ${random() < 0.5} where ${some()}`,
      () => `insert into premises_observations (premises_id, observed_on, observer, occupancy) select id, date '2026-03-01' + ${step}, 'essai', '${occupancy()}' from premises where ${some()}`,
      () => `delete from premises where ${some()}`,
    ];
    await client.query(among([...writes, writes[0]!])());
  }
  expect(await wrongCells(client)).toBe(0);
  expect(await value(client, 'select count(*) from premises_cells where count <= 0 or vacant < 0 or vacant > count or demo > count')).toBe(0);
  await client.query('delete from premises');
  expect(await value(client, 'select count(*) from premises_cells')).toBe(0);
}, 'karter_owner'));

it('counts every unit once in the tiles of each zoom below the drawing of units', () => session.rolledBack(async (client) => {
  for (const zoom of [0, 7, 11, 13]) {
    const counted = await value(client, `
      select sum(tile.count) from (
        select distinct floor((ST_X(geom) + 20037508.342789244) / 40075016.685578488 * (1 << $1))::integer as x, floor((20037508.342789244 - ST_Y(geom)) / 40075016.685578488 * (1 << $1))::integer as y from premises
      ) tiles cross join lateral layer_premises(ST_TileEnvelope($1, x, y), $1) tile`, [zoom]);
    expect(counted, `zoom ${zoom}`).toBe(5);
  }
}, 'karter_reader'));
