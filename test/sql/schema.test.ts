// The schema as it stands: written down in schema.sql, every part of it explained. After a change of sql/: UPDATE_SCHEMA=1 npm test -- test/sql/schema.test.ts
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { run } from '../../server/launch/child.ts';
import { findPostgres } from '../../server/launch/postgres-programs.ts';
import { column, openSession, value } from './session.ts';

const session = openSession(null);
const file = join(import.meta.dirname, 'schema.sql');

/** What pg_dump writes without what differs between its versions. */
async function dump(): Promise<string> {
  const { bin } = await findPostgres();
  const sql = await run(join(bin, 'pg_dump'), ['--schema-only', '--schema=karter', '--no-comments', '--dbname', session.url], { keepAll: true });
  const kept = sql.split('\n').filter((line) => !/^--|^\\(un)?restrict |^SET |^SELECT pg_catalog\.set_config/.test(line));
  return `${kept.join('\n').replace(/\n{2,}/g, '\n\n').trim()}\n`;
}

it('is the committed one', async () => {
  const now = await dump();
  if (process.env.UPDATE_SCHEMA === '1') writeFileSync(file, now);
  expect(existsSync(file), 'schema.sql is missing').toBe(true);
  expect(now).toBe(readFileSync(file, 'utf8'));
});

it('explains every table, view, sequence and column', () => session.rolledBack(async (client) => {
  const relations = "relnamespace = 'karter'::regnamespace and relkind in ('r', 'v', 'm', 'p', 'f')";
  expect(await value(client, `select count(*) from pg_class where ${relations}`)).toBeGreaterThan(30);
  expect(await column(client, `select relname from pg_class where ${relations} and obj_description(oid, 'pg_class') is null`)).toEqual([]);
  expect(await column(client, `
    select relname || '.' || attname from pg_class join pg_attribute on attrelid = pg_class.oid
    where ${relations} and relkind <> 'v' and attnum > 0 and not attisdropped and col_description(attrelid, attnum) is null`)).toEqual([]);
}));

it('keeps every layer’s geometry valid, in web mercator and indexed', () => session.rolledBack(async (client) => {
  const layers = await column<string>(client, "select f_table_name from geometry_columns where f_table_schema = 'karter' and f_geometry_column = 'geom' and f_table_name not like 'item\\_%' and f_table_name <> 'import_rows' order by 1");
  expect(layers).toContain('gardens');
  expect(await column(client, "select f_table_name from geometry_columns where f_table_schema = 'karter' and srid <> 3857 and f_table_name <> 'import_rows'")).toEqual([]);
  for (const layer of layers.filter((name) => name !== 'feature_columns')) {
    expect(await value(client, "select count(*) from pg_index join pg_class i on i.oid = indexrelid join pg_am on relam = pg_am.oid where indrelid = $1::regclass and amname = 'gist'", [`karter.${layer}`]), layer).toBe(1);
    expect(await value(client, "select count(*) from pg_constraint where conrelid = $1::regclass and pg_get_constraintdef(oid) ilike '%st_isvalid(geom)%'", [`karter.${layer}`]), layer).toBe(1);
  }
}));
