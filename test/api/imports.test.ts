// The import desk over HTTP: sent, read, corrected, written; or given up, and then nothing is left of it.
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { ImportRow, LayerImport, LikelyDuplicate } from '../../geodata/contract/imports.ts';
import { makePerson, type Actor } from './person.ts';
import { serveCity } from './serve.ts';

// Each import is read in a process of its own: a busy machine takes its time.
vi.setConfig({ testTimeout: 180_000 });
const served = serveCity();
let editor: Actor['send'];
let cookie: string;
beforeAll(async () => {
  const person = await makePerson(served, { roles: [{ role: 'editor', theme: 'jardins' }] });
  [editor, cookie] = [person.send, person.cookie];
});

const head = 'Identifiant;Désignation;Type;Longitude;Latitude;Surface (m²);Ouverture;Parcelles';
const provenance = { source: 'Ville, essai', licence: 'Licence Ouverte 2.0', vintage: '2026-11-01' };

const send = async (name: string, body: Buffer | string, layer = 'gardens') => {
  const bytes = Buffer.from(body);
  return served.get(`/api/imports?layer=${layer}&name=${encodeURIComponent(name)}`, { method: 'POST', body: bytes, headers: { cookie, 'content-length': String(bytes.length) } });
};

/** The import once it is no longer under way. */
async function settled(id: number): Promise<LayerImport> {
  return expect.poll(async () => (await editor('GET', `/api/imports/${id}`)).json<LayerImport>(), { timeout: 60_000, interval: 100 })
    .toSatisfy((made: LayerImport) => !['lecture', 'ecriture'].includes(made.state)).then(async () => (await editor('GET', `/api/imports/${id}`)).json<LayerImport>());
}
const rowsOf = async (id: number, query = '') => (await editor('GET', `/api/imports/${id}/entites${query}`)).json<{ rows: ImportRow[]; next: number | null }>();
const count = async (source = provenance.source) => (await served.write('select count(*)::integer as count from karter.gardens where source = $1', [source]))[0]!.count;

describe('a table with the city’s own column names', () => {
  const rows = ['1;Jardin du Vallon;jardin partagé;-4,4861;48,3904;1 250,5;01/03/2021;24', '2;Jardin des Haies;Ouvrier;-4,4901;48,3951;800;2019-05-12;oui', '3;Jardin perdu;jardin partagé;2,35;48,85;;;'];
  let id: number;

  it('is read and understood; what cannot be taken is told by line, and nothing is written', async () => {
    const answer = await send('jardins été.csv', [head, ...rows].join('\r\n'));
    expect(answer.status).toBe(202);
    ({ id } = answer.json<LayerImport>());
    const read = await settled(id);
    expect(read).toMatchObject({ state: 'refuse', file: 'jardins été.csv', format: 'CSV', unit: 'ligne', counts: { features: 3, refused: 3 } });
    expect(read.mapping?.fields).toMatchObject({ source_id: 'Identifiant', name: 'Désignation', kind: 'Type', area_m2: 'Surface (m²)', plots: 'Parcelles' });
    expect(read.mapping?.position).toEqual({ x: 'Longitude', y: 'Latitude' });
    expect(read.sample[0]).toMatchObject({ Désignation: 'Jardin du Vallon' });
    // It says neither where it comes from nor under which licence.
    expect((await rowsOf(id)).rows[0]).toMatchObject({ line: 2, outcome: 'refusee', problem: expect.stringMatching(/source : manque.*licence : manque/) });
  });

  it('read again with what it lacked: line by line what is wrong, as a table too', async () => {
    expect((await editor('PUT', `/api/imports/${id}/lecture`, provenance)).status).toBe(202);
    expect(await settled(id)).toMatchObject({ state: 'refuse', counts: { refused: 2 } });
    const { rows: refused } = await rowsOf(id, '?outcome=refusee');
    expect(refused.map(({ line, problem }) => [line, problem])).toEqual([[3, expect.stringMatching(/\(plots\) : un nombre entier/)], [4, 'hors du territoire']]);
    const csv = String((await editor('GET', `/api/imports/${id}/refus.csv`)).body);
    expect(csv).toMatch(/^\uFEFFligne;raison\r\n3;.*\r\n4;hors du territoire\r\n$/);
    expect((await editor('POST', `/api/imports/${id}/ecriture`, {})).status).toBe(409);
    expect(await count()).toBe(0);
  });

  it('corrected, with another column left out, it is shown as it would be and then written; the second time nothing changes', async () => {
    const good = [head, rows[0], rows[1]!.replace('oui', '12')].join('\n');
    const first = (await send('jardins.csv', good)).json<LayerImport>();
    const guessed = await settled(first.id);
    const { opened_on: _, ...fields } = guessed.mapping!.fields;
    await editor('PUT', `/api/imports/${first.id}/lecture`, { ...provenance, mapping: { ...guessed.mapping!, fields } });
    expect(await settled(first.id)).toMatchObject({ state: 'pret', counts: { new: 2, changed: 0, refused: 0 } });
    const { rows: shown } = await rowsOf(first.id);
    expect(shown[0]).toMatchObject({ outcome: 'nouvelle', before: null, after: { name: 'Jardin du Vallon', area_m2: 1250.5, kind: 'partage' }, geometry: { type: 'Point', coordinates: [-4.4861, 48.3904] } });
    expect(shown[0]!.after).not.toHaveProperty('opened_on');
    expect(await count()).toBe(0);
    expect((await editor('POST', `/api/imports/${first.id}/ecriture`, {})).status).toBe(202);
    expect(await settled(first.id)).toMatchObject({ state: 'ecrit', counts: { new: 2 } });
    expect(await count()).toBe(2);
    const again = (await send('jardins.csv', good.replace('24', '30'))).json<LayerImport>();
    await settled(again.id);
    await editor('PUT', `/api/imports/${again.id}/lecture`, provenance);
    expect(await settled(again.id)).toMatchObject({ state: 'pret', counts: { new: 0, changed: 2, unchanged: 0 } });
    expect((await rowsOf(again.id, '?outcome=changee')).rows[0]).toMatchObject({ before: { plots: 24, opened_on: null }, after: { plots: 30, opened_on: '2021-03-01' } });
    expect((await editor('DELETE', `/api/imports/${again.id}`)).status).toBe(200);
    expect((await rowsOf(again.id)).rows).toEqual([]);
    expect((await editor('POST', `/api/imports/${again.id}/ecriture`, {})).status).toBe(409);
  });

  it('written only as it was shown: what changed meanwhile is compared anew', async () => {
    const made = (await send('jardins.csv', `${head};Source;Licence;Date\n1;Jardin du Vallon;partage;-4,4861;48,3904;1300;;24;${Object.values(provenance).join(';')}`)).json<LayerImport>();
    expect(await settled(made.id)).toMatchObject({ state: 'pret', counts: { changed: 1, gone: 1 } });
    await served.write("update karter.gardens set compost = true where source_id = '1' and source = $1", [provenance.source]);
    await editor('POST', `/api/imports/${made.id}/ecriture`, {});
    expect((await settled(made.id)).state).toBe('pret');
    await editor('POST', `/api/imports/${made.id}/ecriture`, {});
    expect((await settled(made.id)).state).toBe('ecrit');
  });
});

it('says what a file is that is no data, and keeps nothing of it', async () => {
  const made = (await send('page.csv', '<!doctype html><html><body>introuvable</body></html>')).json<LayerImport>();
  expect(await settled(made.id)).toMatchObject({ state: 'echec', failure: expect.stringMatching(/page web/) });
});

it('two places that may be one: merged with their history, and the import does not bring the second back', async () => {
  const line = (id: string, source: string) => `${id};Jardin du Menhir;partage;-4,4801;48,3921;;;;${source};Licence Ouverte 2.0;2026-11-01`;
  const header = `${head};Source;Licence;Date`;
  const write = async (text: string) => {
    const { id } = (await send('jardins.csv', text)).json<LayerImport>();
    const read = await settled(id);
    expect(read).toMatchObject({ state: 'pret' });
    await editor('POST', `/api/imports/${id}/ecriture`, {});
    expect(await settled(id)).toMatchObject({ state: 'ecrit' });
    return read;
  };
  await write(`${header}\n${line('m1', 'Une source')}`);
  expect((await write(`${header}\n${line('m2', 'Une autre')}`)).counts).toMatchObject({ new: 1, likely: 1 });
  const [pair] = (await editor('GET', '/api/doublons?layer=gardens')).json<{ pairs: LikelyDuplicate[] }>().pairs;
  expect(pair).toMatchObject({ layer: 'gardens', one: { name: 'Jardin du Menhir', source: 'Une source' }, other: { source: 'Une autre' }, metres: 0 });
  const place = `/api/doublons/gardens/${pair!.one.id}/${pair!.other.id}`;
  expect((await editor('POST', place, { verdict: 'fusionnes', keep: pair!.one.id })).status).toBe(200);
  expect((await editor('POST', place, { verdict: 'distincts' })).status).toBe(409);
  expect((await served.get(`/ogc/collections/gardens/items/${pair!.other.id}`)).status).toBe(308);
  expect((await write(`${header}\n${line('m2', 'Une autre')}`)).counts).toMatchObject({ new: 0, attached: 1 });
  expect((await editor('GET', '/api/doublons')).json<{ pairs: LikelyDuplicate[] }>().pairs).toEqual([]);
});
