// Streets from OpenStreetMap, with the real osmium: what meets and what merely crosses, who may pass, what is an island, and that nothing is ever half written.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCity } from '../../../geodata/load/city-folder.ts';
import { geodata as command } from '../../../geodata/load/command.ts';
import { loadCity } from '../../../geodata/load/load-city.ts';
import { importStreets, isStreetsFile, type StreetsOptions } from '../../../geodata/load/streets/import-streets.ts';
import { tellStreets, type StreetsReport } from '../../../geodata/load/streets/report.ts';
import { directClient } from '../../../server/db.ts';
import { createTestDatabase, type TestDatabase } from '../../database.ts';
import { at, gridTown, OsmDrawing, osmiumIsThere } from './osm-file.ts';

const lilliput = join(import.meta.dirname, '..', '..', 'cities', 'lilliput');
const city = readCity(lilliput);
const folder = mkdtempSync(join(tmpdir(), 'karter-rues-essai-'));
let database: TestDatabase;
beforeAll(async () => { database = await createTestDatabase({ city: lilliput }); });
afterAll(async () => { await database?.drop(); rmSync(folder, { recursive: true, force: true }); });

const file = (name: string): string => join(folder, name);
const bring = (path: string, options: StreetsOptions = {}): Promise<StreetsReport> => importStreets(database.url, city, path, options);

async function ask<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
  const client = directClient(database.url, 'karter_app');
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}

const place = (index: number): string => `ST_Transform(ST_SetSRID(ST_MakePoint($${index}, $${index + 1}), 4326), 3857)`;

interface Walk { metres: number | null; problem: string | null }
/** The walk from one place to another, in whole metres. */
async function walk(from: [number, number], to: [number, number]): Promise<Walk> {
  const [answer] = await ask<Walk>(`select round(metres)::integer as metres, problem from karter.walk_between(${place(1)}, ${place(3)})`, [...at(...from), ...at(...to)]);
  return answer!;
}

/** The network as it stands: what is there and what its own report says of it. */
async function standing(): Promise<{ edges: number; told: number; version: number; origin: string; drawn: number }> {
  const [row] = await ask<{ edges: number; told: number; version: number; origin: string; drawn: number }>(`
    select (select count(*) from karter.street_edges) as edges, (report ->> 'edges')::integer as told, version, origin, (select count(*) from karter.streets) as drawn from karter.street_network`);
  return row!;
}

/** A quarter with one of everything. */
function quarter(): OsmDrawing {
  const map = new OsmDrawing();
  const street = (nodes: number[], name: string, more: Record<string, string> = {}): number => map.way(nodes, { highway: 'residential', name, ...more });
  const [a, b, c, d] = [map.node(0, 0), map.node(100, 0), map.node(200, 0), map.node(300, 0)];
  const [e, f] = [map.node(100, 100), map.node(100, 200)];
  const beneath = map.node(150, 0);
  street([a, b, b, beneath, c, d], 'Grande Rue', { highway: 'secondary' });
  street([b, e, f], 'Petite Rue');
  map.way([b, e], { highway: 'residential' });
  // The bridge has a node at the very place of the street's, one level higher.
  const [south, above, north] = [map.node(150, -100), map.node(150, 0), map.node(150, 100)];
  street([south, above, north], 'Pont Haut', { bridge: 'yes', layer: '1' });
  street([e, north], 'Rue Haute');
  // This one begins where Grande Rue ends, on a node of its own.
  street([map.node(300, 0), map.node(300, 100)], 'Rue du Double');
  const [g, h] = [map.node(100, 230), map.node(130, 200)];
  map.way([f, g], { highway: 'steps', 'ramp:stroller': 'yes' });
  map.way([f, h], { highway: 'footway', 'oneway:foot': 'yes' });
  map.way([h, north], { highway: 'footway' });
  map.way([d, map.node(400, 0)], { highway: 'service', access: 'private' });
  map.way([d, map.node(300, -80)], { highway: 'service', access: 'private', foot: 'permissive' });
  map.way([a, map.node(-300, 0)], { highway: 'motorway' });
  map.way([a, map.node(-300, 10)], { highway: 'cycleway' });
  map.way([a, map.node(-300, 20)], { highway: 'construction' });
  const [quay, islandQuay] = [map.node(0, 300), map.node(2000, 2000)];
  street([f, quay], 'Quai');
  map.way([quay, islandQuay], { route: 'ferry', foot: 'yes' });
  map.way([quay, islandQuay], { aerialway: 'cable_car', foot: 'yes' });
  street([islandQuay, map.node(2400, 2000)], 'Chemin de l’Île');
  // A wall across a lane.
  street([c, map.node(200, 40, { barrier: 'wall' }), map.node(200, 80)], 'Impasse');
  // A square between two corners.
  const [west, low, right] = [map.node(-100, 0), map.node(-100, -100), map.node(0, -100)];
  map.way([a, west, low, right, a], { highway: 'pedestrian', area: 'yes', name: 'Place Carrée' });
  street([low, map.node(-200, -100)], 'Rue du Sud');
  return map;
}

describe.skipIf(!osmiumIsThere)('streets from OpenStreetMap (osmium-tool is needed)', () => {
  it('build a network that one walks as on the ground', async () => {
    const report = await bring(quarter().write(file('quartier.osm.pbf')));
    expect(report).toMatchObject({ steps: 1, bridges: 1, ways: 15, twins: 1, component_count: 3, walls: 1, vintage: '2026-11-20', licence: 'ODbL 1.0', dropped: { private: 1, express: 1, vehicles: 1, unbuilt: 1, ferry: 1, aerialway: 1 } });
    expect(await standing()).toMatchObject({ edges: report.edges, told: report.edges, origin: 'import' });
    // From below the bridge one must go over it and round; Lambert-93 is within a metre of it.
    const under = await walk([150, -100], [150, 0]);
    expect(under.metres).toBeGreaterThan(397);
    expect(under.metres).toBeLessThan(403);
    const double = await walk([200, 0], [300, 100]);
    expect(Math.abs(double.metres! - 200)).toBeLessThan(3);
    // One way on foot: there straight, back around.
    expect((await walk([100, 200], [130, 200])).metres).toBeLessThan(32);
    expect((await walk([130, 200], [100, 200])).metres).toBeGreaterThan(240);
    // Across the square, not around it.
    expect(Math.abs((await walk([0, 0], [-100, -100])).metres! - 141)).toBeLessThan(3);
    expect(await walk([0, 0], [2200, 2000])).toEqual({ metres: null, problem: 'arrivee_isolee' });
    expect(await walk([0, 0], [1000, 1000])).toEqual({ metres: null, problem: 'arrivee_hors_reseau' });
    // Behind the wall lie 40 m of lane, no island: one steps onto the street before it.
    expect((await walk([0, 0], [200, 75])).problem).toBeNull();
    expect(await ask('select count(*)::integer as cut from karter.street_edges where name = $1 and not routable', ['Impasse'])).toEqual([{ cut: 1 }]);
    expect(await ask('select count(*)::integer as pram from karter.street_edges where steps and ramp')).toEqual([{ pram: 1 }]);
    expect(await ask('select count(*)::integer as twice from karter.street_edges one join karter.street_edges other on one.id < other.id and least(one.from_node, one.to_node) = least(other.from_node, other.to_node) and greatest(one.from_node, one.to_node) = greatest(other.from_node, other.to_node) where not one.square')).toEqual([{ twice: 0 }]);
  });

  it('name segments from junction to junction, with a left and a right', async () => {
    const segments = await ask<{ name: string; metres: number }>('select name, round(length_m)::integer as metres from karter.street_segments where name = $1 order by ST_XMin(geom)', ['Grande Rue']);
    expect(segments.map(({ metres }) => Math.round(metres / 10) * 10)).toEqual([100, 100, 100]);
    expect(await ask('select count(*)::integer as lone from karter.street_segments segment where (select count(*) from karter.street_sides side where side.segment = segment.id and side.line is not null) <> 2')).toEqual([{ lone: 0 }]);
    const sides = await ask<{ side: string; north: boolean }>(`select side, ST_YMin(side.line) > ST_YMax(segment.geom) as north from karter.street_sides side join karter.street_segments segment on segment.id = side.segment where segment.name = 'Grande Rue' order by 1, 2`);
    expect(sides.filter(({ side }) => side === 'gauche').every(({ north }) => north)).toBe(true);
    expect(sides.filter(({ side }) => side === 'droite').some(({ north }) => north)).toBe(false);
    expect(await ask(`select distinct karter.side_at(geom, ${place(1)}) as side from karter.street_segments where name = 'Grande Rue'`, at(150, 12))).toEqual([{ side: 'gauche' }]);
  });

  it('take the place of the drawn streets, which keep their ids when they come again', async () => {
    const drawn = await ask<{ name: string; id: number }>('select name, id from karter.streets order by name');
    expect(drawn.map(({ name }) => name)).toEqual(['Chemin de l’Île', 'Grande Rue', 'Impasse', 'Petite Rue', 'Place Carrée', 'Pont Haut', 'Quai', 'Rue Haute', 'Rue du Double', 'Rue du Sud'].toSorted());
    expect(await ask("select kind from karter.streets where name = 'Grande Rue'")).toEqual([{ kind: 'principale' }]);
    expect(await ask("select count(*)::integer as retired from karter.retired_features where layer = 'streets'")).toEqual([{ retired: 1 }]);
    await ask(`insert into karter.streets (source, source_id, name, kind, licence, vintage, accuracy, geom) select 'saisie', 'une', 'Rue Saisie', 'rue', licence, vintage, 'exacte', geom from karter.streets where name = 'Quai'`);
    // A street once known as a shopping axis stays one.
    await ask("update karter.streets set kind = 'axe' where name = 'Petite Rue'");
    const report = await bring(quarter().write(file('encore.osm')));
    expect(report.drawn).toMatchObject({ features: drawn.length, new: 0, retired: 0 });
    expect(await ask("select name, id from karter.streets where source <> 'saisie' order by name")).toEqual(drawn);
    expect(await ask("delete from karter.streets where source = 'saisie' returning name")).toEqual([{ name: 'Rue Saisie' }]);
    expect(await ask("select kind from karter.streets where name = 'Petite Rue'")).toEqual([{ kind: 'axe' }]);
    // What the city ships does not come back over it.
    const before = await standing();
    await loadCity(database.url, lilliput);
    expect(await standing()).toEqual(before);
  });

  it('are read from XML in any order, compressed, and say what they do in French', async () => {
    const lines = quarter().xml.split('\n');
    writeFileSync(file('desordre.osm'), [...lines.slice(0, 2), ...lines.slice(2, -2).toReversed(), ...lines.slice(-2)].join('\n'));
    const { edges } = await standing();
    const report = await bring(file('desordre.osm'), { vintage: '2026-10-01', dryRun: true });
    expect(report).toMatchObject({ edges, vintage: '2026-10-01' });
    spawnSync('osmium', ['cat', file('encore.osm'), '-o', file('encore.osm.bz2')]);
    expect((await bring(file('encore.osm.bz2'), { dryRun: true })).edges).toBe(edges);
    const told = tellStreets(report).join('\n');
    expect(told).toContain('1 escalier');
    expect(told).toContain('1 voie privée');
    expect(told).toContain('rien n’a été écrit');
    expect(await isStreetsFile(file('encore.osm'))).toBe(true);
    expect(await isStreetsFile(join(lilliput, 'streets.geojson'))).toBe(false);
  });

  it('come by the command of every import, told in French', async () => {
    const lines: string[] = [];
    const surroundings = { databaseUrl: database.url, city: lilliput, say: (line: string) => { lines.push(line); }, complain: (line: string) => { lines.push(line); } };
    expect(await command(['import', 'streets', file('encore.osm'), '--vintage', '2026-10-01', '--dry-run'], surroundings)).toBe(0);
    expect(lines.at(0)).toMatch(/^Réseau piéton : \d+ tronçons/);
    writeFileSync(file('abime.osm'), quarter().xml.slice(0, 500));
    expect(await command(['import', 'streets', file('abime.osm')], surroundings)).toBe(1);
    expect(lines.at(-1)).toContain('Rien n’a été écrit');
  });

  it('leave the drawn streets that the city brought itself', async () => {
    const [row] = await ask<{ id: number }>(`insert into karter.streets (source, source_id, name, kind, licence, vintage, accuracy, geom) select 'Ville', '7', 'Rue de la Ville', 'rue', licence, vintage, 'exacte', geom from karter.streets where name = 'Quai' returning id`);
    const before = await ask('select id, name from karter.streets order by id');
    const report = await bring(file('encore.osm'), { vintage: '2026-11-02' });
    expect(report.drawn).toBeNull();
    expect(tellStreets(report).join(' ')).toContain('celles que la ville a importées restent');
    expect(await ask('select id, name from karter.streets order by id')).toEqual(before);
    await ask('delete from karter.streets where id = $1', [row!.id]);
  });

  it('take a square drawn as a relation, whose ways bear no tag', async () => {
    const map = new OsmDrawing();
    const [a, b, c, d] = [map.node(0, 0), map.node(100, 0), map.node(100, 100), map.node(0, 100)];
    map.way([map.node(-100, 0), a], { highway: 'residential', name: 'Rue d’Ici' });
    map.way([c, map.node(200, 100)], { highway: 'residential', name: 'Rue de Là' });
    map.relation([map.way([a, b, c], {}), map.way([c, d, a], { building: 'yes' })], { type: 'multipolygon', highway: 'pedestrian', name: 'Place' });
    const report = await bring(map.write(file('relation.osm.pbf')), { drawn: false });
    expect(report).toMatchObject({ ways: 4, component_count: 1, drawn: null });
    expect(Math.abs((await walk([-100, 0], [200, 100])).metres! - 341)).toBeLessThan(4);
  });

  it('keep what is known of a way that the extract cuts', async () => {
    const map = new OsmDrawing();
    const nodes = [map.node(0, 0), map.node(100, 0), map.node(200, 0)];
    map.way([...nodes, 999_999, map.node(300, 0)], { highway: 'residential', name: 'Rue Coupée' });
    const report = await bring(map.write(file('coupe.osm')), { dryRun: true });
    expect(report).toMatchObject({ edges: 1, nodes: 2 });
    expect(report.remarks.join(' ')).toContain('bord de l’extrait');
  });

  it.each<[string, string, () => string]>([
    ['is no OpenStreetMap file', 'n’est pas un fichier OpenStreetMap', () => { writeFileSync(file('texte.osm.pbf'), 'bonjour '.repeat(1000)); return file('texte.osm.pbf'); }],
    ['is empty', 'n’est pas un fichier OpenStreetMap', () => { writeFileSync(file('vide.osm.pbf'), ''); return file('vide.osm.pbf'); }],
    ['is cut off', 'abîmé ou incomplet', () => { const path = gridTown(40).write(file('tronque.osm.pbf')); truncateSync(path, readFileSync(path).length - 200); return path; }],
    ['is XML cut off', 'abîmé ou incomplet', () => { writeFileSync(file('tronque.osm'), gridTown(10).xml.slice(0, -300)); return file('tronque.osm'); }],
    ['hides entities that grow', 'abîmé ou incomplet', () => { writeFileSync(file('bombe.osm'), `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><osm version="0.6"><node id="1" lat="46.8" lon="2.03"><tag k="name" v="&b;"/></node></osm>`); return file('bombe.osm'); }],
    ['has no way to walk', 'n’a aucune voie où marcher', () => { const map = new OsmDrawing(); map.way([map.node(0, 0), map.node(10, 0)], { highway: 'motorway' }); return map.write(file('autoroute.osm')); }],
    ['lies elsewhere', 'couvre un autre lieu que Lilliput et Blefuscu', () => { const map = new OsmDrawing(); map.way([map.node(400_000, 0), map.node(400_100, 0)], { highway: 'residential' }); return map.write(file('ailleurs.osm')); }],
    ['holds histories', 'historique', () => { writeFileSync(file('histoire.osm'), quarter().xml); spawnSync('osmium', ['cat', file('histoire.osm'), '-f', 'pbf,history=true', '-o', file('histoire.osm.pbf')]); return file('histoire.osm.pbf'); }],
  ])('are refused when the file %s, and the former network stands', async (_what, words, make) => {
    const before = await standing();
    await expect(bring(make())).rejects.toThrow(words);
    expect(await standing()).toEqual(before);
  });

  it('are refused with a day that is none', async () => {
    for (const vintage of ['2026-02-31', 'hier', '01/02/2026']) await expect(bring(file('encore.osm'), { vintage })).rejects.toThrow('AAAA-MM-JJ');
  });

  it('can be called off', async () => {
    const before = await standing();
    const path = gridTown(60).write(file('ville.osm.pbf'));
    const stop = new AbortController();
    await expect(bring(path, { signal: stop.signal, onProgress: () => { stop.abort(new Error('assez')); } })).rejects.toThrow('assez');
    expect(await standing()).toEqual(before);
  });

  it('leave one whole network when they are killed at any moment', async () => {
    const path = gridTown(60).write(file('ville.osm.pbf'));
    const before = await standing();
    const script = `import { importStreets } from ${JSON.stringify(new URL('../../../geodata/load/streets/import-streets.ts', import.meta.url).pathname)};
      import { readCity } from ${JSON.stringify(new URL('../../../geodata/load/city-folder.ts', import.meta.url).pathname)};
      await importStreets(process.env.DATABASE_URL, readCity(${JSON.stringify(lilliput)}), ${JSON.stringify(path)}, { onProgress: () => process.stdout.write('.') });`;
    let version = before.version;
    for (const wait of [0, 100, 300, 600, 1000]) {
      const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script], { env: { ...process.env, DATABASE_URL: database.url }, stdio: ['ignore', 'pipe', 'inherit'] });
      // So long after it began to read, and not after some time on the clock of a busy machine.
      await new Promise((resolve) => { child.stdout.once('data', resolve); child.once('close', resolve); });
      await new Promise((resolve) => { setTimeout(resolve, wait); });
      child.kill('SIGKILL');
      const now = await standing();
      expect(now.edges).toBe(now.told);
      expect([before.edges, 2 * 60 * 59]).toContain(now.edges);
      expect(now.version).toBeLessThanOrEqual(version + 1);
      version = now.version;
    }
    // And the next one finds nothing in its way.
    expect((await bring(path)).edges).toBe(2 * 60 * 59);
  }, 120_000);
});
