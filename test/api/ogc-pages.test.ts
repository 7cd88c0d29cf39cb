// Every OGC resource as a page and as JSON: negotiated, linked both ways, safe, and right behind a proxy and under a base path.
import { existsSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { contract, type RouteId } from '../../geodata/contract.ts';
import { hasPage } from '../../server/ogc/links.ts';
import { settings } from '../../server/settings.ts';
import { serve, serveCity } from './serve.ts';

const served = serveCity();
const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8';

async function addresses(): Promise<string[]> {
  const { features: [garden] } = (await served.get('/ogc/collections/gardens/items?limit=1')).json<{ features: { id: number }[] }>();
  return (Object.keys(contract) as RouteId[]).filter(hasPage).map((id) => id.slice('GET '.length).replace('{layer}', 'gardens').replace('{id}', String(garden!.id)).replace('{tileMatrixSetId}', 'WebMercatorQuad'));
}

describe('every resource', () => {
  it('is JSON or a page, as `f` or else `Accept` says', async () => {
    const all = await addresses();
    expect(all.length).toBe(15);
    for (const path of all) {
      const kind = async (query: string, accept?: string) => (await served.get(`${path}${query}`, { headers: accept === undefined ? {} : { Accept: accept } })).headers['content-type']!;
      for (const [query, accept] of [['', browser], ['?f=html', undefined], ['?f=html', 'application/json'], ['', 'text/html'], ['', 'application/json;q=0.1, text/html']]) expect(await kind(query!, accept), `${path} ${query} ${accept}`).toBe('text/html; charset=utf-8');
      for (const [query, accept] of [['', undefined], ['', '*/*'], ['?f=json', browser], ['', 'application/json'], ['', 'application/*'], ['', 'application/json, text/html;q=0.9'], ['', 'image/png']]) expect(await kind(query!, accept), `${path} ${query} ${accept}`).toMatch(/json/);
      const answer = await served.get(path, { headers: { Accept: browser } });
      expect(answer.headers.vary).toMatch(/Accept(,|$)/);
    }
  });

  it('is a whole document in French without a script, whose links all lead somewhere', async () => {
    const asked = new Set<string>();
    for (const path of await addresses()) {
      const answer = await served.get(`${path}?f=html`);
      const page = String(answer.body);
      expect(page, path).toMatch(/^<!doctype html>\n<html lang="fr">/);
      expect(page).not.toMatch(/<script|javascript:| on\w+="|undefined|\[object/);
      expect(page.match(/<h1>[^<]+<\/h1>/g), path).toHaveLength(1);
      expect(answer.headers['content-security-policy']).toMatch(/script-src 'self'/);
      for (const [, style] of page.matchAll(/<style>([\s\S]*?)<\/style>/g)) {
        const hash = (await import('node:crypto')).createHash('sha256').update(style!).digest('base64');
        expect(answer.headers['content-security-policy'], path).toContain(`'sha256-${hash}'`);
      }
      for (const [, href] of page.matchAll(/ href="([^"#]+)"/g)) {
        const address = href!.replaceAll('&amp;', '&').replaceAll('&#39;', "'");
        expect(address.startsWith(`${served.address}/`), `${path} → ${address}`).toBe(true);
        if (!/\/(lieux|donnees|fonds|api)\b/.test(address.slice(served.address.length).replace('/ogc/api', ''))) asked.add(address.slice(served.address.length));
      }
    }
    expect(asked.size).toBeGreaterThan(25);
    for (const address of asked) expect((await served.get(address)).status, address).toBeLessThan(400);
  }, 60_000);

  it('says in JSON where its page is, and in the page where its JSON is', async () => {
    for (const path of await addresses()) {
      if (/\/(schema|queryables|api)$/.test(path)) continue;
      const { links } = (await served.get(path)).json<{ links: { rel: string; href: string; type: string }[] }>();
      const other = links.find(({ rel, type }) => rel === 'alternate' && type === 'text/html')!;
      expect((await served.get(other.href.replace(served.address, ''))).headers['content-type'], path).toMatch(/html/);
      expect(links.some(({ rel }) => rel === 'self'), path).toBe(true);
      const page = String((await served.get(`${path}?f=html`)).body);
      const json = /<link rel="alternate" href="([^"]+)" type="application\/json">/.exec(page)![1]!.replaceAll('&amp;', '&');
      expect((await served.get(json.replace(served.address, ''))).headers['content-type'], path).toMatch(/json/);
    }
  });

  it('refuses what it does not know, and answers HEAD, OPTIONS and other sites', async () => {
    for (const path of await addresses()) {
      expect((await served.get(`${path}?inconnu=1`)).status, path).toBe(400);
      for (const f of ['xml', '', 'HTML']) expect((await served.get(`${path}?f=${f}`)).status, `${path} ${f}`).toBe(400);
      const [head, options] = [await served.get(path, { method: 'HEAD', headers: { Accept: browser } }), await served.get(path, { method: 'OPTIONS' })];
      expect([head.status, head.body.length, head.headers['content-type'], options.status]).toEqual([200, 0, 'text/html; charset=utf-8', 204]);
      expect([head.headers['access-control-allow-origin'], options.headers['access-control-allow-origin']]).toEqual(['*', '*']);
    }
  });
});

describe('pages of features', () => {
  it('turn by links to the end, and back to the first', async () => {
    let [address, pages, rows]: [string | undefined, number, number] = ['/ogc/collections/gardens/items?f=html&limit=20&filter=kind%20%3D%20%27partage%27', 0, 0];
    const { numberMatched } = (await served.get(address!.replace('f=html', 'f=json'))).json<{ numberMatched: number }>();
    while (address) {
      const page: string = String((await served.get(address)).body);
      rows += page.match(/<tr>/g)!.length - 1;
      pages += 1;
      if (pages > 1) expect(page).toContain('Première page');
      address = /rel="next" href="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&').replace(served.address, '');
      if (address) expect(address).toContain('filter=kind');
    }
    expect([rows, pages]).toEqual([numberMatched, Math.ceil(numberMatched / 20)]);
  });

  it('show what data says, and never run it', async () => {
    const attack = '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>';
    const [added] = await served.write("insert into gardens (source, source_id, kind, licence, vintage, accuracy, name) values ('essai', 'attaque', 'partage', 'essai', '2026-01-01', 'inconnue', $1) returning id", [attack]);
    for (const path of [`items/${String(added!.id)}?f=html`, `items?f=html&source=essai`, `items?f=html&filter=${encodeURIComponent(`name = '${attack.replaceAll("'", "''")}'`)}`]) {
      const page = String((await served.get(`/ogc/collections/gardens/${path}`)).body);
      expect(page, path).toContain('&lt;script&gt;');
      expect(page, path).not.toMatch(/<script>alert|<img src=x/);
    }
    await served.write("delete from gardens where source = 'essai'");
  });

  it('say what is wrong with a filter as everyone is told', async () => {
    const answer = await served.get('/ogc/collections/gardens/items?f=html&filter=kind%20%3D');
    expect([answer.status, answer.headers['content-type']]).toEqual([400, 'application/problem+json']);
  });

  it('list everything when a form is sent empty', async () => {
    expect((await served.get('/ogc/collections/gardens/items?f=html&filter=')).status).toBe(200);
  });
});

describe('the explorer', () => {
  it('shows every operation of the description', async () => {
    const { paths } = (await served.get('/ogc/api?f=json')).json<{ paths: Record<string, Record<string, { summary: string }>> }>();
    const page = String((await served.get('/ogc/api?f=html')).body);
    const operations = Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `<span class="method">${method.toUpperCase()}</span><code>${path}</code>`));
    expect(operations.length).toBeGreaterThan(150);
    for (const operation of operations) expect(page).toContain(operation);
  });

  it('says what every parameter means, and what a body looks like', async () => {
    const { paths } = (await served.get('/ogc/api?f=json')).json<{ paths: Record<string, Record<string, { parameters: { name: string; description?: string }[]; requestBody?: { content: Record<string, unknown> } }>> }>();
    const all = Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, one]) => ({ path, method, ...one })));
    expect(all.flatMap(({ path, parameters }) => parameters.filter(({ description }) => !description).map(({ name }) => `${path} ${name}`))).toEqual([]);
    const page = String((await served.get('/ogc/api?f=html')).body);
    expect(page.match(/Exemple de corps/g)).toHaveLength(all.filter(({ requestBody }) => requestBody && 'application/json' in requestBody.content).length);
  });

  it('gives examples that open', async () => {
    const page = String((await served.get('/ogc/api?f=html')).body);
    const examples = [...page.matchAll(/Exemple : <a href="([^"]+)">/g)].map(([, href]) => href!.replaceAll('&amp;', '&').replace(served.address, ''));
    expect(examples.length).toBeGreaterThan(80);
    for (const path of examples) expect((await served.get(path)).status, path).toBeLessThan(400);
  }, 60_000);
});

describe('what is declared', () => {
  it('is what docs/conformance.md lists, each class with its test, and nothing else', async () => {
    const { conformsTo } = (await served.get('/ogc/conformance')).json<{ conformsTo: string[] }>();
    const document = readFileSync(new URL('../../docs/conformance.md', import.meta.url), 'utf8');
    const whole = (short: string) => `http://www.opengis.net/spec/${short.startsWith('cql2') ? short.replace('cql2/', 'cql2/1.0/conf/') : `ogcapi-${short.replace('/', '/1.0/conf/')}`}`;
    const listed = document.split('\n').filter((line) => line.startsWith('| `')).flatMap((line) => [...line.split('|')[1]!.matchAll(/`((?:features-\d|tiles-1|cql2)\/[a-z0-9-]+)`/g)].map(([, short]) => whole(short!)));
    expect(conformsTo.toSorted()).toEqual(listed.toSorted());
    for (const [, file] of document.matchAll(/`((?:test\/unit\/cql2\/)?[a-z-]+\.test\.ts)`/g)) expect(existsSync(new URL(file!.includes('/') ? `../../${file!}` : file!, import.meta.url)), file).toBe(true);
  });
});

describe('behind a proxy', () => {
  const open = settings as { publicUrl: string | undefined; trustProxy: boolean };
  afterEach(() => { open.publicUrl = undefined; open.trustProxy = false; });

  it('that is trusted, links start with what it forwards', async () => {
    open.trustProxy = true;
    const trusting = await serve(served.url);
    try {
      const headers = { 'X-Forwarded-Host': 'carte.exemple.fr', 'X-Forwarded-Proto': 'https', 'X-Forwarded-Prefix': '/karter/', Host: 'interne:3000' };
      for (const path of await addresses()) {
        const json = String((await trusting.get(path, { headers })).body);
        for (const [, address] of json.matchAll(/"(?:href|\$id|url)":"(https?:[^"]+)"/g)) expect(address, path).toMatch(/^https:\/\/carte\.exemple\.fr\/karter/);
        const page = String((await trusting.get(`${path}?f=html`, { headers })).body);
        for (const [, address] of page.matchAll(/ (?:href|action)="([^"#]+)"/g)) expect(address, path).toMatch(/^https:\/\/carte\.exemple\.fr\/karter\//);
      }
      expect((await trusting.get('/tiles.json', { headers })).json<{ tiles: string[] }>().tiles[0]).toMatch(/^https:\/\/carte\.exemple\.fr\/karter\/tiles\//);
    } finally {
      await trusting.close();
    }
  });

  it('and under a base path, every link starts with it, in both forms', async () => {
    open.publicUrl = 'https://carte.exemple.fr/karter';
    for (const path of await addresses()) {
      const json = String((await served.get(path)).body);
      for (const [, address] of json.matchAll(/"(?:href|\$id|url)":"(https?:[^"]+)"/g)) expect(address, path).toMatch(/^https:\/\/carte\.exemple\.fr\/karter/);
      const page = String((await served.get(`${path}?f=html`)).body);
      for (const [, address] of page.matchAll(/ (?:href|action)="([^"#]+)"/g)) expect(address, path).toMatch(/^https:\/\/carte\.exemple\.fr\/karter\//);
    }
  });

  it('that passes the base path on, it is taken off', async () => {
    open.publicUrl = 'https://carte.exemple.fr/karter';
    for (const path of ['/karter/ogc', '/karter/ogc/', '/karter/ogc/collections/gardens/items?limit=1', '/karter/tiles/0/0/0.mvt', '/karter/ogc/tiles/WebMercatorQuad/0/0/0', '/karter/tiles.json', '/ogc']) expect((await served.get(path)).status, path).toBe(200);
    expect((await served.get('/karterx/ogc')).status).toBe(404);
    expect((await served.get('/karter')).status).toBe(200);
    const { links } = (await served.get('/karter/ogc/collections/gardens/items?limit=1')).json<{ links: { rel: string; href: string }[] }>();
    expect(links.find(({ rel }) => rel === 'self')!.href).toBe('https://carte.exemple.fr/karter/ogc/collections/gardens/items?limit=1');
  });
});
