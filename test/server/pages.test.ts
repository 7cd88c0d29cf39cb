// The server's pages over the shipped city: complete without JavaScript, safe against hostile data, and drawn as the data is.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { Resvg } from '@resvg/resvg-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pagePath, type Page } from '../../geodata/address.ts';
import { iconPaths } from '../../geodata/icon-paths.ts';
import { layerById, publicLayers, type LayerId } from '../../geodata/layers.ts';
import { readCity } from '../../geodata/load/city-folder.ts';
import { symbolOfClass } from '../../geodata/symbols.ts';
import { themes } from '../../geodata/themes.ts';
import { createApp } from '../../server/app.ts';
import type { Listener } from '../../server/changes.ts';
import { openDatabase, type Database } from '../../server/db.ts';
import { frameParameters, pageSize } from '../../server/pages/drawn/frame.ts';
import { Drawings } from '../../server/pages/drawn/reading.ts';
import { escapeHtml, html, jsonScript } from '../../server/pages/html.ts';
import { createTestDatabase, type TestDatabase } from '../database.ts';

const city = readCity('brest');
let test: TestDatabase;
let database: Database;
let server: Server;
let base: string;
const listeners: Listener[] = [];
/** What the change feed does when it hears of a write. */
const forget = () => listeners.forEach((listener) => listener([{ layer: 'gardens', bounds: null }]));

beforeAll(async () => {
  test = await createTestDatabase();
  database = openDatabase(test.url);
  const { handle } = createApp({ database, city, feed: { onChange: (listener) => listeners.push(listener), close: () => Promise.resolve() }, secret: 'x'.repeat(32) });
  server = createServer(handle);
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => { server?.close(resolve); });
  await database?.end();
  await test?.drop();
});

async function get(path: string): Promise<{ status: number; text: string; headers: Headers }> {
  const answer = await fetch(base + path, { redirect: 'manual' });
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
}
async function one<Row extends object>(text: string, values: unknown[] = []): Promise<Row> {
  const { rows: [row] } = await database.app.query<Row>(text, values);
  return row!;
}
const between = (text: string, start: string, end: string) => text.slice(text.indexOf(start) + start.length, text.indexOf(end, text.indexOf(start)));
const titleOf = (page: string) => between(page, '<title>', '</title>');
const drawnOf = (page: string) => `<svg${between(page, '<svg xmlns="http://www.w3.org/2000/svg" id="drawn-map"', '<div class="map-foot">').replace(/<\/div>\s*$/, '')}`.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg" id="drawn-map"');
/** Raises where the markup is no XML. */
const parse = (svg: string) => new Resvg(svg);

describe('every page', () => {
  const pages: Page[] = [{ kind: 'home' }, ...themes.map(({ id }): Page => ({ kind: 'theme', theme: id })), { kind: 'quartier', slug: 'bellevue' }, { kind: 'quartier', slug: 'saint-marc' }, { kind: 'data' }];

  it('has a title of its own, a description, one heading, a preview and a well-formed map', async () => {
    const titles = new Set<string>();
    for (const page of pages) {
      const { status, text, headers } = await get(pagePath(page));
      expect(status, pagePath(page)).toBe(200);
      expect(headers.get('content-type')).toContain('text/html');
      titles.add(titleOf(text));
      expect(text.match(/<h1\b/g)).toHaveLength(1);
      expect(text).toMatch(/<html lang="fr">/);
      expect(text).toMatch(/<meta name="description" content="[^"]{40,}">/);
      expect(text).toContain(`<link rel="canonical" href="${base}${pagePath(page)}">`);
      expect(text).toMatch(/<meta property="og:image" content="[^"]+\/apercu\.png\?page=/);
      parse(drawnOf(text));
    }
    expect(titles.size).toBe(pages.length);
  });

  it('carries neither inline style nor inline code, and its data cannot end its script', async () => {
    for (const page of pages) {
      const { text } = await get(pagePath(page));
      expect(text).not.toMatch(/\sstyle="/);
      expect(text).not.toMatch(/\son[a-z]+="/);
      for (const [tag] of text.matchAll(/<script\b[^>]*>/g)) expect(tag).toMatch(/src="|type="application\/(ld\+)?json"/);
      const boot = JSON.parse(between(text, '<script type="application/json" id="city">', '</script>')) as { quartiers: unknown[]; position: { zoom: number } };
      expect(boot.quartiers).toHaveLength(7);
      expect(boot.position.zoom).toBeGreaterThan(8);
    }
  });

  it('leads only to pages that are there', async () => {
    const links = new Set<string>();
    for (const path of ['/', '/jardins', '/epiceries', '/quartiers/europe', '/donnees']) {
      for (const [, href] of (await get(path)).text.matchAll(/href="(\/[^"#]*)"/g)) links.add(href!.replaceAll('&amp;', '&'));
    }
    // Cards are many and alike: some of each layer.
    const cards = [...Map.groupBy([...links].filter((link) => link.startsWith('/lieux/')), (link) => link.split('/')[2]).values()].flatMap((group) => group.slice(0, 3));
    const asked = [...[...links].filter((link) => !link.startsWith('/lieux/') && !link.startsWith('/assets/')), ...cards];
    expect(cards.length).toBeGreaterThan(10);
    for (const link of asked) expect((await get(link)).status, link).toBe(200);
  });

  it('weighs little: the home page under 60 kB compressed', async () => {
    expect(gzipSync((await get('/')).text).length).toBeLessThan(60_000);
  });

  it('is not sent twice to who has it, and may be framed only as an embed', async () => {
    const first = await fetch(base);
    const again = await fetch(base, { headers: { 'if-none-match': first.headers.get('etag')!, 'cache-control': 'max-age=0' } });
    expect(again.status).toBe(304);
    expect(first.headers.get('content-security-policy')).toContain("frame-ancestors 'self'");
    const embedded = await fetch(`${base}/?embed=1`);
    expect(embedded.headers.get('content-security-policy')).toContain('frame-ancestors *');
    const text = await embedded.text();
    expect(text).toContain('class="app embed"');
    expect(text.match(/<a [^>]*class="embed-link/g)).toHaveLength(1);
    expect(text).not.toContain('class="themes"');
  });
});

describe('addresses without a page', () => {
  it('answers 404 in French, and problems under the API', async () => {
    for (const path of ['/nulle-part', '/quartiers/nulle-part', '/lieux/gardens/999999999', '/lieux/nulle/1', '/%00', '/lieux/gardens/1;drop']) {
      const { status, text } = await get(path);
      expect(status, path).toBe(404);
      expect(text).toContain('Cette page n’existe pas');
      expect(text).toContain('noindex');
    }
    // Targets that a browser never sends.
    for (const path of ['//', '//ailleurs.example/', '/\\', '/?%', '/%E0%A4%A', '/.%2e/']) expect((await get(path)).status, path).toBeLessThan(500);
    expect((await get('/api/nulle-part')).headers.get('content-type')).toContain('problem+json');
  });

  it('leads from a merged place to its successor for good, and says of a retired one that it is gone', async () => {
    const { id } = await one<{ id: number }>('select min(id) as id from karter.gardens');
    await database.app.query("insert into karter.retired_features (id, layer, successor) values (900000001, 'gardens', $1), (900000002, 'gardens', null)", [id]);
    forget();
    const moved = await get('/lieux/gardens/900000001');
    expect(moved.status).toBe(308);
    expect(moved.headers.get('location')).toBe(`/lieux/gardens/${id}`);
    expect((await get(moved.headers.get('location')!)).status).toBe(200);
    expect((await get('/lieux/gardens/900000002')).status).toBe(410);
    expect((await get('/lieux/projects/900000002')).status).toBe(404);
  });
});

describe('hostile data', () => {
  const hostile = `</title><script>alert('x')</script>"><img src=x onerror=alert(1)>&\u0001`;

  it('stays text in pages, lists, titles, the map and its preview', async () => {
    const { id } = await one<{ id: number }>("update karter.gardens set name = $1, website = 'javascript:alert(1)', manager = $1 where id = (select min(id) from karter.gardens where geom is not null) returning id", [hostile]);
    forget();
    for (const path of [`/lieux/gardens/${id}`, '/jardins', '/', `/recherche?q=${encodeURIComponent('script alert')}`]) {
      const { status, text } = await get(path);
      expect(status, path).toBe(200);
      expect(text, path).not.toMatch(/<script>alert|<img src=x|href="javascript:/);
    }
    const card = (await get(`/lieux/gardens/${id}`)).text;
    expect(card).toContain('&lt;script&gt;alert');
    parse(drawnOf(card));
    const preview = await get(`/apercu.svg?page=/lieux/gardens/${id}`);
    expect(preview.headers.get('content-type')).toContain('image/svg+xml');
    parse(preview.text);
  });

  it('is escaped by the template wherever it stands', () => {
    expect(html`<p title="${'"<&\''}">${['<b>', html`<i>${'</i>'}</i>`]}</p>`.text).toBe('<p title="&quot;&lt;&amp;&#39;">&lt;b&gt;<i>&lt;/i&gt;</i></p>');
    expect(escapeHtml('a\0b\u0008c')).toBe('abc');
    expect(jsonScript({ text: '</script>\u2028' }).text).toBe('{"text":"\\u003c/script>\\u2028"}');
  });

  it('in a query is a search like any other', async () => {
    for (const words of ["'; drop table karter.gardens; --", '<svg onload=alert(1)>', '%', '\0', 'é'.repeat(500), '']) {
      const { status, text } = await get(`/recherche?q=${encodeURIComponent(words)}`);
      expect(status).toBe(200);
      expect(text).not.toContain('<svg onload');
    }
    expect((await get('/?carte=NaN,999,99&couches=nulle,gardens&premises.occupancy=x%27')).status).toBe(200);
  });
});

describe('the drawn map', () => {
  const linked = (page: string, layer: LayerId) => [...drawnOf(page).matchAll(new RegExp(`href="/lieux/${layer}/(\\d+)"`, 'g'))].map(([, id]) => Number(id)).sort((a, b) => a - b);
  /** Half a drawn box in metres on the ground of EPSG:3857. */
  function box(lat: number, lon: number, zoom: number): number[] {
    const [x, y, scale] = frameParameters({ position: { lat, lon, zoom }, ...pageSize }) as [number, number, number];
    return [x - pageSize.width / 2 / scale, y - pageSize.height / 2 / scale, x + pageSize.width / 2 / scale, y + pageSize.height / 2 / scale];
  }

  it.each(['job_datings', 'epiceries', 'ressourceries', 'projects', 'gardens'] as const)('links every place of %s in its box, and no other', async (layer) => {
    const [lat, lon] = [city.centre[1], city.centre[0]];
    for (const zoom of [9.5, 12.3, 14]) {
      const { text } = await get(`/?carte=${lat.toFixed(5)},${lon.toFixed(5)},${zoom}&couches=${layer}`);
      const { rows } = await database.reader.query<{ id: number }>(`select id from karter.${layer} where geom is not null and ST_Covers(ST_MakeEnvelope($1, $2, $3, $4, 3857), ST_PointOnSurface(geom)) order by id`, box(lat, lon, zoom));
      expect(linked(text, layer)).toEqual(rows.map(({ id }) => id));
    }
  });

  it('counts every unit in cells, and draws them one by one when there is room, under the filters of the address', async () => {
    const position = { lat: city.centre[1], lon: city.centre[0], zoom: 9 };
    const far = await new Drawings(database).read({ position, ...pageSize }, ['premises'], {}, null);
    const counted = far.shapes.filter(({ layer }) => layer === 'premises').reduce((sum, { count }) => sum + (count ?? 0), 0);
    expect(counted).toBe((await one<{ count: number }>('select count(*)::integer as count from karter.premises where geom is not null')).count);
    const near = await get(`/commerces?carte=48.39000,-4.48600,15.00&premises.occupancy=vacant`);
    const ids = linked(near.text, 'premises');
    expect(ids.length).toBeGreaterThan(3);
    expect((await one<{ kinds: string[] }>('select array_agg(distinct occupancy) as kinds from karter.premises where id = any($1)', [ids])).kinds).toEqual(['vacant']);
  });

  it('stands where the address or the page says', async () => {
    const place = await one<{ id: number; lon: number; lat: number }>('select id, ST_X(ST_Transform(geom, 4326)) as lon, ST_Y(ST_Transform(geom, 4326)) as lat from karter.epiceries where geom is not null limit 1');
    const { text } = await get(`/lieux/epiceries/${place.id}`);
    expect(Number(/data-lon="([^"]+)"/.exec(text)![1])).toBeCloseTo(place.lon, 4);
    expect(Number(/data-lat="([^"]+)"/.exec(text)![1])).toBeCloseTo(place.lat, 4);
    expect((await get('/?carte=48.40000,-4.50000,13.50')).text).toContain('data-lat="48.4" data-lon="-4.5" data-zoom="13.5"');
  });

  it('knows an icon for every sign', () => {
    for (const layer of publicLayers.filter(({ geometry }) => geometry === 'point' || geometry === 'mixed')) expect(iconPaths[symbolOfClass(layer).icon], layer.id).toBeTruthy();
  });
});

describe('cards', () => {
  it('say what is known and where it comes from, and mark what was made up', async () => {
    for (const layer of publicLayers.filter(({ selectable, id }) => selectable && id !== 'quartiers').map(({ id }) => id as LayerId)) {
      const place = await one<{ id: number; source: string; demo: boolean } | object>(`select id, source, demo from karter.${layer} order by demo desc, id limit 1`);
      if (!('id' in place)) continue;
      const { status, text } = await get(`/lieux/${layer}/${place.id}`);
      expect(status, layer).toBe(200);
      expect(text).toContain(escapeHtml(place.source));
      expect(text).not.toMatch(/>(null|undefined|NaN|\[object Object\])</);
      expect(text.includes('<article') && between(text, '<article', '</article>').includes('données de démonstration'), layer).toBe(place.demo);
      // Search engines are told nothing that was made up.
      expect(text.includes('application/ld+json'), layer).toBe(!place.demo);
      expect(text.includes('noindex')).toBe(place.demo);
      expect(text).toContain(layerById[layer].theme === 'fond' ? 'href="/"' : `href="/${layerById[layer].theme}"`);
    }
  });
});

describe('for crawlers and home screens', () => {
  it('draws previews of 1200 × 630 with the font at hand, in PNG', async () => {
    const answer = await fetch(`${base}/apercu.png?page=/quartiers/bellevue`);
    const png = Buffer.from(await answer.arrayBuffer());
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
    expect((await fetch(`${base}/apercu.png?page=//ailleurs.example/x`)).status).toBe(200);
    expect((await fetch(`${base}/apercu.png?page=/nulle-part`)).status).toBe(404);
  });

  it('lists real pages only', async () => {
    const { text } = await get('/sitemap.xml');
    const { demo } = await one<{ demo: number }>('select min(id) as demo from karter.premises where demo');
    expect(text).toContain(`<loc>${base}/quartiers/bellevue</loc>`);
    expect(text).not.toContain(`/lieux/premises/${demo}<`);
    expect((await get('/robots.txt')).text).toContain(`Sitemap: ${base}/sitemap.xml`);
    const manifest = JSON.parse((await get('/manifest.webmanifest')).text) as { icons: { src: string }[] };
    for (const { src } of manifest.icons) expect((await get(src)).status, src).toBe(200);
  });
});

describe('when there is little or nothing', () => {
  async function serving<Result>(over: Database, ask: (base: string) => Promise<Result>): Promise<Result> {
    const small = createServer(createApp({ database: over, city, secret: 'x'.repeat(32) }).handle);
    await new Promise<void>((resolve) => { small.listen(0, '127.0.0.1', resolve); });
    try {
      return await ask(`http://127.0.0.1:${(small.address() as AddressInfo).port}`);
    } finally {
      small.closeAllConnections();
      await new Promise((resolve) => { small.close(resolve); });
    }
  }

  it('stands over an empty database', async () => {
    await using empty = await createTestDatabase({ city: null });
    const over = openDatabase(empty.url);
    await serving(over, async (address) => {
      for (const path of ['/', '/jardins', '/commerces', '/donnees', '/recherche?q=rien', '/sitemap.xml']) expect((await fetch(address + path)).status, path).toBe(200);
      parse(drawnOf(await (await fetch(address)).text()));
    });
    await over.end();
  });

  it('says in a page that the database does not answer', async () => {
    const over = openDatabase('postgresql://karter@127.0.0.1:1/karter');
    await serving(over, async (address) => {
      const answer = await fetch(address);
      expect(answer.status).toBe(503);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(await answer.text()).toContain('Karter est momentanément indisponible');
    });
    await over.end();
  });
});
