// Vector tiles: what is in them, how they are kept, and that a change reaches exactly those it touches.
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { publicLayers } from '../../geodata/layers.ts';
import { serveCity, until } from './serve.ts';
import { featuresOf, signedArea, tileAt } from './tile-reading.ts';

const served = serveCity();
const centre = [-4.489, 48.389] as const;
const count = async (table: string): Promise<number> => (await served.write(`select count(*)::integer as count from ${table}`))[0]!.count as number;

describe('what is in a tile', () => {
  it('is every public layer that has something there, under its own name', async () => {
    const tile = await served.get(tileAt(...centre, 12).path);
    expect(tile.headers['content-type']).toBe('application/vnd.mapbox-vector-tile');
    const names = Object.keys(featuresOf(tile.body));
    expect(publicLayers.map(({ id }) => id)).toEqual(expect.arrayContaining(names));
    for (const expected of ['land', 'communes', 'quartiers', 'streets', 'transit', 'premises', 'gardens', 'job_datings']) expect(names).toContain(expected);
  });

  it('has the ids and places of the items', async () => {
    const { path, x, y } = tileAt(...centre, 15);
    const layers = featuresOf((await served.get(path)).body);
    let compared = 0;
    for (const [layer, features] of Object.entries(layers)) {
      const { features: listed } = (await served.get(`/ogc/collections/${layer}/items?limit=1000`)).json<{ features: { id: number; geometry: { type: string; coordinates: number[] } | null }[] }>();
      const byId = new Map(listed.map((item) => [item.id, item]));
      for (const feature of features) {
        const item = byId.get(feature.id!);
        // A page of 1,000 may not hold every unit; every other layer must.
        if (!item && layer === 'premises') continue;
        expect(item, `${layer} ${feature.id}`).toBeDefined();
        if (item!.geometry?.type !== 'Point') continue;
        const { coordinates: [lon, lat] } = feature.toGeoJSON(x, y, 15).geometry as unknown as { coordinates: [number, number] };
        // One unit of a tile at zoom 15 is 0.3 m, 3e-6 degrees.
        expect(Math.abs(lon - item!.geometry.coordinates[0]!)).toBeLessThan(5e-6);
        expect(Math.abs(lat - item!.geometry.coordinates[1]!)).toBeLessThan(5e-6);
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(10);
  });

  it('has outer rings the right way round, holes the other', async () => {
    let [rings, holes] = [0, 0];
    for (const zoom of [9, 12]) {
      const layers = featuresOf((await served.get(tileAt(...centre, zoom).path)).body);
      for (const feature of Object.values(layers).flat().filter(({ type }) => type === 3)) {
        const areas = feature.loadGeometry().map((ring) => signedArea(ring));
        expect(areas[0]).toBeGreaterThan(0);
        rings += areas.filter((area) => area > 0).length;
        holes += areas.filter((area) => area < 0).length;
      }
    }
    expect(rings).toBeGreaterThan(10);
    expect(holes).toBeGreaterThanOrEqual(0);
  });

  it.each([7, 9, 11, 13])('counts every unit once at zoom %i', async (zoom) => {
    const west = tileAt(-4.75, 48.57, zoom);
    const east = tileAt(-4.18, 48.23, zoom);
    let units = 0;
    for (let x = west.x; x <= east.x; x += 1) {
      for (let y = west.y; y <= east.y; y += 1) {
        const tile = await served.get(`/tiles/${zoom}/${x}/${y}.mvt?layers=premises`);
        if (tile.status === 200) units += featuresOf(tile.body).premises!.reduce((sum, feature) => sum + Number(feature.properties.count), 0);
      }
    }
    expect(units).toBe(await count('premises'));
  });
});

describe('an answer', () => {
  it('travels compressed to whoever reads gzip, plain to the others, with the same content', async () => {
    const { path } = tileAt(...centre, 13);
    const plain = await served.get(path);
    expect(plain.headers['content-encoding']).toBeUndefined();
    for (const accepted of ['gzip', 'br, gzip;q=0.8']) {
      const zipped = await served.get(path, { headers: { 'Accept-Encoding': accepted } });
      expect(zipped.headers['content-encoding']).toBe('gzip');
      expect(gunzipSync(zipped.body).equals(plain.body)).toBe(true);
    }
    for (const accepted of ['identity', 'br', 'gzip;q=0']) expect((await served.get(path, { headers: { 'Accept-Encoding': accepted } })).headers['content-encoding'], accepted).toBeUndefined();
    expect(plain.headers.vary).toMatch(/Accept-Encoding/);
  });

  it('is 304 for whoever has it, until it changes', async () => {
    const { path } = tileAt(...centre, 14);
    const { headers } = await served.get(path);
    for (const known of [headers.etag!, `"autre", ${headers.etag}`, headers.etag!.replace('W/', ''), '*']) {
      const again = await served.get(path, { headers: { 'If-None-Match': known } });
      expect([again.status, again.body.length, again.headers.etag]).toEqual([304, 0, headers.etag]);
    }
    expect((await served.get(path, { headers: { 'If-None-Match': '"autre"' } })).status).toBe(200);
    expect(headers['cache-control']).toBe('public, no-cache');
  });

  it('is the same tile however its layers are written', async () => {
    const { path } = tileAt(...centre, 12);
    const answers = [];
    for (const layers of ['gardens,quartiers', 'quartiers,gardens', 'quartiers,gardens,quartiers', 'gardens%2Cquartiers']) answers.push(await served.get(`${path}?layers=${layers}`));
    expect(new Set(answers.map(({ headers }) => headers.etag)).size).toBe(1);
    expect(Object.keys(featuresOf(answers[0]!.body)).toSorted()).toEqual(['gardens', 'quartiers']);
    const { misses } = served.application.cache;
    await served.get(`${path}?layers=quartiers,gardens`);
    expect(served.application.cache.misses).toBe(misses);
  });

  it('is made once however many ask at the same time', async () => {
    const { misses } = served.application.cache;
    const { path } = tileAt(...centre, 16);
    const answers = await Promise.all(Array.from({ length: 20 }, () => served.get(path)));
    expect(new Set(answers.map(({ headers }) => headers.etag)).size).toBe(1);
    expect(served.application.cache.misses).toBe(misses + 1);
  });

  it.each([
    ['/tiles/14/0/0.mvt', 204], ['/tiles/0/1/0.mvt', 404], ['/tiles/17/0/0.mvt', 404], ['/tiles/-1/0/0.mvt', 404], ['/tiles/0/-1/0.mvt', 404], ['/tiles/5/32/0.mvt', 404],
    ['/tiles/a/0/0.mvt', 400], ['/tiles/0/0.5/0.mvt', 400], ['/tiles/0/0/1e0.mvt', 400], ['/tiles/NaN/0/0.mvt', 400], ['/tiles/0/0/0.png', 404], ['/tiles/0/0/0', 404],
    ['/tiles/0/0/0.mvt?layers=nulle', 400], ['/tiles/0/0/0.mvt?layers=', 400], ['/tiles/0/0/0.mvt?layers=gardens&layers=land', 400],
  ])('to %s is %i', async (path, status) => {
    const answer = await served.get(path);
    expect(answer.status).toBe(status);
    if (status === 204) expect(answer.body.length).toBe(0);
    else expect(answer.headers['content-type']).toBe('application/problem+json');
  });
});

describe('a change', () => {
  it('shows within two seconds in tile, item, figure and search, and leaves the other tiles in memory', async () => {
    const { cache } = served.application;
    const [row] = await served.write("select id, quartier, ST_X(ST_Transform(ST_PointOnSurface(geom), 4326)) as lon, ST_Y(ST_Transform(ST_PointOnSurface(geom), 4326)) as lat from gardens where quartier is not null and geom is not null order by id limit 1");
    const { id, quartier, lon, lat } = row as { id: number; quartier: string; lon: number; lat: number };
    const touched = tileAt(lon, lat, 15);
    const beside = `/tiles/15/${touched.x + 3}/${touched.y}.mvt`;
    const otherLayers = `${touched.path}?layers=premises,streets`;
    const far = tileAt(-4.3, 48.5, 12).path;
    const addresses = [touched.path, beside, otherLayers, far];
    const before = await Promise.all(addresses.map((address) => served.get(address)));
    const figure = async () => (await served.get('/api/figures')).json<{ quartiers: { slug: string; figures: { key: string; value: number }[] }[] }>()
      .quartiers.find(({ slug }) => slug === quartier)!.figures.find(({ key }) => key === 'gardens')!.value;
    const gardens = await figure();
    const listed = async () => (await served.get('/ogc/collections/gardens/items?limit=1')).json<{ numberMatched: number }>().numberMatched;
    const matched = await listed();

    const began = performance.now();
    await served.write(`update gardens set name = 'Jardin des Hortensias Bleus', plots = 4321 where id = $1`, [id]);
    await served.write(`insert into gardens (source, source_id, kind, name, opened_on, licence, vintage, accuracy, geom)
      select 'essai', 'nouveau', 'partage', 'Jardin tout neuf', '2020-01-01', 'essai', '2026-01-01', 'exacte', geom from gardens where id = $1`, [id]);
    await until(async () => featuresOf((await served.get(touched.path)).body).gardens!.map(({ properties }) => properties.name), (names) => names.includes('Jardin des Hortensias Bleus') && names.includes('Jardin tout neuf'));
    expect((await served.get(`/ogc/collections/gardens/items/${id}`)).json<{ properties: object }>().properties).toMatchObject({ name: 'Jardin des Hortensias Bleus', plots: 4321 });
    await until(figure, (now) => now === gardens + 1);
    await until(listed, (now) => now === matched + 1);
    await until(async () => (await served.get('/api/search?q=hortensias')).json<{ hits: { id: number }[] }>().hits.map((hit) => hit.id), (ids) => ids[0] === id);
    expect(performance.now() - began).toBeLessThan(2000);

    const { misses, hits } = cache;
    const after = await Promise.all([beside, otherLayers, far].map((address) => served.get(address)));
    expect(after.map(({ headers }) => headers.etag)).toEqual(before.slice(1).map(({ headers }) => headers.etag));
    expect([cache.misses, cache.hits]).toEqual([misses, hits + 3]);
    const metrics = String((await served.get('/metrics')).body);
    expect(metrics).toContain(`karter_tile_cache_hits ${cache.hits}`);
    expect(metrics).toContain(`karter_tile_cache_misses ${cache.misses}`);
    await served.write("delete from gardens where source = 'essai'");
    await until(async () => featuresOf((await served.get(touched.path)).body).gardens!.map(({ properties }) => properties.name), (names) => !names.includes('Jardin tout neuf'));
  });

  it('of a unit’s occupancy shows in its cell and in the rate of vacancy', async () => {
    const [row] = await served.write("select id, quartier, ST_X(ST_Transform(geom, 4326)) as lon, ST_Y(ST_Transform(geom, 4326)) as lat from premises where occupancy = 'occupe' and quartier is not null order by id limit 1");
    const { id, quartier, lon, lat } = row as { id: number; quartier: string; lon: number; lat: number };
    const vacantIn = async (): Promise<number> => featuresOf((await served.get(tileAt(lon, lat, 11).path)).body).premises!.reduce((sum, { properties }) => sum + Number(properties.vacant), 0);
    const rate = async () => (await served.get(`/api/quartiers/${quartier}`)).json<{ figures: { key: string; value: number }[] }>().figures.find(({ key }) => key === 'vacancy_rate')!.value;
    const [vacant, before] = [await vacantIn(), await rate()];
    await served.write("insert into premises_observations (premises_id, observed_on, observer, occupancy) values ($1, current_date, 'relevé', 'vacant')", [id]);
    await until(vacantIn, (now) => now === vacant + 1);
    await until(rate, (now) => now > before);
  });
});

it('TileJSON says where the tiles are and what is in them', async () => {
  const json = (await served.get('/tiles.json?layers=quartiers,gardens,gardens')).json<{ tiles: string[]; vector_layers: { id: string; fields: object }[]; maxzoom: number }>();
  expect(json.tiles).toEqual([`${served.address}/tiles/{z}/{x}/{y}.mvt?layers=gardens,quartiers`]);
  expect(json.vector_layers.map(({ id }) => id).toSorted()).toEqual(['gardens', 'quartiers']);
  const template = json.tiles[0]!.replace(served.address, '');
  const { x, y } = tileAt(...centre, json.maxzoom);
  const tile = await served.get(template.replace('{z}', String(json.maxzoom)).replace('{x}', String(x)).replace('{y}', String(y)));
  for (const [layer, features] of Object.entries(featuresOf(tile.body))) {
    const declared = Object.keys(json.vector_layers.find(({ id }) => id === layer)!.fields);
    for (const { properties } of features) expect(declared).toEqual(expect.arrayContaining(Object.keys(properties)));
  }
});
