// Positions as files give them: every system and spelling, the wrong way round, broken, absent.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { at, collection, garden, openDesk, provenance, type Desk } from './desk.ts';

let desk: Desk;
beforeAll(async () => { desk = await openDesk(); });
afterAll(async () => { await desk?.close(); });
beforeEach(async () => { await desk.ask('delete from karter.gardens'); });

const options = ['--source', 'Ville', '--licence', 'ODbL', '--vintage', '2026-05-01'];
const places = [[2.01, 46.81], [2.02, 46.815], [2.03, 46.82]] as const;
const positions = () => desk.ask<{ lon: number; lat: number }>('select round(ST_X(ST_Transform(geom, 4326))::numeric, 5)::float as lon, round(ST_Y(ST_Transform(geom, 4326))::numeric, 5)::float as lat from karter.gardens order by source_id');
const rightly = places.map(([lon, lat]) => ({ lon, lat }));

/** The places in another system, by the database itself. */
async function inSystem(srid: number): Promise<[number, number][]> {
  const rows = await desk.ask<{ x: number; y: number }>('select ST_X(there) as x, ST_Y(there) as y from unnest($1::float[], $2::float[]) with ordinality as place(lon, lat, number) cross join lateral ST_Transform(ST_SetSRID(ST_MakePoint(lon, lat), 4326), $3::integer) there order by number', [places.map(([lon]) => lon), places.map(([, lat]) => lat), srid]);
  return rows.map(({ x, y }) => [x, y]);
}
const gardensAt = (points: readonly (readonly unknown[])[]) => points.map((coordinates, index) => garden(`${index}`, {}, { type: 'Point', coordinates }));
const named = (name: string) => ({ crs: { type: 'name', properties: { name } } });
const bring = (content: string, name = 'jardins.geojson', ...more: string[]) => desk.geodata('import', 'gardens', desk.file(name, content), ...(name.endsWith('csv') ? options : []), ...more);

describe('systems', () => {
  it.each([
    [2154, ['EPSG:2154', 'urn:ogc:def:crs:EPSG::2154', 'http://www.opengis.net/def/crs/EPSG/0/2154', 'http://www.opengis.net/gml/srs/epsg.xml#2154', 'Lambert-93', 'RGF93 / Lambert-93', 'epsg:2154']],
    [3948, ['EPSG:3948', 'urn:ogc:def:crs:EPSG::3948', 'RGF93 / CC48', 'CC48']],
    [3857, ['EPSG:3857', 'urn:ogc:def:crs:EPSG::3857', 'EPSG:900913', 'EPSG:3785']],
    [4326, ['EPSG:4326', 'urn:ogc:def:crs:OGC:1.3:CRS84', 'urn:ogc:def:crs:OGC::CRS84', 'http://www.opengis.net/def/crs/OGC/1.3/CRS84', 'WGS84', 'WGS 84', 'WGS_84', 'urn:ogc:def:crs:EPSG::4326']],
  ] as const)('EPSG:%i under its names', async (srid, spellings) => {
    const points = await inSystem(srid);
    for (const spelling of spellings) {
      await desk.ask('delete from karter.gardens');
      expect(await bring(collection(gardensAt(points), named(spelling))), spelling).toMatchObject({ code: 0, complained: '' });
      expect(await positions(), spelling).toEqual(rightly);
    }
  });

  it('one that nobody knows is refused before anything is read', async () => {
    expect(await bring(collection(gardensAt(places), named('EPSG:27572')))).toMatchObject({ code: 1, said: '', complained: expect.stringMatching(/« EPSG:27572 » n’est pas connu ; EPSG:4326, 2154/) });
    expect(await bring(JSON.stringify({ type: 'FeatureCollection', features: gardensAt(places), ...named('EPSG:2154') }))).toMatchObject({ code: 1, complained: expect.stringMatching(/annoncé après les entités/) });
  });

  const table = (header: string, points: readonly (readonly (number | string)[])[]) => [`code;nom;type;${header}`, ...points.map((cells, index) => `${index};Jardin ${index};partage;${cells.join(';')}`)].join('\n');
  it.each([
    [2154, 'Lambert-93', 'X;Y'], [3948, 'RGF93 CC48', 'coord_x;coord_y'], [3857, 'Web Mercator', 'x;y'], [4326, null, 'lon;lat'], [4326, null, 'Longitude;Latitude'], [2154, 'Lambert-93', 'x_l93;y_l93'],
  ] as const)('EPSG:%i without a word, in columns', async (srid, title, header) => {
    const points = (await inSystem(srid)).map(([x, y]) => [x.toFixed(7).replace('.', ','), y.toFixed(7).replace('.', ',')]);
    const run = await bring(table(header, points), 'jardins.csv');
    expect(run).toMatchObject({ code: 0, complained: '' });
    if (title) expect(run.said).toContain(`coordonnées reconnues : ${title}`);
    expect(await positions()).toEqual(rightly);
  });

  it('one cell with both, in either order; WKT, EWKT, hexadecimal WKB, GeoJSON', async () => {
    const [first] = await inSystem(2154);
    const [{ wkb }] = await desk.ask<{ wkb: string }>("select encode(ST_AsEWKB(ST_SetSRID(ST_MakePoint(2.01, 46.81), 4326)), 'hex') as wkb") as [{ wkb: string }];
    for (const [header, cell] of [
      ['geo_point_2d', '46.81, 2.01'], ['coordonnees', '[2.01, 46.81]'], ['lonlat', '2.01 46.81'], ['wkt', 'POINT (2.01 46.81)'], ['geom', `SRID=2154;POINT(${first!.join(' ')})`],
      ['wkt', `POINT Z (${first!.join(' ')} 12)`], ['the_geom', wkb], ['geo_shape', '{"type":"Point","coordinates":[2.01,46.81]}'],
    ] as const) {
      await desk.ask('delete from karter.gardens');
      expect(await bring(`code;nom;type;${header}\n0;Un;partage;"${cell.replaceAll('"', '""')}"\n`, 'jardins.csv'), header).toMatchObject({ code: 0, complained: '' });
      expect(await positions(), `${header} ${cell}`).toEqual([rightly[0]]);
    }
  });

  it('a number that is none is told with its line', async () => {
    const { code, complained } = await bring(table('lon;lat', [['2.01', '46.81'], ['deux', '46.81'], ['NaN', '46.81'], ['Infinity', '46.81'], ['1e999', '46.81'], ['2.01', '']]), 'jardins.csv');
    expect({ code, lines: complained.match(/ligne \d+ : coordonnée illisible/g) }).toEqual({ code: 1, lines: [3, 4, 5, 6, 7].map((line) => `ligne ${line} : coordonnée illisible`) });
  });
});

describe('the wrong way round', () => {
  it('a whole file is turned, and it is said', async () => {
    const run = await bring(collection(gardensAt(places.map(([lon, lat]) => [lat, lon]))));
    expect(run).toMatchObject({ code: 0, said: expect.stringMatching(/longitude et latitude étaient inversées : remises dans l’ordre/) });
    expect(await positions()).toEqual(rightly);
  });

  it('metres too', async () => {
    const points = await inSystem(2154);
    const run = await bring(`code;nom;type;x;y\n${points.map(([x, y], index) => `${index};Jardin;partage;${y};${x}`).join('\n')}\n`, 'jardins.csv');
    expect(run).toMatchObject({ code: 0, said: expect.stringMatching(/étaient inversées/) });
    expect(await positions()).toEqual(rightly);
    await desk.ask('delete from karter.gardens');
    expect(await bring(collection(gardensAt(points.map(([x, y]) => [y, x])), named('EPSG:2154')))).toMatchObject({ code: 0, said: expect.stringMatching(/inversées/) });
    expect(await positions()).toEqual(rightly);
  });

  it('one of many is refused, with what it seems', async () => {
    const run = await bring(collection(gardensAt([...places, [46.81, 2.01]])));
    expect(run).toMatchObject({ code: 1, complained: expect.stringMatching(/^ {2}entité 4 : hors du territoire ; longitude et latitude semblent inversées\n1 entité refusée sur 4/) });
    expect(await positions()).toEqual([]);
  });
});

const ring = (...points: readonly (readonly [number, number])[]) => [[...points, points[0]!].map(([x, y]) => [2 + x / 1000, 46.81 + y / 1000])];
const polygon = (...points: readonly (readonly [number, number])[]) => ({ type: 'Polygon', coordinates: ring(...points) });

describe('geometries', () => {
  it('a small loop is repaired, and it is said; a bow tie is no garden', async () => {
    // A spike without area, and a doubled point.
    const spiked = polygon([0, 0], [10, 0], [10, 5], [14, 5], [10, 5], [10, 10], [10, 10], [0, 10]);
    const run = await bring(collection([garden('pointe', {}, spiked)]));
    expect(run).toMatchObject({ code: 0, said: expect.stringMatching(/géométrie réparée : 1/) });
    expect(await desk.ask('select ST_IsValid(geom) as valid, GeometryType(geom) as type from karter.gardens')).toEqual([{ valid: true, type: 'POLYGON' }]);
    const bowtie = await bring(collection([garden('papillon', {}, polygon([0, 0], [10, 10], [10, 0], [0, 10]))]));
    expect(bowtie).toMatchObject({ code: 1, complained: expect.stringMatching(/entité 1 : géométrie invalide, qui ne se répare pas sans changer de forme : elle se recoupe/) });
  });

  it('a ring left open is closed', async () => {
    expect(await bring(collection([garden('ouvert', {}, { type: 'Polygon', coordinates: [[[2, 46.81], [2.01, 46.81], [2.01, 46.82]]] })]))).toMatchObject({ code: 0 });
    expect(await desk.ask('select ST_IsValid(geom) as valid, ST_NPoints(geom) as points from karter.gardens')).toEqual([{ valid: true, points: 4 }]);
  });

  it.each([
    ['two corners', { type: 'Polygon', coordinates: [[[2, 46.81], [2.01, 46.81]]] }, /géométrie/],
    ['no point', { type: 'Point', coordinates: [] }, /géométrie vide/],
    ['no ring', { type: 'Polygon', coordinates: [] }, /géométrie vide/],
    ['one number', { type: 'Point', coordinates: [2] }, /géométrie/],
    ['text for numbers', { type: 'Point', coordinates: ['2.01', '46.81'] }, /coordonnée n’est pas un nombre/],
    ['null for a number', { type: 'Point', coordinates: [null, 46.81] }, /coordonnée n’est pas un nombre/],
    ['out of the world', at(2000, 46.81), /hors du globe/],
    ['out of the territory', at(2.9, 46.81), /hors du territoire$/m],
    ['a line of one place', { type: 'LineString', coordinates: [[2, 46.81], [2, 46.81]] }, /géométrie/],
    ['a collection', { type: 'GeometryCollection', geometries: [at(2.01, 46.81), { type: 'LineString', coordinates: [[2, 46.81], [2.1, 46.81]] }] }, /type GEOMETRYCOLLECTION/],
    ['an empty collection', { type: 'GeometryCollection', geometries: [] }, /géométrie vide/],
    ['two points', { type: 'MultiPoint', coordinates: [[2.01, 46.81], [2.02, 46.81]] }, /type MULTIPOINT/],
    ['no such type', { type: 'Cercle', coordinates: [2.01, 46.81] }, /géométrie illisible/],
    ['a list', [2.01, 46.81], /géométrie illisible/],
    ['a number', 12, /géométrie illisible/],
    ['coordinates as objects', { type: 'Point', coordinates: { x: 2, y: 46 } }, /géométrie/],
  ] as const)('%s', async (_, geometry, reason) => {
    const run = await bring(collection([garden('bon'), garden('autre', {}, geometry)]));
    expect(run.complained).toMatch(reason);
    expect(run.complained).toMatch(/^ {2}entité 2 : /);
    expect(run).toMatchObject({ code: 1 });
    expect(await positions()).toEqual([]);
  });

  it('numbers that JSON does not have', async () => {
    const text = collection([garden('bon'), garden('nan', {}, at(9, 9)), garden('grand', {}, at(8, 8))]).replace('[9,9]', '[NaN,46.81]').replace('[8,8]', '[1e999,46.81]');
    const { code, complained } = await bring(text);
    expect(code).toBe(1);
    expect(complained).toMatch(/entité 2 : n’est pas du JSON[^]*entité 3 : (géométrie|coordonnée)/);
  });

  it('height and measure are left out; a collection of one point is a point; none is none', async () => {
    expect(await bring(collection([
      garden('a', {}, { type: 'Point', coordinates: [2.01, 46.81, 35.2] }), garden('b', {}, { type: 'Point', coordinates: [2.02, 46.815, 35.2, 7] }),
      garden('c', {}, { type: 'MultiPoint', coordinates: [[2.03, 46.82]] }), garden('d', {}, null),
    ]))).toMatchObject({ code: 0, complained: '' });
    expect(await desk.ask('select source_id, ST_AsText(ST_Transform(geom, 4326), 5) as place, accuracy from karter.gardens order by source_id')).toEqual([
      { source_id: 'a', place: 'POINT(2.01 46.81)', accuracy: 'exacte' }, { source_id: 'b', place: 'POINT(2.02 46.815)', accuracy: 'exacte' },
      { source_id: 'c', place: 'POINT(2.03 46.82)', accuracy: 'exacte' }, { source_id: 'd', place: null, accuracy: 'inconnue' },
    ]);
  });

  it('points, lines and outlines in one file, where the layer takes them', async () => {
    const mixed = [garden('point'), garden('ligne', {}, { type: 'LineString', coordinates: [[2.01, 46.81], [2.02, 46.82]] }), garden('surface', {}, polygon([0, 0], [10, 0], [10, 10]))];
    expect(await bring(collection(mixed))).toMatchObject({ code: 0, complained: '' });
    const run = await desk.geodata('import', 'ressourceries', desk.file('mixte.geojson', collection(mixed.map((feature) => ({ ...feature, properties: { ...provenance, source_id: feature.properties.source_id, name: 'R', kind: 'ressourcerie' } })))));
    expect(run.complained.match(/entité \d+ : géométrie de type/g)).toHaveLength(2);
  });
});
