// What we export we import without loss: each layer in each format, out, in again and out, to the byte; and into a city that had nothing.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Geometry } from 'geojson';
import type { ExportFormatId } from '../../geodata/export-formats.ts';
import { layerById, publicLayers, type LayerId } from '../../geodata/layers.ts';
import { readCity } from '../../geodata/load/city-folder.ts';
import { importFile, type ImportReport } from '../../geodata/load/import.ts';
import { runImport } from '../../geodata/load/pipeline.ts';
import { directClient } from '../../server/db.ts';
import { createTestDatabase } from '../database.ts';
import { featuresByGdal, gdalIsHere, propertiesOf, recordsOf, type ReadFeature } from './export-reading.ts';
import { serve, serveCity, type Served } from './serve.ts';

const served = serveCity();
const city = readCity('brest');
const publicIds = publicLayers.map(({ id }) => id as LayerId);
const hasGdal = await gdalIsHere();
const folder = mkdtempSync(join(tmpdir(), 'karter-test-round-'));
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

async function download(layer: LayerId, format: ExportFormatId, from: Served = served): Promise<Buffer> {
  const answer = await from.get(`/api/export/${layer}?format=${format}`);
  expect(answer.status, `${layer} ${format} ${String(answer.body.subarray(0, 300))}`).toBe(200);
  return answer.body;
}

/** Of tables: numbers of points, or WKT that PostGIS reads. */
async function shapesOf(rows: readonly Record<string, unknown>[]): Promise<(Geometry | null)[]> {
  const shapes = await served.write('select ST_AsGeoJSON(ST_GeomFromText(wkt), 9)::json as shape from unnest($1::text[]) with ordinality given(wkt, place) order by place', [rows.map(({ wkt }) => wkt || null)]);
  return rows.map(({ longitude, latitude }, index) => (longitude ? { type: 'Point', coordinates: [Number(longitude), Number(latitude)] } : shapes[index]!.shape as Geometry | null));
}
const beyondCell = (properties: Record<string, unknown>) => String(properties.wkt).startsWith('[géométrie');

async function read(layer: LayerId, format: ExportFormatId, bytes: Buffer): Promise<ReadFeature[]> {
  if (format === 'geojson') return (JSON.parse(String(bytes)) as { features: ReadFeature[] }).features;
  if (format === 'csv' || format === 'xlsx') {
    const rows = format === 'csv' ? recordsOf(String(bytes)) : (await featuresByGdal(bytes, 'xlsx', [layer])).map(({ properties }) => properties);
    const shapes = rows.some(beyondCell) ? [] : await shapesOf(rows);
    return rows.map((properties, index) => ({ properties, geometry: shapes[index] ?? null }));
  }
  return featuresByGdal(bytes, format === 'shp' ? 'zip' : format);
}

async function bringIn(url: string, layer: LayerId, format: ExportFormatId, features: readonly ReadFeature[]): Promise<ImportReport> {
  const path = join(folder, `${layer}-${format}.geojson`);
  // dBASE holds no structure: what is not in the file is not told, rather than told to be nothing.
  const told = (properties: Record<string, unknown>) => Object.fromEntries(Object.entries(propertiesOf(layer, properties)).filter(([name, value]) => value !== null || name in properties || format !== 'shp'));
  writeFileSync(path, JSON.stringify({ type: 'FeatureCollection', features: features.map(({ properties, geometry }) => ({ type: 'Feature', geometry, properties: told(properties) })) }));
  const client = directClient(url, 'karter_app');
  await client.connect();
  try {
    await client.query('begin');
    const report = await importFile(client, city, layer, path, { official: false });
    await client.query('commit');
    return report;
  } finally {
    await client.end();
  }
}

const formats = (['geojson', 'csv', 'xlsx', 'gpkg', 'fgb', 'shp'] as const).filter((format) => hasGdal || format === 'geojson' || format === 'csv');
const endings: Partial<Record<ExportFormatId, string>> = { shp: 'zip' };

describe.each(formats)('%s', (format) => {
  it.each(publicIds)('%s comes back as it went', async (layer) => {
    const before = await download(layer, format);
    const whole = await download(layer, 'geojson');
    const all = (JSON.parse(String(whole)) as { features: ReadFeature[] }).features;
    // What three of them cannot hold is looked at first.
    const features = ['xlsx', 'fgb', 'shp'].includes(format) ? await read(layer, format, before) : all;
    const path = join(folder, `${layer}.${endings[format] ?? format}`);
    writeFileSync(path, before);
    const bringBack = () => runImport(served.url, city, { layer, path });
    // A cell cannot hold an outline of more than 32,767 characters, and says so: such a file is refused whole, and nothing is lost.
    if (format === 'xlsx' && features.some(({ properties }) => beyondCell(properties))) {
      expect((await bringBack()).refused).toBeGreaterThan(0);
      expect((await download(layer, 'geojson')).equals(whole)).toBe(true);
      return;
    }
    // What a format leaves out is not lost for that; but what is made up gives way to a file without it.
    if (format === 'fgb' && features.length < all.length) return;
    const parts = new Set(features.map(({ geometry }) => geometry?.type.replace('Multi', '') ?? null));
    // One table of several kinds is read at a time.
    const report = format === 'shp' && parts.size > 1 ? await bringIn(served.url, layer, format, features) : await bringBack();
    expect(report).toMatchObject({ features: all.length, new: 0, rejected: [], retired: 0 });
    if (format !== 'shp') expect(report).toMatchObject({ changed: 0, unchanged: all.length });
    expect((await download(layer, format)).equals(before)).toBe(true);
    if (format !== 'shp') expect((await download(layer, 'geojson')).equals(whole)).toBe(true);
  }, 60_000);
});

it('fills a city that had nothing with the same', async () => {
  await using empty = await createTestDatabase({ city: null });
  const other = await serve(empty.url);
  try {
    const inOrder = publicIds.toSorted((one, two) => Number(layerById[two].boundary ?? false) - Number(layerById[one].boundary ?? false));
    for (const layer of inOrder) {
      const path = join(folder, `${layer}.geojson`);
      writeFileSync(path, await download(layer, 'geojson'));
      const report = await runImport(empty.url, city, { layer, path });
      expect(report, layer).toMatchObject({ refused: 0, new: report.features, likely: expect.any(Number) });
    }
    // Derived from what is not published (the demonstration's rhythms), or counted with the time that passes.
    const passing = ['events', 'next_on', 'events_12_months'];
    const told = (bytes: Buffer) => (JSON.parse(String(bytes)) as { features: ReadFeature[] }).features.map(({ properties, geometry }) => ({ geometry, properties: Object.fromEntries(Object.entries(properties).filter(([name]) => !passing.includes(name))) }));
    for (const layer of publicIds) {
      const [here, there] = [await download(layer, 'geojson'), await download(layer, 'geojson', other)];
      if (layer === 'job_datings') expect(told(there)).toEqual(told(here));
      else expect(there.equals(here), layer).toBe(true);
    }
  } finally {
    await other.close();
  }
}, 120_000);
