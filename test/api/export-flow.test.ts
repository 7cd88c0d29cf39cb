// Downloads that last: readers who leave, who are slow, who are many; whatever ends a file early stops the work behind it and leaves nothing.
import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdirSync, readdirSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import Koa from 'koa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCity } from '../../geodata/load/city-folder.ts';
import { directClient, type Client } from '../../server/db.ts';
import { Slots } from '../../server/export/slots.ts';
import { workplace } from '../../server/export/workplace.ts';
import { ProblemError, problems } from '../../server/problem.ts';
import { exportRoutes } from '../../server/routes/export.ts';
import { gdalIsHere } from './export-reading.ts';
import { serveCity, until } from './serve.ts';

const served = serveCity();
const withGdal = await gdalIsHere() ? it : it.skip;

/** Some 80 MB: more than sockets hold. */
beforeAll(async () => {
  await served.write(
    `insert into suppliers (source, source_id, kind, licence, vintage, accuracy, address)
     select 'essai', number::text, 'jardin', 'essai', '2026-01-01', 'inconnue', repeat(md5(number::text), 80) from generate_series(1, 30000) number`);
}, 120_000);

/** Connections of readers that are at work or in the middle of a transaction, as the database's owner sees them. */
async function working(): Promise<number> {
  const { rows: [row] } = await owner.query<{ n: number }>("select count(*)::integer as n from pg_stat_activity where datname = current_database() and application_name = 'karter_reader' and state <> 'idle'");
  return row!.n;
}
let owner: Client;
beforeAll(async () => { owner = directClient(served.url); await owner.connect(); });
afterAll(() => owner.end());
const folders = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith(`karter-export-${process.pid}-`));

/** Reads the first bytes and no more. */
async function begin(path: string, base = served.address): Promise<IncomingMessage> {
  const asked = get(`${base}${path}`, { agent: false });
  const [answer] = await once(asked, 'response') as [IncomingMessage];
  if (answer.statusCode === 200) {
    await once(answer, 'readable');
    answer.read(1);
  }
  answer.on('error', () => {});
  return answer;
}

describe('a reader who leaves', () => {
  it.each(['geojson', 'csv', 'xlsx'])('ends the reading of the database (%s)', async (format) => {
    const answer = await begin(`/api/export/suppliers?format=${format}`);
    await until(working, (count) => count > 0);
    answer.destroy();
    await until(working, (count) => count === 0, 5000);
    expect((await served.get('/api/export/gardens?format=csv')).status).toBe(200);
  });

  withGdal('while a file is still being made leaves neither it nor the program that makes it', async () => {
    const asked = get(`${served.address}/api/export/suppliers?format=gpkg`, { agent: false });
    asked.on('error', () => {});
    await until(folders, (names) => names.length > 0 && existsSync(join(tmpdir(), names[0]!, 'out.gpkg')), 20_000);
    asked.destroy();
    await until(folders, (names) => names.length === 0, 5000);
    await until(working, (count) => count === 0, 5000);
  }, 30_000);

  it('at whatever moment leaves nothing behind', async () => {
    const formats = ['geojson', 'csv', 'xlsx', ...(await gdalIsHere() ? ['gpkg', 'shp', 'fgb'] : [])];
    for (let round = 0; round < 30; round += 1) {
      const asked = get(`${served.address}/api/export/suppliers?format=${formats[round % formats.length]}`, { agent: false, headers: { 'accept-encoding': round % 2 ? 'gzip' : 'identity' } });
      asked.on('error', () => {});
      asked.on('response', (answer) => { answer.on('error', () => {}); answer.resume(); });
      // Of every length from none to what a whole file takes: the moment is the case, so it is waited for.
      await new Promise((resolve) => { setTimeout(resolve, (round * 37) % 400); });
      asked.destroy();
    }
    await until(working, (count) => count === 0, 10_000);
    await until(folders, (names) => names.length === 0, 10_000);
    await until(async () => (await served.get('/api/export/gardens?format=csv')).status, (status) => status === 200, 5000);
  }, 60_000);

  withGdal('while a made file is on its way leaves no file', async () => {
    const answer = await begin('/api/export/suppliers?format=gpkg');
    expect(answer.statusCode).toBe(200);
    expect(folders()).toEqual([]);
    answer.destroy();
  }, 30_000);
});

describe('many at once', () => {
  it('one address has two, and is told to wait for the third', async () => {
    const held = [await begin('/api/export/suppliers?format=csv'), await begin('/api/export/suppliers?format=geojson')];
    try {
      const third = await served.get('/api/export/gardens?format=csv');
      expect(third.status).toBe(429);
      expect(Number(third.headers['retry-after'])).toBeGreaterThan(0);
      expect(third.json().detail).toMatch(/déjà deux fichiers/);
      // Everything else goes on.
      expect((await served.get('/ogc/collections/gardens/items')).status).toBe(200);
      expect((await served.get('/api/export/gardens?format=csv', { method: 'HEAD' })).status).toBe(200);
    } finally {
      for (const answer of held) answer.destroy();
    }
    await until(async () => (await served.get('/api/export/gardens?format=csv')).status, (status) => status === 200, 5000);
  });

  it('beyond what a process writes at once, others are told to come back', () => {
    const slots = new Slots(2, 1);
    const [first] = [slots.take('a'), slots.take('b')];
    const refusal = (address: string) => { try { slots.take(address); return null; } catch (error) { return error as ProblemError; } };
    expect(refusal('c')).toMatchObject({ problem: { status: 503 }, headers: { 'Retry-After': '10' } });
    expect(refusal('a')).toMatchObject({ problem: { status: 429 } });
    first!();
    first!();
    expect(slots.free).toBe(1);
    expect(refusal('c')).toBeNull();
  });
});

describe('a limit of time', () => {
  async function limited(milliseconds: number): Promise<{ base: string; close: () => void }> {
    const app = new Koa();
    app.silent = true;
    app.use(problems);
    app.use(exportRoutes({ database: served.database, city: readCity('brest'), limits: { milliseconds } }).routes());
    const server = createServer(app.callback());
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    return { base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => { server.closeAllConnections(); server.close(); } };
  }

  it('cuts what a slow reader does not take: never a file that only looks whole', async () => {
    const { base, close } = await limited(1500);
    try {
      const answer = await begin('/api/export/suppliers?format=csv', base);
      await until(working, (count) => count === 0, 8000);
      const over = new Promise((resolve) => { answer.once('close', resolve); });
      answer.resume();
      await over;
      expect(answer.complete).toBe(false);
    } finally {
      close();
    }
  });

  withGdal('stops a conversion, and says so', async () => {
    const { base, close } = await limited(300);
    try {
      const answer = await fetch(`${base}/api/export/suppliers?format=gpkg`);
      expect(answer.status).toBe(503);
      expect(((await answer.json()) as { detail: string }).detail).toMatch(/trop de temps/);
      expect(folders()).toEqual([]);
    } finally {
      close();
    }
  });
});

it('what a killed process left behind is swept by the next', async () => {
  const folder = join(tmpdir(), `karter-test-sweep-${process.pid}`);
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  mkdirSync(join(folder, `karter-export-${child.pid}-abc`), { recursive: true });
  mkdirSync(join(folder, `karter-export-${process.pid}-abc`));
  const { remove } = await workplace(folder);
  expect(readdirSync(folder).filter((name) => name.includes(String(child.pid)))).toEqual([]);
  expect(existsSync(join(folder, `karter-export-${process.pid}-abc`))).toBe(true);
  await remove();
});
