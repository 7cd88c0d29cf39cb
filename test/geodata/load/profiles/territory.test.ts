// Outlines as the State and the city publish them: priority neighbourhoods, communes, quartiers.
import { describe, expect, it } from 'vitest';
import { quartierOf } from '../../../../geodata/load/profiles/quartiers.ts';
import { city, counts, importingIntoBrest } from './importing.ts';

const { file, bring, ask } = importingIntoBrest();

const square = (west: number, south: number, side = 0.01) => ({ type: 'Polygon', coordinates: [[[west, south], [west + side, south], [west + side, south + side], [west, south + side], [west, south]]] });
const collection = (...features: [properties: object, geometry: object | null][]) => ({ type: 'FeatureCollection', features: features.map(([properties, geometry]) => ({ type: 'Feature', properties, geometry })) });
const vintage = '2024-01-01';

describe('QPV 2024', () => {
  const here = { code_qp: 'QN02902M', lib_qp: 'Pontanézen', insee_com: '29019', lib_com: 'Brest' };

  it('keeps those of the territory, by commune or by the code itself', async () => {
    const report = await bring('qpv', file('qpv.geojson', collection(
      [here, square(-4.5, 48.41)], [{ ...here, code_qp: 'QN02903M', insee_com: '29019, 29061' }, square(-4.47, 48.41)], [{ ...here, code_qp: 'QN07501M', insee_com: '75118' }, square(2.35, 48.89)], [{ code_qp: 'QN07502M', lib_qp: 'X' }, square(2.35, 48.89)],
    )), { vintage, dryRun: false });
    expect(report.rejected).toEqual([]);
    expect(counts(report)).toEqual({ features: 4, new: 2, skipped: 2, refused: 0 });
    expect(await ask("select code, name, source, licence, vintage::text from qpv where source like 'ANCT, QPV 2024' order by 1 limit 1")).toEqual([{ code: 'QN02902M', name: 'Pontanézen', source: 'ANCT, QPV 2024', licence: 'Licence Ouverte 2.0', vintage }]);
  });

  it('a list without shapes is told to be one; a CSV with WKT is not', async () => {
    const table = 'code_qp,lib_qp,insee_com,lib_com\nQN02902M,Pontanézen,"=""29019""",Brest\n';
    expect((await bring('qpv', file('liste.csv', table), { vintage })).rejected).toEqual([{ line: 2, reason: 'QN02902M : sans contour ; prenez le GeoJSON ou le shapefile' }]);
    const drawn = 'code_qp;lib_qp;insee_com;geom\nQN02902M;Pontanézen;29019;"POLYGON((-4.5 48.41,-4.49 48.41,-4.49 48.42,-4.5 48.41))"\n';
    expect(counts(await bring('qpv', file('contours.csv', drawn), { vintage }))).toMatchObject({ features: 1, refused: 0, skipped: 0 });
  });
});

describe('communes', () => {
  it.each([
    ['Admin Express', { INSEE_COM: '29019', NOM_M: 'BREST', NOM: 'Brest', POPULATION: 139456, STATUT: 'Sous-préfecture' }, { INSEE_COM: '29232', NOM: 'Quimper' }],
    ['Admin Express COG 2024', { code_insee: '29019', nom_officiel: 'Brest', population: '139456', code_siren: '212900195' }, { code_insee: '29232', nom_officiel: 'Quimper' }],
    ['API Découpage administratif', { code: '29019', nom: 'Brest', population: 139456 }, { code: '29232', nom: 'Quimper' }],
  ])('%s: those of the territory, with their inhabitants', async (title, ours, other) => {
    const report = await bring('communes', file(`${title}.geojson`, collection([ours, square(-4.5, 48.39)], [other, square(-4.1, 47.99)])), { vintage, dryRun: false });
    expect(report.rejected).toEqual([]);
    expect(counts(report)).toMatchObject({ features: 2, skipped: 1, refused: 0 });
    expect(await ask("select name, insee, population from communes where source = 'IGN Admin Express'")).toEqual([{ name: 'Brest', insee: '29019', population: 139456 }]);
  });

  it('a list of communes without outlines does not take the outlines away', async () => {
    const report = await bring('communes', file('cog.csv', 'TYPECOM,COM,REG,DEP,LIBELLE\nCOM,29019,53,29,Brest\nCOMD,29011,53,29,Autre\nCOM,01001,84,01,"L’Abergement"\n'), { vintage });
    expect(report).toMatchObject({ refused: 1, skipped: 2, rejected: [{ line: 2, reason: expect.stringContaining('sans contour') }] });
  });
});

describe('quartiers', () => {
  const known = { quartiers: ['Bellevue', 'Brest-Centre', 'Europe', 'Lambézellec', 'Quatre-Moulins', 'Saint-Marc', 'Saint-Pierre'].map((name) => ({ name, slug: name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase() })) };

  it.each([
    ['BREST BELLEVUE', 'bellevue'], ['Brest Centre', 'brest-centre'], ['CENTRE', 'brest-centre'], ['BREST-CENTRE', 'brest-centre'], ['Brest - Europe', 'europe'], ['LAMBEZELLEC', 'lambezellec'], ['brest quatre moulins', 'quatre-moulins'],
    ['Quatre Moulins', 'quatre-moulins'], ['ST MARC', 'saint-marc'], ['Brest St-Pierre', 'saint-pierre'],
  ])('« %s » is %s', (label, slug) => {
    expect(quartierOf(label, city, known)).toMatchObject({ slug });
  });

  it('a new one is called without the town’s name in front, in any town', () => {
    expect(quartierOf('BREST PORT DE COMMERCE', city, known)).toEqual({ name: 'Port de Commerce' });
    expect(quartierOf('Rennes - Le Blosne', { ...city, name: 'Rennes' }, known)).toEqual({ name: 'Le Blosne' });
    expect(quartierOf('Brestois', city, { quartiers: [] })).toEqual({ name: 'Brestois' });
  });

  it('Quartiers administratifs keep the addresses of the quartiers that were drawn by hand', async () => {
    const labels = ['BREST BELLEVUE', 'Brest Centre', 'BREST EUROPE', 'Lambezellec', 'Brest QUATRE-MOULINS', 'Brest Saint Marc', 'BREST ST PIERRE'];
    const [bounds] = await ask<{ shapes: string[] }>('select array_agg(ST_AsGeoJSON(ST_Transform(geom, 4326)) order by slug) as shapes from quartiers');
    const given = collection(...labels.map((QUARTIERS, index) => [{ OBJECTID: index + 1, QUARTIERS }, JSON.parse(bounds!.shapes[index]!) as object] as [object, object]));
    const before = await ask<{ slug: string; name: string }>('select slug, name from quartiers order by 1');
    const report = await bring('quartiers', file('quartiers.geojson', given), { dryRun: false, source: 'Brest métropole, Quartiers administratifs', licence: 'ODbL 1.0', vintage: '2026-01-01' });
    expect(report.rejected).toEqual([]);
    expect(counts(report)).toEqual({ features: 7, new: 7, skipped: 0, refused: 0 });
    expect(await ask('select slug, name from quartiers order by 1')).toEqual(before);
    expect(await ask("select distinct source, accuracy from quartiers")).toEqual([{ source: 'Brest métropole, Quartiers administratifs', accuracy: 'exacte' }]);
  });
});
