// The same three gardens in every format: the same three features on the map.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { collection, hasOgr, leftFolders, ogr2ogr, openDesk, zipOf, type Desk } from './desk.ts';

let desk: Desk;
beforeAll(async () => { desk = await openDesk(); });
afterAll(async () => { await desk?.close(); });
beforeEach(async () => { await desk.ask('delete from karter.gardens'); });

const gardens = [
  { identifiant: '07', nom: "Pré d'été ; côté cour", type: 'partage', parcelles: 12, surface: 1234.5, ouverture: '2024-02-29', eau: true, lon: 2.01, lat: 46.81 },
  { identifiant: '08', nom: 'Jardin "du Géant", dit Çà', type: 'ouvrier', parcelles: 0, surface: 80.25, ouverture: '1999-12-31', eau: false, lon: 2.02, lat: 46.815 },
  { identifiant: '1e3', nom: 'Ilot', type: 'insertion', parcelles: 3, surface: 7, ouverture: '2020-01-01', eau: true, lon: 2.030001, lat: 46.82 },
] as const;
const told = gardens.map(({ identifiant, nom, type, parcelles, surface, ouverture, eau, lon, lat }) => ({ source: 'Ville', source_id: identifiant, name: nom, kind: type, plots: parcelles, area_m2: surface, opened_on: ouverture, water: eau, lon, lat }));

const features = gardens.map(({ lon, lat, ...properties }) => ({ type: 'Feature', properties, geometry: { type: 'Point', coordinates: [lon, lat] } }));
const geojson = collection(features);

const provenance = ['--source', 'Ville', '--licence', 'ODbL', '--vintage', '2026-05-01'];
async function brought(path: string, ...more: string[]): Promise<void> {
  const run = await desk.geodata('import', 'gardens', path, ...provenance, ...more);
  expect(run).toMatchObject({ code: 0, complained: '', said: expect.stringMatching(/3 entités lues : 3 nouvelles/) });
  expect(await desk.ask('select source, source_id, name, kind, plots, area_m2, opened_on, water, round(ST_X(ST_Transform(geom, 4326))::numeric, 6)::float as lon, round(ST_Y(ST_Transform(geom, 4326))::numeric, 6)::float as lat from karter.gardens order by source_id')).toEqual(told);
  expect(leftFolders()).toEqual([]);
}

interface Written { delimiter?: string; comma?: boolean; date?: (day: string) => string; truth?: (is: boolean) => string }

function table({ delimiter = ';', comma = false, date = (day) => day, truth = (is) => (is ? 'oui' : 'non') }: Written = {}): string {
  const cell = (value: string): string => (/["\n]/.test(value) || value.includes(delimiter) ? `"${value.replaceAll('"', '""')}"` : value);
  const number = (value: number): string => (comma ? String(value).replace('.', ',') : String(value));
  return [
    ['Identifiant', 'Nom', 'Type', 'Parcelles', 'Surface', 'Date d\'ouverture', 'Eau', 'Longitude', 'Latitude'],
    ...gardens.map(({ identifiant, nom, type, parcelles, surface, ouverture, eau, lon, lat }) => [identifiant, nom, type, String(parcelles), number(surface), date(ouverture), truth(eau), number(lon), number(lat)]),
  ].map((row) => row.map(cell).join(delimiter)).join('\r\n') + '\r\n';
}

describe('text', () => {
  it('GeoJSON, with a byte order mark, indented, with members after its features', async () => {
    await brought(desk.file('jardins.geojson', geojson));
    await desk.ask('delete from karter.gardens');
    await brought(desk.file('jardins.json', `\uFEFF${JSON.stringify({ features, type: 'FeatureCollection', bbox: [1, 2, 3, 4] }, null, 2)}\n`));
    await desk.ask('delete from karter.gardens');
    await brought(desk.file('liste.json', JSON.stringify(features)));
  });

  it('a feature a line, plain and behind record separators', async () => {
    const lines = features.map((feature) => JSON.stringify(feature));
    await brought(desk.file('jardins.ndjson', lines.join('\n')));
    await desk.ask('delete from karter.gardens');
    await brought(desk.file('jardins.geojsons', lines.map((line) => `\x1e${line}\n`).join('')));
  });

  it.each([[';', true], [',', false], ['\t', true], ['|', false]] as const)('a table cut by %j, decimal comma: %j', async (delimiter, comma) => {
    await brought(desk.file('jardins.csv', table({ delimiter, comma })));
  });

  it('decimal comma between quotes in a table cut by commas', async () => {
    await brought(desk.file('jardins.csv', table({ delimiter: ',', comma: true })));
  });

  it.each(['utf8', 'utf-8 BOM', 'utf16le', 'utf16be', 'latin1', 'win1252', 'cp850'])('a table in %s', async (encoding) => {
    const bytes = encoding === 'utf-8 BOM' ? iconv.encode(table(), 'utf8', { addBOM: true }) : iconv.encode(table(), encoding, { addBOM: encoding.startsWith('utf16') });
    await brought(desk.file('jardins.csv', bytes));
  });

  it.each([
    [{ date: (day: string) => day.split('-').reverse().join('/'), truth: (is: boolean) => (is ? 'VRAI' : 'FAUX') }],
    [{ date: (day: string) => day.split('-').reverse().join('.'), truth: (is: boolean) => (is ? '1' : '0') }],
    [{ date: (day: string) => day.replaceAll('-', ''), truth: (is: boolean) => (is ? 'Oui' : 'N') }],
    [{ date: (day: string) => `${day}T10:00:00Z` }],
  ])('days and truths as people write them %#', async (written) => {
    await brought(desk.file('jardins.csv', table(written)));
  });

  it('says in which encoding and cut it read, and obeys who knows better', async () => {
    const path = desk.file('jardins.csv', iconv.encode(table(), 'cp850'));
    expect((await desk.geodata('import', 'gardens', path, ...provenance, '--dry-run')).said).toContain('texte en CP850, séparé par point-virgule');
    expect((await desk.geodata('import', 'gardens', path, ...provenance, '--dry-run', '--encoding', 'ebcdic')).complained).toMatch(/codage « ebcdic » n’est pas connu : utf-8/);
    expect((await desk.geodata('import', 'gardens', path, ...provenance, '--dry-run', '--delimiter', ';;')).complained).toMatch(/un seul signe/);
    await brought(path, '--encoding', 'CP850', '--delimiter', ';');
  });

  it('gzipped', async () => {
    await brought(desk.file('jardins.csv.gz', gzipSync(table())));
    await desk.ask('delete from karter.gardens');
    await brought(desk.file('jardins.geojson.gz', gzipSync(geojson)));
    await desk.ask('delete from karter.gardens');
    await brought(desk.file('jardins.zip', await zipOf({ 'données/jardins.csv': table(), 'LISEZMOI.txt': 'bonjour' })));
  });
});

describe.runIf(hasOgr)('through GDAL', () => {
  const made = (name: string, ...args: string[]): string => {
    const path = join(desk.folder, name);
    rmSync(path, { force: true, recursive: true });
    ogr2ogr(...args, path, desk.file('jardins.geojson', geojson));
    return path;
  };

  it.each([['GPKG', 'gpkg'], ['FlatGeobuf', 'fgb'], ['GML', 'gml'], ['KML', 'kml'], ['LIBKML', 'kml'], ['LIBKML', 'kmz']])('%s (%s)', async (driver, ending) => {
    await brought(made(`jardins.${ending}`, '-f', driver, ...(driver === 'GML' ? ['-dsco', 'FORMAT=GML3.2'] : driver === 'LIBKML' ? ['-mapFieldType', 'Date=String'] : [])), ...(driver.endsWith('KML') ? ['--name', 'nom'] : []));
  });

  it.each(['EPSG:2154', 'EPSG:3948', 'EPSG:3857'])('a GeoPackage in %s', async (system) => {
    await brought(made('jardins.gpkg', '-f', 'GPKG', '-t_srs', system));
  });

  it('GPX, with what it knows', async () => {
    const path = desk.file('jardins.gpx', `<?xml version="1.0" encoding="UTF-8"?>
<gpx version="1.1" creator="essai" xmlns="http://www.topografix.com/GPX/1/1">${gardens.map(({ nom, lon, lat, type }) => `<wpt lat="${lat}" lon="${lon}"><name>${nom.replaceAll('"', '&quot;')}</name><type>${type}</type></wpt>`).join('')}</gpx>`);
    const run = await desk.geodata('import', 'gardens', path, ...provenance, '--id', 'name', '--name', 'name');
    expect(run).toMatchObject({ code: 0, complained: '' });
    expect(await desk.ask('select name, kind from karter.gardens order by geom')).toHaveLength(3);
  });

  it.each(['xlsx', 'ods'])('%s', async (ending) => {
    const path = join(desk.folder, `jardins.${ending}`);
    rmSync(path, { force: true });
    ogr2ogr('-f', ending.toUpperCase(), path, desk.file('jardins.csv', table({ comma: true })), '-oo', 'HEADERS=YES', '-lco', 'HEADERS=YES');
    await brought(path);
    await desk.ask('delete from karter.gardens');
    // With numbers, days and truths as cells of their own kind.
    rmSync(path, { force: true });
    ogr2ogr('-f', ending.toUpperCase(), '-sql', 'select identifiant, nom, type, parcelles, surface, ouverture, eau, lon, lat from jardins', path,
      desk.file('jardins.geojson', collection(gardens.map((properties) => ({ type: 'Feature', geometry: null, properties })))));
    await brought(path);
  });

  const shapefile = (encoding: string, ...more: string[]): Record<string, Buffer> => {
    const folder = join(desk.folder, 'formes');
    rmSync(folder, { force: true, recursive: true });
    ogr2ogr('-f', 'ESRI Shapefile', '-lco', `ENCODING=${encoding}`, ...more, '-sql', "select identifiant as IDENTIFIAN, nom as NOM, type as TYPE, parcelles as PARCELLES, surface as SURFACE, ouverture as OUVERTURE, eau as EAU from jardins", folder, desk.file('jardins.geojson', geojson));
    return Object.fromEntries(['shp', 'shx', 'dbf', 'prj', 'cpg'].map((ending) => [`JARDINS.${ending.toUpperCase()}`, readFileSync(join(folder, `jardins.${ending}`))]));
  };

  it.each([['UTF-8', true], ['UTF-8', false], ['ISO-8859-1', true], ['CP1252', false], ['CP850', false]] as const)('a zipped shapefile in %s, .cpg: %j', async (encoding, said) => {
    const { 'JARDINS.CPG': cpg, ...files } = shapefile(encoding);
    // Without .cpg the code page in the .dbf says nothing either.
    if (!said) files['JARDINS.DBF']![29] = 0;
    await brought(desk.file('jardins.zip', await zipOf({ ...files, ...(said ? { 'JARDINS.CPG': cpg! } : {}) })));
  });

  it('a zipped shapefile without .prj, in metres', async () => {
    const { 'JARDINS.PRJ': _, ...files } = shapefile('UTF-8', '-t_srs', 'EPSG:2154');
    const path = desk.file('jardins.zip', await zipOf(files));
    const run = await desk.geodata('import', 'gardens', path, ...provenance, '--dry-run');
    expect(run.complained).toBe('');
    expect(run.said).toMatch(/sans \.prj[^]*coordonnées reconnues : Lambert-93/);
    await brought(path);
  });

  it('a shapefile that lost a part is named', async () => {
    const { 'JARDINS.DBF': _, ...files } = shapefile('UTF-8');
    expect(await desk.geodata('import', 'gardens', desk.file('jardins.zip', await zipOf(files)), ...provenance)).toMatchObject({ code: 1, complained: expect.stringMatching(/incomplet : il lui manque \.dbf/) });
  });

  it('one of several tables, by name', async () => {
    const path = made('deux.gpkg', '-f', 'GPKG', '-nln', 'autres', '-where', "identifiant = '07'");
    ogr2ogr('-f', 'GPKG', '-update', '-nln', 'tous', path, desk.file('jardins.geojson', geojson));
    expect((await desk.geodata('import', 'gardens', path, ...provenance, '--dry-run')).said).toContain('table lue : « autres » ; autres tables : tous (3)');
    expect((await desk.geodata('import', 'gardens', path, ...provenance, '--table', 'aucune')).complained).toMatch(/« aucune » n’est pas dans ce fichier : autres, tous/);
    await brought(path, '--table', 'tous');
  });

  it('by a path from here', async () => {
    const path = made('ici.gpkg', '-f', 'GPKG');
    const former = process.cwd();
    const run = await desk.geodata('import', 'gardens', join('.', path.startsWith('/') ? `${'../'.repeat(former.split('/').length - 1)}${path.slice(1)}` : path), ...provenance);
    expect(run).toMatchObject({ code: 0 });
  });
});
