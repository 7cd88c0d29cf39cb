// Sources that keep themselves fresh, against a real server that gives, fails and misbehaves: the layer is as it was unless all was well.
import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SourceState } from '../../geodata/contract/sources.ts';
import { readCity } from '../../geodata/load/city-folder.ts';
import { fetchRules } from '../../geodata/load/fetch/fetch-rules.ts';
import { nextTime, readSources } from '../../geodata/load/sources/declared.ts';
import { refreshSources, type Refreshed, type RefreshWish } from '../../geodata/load/sources/refresh.ts';
import { directClient } from '../../server/db.ts';
import { tellFailures } from '../../server/sources/tell.ts';
import { createTestDatabase, type TestDatabase } from '../database.ts';
import { lilliput } from '../sql/session.ts';
import { makePerson, type Actor } from './person.ts';
import { serve, until, type Served } from './serve.ts';

const root = resolve(import.meta.dirname, '..', '..');
type Answer = (request: IncomingMessage, response: ServerResponse) => void;
let answer: Answer;
let asked: IncomingMessage[] = [];
const origin = createServer((request, response) => { asked.push(request); answer(request, response); });

let folder: string;
let city: string;
let port: number;
let test: TestDatabase;
let served: Served & { close: () => Promise<void> };
let administrator: Actor;

interface Garden { id: string; name?: string; lon?: number }
const collection = (gardens: readonly Garden[]) => JSON.stringify({ type: 'FeatureCollection', features: gardens.map(({ id, name = `Jardin ${id}`, lon = 2.03 }) => ({ type: 'Feature', geometry: { type: 'Point', coordinates: [lon, 46.81] }, properties: { source_id: id, name, kind: 'partage' } })) });
const ten = Array.from({ length: 10 }, (_, index): Garden => ({ id: `j${index}` }));
const gives = (body: string | Buffer, headers: Record<string, string> = {}): Answer => (request, response) => {
  if (headers.etag && request.headers['if-none-match'] === headers.etag) return void response.writeHead(304).end();
  response.writeHead(200, { 'content-type': 'application/geo+json', ...headers }).end(body);
};

const declaration = (more: object = {}) => ({
  id: 'jardins', title: 'Jardins de Lilliput', producer: 'Lilliput', page: 'https://exemple.fr/jardins', url: `http://127.0.0.1:${port}/jardins.geojson?cle=secrete`, licence: 'Licence Ouverte 2.0', schedule: 'hebdomadaire',
  layer: 'gardens', format: 'geojson', source: 'Lilliput, jardins', enabled: true, ...more,
});
const declare = (...sources: object[]) => writeFileSync(join(city, 'sources.json'), JSON.stringify({ sources }));

beforeAll(async () => {
  await new Promise<void>((listening) => { origin.listen(0, '127.0.0.1', listening); });
  port = (origin.address() as AddressInfo).port;
  folder = mkdtempSync(join(tmpdir(), 'karter-sources-'));
  city = join(folder, 'ville');
  cpSync(lilliput, city, { recursive: true });
  declare(declaration());
  test = await createTestDatabase({ city });
  served = await serve(test.url, { city });
  administrator = await makePerson(served, { roles: [{ role: 'administrator' }] });
});
afterAll(async () => {
  await served?.close();
  await test?.drop();
  origin.closeAllConnections();
  origin.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  asked = [];
  declare(declaration());
  await served.write('delete from karter.source_runs');
  await served.write('delete from karter.sources');
  await served.write("delete from karter.gardens where source = 'Lilliput, jardins'");
});

const rules = () => ({ ...fetchRules({ FETCH_ALLOW_PRIVATE: `127.0.0.1:${port}` }), answerMilliseconds: 2000, stallMilliseconds: 400, mostBytes: 1_000_000 });
const wish = (more: Partial<RefreshWish> = {}): RefreshWish => ({ databaseUrl: test.url, city, folder: join(folder, 'gardees'), cause: 'commande', rules: rules(), ...more });
/** One refresh of `jardins`, due or not. */
async function refresh(more: Partial<RefreshWish> = {}): Promise<Refreshed> {
  const report = await refreshSources(wish({ only: ['jardins'], onError: (error) => { throw error; }, ...more }));
  if (report.busy) throw new Error('busy');
  return report.refreshed[0]!;
}
const state = async () => (await served.get('/api/sources')).json<{ sources: SourceState[] }>().sources[0]!;
const gardens = async () => (await served.write("select source_id from karter.gardens where source = 'Lilliput, jardins' order by 1")).map((row) => row.source_id);
const kept = () => readdirSync(join(folder, 'gardees', 'sources', 'lilliput', 'jardins'));
/** Makes the schedule fall due. */
const due = () => served.write('update karter.sources set next_due = now()');

describe('a refresh', () => {
  it('imports what the source gives, keeps it, and asks again only when it changed', async () => {
    answer = gives(collection(ten), { etag: '"un"', 'last-modified': 'Mon, 02 Nov 2026 10:00:00 GMT' });
    expect(await refresh()).toMatchObject({ outcome: 'importee', counts: { features: 10, new: 10 } });
    expect(await gardens()).toHaveLength(10);
    expect(kept()).toHaveLength(1);
    expect(readFileSync(join(folder, 'gardees', 'sources', 'lilliput', 'jardins', kept()[0]!), 'utf8')).toBe(collection(ten));
    expect((await served.write("select distinct vintage, licence, demo from karter.gardens where source = 'Lilliput, jardins'"))).toEqual([{ vintage: '2026-11-02', licence: 'Licence Ouverte 2.0', demo: false }]);

    expect(await refresh()).toMatchObject({ outcome: 'inchangee' });
    expect(asked.at(-1)!.headers['if-none-match']).toBe('"un"');
    // Without a validator, the same bytes are the same version.
    answer = gives(collection(ten));
    expect(await refresh()).toMatchObject({ outcome: 'inchangee' });
    expect(await refresh({ force: true })).toMatchObject({ outcome: 'importee', counts: { features: 10, new: 0 } });

    answer = gives(collection([...ten, { id: 'nouveau' }]), { etag: '"deux"' });
    expect(await refresh()).toMatchObject({ outcome: 'importee', counts: { new: 1 } });
    expect(kept()).toHaveLength(1);
    const { good_at: good, changed_at: changed, good_features: features, failing_since: failing } = await state();
    expect({ features, failing, same: Math.abs(Date.parse(good!) - Date.parse(changed!)) < 1000 }).toEqual({ features: 11, failing: null, same: true });
  });

  it('is repeated when the declaration reads the same file otherwise', async () => {
    answer = gives(collection(ten), { etag: '"un"' });
    await refresh();
    declare(declaration({ title: 'Jardins, autrement dits' }));
    expect(await refresh()).toMatchObject({ outcome: 'inchangee' });
    declare(declaration({ licence: 'ODbL' }));
    expect(await refresh()).toMatchObject({ outcome: 'importee', counts: { features: 10 } });
  });

  it('takes back the last good version without asking anyone', async () => {
    answer = gives(collection(ten), { etag: '"un"' });
    await refresh();
    await served.write("delete from karter.gardens where source_id in ('j1', 'j2')");
    asked = [];
    expect(await refresh({ kept: true })).toMatchObject({ outcome: 'importee', counts: { new: 2 } });
    expect(asked).toEqual([]);
    expect(await refresh({ force: true })).toMatchObject({ outcome: 'importee', counts: { unchanged: 10 } });
    expect(asked[0]!.headers['if-none-match']).toBe('"un"');
    expect(kept()).toHaveLength(1);
  });

  it('retires what a complete source no longer has, and waits where that is too much', async () => {
    declare(declaration({ complete: true }));
    answer = gives(collection(ten));
    await refresh();
    answer = gives(collection([...ten.slice(2), { id: 'neuf' }]));
    expect(await refresh()).toMatchObject({ outcome: 'importee', counts: { new: 1, gone: 2 } });
    expect(await gardens()).toHaveLength(9);
    // As many as before, and none of them known: most likely the identifiers changed.
    answer = gives(collection(ten.map(({ id }) => ({ id: `autre-${id}` }))));
    expect(await refresh()).toMatchObject({ outcome: 'retenue', reason: expect.stringContaining('9 entités connues ne sont plus dans le fichier reçu, sur 9') });
    expect(await gardens()).toHaveLength(9);
    expect(await served.write("select from karter.imports where state <> 'ecrit'")).toEqual([]);
  });

  it('reads what is packed, by the profile declared', async () => {
    const address = (id: string, number: number, lon: number, insee = '99001') => `${id};;${number};;Rue des Nains;99000;${insee};Lilliput;;;;;;;${lon};46.81;1;;rue des nains;commune;1;`;
    const head = 'id;id_fantoir;numero;rep;nom_voie;code_postal;code_insee;nom_commune;code_insee_ancienne_commune;nom_ancienne_commune;x;y;type_position;libelle;lon;lat;alias;nom_ld;nom_afnor;source_position;certification_commune;cad_parcelles';
    declare(declaration({ layer: 'addresses', profile: 'ban', format: 'csv', packed: 'gzip', source: undefined, complete: true }));
    answer = gives(gzipSync([head, address('99001_1', 1, 2.03), address('99001_2', 2, 2.031), address('75056_1', 1, 2.35, '75056')].join('\n')), { 'content-type': 'application/gzip' });
    expect(await refresh()).toMatchObject({ outcome: 'importee', counts: { features: 2, new: 2 } });
    // The same in clear is not what was declared.
    answer = gives([head, address('99001_1', 1, 2.03)].join('\n'));
    expect(await refresh()).toMatchObject({ outcome: 'echec', reason: expect.stringContaining('gzip') });
    declare(declaration({ layer: 'addresses', profile: 'inconnu', format: 'csv' }));
    expect(await refresh()).toMatchObject({ outcome: 'echec', reason: expect.stringContaining('profil') });
  });

  it('tries without writing', async () => {
    answer = gives(collection(ten));
    expect(await refresh({ dryRun: true })).toMatchObject({ outcome: 'importee', counts: { new: 10 } });
    expect(await gardens()).toEqual([]);
    expect(await served.write('select from karter.source_runs')).toEqual([]);
    expect(await state()).toMatchObject({ good_at: null, tried_at: null });
  });
});

describe('a source that fails', () => {
  const page = '<!DOCTYPE html><html><head><title>Maintenance en cours</title></head></html>';
  const faults: [name: string, answer: () => Answer, reason: RegExp][] = [
    ['an error', () => (_request, response) => { response.writeHead(500).end('oups'); }, /en panne \(code 500\)/],
    ['a missing file', () => (_request, response) => { response.writeHead(404).end(page); }, /plus à cette adresse/],
    ['a page instead of the file', () => gives(page, { 'content-type': 'text/html' }), /une page web \(« Maintenance en cours »\) au lieu du fichier geojson/],
    ['a page that calls itself data', () => gives(`\ufeff\n ${page}`), /une page web/],
    ['another format', () => gives('a;b\n1;2\n', { 'content-type': 'text/csv' }), /du texte au lieu/],
    ['an archive', () => gives(gzipSync(collection(ten))), /un fichier gzip au lieu/],
    ['nothing', () => gives(''), /un fichier vide/],
    ['half of it', () => gives(collection(ten).slice(0, 400)), /est coupé/],
    ['no collection', () => gives('{"message":"quota dépassé"}'), /pas une collection d’entités/],
    ['refused features', () => gives(collection([...ten, { id: 'loin', lon: 120 }])), /1 entité refusée sur 11 : rien n’a été écrit/],
    ['a way into the inner network', () => (_request, response) => { response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end(); }, /réseau interne/],
    ['a way to this machine', () => (_request, response) => { response.writeHead(302, { location: 'http://localhost/' }).end(); }, /réseau interne/],
    ['silence half-way', () => (_request, response) => { response.writeHead(200); response.write('{"type"'); }, /Plus rien n’arrive/],
    ['no end', () => (_request, response) => { const more = () => { while (response.write(Buffer.alloc(65_536, 32))); response.once('drain', more); }; more(); }, /dépasse 1 Mo/],
    ['a bomb', () => gives(gzipSync(Buffer.alloc(50_000_000, 32)), { 'content-encoding': 'gzip' }), /dépasse 1 Mo/],
  ];

  it.each(faults)('by %s leaves the last good version', async (_name, fault, reason) => {
    answer = gives(collection(ten), { etag: '"un"' });
    await refresh();
    const file = kept();
    answer = fault();
    const ended = await refresh();
    expect(ended).toMatchObject({ outcome: 'echec', reason: expect.stringMatching(reason) });
    // Neither the file's address, with its key, nor a place on this machine is told.
    expect(ended.reason).not.toMatch(/secrete|\/tmp/);
    expect(await gardens()).toHaveLength(10);
    expect(kept()).toEqual(file);
    const after = await state();
    expect(after).toMatchObject({ failure: ended.reason, good_features: 10, held: false });
    expect(after.failing_since).not.toBeNull();
    // Tried again within two hours, though it is a weekly one.
    expect(Date.parse(after.next_due!) - Date.now()).toBeLessThan(2 * 3_600_000 + 1000);

    answer = gives(collection(ten), { etag: '"un"' });
    expect(await refresh()).toMatchObject({ outcome: 'inchangee' });
    expect(await state()).toMatchObject({ failure: null, failing_since: null });
  });

  it('is tried less and less often, and says since when', async () => {
    answer = (_request, response) => { response.writeHead(503).end(); };
    await refresh();
    const { failing_since: since } = await state();
    const waits: number[] = [];
    for (let count = 0; count < 6; count += 1) {
      await refresh();
      waits.push(Math.round((Date.parse((await state()).next_due!) - Date.now()) / 3_600_000));
    }
    expect(waits).toEqual([2, 4, 8, 16, 32, 32].map((hours) => expect.toSatisfy((waited: number) => waited <= hours)));
    expect(waits.slice(0, 3)).toEqual([2, 4, 8]);
    expect((await state()).failing_since).toBe(since);
  });

  it('that gives much less than before waits for consent, which holds for that very file', async () => {
    answer = gives(collection(ten));
    await refresh();
    answer = gives(collection(ten.slice(0, 4)));
    expect(await refresh()).toMatchObject({ outcome: 'retenue', reason: expect.stringContaining('4 entités au lieu de 10') });
    expect(await state()).toMatchObject({ held: true, failure: expect.stringContaining('4 entités') });
    const person = await makePerson(served, {});
    expect((await person.send('POST', '/api/sources/jardins/refresh', { accept: true })).status).toBe(403);
    expect((await administrator.send('POST', '/api/sources/jardins/refresh', { accept: true })).status).toBe(202);
    // Another short file is another matter.
    answer = gives(collection(ten.slice(0, 3)));
    expect(await refresh()).toMatchObject({ outcome: 'retenue' });
    answer = gives(collection(ten.slice(0, 4)));
    expect(await refresh()).toMatchObject({ outcome: 'importee', counts: { features: 4 } });
    expect(await state()).toMatchObject({ held: false, failure: null, good_features: 4 });
    expect((await administrator.send('POST', '/api/sources/jardins/refresh', { accept: true })).status).toBe(409);
    // Six of ten are enough, and on the command line a person may say so themselves.
    answer = gives(collection(ten.slice(0, 1)));
    expect(await refresh({ accept: true })).toMatchObject({ outcome: 'importee' });
  });

  it('is told to administrators once, and again only after it was good', async () => {
    const city = readCity(lilliput);
    const client = await served.database.app.connect();
    try {
      answer = (_request, response) => { response.writeHead(500).end(); };
      await refresh();
      expect(await tellFailures(client, city)).toBe(1);
      await refresh();
      expect(await tellFailures(client, city)).toBe(0);
      const owner = directClient(test.url);
      await owner.connect();
      const { rows } = await owner.query("select payload ->> 'to' as to, payload ->> 'subject' as subject, payload ->> 'text' as text from graphile_worker._private_jobs job join graphile_worker._private_tasks task on task.id = job.task_id where task.identifier = 'mail'");
      await owner.end();
      expect(rows).toHaveLength(1);
      expect(rows[0]).toMatchObject({ to: administrator.email, subject: expect.stringContaining('Jardins de Lilliput'), text: expect.stringContaining('code 500') });
      answer = gives(collection(ten));
      await refresh();
      expect(await tellFailures(client, city)).toBe(0);
      answer = (_request, response) => { response.writeHead(500).end(); };
      await refresh();
      expect(await tellFailures(client, city)).toBe(1);
    } finally {
      client.release();
    }
  });
});

describe('the schedule', () => {
  it('takes what is enabled and due, and what was asked for', async () => {
    declare(declaration(), declaration({ id: 'autre', enabled: false }));
    answer = gives(collection(ten));
    const all = async () => { const report = await refreshSources(wish()); return report.busy ? 'busy' : report.refreshed.map(({ id }) => id); };
    expect(await all()).toEqual(['jardins']);
    expect(await all()).toEqual([]);
    await due();
    expect(await all()).toEqual(['jardins']);
    expect((await administrator.send('POST', '/api/sources/autre/refresh', {})).status).toBe(202);
    expect((await state()).asked).toBe(false);
    expect(await all()).toEqual(['autre']);
    expect((await administrator.send('PUT', '/api/sources/autre/enabled', { enabled: true })).json()).toMatchObject({ enabled: true });
    expect(await all()).toEqual(['autre']);
    // What an administrator switched outlives a new reading of the file.
    expect((await administrator.send('PUT', '/api/sources/autre/enabled', { enabled: false })).json()).toMatchObject({ enabled: false, next_due: null });
    await due();
    expect(await all()).toEqual(['jardins']);
    declare(declaration());
    await all();
    expect((await served.get('/api/sources')).json<{ sources: SourceState[] }>().sources.map(({ id }) => id)).toEqual(['jardins']);
  });

  it('falls due in the city’s time zone', () => {
    const after = new Date('2026-11-24T12:00:00Z');
    expect(nextTime('quotidien', 'Europe/Paris', after).toISOString()).toBe('2026-11-25T03:00:00.000Z');
    expect(nextTime('hebdomadaire', 'Europe/Paris', after).toISOString()).toBe('2026-11-30T03:00:00.000Z');
    expect(nextTime('mensuel', 'Europe/Paris', after).toISOString()).toBe('2026-12-02T03:00:00.000Z');
    expect(nextTime('30 2 * 7 *', 'Indian/Reunion', after).toISOString()).toBe('2027-06-30T22:30:00.000Z');
  });

  it('refuses a declaration that names no layer, no moment, or the same source twice, and says which', () => {
    const refusal = (...sources: object[]) => { declare(...sources); try { readSources(city); return ''; } catch (error) { return (error as Error).message; } };
    expect(refusal(declaration({ layer: 'lunes' }))).toContain('sources.0.layer');
    expect(refusal(declaration({ schedule: '0 4 31 2 *' }))).toContain('jardins');
    expect(refusal(declaration({ schedule: 'parfois' }))).toContain('quotidien');
    expect(refusal(declaration({ url: 'file:///etc/passwd' }))).toContain('sources.0.url');
    expect(refusal(declaration({ url: 'https://nom:secret@exemple.fr/' }))).toContain('sources.0.url');
    expect(refusal(declaration({ inconnu: 1 }))).toContain('inconnu');
    expect(refusal(declaration(), declaration())).toContain('deux fois');
  });

  it('of every shipped city can be read', () => {
    for (const setting of ['brest']) for (const source of readSources(setting)) expect(source.enabled && !source.verified, source.id).toBe(false);
  });
});

describe('several at once', () => {
  /** The command line, as an operator types it. */
  const command = (args: string[]): ChildProcess => spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(root, 'geodata/load/cli.ts'), 'refresh', ...args], {
    env: { ...process.env, DATABASE_URL: test.url, KARTER_CITY: city, KARTER_DATA: join(folder, 'gardees'), FETCH_ALLOW_PRIVATE: `127.0.0.1:${port}` }, stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = async (child: ChildProcess) => { const said: string[] = []; for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (part) => said.push(String(part))); const [code] = await once(child, 'exit') as [number | null]; return { code, said: said.join('') }; };
  /** Answers only when let go. */
  function holding(body: string): { reached: Promise<unknown>; letGo: () => void } {
    let letGo = () => {};
    const free = new Promise<void>((done) => { letGo = done; });
    let noted = () => {};
    const reached = new Promise<void>((done) => { noted = done; });
    answer = (_request, response) => { noted(); void free.then(() => gives(body)(_request, response)); };
    return { reached, letGo };
  }

  it('are one: another process and another connection find it busy', async () => {
    const { reached, letGo } = holding(collection(ten));
    const first = command(['jardins']);
    const firstEnd = ended(first);
    await reached;
    expect(await state()).toMatchObject({ running: true });
    expect(await refreshSources(wish({ only: ['jardins'] }))).toEqual({ busy: true });
    expect(await ended(command([]))).toMatchObject({ code: 75, said: expect.stringContaining('déjà en cours') });
    expect(asked).toHaveLength(1);
    letGo();
    expect(await firstEnd).toMatchObject({ code: 0, said: expect.stringContaining('10 entités lues') });
    expect(await state()).toMatchObject({ running: false, good_features: 10 });
  });

  it('started together refresh once', async () => {
    answer = gives(collection(ten), { etag: '"un"' });
    const reports = await Promise.all(Array.from({ length: 8 }, () => refreshSources(wish())));
    const refreshed = reports.flatMap((report) => (report.busy ? [] : report.refreshed));
    expect(refreshed.filter(({ outcome }) => outcome === 'importee')).toHaveLength(1);
    expect(refreshed).toHaveLength(1);
  });

  it('killed while it fetches: nothing is held up, and the next one says so', async () => {
    const { reached } = holding(collection(ten));
    const child = command(['jardins']);
    await reached;
    child.kill('SIGKILL');
    await once(child, 'exit');
    answer = gives(collection(ten));
    const report = await until(() => refreshSources(wish()), (found) => !found.busy);
    expect(report).toMatchObject({ refreshed: [{ id: 'jardins', outcome: 'importee' }] });
    expect(await served.write('select outcome from karter.source_runs order by id')).toEqual([{ outcome: 'interrompue' }, { outcome: 'importee' }]);
    expect(kept()).toHaveLength(1);
    expect(await state()).toMatchObject({ failing_since: null, good_features: 10 });
  });

  it('killed while it imports: the layer is as it was', async () => {
    answer = gives(collection(ten.slice(0, 5)));
    await refresh();
    answer = gives(collection(ten));
    const blocker = directClient(test.url, 'karter_app');
    await blocker.connect();
    await blocker.query('begin; lock table karter.gardens in share row exclusive mode');
    const child = command(['jardins']);
    await until(() => served.write('select stage from karter.source_runs where ended_at is null'), ([run]) => run?.stage === 'import', 20_000);
    await until(async () => (await served.write('select count(*)::int as waiting from pg_locks where not granted'))[0]!.waiting as number, (waiting) => waiting > 0, 20_000);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await blocker.query('rollback');
    await blocker.end();
    expect(await gardens()).toHaveLength(5);
    const report = await until(() => refreshSources(wish()), (found) => !found.busy, 5000);
    expect(report).toMatchObject({ refreshed: [{ outcome: 'importee', counts: { features: 10 } }] });
    expect(await gardens()).toHaveLength(10);
  });

  it('stops when an administrator says so', async () => {
    const { reached } = holding(collection(ten));
    const running = refresh({ beatMilliseconds: 30 });
    await reached;
    expect((await administrator.send('DELETE', '/api/sources/jardins/refresh')).status).toBe(200);
    expect(await running).toMatchObject({ outcome: 'annulee' });
    expect(await gardens()).toEqual([]);
    expect(await state()).toMatchObject({ running: false, failure: null });
  });

  it('stops with the server that started it, and is taken up again', async () => {
    const { reached } = holding(collection(ten));
    const child = fork(join(root, 'geodata/load/sources/process.ts'), { env: { ...process.env, DATABASE_URL: test.url, KARTER_CITY: city, KARTER_DATA: join(folder, 'gardees'), FETCH_ALLOW_PRIVATE: `127.0.0.1:${port}` }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    await reached;
    child.disconnect();
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(await served.write('select outcome from karter.source_runs')).toEqual([{ outcome: 'annulee' }]);
    answer = gives(collection(ten));
    expect(await refreshSources(wish())).toMatchObject({ refreshed: [{ outcome: 'importee' }] });
  });
});

describe('what is told', () => {
  it('to everyone: how each stands, but neither its address nor what was refused', async () => {
    answer = gives(collection([...ten, { id: 'loin', name: 'Nom à taire', lon: 120 }]));
    await refresh();
    const { body, status } = await served.get('/api/sources');
    expect(status).toBe(200);
    expect(String(body)).not.toMatch(/secrete|127\.0\.0\.1|Nom à taire|loin/);
    expect(await state()).toMatchObject({ title: 'Jardins de Lilliput', producer: 'Lilliput', licence: 'Licence Ouverte 2.0', schedule: 'hebdomadaire', page: 'https://exemple.fr/jardins' });
    const { runs } = (await administrator.send('GET', '/api/sources/jardins/runs')).json<{ runs: { outcome: string; detail: { reason: string }[] }[] }>();
    expect(runs[0]).toMatchObject({ outcome: 'echec', detail: [{ reason: expect.any(String) }] });
    expect((await served.get('/api/sources/jardins/runs')).status).toBe(401);
  });

  it('to whoever watches: how old each is, and whether it fails', async () => {
    answer = gives(collection(ten));
    await refresh();
    let metrics = String((await served.get('/metrics')).body);
    expect(Number(/karter_source_age_seconds\{source="jardins"\} ([\d.]+)/.exec(metrics)![1])).toBeLessThan(30);
    expect(metrics).toContain('karter_source_failing{source="jardins"} 0');
    answer = (_request, response) => { response.writeHead(500).end(); };
    await refresh();
    metrics = String((await served.get('/metrics')).body);
    expect(metrics).toContain('karter_source_failing{source="jardins"} 1');
  });

  it('to the record: who asked, switched and stopped', async () => {
    await refreshSources(wish({ only: [] }));
    await administrator.send('POST', '/api/sources/jardins/refresh', {});
    await administrator.send('PUT', '/api/sources/jardins/enabled', { enabled: false });
    const rows = await served.write("select after ->> 'act' as act from karter.audit where object = 'sources' and person = $1 order by seq desc limit 2", [administrator.id]);
    expect(rows).toEqual([{ act: 'disable' }, { act: 'refresh' }]);
  });
});
