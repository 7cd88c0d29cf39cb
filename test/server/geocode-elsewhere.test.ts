// The national geocoder as an operator may name one, against a server on this machine that answers as it does.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fetchRules, FetchProblem } from '../../geodata/load/fetch/fetch-rules.ts';
import { geocodeElsewhere, geocoderUrl } from '../../geodata/load/geocode-elsewhere.ts';

let asked: URL[] = [];
const answers: Record<string, (response: ServerResponse) => void> = {
  '12 rue de Siam': (response) => response.end(JSON.stringify({ type: 'FeatureCollection', features: [{ type: 'Feature', geometry: { type: 'Point', coordinates: [-4.49, 48.388] }, properties: { label: '12 Rue de Siam 29200 Brest', score: 0.97, type: 'housenumber', x: 1 } }] })),
  rien: (response) => response.end('{"type":"FeatureCollection","features":[]}'),
  folie: (response) => response.end('<html>'),
  loin: (response) => response.end('{"features":[{"geometry":{"coordinates":[500,900]},"properties":{"label":"x","score":9,"type":"street"}}]}'),
  refus: (response) => { response.statusCode = 400; response.end('{}'); },
};
const server = createServer((request, response) => {
  const url = new URL(request.url!, 'http://x');
  asked.push(url);
  (answers[url.searchParams.get('q')!] ?? answers.rien!)(response);
});
let url: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/search`;
});
afterAll(() => { server.closeAllConnections(); server.close(); });
const rules = () => ({ ...fetchRules({}), allowPrivate: [new URL(url).host] });

it('is asked by nobody unless it is named', () => {
  expect(geocoderUrl({})).toBeNull();
  expect(geocoderUrl({ GEOCODER_URL: ' ' })).toBeNull();
  expect(geocoderUrl({ GEOCODER_URL: 'https://data.geopf.fr/geocodage/search' })).toBe('https://data.geopf.fr/geocodage/search');
  for (const wrong of ['data.geopf.fr', 'file:///etc/passwd', 'javascript:1']) expect(() => geocoderUrl({ GEOCODER_URL: wrong }), wrong).toThrow('GEOCODER_URL');
});

it('answers in the order asked, with nothing for what it does not know or says senselessly', async () => {
  asked = [];
  const found = await geocodeElsewhere([{ address: '12 rue de Siam', insee: '29019' }, ...['rien', 'folie', 'loin', 'refus'].map((address) => ({ address, insee: null }))], url, rules());
  expect(found).toEqual([{ lon: -4.49, lat: 48.388, score: 0.97, kind: 'numéro', label: '12 Rue de Siam 29200 Brest' }, null, null, null, null]);
  expect(asked[0]!.searchParams.get('citycode')).toBe('29019');
  expect(asked[1]!.searchParams.has('citycode')).toBe(false);
});

it('is kept out of the inner network like every other fetch, and says when it cannot be reached', async () => {
  await expect(geocodeElsewhere([{ address: '12 rue de Siam', insee: null }], url, fetchRules({}))).rejects.toBeInstanceOf(FetchProblem);
});
