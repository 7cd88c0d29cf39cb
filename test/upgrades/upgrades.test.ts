// Every release's database comes up to date with nothing lost, and ends with the very schema of a new one.
import { readdirSync, readFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { layerIds } from '../../geodata/layers.ts';
import { loadCity } from '../../geodata/load/load-city.ts';
import { directClient } from '../../server/db.ts';
import { run } from '../../server/launch/child.ts';
import { findPostgres } from '../../server/launch/postgres-programs.ts';
import { migrate } from '../../server/migrate.ts';
import { createTestDatabase } from '../database.ts';

const dumps = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.sql.gz')).toSorted();
const { bin } = await findPostgres();

function restore(url: string, sql: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const psql = spawn(join(bin, 'psql'), ['--no-psqlrc', '--quiet', '--set=ON_ERROR_STOP=1', '--output=/dev/null', '--dbname', url], { stdio: ['pipe', 'ignore', 'pipe'] });
    let complaint = '';
    psql.stderr.on('data', (bytes: Buffer) => { complaint += String(bytes); });
    psql.once('error', reject);
    psql.once('close', (code) => (code === 0 ? resolve() : reject(new Error(complaint))));
    psql.stdin.end(sql);
  });
}

async function ids(url: string): Promise<Record<string, number[]>> {
  const client = directClient(url);
  await client.connect();
  try {
    const found: Record<string, number[]> = {};
    for (const layer of layerIds) {
      const { rows: [table] } = await client.query<{ there: boolean }>("select to_regclass('karter.' || $1) is not null as there", [layer]);
      if (table?.there) found[layer] = (await client.query<{ id: number }>(`select id from karter.${client.escapeIdentifier(layer)} order by id`)).rows.map(({ id }) => id);
    }
    return found;
  } finally {
    await client.end();
  }
}

/** Units whose kept history is not what was observed of them. */
async function forgotten(url: string): Promise<number> {
  const client = directClient(url);
  await client.connect();
  try {
    const { rows: [row] } = await client.query<{ count: number }>(`
      select count(*) from karter.premises left join karter.premises_history(array(select id from karter.premises)) seen on premises_id = premises.id
      where premises.history is distinct from coalesce(seen.history, '[]')`);
    return row!.count;
  } finally {
    await client.end();
  }
}

/** Metres of street that one walks. */
async function walked(url: string): Promise<number> {
  const client = directClient(url);
  await client.connect();
  try {
    return (await client.query<{ metres: number }>('select sum(length_m) as metres from karter.street_edges where routable')).rows[0]!.metres;
  } finally {
    await client.end();
  }
}

/** The schema as text, without the comments that name the server's version. */
async function schemaOf(url: string): Promise<string> {
  const sql = await run(join(bin, 'pg_dump'), ['--schema-only', '--schema=karter', '--dbname', url], { keepAll: true });
  return sql.split('\n').filter((line) => !/^--|^\\(un)?restrict |^$/.test(line)).toSorted().join('\n');
}

describe('a release’s database', () => {
  it.each(dumps)('%s comes up to date', async (dump) => {
    // The roles belong to the whole server: a migrated database beside it has made them.
    await using fresh = await createTestDatabase({ city: null });
    await using old = await createTestDatabase({ bare: true });
    const client = directClient(old.url);
    await client.connect();
    for (const extension of ['postgis', 'pgrouting', 'pg_trgm', 'unaccent']) await client.query(`create extension ${extension} with schema public`);
    await client.end();
    await restore(old.url, gunzipSync(readFileSync(join(import.meta.dirname, dump))));
    const before = await ids(old.url);
    await migrate(old.url, () => {});
    // Layers that came since begin empty.
    const after = await ids(old.url);
    expect(Object.fromEntries(Object.entries(after).filter(([layer, there]) => layer in before || there.length > 0))).toEqual(before);
    expect(await schemaOf(old.url)).toBe(await schemaOf(fresh.url));
    expect(await forgotten(old.url)).toBe(0);
    await loadCity(old.url, 'brest', () => {});
    expect(await walked(old.url)).toBeGreaterThan(100_000);
    await migrate(old.url, (line) => { throw new Error(`${line} was applied twice`); });
  }, 120_000);

  it('has one dump for each', () => {
    expect(dumps.length).toBeGreaterThan(0);
  });
});
