// OGC API – Features Part 2 (OGC 18-058r1): the abstract tests of annex A, on every collection and system; PROJ of the database is the measure.
import { describe, expect, it } from 'vitest';
import { publicLayers } from '../../geodata/layers.ts';
import { referenceSystems, systemsAround } from '../../geodata/reference-systems.ts';
import { serveCity } from './serve.ts';

const served = serveCity();
const crs84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84';
const epsg = (code: number) => `http://www.opengis.net/def/crs/EPSG/0/${code}`;
const all = [crs84, epsg(4326), epsg(3857), epsg(2154), epsg(3948)];
const unknown = [epsg(27700), 'EPSG:4326', 'http://www.opengis.net/def/crs/EPSG/9.9.1/4326', 'CRS84', 'x', ''];

interface Collection { id: string; crs: string[]; storageCrs: string; extent: { spatial: { bbox: number[][] } } }
interface Item { id: number; geometry: { type: string; coordinates: unknown; crs?: unknown } | null }
interface Page { numberMatched: number; features: Item[]; links: { rel: string; href: string }[] }
const ask = (path: string) => served.get(`/ogc/collections/${path}`);
const page = async (path: string): Promise<Page> => {
  const answer = await ask(path);
  expect(answer.status, `${path} ${String(answer.body).slice(0, 300)}`).toBe(200);
  return answer.json<Page>();
};
const positions = (coordinates: unknown): number[][] => (Array.isArray(coordinates) && typeof coordinates[0] === 'number' ? [coordinates as number[]] : (coordinates as unknown[]).flatMap(positions));

describe('discovery', () => {
  it('lists systems by URI, with the default and the stored one among them (crs-uri, default-crs, storageCrs)', async () => {
    const { collections, crs } = (await served.get('/ogc/collections')).json<{ collections: Collection[]; crs: string[] }>();
    for (const one of [{ crs, storageCrs: epsg(3857) }, ...collections, ...(await Promise.all(collections.map(async ({ id }) => (await ask(id)).json<Collection>())))]) {
      expect(one.crs).toEqual(all);
      expect(one.crs).toContain(one.storageCrs);
      for (const uri of one.crs) expect(uri).toMatch(/^http:\/\/www\.opengis\.net\/def\/crs\/(OGC\/1\.3\/CRS84|EPSG\/0\/\d+)$/);
    }
  });

  it('offers a national projection only where it is meant for', () => {
    expect(systemsAround([2, 48.8, 2.4, 48.9]).map(({ srid }) => srid)).toEqual([4326, 4326, 3857, 2154, 3948]);
    expect(systemsAround([5.3, 43.2, 5.5, 43.4]).map(({ srid }) => srid)).toEqual([4326, 4326, 3857, 2154]);
    expect(systemsAround([55.2, -21.4, 55.8, -20.8]).map(({ srid }) => srid)).toEqual([4326, 4326, 3857]);
    expect(new Set(referenceSystems.map(({ uri }) => uri)).size).toBe(referenceSystems.length);
  });

  it('stands in the description of items and item', async () => {
    const { paths } = (await served.get('/ogc/api')).json<{ paths: Record<string, { get: { parameters: { name: string; in: string; required: boolean; style?: string; explode?: boolean; schema: { type: string; format: string; enum: string[] } }[] } }> }>();
    const parameter = (path: string, name: string) => paths[path]!.get.parameters.find((one) => one.name === name);
    for (const [path, name] of [['/ogc/collections/gardens/items', 'crs'], ['/ogc/collections/gardens/items', 'bbox-crs'], ['/ogc/collections/gardens/items/{id}', 'crs']] as const) {
      expect(parameter(path, name), `${path} ${name}`).toMatchObject({ in: 'query', required: false, style: 'form', explode: false, schema: { type: 'string', format: 'uri', enum: all } });
    }
  });
});

describe('crs', () => {
  it('is answered in, and said so (crs-parameter, crs-parameter-default)', async () => {
    for (const { id } of publicLayers) {
      const [first] = (await page(`${id}/items?limit=1`)).features;
      for (const path of [`${id}/items?limit=2`, `${id}/items/${first!.id}`]) {
        expect((await ask(path)).headers['content-crs'], path).toBe(`<${crs84}>`);
        for (const uri of all) {
          const answer = await ask(`${path}${path.includes('?') ? '&' : '?'}crs=${encodeURIComponent(uri)}`);
          expect([answer.status, answer.headers['content-crs']], `${path} ${uri}`).toEqual([200, `<${uri}>`]);
          const { features, geometry } = answer.json<Page & Item>();
          // The member that GeoJSON had before RFC 7946 is gone: the header says it.
          for (const one of features?.map((feature) => feature.geometry) ?? [geometry]) expect(one && 'crs' in one).toBeFalsy();
        }
      }
    }
  }, 60_000);

  it('transforms geometries, in the order of axes that the system has (crs-parameter-transform)', async () => {
    for (const layer of ['gardens', 'quartiers', 'streets']) {
      const plain = (await page(`${layer}/items?limit=3`)).features;
      for (const { uri, srid, latitudeFirst, decimals } of referenceSystems) {
        for (const [index, { id, geometry }] of (await page(`${layer}/items?limit=3&crs=${uri}`)).features.entries()) {
          expect(id).toBe(plain[index]!.id);
          const [row] = await served.write(`select ST_AsGeoJSON(ST_Transform(geom, ${srid}), 9, 0)::jsonb -> 'coordinates' as there from ${layer} where id = $1`, [id]);
          const there = positions(row!.there).map(([x, y]) => (latitudeFirst ? [y!, x!] : [x!, y!]));
          const here = positions(geometry!.coordinates);
          expect(here.length).toBe(there.length);
          here.forEach(([a, b], at) => {
            expect(Math.abs(a! - there[at]![0]!)).toBeLessThanOrEqual(0.51 * 10 ** -decimals);
            expect(Math.abs(b! - there[at]![1]!)).toBeLessThanOrEqual(0.51 * 10 ** -decimals);
          });
        }
      }
    }
  });

  it('is where it should be on the ground: Lambert-93 and CC48 eastings and northings of a known place', async () => {
    // The castle's point 4.4945° W, 48.3815° N, transformed with PROJ's cs2cs.
    await served.write("insert into gardens (source, source_id, kind, licence, vintage, accuracy, geom) values ('essai', 'point', 'partage', 'essai', '2026-01-01', 'exacte', ST_Transform('SRID=4326;POINT(-4.4945 48.3815)'::geometry, 3857))");
    const at = async (uri: string) => (await page(`gardens/items?source=essai&crs=${uri}`)).features[0]!.geometry!.coordinates as [number, number];
    const [x, y] = await at(epsg(2154));
    expect(x).toBeGreaterThan(140_000); expect(x).toBeLessThan(150_000); expect(y).toBeGreaterThan(6_830_000); expect(y).toBeLessThan(6_845_000);
    const [east, north] = await at(epsg(3948));
    expect(east).toBeGreaterThan(1_130_000); expect(east).toBeLessThan(1_160_000); expect(north).toBeGreaterThan(7_230_000); expect(north).toBeLessThan(7_290_000);
    expect(await at(epsg(4326))).toEqual([48.3815, -4.4945]);
    expect(await at(crs84)).toEqual([-4.4945, 48.3815]);
    await served.write("delete from gardens where source = 'essai'");
  });

  it('is carried from page to page', async () => {
    const { links } = await page(`gardens/items?limit=2&crs=${epsg(2154)}&bbox-crs=${crs84}&bbox=-5,48,-4,49`);
    const next = new URL(links.find(({ rel }) => rel === 'next')!.href);
    expect(next.searchParams.get('crs')).toBe(epsg(2154));
    expect(next.searchParams.get('bbox-crs')).toBe(crs84);
    expect((await served.get(next.href.replace(served.address, ''))).headers['content-crs']).toBe(`<${epsg(2154)}>`);
  });

  it.each(unknown)('refuses « %s » (crs-parameter-invalid)', async (uri) => {
    const [first] = (await page('gardens/items?limit=1')).features;
    for (const path of ['gardens/items?', `gardens/items/${first!.id}?`]) {
      const answer = await ask(`${path}crs=${encodeURIComponent(uri)}`);
      expect([answer.status, answer.headers['content-type']], path).toEqual([400, 'application/problem+json']);
      expect(answer.json()).toMatchObject({ errors: [{ parameter: 'crs' }] });
    }
  });
});

describe('bbox-crs', () => {
  it('is CRS84 when nothing is said (bbox-crs-parameter-default)', async () => {
    for (const { id } of publicLayers) {
      const { extent: { spatial: { bbox: [[west, south, east, north] = []] } } } = (await ask(id)).json<Collection>();
      const box = `${west},${south},${((west! + east!) / 2).toFixed(6)},${((south! + north!) / 2).toFixed(6)}`;
      const [one, other] = [await page(`${id}/items?limit=200&bbox=${box}`), await page(`${id}/items?limit=200&bbox=${box}&bbox-crs=${crs84}`)];
      expect(other.features.map((item) => item.id)).toEqual(one.features.map((item) => item.id));
    }
  });

  it('means the box in that system, as the polygon that it is there (bbox-crs-parameter)', async () => {
    for (const layer of ['gardens', 'quartiers', 'premises']) {
      for (const { uri, srid, latitudeFirst } of referenceSystems) {
        const [row] = await served.write(`select ST_XMin(b) as w, ST_YMin(b) as s, ST_XMax(b) as e, ST_YMax(b) as n from (select ST_Transform(ST_MakeEnvelope(-4.52, 48.37, -4.47, 48.41, 4326), ${srid}) as b) box`);
        const { w, s, e, n } = row as { w: number; s: number; e: number; n: number };
        const [expected] = await served.write(`select count(*)::integer as n from ${layer} where geom is null or ST_Intersects(ST_Transform(geom, ${srid}), ST_MakeEnvelope($1, $2, $3, $4, ${srid}))`, [w, s, e, n]);
        const box = latitudeFirst ? [s, w, n, e] : [w, s, e, n];
        expect(expected!.n).toBeGreaterThan(0);
        expect((await page(`${layer}/items?limit=1&bbox-crs=${uri}&bbox=${box.join(',')}`)).numberMatched, `${layer} ${uri}`).toBe(expected!.n);
      }
    }
  });

  it('takes boxes far beyond the city, and finds nothing or everything there', async () => {
    const everything = (await page('quartiers/items?limit=1')).numberMatched;
    for (const [uri, wide, far] of [[epsg(4326), '-90,-180,90,180', '-10,10,0,20'], [epsg(3857), '-1e9,-1e9,1e9,1e9', '1,1,2,2'], [epsg(2154), '-1e9,-1e9,1e9,1e9', '1e8,1e8,2e8,2e8'], [epsg(3948), '-1e300,-1e300,1e300,1e300', '0,0,1,1']] as const) {
      expect((await page(`quartiers/items?limit=1&bbox-crs=${uri}&bbox=${wide}`)).numberMatched, uri).toBe(everything);
      expect((await page(`quartiers/items?limit=1&bbox-crs=${uri}&bbox=${far}`)).numberMatched, uri).toBe(0);
    }
  });

  it.each(unknown)('refuses « %s » (bbox-crs-parameter-invalid)', async (uri) => {
    expect((await ask(`gardens/items?bbox=1,2,3,4&bbox-crs=${encodeURIComponent(uri)}`)).status).toBe(400);
    expect((await ask(`gardens/items?bbox-crs=${encodeURIComponent(uri)}`)).status).toBe(400);
  });

  it.each([['48.5,-4.6,48.3,-4.4', epsg(4326)], ['48.3,-4.6,95,-4.4', epsg(4326)], ['10,0,5,5', epsg(2154)], ['0,10,5,5', epsg(3948)], ['1,2,3', epsg(3857)], ['1,NaN,3,4', epsg(3857)]])('refuses the box %s in %s', async (box, uri) => {
    expect((await ask(`gardens/items?bbox=${box}&bbox-crs=${uri}`)).status).toBe(400);
  });
});
