// The layers as data, over HTTP: what is told of each, the catalogue as an independent JSON-LD processor reads it, and their pages.
import jsonld from 'jsonld';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset, DatasetDetail } from '../../geodata/contract/catalogue.ts';
import { fieldsOf } from '../../geodata/layer.ts';
import { layerIds, publicLayers } from '../../geodata/layers.ts';
import { serveCity } from './serve.ts';

const served = serveCity();
const ask = async <Kind>(path: string): Promise<Kind> => (await served.get(path)).json<Kind>();

describe('what is told of each layer', () => {
  it('is what the tables hold, public layers only', async () => {
    const all = await ask<Dataset[]>('/api/catalogue');
    expect(all.map(({ layer }) => layer).toSorted()).toEqual(publicLayers.map(({ id }) => id).toSorted());
    for (const { layer, count, demo, unplaced, accuracy, first, last, sources, made } of all) {
      const [held] = await served.write(`select count(*)::integer as count, count(*) filter (where demo)::integer as demo, count(*) filter (where geom is null)::integer as unplaced, min(vintage) as first, max(vintage) as last from karter.${layer}`);
      expect({ count, demo, unplaced, first, last }, layer).toEqual(held);
      expect(Object.values(accuracy).reduce((sum, part) => sum + part, 0), layer).toBe(count);
      expect(sources.reduce((sum, part) => sum + part.count, 0), layer).toBe(count);
      expect(sources.filter((source) => source.demo).reduce((sum, part) => sum + part.count, 0), layer).toBe(demo);
      expect(made, layer).toMatch(/\.$/);
    }
  });

  it.each(publicLayers.map(({ id }) => id))('%s: every field has its definition, from the database’s comments', async (layer) => {
    const { fields, sample, downloads, service } = await ask<DatasetDetail>(`/api/catalogue/${layer}`);
    expect(fields.map(({ name }) => name)).toEqual(['id', ...Object.keys(fieldsOf(publicLayers.find(({ id }) => id === layer)!))]);
    const said = await served.write(
      'select attname as name, col_description(attrelid, attnum) as definition from pg_attribute where attrelid = any(array[$1, $2]::regclass[]) and attnum > 0 and col_description(attrelid, attnum) is not null', [`karter.${layer}`, `karter.item_${layer}`]);
    const known = new Map(said.map(({ name, definition }) => [name, definition]));
    for (const { name, definition } of fields) {
      expect(known.get(name), name).toBe(definition);
      // French, as people read it: a sentence that ends.
      expect(definition, name).toMatch(/[.…]$/);
    }
    expect(sample.length).toBeLessThanOrEqual(5);
    for (const { id, url } of sample) {
      expect(url.startsWith(served.address)).toBe(true);
      expect((await served.get(`/ogc/collections/${layer}/items/${id}`)).status, url).toBe(200);
    }
    expect(downloads.map(({ id }) => id)).toEqual(expect.arrayContaining(['csv', 'geojson', 'gpkg']));
    expect(service).toBe(`${served.address}/ogc`);
  });

  it('knows no layer that is private or none', async () => {
    for (const layer of [...layerIds.filter((id) => !publicLayers.some((one) => one.id === id)), 'lune']) {
      expect((await served.get(`/api/catalogue/${layer}`)).status, layer).toBe(404);
      expect((await served.get(`/donnees/${layer}`)).status, layer).toBe(404);
    }
  });

  it('says when official data last came', async () => {
    expect((await ask<Dataset>('/api/catalogue/land')).imported_at).toBeNull();
    await served.write("insert into karter.layer_loads (layer, official_since) values ('land', '2026-11-02T10:00:00Z') on conflict (layer) do update set official_since = excluded.official_since");
    await served.write("update karter.land set name = 'essai' where id = (select min(id) from karter.land)");
    await expect.poll(async () => (await ask<Dataset>('/api/catalogue/land')).imported_at, { timeout: 3000 }).toBe('2026-11-02T10:00:00+00:00');
  });

  it('follows what changes', async () => {
    const before = await ask<Dataset>('/api/catalogue/gardens');
    await served.write("update karter.gardens set access = 'Par la cour' where id = (select min(id) from karter.gardens)");
    await expect.poll(async () => (await ask<Dataset>('/api/catalogue/gardens')).changed_at, { timeout: 3000 }).not.toBe(before.changed_at);
  });
});

describe('the DCAT-AP catalogue, as a JSON-LD processor of others reads it', () => {
  interface Quad { subject: { value: string; termType: string }; predicate: { value: string }; object: { value: string; termType: string; datatype?: { value: string }; language?: string } }
  const names = { dcat: 'http://www.w3.org/ns/dcat#', dct: 'http://purl.org/dc/terms/', rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#', foaf: 'http://xmlns.com/foaf/0.1/', geo: 'http://www.opengis.net/ont/geosparql#', skos: 'http://www.w3.org/2004/02/skos/core#', rdfs: 'http://www.w3.org/2000/01/rdf-schema#' };
  const full = (name: string) => { const [prefix, local] = name.split(':') as [keyof typeof names, string]; return names[prefix] + local; };
  let quads: Quad[] = [];
  let bySubject = new Map<string, Quad[]>();
  const objects = (subject: string, predicate: string) => (bySubject.get(subject) ?? []).filter((quad) => quad.predicate.value === full(predicate)).map(({ object }) => object);
  const all = (type: string) => quads.filter(({ predicate, object }) => predicate.value === full('rdf:type') && object.value === full(type)).map(({ subject }) => subject.value);

  beforeAll(async () => {
    const answer = await served.get('/catalog.jsonld');
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toMatch(/^application\/ld\+json/);
    const documentLoader = (url: string): never => { throw new Error(`asks the network for ${url}`); };
    quads = await jsonld.toRDF(answer.json<object>() as never, { documentLoader, safe: true } as never) as unknown as Quad[];
    bySubject = Map.groupBy(quads, ({ subject }) => subject.value);
  });

  it('is one catalogue with a dataset for every public layer that holds something', async () => {
    const [catalogue, ...others] = all('dcat:Catalog');
    expect(others).toEqual([]);
    const held = (await ask<Dataset[]>('/api/catalogue')).filter(({ count }) => count > 0).map(({ layer }) => `${served.address}/donnees/${layer}#jeu`);
    expect(objects(catalogue!, 'dcat:dataset').map(({ value }) => value).toSorted()).toEqual(held.toSorted());
    expect(all('dcat:Dataset').toSorted()).toEqual(held.toSorted());
    for (const property of ['dct:title', 'dct:description', 'dct:publisher', 'foaf:homepage', 'dct:language', 'dct:spatial']) expect(objects(catalogue!, property).length, property).toBeGreaterThan(0);
  });

  it('says of each what DCAT-AP and data.gouv.fr ask', () => {
    for (const dataset of all('dcat:Dataset')) {
      for (const property of ['dct:title', 'dct:description', 'dct:identifier', 'dct:publisher', 'dcat:landingPage', 'dct:modified', 'dct:accrualPeriodicity', 'dcat:theme', 'dct:spatial', 'dct:temporal', 'dct:conformsTo', 'dct:provenance']) {
        expect(objects(dataset, property).length, `${dataset} ${property}`).toBeGreaterThan(0);
      }
      expect(objects(dataset, 'dct:identifier').map(({ value }) => value)).toEqual([dataset]);
      expect(objects(dataset, 'dct:accrualPeriodicity')[0]!.value).toMatch(/^http:\/\/publications\.europa\.eu\/resource\/authority\/frequency\/[A-Z_]+$/);
      expect(Date.parse(objects(dataset, 'dct:modified')[0]!.value)).toBeLessThanOrEqual(Date.now());
      // A blank node: a harvester would fetch the address of a named one.
      const [period] = objects(dataset, 'dct:temporal');
      expect(period!.termType).toBe('BlankNode');
      for (const end of ['dcat:startDate', 'dcat:endDate']) expect(objects(period!.value, end)[0]).toMatchObject({ datatype: { value: 'http://www.w3.org/2001/XMLSchema#date' } });
      const place = objects(dataset, 'dct:spatial').find(({ termType }) => termType === 'BlankNode')!;
      const [geometry] = objects(place.value, 'geo:asGeoJSON');
      expect(geometry!.datatype!.value).toBe('https://www.iana.org/assignments/media-types/application/vnd.geo+json');
      expect(JSON.parse(geometry!.value)).toMatchObject({ type: 'Polygon' });
      expect(objects(place.value, 'dcat:bbox')[0]!.value).toMatch(/^POLYGON\(\((-?[\d.]+ -?[\d.]+, ){4}-?[\d.]+ -?[\d.]+\)\)$/);
      expect(objects(dataset, 'dct:spatial').map(({ value }) => value)).toContain('http://id.insee.fr/geo/commune/29019');
    }
  });

  it('says what is demonstration where it is read first', async () => {
    for (const { layer, demo, count } of (await ask<Dataset[]>('/api/catalogue')).filter((one) => one.count > 0)) {
      const dataset = `${served.address}/donnees/${layer}#jeu`;
      const title = objects(dataset, 'dct:title')[0]!.value;
      if (demo === 0) expect(title, layer).not.toMatch(/démonstration/);
      else expect(title, layer).toMatch(demo === count ? /\(données de démonstration\)$/ : /\(en partie de démonstration\)$/);
      expect(/démonstration/.test(objects(dataset, 'dct:description')[0]!.value), layer).toBe(demo > 0);
    }
  });

  it('names one licence only where there is one, and all of them in words', async () => {
    for (const { layer, sources } of (await ask<Dataset[]>('/api/catalogue')).filter((one) => one.count > 0)) {
      const urls = new Set(sources.map(({ licence_url: url }) => url));
      for (const { value: distribution } of objects(`${served.address}/donnees/${layer}#jeu`, 'dcat:distribution')) {
        expect(objects(distribution, 'dct:license').map(({ value }) => value), distribution).toEqual(urls.size === 1 && !urls.has(null) ? [...urls] : []);
        const rights = (bySubject.get(objects(distribution, 'dct:rights')[0]!.value) ?? []).map(({ object }) => object.value).join(' ');
        for (const { licence } of sources) expect(rights).toContain(licence);
      }
    }
  });

  it('gives each distribution an absolute address, a type and, for the service, what it is', () => {
    for (const distribution of all('dcat:Distribution')) {
      expect(objects(distribution, 'dcat:accessURL')[0]!.value.startsWith(`${served.address}/`), distribution).toBe(true);
      expect(objects(distribution, 'dcat:mediaType')[0]!.value).toMatch(/^https:\/\/www\.iana\.org\/assignments\/media-types\/[\w.+-]+\/[\w.+-]+$/);
    }
    const [service] = all('dcat:DataService');
    expect(quads.filter(({ predicate }) => predicate.value === full('dcat:accessService')).map(({ object }) => object.value)).toEqual(expect.arrayContaining([service]));
    expect(objects(service!, 'dcat:endpointURL')[0]!.value).toBe(`${served.address}/ogc`);
    expect(objects(service!, 'dct:conformsTo').length).toBeGreaterThan(0);
    // Nothing in it is relative: every name is a whole address or a blank node.
    const named = quads.flatMap(({ subject, object }) => [subject, object]).filter((term) => 'termType' in term && term.termType === 'NamedNode').map(({ value }) => value);
    expect([...new Set(named)].filter((uri) => !/^(https?:\/\/|mailto:)/.test(uri))).toEqual([]);
  });

  // What the standard's own SHACL shapes ask (DCAT-AP 3.0.1): the class of whatever is referred to, without fetching it.
  it.each([
    ['dct:language', 'dct:LinguisticSystem'], ['dcat:themeTaxonomy', 'skos:ConceptScheme'], ['dcat:theme', 'skos:Concept'], ['foaf:homepage', 'foaf:Document'], ['dcat:landingPage', 'foaf:Document'],
    ['dct:conformsTo', 'dct:Standard'], ['dct:accrualPeriodicity', 'dct:Frequency'], ['dct:accessRights', 'dct:RightsStatement'], ['dct:rights', 'dct:RightsStatement'], ['dct:license', 'dct:LicenseDocument'],
    ['dcat:mediaType', 'dct:MediaType'], ['dct:format', 'dct:MediaTypeOrExtent'], ['dct:spatial', 'dct:Location'], ['dct:temporal', 'dct:PeriodOfTime'], ['dct:provenance', 'dct:ProvenanceStatement'],
    ['dct:publisher', 'foaf:Agent'], ['dcat:endpointURL', 'rdfs:Resource'], ['dcat:accessService', 'dcat:DataService'],
  ])('every %s is a %s', (property, type) => {
    const named = [...new Set(quads.filter(({ predicate }) => predicate.value === full(property)).map(({ object }) => object.value))];
    expect(named.length).toBeGreaterThan(0);
    for (const one of named) expect(objects(one, 'rdf:type').map(({ value }) => value), one).toContain(full(type));
  });

  it('says how often a layer changes where a declared source keeps it fresh', async () => {
    const rhythm = async () => /frequency\/([A-Z_]+)/.exec(JSON.stringify((await served.get('/catalog.jsonld')).json<{ 'dcat:dataset': Record<string, unknown>[] }>()['dcat:dataset'].find((one) => String(one['@id']).endsWith('/gardens#jeu'))))![1];
    expect(await rhythm()).toBe('IRREG');
    await served.write(`insert into karter.sources (id, position, declared) values ('essai', 99, '{"id":"essai","title":"Essai","producer":"Essai","licence":"Licence Ouverte 2.0","schedule":"hebdomadaire","layer":"gardens","enabled":true,"format":"geojson","url":"https://exemple.fr"}')`);
    expect(await rhythm()).toBe('WEEKLY');
    await served.write("delete from karter.sources where id = 'essai'");
  });

  it('is read from other sites too', async () => {
    expect((await served.get('/catalog.jsonld', { headers: { origin: 'https://www.data.gouv.fr' } })).headers['access-control-allow-origin']).toBe('*');
  });
});

describe('the pages', () => {
  it('list every layer, and tell each one', async () => {
    const index = String((await served.get('/donnees')).body);
    for (const { id, title } of publicLayers) {
      expect(index).toContain(`href="/donnees/${id}"`);
      const answer = await served.get(`/donnees/${id}`);
      const page = String(answer.body);
      expect(answer.status, id).toBe(200);
      expect(page).toContain(`<title>${title}`.replaceAll('’', '’'));
      expect(page).toContain(`OAPIF:${served.address}/ogc`);
      const { fields } = await ask<DatasetDetail>(`/api/catalogue/${id}`);
      for (const { name } of fields) expect(page, `${id} ${name}`).toContain(`<code>${name}</code>`);
    }
  });

  it('tell search engines of the dataset', async () => {
    const page = String((await served.get('/donnees/gardens')).body);
    const structured = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page)![1]!) as Record<string, unknown>;
    expect(structured).toMatchObject({ '@type': 'Dataset', url: `${served.address}/donnees/gardens`, isAccessibleForFree: true });
    expect(structured.name).toMatch(/démonstration/);
    expect((structured.distribution as unknown[]).length).toBeGreaterThanOrEqual(6);
    const sitemap = String((await served.get('/sitemap.xml')).body);
    for (const { id } of publicLayers) expect(sitemap).toContain(`<loc>${served.address}/donnees/${id}</loc>`);
  });

  it('show the layer itself on their map', async () => {
    expect(String((await served.get('/donnees/gardens')).body)).toMatch(/id="drawn-map"/);
    expect((await served.get('/apercu.svg?page=/donnees/gardens')).status).toBe(200);
  });
});

it('the schema of a collection says the same of its properties', async () => {
  const { fields } = await ask<DatasetDetail>('/api/catalogue/gardens');
  const schema = await ask<{ properties: Record<string, { description?: string }> }>('/ogc/collections/gardens/schema');
  for (const { name, definition } of fields.filter((field) => field.name !== 'id')) expect(schema.properties[name]?.description, name).toBe(definition);
});
