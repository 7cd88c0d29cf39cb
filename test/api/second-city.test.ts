// Another city is another folder and one setting: the real server, started as an operator would, knows nothing of the first.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../database.ts';
import { lilliput } from '../sql/session.ts';
import { startTestServer, type TestServer } from '../test-server.ts';
import { featuresOf, tileAt } from './tile-reading.ts';

const root = resolve(import.meta.dirname, '..', '..');
let database: TestDatabase;
let server: TestServer;
beforeAll(async () => {
  database = await createTestDatabase({ city: lilliput });
  server = await startTestServer(database.url, { city: lilliput, env: { TRUST_PROXY: '1' } });
});
afterAll(async () => { await server?.stop(); await database?.drop(); });

const text = async (path: string, headers: Record<string, string> = {}): Promise<string> => (await fetch(server.address + path, { headers })).text();
const json = async <Kind>(path: string, headers: Record<string, string> = {}): Promise<Kind> => JSON.parse(await text(path, headers)) as Kind;

describe('Lilliput', () => {
  it('is in the title of its pages, its API and its tiles', async () => {
    const page = await text('/');
    expect(/<title>([^<]*)<\/title>/.exec(page)![1]).toContain('Lilliput');
    expect(await text('/quartiers/la-cote-aux-oeufs')).toContain('La Côte-aux-Œufs');
    expect(await json('/ogc')).toMatchObject({ title: 'Karter Lilliput', attribution: 'Inventé pour les tests' });
    expect(await json('/tiles.json')).toMatchObject({ name: 'Karter Lilliput', bounds: [1.95, 46.75, 2.15, 46.9] });
  });

  it('has its own quartiers, places, tiles and figures', async () => {
    expect((await json<{ slug: string }[]>('/api/quartiers')).map(({ slug }) => slug)).toEqual(['la-cote-aux-oeufs', 'le-moulin', 'sainte-agathe']);
    const tile = Buffer.from(await (await fetch(server.address + tileAt(2.0202, 46.82015, 14).path)).arrayBuffer());
    const layers = featuresOf(tile);
    expect(Object.keys(layers)).toEqual(expect.arrayContaining(['land', 'communes', 'quartiers', 'gardens', 'premises', 'streets']));
    expect(layers.premises!.length).toBeGreaterThan(0);
    expect(await json('/ogc/collections/premises/items')).toMatchObject({ numberMatched: 5 });
    const { figures } = await json<{ figures: { key: string; value: number }[] }>('/api/quartiers/sainte-agathe');
    expect(figures.find(({ key }) => key === 'gardens')).toMatchObject({ value: 1 });
  });

  it('finds its places as people type them', async () => {
    const first = async (typed: string) => (await json<{ hits: { layer: string; name: string }[] }>(`/api/search?q=${encodeURIComponent(typed)}`)).hits[0];
    expect(await first('cote aux oeufs')).toMatchObject({ layer: 'quartiers', name: 'La Côte-aux-Œufs' });
    expect(await first('ste agathe')).toMatchObject({ layer: 'quartiers', name: 'Sainte-Agathe' });
    expect(await first('jardin geant')).toMatchObject({ layer: 'gardens', name: 'Jardin du Géant' });
    expect(await first('épicerie')).toMatchObject({ layer: 'epiceries', name: 'Épicerie du Gros-Bout' });
  });

  it('says nothing of another city', async () => {
    for (const path of ['/', '/emploi', '/jardins', '/donnees', '/quartiers/le-moulin', '/ogc', '/ogc/api', '/ogc/collections', '/tiles.json', '/api/figures']) expect(await text(path), path).not.toMatch(/brest|29019/i);
  });

  it('is linked to where its proxy says it is', async () => {
    const headers = { 'X-Forwarded-Host': 'carte.lilliput.example', 'X-Forwarded-Proto': 'https', 'X-Forwarded-Prefix': '/karter/' };
    const base = 'https://carte.lilliput.example/karter';
    const { links } = await json<{ links: { href: string }[] }>('/ogc', headers);
    const page = await json<{ links: { href: string }[] }>('/ogc/collections/premises/items?limit=2', headers);
    for (const { href } of [...links, ...page.links]) expect(href.startsWith(`${base}/`), href).toBe(true);
    expect(await json('/tiles.json', headers)).toMatchObject({ tiles: [`${base}/tiles/{z}/{x}/{y}.mvt`] });
    expect(await json('/ogc/api', headers)).toMatchObject({ servers: [{ url: base }] });
  });
});

describe('the code', () => {
  /** Where the one default is written, and what only an example or a credit can mean. */
  const allowed = new Set(['server/settings.ts', 'server/launch/database.ts']);

  it('names no city', () => {
    const folders = ['client', 'server', 'sql', 'geodata/layers', 'geodata/load', 'geodata/codes'];
    const files = [...folders.flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))),
      ...readdirSync(join(root, 'geodata')).filter((name) => name.endsWith('.ts')).map((name) => join(root, 'geodata', name))];
    expect(files.length).toBeGreaterThan(100);
    const named = files.filter((file) => /\.(ts|mjs|svelte|sql|css|html)$/.test(file)).map((file) => relative(root, file))
      .filter((file) => !allowed.has(file) && /brest|29019/i.test(readFileSync(join(root, file), 'utf8')));
    expect(named).toEqual([]);
  });
});
