// Every setting is an environment variable, read once. docs/install.md lists them.
import { availableParallelism } from 'node:os';

function wholeNumber(name: string, fallback: number, least: number): number {
  const text = process.env[name];
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < least) throw new Error(`${name}=${text} : un nombre entier d’au moins ${least} est attendu.`);
  return value;
}

export const settings = {
  port: wholeNumber('PORT', 3000, 0),
  /** Address to listen on; absent: all. */
  host: process.env.HOST || undefined,
  databaseUrl: process.env.DATABASE_URL ?? '',
  city: process.env.KARTER_CITY || 'brest',
  processes: wholeNumber('WEB_CONCURRENCY', availableParallelism(), 1),
  /** Memory for ready tiles, a process. */
  tileCacheBytes: wholeNumber('TILE_CACHE_MB', 64, 1) * 1024 * 1024,
  /** Where the outside reaches the server, without a final slash; absent: what the request says. */
  publicUrl: process.env.PUBLIC_URL?.replace(/\/+$/, '') || undefined,
  /** Whether X-Forwarded-* come from a proxy of ours. */
  trustProxy: process.env.TRUST_PROXY === '1',
  logLevel: process.env.LOG_LEVEL || 'info',
} as const;
