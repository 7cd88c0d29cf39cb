// The application over a test database, in this process and on a free port: its cache and pools can be looked at.
import { Agent, createServer, request, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll } from 'vitest';
import { readCity } from '../../geodata/load/city-folder.ts';
import { createApp, type Application } from '../../server/app.ts';
import { followChanges, type ChangeFeed } from '../../server/changes.ts';
import { directClient, openDatabase, type Database } from '../../server/db.ts';
import { createTestDatabase, type TestDatabase } from '../database.ts';

export interface Answer { status: number; headers: IncomingHttpHeaders; body: Buffer; json: <Kind = Record<string, unknown>>() => Kind }

export interface Served {
  address: string;
  url: string;
  application: Application;
  database: Database;
  /** Asks for exactly this path: nothing is normalised on the way, unlike fetch. */
  get: (path: string, options?: { method?: string; headers?: Record<string, string>; body?: Buffer }) => Promise<Answer>;
  /** Runs statements as the application does. */
  write: (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;
}

export async function serve(url: string, { city = 'brest', timeout = 5000, retryMilliseconds = 20 } = {}): Promise<Served & { close: () => Promise<void> }> {
  const database = openDatabase(url, { timeout });
  const feed: ChangeFeed = await followChanges(url, { retryMilliseconds });
  const application = createApp({ database, city: readCity(city), feed, secret: 'x'.repeat(32) });
  const server = createServer(application.handle);
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const { port } = server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true, maxSockets: 60 });
  return {
    address: `http://127.0.0.1:${port}`, url, application, database,
    get: (path, { method = 'GET', headers = {}, body } = {}) => new Promise((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port, path, method, headers, agent: body ? false : agent }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => {
          const whole = Buffer.concat(parts);
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: whole, json: () => JSON.parse(String(whole)) });
        });
        response.on('error', reject);
      });
      let answered = false;
      asked.once('response', () => { answered = true; });
      // A server that refuses a large body may close before all of it was sent.
      asked.on('error', (error) => { if (!answered) reject(error); });
      asked.end(body);
    }),
    async write(text, values = []) {
      const client = directClient(url, 'karter_app');
      await client.connect();
      try {
        return (await client.query(text, values)).rows as Record<string, unknown>[];
      } finally {
        await client.end();
      }
    },
    async close() {
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => { server.close(resolve); });
      await feed.close();
      await database.end();
    },
  };
}

/** Serves a city to all tests of a file. */
export function serveCity(city = 'brest'): Served {
  let served: (Served & { close: () => Promise<void> }) | undefined;
  let made: TestDatabase | undefined;
  beforeAll(async () => {
    made = await createTestDatabase({ city });
    served = await serve(made.url, { city });
  });
  afterAll(async () => { await served?.close(); await made?.drop(); });
  return new Proxy({} as Served, { get: (_target, name) => served![name as keyof Served] });
}

/** Waits until something holds, looking again every few milliseconds; fails with what was last seen. */
export async function until<Seen>(look: () => Promise<Seen> | Seen, holds: (seen: Seen) => boolean, within = 2000): Promise<Seen> {
  const end = performance.now() + within;
  for (;;) {
    const seen = await look();
    if (holds(seen)) return seen;
    if (performance.now() > end) throw new Error(`not within ${within} ms; last seen: ${JSON.stringify(seen)?.slice(0, 500)}`);
    await new Promise((resolve) => { setTimeout(resolve, 15); });
  }
}
