// Every setting is an environment variable, read once. docs/install.md lists them.
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

function wholeNumber(name: string, fallback: number, least: number): number {
  const text = process.env[name];
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < least) throw new Error(`${name}=${text} : un nombre entier d’au moins ${least} est attendu.`);
  return value;
}

const port = wholeNumber('PORT', 3000, 0);
const publicUrl = process.env.PUBLIC_URL?.replace(/\/+$/, '') || undefined;

export interface Provider { id: string; name: string; discoveryUrl: string; clientId: string; clientSecret: string; scopes: string[] }

/** OpenID Connect for agents, one at most: OIDC_DISCOVERY_URL, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME. */
function readProviders(): Provider[] {
  const { OIDC_DISCOVERY_URL: discoveryUrl, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret = '', OIDC_NAME: name = 'ProConnect', OIDC_SCOPES: scopes = 'openid email profile' } = process.env;
  return discoveryUrl && clientId ? [{ id: 'agents', name, discoveryUrl, clientId, clientSecret, scopes: scopes.split(/[ ,]+/) }] : [];
}

export const settings = {
  port,
  /** Address to listen on; absent: all. */
  host: process.env.HOST || undefined,
  databaseUrl: process.env.DATABASE_URL ?? '',
  city: process.env.KARTER_CITY || 'brest',
  processes: wholeNumber('WEB_CONCURRENCY', availableParallelism(), 1),
  /** Memory for ready tiles, a process. */
  tileCacheBytes: wholeNumber('TILE_CACHE_MB', 64, 1) * 1024 * 1024,
  /** Where the outside reaches the server, without a final slash; absent: what the request says. */
  publicUrl,
  /** What links in letters start with. */
  baseUrl: publicUrl ?? `http://localhost:${port}`,
  /** Signs sessions; absent: one is made and kept in the database. */
  secret: process.env.KARTER_SECRET || undefined,
  writesPerMinute: wholeNumber('WRITES_PER_MINUTE', 240, 1),
  /** Errors and places sent from one address, a process. */
  contributionsPerHour: wholeNumber('CONTRIBUTIONS_PER_HOUR', 20, 1),
  /** Largest file sent to the import desk. */
  importBytes: wholeNumber('IMPORT_MOST_MB', 2048, 1) * 1024 * 1024,
  signInsPerMinute: wholeNumber('SIGN_INS_PER_MINUTE', 8, 1),
  providers: readProviders(),
  smtpUrl: process.env.SMTP_URL || undefined,
  mailFrom: process.env.MAIL_FROM || 'Karter <karter@localhost>',
  /** Where letters go without a mail server. */
  outbox: process.env.KARTER_OUTBOX || fileURLToPath(new URL('../.local/outbox/', import.meta.url)),
  /** Whether X-Forwarded-* come from a proxy of ours. */
  trustProxy: process.env.TRUST_PROXY === '1',
  logLevel: process.env.LOG_LEVEL || 'info',
} as const;
