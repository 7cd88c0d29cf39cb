// Every route × every role × what is one's own, foreign, here and elsewhere, against the table that says what is expected (expected.txt).
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { contract, type RouteId } from '../../../geodata/contract.ts';
import { roles } from '../../../geodata/permissions.ts';
import { serveCity } from '../serve.ts';
import { cases } from './cases.ts';
import { actorIds, grantedRoles, makeWorld, type Actor, type World } from './world.ts';

// Read by the settings, which are imported after this: all of these requests come from one address.
vi.hoisted(() => { Object.assign(process.env, { WRITES_PER_MINUTE: '100000', SIGN_INS_PER_MINUTE: '1000', CONTRIBUTIONS_PER_HOUR: '100000', IMPORT_MOST_MB: '1' }); });

const file = new URL('expected.txt', import.meta.url);
const routeIds = Object.keys(contract) as RouteId[];
const head = `# Who may what: a line a route and case, a column a role (test/api/permissions/world.ts says who they are).
# + may   · may, and is refused for another reason (409, 413, 422, 428)   – may not (403)   ? must sign in (401)   0 does not exist, for them (404)
# A new route: an entry in cases-<area>.ts, then its lines here; UPDATE_PERMISSIONS=1 writes what is, to be read line by line before it is believed.
`;

/** `route | case | cells`. */
function readTable(): Map<string, string[]> {
  const lines = readFileSync(file, 'utf8').split('\n').filter((line) => line.includes('|') && !line.startsWith('#'));
  return new Map(lines.map((line) => { const [route, name, cells] = line.split('|').map((part) => part.trim()); return [`${route} | ${name}`, cells!.split(/\s+/)]; }));
}

const served = serveCity();
let world: World;
beforeAll(async () => { world = await makeWorld(served); });
afterAll(async () => { await world?.close(); });

async function cellOf(route: RouteId, name: string, actor: Actor): Promise<string> {
  const { path, body, headers = {}, bytes } = await cases[route][name]!(world, actor);
  const method = route.split(' ')[0]!;
  const answer = bytes ? await served.get(path, { method, body: bytes, headers: { ...headers, 'content-length': String(bytes.length), cookie: world.cookies[actor] } }) : await world.asks[actor](method, path, body, headers);
  const cell = { 401: '?', 403: '–', 404: '0' }[answer.status];
  // 400 and 415 say that the request itself is wrong; 5xx that the server is: neither says who may.
  if (!cell && (answer.status === 400 || answer.status === 415 || answer.status === 429 || answer.status >= 500)) throw new Error(`${actor}: ${method} ${path}: ${answer.status} ${String(answer.body).slice(0, 500)}`);
  return cell ?? (answer.status < 400 ? '+' : '·');
}

const table = readTable();
const walked = routeIds.flatMap((route) => Object.keys(cases[route]).map((name) => ({ route, name, key: `${route} | ${name}` })));
const found = new Map<string, string[]>();

describe('the table', () => {
  it('has a line for every route and case, and no other', () => {
    if (process.env.UPDATE_PERMISSIONS) return;
    expect([...table.keys()].toSorted()).toEqual(walked.map(({ key }) => key).toSorted());
  });
  it('knows every role', () => {
    expect([...grantedRoles, 'resident'].toSorted()).toEqual(Object.keys(roles).toSorted());
  });
});

describe.each(routeIds)('%s', (route) => {
  it.each(Object.keys(cases[route]))('%s', async (name) => {
    const cells: string[] = [];
    for (const actor of actorIds) cells.push(await cellOf(route, name, actor));
    found.set(`${route} | ${name}`, cells);
    if (process.env.UPDATE_PERMISSIONS) return;
    const named = (row: readonly string[] | undefined) => Object.fromEntries(actorIds.map((actor, index) => [actor, row?.[index]]));
    expect(named(cells)).toEqual(named(table.get(`${route} | ${name}`)));
  });
});

afterAll(() => {
  if (!process.env.UPDATE_PERMISSIONS) return;
  const wide = Math.max(...walked.map(({ route }) => route.length));
  const middle = Math.max(...walked.map(({ name }) => name.length));
  const line = (route: string, name: string, cells: readonly string[]) => `${route.padEnd(wide)} | ${name.padEnd(middle)} | ${cells.map((cell) => cell.padEnd(3)).join(' ').trimEnd()}`;
  writeFileSync(file, `${head}${`# ${line('', '', actorIds).slice(2)}`}\n${walked.map(({ route, name, key }) => line(route, name, found.get(key) ?? [])).join('\n')}\n`);
});
