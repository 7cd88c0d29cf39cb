// Whatever is sent, every route answers soon with a problem document that says so in French, never with a failure of ours.
import { describe, expect, it } from 'vitest';
import { Problem } from '../../geodata/contract.ts';
import { publicLayers } from '../../geodata/layers.ts';
import { queryables } from '../../server/ogc/conditions.ts';
import { serveCity, type Answer } from './serve.ts';
import { tileAt } from './tile-reading.ts';

const served = serveCity();

const tile = tileAt(-4.489, 48.389, 12).path;
const items = '/ogc/collections/gardens/items';
/** Every route with the parameters it reads. */
const routes: Record<string, readonly string[]> = {
  [items]: ['bbox', 'bbox-crs', 'datetime', 'limit', 'after', 'crs', 'filter', 'filter-lang', 'filter-crs', 'f', ...queryables('gardens')],
  '/api/search': ['q', 'limit', 'layers'],
  '/api/quartiers/bellevue': ['on', 'as_of'],
  '/api/figures': ['on', 'as_of'],
  '/api/around': ['lon', 'lat', 'layers'],
  '/api/density/premises': ['cell'],
  [tile]: ['layers'],
  '/tiles.json': ['layers'],
};
const needed: Record<string, string> = { '/api/around': 'lon=-4.49&lat=48.39&', '/api/search': 'q=a&' };

/** Values that break something somewhere. Words are refused or searched for in vain, but always answered. */
const values: Record<string, string> = {
  NaN: 'NaN', Infinity: 'Infinity', '-Infinity': '-Infinity', empty: '', minus: '-1', zero: '0', huge: '1e99', digits: '9'.repeat(40), hexadecimal: '0x10', comma: '1,5',
  'null byte': '%00', 'null byte within': 'a%00b', 'invalid UTF-8': '%ff', 'cut UTF-8': '%c3', 'surrogate': '%ed%a0%80', 'bad escape': '%zz', 'overlong': '%c0%af',
  quote: "'", 'or true': "'%20or%20'1'='1", union: "1%20union%20select%20*%20from%20pg_user", drop: "';drop%20table%20karter.gardens;--", sleep: "';select%20pg_sleep(10)--", dollar: '$1', format: '%25s%25n', percent: '%25',
  'reversed bbox': '5,49,4,48', 'huge bbox': '-1e9,-1e9,1e9,1e9', 'infinite bbox': '1,inf,2,3', 'impossible day': '2026-02-30', 'year zero': '0000-01-01', 'year 99999': '99999-01-01', 'far offset': '2026-01-01T00:00:00%2B23:59', array: '[1]', object: '{"a":1}',
  'long': 'a'.repeat(5000), 'long list': Array(900).fill('gardens').join(','), 'path': '../../etc/passwd', emoji: '%F0%9F%92%A5', rtl: '%E2%80%AE', script: '<script>alert(1)</script>'.replaceAll('<', '%3C').replaceAll('>', '%3E'),
};
/** Those that no parameter may take: they must be refused by all. */
const never = new Set(['null byte', 'null byte within', 'invalid UTF-8', 'cut UTF-8', 'surrogate', 'bad escape', 'overlong', 'long']);

function expectProblem(answer: Answer, told: string): void {
  expect(answer.status, told).toBeGreaterThanOrEqual(400);
  expect(answer.status, told).toBeLessThan(500);
  expect(answer.headers['content-type'], told).toBe('application/problem+json');
  const problem = Problem.parse(answer.json());
  expect(problem.type, told).toMatch(/^\/problemes\/[a-z-]+$/);
  expect(problem.title, told).toMatch(/^[A-ZÀÉ].+\.$/);
  expect(problem.status, told).toBe(answer.status);
  expect(String(answer.body), told).not.toMatch(/pg_|syntax|stack|node_modules|\.ts:/);
}

async function send(path: string, options: Parameters<typeof served.get>[1] = {}): Promise<Answer> {
  const began = performance.now();
  const answer = await served.get(path, options);
  expect(performance.now() - began, path.slice(0, 200)).toBeLessThan(5000);
  expect(answer.status, path.slice(0, 200)).toBeLessThan(500);
  return answer;
}

describe.each(Object.keys(routes))('%s', (route) => {
  it.each(Object.keys(values))('with %s in every parameter', async (name) => {
    for (const parameter of routes[route]!) {
      const before = (needed[route] ?? '').split('&').filter((pair) => pair !== '' && !pair.startsWith(`${parameter}=`)).map((pair) => `${pair}&`).join('');
      const answer = await send(`${route}?${before}${parameter}=${values[name]}`, { headers: { Forwarded: 'x' } });
      if (answer.status === 429) throw new Error('the limit of requests was reached: the case was not tried');
      if (never.has(name) || answer.status !== 200 && answer.status !== 204) expectProblem(answer, `${parameter}: ${name}`);
    }
  });

  it('with each parameter twice', async () => {
    for (const parameter of routes[route]!) {
      const once = { q: 'a', lon: '-4', lat: '48', layers: 'gardens', limit: '1', after: '1', f: 'json', on: '2026-01-01', as_of: '2026-01-01T00:00:00Z', cell: '100', bbox: '1,2,3,4', datetime: '2026-01-01' }[parameter] ?? 'a';
      expectProblem(await send(`${route}?${needed[route] ?? ''}${parameter}=${once}&${parameter}=${once}`), parameter);
    }
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND'])('with %s', async (method) => {
    const answer = await send(route, { method });
    expectProblem(answer, method);
    expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD, OPTIONS']);
  });
});

describe('parameters of the path', () => {
  const strange = ['%00', '%ff', "'", "';drop table gardens;--", '..%2f..%2fetc%2fpasswd', 'NaN', '-1', '1e9', '9'.repeat(30), 'a'.repeat(3000), '%F0%9F%92%A5', '0x10', 'null', '__proto__', 'constructor', 'toString', '%2e%2e', ' '].map((text) => text.replaceAll(' ', '%20'));
  it.each([
    '/ogc/collections/{}', '/ogc/collections/{}/items', '/ogc/collections/{}/schema', '/ogc/collections/{}/queryables', '/ogc/collections/{}/tiles', '/ogc/tiles/{}', '/ogc/tiles/WebMercatorQuad/{}/0/0', '/ogc/collections/gardens/tiles/WebMercatorQuad/3/0/{}', '/ogc/tileMatrixSets/{}', `${items}/{}`, '/api/quartiers/{}', '/api/density/{}',
    '/tiles/{}/0/0.mvt', '/tiles/3/{}/0.mvt', '/tiles/3/0/{}.mvt', '/assets/{}', '/ogc/{}', '/api/{}',
  ])('%s', async (template) => {
    for (const text of strange) expectProblem(await send(template.replace('{}', text)), text.slice(0, 60));
  });

  it.each(['/assets/../package.json', '/assets/..%2fpackage.json', '/assets/%2e%2e/server/main.ts', '/assets/....//package.json', '/assets//etc/passwd', '/assets/.vite/manifest.json', '/assets/%00', '/assets/..\\package.json'])('%s stays within the built client', async (path) => {
    expectProblem(await send(path), path);
  });
});

it('a filter on every property of every layer only filters', async () => {
  for (const { id } of publicLayers) {
    for (const property of queryables(id as Parameters<typeof queryables>[0])) {
      const answer = await send(`/ogc/collections/${id}/items?limit=1&${property}=${encodeURIComponent("x' or 1=1 --")}`);
      // A code or a number that it cannot be is refused; a text is looked for in vain.
      if (answer.status !== 400) expect([answer.status, answer.json().numberMatched], `${id}.${property}`).toEqual([200, 0]);
    }
  }
}, 60_000);

it('a body of 10 MB is refused, whatever the method', async () => {
  const body = Buffer.alloc(10 * 1024 * 1024, 'a');
  for (const [method, path] of [['POST', items], ['PUT', '/api/search'], ['POST', '/tiles/0/0/0.mvt'], ['POST', '/'], ['GET', '/api/figures'], ['GET', '/tiles/0/0/0.mvt']] as const) {
    const answer = await send(path, { method, body, headers: { 'Content-Length': String(body.length) } });
    expectProblem(answer, `${method} ${path}`);
    expect([405, 413]).toContain(answer.status);
  }
});

it('headers that lie or are too large change nothing', async () => {
  for (const headers of [{ Host: 'a"<b>' }, { 'X-Forwarded-Host': 'x\u00e9' }, { Accept: ','.repeat(4000) }, { 'Accept-Encoding': 'gzip;q=x' }, { 'If-None-Match': '"'.repeat(4000) }, { Range: 'bytes=0-999999999' }] as Record<string, string>[]) {
    expect([200, 304, 400]).toContain((await send(`${items}?limit=1`, { headers })).status);
    expect([200, 304, 400]).toContain((await send(tile, { headers })).status);
  }
  expect((await send(items, { headers: { 'X-Long': 'a'.repeat(20_000) } })).status).toBe(431);
});

it('nothing of all this was written', async () => {
  expect(await served.write("select count(*)::integer as versions from feature_versions where layer = 'gardens'")).toEqual([{ versions: 0 }]);
});

describe('a flood', () => {
  it('of searches is told to wait, and tiles and items are still served', async () => {
    const answers = await Promise.all(Array.from({ length: 130 }, () => served.get('/api/search?q=x')));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    for (const answer of refused) {
      expectProblem(answer, '429');
      expect(Number(answer.headers['retry-after'])).toBeGreaterThanOrEqual(1);
      expect(Number(answer.headers['retry-after'])).toBeLessThanOrEqual(10);
    }
    expect((await served.get(`${items}?limit=1`)).status).toBe(200);
    expect((await served.get('/tiles/0/0/0.mvt')).status).toBeLessThan(300);
  });
});
