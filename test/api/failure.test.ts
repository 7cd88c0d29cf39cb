// When the database is slow, blocked, cut off or away: honest answers meanwhile, and nothing missed afterwards.
import { createServer, connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { directClient, openDatabase } from '../../server/db.ts';
import { createTestDatabase, type TestDatabase } from '../database.ts';
import { lilliput } from '../sql/session.ts';
import { serve, until } from './serve.ts';
import { featuresOf, tileAt } from './tile-reading.ts';

let database: TestDatabase;
beforeAll(async () => { database = await createTestDatabase({ city: lilliput }); });
afterAll(async () => { await database?.drop(); });

const garden = tileAt(2.0202, 46.82015, 15).path;
const names = (body: Buffer): unknown[] => (featuresOf(body).gardens ?? []).map(({ properties }) => properties.name);
const rename = (name: string): [string, string[]] => ["update gardens set name = $1 where source_id = 'nains'", [name]];

/** Stands between the server and the database; while it is down, connections are cut and refused. */
class Line {
  #sockets = new Set<Socket>();
  #server = createServer();
  #port = 0;
  readonly #path: string;

  constructor(url: string) {
    this.#path = `${decodeURIComponent(/[?&]host=([^&]+)/.exec(url)![1]!)}/.s.PGSQL.5432`;
  }

  async up(): Promise<void> {
    this.#server = createServer((near) => {
      const far = connect(this.#path);
      for (const [one, other] of [[near, far], [far, near]] as const) {
        this.#sockets.add(one);
        one.pipe(other);
        one.on('error', () => other.destroy());
        one.on('close', () => { this.#sockets.delete(one); other.destroy(); });
      }
    });
    await new Promise<void>((resolve) => { this.#server.listen(this.#port, '127.0.0.1', resolve); });
    this.#port = (this.#server.address() as { port: number }).port;
  }

  async down(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => { this.#server.close(resolve); });
  }

  through(url: string): string {
    const { user, name } = /^postgres(?:ql)?:\/\/(?<user>[^@]+)@[^/]*\/(?<name>[^?]+)/.exec(url)!.groups!;
    return `postgresql://${user}@127.0.0.1:${this.#port}/${name}`;
  }
}

it('a query that is blocked gives up in time, and says so', async () => {
  const served = await serve(database.url, { city: lilliput, timeout: 250 });
  const blocker = directClient(database.url);
  await blocker.connect();
  try {
    await blocker.query('begin; lock table karter.gardens in access exclusive mode');
    for (const path of ['/ogc/collections/gardens/items', garden, '/api/figures']) {
      const began = performance.now();
      const answer = await served.get(path);
      expect(answer.status, path).toBe(503);
      expect(answer.headers['content-type']).toBe('application/problem+json');
      expect(answer.headers['retry-after']).toBeDefined();
      expect(answer.json()).toMatchObject({ type: '/problemes/indisponible', detail: 'Le calcul a pris trop de temps.' });
      expect(performance.now() - began).toBeLessThan(3000);
    }
    // Others are answered meanwhile.
    expect((await served.get('/ogc/collections/premises/items')).status).toBe(200);
    await blocker.query('rollback');
    for (const path of ['/ogc/collections/gardens/items', garden, '/api/figures']) expect((await served.get(path)).status, path).toBe(200);
  } finally {
    await blocker.end();
    await served.close();
  }
});

it('every public query is cut after five seconds by itself', async () => {
  const { reader, end } = openDatabase(database.url);
  expect((await reader.query('show statement_timeout')).rows).toEqual([{ statement_timeout: '5s' }]);
  await end();
});

it('a listener whose connection was ended hears again, and catches up on what it missed', async () => {
  const served = await serve(database.url, { city: lilliput, retryMilliseconds: 300 });
  try {
    expect(names((await served.get(garden)).body)).toContain('Jardin des Nains');
    const ended = await served.write("select pid from pg_stat_activity where datname = current_database() and application_name = 'karter_direct' and pid <> pg_backend_pid()");
    expect(ended).toHaveLength(1);
    const superuser = directClient(database.url);
    await superuser.connect();
    await superuser.query('select pg_terminate_backend($1)', [ended[0]!.pid]);
    await superuser.end();
    await served.write(...rename('Jardin retrouvé'));
    await until(async () => names((await served.get(garden)).body), (seen) => seen.includes('Jardin retrouvé'));
    await served.write(...rename('Jardin des Nains'));
    await until(async () => names((await served.get(garden)).body), (seen) => seen.includes('Jardin des Nains'));
  } finally {
    await served.close();
  }
});

describe('without a database', () => {
  it('hot tiles are served, the rest says when to come back, and all recovers by itself with what changed meanwhile', async () => {
    const line = new Line(database.url);
    await line.up();
    const served = await serve(line.through(database.url), { city: lilliput, retryMilliseconds: 20 });
    const elsewhere = directClient(database.url, 'karter_app');
    await elsewhere.connect();
    try {
      const cold = tileAt(2.005, 46.8152, 15).path;
      const hot = await served.get(garden);
      expect(hot.status).toBe(200);
      expect((await served.get('/readyz')).status).toBe(200);
      await line.down();
      for (const path of ['/readyz', '/ogc/collections/gardens/items', '/api/search?q=a', cold]) {
        const answer = await served.get(path);
        expect(answer.status, path).toBe(503);
        expect(answer.headers['content-type'], path).toBe('application/problem+json');
        expect(answer.json(), path).toMatchObject({ type: '/problemes/indisponible', title: expect.stringMatching(/momentanément/) });
        expect(Number(answer.headers['retry-after']), path).toBeGreaterThan(0);
      }
      expect((await served.get('/healthz')).status).toBe(200);
      const still = await served.get(garden);
      expect([still.status, still.headers.etag]).toEqual([200, hot.headers.etag]);
      await elsewhere.query(...rename('Jardin d’entretemps'));
      await line.up();
      await until(async () => (await served.get('/readyz')).status, (status) => status === 200);
      await until(async () => names((await served.get(garden)).body), (seen) => seen.includes('Jardin d’entretemps'));
      expect((await served.get(cold)).status).toBe(200);
      await elsewhere.query(...rename('Jardin des Nains'));
      await until(async () => names((await served.get(garden)).body), (seen) => seen.includes('Jardin des Nains'));
    } finally {
      await elsewhere.end();
      await served.close();
      await line.down();
    }
  });
});
