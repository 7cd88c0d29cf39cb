// Brings a database up to date: roles and extensions, numbered migrations once, then functions and layers whenever their text changed.
import { createHash } from 'node:crypto';
import { Logger, runMigrations } from 'graphile-worker';
import { readdirSync, readFileSync } from 'node:fs';
import { directClient, ownerPool, type Client } from './db.ts';

const sql = (path: string) => readFileSync(new URL(`../sql/${path}`, import.meta.url), 'utf8');
const list = (folder: string) => readdirSync(new URL(`../sql/${folder}/`, import.meta.url)).filter((name) => name.endsWith('.sql')).sort();

const silent = new Logger(() => () => {});

/** Any number every Karter process takes the same lock with. */
const migrationLock = 4_827_190_319;

/** Files of a folder in an order that satisfies their `-- after: other` lines. */
function inOrder(folder: 'layers' | 'functions'): string[] {
  const ordered: string[] = [];
  const visit = (file: string) => {
    if (ordered.includes(file)) return;
    for (const match of sql(`${folder}/${file}`).matchAll(/^-- after: (\w+)$/gm)) visit(`${match[1]}.sql`);
    ordered.push(file);
  };
  list(folder).forEach(visit);
  return ordered;
}

async function apply(client: Client, name: string, text: string, log: (line: string) => void): Promise<void> {
  const hash = createHash('sha256').update(text).digest('hex');
  const { rows: [known] } = await client.query<{ hash: string }>('select hash from karter.migrations where name = $1', [name]);
  const numbered = name.startsWith('migrations/');
  if (known?.hash === hash || (known && numbered)) return;
  await client.query(text);
  await client.query('insert into karter.migrations (name, hash) values ($1, $2) on conflict (name) do update set hash = excluded.hash, applied_at = now()', [name, hash]);
  log(name);
}

/**
 * Migrates under a lock, in one transaction: another process waits and finds it done; a failure leaves all as it was.
 * `log` hears the name of each file that was applied. Raises the database's own error.
 */
export async function migrate(databaseUrl: string, log: (line: string) => void = () => {}): Promise<void> {
  const client = directClient(databaseUrl);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    await client.query(sql('roles.sql'));
    // The job queue brings its own tables; whoever owns ours may put jobs in.
    const owner = ownerPool(databaseUrl);
    await runMigrations({ pgPool: owner, logger: silent }).finally(() => owner.end());
    await client.query('begin');
    await client.query('set local role karter_owner');
    await client.query(`
      create table if not exists karter.migrations (name text primary key, hash text not null, applied_at timestamptz not null default now());
      comment on table karter.migrations is 'Which files of sql/ were applied, with the hash of their text.';
      comment on column karter.migrations.name is 'Path under sql/.';
      comment on column karter.migrations.hash is 'SHA-256.';
      comment on column karter.migrations.applied_at is 'When.'`);
    for (const file of list('migrations')) await apply(client, `migrations/${file}`, sql(`migrations/${file}`), log);
    await apply(client, 'functions/foundation.sql', sql('functions/foundation.sql'), log);
    for (const file of inOrder('layers')) await apply(client, `layers/${file}`, sql(`layers/${file}`), log);
    for (const file of inOrder('functions').filter((name) => name !== 'foundation.sql')) await apply(client, `functions/${file}`, sql(`functions/${file}`), log);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    await client.end();
  }
}
