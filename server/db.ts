// The one door to PostgreSQL: three pools by role, statements from sql/queries/, and the direct connection for notifications.
import pg from 'pg';
import { layerById, type LayerId } from '../geodata/layers.ts';
import { fieldsOf } from '../geodata/layer.ts';
import { readFileSync } from 'node:fs';

export const { DatabaseError } = pg;
export type Pool = pg.Pool;
export type Client = pg.Client;
export type PoolClient = pg.PoolClient;

// bigint ids stay below 2^53 (one sequence from 1); counts too.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
// Days stay days: no clock, no zone.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

/** SQLSTATEs that the server tells apart (https://www.postgresql.org/docs/current/errcodes-appendix.html). */
export const sqlState = {
  queryCanceled: '57014',
  tooManyConnections: '53300',
  diskFull: '53100',
  deadlock: '40P01',
  uniqueViolation: '23505',
  checkViolation: '23514',
  notNullViolation: '23502',
  /** The class of what a type cannot hold. */
  dataException: '22',
  /** The class of broken constraints. */
  integrityViolation: '23',
} as const;

export type Role = 'karter_owner' | 'karter_app' | 'karter_reader';

/** Session settings by role; public reads are cut after 5 s, and plan once for every tile. */
export function sessionOptions(role: Role, timeout = 5000): string {
  const settings: Record<string, string | number> = { role, search_path: 'karter,public', timezone: 'UTC' };
  if (role === 'karter_reader') Object.assign(settings, { statement_timeout: timeout, plan_cache_mode: 'force_generic_plan', jit: 'off', default_transaction_read_only: 'on' });
  if (role === 'karter_app') Object.assign(settings, { statement_timeout: 60_000, jit: 'off' });
  return Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`).join(' ');
}

export interface Database {
  /** Public routes and tiles: sees public tables only. */
  reader: Pool;
  /** Public too, for files that are read for minutes: tiles never wait for them. */
  downloads: Pool;
  /** Writes. */
  app: Pool;
  /** For a process of its own. */
  url: string;
  end(): Promise<void>;
}

/** Files that one process writes at the same time. */
export const downloadsAtOnce = 3;

/** Opens the pools; `size` is the number of reader connections of this process (2 to 4 measured best: 8 raises p95), `timeout` a public query's longest run in milliseconds. */
export function openDatabase(url: string, { size = 4, timeout = 5000 } = {}): Database {
  const pool = (role: Role, max: number) => {
    const created = new pg.Pool({
      connectionString: url, max, options: sessionOptions(role, timeout), application_name: role,
      connectionTimeoutMillis: 5000, idleTimeoutMillis: 60_000, allowExitOnIdle: false,
    });
    // A connection lost while idle is replaced at the next query, which reports what is wrong if it still is.
    created.on('error', () => {});
    // One lost in the middle of a transaction fails that transaction, not the process.
    created.on('connect', (client) => { client.on('error', () => {}); });
    return created;
  };
  const reader = pool('karter_reader', size);
  const downloads = pool('karter_reader', downloadsAtOnce);
  const app = pool('karter_app', 2);
  return { reader, downloads, app, url, end: async () => { await Promise.all([reader.end(), downloads.end(), app.end()]); } };
}

/** A connection of its own, for LISTEN, migrations and loads. */
export function directClient(url: string, role?: Role): Client {
  return new pg.Client({ connectionString: url, ...(role ? { options: sessionOptions(role) } : {}), application_name: `karter_direct`, connectionTimeoutMillis: 5000, keepAlive: true });
}

/** The owner's pool, for the job queue alone: its tables are its own. */
export function ownerPool(url: string): Pool {
  const pool = new pg.Pool({ connectionString: url, max: 3, options: '-c role=karter_owner', application_name: 'karter_jobs', connectionTimeoutMillis: 5000 });
  pool.on('error', () => {});
  pool.on('connect', (client) => { client.on('error', () => {}); });
  return pool;
}

const queriesFolder = new URL('../sql/queries/', import.meta.url);

const statements = new Map<string, string>();

/** A statement of sql/queries/, by file name; read once. */
export function query(name: string): string {
  let text = statements.get(name);
  if (text === undefined) statements.set(name, text = readFileSync(new URL(`${name}.sql`, queriesFolder), 'utf8'));
  return text;
}

/** The same for one layer: `{layer}` and `{columns}` stand for identifiers of the vocabulary, never for input. */
export function layerQuery(name: string, layer: LayerId): string {
  const columns = Object.keys(fieldsOf(layerById[layer])).map((column) => `item.${column}`).join(', ');
  return query(name).replaceAll('{layer}', layer).replaceAll('{columns}', columns);
}
