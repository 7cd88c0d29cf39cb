// Downloads: each format read back by a program that is not ours, the same features as the API gives, and what is said inside the file.
import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { exportFormatIds, formatsOf, type ExportFormatId } from '../../geodata/export-formats.ts';
import { exportedFieldsOf } from '../../geodata/exported.ts';
import { layerById, layerIds, publicLayers, type LayerId } from '../../geodata/layers.ts';
import { shortNamesOf } from '../../geodata/short-names.ts';
import { byKey, featuresByGdal, gdal, gdalIsHere, propertiesOf, recordsOf, type ReadFeature } from './export-reading.ts';
import { serveCity, type Answer } from './serve.ts';

const served = serveCity();
const publicIds = publicLayers.map(({ id }) => id as LayerId);
const hasGdal = await gdalIsHere();
const withGdal = hasGdal ? it : it.skip;
if (!hasGdal) console.warn('ogr2ogr is not installed (Debian: gdal-bin): GeoPackage, FlatGeobuf and shapefile are not tried, nor is XLSX read back');

const hostile = {
  'formule': '=HYPERLINK("http://x";"y")', 'plus': '+33 2 98 00 00 00', 'moins': '-1+1|cmd', 'arobase': '@SUM(A1)', 'guillemets': 'dit « oui » et "non" ; puis\nà la ligne', 'espaces': '  autour  ',
  'zéros': '07', 'signes': '<b>&amp;</b> \u00e9 e\u0301 œ 🌱', 'long': 'à'.repeat(300), 'apostrophe': "'=1",
};

beforeAll(async () => {
  for (const [id, name] of Object.entries(hostile)) {
    await served.write(
      `insert into gardens (source, source_id, kind, licence, vintage, accuracy, name, plots, opened_on, water, area_m2, geom)
       values ('essai', $1, 'partage', 'essai', '2026-01-01', 'exacte', $2, 3, '1850-06-01', true, 0.1, ST_Transform(ST_SetSRID(ST_MakePoint(-4.4, 48.4), 4326), 3857))`, [id, name]);
  }
  await served.write("insert into gardens (source, source_id, kind, licence, vintage, accuracy, quartier) values ('essai', 'sans-lieu', 'partage', 'essai', '2026-01-01', 'inconnue', 'bellevue')");
  // Nothing but its outline, turned the other way round, with a hole.
  await served.write(
    `insert into gardens (source, source_id, kind, licence, vintage, accuracy, geom) values ('essai', 'troué', 'partage', 'essai', '2026-01-01', 'exacte', ST_ForcePolygonCW(ST_Transform(ST_SetSRID($1::text::geometry, 4326), 3857)))`,
    ['MULTIPOLYGON(((-4.5 48.4,-4.49 48.4,-4.49 48.41,-4.5 48.41,-4.5 48.4),(-4.498 48.402,-4.498 48.404,-4.496 48.404,-4.498 48.402)))']);
});

async function download(layer: string, format: string, more = ''): Promise<Answer> {
  const answer = await served.get(`/api/export/${layer}?format=${format}${more}`);
  expect(answer.status, `${layer} ${format} ${more} ${String(answer.body.subarray(0, 300))}`).toBe(200);
  return answer;
}
interface Collection { name: string; title: string; metadata: { count: number; demo: number; demo_note: string; sources: { name: string; count: number }[]; licences: { name: string }[]; exported_on: string }; features: ReadFeature[] }
const collection = async (layer: string, more = ''): Promise<Collection> => (await download(layer, 'geojson', more)).json<Collection>();

/** As JSON's numbers, dates and nested values are meant. */
const meant = (layer: LayerId, features: readonly ReadFeature[], without: readonly string[] = []) => byKey(features).map(({ properties }) => propertiesOf(layer, properties, { without }));
const shapesOf = (features: readonly ReadFeature[]) => byKey(features).map(({ geometry }) => geometry);

describe('the list of formats', () => {
  it('says what each is for and whether it can be had here', async () => {
    const { formats } = (await served.get('/api/export')).json<{ formats: { format: ExportFormatId; available: boolean; reason: string | null; layers: string[] | null }[] }>();
    expect(formats.map(({ format }) => format)).toEqual(exportFormatIds);
    for (const { format, available, reason } of formats) {
      expect(available, `${format} ${reason}`).toBe(hasGdal || !['gpkg', 'fgb', 'shp'].includes(format));
      expect(reason === null).toBe(available);
    }
  });

  it('without GDAL, what needs it says so and what does not remains', async () => {
    const { PATH: path } = process.env;
    process.env.PATH = '/nonexistent';
    try {
      for (const format of ['gpkg', 'fgb', 'shp']) {
        const answer = await served.get(`/api/export/gardens?format=${format}`);
        expect(answer.status).toBe(503);
        expect(answer.json().detail).toMatch(/gdal-bin.*Tableau \(CSV\).*Carte \(GeoJSON\)/);
      }
      for (const format of ['geojson', 'csv', 'xlsx']) await download('gardens', format);
      const { formats } = (await served.get('/api/export')).json<{ formats: { format: string; available: boolean; reason: string }[] }>();
      expect(formats.filter(({ available }) => !available).map(({ format }) => format)).toEqual(['gpkg', 'fgb', 'shp']);
    } finally {
      process.env.PATH = path;
    }
  });
});

describe('GeoJSON', () => {
  it.each(publicIds)('%s: everything that is published, and what it is', async (layer) => {
    const { features, ...head } = await collection(layer);
    const items = (await served.get(`/ogc/collections/${layer}/items?limit=1`)).json<{ numberMatched: number }>();
    expect(features).toHaveLength(items.numberMatched);
    expect(head).toMatchObject({ type: 'FeatureCollection', name: layer, title: layerById[layer].title, metadata: { count: items.numberMatched, exported_on: new Date().toLocaleDateString('sv', { timeZone: 'Europe/Paris' }) } });
    const names = exportedFieldsOf(layerById[layer]).map(({ name }) => name);
    for (const { properties } of features) expect(Object.keys(properties)).toEqual(names);
    expect(names).not.toContain('updated_at');
    expect(head.metadata.demo).toBe(features.filter(({ properties }) => properties.demo).length);
    if (head.metadata.demo > 0) expect(head.metadata.demo_note).toMatch(/démonstration/);
    expect(head.metadata.sources.map(({ name }) => name).toSorted()).toEqual([...new Set(features.map(({ properties }) => properties.source as string))].toSorted());
  });

  it('carries what was seen of a unit as an import takes it', async () => {
    const { features: [first] } = await collection('premises');
    expect(first!.properties).not.toHaveProperty('history');
    expect((first!.properties.observations as object[])[0]).toMatchObject({ observed_on: expect.stringMatching(/^\d{4}-/), occupancy: expect.any(String), observer: expect.any(String) });
  });

  it('leaves lines in the direction they are drawn in', async () => {
    const { features } = await collection('streets');
    const page = (await served.get('/ogc/collections/streets/items?limit=1000')).json<{ features: ReadFeature[] }>();
    const starts = (all: readonly ReadFeature[]) => byKey(all).map(({ geometry }) => JSON.stringify((geometry as { coordinates: number[][] }).coordinates.flat(9).slice(0, 2).map((degrees) => degrees.toFixed(5))));
    expect(starts(features)).toEqual(starts(page.features));
  });

  it('has outer rings counter-clockwise, whichever way they were stored', async () => {
    const { features } = await collection('gardens', `&filter=${encodeURIComponent("source_id = 'troué'")}`);
    expect((features[0]!.geometry as { coordinates: number[][][][] }).coordinates[0]![0]).toEqual([[-4.5, 48.4], [-4.49, 48.4], [-4.49, 48.41], [-4.5, 48.41], [-4.5, 48.4]]);
  });
});

describe('filters', () => {
  it.each([
    ['gardens', 'kind=partage'], ['gardens', 'state=ouvert&kind=partage'], ['gardens', 'bbox=-4.5,48.38,-4.46,48.41'], ['gardens', 'datetime=2020-01-01/..'], ['premises', 'occupancy=vacant,travaux'],
    ['premises', `filter=${encodeURIComponent("surface_m2 > 100 and s_intersects(geometry, BBOX(-4.5,48.38,-4.48,48.4))")}`], ['gardens', 'bbox=48.38,-4.5,48.41,-4.46&bbox-crs=http://www.opengis.net/def/crs/EPSG/0/4326'],
    ['gardens', `filter-lang=cql2-json&filter=${encodeURIComponent('{"op":"=","args":[{"property":"kind"},"ouvrier"]}')}`],
  ])('%s?%s: the features that the API gives', async (layer, query) => {
    const { features, metadata } = await collection(layer, `&${query}`);
    const page = (await served.get(`/ogc/collections/${layer}/items?limit=1000&${query}`)).json<{ numberMatched: number; features: ReadFeature[] }>();
    expect(page.numberMatched).toBeGreaterThan(0);
    expect(byKey(features).map(({ properties }) => properties.source_id)).toEqual(byKey(page.features).map(({ properties }) => properties.source_id));
    expect(metadata).toHaveProperty('filter');
    expect((await download(layer, 'csv', `&${query}`)).headers['content-disposition']).toMatch(/-filtre-/);
  });

  it.each(exportFormatIds.filter((id) => formatsOf('gardens').includes(id)))('%s of nothing is a whole file of nothing', async (format) => {
    if (!hasGdal && ['gpkg', 'fgb', 'shp'].includes(format)) return;
    const { body } = await download('gardens', format, '&filter=1%3D2');
    if (format === 'csv') expect(recordsOf(String(body))).toEqual([]);
    if (format === 'geojson') expect((JSON.parse(String(body)) as Collection).features).toEqual([]);
    if (['gpkg', 'fgb', 'shp'].includes(format)) expect(await gdal('ogrinfo', body, format === 'shp' ? 'zip' : format, (path) => ['-ro', '-so', '-al', path])).toMatch(/Feature Count: 0/);
  });
});

describe('CSV', () => {
  it.each(publicIds)('%s: what GeoJSON says', async (layer) => {
    const { body, headers } = await download(layer, 'csv');
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect([...body.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const records = recordsOf(String(body));
    const { features } = await collection(layer);
    expect(records.map((record) => propertiesOf(layer, record))).toEqual(features.map(({ properties }) => propertiesOf(layer, properties)));
    for (const [index, { geometry, properties }] of features.entries()) {
      expect(records[index]!.mention).toBe(properties.demo ? 'données de démonstration' : '');
      if (layerById[layer].geometry === 'point') expect([records[index]!.longitude, records[index]!.latitude].map((text) => (text === '' ? null : Number(text)))).toEqual(geometry ? (geometry as { coordinates: number[] }).coordinates : [null, null]);
    }
  });

  it('leaves every text as it is, whatever a spreadsheet would make of it', async () => {
    for (const [separator, sign] of [[undefined, ';'], [';', ';'], [',', ','], ['tab', '\t']] as const) {
      const records = recordsOf(String((await download('gardens', 'csv', `&source=essai${separator ? `&separator=${encodeURIComponent(separator)}` : ''}`)).body), sign);
      for (const [id, name] of Object.entries(hostile)) expect(records.find((record) => record.source_id === id)!.name).toBe(name);
    }
  });
});

describe('XLSX', () => {
  withGdal.each(publicIds)('%s: what CSV says', async (layer) => {
    const { body } = await download(layer, 'xlsx');
    const features = await featuresByGdal(body, 'xlsx', [layer]);
    const records = recordsOf(String((await download(layer, 'csv')).body));
    const tooLong = records.some((record) => (record.wkt?.length ?? 0) > 32_767);
    expect(features).toHaveLength(records.length);
    for (const [index, { properties }] of features.entries()) {
      expect(propertiesOf(layer, properties)).toEqual(propertiesOf(layer, records[index]!));
      for (const name of ['longitude', 'latitude']) if (name in records[index]!) expect(Number(properties[name] ?? '')).toBe(Number(records[index]![name]));
      if ('wkt' in records[index]! && !tooLong) expect(properties.wkt ?? '').toBe(records[index]!.wkt);
    }
    if (tooLong) expect(features.some(({ properties }) => /^\[géométrie de \d+ caractères/.test(String(properties.wkt)))).toBe(true);
  }, 60_000);

  withGdal('says where the data comes from on a second sheet, and holds no formula', async () => {
    const { body } = await download('gardens', 'xlsx');
    expect(body.includes('<f>')).toBe(false);
    const about = await gdal('ogrinfo', body, 'xlsx', (path) => ['-ro', '-al', path, 'À propos']);
    for (const said of ['Sources', 'Licence', 'démonstration', 'source_id', 'jardin partagé']) expect(about).toContain(said);
    const summary = await gdal('ogrinfo', body, 'xlsx', (path) => ['-ro', '-so', path, 'gardens']);
    expect(summary).toMatch(/plots: Integer/);
    expect(summary).toMatch(/demo: Integer\(Boolean\)/);
    expect(summary).toMatch(/vintage: Date/);
    expect(summary).toMatch(/name: String/);
  });
});

describe('GeoPackage', () => {
  withGdal.each(publicIds)('%s: what GeoJSON says', async (layer) => {
    const { body } = await download(layer, 'gpkg');
    const features = await featuresByGdal(body, 'gpkg', [layer]);
    const { features: expected } = await collection(layer);
    expect(meant(layer, features)).toEqual(meant(layer, expected));
    expect(shapesOf(features)).toEqual(shapesOf(expected));
  }, 60_000);

  withGdal('says whose it is, types what it holds, and is the same file twice', async () => {
    const { body } = await download('gardens', 'gpkg');
    const summary = await gdal('ogrinfo', body, 'gpkg', (path) => ['-ro', '-so', '-al', path]);
    expect(summary).toMatch(/SOURCES=.*essai/);
    expect(summary).toMatch(/DONNEES_DE_DEMONSTRATION=.*démonstration/);
    expect(summary).toMatch(/DESCRIPTION=Jardins partagés.*Licence/);
    for (const typed of ['opened_on: Date', 'plots: Integer', 'area_m2: Real', 'water: Integer\\(Boolean\\)', 'name: String']) expect(summary).toMatch(new RegExp(typed));
    expect((await download('gardens', 'gpkg')).body.equals(body)).toBe(true);
  });
});

describe('FlatGeobuf', () => {
  withGdal.each(publicIds)('%s: what GeoJSON says, but for what has no place', async (layer) => {
    const features = await featuresByGdal((await download(layer, 'fgb')).body, 'fgb');
    const expected = (await collection(layer)).features.filter(({ geometry }) => geometry);
    expect(meant(layer, features)).toEqual(meant(layer, expected));
    expect(shapesOf(features)).toEqual(shapesOf(expected));
  }, 60_000);

  withGdal('has its words in the header, and its index still finds', async () => {
    const { body } = await download('gardens', 'fgb');
    const header = String(body.subarray(0, 8000));
    for (const said of ['Jardins partagés', 'FlatGeobuf ne les tient pas', '"Licence"', 'données de démonstration', 'Gestionnaire']) expect(header).toContain(said);
    const boxed = await gdal('ogrinfo', body, 'fgb', (path) => ['-ro', '-so', '-spat', '-4.5', '48.38', '-4.46', '48.41', path, 'gardens', '-oo', 'VERIFY_BUFFERS=YES']);
    const { features } = await collection('gardens', '&bbox=-4.5,48.38,-4.46,48.41');
    expect(boxed).toContain(`Feature Count: ${features.filter(({ geometry }) => geometry).length}`);
  });
});

describe('shapefile', () => {
  /** dBASE holds no structure, no more than 254 bytes, and no spaces around a text. */
  const cut = (properties: Record<string, unknown>) => Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, typeof value === 'string' ? String(Buffer.from(value).subarray(0, 254)).replace(/\uFFFD$/, '').trim() : value]));
  const structured = (layer: LayerId) => exportedFieldsOf(layerById[layer]).filter(({ field }) => field.type === 'json').map(({ name }) => name);

  withGdal.each(publicIds)('%s: what GeoJSON says, but for what the format cannot hold', async (layer) => {
    const features = await featuresByGdal((await download(layer, 'shp')).body, 'zip');
    const { features: expected } = await collection(layer);
    expect(meant(layer, features, structured(layer))).toEqual(meant(layer, expected, structured(layer)).map(cut));
    // Alone, a part of a multiple shape is no multiple any more there.
    const plain = ({ geometry }: ReadFeature) => (geometry === null ? null : String(geometry.type).replace('Multi', ''));
    expect(byKey(features).map(plain)).toEqual(byKey(expected).map(plain));
  }, 60_000);

  withGdal('has a file for each kind of geometry, and a LISEZMOI', async () => {
    const { body, headers } = await download('gardens', 'shp');
    expect(headers['content-disposition']).toMatch(/^attachment; filename="brest-gardens-\d{4}-\d\d-\d\d\.zip"$/);
    const names = execFileSync('python3', ['-c', 'import sys,io,zipfile; z=zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read())); assert z.testzip() is None; print("\\n".join(z.namelist())); sys.stdout.flush(); sys.stdout.buffer.write(z.read("LISEZMOI.txt"))'], { input: body }).toString();
    for (const file of ['gardens-point.shp', 'gardens-polygon.shp', 'gardens-none.dbf', 'gardens-point.prj', 'gardens-point.cpg']) expect(names).toContain(file);
    for (const said of ['waiting_li', 'waiting__2', '1 textes ont été coupés, dans : name', 'Licence', 'GeoPackage']) expect(names).toContain(said);
  });

  it('has short names that are all different, and known again', () => {
    for (const layer of layerIds) {
      const names = [...shortNamesOf(layerById[layer]).values()];
      expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
      for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9_]{0,9}$/);
    }
  });
});

describe('national schemas', () => {
  it('SCDL équipements: every row is valid, none is made up', async () => {
    const { fields } = JSON.parse(readFileSync(new URL('../national-schemas/scdl-equipements.json', import.meta.url), 'utf8')) as { fields: { name: string; type: string; constraints?: { required?: boolean; pattern?: string; enum?: string[]; maxLength?: number; minLength?: number } }[] };
    const records = recordsOf(String((await download('job_datings', 'scdl')).body), ',');
    expect(records.length).toBeGreaterThan(0);
    for (const record of records) {
      expect(Object.keys(record)).toEqual(fields.map(({ name }) => name));
      expect(record.EQUIP_NOM).not.toMatch(/démonstration/);
      for (const { name, type, constraints = {} } of fields) {
        const value = record[name]!;
        if (value === '') { expect(constraints.required, name).not.toBe(true); continue; }
        if (constraints.pattern) expect(value, name).toMatch(new RegExp(constraints.pattern));
        if (constraints.enum) expect(constraints.enum).toContain(value);
        expect(value.length).toBeLessThanOrEqual(constraints.maxLength ?? Infinity);
        expect(value.length).toBeGreaterThanOrEqual(constraints.minLength ?? 0);
        if (type === 'number') expect(Number(value)).not.toBeNaN();
      }
    }
    expect(new Set(records.map(({ EQUIP_UID }) => EQUIP_UID)).size).toBe(records.length);
  });

  it.each(['epiceries', 'ressourceries', 'job_datings'])('data.inclusion: %s are structures, none made up', async (layer) => {
    const ajv = new Ajv2020({ strict: false });
    (addFormats as unknown as (instance: Ajv2020) => void)(ajv);
    const check = ajv.compile(JSON.parse(readFileSync(new URL('../national-schemas/data-inclusion-structure.json', import.meta.url), 'utf8')) as object);
    const structures = (await download(layer, 'inclusion')).json<{ nom: string; id: string }[]>();
    const { features } = await collection(layer);
    expect(structures).toHaveLength(features.filter(({ properties }) => !properties.demo).length);
    expect(structures.length).toBeGreaterThan(0);
    for (const structure of structures) expect(check(structure), JSON.stringify(check.errors)).toBe(true);
    expect(JSON.stringify(structures)).not.toMatch(/démonstration/);
  });

  it('are refused for layers they do not fit', async () => {
    const answer = await served.get('/api/export/gardens?format=scdl');
    expect([answer.status, answer.json().detail]).toEqual([400, expect.stringMatching(/job dating/)]);
  });
});

describe('what is asked', () => {
  it.each([
    ['/api/export/gardens?format=doc', 400], ['/api/export/gardens?nimporte=1', 400], ['/api/export/gardens?bbox=1,inf,2,3', 400], ['/api/export/gardens?filter=name%20%3D%3D', 400], ['/api/export/gardens?limit=3', 400],
    ['/api/export/gardens?format=xlsx&separator=,', 400], ['/api/export/inconnue', 404], ['/api/export/people?format=csv', 404], ['/api/export/gardens?kind=xyz', 400], ['/api/export?x=1', 200],
    ...layerIds.filter((id) => !layerById[id].public).map((id): [string, number] => [`/api/export/${id}?format=csv`, 404]),
  ])('%s is answered %i', async (path, status) => {
    const answer = await served.get(path);
    expect(answer.status).toBe(status);
    if (status >= 400) expect(answer.headers['content-type']).toBe('application/problem+json');
  });

  it('a head tells as much, and writes nothing', async () => {
    for (const format of ['csv', 'geojson', ...(hasGdal ? ['gpkg'] : [])]) {
      const [head, whole] = [await served.get(`/api/export/gardens?format=${format}`, { method: 'HEAD' }), await download('gardens', format)];
      expect([head.status, head.body.length]).toEqual([200, 0]);
      for (const name of ['content-type', 'content-disposition', 'access-control-allow-origin', 'cache-control']) expect(head.headers[name]).toBe(whole.headers[name]);
    }
  });

  it('text travels compressed where that is read', async () => {
    const { headers, body } = await served.get('/api/export/premises?format=geojson', { headers: { 'accept-encoding': 'gzip' } });
    expect(headers['content-encoding']).toBe('gzip');
    const { gunzipSync } = await import('node:zlib');
    expect((JSON.parse(String(gunzipSync(body))) as Collection).name).toBe('premises');
  });

  it('leaves nothing behind', () => {
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith(`karter-export-${process.pid}-`))).toEqual([]);
  });
});
