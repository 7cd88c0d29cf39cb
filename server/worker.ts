// One process that answers: its own pools, its own change feed, its own memory.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { readCity } from '../geodata/load/city-folder.ts';
import { readSecret } from './accounts/secret.ts';
import { createApp } from './app.ts';
import { followChanges } from './changes.ts';
import { openDatabase } from './db.ts';
import { log } from './log.ts';
import { settings } from './settings.ts';

export interface Running { server: Server; close(): Promise<void> }

/** Longest time a request may take to arrive whole, in milliseconds; a file sent to the import desk has its own patience. */
const arrival = 30_000;

function cutSlow(request: IncomingMessage): void {
  if (request.complete || request.url?.startsWith('/api/imports?')) return;
  const timer = setTimeout(() => { if (!request.complete) request.destroy(); }, arrival);
  request.once('close', () => clearTimeout(timer));
}

/** Starts listening. Raises the system's error when the port is taken, the database's when it cannot be reached. */
export async function startWorker(): Promise<Running> {
  const city = readCity(settings.city);
  const database = openDatabase(settings.databaseUrl);
  const feed = await followChanges(settings.databaseUrl);
  const app = createApp({ database, city, feed, secret: await readSecret(database.app) });
  const server = createServer({ requestTimeout: 3_600_000, headersTimeout: 15_000, keepAliveTimeout: 65_000 }, app.handle);
  server.on('request', cutSlow);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(settings.port, settings.host, resolve);
  });
  log.info({ port: settings.port, city: city.id }, 'listening');
  return {
    server,
    close: async () => {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), 3000).unref();
      });
      await feed.close();
      await database.end();
    },
  };
}
