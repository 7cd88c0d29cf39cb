// A connection to a database of its own for a file of SQL tests; every test runs in a transaction that is rolled back.
import { afterAll, beforeAll } from 'vitest';
import { directClient, type Client, type Role } from '../../server/db.ts';
import { createTestDatabase, type TestDatabase } from '../database.ts';

export const lilliput = new URL('../cities/lilliput', import.meta.url).pathname;

export interface Session {
  url: string;
  /** Runs the test's statements as the role (default: the application) and forgets them. */
  rolledBack: (work: (client: Client) => Promise<void>, role?: Role) => Promise<void>;
}

/** Opens the database before the tests of the file and drops it after them. */
export function openSession(city: string | null = lilliput): Session {
  let database: TestDatabase | undefined;
  beforeAll(async () => { database = await createTestDatabase({ city }); });
  afterAll(async () => { await database?.drop(); });
  return {
    get url() { return database!.url; },
    async rolledBack(work, role = 'karter_app') {
      const client = directClient(database!.url, role);
      await client.connect();
      try {
        await client.query('begin');
        await work(client);
      } finally {
        await client.end();
      }
    },
  };
}

/** The only row of an answer, or the only value of it. */
export async function one<Row extends object = Record<string, unknown>>(client: Client, text: string, values: unknown[] = []): Promise<Row> {
  const { rows } = await client.query<Row>(text, values);
  if (rows.length !== 1) throw new Error(`${rows.length} rows for: ${text}`);
  return rows[0]!;
}

export async function value<Value>(client: Client, text: string, values: unknown[] = []): Promise<Value> {
  return Object.values(await one(client, text, values))[0] as Value;
}

export async function column<Value>(client: Client, text: string, values: unknown[] = []): Promise<Value[]> {
  return (await client.query<Record<string, Value>>(text, values)).rows.map((row) => Object.values(row)[0] as Value);
}

/** Whether a statement is refused, and with which SQLSTATE; the transaction goes on. */
export async function refusal(client: Client, text: string, values: unknown[] = []): Promise<string | null> {
  await client.query('savepoint attempt');
  try {
    await client.query(text, values);
    await client.query('release savepoint attempt');
    return null;
  } catch (error) {
    await client.query('rollback to savepoint attempt');
    return (error as { code?: string }).code ?? String(error);
  }
}

/** Text of a point, in degrees, for ST_GeomFromEWKT after projection. */
export const point = (lon: number, lat: number): string => `ST_Transform(ST_SetSRID(ST_MakePoint(${lon}, ${lat}), 4326), 3857)`;

/** Adds a unit; returns its id. */
export async function addPremises(client: Client, sourceId: string, geometry: string | null, more: Record<string, unknown> = {}): Promise<number> {
  const names = Object.keys(more);
  return value<number>(client, `insert into premises (source, source_id, licence, vintage, accuracy, geom${names.map((name) => `, ${name}`).join('')})
    values ('essai', $1, 'essai', '2026-01-01', 'exacte', ${geometry ?? 'null'}${names.map((_, index) => `, $${index + 2}`).join('')}) returning id`, [sourceId, ...Object.values(more)]);
}
