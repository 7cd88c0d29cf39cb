// The network judged by another: random tangles of ways, whose shortest walks are found again from node to node, without cutting anything.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCity } from '../../../geodata/load/city-folder.ts';
import { importStreets } from '../../../geodata/load/streets/import-streets.ts';
import { directClient } from '../../../server/db.ts';
import { createTestDatabase, type TestDatabase } from '../../database.ts';
import { at, OsmDrawing, osmiumIsThere } from './osm-file.ts';

const lilliput = join(import.meta.dirname, '..', '..', 'cities', 'lilliput');
const folder = mkdtempSync(join(tmpdir(), 'karter-rues-essai-'));
let database: TestDatabase;
beforeAll(async () => { database = await createTestDatabase({ city: lilliput }); });
afterAll(async () => { await database?.drop(); rmSync(folder, { recursive: true, force: true }); });

/** Numbers in [0, 1) that come again with the seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Tangle { map: OsmDrawing; places: [number, number][]; links: Map<number, Map<number, number>> }

/** Ways that run through shared nodes at random: loops, knots, ways that turn back, one-way paths. */
function tangle(seed: number): Tangle {
  const random = randomFrom(seed);
  const whole = (below: number): number => Math.floor(random() * below);
  const map = new OsmDrawing();
  const places = Array.from({ length: 60 }, (): [number, number] => [random() * 1500, random() * 1500]);
  const nodes = places.map(([x, y]) => map.node(x, y));
  const links = new Map<number, Map<number, number>>();
  const link = (from: number, to: number): void => {
    const [[x1, y1], [x2, y2]] = [places[from]!, places[to]!];
    if (!links.has(from)) links.set(from, new Map());
    links.get(from)!.set(to, Math.hypot(x1 - x2, y1 - y2));
  };
  for (let index = 0; index < 28; index += 1) {
    const run = Array.from({ length: 2 + whole(7) }, () => whole(60));
    if (random() < 0.3) run.push(run[0]!);
    const oneWay = random() < 0.3;
    map.way(run.map((place) => nodes[place]!), { highway: oneWay ? 'footway' : 'residential', ...(oneWay ? { 'oneway:foot': 'yes' } : {}), ...(random() < 0.5 ? { name: `Rue ${whole(6)}` } : {}) });
    run.slice(1).forEach((to, step) => {
      if (to === run[step]) return;
      link(run[step]!, to);
      if (!oneWay) link(to, run[step]!);
    });
  }
  return { map, places, links };
}

/** Metres to every place from one (Dijkstra, plainly). */
function reach(links: Tangle['links'], from: number): Map<number, number> {
  const far = new Map([[from, 0]]);
  const done = new Set<number>();
  for (;;) {
    const next = [...far].filter(([place]) => !done.has(place)).toSorted((one, other) => one[1] - other[1])[0];
    if (!next) return far;
    done.add(next[0]);
    for (const [to, metres] of links.get(next[0]) ?? []) if (next[1] + metres < (far.get(to) ?? Infinity)) far.set(to, next[1] + metres);
  }
}

describe.skipIf(!osmiumIsThere)('the shortest walk (osmium-tool is needed)', () => {
  it.each([1, 2, 3, 4, 5, 6])('is what another finds, in tangle %i', async (seed) => {
    const { map, places, links } = tangle(seed);
    const report = await importStreets(database.url, readCity(lilliput), map.write(join(folder, `${seed}.osm.pbf`)), { drawn: false });
    const client = directClient(database.url, 'karter_reader');
    await client.connect();
    try {
      const used = [...links.keys()].slice(0, 24);
      let compared = 0;
      for (const from of used.slice(0, 6)) {
        const far = reach(links, from);
        const { rows } = await client.query<{ place: number; metres: number | null; length: number }>(`
          select place, walked.metres, ST_Length(ST_Transform(walked.geom, 2154)) as length
          from unnest($3::integer[], $4::float8[], $5::float8[]) as places (place, lon, lat)
          cross join lateral walk_between(ST_Transform(ST_SetSRID(ST_MakePoint($1, $2), 4326), 3857), ST_Transform(ST_SetSRID(ST_MakePoint(lon, lat), 4326), 3857), 1) walked`,
        [...at(...places[from]!), used, used.map((place) => at(...places[place]!)[0]), used.map((place) => at(...places[place]!)[1])]);
        for (const { place, metres, length } of rows) {
          const expected = far.get(place);
          if (expected === undefined || metres === null) {
            expect(metres, `${from} → ${place}`).toBeNull();
            expect(expected, `${from} → ${place}`).toBeUndefined();
            continue;
          }
          compared += 1;
          expect(Math.abs(metres - expected), `${from} → ${place}`).toBeLessThan(1 + expected / 300);
          // The line drawn is the walk counted, but for the stretching of the projection along edges of kilometres.
          expect(Math.abs(metres - length), `${from} → ${place}`).toBeLessThan(2);
        }
      }
      expect(compared).toBeGreaterThan(50);
      expect(report.edges).toBeGreaterThan(50);
      // Every metre of a named street is in one segment.
      const { rows: [sums] } = await client.query<{ edges: number; segments: number; lines: number }>(`
        select (select sum(length_m) from street_edges where segment is not null) as edges, (select sum(length_m) from street_segments) as segments,
          (select sum(ST_Length(ST_Transform(geom, 2154))) from street_segments) as lines`);
      expect(sums!.segments).toBeCloseTo(sums!.edges, 3);
      expect(sums!.lines).toBeCloseTo(sums!.edges, 1);
    } finally {
      await client.end();
    }
  });
});
