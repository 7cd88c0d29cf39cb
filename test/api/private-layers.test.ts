// What is in the database for its own use alone shows in no answer: the public routes are walked with an address base and a register in place.
import { beforeAll, expect, it } from 'vitest';
import { lilliput } from '../sql/session.ts';
import { contract } from '../../geodata/contract.ts';
import { serveCity } from './serve.ts';
import { featuresOf, tileAt } from './tile-reading.ts';

const served = serveCity(lilliput);

const secret = ['55545678900011', 'Chez Moi Tout Seul', 'Ruelle Dérobée'];

beforeAll(async () => {
  await served.write(`
    insert into establishments (source, source_id, licence, vintage, accuracy, siret, siren, state, diffusion, name, sign, naf, street, number, address, geom)
    select 'Insee, Sirene', siret, 'LO', '2026-11-01', 'exacte', siret, left(siret, 9), 'actif', 'O', sign, sign, naf, street, number, number || ' ' || street, ST_Transform(ST_SetSRID(ST_MakePoint(2.02 + east, 46.815), 4326), 3857)
    from (values ('12345678900011', 'Le Fournil', '10.71C', 'Rue du Port', 10, 0.00003), ('55545678900011', 'Chez Moi Tout Seul', '62.01Z', 'Ruelle Dérobée', 3, 0.003)) as given(siret, sign, naf, street, number, east)`);
  await served.write(`
    insert into premises (source, source_id, licence, vintage, accuracy, name, address, naf, occupancy, geom)
    values ('essai', 'port-10', 'LO', '2026-11-01', 'exacte', 'Le Fournil', '10 rue du Port', '10.71C', 'occupe', ST_Transform(ST_SetSRID(ST_MakePoint(2.02, 46.815), 4326), 3857))`);
  await served.write(`
    insert into addresses (source, source_id, licence, vintage, accuracy, number, street, postcode, city, insee, geom)
    select 'essai', n::text, 'LO', '2026-11-01', 'exacte', n, 'Rue du Port', '99100', 'Lilliput', '99001', ST_Transform(ST_SetSRID(ST_MakePoint(2.02 + n * 0.0001, 46.815), 4326), 3857) from generate_series(8, 14, 2) n`);
});

it('the matched establishment is its unit’s, on the card and in what is downloaded', async () => {
  const { features } = (await served.get('/ogc/collections/premises/items?limit=100')).json<{ features: { id: number; properties: { siret: string | null } }[] }>();
  expect(features.map(({ properties }) => properties.siret).filter(Boolean)).toEqual(['12345678900011']);
});

it('the other one is nowhere, and neither layer has a door', async () => {
  const [{ id }] = await served.write("select id from establishments where siret = '55545678900011'") as [{ id: number }];
  for (const layer of ['establishments', 'addresses']) {
    for (const path of [`/ogc/collections/${layer}`, `/ogc/collections/${layer}/items`, `/ogc/collections/${layer}/items/${id}`, `/ogc/collections/${layer}/schema`, `/ogc/collections/${layer}/tiles`, `/api/density/${layer}`, `/lieux/${layer}/${id}`, `/tiles/14/8283/5785.mvt?layers=${layer}`, `/api/features/${layer}/${id}`, `/api/export/${layer}`, `/api/catalogue/${layer}`]) {
      const { status, body } = await served.get(path);
      expect(status, path).toBeGreaterThanOrEqual(400);
      expect(status, path).toBeLessThan(500);
      for (const word of secret) expect(String(body), path).not.toContain(word);
    }
  }
  expect(Object.keys(featuresOf((await served.get(tileAt(2.02, 46.815, 16).path)).body))).not.toEqual(expect.arrayContaining(['establishments']));
});

it('every public page and answer keeps silent about it', async () => {
  const values: Record<string, string> = { layer: 'premises', id: 'sainte-agathe', z: '14', x: '8283', y: '5785', quartier: 'sainte-agathe' };
  const doors = Object.keys(contract).filter((route) => route.startsWith('GET ')).map((route) => route.slice(4).replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '1'));
  const asked = ['Chez+Moi+Tout+Seul', '55545678900011', '3+Ruelle+D%C3%A9rob%C3%A9e', 'ruelle'].flatMap((typed) => [`/api/search?q=${typed}`, `/recherche?q=${typed}`, `/?q=${typed}`]);
  for (const path of [...doors, ...asked, '/', '/commerces', '/commerces?liste=1', '/donnees', '/quartiers/sainte-agathe', '/sitemap.xml', '/ogc/collections/premises/items?limit=1000', '/api/around?lon=2.023&lat=46.815']) {
    const { body } = await served.get(path.startsWith('/api/changes') ? '/' : path);
    // What was typed is said back; the register's own spelling of anything else would not be.
    const answer = String(body).replaceAll(decodeURIComponent(path.split('q=')[1] ?? '\0').replaceAll('+', ' '), '');
    for (const word of secret) expect(answer, path).not.toContain(word);
  }
});

it('an address that is typed is found, as a place on the map', async () => {
  const first = (await served.get('/api/search?q=10+r+du+port+lilliput')).json<{ hits: unknown[] }>().hits[0];
  expect(first).toMatchObject({ layer: 'addresses', name: '10 Rue du Port, 99100 Lilliput', detail: 'adresse', url: '/?carte=46.81500,2.02100,17.00' });
  expect((await served.get('/api/search?q=port')).json<{ hits: { layer: string }[] }>().hits.map(({ layer }) => layer)).not.toContain('addresses');
});
