// The shipped city says what it is: valid, tiling, reproducible, near the published figures, and never a made-up thing shown as real.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { area } from '@turf/area';
import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import { difference } from '@turf/difference';
import { featureCollection } from '@turf/helpers';
import { intersect } from '@turf/intersect';
import { union } from '@turf/union';
import type { Feature, FeatureCollection, MultiPolygon, Point, Polygon, Position } from 'geojson';
import { describe, expect, test } from 'vitest';
import { City } from '../../geodata/city.ts';
import { layerById, publicLayerIds as layerIds, type LayerId } from '../../geodata/layers.ts';
import { importSchema } from '../../geodata/schema.ts';
import { frontages } from '../../geodata/brest/generate/frontages.ts';

type Surface = Feature<Polygon | MultiPolygon>;
type Properties = Record<string, unknown>;

const folder = fileURLToPath(new URL('../../geodata/brest/', import.meta.url));
const references = fileURLToPath(new URL('../../../shared/data/brest/', import.meta.url));
const haveReferences = existsSync(references);
const read = (layer: string) => (JSON.parse(readFileSync(join(folder, `${layer}.geojson`), 'utf8')) as FeatureCollection).features;
const city = Object.fromEntries(layerIds.map((layer) => [layer, read(layer)])) as Record<LayerId, Feature[]>;
const of = (feature: Feature) => feature.properties as Properties;

const quartiers = city.quartiers as Surface[];
const communes = city.communes as Surface[];
const brest = communes.find((commune) => of(commune).insee === '29019')!;
const quartierAt = (position: Position) => quartiers.find((quartier) => booleanPointInPolygon(position, quartier));

function positions(coordinates: unknown): Position[] {
  return typeof (coordinates as unknown[])[0] === 'number' ? [coordinates as Position] : (coordinates as unknown[]).flatMap(positions);
}

/** Square metres by which two tile sets fail to cover each other exactly. */
function tilingGap(tiles: Surface[], whole: Surface): number {
  const together = union(featureCollection(tiles))!;
  return [difference(featureCollection([together, whole])), difference(featureCollection([whole, together]))].reduce((sum, rest) => sum + (rest ? area(rest) : 0), 0);
}

function overlap(tiles: Surface[]): number {
  return tiles.reduce((sum, tile, index) => sum + tiles.slice(index + 1).reduce((part, other) => {
    const shared = intersect(featureCollection([tile, other]));
    return part + (shared ? area(shared) : 0);
  }, 0), 0);
}

describe('every layer', () => {
  test('is shipped, and city.json is valid', () => {
    expect(City.safeParse(JSON.parse(readFileSync(join(folder, 'city.json'), 'utf8'))).error).toBeUndefined();
    for (const layer of layerIds) expect(city[layer].length, layer).toBeGreaterThan(0);
  });

  test.each(layerIds)('%s: properties, geometry, identity', (layer) => {
    const definition = layerById[layer];
    const schema = importSchema(definition).strict();
    const kinds = { point: ['Point'], line: ['LineString', 'MultiLineString'], polygon: ['Polygon', 'MultiPolygon'], mixed: ['Point', 'LineString', 'Polygon', 'MultiPolygon'] }[definition.geometry];
    const seen = new Set<unknown>();
    for (const feature of city[layer]) {
      const id = `${layer} ${String(of(feature).source_id)}`;
      expect(schema.safeParse(feature.properties).error?.issues, id).toBeUndefined();
      expect(seen.has(of(feature).source_id), `${id} twice`).toBe(false);
      seen.add(of(feature).source_id);
      if ((feature.geometry as unknown) === null) {
        expect(of(feature).accuracy, id).toBe('inconnue');
        continue;
      }
      expect(of(feature).accuracy_m, id).toBeGreaterThan(0);
      expect(kinds, id).toContain(feature.geometry.type);
      for (const [longitude, latitude] of positions((feature.geometry as Point).coordinates)) {
        expect(longitude! > -4.85 && longitude! < -4.1 && latitude! > 48.15 && latitude! < 48.65, id).toBe(true);
        for (const value of [longitude!, latitude!]) expect(Math.abs(value * 1e6 - Math.round(value * 1e6)), id).toBeLessThan(1e-3);
      }
    }
  });

  test('is small enough to be read in a diff and sent to a phone', () => {
    const size = (layer: string) => statSync(join(folder, `${layer}.geojson`)).size;
    expect(size('land') + size('communes') + size('quartiers')).toBeLessThan(165_000);
    expect(layerIds.reduce((sum, layer) => sum + size(layer), 0)).toBeLessThan(1_600_000);
  });

  test('the script writes these very bytes', { timeout: 60_000 }, () => {
    const again = mkdtempSync(join(tmpdir(), 'karter-brest-'));
    try {
      execFileSync(process.execPath, [join(folder, 'generate/main.ts'), again]);
      const written = readdirSync(again).sort();
      expect(written).toEqual(layerIds.map((layer) => `${layer}.geojson`).sort());
      for (const name of written) expect(readFileSync(join(again, name), 'utf8') === readFileSync(join(folder, name), 'utf8'), name).toBe(true);
    } finally {
      rmSync(again, { recursive: true });
    }
  });
});

describe('territory', { timeout: 60_000 }, () => {
  test('seven quartiers tile the commune of Brest', () => {
    expect(quartiers.map((quartier) => of(quartier).slug).sort()).toEqual(['bellevue', 'brest-centre', 'europe', 'lambezellec', 'quatre-moulins', 'saint-marc', 'saint-pierre']);
    expect(quartiers.every((quartier) => of(quartier).accuracy === 'trace_approximatif')).toBe(true);
    expect(overlap(quartiers)).toBeLessThan(1);
    expect(tilingGap(quartiers, brest)).toBeLessThan(1);
    expect(Math.abs(quartiers.reduce((sum, quartier) => sum + area(quartier), 0) - area(brest))).toBeLessThan(1);
    // 49.5 km² in official statistics; the outline is generalised and the estuary drawn anew.
    expect(area(brest) / 1e6).toBeGreaterThan(48);
    expect(area(brest) / 1e6).toBeLessThan(51);
  });

  test('eight communes tile the territory, on land', () => {
    expect(communes).toHaveLength(8);
    expect(overlap(communes)).toBeLessThan(1);
    const shores = city.land.filter((feature) => of(feature).kind === 'terre') as Surface[];
    const sea = communes.map((commune) => difference(featureCollection([commune, ...shores]))).reduce((sum, rest) => sum + (rest ? area(rest) : 0), 0);
    expect(sea).toBeLessThan(500);
  });

  test('the zones of the demonstration plan tile the commune', () => {
    const zones = city.plu_zones as Surface[];
    expect(new Set(zones.map((zone) => of(zone).typezone))).toEqual(new Set(['U', 'AU', 'A', 'N']));
    // Where a cut meets the outline between two vertices, six decimals move it by centimetres: slivers of some square metres in all.
    expect(overlap(zones)).toBeLessThan(100);
    expect(tilingGap(zones, brest)).toBeLessThan(100);
  });

  test.skipIf(!haveReferences)('labelled counters lie in their quartier (skipped where the reference files are absent)', () => {
    const slugs: Record<string, string> = { 'Brest Bellevue': 'bellevue', 'Brest Centre': 'brest-centre', 'Brest Europe': 'europe', 'Brest Lambézellec': 'lambezellec', 'Brest Quatre Moulins': 'quatre-moulins', 'Brest Saint Marc': 'saint-marc', 'Brest Saint Pierre': 'saint-pierre' };
    const counters = (JSON.parse(readFileSync(join(references, 'compteurs-velo-quartiers.geojson'), 'utf8')) as FeatureCollection<Point>).features;
    const labelled = counters.filter((counter) => slugs[String(of(counter).arrondissement)] && booleanPointInPolygon(counter, brest));
    expect(labelled.length).toBeGreaterThan(28);
    for (const counter of labelled) expect(of(quartierAt(counter.geometry.coordinates)!).slug, String(of(counter).nom)).toBe(slugs[String(of(counter).arrondissement)]);
    // And none that names another commune is swallowed.
    for (const counter of counters.filter((other) => !slugs[String(of(other).arrondissement)])) expect(booleanPointInPolygon(counter, brest), String(of(counter).nom)).toBe(false);
  });

  test.skipIf(!haveReferences)('known places lie in the quartier they name (skipped where the reference files are absent)', () => {
    const rows = readFileSync(join(references, 'lieux-faits.csv'), 'utf8').trim().split('\n').slice(1).map((row) => row.match(/("[^"]*"|[^,]*)(,|$)/g)!.map((cell) => cell.replace(/,$/, '').replace(/^"|"$/g, '')));
    const names = Object.fromEntries(quartiers.map((quartier) => [String(of(quartier).name), String(of(quartier).slug)]));
    const known = rows.filter((row) => names[row[3]!] && row[6]);
    expect(known.length).toBeGreaterThan(8);
    for (const row of known) expect(of(quartierAt([Number(row[6]), Number(row[7])])!).slug, row[0]).toBe(names[row[3]!]);
  });
});

describe('premises', () => {
  const premises = city.premises as Feature<Point>[];
  const rate = (units: Feature[]) => (100 * units.filter((unit) => of(unit).occupancy === 'vacant').length) / units.length;
  const on = (name: string) => premises.filter((unit) => of(unit).street === name);

  test('stand empty about as often as published', () => {
    expect(premises.length).toBeGreaterThan(1400);
    expect(premises.length).toBeLessThan(1650);
    const tram = premises.filter((unit) => frontages[String(of(unit).street)]!.tram);
    expect(tram.length).toBeGreaterThan(500);
    expect(rate(tram)).toBeGreaterThan(12.4);
    expect(rate(tram)).toBeLessThan(13.6);
    expect(rate(on('Rue de la Porte'))).toBeGreaterThan(15);
    expect(rate(on('Rue de la Porte'))).toBeLessThan(20);
    const inBrest = premises.filter((unit) => booleanPointInPolygon(unit, brest));
    expect(rate(inBrest)).toBeLessThan(10);
    expect(rate(inBrest)).toBeGreaterThan(8.5);
  });

  test('stand on land, in the territory, beside their street', () => {
    const waters = city.land.filter((feature) => of(feature).kind === 'eau') as Surface[];
    for (const unit of premises) {
      expect(communes.some((commune) => booleanPointInPolygon(unit, commune)), String(of(unit).source_id)).toBe(true);
      expect(waters.some((water) => booleanPointInPolygon(unit, water)), String(of(unit).source_id)).toBe(false);
      expect(city.streets.some((street) => of(street).name === of(unit).street)).toBe(true);
    }
  });

  test('professions are found in the periphery too', () => {
    const periphery = premises.filter((unit) => frontages[String(of(unit).street)]!.mix === 'periphery');
    for (const activity of ['medical', 'paramedical', 'juridique', 'banque', 'bio']) expect(periphery.some((unit) => of(unit).activity === activity), activity).toBe(true);
  });

  test('have observations that end in the present state', () => {
    for (const unit of premises) {
      const { observations, occupancy, observed_on, activity } = of(unit) as { observations: { observed_on: string; occupancy: string; activity?: string }[]; occupancy: string; observed_on: string; activity?: string };
      expect(observations.length).toBeGreaterThanOrEqual(1);
      expect(observations.length).toBeLessThanOrEqual(5);
      const days = observations.map((observation) => observation.observed_on);
      expect(days).toEqual([...new Set(days)].sort());
      expect(days[0]! >= '2021-01-01' && days.at(-1)! <= '2026-11-23').toBe(true);
      const last = observations.at(-1)!;
      expect({ occupancy: last.occupancy, observed_on: last.observed_on, activity: last.activity }).toEqual({ occupancy, observed_on, activity });
      for (const observation of observations) expect(observation.activity !== undefined, String(of(unit).source_id)).toBe(observation.occupancy === 'occupe');
    }
  });
});

describe('nothing made up passes for real', () => {
  const all = layerIds.flatMap((layer) => city[layer].map((feature) => ({ layer, feature })));

  test('no demonstration unit has a sign, a name or a house number', () => {
    for (const unit of city.premises) {
      expect(of(unit)).toMatchObject({ demo: true });
      expect(of(unit).sign ?? null).toBeNull();
      expect(of(unit).name ?? null).toBeNull();
      expect(String(of(unit).address)).toBe(of(unit).street);
      expect(String(of(unit).address)).not.toMatch(/^\d|,\s*\d/);
    }
  });

  test('a demonstration place says so in its name and its source', () => {
    for (const { layer, feature } of all.filter(({ feature }) => of(feature).demo === true)) {
      expect(of(feature).source).toMatch(/démonstration/);
      if (!['premises', 'plu_zones'].includes(layer)) expect(of(feature).name, `${layer} ${String(of(feature).source_id)}`).toMatch(/démonstration/);
      expect(of(feature).address ?? of(feature).street).toBe(of(feature).street);
    }
  });

  test('a real place tells its source and claims no exact position, amount of time or contact that the source lacks', () => {
    for (const layer of ['job_datings', 'epiceries', 'ressourceries', 'gardens', 'projects', 'suppliers'] as const) {
      for (const place of city[layer].filter((feature) => of(feature).demo === false)) {
        const properties = of(place);
        expect(properties.source, String(properties.name)).not.toMatch(/démonstration/);
        expect(['approchee', 'inconnue']).toContain(properties.accuracy);
        for (const field of ['opening_hours', 'phone', 'email', 'votes', 'decided_on', 'wheelchair', 'plots', 'waiting_list']) expect(properties[field] ?? null, `${String(properties.name)} ${field}`).toBeNull();
      }
    }
  });

  test.skipIf(!haveReferences)('every real place is a corroborated one (skipped where the reference files are absent)', () => {
    const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, ' ').trim();
    const known = readFileSync(join(references, 'lieux-faits.csv'), 'utf8').split('\n').filter((row) => row.includes(',corrobore,')).map(plain);
    const significant = (name: string) => plain(name).split(' ').filter((word) => word.length > 3 && word !== 'france');
    for (const layer of ['job_datings', 'epiceries', 'ressourceries', 'gardens', 'projects', 'suppliers'] as const) {
      for (const place of city[layer].filter((feature) => of(feature).demo === false)) {
        const words = significant(String(of(place).name));
        expect(known.some((row) => words.every((word) => row.includes(word))), String(of(place).name)).toBe(true);
      }
    }
  });
});

test('every theme lives in every quartier', () => {
  for (const quartier of quartiers) {
    const count = (layer: LayerId) => city[layer].filter((feature) => feature.geometry && booleanPointInPolygon(positions((feature.geometry as Point).coordinates)[0]!, quartier)).length;
    const name = String(of(quartier).name);
    expect(count('job_datings'), name).toBeGreaterThanOrEqual(2);
    expect(count('epiceries'), name).toBeGreaterThanOrEqual(1);
    expect(count('gardens'), name).toBeGreaterThanOrEqual(6);
    expect(count('projects'), name).toBeGreaterThanOrEqual(5);
    expect(count('premises'), name).toBeGreaterThanOrEqual(20);
    expect(count('suppliers'), name).toBeGreaterThanOrEqual(3);
  }
});
