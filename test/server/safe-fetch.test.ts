// The fetch of what a person names, against real servers on this machine: the inner network stays closed, and nothing runs on for ever.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSocketServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, createGzip, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { doorTo } from '../../geodata/load/fetch/door.ts';
import { fetchRules, FetchProblem, type FetchRules } from '../../geodata/load/fetch/fetch-rules.ts';
import { isPublicAddress } from '../../geodata/load/fetch/public-address.ts';
import { safeFetch, type Fetched, type Wanted } from '../../geodata/load/fetch/safe-fetch.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
let answer: Answer;
let asked: IncomingMessage[] = [];
const server = createServer((request, response) => { asked.push(request); answer(request, response); });
let port: number;
let folder: string;
let path: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  port = (server.address() as AddressInfo).port;
});
afterAll(() => { server.closeAllConnections(); server.close(); });
beforeEach(() => { asked = []; folder = mkdtempSync(join(tmpdir(), 'karter-fetch-')); path = join(folder, 'kept'); });
afterEach(() => rmSync(folder, { recursive: true }));

const strict = (more: Partial<FetchRules> = {}): FetchRules => ({ ...fetchRules({}), ...more });
/** As an operator who opened this very server. */
const open = (more: Partial<FetchRules> = {}): FetchRules => strict({ allowPrivate: [`127.0.0.1:${port}`], ...more });
const here = (rest = '/donnees.csv') => `http://127.0.0.1:${port}${rest}`;
const get = (url = here(), rules = open(), more: Partial<Wanted> = {}) => safeFetch({ url, path, ...more }, rules);
async function problem(url: string, rules: FetchRules, more: Partial<Wanted> = {}): Promise<string> {
  const error = await get(url, rules, more).then(() => null, (raised: unknown) => raised);
  expect(error, url).toBeInstanceOf(FetchProblem);
  expect(readdirSync(folder), 'nothing is left behind').toEqual([]);
  return (error as FetchProblem).fault;
}

describe('addresses', () => {
  it.each(['0.0.0.0', '10.1.2.3', '100.64.0.1', '100.100.100.200', '127.0.0.1', '127.255.255.254', '169.254.169.254', '172.16.0.1', '172.31.255.255', '192.0.0.192', '192.168.1.1', '198.18.0.1', '224.0.0.1', '255.255.255.255', '240.0.0.1', '168.63.129.16',
    '::', '::1', '::127.0.0.1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:a9fe:a9fe', '0:0:0:0:0:ffff:7f00:1', '::ffff:0:127.0.0.1', '64:ff9b::127.0.0.1', '64:ff9b::a00:1', '64:ff9b:1::1', '2002:7f00:1::', '2002:a00:1::1', '2001:0:7f00:1::',
    'fc00::1', 'fd00:ec2::254', 'fe80::1', 'fe80::1%eth0', 'fec0::1', 'ff02::1', '100::1', '2001:db8::1', '3fff::1', '5f00::1', '4000::1', 'nonsense', '', '1.2.3', '0x7f.1'])('%s is not public', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(['1.1.1.1', '51.15.0.1', '172.32.0.1', '100.128.0.1', '2001:41d0::1', '2a01:e0a::1', '::ffff:1.1.1.1', '64:ff9b::1.1.1.1'])('%s is', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
});

describe('the inner network', () => {
  beforeEach(() => { answer = (_request, response) => response.end('secret'); });

  it('is refused in every spelling, and nothing is asked of it', async () => {
    const rules = strict({ ports: [80, 443, port] });
    const hosts = ['127.0.0.1', '127.1', '127.0.1', '0x7f000001', '2130706433', '0177.0.0.1', '017700000001', '0x7f.0.0.1', '127.0.0.1.', '127.1.', '0', '0.0.0.0', '１２７.0.0.1', '127。0。0。1', '[::1]', '[::]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[0:0:0:0:0:ffff:127.0.0.1]', '[64:ff9b::7f00:1]', '[2002:7f00:1::]', 'localhost', 'localhost.', 'LOCALHOST', 'lOcAlHoSt.', '169.254.169.254', '[fd00:ec2::254]', '10.0.0.1', '192.168.0.1'];
    for (const host of hosts) expect(await problem(`http://${host}:${port}/`, rules), host).toBe('refused');
    expect(asked).toEqual([]);
  });

  it('is refused behind a name, when any one of its addresses is inside', async () => {
    const to = (...addresses: string[]) => strict({ ports: [port], resolve: () => Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))) });
    const url = `http://donnees.exemple:${port}/`;
    expect(await problem(url, to('127.0.0.1'))).toBe('refused');
    expect(await problem(url, to('1.1.1.1', '127.0.0.1'))).toBe('refused');
    expect(await problem(url, to('2001:41d0::1', '::ffff:10.0.0.1'))).toBe('refused');
    expect(await problem(url, to())).toBe('network');
    expect(await problem(url, strict({ ports: [port], resolve: () => Promise.reject(new Error('ENOTFOUND')) }))).toBe('network');
    expect(await problem(url, strict({ ports: [port], connectMilliseconds: 50, resolve: () => new Promise(() => {}) }))).toBe('network');
    expect(asked).toEqual([]);
  });

  it('cannot slip in between the check and the connection: the name is resolved once, and the connection made to what was checked', async () => {
    let times = 0;
    const resolve = () => Promise.resolve([{ address: (times += 1) === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }]);
    // No such name exists: only the address that was checked can have been connected to.
    await get(`http://rebond.invalid:${port}/`, strict({ allowPrivate: [`rebond.invalid:${port}`], resolve }));
    expect(times).toBe(1);
    expect(asked[0]!.headers.host).toBe(`rebond.invalid:${port}`);
  });

  it('is refused after a redirect, also the second, also by a name', async () => {
    const inner = createServer((request, response) => { asked.push(request); response.end('secret'); });
    await new Promise<void>((resolve) => { inner.listen(0, '127.0.0.2', resolve); });
    const innerPort = (inner.address() as AddressInfo).port;
    const ports = [innerPort, port];
    try {
      for (const target of [`http://127.0.0.2:${innerPort}/`, `http://localhost:${innerPort}/`, `//127.0.0.2:${innerPort}/`, `http://0x7f000002:${innerPort}/`, `http://[::ffff:127.0.0.2]:${innerPort}/`]) {
        asked = [];
        answer = (request, response) => { response.writeHead(302, { location: request.url === '/deux' ? target : '/deux' }).end(); };
        expect(await problem(here(), open({ ports })), target).toBe('refused');
        expect(asked).toHaveLength(2);
      }
      for (const target of ['file:///etc/passwd', 'ftp://127.0.0.1/', 'gopher://127.0.0.1/', 'data:text/plain,x', 'http://nom:secret@example.org/', 'http://']) {
        answer = (_request, response) => { response.writeHead(301, { location: target }).end(); };
        expect(await problem(here(), open({ ports })), target).toBe('address');
      }
    } finally {
      inner.closeAllConnections();
      inner.close();
    }
  });

  it('opens where the operator says so: by host, or by host and port', async () => {
    expect(await problem(here(), strict())).toBe('refused');
    expect(await problem(here(), strict({ allowPrivate: ['127.0.0.1:1'] }))).toBe('refused');
    expect(await problem(here(), strict({ allowPrivate: ['127.0.0.1'] }))).toBe('refused');
    expect(await get(here(), open())).toMatchObject({ state: 'fetched', bytes: 6 });
    rmSync(path);
    expect(await get(`http://LocalHost.:${port}/`, strict({ allowPrivate: [`localhost:${port}`] }))).toMatchObject({ state: 'fetched' });
    rmSync(path);
    expect(await get(here(), strict({ allowPrivate: ['127.0.0.1'], ports: [port] }))).toMatchObject({ state: 'fetched' });
  });
});

describe('an address', () => {
  it('of another kind, with a password, or to another port is refused', async () => {
    for (const url of ['file:///etc/passwd', 'ftp://example.org/', 'javascript:1', 'data:,x', 'example.org/x.csv', '', 'http://', 'http://nom:secret@example.org/', 'https://nom@example.org/']) expect(await problem(url, strict()), url).toBe('address');
    for (const port of [22, 25, 5432, 6379, 8080]) expect(await problem(`http://1.1.1.1:${port}/`, strict()), String(port)).toBe('refused');
  });

  it('that leads from a protected connection to an open one is not followed', async () => {
    const rules = strict({ resolve: () => Promise.resolve([{ address: '1.1.1.1', family: 4 }]) });
    const signal = new AbortController().signal;
    const from = new URL('https://donnees.exemple/a/b');
    await expect(doorTo('http://donnees.exemple/', rules, signal, from)).rejects.toMatchObject({ fault: 'redirect' });
    expect((await doorTo('../c', rules, signal, from)).url.href).toBe('https://donnees.exemple/c');
  });
});

describe('what arrives', () => {
  it('is written down with its hash, name and validators, under an honest name', async () => {
    answer = (_request, response) => response.writeHead(200, { 'content-type': 'text/csv; charset=utf-8', etag: '"a1"', 'last-modified': 'Mon, 23 Nov 2026 10:00:00 GMT', 'content-disposition': "attachment; filename*=UTF-8''..%2F..%2Fjardins%20partag%C3%A9s.csv" }).end('a;b\n1;2\n');
    const got = await get() as Fetched;
    expect(got).toMatchObject({ state: 'fetched', bytes: 8, etag: '"a1"', modified: 'Mon, 23 Nov 2026 10:00:00 GMT', mediaType: 'text/csv', name: 'jardins partagés.csv' });
    expect(got.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(readFileSync(path, 'utf8')).toBe('a;b\n1;2\n');
    expect(asked[0]!.headers['user-agent']).toMatch(/^Karter\/\d/);
    expect(asked[0]!.headers.cookie).toBeUndefined();
  });

  it('is not fetched again when it has not changed', async () => {
    answer = (request, response) => { response.writeHead(request.headers['if-none-match'] === '"a1"' ? 304 : 200, { etag: '"a1"' }).end(); };
    expect(await get(here(), open(), { etag: '"a1"' })).toEqual({ state: 'unchanged' });
    expect(readdirSync(folder)).toEqual([]);
    answer = (request, response) => { response.writeHead(request.headers['if-modified-since'] ? 304 : 200).end(); };
    expect(await get(here(), open(), { modified: 'Mon, 23 Nov 2026 10:00:00 GMT' })).toEqual({ state: 'unchanged' });
    // A server that says so unasked gives nothing.
    answer = (_request, response) => { response.writeHead(304).end(); };
    expect(await problem(here(), open())).toBe('status');
  });

  it('is followed through a few redirects, not through many', async () => {
    answer = (request, response) => { const left = Number(request.url!.slice(1)); if (left > 0) response.writeHead(307, { location: `/${left - 1}` }).end(); else response.end('fin'); };
    expect(await get(here('/5'))).toMatchObject({ state: 'fetched', bytes: 3 });
    rmSync(path);
    expect(await problem(here('/6'), open())).toBe('redirect');
    expect(asked).toHaveLength(12);
  });

  it.each([400, 401, 403, 404, 410, 429, 500, 502, 503, 204, 206, 302])('with %i is a failure', async (status) => {
    answer = (_request, response) => { response.writeHead(status).end(status === 204 ? undefined : 'non'); };
    expect(await problem(here(), open())).toBe('status');
  });

  it('is undone of its coding, and refused when that is unknown or broken', async () => {
    const text = 'é'.repeat(10_000);
    for (const [coding, body] of [['gzip', gzipSync(text)], ['br', brotliCompressSync(text)], ['identity', Buffer.from(text)]] as const) {
      answer = (_request, response) => response.writeHead(200, { 'content-encoding': coding }).end(body);
      expect(await get()).toMatchObject({ bytes: 20_000 });
      expect(readFileSync(path, 'utf8')).toBe(text);
      rmSync(path);
    }
    for (const [coding, body] of [['gzip', Buffer.from('pas du gzip')], ['gzip', gzipSync(text).subarray(0, 40)], ['br', Buffer.from('xyz')], ['gzip, gzip', gzipSync(gzipSync(text))], ['constructor', Buffer.from('x')]] as const) {
      answer = (_request, response) => response.writeHead(200, { 'content-encoding': coding }).end(body);
      expect(await problem(here(), open())).toBe('encoding');
    }
  });

  it('is stopped at the limit: announced, endless, or unpacking without end', async () => {
    const rules = open({ mostBytes: 2_000_000 });
    answer = (_request, response) => { response.writeHead(200, { 'content-length': '3000000' }); response.write('x'); };
    expect(await problem(here(), rules)).toBe('size');

    const pour = (to: NodeJS.WritableStream) => { const piece = Buffer.alloc(64 * 1024); const more = () => { while (to.write(piece)); to.once('drain', more); }; more(); };
    answer = (_request, response) => pour(response);
    expect(await problem(here(), rules)).toBe('size');

    // Zeros without end, a thousand to one: what is unpacked counts, and memory stays flat.
    const before = process.memoryUsage().rss;
    answer = (_request, response) => { response.writeHead(200, { 'content-encoding': 'gzip' }); const packer = createGzip({ level: 9 }); packer.pipe(response); pour(packer); response.on('close', () => packer.destroy()); };
    expect(await problem(here(), open({ mostBytes: 50_000_000 }))).toBe('size');
    expect(process.memoryUsage().rss - before).toBeLessThan(120_000_000);
  });

  it('in time, or not at all: silent, stalled, trickling, cut', async () => {
    answer = () => {};
    expect(await problem(here(), open({ answerMilliseconds: 60 }))).toBe('time');
    answer = (_request, response) => { response.writeHead(200); response.write('début'); };
    expect(await problem(here(), open({ stallMilliseconds: 60 }))).toBe('time');
    answer = (_request, response) => { response.writeHead(200); const drip = setInterval(() => response.write('.'), 20); response.on('close', () => clearInterval(drip)); };
    expect(await problem(here(), open({ stallMilliseconds: 500, wholeMilliseconds: 200 }))).toBe('time');
    answer = (request, response) => { response.writeHead(200, { 'content-length': '100' }); response.write('début'); setTimeout(() => request.socket.destroy(), 20); };
    expect(await problem(here(), open())).toBe('network');
  });

  it('from what is no HTTP server is a failure in words', async () => {
    const babble = createSocketServer((socket) => { socket.on('error', () => {}).resume(); socket.end('SSH-2.0-OpenSSH_9.2\r\n'); });
    await new Promise<void>((resolve) => { babble.listen(0, '127.0.0.1', resolve); });
    const { port: other } = babble.address() as AddressInfo;
    expect(await problem(`http://127.0.0.1:${other}/`, open({ allowPrivate: ['127.0.0.1'], ports: [other] }))).toBe('network');
    await new Promise((resolve) => { babble.close(resolve); });
    expect(await problem(`http://127.0.0.1:${other}/`, open({ allowPrivate: ['127.0.0.1'], ports: [other] }))).toBe('network');
  });

  it('can be called off', async () => {
    const stop = new AbortController();
    answer = (_request, response) => { response.writeHead(200); response.write('début'); setTimeout(() => stop.abort(new Error('assez')), 20); };
    await expect(get(here(), open(), { signal: stop.signal })).rejects.toThrow('assez');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('never overwrites a file', async () => {
    answer = (_request, response) => { response.end('un'); };
    await get();
    await expect(get()).rejects.toBeInstanceOf(FetchProblem);
    expect(readFileSync(path, 'utf8')).toBe('un');
  });
});

it('reads its settings, and names one of no sense', () => {
  expect(fetchRules({ FETCH_ALLOW_PRIVATE: 'sig.lan:8080, Donnees.lan', FETCH_PORTS: '8443', FETCH_MOST_MB: '10', PUBLIC_URL: 'https://carte.exemple/' })).toMatchObject({ allowPrivate: ['sig.lan:8080', 'donnees.lan'], ports: [80, 443, 8443], mostBytes: 10_485_760, userAgent: expect.stringContaining('(+https://carte.exemple)') });
  expect(() => fetchRules({ FETCH_MOST_MB: 'beaucoup' })).toThrow('FETCH_MOST_MB');
});
