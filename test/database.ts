// Databases for tests: each test file gets its own, cloned in a moment from a template that was migrated and loaded once per run.
import { createHash } from 'node:crypto';
import { inject } from 'vitest';
import { loadCity } from '../geodata/load/load-city.ts';
import { directClient } from '../server/db.ts';
import type { Client } from '../server/db.ts';
import { migrate } from '../server/migrate.ts';

export interface TestDatabase extends AsyncDisposable {
  url: string;
  name: string;
  drop: () => Promise<void>;
}

let made = 0;

function urlOf(database: string): string {
  return inject('clusterUrl').replace('/postgres?', `/${database}?`);
}

async function asAdministrator<Result>(work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = directClient(inject('clusterUrl'));
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Makes the template when this run does not have it yet; others that ask at the same time wait for it. */
async function template(city: string | null): Promise<string> {
  const name = `template_${city === null ? 'empty' : /^[a-z]+$/.test(city) ? city : createHash('sha256').update(city).digest('hex').slice(0, 12)}`;
  await asAdministrator(async (client) => {
    await client.query('select pg_advisory_lock(hashtext($1))', [name]);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount) return;
    const draft = `${name}_draft`;
    await client.query(`drop database if exists ${draft} with (force)`);
    await client.query(city === null ? `create database ${draft}` : `create database ${draft} template ${await template(null)}`);
    if (city === null) await migrate(urlOf(draft), () => {});
    else await loadCity(urlOf(draft), city, () => {});
    await client.query(`alter database ${draft} rename to ${name}`);
  });
  return name;
}

/**
 * @param options.city The city it holds, a name or a folder; null for migrations only, `bare` for nothing at all.
 */
export async function createTestDatabase({ city = 'brest', bare = false }: { city?: string | null; bare?: boolean } = {}): Promise<TestDatabase> {
  const source = bare ? 'template1' : await template(city);
  const name = `test_${process.pid}_${made += 1}`;
  await asAdministrator((client) => client.query(`create database ${name} template ${source}`));
  const drop = async (): Promise<void> => {
    await asAdministrator((client) => client.query(`drop database if exists ${name} with (force)`));
  };
  return { url: urlOf(name), name, drop, [Symbol.asyncDispose]: drop };
}
