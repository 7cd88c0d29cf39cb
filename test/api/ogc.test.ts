// OGC API – Features as real clients need it: each test is something that GDAL, QGIS or OWSLib trips over elsewhere.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { validate } from '@readme/openapi-parser';
import { describe, expect, it } from 'vitest';
import { layerById, publicLayers } from '../../geodata/layers.ts';
import { fieldsOf } from '../../geodata/layer.ts';
import { settings } from '../../server/settings.ts';
import { serveCity } from './serve.ts';
import { tileAt } from './tile-reading.ts';

const served = serveCity();
const run = promisify(execFile);

interface Link { rel: string; href: string; type: string }
interface Collection { id: string; itemType: string; links: Link[]; extent: { spatial: { bbox: number[][] }; temporal: { interval: (string | null)[][] } }; crs: string[] }
interface Item { id: number; geometry: { type: string; coordinates: unknown } | null; properties: Record<string, unknown> }
interface Page { numberMatched: number; numberReturned: number; links: Link[]; features: Item[] }

const path = (href: string): string => href.replace(served.address, '');
const linkTo = (links: Link[], rel: string): Link | undefined => links.find((link) => link.rel === rel);
const items = async (query: string, layer = 'gardens'): Promise<Page> => {
  const answer = await served.get(`/ogc/collections/${layer}/items${query}`);
  expect(answer.status, query).toBe(200);
  return answer.json<Page>();
};
async function walk(query: string, layer = 'gardens', between: (page: number) => Promise<void> = async () => {}): Promise<{ ids: number[]; pages: Page[] }> {
  const pages: Page[] = [];
  let next: string | undefined = `/ogc/collections/${layer}/items${query}`;
  while (next) {
    const page: Page = (await served.get(next)).json();
    pages.push(page);
    await between(pages.length);
    const link = linkTo(page.links, 'next');
    next = link && path(link.href);
  }
  return { ids: pages.flatMap((page) => page.features.map(({ id }) => id)), pages };
}

describe('paging', () => {
  it('gives every feature once, in a fixed order, and ends without an empty page', async () => {
    const all = (await items('?limit=1000')).features.map(({ id }) => id);
    expect(all).toEqual(all.toSorted((one, other) => one - other));
    expect(all.length).toBeGreaterThan(50);
    const { ids, pages } = await walk(`?limit=${all.length / 2 === Math.floor(all.length / 2) ? all.length / 2 : 7}`);
    expect(ids).toEqual(all);
    expect(pages.every((page) => page.numberReturned === page.features.length && page.numberReturned > 0)).toBe(true);
    expect(linkTo((await items(`?limit=${all.length}`)).links, 'next')).toBeUndefined();
  });

  it('neither repeats nor misses what was there when features are added and removed on the way', async () => {
    const before = (await items('?limit=1000', 'suppliers')).features.map(({ id }) => id);
    const { ids } = await walk('?limit=5', 'suppliers', async (page) => {
      await served.write(`insert into suppliers (source, source_id, kind, licence, vintage, accuracy, geom) select 'essai', 'pendant-${page}', 'marche', 'essai', '2026-01-01', 'exacte', geom from suppliers limit 1`);
      if (page > 3) await served.write("delete from suppliers where source = 'essai' and source_id = 'pendant-1'");
    });
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(before));
    await served.write("delete from suppliers where source = 'essai'");
  });

  it('carries every parameter of the request in its links', async () => {
    const query = 'bbox=-4.6,48.3,-4.4,48.5&datetime=2020-01-01%2F..&kind=partage&limit=2&f=json';
    const page = await items(`?${query}`);
    const next = new URL(linkTo(page.links, 'next')!.href);
    for (const [name, value] of new URLSearchParams(query)) expect(next.searchParams.get(name), name).toBe(value);
    const second = (await served.get(path(next.href))).json<Page>();
    expect(second.features.every((item) => item.properties.kind === 'partage')).toBe(true);
    expect(new URL(linkTo(page.links, 'self')!.href).search).toBe(`?${query}`);
  });

  it('honours limit exactly and cuts it at the most that is served', async () => {
    for (const limit of [1, 3, 10]) expect((await items(`?limit=${limit}`)).numberReturned).toBe(limit);
    expect((await items('')).numberReturned).toBe(10);
    expect((await items('?limit=5000', 'premises')).numberReturned).toBe(1000);
  });

  it.each(['', '?bbox=-4.5,48.38,-4.48,48.4', '?kind=partage', '?kind=partage,ouvrier&bbox=-4.6,48.3,-4.4,48.5', '?quartier=bellevue', '?datetime=2010-01-01', '?datetime=../2000-01-01'])('says exactly how many match %s', async (query) => {
    const { ids, pages } = await walk(`${query}${query ? '&' : '?'}limit=9`);
    expect(new Set(pages.map((page) => page.numberMatched))).toEqual(new Set([ids.length]));
    expect(ids.length).toBeGreaterThan(0);
  });
});

describe('space and time', () => {
  it('compares a box with the real geometry, not its envelope', async () => {
    const [row] = await served.write(`
      select ST_XMin(c.geom) as x, ST_YMin(c.geom) as y, id from (
        select id, ST_Transform(corner.geom, 4326) as geom from quartiers
        cross join lateral (select ST_MakeEnvelope(ST_XMin(geom), ST_YMin(geom), ST_XMin(geom) + 50, ST_YMin(geom) + 50, 3857)) corner(geom)
        where not ST_Intersects(quartiers.geom, corner.geom) limit 1) c`);
    const { x, y, id } = row as { x: number; y: number; id: number };
    const box = (side: number) => `?limit=1000&bbox=${x},${y},${x + side},${y + side}`;
    expect((await items(box(0.0001), 'quartiers')).features.map((item) => item.id)).not.toContain(id);
    expect((await items(box(0.2), 'quartiers')).features.map((item) => item.id)).toContain(id);
  });

  it('gives features without a place to every box', async () => {
    const [added] = await served.write("insert into gardens (source, source_id, kind, licence, vintage, accuracy, quartier) values ('essai', 'nulle-part', 'partage', 'essai', '2026-01-01', 'inconnue', 'bellevue') returning id");
    const { features, numberMatched } = await items('?bbox=170,-80,171,-79&limit=1000');
    expect(features.find(({ id }) => id === added!.id)).toMatchObject({ geometry: null, properties: { quartier: 'bellevue' } });
    expect(numberMatched).toBe(features.length);
    await served.write("delete from gardens where source = 'essai'");
  });

  it.each(['1,inf,2,3', 'NaN,1,2,3', '1,2,3', '', 'a,b,c,d', '-4,49,-3,48', '-181,0,0,1', '0,-91,0,1', '1,2,3,4,5', "1,2,3,4'--", '1e400,1,2,3', '1,2,3,4,5,6,7'])('refuses bbox=%s', async (bbox) => {
    const answer = await served.get(`/ogc/collections/gardens/items?bbox=${encodeURIComponent(bbox)}`);
    expect(answer.status).toBe(400);
    expect(answer.json()).toMatchObject({ type: '/problemes/parametre-invalide', status: 400, errors: [{ parameter: 'bbox' }] });
  });

  it('takes a box across the 180th meridian', async () => {
    const [all, at] = [(await items('?limit=1')).numberMatched, (await items('?limit=1&bbox=-5,48,-4,49')).numberMatched];
    expect((await items('?limit=1&bbox=170,40,-170,50')).numberMatched).toBe(0);
    expect((await items('?limit=1&bbox=170,40,-4,50')).numberMatched).toBe(all);
    expect((await items('?limit=1&bbox=-4,48,-5,49')).numberMatched).toBe(all - at);
  });

  it('takes the whole globe, and boxes with heights', async () => {
    const all = (await items('?limit=1')).numberMatched;
    expect((await items('?limit=1&bbox=-180,-90,180,90')).numberMatched).toBe(all);
    expect((await items('?limit=1&bbox=-180,-90,-1000,180,90,9000')).numberMatched).toBe(all);
  });

  it('filters by time what has one', async () => {
    const [row] = await served.write("select count(*) filter (where opened_on <= '2010-01-01' and (closed_on is null or closed_on > '2010-01-01') or opened_on is null and (closed_on is null or closed_on > '2010-01-01'))::integer as open from gardens");
    expect((await items('?datetime=2010-01-01&limit=1')).numberMatched).toBe(row!.open);
    for (const bad of ['hier', '2026-13-01', '2026-02-30', '2026-01-02/2026-01-01', '2026-01-01/2026-01-02/2026-01-03', '0000-01-01', '2026-01-01T25:00:00Z', '/']) {
      expect((await served.get(`/ogc/collections/gardens/items?datetime=${encodeURIComponent(bad)}`)).status, bad).toBe(bad === '/' ? 200 : 400);
    }
  });

  it('says what it holds: extents around every feature', async () => {
    const { collections } = (await served.get('/ogc/collections')).json<{ collections: Collection[] }>();
    for (const { id, extent, crs } of collections) {
      const [[west, south, east, north]] = extent.spatial.bbox as [[number, number, number, number]];
      const wide = `${(west - 1e-6).toFixed(7)},${(south - 1e-6).toFixed(7)},${(east + 1e-6).toFixed(7)},${(north + 1e-6).toFixed(7)}`;
      expect((await items(`?limit=1&bbox=${wide}`, id)).numberMatched, id).toBe((await items('?limit=1', id)).numberMatched);
      for (const bound of extent.temporal.interval[0]!) expect(bound === null || /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(bound), `${id} ${bound}`).toBe(true);
      expect(crs).toContain('http://www.opengis.net/def/crs/OGC/1.3/CRS84');
    }
  });
});

describe('an item', () => {
  it('is the same in the list and alone, with its links and its reference system', async () => {
    for (const { id: layer } of publicLayers) {
      const [listed] = (await items('?limit=1', layer)).features;
      const answer = await served.get(`/ogc/collections/${layer}/items/${listed!.id}`);
      expect(answer.headers['content-crs']).toBe('<http://www.opengis.net/def/crs/OGC/1.3/CRS84>');
      const alone = answer.json<Item & { links: Link[] }>();
      expect(alone.id).toBe(listed!.id);
      // Alone it may tell more (a unit's history), never less or otherwise.
      expect(alone.properties).toMatchObject(listed!.properties);
      expect(Object.keys(listed!.properties)).toEqual(Object.keys(fieldsOf(layerById[layer as keyof typeof layerById])));
      expect(alone.links.map(({ rel }) => rel)).toEqual(expect.arrayContaining(['self', 'collection']));
      expect(linkTo(alone.links, 'self')!.href).toBe(`${served.address}/ogc/collections/${layer}/items/${listed!.id}`);
    }
  });

  it('keeps null null and numbers numbers, from the first feature on', async () => {
    for (const item of (await items('?limit=100', 'premises')).features) {
      expect(item.properties).toHaveProperty('name');
      for (const name of ['surface_m2', 'frontage_m', 'accuracy_m']) expect(['number', 'object']).toContain(typeof item.properties[name]);
      expect(typeof item.properties.demo).toBe('boolean');
    }
  });

  it('is 404 where there is none, 410 once retired, 308 once merged', async () => {
    const [[first, second]] = [(await items('?limit=2', 'suppliers')).features];
    await served.write('delete from suppliers where id = $1', [first!.id]);
    const gone = await served.get(`/ogc/collections/suppliers/items/${first!.id}`);
    expect([gone.status, gone.json().type]).toEqual([410, '/problemes/retire']);
    await served.write('update retired_features set successor = $2 where id = $1', [first!.id, second!.id]);
    const moved = await served.get(`/ogc/collections/suppliers/items/${first!.id}`);
    expect([moved.status, moved.headers.location]).toEqual([308, `${served.address}/ogc/collections/suppliers/items/${second!.id}`]);
    for (const missing of [`suppliers/items/999999999`, `gardens/items/${second!.id}`, 'nulle/items', 'suppliers/items/999999999999999999']) {
      expect((await served.get(`/ogc/collections/${missing}`)).status, missing).toBe(404);
    }
  });
});

describe('links and formats', () => {
  it('lead from the landing page to everything, each with the type it says', async () => {
    const landing = (await served.get('/ogc')).json<{ links: Link[] }>();
    for (const rel of ['self', 'data', 'conformance', 'service-desc', 'service-doc']) expect(linkTo(landing.links, rel), rel).toBeDefined();
    expect(linkTo(landing.links, 'service-desc')!.type).toBe('application/vnd.oai.openapi+json;version=3.0');
    const { collections } = (await served.get('/ogc/collections')).json<{ collections: Collection[] }>();
    expect(collections.map(({ id }) => id)).toEqual(publicLayers.map(({ id }) => id));
    const links = [...landing.links, ...collections.slice(0, 2).flatMap((collection) => collection.links)].filter(({ type }) => type !== 'text/html');
    for (const { href, type } of links) {
      expect(href.startsWith(`${served.address}/`), href).toBe(true);
      const answer = await served.get(path(href));
      expect(answer.status, href).toBe(200);
      expect(answer.headers['content-type'], href).toContain(type.split(';')[0]!);
    }
    expect((await served.get('/ogc/api')).headers['content-type']).toBe('application/vnd.oai.openapi+json;version=3.0');
  });

  it('describe each collection alike in the list and alone', async () => {
    const { collections } = (await served.get('/ogc/collections')).json<{ collections: Collection[] }>();
    for (const collection of collections) {
      expect(collection.itemType).toBe('feature');
      expect(linkTo(collection.links, 'items')!.type).toBe('application/geo+json');
      expect((await served.get(`/ogc/collections/${collection.id}`)).json()).toEqual(collection);
    }
  });

  it('follow a trusted proxy, and only a trusted one', async () => {
    const headers = { 'X-Forwarded-Host': 'carte.exemple.fr', 'X-Forwarded-Proto': 'https', 'X-Forwarded-Prefix': '/karter/', Host: 'interne:3000' };
    const hrefs = async () => [
      ...(await served.get('/ogc', { headers })).json<{ links: Link[] }>().links.map(({ href }) => href),
      ...(await served.get('/tiles.json', { headers })).json<{ tiles: string[] }>().tiles,
      ...(await served.get('/ogc/collections/gardens/items?limit=1', { headers })).json<Page>().links.map(({ href }) => href),
      (await served.get('/ogc/api', { headers })).json<{ servers: { url: string }[] }>().servers[0]!.url,
    ];
    for (const href of await hrefs()) expect(href).toMatch(/^http:\/\/interne:3000/);
    const public_ = settings as { publicUrl: string | undefined };
    public_.publicUrl = 'https://carte.exemple.fr/karter';
    try {
      for (const href of await hrefs()) expect(href).toMatch(/^https:\/\/carte\.exemple\.fr\/karter/);
    } finally {
      public_.publicUrl = undefined;
    }
  });

  it.each(['application/geo+json, application/json', 'application/*', '*/*', 'application/json;q=0.5, text/html;q=0.1', 'image/png', ''])('serve GeoJSON to whoever accepts « %s »', async (accept) => {
    const answer = await served.get('/ogc/collections/gardens/items?limit=1', { headers: { Accept: accept } });
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('application/geo+json');
    expect(answer.headers.vary).toMatch(/Accept(,|$)/);
    expect(answer.headers.vary).toMatch(/Accept-Encoding/);
  });

  it('answer with and without the final slash', async () => {
    for (const address of ['/ogc', '/ogc/collections', '/ogc/collections/gardens', '/ogc/collections/gardens/items', '/api/quartiers']) {
      expect((await served.get(`${address}/`)).status, address).toBe(200);
    }
  });

  it.each(['/ogc', '/ogc/collections/gardens/items', '/ogc/collections/nulle', '/ogc/collections/gardens/items?bbox=x', '/api/search?q=a', '/api/inconnu', '/tiles/0/0/0.mvt', '/tiles/a/b/c.mvt', '/tiles/99/0/0.mvt', '/tiles.json', '/healthz'])('are open to other sites, errors included: %s', async (address) => {
    for (const method of ['GET', 'HEAD', 'OPTIONS', 'POST']) {
      const answer = await served.get(address, { method, headers: { Origin: 'https://ailleurs.fr' } });
      expect(answer.headers['access-control-allow-origin'], method).toBe('*');
      if (method === 'OPTIONS') expect([answer.status, answer.headers['access-control-allow-methods']]).toEqual([204, 'GET, HEAD, OPTIONS']);
      if (method === 'HEAD') expect(answer.body.length).toBe(0);
      if (method === 'POST') expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD, OPTIONS']);
    }
    const [head, get] = [await served.get(address, { method: 'HEAD' }), await served.get(address)];
    expect(head.status).toBe(get.status);
    expect(head.headers['content-type']).toBe(get.headers['content-type']);
  });

  it('expose what a page on another site must read', async () => {
    expect((await served.get('/ogc/collections/gardens/items')).headers['access-control-expose-headers']).toMatch(/Content-Crs/);
  });
});

describe('the description', () => {
  it('is valid OpenAPI 3.0 and says what limit may be', async () => {
    const description = (await served.get('/ogc/api')).json<{ paths: Record<string, { get: { parameters: { name: string; schema: object }[] } }> }>();
    expect(await validate(structuredClone(description) as never)).toMatchObject({ valid: true });
    const operation = description.paths['/ogc/collections/gardens/items']!.get;
    expect(operation.parameters.find(({ name }) => name === 'limit')!.schema).toMatchObject({ minimum: 1, maximum: 1000, default: 10 });
  });

  it('knows every route, and every route answers', async () => {
    const { paths } = (await served.get('/ogc/api')).json<{ paths: Record<string, { get?: { security?: unknown; parameters: { in: string; required: boolean }[] } }> }>();
    const [garden] = (await items('?limit=1')).features;
    const filled = (template: string) => template.replace('{z}/{x}/{y}', '0/0/0').replace('/api/quartiers/{id}', '/api/quartiers/bellevue').replace('{layer}', 'gardens').replace('gardens/items/{id}', `gardens/items/${garden!.id}`)
      .replace('/api/search', '/api/search?q=a').replace('/api/around', '/api/around?lon=-4.49&lat=48.39');
    // What anyone may read without saying more; the rest has tests of its own.
    const open = Object.entries(paths).filter(([, { get }]) => get && !get.security).map(([path, { get }]) => ({ address: filled(path), needs: get!.parameters.some((parameter) => parameter.in === 'query' && parameter.required) }));
    const asked = open.filter(({ address, needs }) => !address.includes('{') && (!needs || address.includes('?'))).map(({ address }) => address);
    expect(asked.length).toBeGreaterThan(30);
    for (const address of asked) expect((await served.get(address)).status, address).toBe(200);
  });

  it('refuses parameters it does not know', async () => {
    expect((await served.get('/ogc/collections/gardens/items?inconnu=1')).json()).toMatchObject({ status: 400, errors: [{ parameter: 'inconnu', reason: 'paramètre inconnu' }] });
  });
});

describe('GDAL', () => {
  const ogr = async (program: string, ...args: string[]): Promise<string> => (await run(program, args, { maxBuffer: 50e6, env: { ...process.env, GDAL_HTTP_TIMEOUT: '20' } })).stdout;

  it('opens the service, counts, pages and filters', async (context) => {
    const present = await run('ogrinfo', ['--version']).then(() => true, () => false);
    if (!present) context.skip('ogrinfo is not installed (Debian: gdal-bin)');
    const matched = (await items('?limit=1')).numberMatched;
    const summary = await ogr('ogrinfo', '-ro', '-so', `OAPIF:${served.address}/ogc`, 'gardens');
    expect(summary).toContain(`Feature Count: ${matched}`);
    expect(summary).toMatch(/plots: Integer/);
    const boxed = (await items('?limit=1&bbox=-4.5,48.38,-4.46,48.41')).numberMatched;
    expect(await ogr('ogrinfo', '-ro', '-so', '-spat', '-4.5', '48.38', '-4.46', '48.41', `OAPIF:${served.address}/ogc`, 'gardens')).toContain(`Feature Count: ${boxed}`);
    const copied = JSON.parse(await ogr('ogr2ogr', '-f', 'GeoJSON', '/vsistdout/', `OAPIF:${served.address}/ogc`, 'gardens')) as { features: unknown[] };
    expect(copied.features).toHaveLength(matched);
  }, 60_000);

  it('lists every collection, each with its count', async (context) => {
    const present = await run('ogrinfo', ['--version']).then(() => true, () => false);
    if (!present) context.skip('ogrinfo is not installed (Debian: gdal-bin)');
    const listed = await ogr('ogrinfo', '-ro', '-so', '-al', `OAPIF:${served.address}/ogc`);
    const counts = [...listed.matchAll(/Layer name: (\w+)[\s\S]*?Feature Count: (\d+)/g)].map(([, layer, count]) => [layer!, Number(count)]);
    const expected = await Promise.all(publicLayers.map(async ({ id }) => [id, (await items('?limit=1', id)).numberMatched]));
    expect(counts.toSorted()).toEqual(expected.toSorted());
  }, 120_000);

  it('filters by what a property is', async (context) => {
    const present = await run('ogrinfo', ['--version']).then(() => true, () => false);
    if (!present) context.skip('ogrinfo is not installed (Debian: gdal-bin)');
    for (const [where, filter] of [["kind = 'partage'", "kind = 'partage'"], ['plots > 5', 'plots > 5']] as const) {
      expect(await ogr('ogrinfo', '-ro', '-so', '-where', where, `OAPIF:${served.address}/ogc`, 'gardens')).toContain(`Feature Count: ${(await items(`?limit=1&filter=${encodeURIComponent(filter)}`)).numberMatched}`);
    }
  }, 60_000);

  it('reads the tiles', async (context) => {
    const present = await run('ogrinfo', ['--version']).then(() => true, () => false);
    if (!present) context.skip('ogrinfo is not installed (Debian: gdal-bin)');
    const listed = await ogr('ogrinfo', '-ro', '-so', '-al', `MVT:${served.address}${tileAt(-4.489, 48.389, 12).path}`);
    for (const layer of ['quartiers', 'gardens', 'premises']) expect(listed).toContain(`Layer name: ${layer}`);
  }, 60_000);
});
