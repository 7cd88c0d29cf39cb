// Walking in Brest as it ships: an approximate network, of one piece, that crosses water on bridges alone.
import { describe, expect, it } from 'vitest';
import { loadCity } from '../../geodata/load/load-city.ts';
import { directClient } from '../../server/db.ts';
import type { Client } from '../../server/db.ts';
import { createTestDatabase } from '../database.ts';
import { column, lilliput, one, openSession, point, value } from './session.ts';

const session = openSession('brest');

interface Walk { metres: number | null; from_m: number | null; to_m: number | null; problem: string | null; crossed: string[] }

/** The walk between two places in degrees, and the bridges it takes. */
async function walk(client: Client, from: readonly [number, number], to: readonly [number, number]): Promise<Walk> {
  return one<Walk>(client, `
    select round(metres)::integer as metres, round(from_m)::integer as from_m, round(to_m)::integer as to_m, problem,
      array(select name from street_edges edge where bridge and ST_Length(ST_Intersection(ST_Buffer(walked.geom, 1), edge.geom)) > ST_Length(edge.geom) / 2 order by name) as crossed
    from walk_between(${point(...from)}, ${point(...to)}) walked`);
}

const places = {
  /** Foot of rue de Siam, on the Château's bank, and place Henri Ansquer in Recouvrance, across the Penfeld. */
  siam: [-4.4937, 48.3847], recouvrance: [-4.5004, 48.3843],
  /** The two ends of the pont de l'Harteloire's approaches. */
  harteloireEast: [-4.4975, 48.3926], harteloireWest: [-4.5075, 48.3902],
  /** Both ends of the pont Albert-Louppe. */
  relecq: [-4.4045, 48.3925], plougastel: [-4.3905, 48.382],
  /** In the middle of the rade, and on the Penfeld's water. */
  rade: [-4.47, 48.35], penfeld: [-4.4965, 48.383],
} as const;

describe('the network that ships', () => {
  it('is of one piece, approximate, and said to be', () => session.rolledBack(async (client) => {
    const network = await one<{ origin: string; source: string; report: { edges: number; component_count: number } }>(client, 'select origin, source, report from street_network');
    expect(network).toMatchObject({ origin: 'trace', report: { component_count: 1 } });
    expect(network.source).toContain('approximatif');
    expect(await column(client, 'select distinct accuracy from street_edges')).toEqual(['trace_approximatif']);
    expect(await value(client, 'select count(*) from street_edges where not routable or component <> 1')).toBe(0);
    expect(await value(client, 'select count(*) from street_edges')).toBe(network.report.edges);
    expect(await value(client, 'select count(*) from street_segments')).toBeGreaterThan(130);
    // Every end of an edge is its node, so that what is drawn is what is walked.
    expect(await value(client, `select count(*) from street_edges edge join street_nodes first on first.id = from_node join street_nodes last on last.id = to_node
      where not ST_Equals(ST_StartPoint(edge.geom), first.geom) or not ST_Equals(ST_EndPoint(edge.geom), last.geom)`)).toBe(0);
  }));

  it('crosses water on the bridges that are drawn, and nowhere else', () => session.rolledBack(async (client) => {
    expect(await column(client, 'select name from street_edges where bridge order by name collate "C"')).toEqual([
      'Boulevard Tanguy Prigent', 'Pont Albert-Louppe', 'Pont de Recouvrance', 'Pont de l’Harteloire', 'Route de la Penfeld (D5)', 'Rue de Lez-Huel',
    ]);
    const wet = `ST_Length(ST_Transform(ST_Intersection(edge.geom, water.geom), 2154))`;
    expect(await column(client, `select distinct coalesce(edge.name, edge.kind) from street_edges edge join land water on water.kind = 'eau' and ST_Intersects(edge.geom, water.geom) where not bridge and ${wet} > 1`)).toEqual([]);
    expect(await value(client, `select count(*) from street_nodes node join land water on water.kind = 'eau' and ST_Within(node.geom, ST_Buffer(water.geom, -2))`)).toBe(0);
  }));

  it('falls apart into two banks without its bridges', () => session.rolledBack(async (client) => {
    const bank = `select component from pgr_connectedComponents('select id, from_node as source, to_node as target, cost_m as cost, reverse_cost_m as reverse_cost from karter.street_edges where not bridge') where node = (select snapped.node from snap($1) snapped)`;
    const at = async (where: readonly [number, number]): Promise<number> => value<number>(client, bank.replace('$1', point(...where)));
    expect(await at(places.siam)).not.toBe(await at(places.recouvrance));
    expect(await at(places.relecq)).not.toBe(await at(places.plougastel));
    expect(await at(places.siam)).toBe(await at(places.relecq));
  }));

  it('walks from the Château to Recouvrance over the bridge, about as far as it is', () => session.rolledBack(async (client) => {
    const there = await walk(client, places.siam, places.recouvrance);
    expect(there.crossed).toEqual(['Pont de Recouvrance']);
    // Some 500 m on the ground, from the foot of rue de Siam to place Henri Ansquer.
    expect(there.metres).toBeGreaterThan(430);
    expect(there.metres).toBeLessThan(650);
    expect((await walk(client, places.recouvrance, places.siam)).metres).toBe(there.metres);
    expect((await walk(client, places.harteloireEast, places.harteloireWest)).crossed).toEqual(['Pont de l’Harteloire']);
    expect((await walk(client, places.relecq, places.plougastel)).crossed).toEqual(['Pont Albert-Louppe']);
  }));

  it('makes the detour by the next bridge when one is closed', () => session.rolledBack(async (client) => {
    await client.query("update street_edges set cost_m = -1, reverse_cost_m = -1 where bridge and name = 'Pont de Recouvrance'");
    const around = await walk(client, places.siam, places.recouvrance);
    expect(around.crossed).toEqual(['Pont de l’Harteloire']);
    expect(around.metres).toBeGreaterThan(1500);
    // The box widened to hold the whole detour: no way is shorter in all of the network.
    const whole = await value<number>(client, `
      select min(agg_cost) from (select a.edge as first, a.fraction as along, b.edge as last, b.fraction as far from snap(${point(...places.siam)}) a, snap(${point(...places.recouvrance)}) b) ends,
      lateral (select max(agg_cost) as agg_cost from pgr_dijkstra(edges_to_walk() || place_to_walk(-1, first, along) || place_to_walk(-2, last, far), -1, -2)) path`);
    expect(Math.round(whole)).toBe(around.metres);
  }));

  it('says how far a place is from it, and refuses past the limit', () => session.rolledBack(async (client) => {
    expect((await walk(client, places.siam, places.rade)).problem).toBe('arrivee_hors_reseau');
    expect(await walk(client, places.rade, places.siam)).toMatchObject({ metres: null, problem: 'depart_hors_reseau', crossed: [] });
    const same = await walk(client, places.siam, places.siam);
    expect(same).toMatchObject({ metres: 0, problem: null });
    expect(same.from_m).toBe(same.to_m);
    const [near, far] = await column<number | null>(client, `select (select distance_m from snap(${point(-4.4937, 48.3847)}, reach)) from (values (200), (1)) reaches (reach)`);
    expect(near).toBeLessThan(50);
    expect(far).toBeNull();
  }));

  it('holds every shipped unit and supplier, and most of the other places, within 200 m', () => session.rolledBack(async (client) => {
    const { rows } = await client.query<{ layer: string; share: number; farthest: number }>(`
      select layer, count(away)::float8 / count(*) as share, max(away) as farthest from (
        select layer, (select distance_m from snap(geom)) as away from (
          select 'premises' as layer, geom from premises union all select 'suppliers', geom from suppliers union all select 'epiceries', geom from epiceries
          union all select 'ressourceries', geom from ressourceries union all select 'job_datings', geom from job_datings union all select 'gardens', geom from gardens
        ) places where geom is not null) snapped group by layer`);
    for (const { layer, share, farthest } of rows) {
      expect(farthest, layer).toBeLessThanOrEqual(200);
      expect(share, layer).toBeGreaterThanOrEqual({ premises: 1, suppliers: 1, gardens: 0.5 }[layer] ?? 0.8);
    }
  }));

  it('is walked by the public reader too, who cannot change it', async () => {
    await session.rolledBack(async (client) => {
      expect((await walk(client, places.siam, places.recouvrance)).metres).toBeGreaterThan(0);
      expect(await value(client, 'select count(*) from street_sides')).toBeGreaterThan(260);
      await expect(client.query('select refresh_network()')).rejects.toThrow('permission denied');
    }, 'karter_reader');
  });
});

describe('a network', () => {
  it('is built again when a street changes, and only then', () => session.rolledBack(async (client) => {
    expect(await value(client, 'select refresh_network()')).toBeNull();
    const version = await value<number>(client, 'select version from street_network');
    await client.query(`insert into streets (source, source_id, name, kind, licence, vintage, accuracy, accuracy_m, geom) values
      ('essai', 'ile', 'Chemin de l’Île', 'rue', 'essai', '2026-01-01', 'exacte', 5, ST_Transform(ST_GeomFromText('LINESTRING(-4.7 48.47, -4.695 48.472)', 4326), 3857))`);
    expect(await value(client, "select (refresh_network() ->> 'component_count')::integer")).toBe(2);
    expect(await value(client, 'select version from street_network')).toBe(version + 1);
    const island = await one(client, `select snapped.routable from snap(${point(-4.6975, 48.4712)}) snapped`);
    expect(island).toEqual({ routable: false });
    expect((await walk(client, places.siam, [-4.6975, 48.4712])).problem).toBe('arrivee_isolee');
  }));

  it('does not believe a rough trace that wanders into water', () => session.rolledBack(async (client) => {
    await client.query(`insert into streets (source, source_id, name, kind, licence, vintage, accuracy, accuracy_m, geom) values
      ('essai', 'gué', 'Rue du Gué', 'rue', 'essai', '2026-01-01', 'trace_approximatif', 100, ST_Transform(ST_GeomFromText('LINESTRING(-4.4938 48.387, -4.5 48.3872)', 4326), 3857))`);
    await client.query('select refresh_network()');
    expect(await value(client, "select count(*) from street_edges where name = 'Rue du Gué'")).toBeGreaterThan(1);
    expect(await value(client, "select count(*) from street_edges where name = 'Rue du Gué' and bridge")).toBe(0);
    expect((await walk(client, places.siam, places.recouvrance)).crossed).toEqual(['Pont de Recouvrance']);
  }));

  it('stands in another city too, and a second load builds nothing', async () => {
    await using small = await createTestDatabase({ city: lilliput });
    const client = directClient(small.url, 'karter_app');
    await client.connect();
    try {
      expect(await one(client, 'select version, origin from street_network')).toEqual({ version: 1, origin: 'trace' });
      await loadCity(small.url, lilliput);
      expect(await value(client, 'select version from street_network')).toBe(1);
    } finally {
      await client.end();
    }
  });
});

describe('one way and within an edge', () => {
  it('counts what is walked of an edge, from its middle, both ways and one way', () => session.rolledBack(async (client) => {
    await client.query('delete from street_edges; delete from street_nodes');
    // 100 m squares in Lambert-93: a ring that is walked one way, and a street with a place on each half.
    await client.query(`
      insert into street_nodes (id, component, geom) select id, 1, ST_Transform(ST_SetSRID(ST_MakePoint(145000 + x, 6837000 + y), 2154), 3857)
      from (values (1, 0, 0), (2, 100, 0), (3, 100, 100), (4, 0, 100)) corners (id, x, y);
      insert into street_edges (id, from_node, to_node, length_m, cost_m, reverse_cost_m, kind, component, source, licence, vintage, accuracy, geom)
      select first.id, first.id, last.id, 100, 100, case when first.id = 1 then 100 else -1 end, 'residential', 1, 'essai', 'essai', '2026-01-01', 'exacte', ST_MakeLine(first.geom, last.geom)
      from street_nodes first join street_nodes last on last.id = first.id % 4 + 1`);
    const metres = async (from: [number, number], to: [number, number]): Promise<number> => Math.round(await value<number>(client, `
      select metres from walk_between(ST_Transform(ST_SetSRID(ST_MakePoint(145000 + $1::float8, 6837000 + $2::float8), 2154), 3857), ST_Transform(ST_SetSRID(ST_MakePoint(145000 + $3::float8, 6837000 + $4::float8), 2154), 3857))`, [...from, ...to]));
    expect(await metres([20, 0], [70, 0])).toBe(50);
    expect(await metres([70, 0], [20, 0])).toBe(50);
    expect(await metres([50, 0], [100, 50])).toBe(100);
    // Against the direction of the ring: all the way around.
    expect(await metres([100, 50], [50, 0])).toBe(300);
    expect(await metres([100, 20], [100, 80])).toBe(60);
    expect(await metres([100, 80], [100, 20])).toBe(340);
    await client.query('update street_edges set cost_m = -1, reverse_cost_m = -1 where id = 3');
    expect(await one(client, `select metres, problem from walk_between(ST_Transform(ST_SetSRID(ST_MakePoint(145100, 6837050), 2154), 3857), ST_Transform(ST_SetSRID(ST_MakePoint(145000, 6837050), 2154), 3857))`)).toEqual({ metres: null, problem: 'sans_chemin' });
  }));
});
