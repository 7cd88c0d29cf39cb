// What OpenStreetMap says of our layers, in each of the forms in which it is had.
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { osmiumIsThere } from '../osm-file.ts';
import { counts, importingIntoBrest } from './importing.ts';

const { file, path, bring, ask } = importingIntoBrest();

const around = { version: 0.6, generator: 'Overpass API', osm3s: { timestamp_osm_base: '2026-11-20T08:00:00Z', copyright: 'ODbL' } };
const square = (lon: number, lat: number, side = 0.001) => [[lon, lat], [lon + side, lat], [lon + side, lat + side], [lon, lat + side], [lon, lat]].map(([x, y]) => ({ lat: y!, lon: x! }));
const shop = { type: 'node', id: 101, lat: 48.3901, lon: -4.4801, tags: { shop: 'second_hand', name: 'La Recyclerie', opening_hours: 'Tu-Sa 10:00-18:00', website: 'pas une adresse', 'addr:housenumber': '5', 'addr:street': 'Rue de Siam', wheelchair: 'yes' } };
const building = { type: 'way', id: 102, geometry: square(-4.49, 48.39), tags: { shop: 'charity', name: 'Emmaüs' } };
const plain = { type: 'node', id: 103, lat: 48.39, lon: -4.48, tags: { highway: 'crossing' } };

describe('Overpass JSON', () => {
  it('gives shops by the table of tags, with hours, address, the file’s day; what no field holds is left out', async () => {
    const report = await bring('ressourceries', file('magasins.json', { ...around, elements: [shop, building, plain] }), { dryRun: false });
    expect(report.rejected).toEqual([]);
    expect(counts(report)).toEqual({ features: 3, new: 2, skipped: 1, refused: 0 });
    expect(report.remarks.join()).toContain('aucune étiquette de cette couche');
    const rows = await ask<Record<string, unknown>>("select source_id, kind, name, address, opening_hours, website, wheelchair, source, licence, vintage::text, accuracy, accuracy_m, GeometryType(geom) as drawn from ressourceries where source = 'OpenStreetMap' order by 1");
    expect(rows).toMatchObject([
      { source_id: 'node/101', kind: 'ressourcerie', address: '5 Rue de Siam', opening_hours: 'Tu-Sa 10:00-18:00', website: null, wheelchair: 'yes', licence: 'ODbL 1.0', vintage: '2026-11-20', accuracy: 'exacte' },
      { source_id: 'way/102', kind: 'ressourcerie', accuracy: 'approchee', drawn: 'POINT' },
    ]);
  });

  it('draws ways and relations: whole, in pieces with a hole, by their centre, or on nodes that stand apart', async () => {
    const tags = { landuse: 'allotments' };
    const ring = square(-4.5, 48.4, 0.01);
    const hole = square(-4.497, 48.403, 0.002);
    const elements = [
      { type: 'way', id: 1, geometry: square(-4.47, 48.4), tags },
      { type: 'relation', id: 2, tags: { ...tags, type: 'multipolygon', name: 'Jardins de Kerinou' }, members: [
        { type: 'way', ref: 21, role: 'outer', geometry: ring.slice(0, 3) }, { type: 'way', ref: 22, role: 'outer', geometry: ring.slice(2).toReversed() }, { type: 'way', ref: 23, role: 'inner', geometry: hole }] },
      { type: 'way', id: 3, center: { lat: 48.39, lon: -4.46 }, nodes: [1, 2, 3], tags: { leisure: 'garden', 'garden:type': 'community' } },
    ];
    expect(counts(await bring('gardens', file('jardins.json', { ...around, elements }), { dryRun: false }))).toEqual({ features: 3, new: 3, skipped: 0, refused: 0 });
    const [relation] = await ask<{ kind: string; drawn: string; rings: number }>("select kind, GeometryType(geom) as drawn, ST_NRings(geom) as rings from gardens where source_id = 'relation/2'");
    expect(relation).toEqual({ kind: 'ouvrier', drawn: 'POLYGON', rings: 2 });
    const nodes = square(-4.45, 48.4).slice(0, 4).map((place, index) => ({ type: 'node', id: 900 + index, ...place }));
    const apart = [{ type: 'way', id: 9, nodes: [900, 901, 902, 903, 900], tags }, ...nodes];
    expect(counts(await bring('gardens', file('a-part.json', { ...around, elements: apart })))).toEqual({ features: 5, new: 1, skipped: 4, refused: 0 });
  });

  it('asks for geometry where there is none', async () => {
    const report = await bring('gardens', file('sans.json', { ...around, elements: [{ type: 'way', id: 3, nodes: [1], tags: { landuse: 'allotments' } }] }));
    expect(report.rejected).toMatchObject([{ line: 1, reason: expect.stringMatching(/way\/3.*out geom/) }]);
  });

  it('a vacant shop is an observation of the day it was looked at', async () => {
    const elements = [{ type: 'node', id: 7, lat: 48.39, lon: -4.48, timestamp: '2025-02-03T00:00:00Z', tags: { shop: 'vacant', check_date: '2026-05-04' } }, { ...shop, id: 8, tags: { shop: 'bakery', name: 'Le Fournil' } }];
    expect(counts(await bring('premises', file('locaux.json', { ...around, elements }), { dryRun: false }))).toMatchObject({ new: 2, refused: 0 });
    expect(await ask("select source_id, occupancy, activity, observed_on::text, vintage::text from premises where source = 'OpenStreetMap' order by 1")).toEqual([
      { source_id: 'node/7', occupancy: 'vacant', activity: null, observed_on: '2026-05-04', vintage: '2025-02-03' },
      { source_id: 'node/8', occupancy: 'occupe', activity: 'alimentation', observed_on: '2026-11-20', vintage: '2026-11-20' },
    ]);
  });

  it('is refused for a layer without tags, which is named with those that have some', async () => {
    await expect(bring('quartiers', file('autre.json', { ...around, elements: [shop] }))).rejects.toThrow(/OpenStreetMap.*rien n’y est de la couche « Quartiers ».*gardens/);
  });
});

it('GeoJSON of overpass-turbo is OpenStreetMap too', async () => {
  const features = [{ type: 'Feature', properties: { '@id': 'way/102', shop: 'charity', name: 'Emmaüs' }, geometry: { type: 'Point', coordinates: [-4.49, 48.39] }, id: 'way/102' }];
  expect(counts(await bring('ressourceries', file('turbo.geojson', { type: 'FeatureCollection', features }), { vintage: '2026-11-01' }))).toMatchObject({ features: 1, refused: 0 });
});

const xml = `<?xml version="1.0" encoding="UTF-8"?>
<osm version="0.6" generator="essai">
<node id="2" version="1" lat="48.39" lon="-4.48"/><node id="3" version="1" lat="48.391" lon="-4.48"/><node id="4" version="1" lat="48.391" lon="-4.479"/>
<node id="101" version="1" timestamp="2025-03-02T00:00:00Z" lat="48.3901" lon="-4.4801"><tag k="shop" v="second_hand"/><tag k="name" v="La Recyclerie"/></node>
<node id="102" version="1" lat="48.3901" lon="-4.4801"><tag k="highway" v="crossing"/></node>
<way id="5" version="1" timestamp="2025-03-02T00:00:00Z"><nd ref="2"/><nd ref="3"/><nd ref="4"/><nd ref="2"/><tag k="leisure" v="garden"/><tag k="garden:type" v="community"/></way>
<way id="7" version="1"><nd ref="2"/><nd ref="3"/><nd ref="4"/><nd ref="2"/></way>
<relation id="8" version="1"><member type="way" ref="7" role="outer"/><tag k="type" v="multipolygon"/><tag k="landuse" v="allotments"/></relation>
</osm>
`;

describe.skipIf(!osmiumIsThere)('files of OpenStreetMap', () => {
  it('XML and PBF give the same: areas once, the day of the object or else of the file', async () => {
    const plainFile = file('quartier.osm', xml);
    spawnSync('osmium', ['cat', plainFile, '-o', path('quartier.osm.pbf'), '--output-header=osmosis_replication_timestamp=2026-11-20T20:00:00Z']);
    for (const name of ['quartier.osm', 'quartier.osm.pbf']) {
      const report = await bring('gardens', path(name), name.endsWith('pbf') ? { dryRun: false } : { vintage: '2026-11-20' });
      expect(report.rejected).toEqual([]);
      expect(counts(report), name).toEqual({ features: 3, new: 2, skipped: 1, refused: 0 });
    }
    expect(await ask("select source_id, kind, vintage::text from gardens where source_id in ('way/5', 'relation/8') order by 1")).toEqual([
      { source_id: 'relation/8', kind: 'ouvrier', vintage: '2026-11-20' }, { source_id: 'way/5', kind: 'partage', vintage: '2025-03-02' },
    ]);
    expect(counts(await bring('ressourceries', path('quartier.osm'), { vintage: '2026-11-20' }))).toMatchObject({ skipped: 2, refused: 0 });
  });
});
