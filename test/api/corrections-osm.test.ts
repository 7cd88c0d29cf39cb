// Corrections given back to OpenStreetMap: what residents corrected and a moderator accepted, as tags a mapper can change, without anybody's name.
import { parse } from 'csv-parse/sync';
import type { FeatureCollection } from 'geojson';
import { beforeAll, expect, it } from 'vitest';
import type { Correction } from '../../geodata/contract/catalogue.ts';
import { FormTokens } from '../../server/contributions/form-token.ts';
import { serveCity } from './serve.ts';
import { asking, makePeople, signedIn, type Ask } from './signed-in.ts';

const served = serveCity();
const tokens = new FormTokens('x'.repeat(32));
let administrator: Ask;
const nobody: Ask = (...asked) => asking(served)(...asked);
const list = async (query = '') => (await served.get(`/api/corrections-osm${query}`)).json<Correction[]>();

/** A garden as an import from OpenStreetMap leaves it. */
async function garden(object: string, source = 'OpenStreetMap'): Promise<number> {
  const [{ id }] = await served.write(
    `insert into karter.gardens (source, source_id, name, kind, manager, phone, licence, vintage, accuracy, geom)
     values ($1, $2, 'Jardin du Landais', 'partage', null, '02 98 00 00 01', 'ODbL 1.0', '2026-11-01', 'exacte', ST_Transform(ST_SetSRID(ST_MakePoint(-4.4865, 48.3905), 4326), 3857)) returning id`, [source, object]) as [{ id: number }];
  return id;
}

const versionOf = async (id: number) => (await administrator('GET', `/api/features/gardens/${id}`)).json<{ version: string }>().version;

interface Sent { topic: string; text: string; point?: { lon: number; lat: number }; contact?: string }
async function send(id: number, sent: Sent): Promise<number> {
  const answer = await nobody('POST', '/api/contributions', { layer: 'gardens', feature: id, token: tokens.make(Date.now() - 10_000), contact: '', ...sent });
  expect(answer.status, String(answer.body)).toBe(201);
  return answer.json<{ id: number }>().id;
}
async function accept(id: number, sent: Sent, amended: object = {}): Promise<number> {
  const contribution = await send(id, sent);
  const answer = await administrator('POST', `/api/contributions/${contribution}/accept`, amended, { 'if-match': `"${await versionOf(id)}"` });
  expect(answer.status, String(answer.body)).toBe(200);
  return contribution;
}

beforeAll(async () => {
  await makePeople(served);
  administrator = await signedIn(served, 'administrator@demo.karter');
});

it('is empty while nothing is accepted of what came from there', async () => {
  expect(await list()).toEqual([]);
  const other = await garden('x-1', 'Ville de Brest');
  await accept(other, { topic: 'manager', text: 'Vert le Jardin' });
  const refused = await send(await garden('node/7'), { topic: 'manager', text: 'Moi' });
  expect(await list()).toEqual([]);
  expect((await administrator('POST', `/api/contributions/${refused}/refuse`, { reason: 'Non.' })).status).toBe(200);
  expect(await list()).toEqual([]);
});

it('says each accepted change as tags, before and after, also once the place changed again', async () => {
  const id = await garden('way/45');
  const contribution = await accept(id, { topic: 'manager', text: 'Vert le Jardin', contact: 'voisine@example.org' });
  const expected = { id: contribution, object: 'way/45', url: 'https://www.openstreetmap.org/way/45', layer: 'gardens', name: 'Jardin du Landais', gone: false, moved: false, tags: [{ key: 'operator', before: null, after: 'Vert le Jardin' }], by_hand: [] };
  expect(await list()).toMatchObject([expected]);
  expect((await administrator('PATCH', `/api/features/gardens/${id}`, { properties: { manager: 'Autre chose' } }, { 'if-match': `"${await versionOf(id)}"` })).status).toBe(200);
  expect(await list()).toMatchObject([expected]);
});

it('turns a code into the tags it stands for, and leaves to the mapper what no tag says', async () => {
  const id = await garden('node/46');
  await accept(id, { topic: 'autre', text: 'C’est un jardin familial, et il faut demander les clefs.' }, { properties: { kind: 'ouvrier', how_to_join: 'Demander les clefs', phone: '02 98 00 00 02' } });
  const [first] = await list();
  expect(first!.tags).toEqual(expect.arrayContaining([
    { key: 'leisure', before: 'garden', after: null }, { key: 'garden:type', before: 'community', after: null }, { key: 'landuse', before: null, after: 'allotments' }, { key: 'phone', before: '02 98 00 00 01', after: '02 98 00 00 02' },
  ]));
  expect(first!.by_hand).toMatchObject([{ title: 'Pour participer', before: null, after: 'Demander les clefs' }]);
});

it('tells of what moved and of what is gone', async () => {
  const id = await garden('relation/6');
  await accept(id, { topic: 'position', text: 'Plus à l’est.', point: { lon: -4.4811, lat: 48.3912 } });
  const [moved] = await list();
  expect(moved).toMatchObject({ object: 'relation/6', moved: true, gone: false, tags: [], by_hand: [] });
  expect([moved!.lon, moved!.lat].map((degree) => degree!.toFixed(4))).toEqual(['-4.4811', '48.3912']);
  await accept(id, { topic: 'ferme', text: 'Un immeuble s’y construit.' });
  expect((await list())[0]).toMatchObject({ object: 'relation/6', name: 'Jardin du Landais', moved: false, gone: true });
});

it('names nobody', async () => {
  for (const format of ['json', 'csv', 'geojson']) {
    const text = String((await served.get(`/api/corrections-osm?format=${format}`)).body);
    expect(text, format).toContain('way/45');
    for (const personal of ['voisine@example.org', 'demo.karter', 'demander les clefs, et', 'C’est un jardin familial', 'Un immeuble']) expect(text, `${format}: ${personal}`).not.toContain(personal);
    const people = await served.write('select name from karter.people');
    for (const { name } of people) expect(text, format).not.toContain(String(name));
  }
  await expect(served.database.reader.query('select * from karter.contributions')).rejects.toThrow(/permission denied/);
});

it('is a table with a line a change, and points on a map', async () => {
  const answer = await served.get('/api/corrections-osm?format=csv');
  expect(answer.headers['content-type']).toMatch(/^text\/csv/);
  expect(answer.headers['content-disposition']).toMatch(/^attachment; filename="corrections-openstreetmap-brest\.csv"$/);
  const rows = parse(answer.body, { bom: true, delimiter: ';', columns: true }) as unknown as Record<string, string>[];
  const all = await list();
  expect(rows).toHaveLength(all.reduce((sum, { tags, by_hand: byHand, gone, moved }) => sum + tags.length + byHand.length + Number(gone) + Number(moved), 0));
  expect(rows.find(({ objet, cle }) => objet === 'way/45' && cle === 'operator')).toMatchObject({ avant: '', apres: 'Vert le Jardin', lien: 'https://www.openstreetmap.org/way/45', couche: 'Jardins' });
  const map = (await served.get('/api/corrections-osm?format=geojson')).json<FeatureCollection>();
  expect(map.features).toHaveLength(all.length);
  expect(map.features.every(({ geometry }) => geometry.type === 'Point')).toBe(true);
});

it('gives a spreadsheet no formula, and leaves telephone numbers as they are', async () => {
  const id = await garden('node/48');
  await accept(id, { topic: 'autre', text: 'Le nom.' }, { properties: { name: '=HYPERLINK("https://example.org")', phone: '+33 2 98 00 00 03' } });
  const rows = parse((await served.get('/api/corrections-osm?format=csv')).body, { bom: true, delimiter: ';', columns: true }) as unknown as Record<string, string>[];
  const own = rows.filter(({ objet }) => objet === 'node/48');
  expect(own.find(({ cle }) => cle === 'name')!.apres).toBe('\'=HYPERLINK("https://example.org")');
  expect(own.find(({ cle }) => cle === 'phone')!.apres).toBe('+33 2 98 00 00 03');
});

it('can be asked for from a day on', async () => {
  await served.write("update karter.contributions set handled_at = handled_at - interval '10 days' where feature = (select id from karter.gardens where source_id = 'way/45')");
  const today = new Date().toISOString().slice(0, 10);
  expect((await list()).map(({ object }) => object)).toContain('way/45');
  expect((await list(`?since=${today}`)).map(({ object }) => object)).not.toContain('way/45');
  expect((await list(`?since=${today}`)).length).toBeGreaterThan(0);
  expect((await served.get('/api/corrections-osm?since=hier')).status).toBe(400);
  expect((await served.get('/api/corrections-osm?format=osc')).status).toBe(400);
});

it('is on a page, linked from the data', async () => {
  const page = String((await served.get('/donnees/openstreetmap')).body);
  expect(page).toContain('https://www.openstreetmap.org/way/45');
  expect(page).toContain('<code>operator</code>');
  expect(String((await served.get('/donnees')).body)).toContain('href="/donnees/openstreetmap"');
});
