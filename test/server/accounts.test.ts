// What the settings make of accounts: cookies behind TLS; and the commands that open the first ones.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuth } from '../../server/accounts/auth.ts';
import { makeDemoPeople } from '../../server/accounts/demo-people.ts';
import { directClient, openDatabase, type Database } from '../../server/db.ts';
import { readCity } from '../../geodata/load/city-folder.ts';
import { roles } from '../../geodata/permissions.ts';
import { createTestDatabase, type TestDatabase } from '../database.ts';

let made: TestDatabase;
let database: Database;
beforeAll(async () => { made = await createTestDatabase(); database = openDatabase(made.url); });
afterAll(async () => { await database?.end(); await made?.drop(); });

async function write(text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = directClient(made.url, 'karter_app');
  await client.connect();
  try {
    return (await client.query(text, values)).rows as Record<string, unknown>[];
  } finally {
    await client.end();
  }
}
const run = (...args: string[]) => promisify(execFile)(process.execPath, [fileURLToPath(new URL('../../server/accounts/cli.ts', import.meta.url)), ...args], { env: { ...process.env, DATABASE_URL: made.url, PUBLIC_URL: 'https://carte.example' } })
  .then(({ stdout }) => ({ code: 0, told: stdout }), (error: { code: number; stdout: string; stderr: string }) => ({ code: error.code, told: error.stdout + error.stderr }));

describe('cookies', () => {
  it.each([
    ['https://carte.example', '__Host-karter.session_token', true],
    ['http://localhost:3000', 'karter.session_token', false],
  ])('under %s', async (baseUrl, name, secure) => {
    const { $context } = createAuth({ app: database.app, secret: 'x'.repeat(32), city: readCity('brest'), baseUrl, providers: [] });
    const { sessionToken } = (await $context).authCookies;
    expect(sessionToken.name).toBe(name);
    expect(sessionToken.attributes).toMatchObject({ httpOnly: true, sameSite: 'lax', path: '/', secure });
    expect(sessionToken.attributes.domain).toBeUndefined();
  });
});

describe('npm run admin', () => {
  it('create: opens an administrator’s account once, with a link to choose a password', async () => {
    const { code, told } = await run('create', 'Chef@Ville.example');
    expect(code).toBe(0);
    const token = /https:\/\/carte\.example\/compte\/mot-de-passe\?jeton=([\w-]+)/.exec(told)![1]!;
    const auth = createAuth({ app: database.app, secret: 'x'.repeat(32), city: readCity('brest') });
    expect(await auth.api.resetPassword({ body: { token, newPassword: 'une phrase à retenir' } })).toEqual({ status: true });
    await run('create', 'chef@ville.example');
    expect(await write("select role from karter.grants join karter.people on people.id = person where email = 'chef@ville.example'")).toEqual([{ role: 'administrator' }]);
    expect((await run('create', 'pas une adresse')).code).toBe(1);
    expect((await run()).code).toBe(1);
  });

  it('demo-people: one sign-in a role, twice the same, never beside a real account', async () => {
    expect(await makeDemoPeople(made.url, () => {})).toBe(0);
    const [before] = await write('select count(*)::integer as count from karter.people');
    expect(await makeDemoPeople(made.url, () => {})).toBe(0);
    expect(await write('select count(*)::integer as count from karter.people')).toEqual([before]);
    const held = (await write('select distinct role from karter.grants')).map(({ role }) => role);
    expect([...held, 'resident'].toSorted()).toEqual(Object.keys(roles).toSorted());
    expect(await write("select 1 from karter.people where email like '%@demo.karter' and not demo")).toEqual([]);
    await write("insert into karter.people (name, email, email_verified) values ('Vraie Personne', 'vraie@exemple.fr', true)");
    const { code, told } = await run('demo-people');
    expect([code, told]).toEqual([1, expect.stringContaining('n’est pas une base de démonstration')]);
  });
});
