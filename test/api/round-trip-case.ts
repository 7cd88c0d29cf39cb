// A download brought in again by the import that people use, and downloaded once more: the same to the byte.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { ExportFormatId } from '../../geodata/export-formats.ts';
import { publicLayers, type LayerId } from '../../geodata/layers.ts';
import { readCity } from '../../geodata/load/city-folder.ts';
import { runImport, type ImportReport } from '../../geodata/load/pipeline.ts';
import { featuresByGdal, gdalIsHere, propertiesOf, recordsOf, type ReadFeature } from './export-reading.ts';
import type { Served } from './serve.ts';

const city = readCity('brest');
export const publicIds = publicLayers.map(({ id }) => id as LayerId);
const hasGdal = await gdalIsHere();
export const tripFormats = (['geojson', 'csv', 'xlsx', 'gpkg', 'fgb', 'shp'] as const).filter((format) => hasGdal || format === 'geojson' || format === 'csv');

export async function download(from: Served, layer: LayerId, format: ExportFormatId): Promise<Buffer> {
  const answer = await from.get(`/api/export/${layer}?format=${format}`);
  expect(answer.status, `${layer} ${format} ${String(answer.body.subarray(0, 300))}`).toBe(200);
  return answer.body;
}

export const featuresOf = (geojson: Buffer): ReadFeature[] => (JSON.parse(String(geojson)) as { features: ReadFeature[] }).features;

/** Imports these bytes as a person would. */
export async function bringIn(url: string, layer: LayerId, name: string, bytes: Buffer): Promise<ImportReport> {
  const folder = mkdtempSync(join(tmpdir(), 'karter-test-round-'));
  try {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return await runImport(url, city, { layer, path });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** All tables of a shapefile at once: the import reads one at a time, and what is made up in the others would give way to it. */
async function bringInParts(url: string, layer: LayerId, features: readonly ReadFeature[]): Promise<object> {
  const folder = mkdtempSync(join(tmpdir(), 'karter-test-round-'));
  try {
    const path = join(folder, 'parts.geojson');
    // dBASE holds no structure: what is not in the file is not told, rather than told to be nothing.
    const told = (properties: Record<string, unknown>) => Object.fromEntries(Object.entries(propertiesOf(layer, properties)).filter(([name, value]) => value !== null || name in properties));
    writeFileSync(path, JSON.stringify({ type: 'FeatureCollection', features: features.map(({ properties, geometry }) => ({ type: 'Feature', geometry, properties: told(properties) })) }));
    return await runImport(url, city, { layer, path });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function comesBack(served: Served, layer: LayerId, format: (typeof tripFormats)[number]): Promise<void> {
  const before = await download(served, layer, format);
  const whole = await download(served, layer, 'geojson');
  const count = featuresOf(whole).length;
  const name = `${layer}.${format === 'shp' ? 'zip' : format}`;
  const parts = format === 'fgb' || format === 'shp' ? await featuresByGdal(before, format === 'shp' ? 'zip' : 'fgb') : null;
  // What FlatGeobuf leaves out is not lost for that; but what is made up gives way to a file without it.
  if (format === 'fgb' && parts!.length < count) return;
  const kinds = new Set(parts?.map(({ geometry }) => geometry?.type.replace('Multi', '') ?? null));
  const report = format === 'shp' && kinds.size > 1 ? await bringInParts(served.url, layer, parts!) : await bringIn(served.url, layer, name, before);
  // A cell cannot hold an outline of more than 32,767 characters, and says so: such a file is refused whole, and nothing is lost.
  const beyond = format === 'xlsx' ? recordsOf(String(await download(served, layer, 'csv'))).filter(({ wkt = '' }) => wkt.length > 32_767).length : 0;
  if (beyond > 0) expect(report).toMatchObject({ refused: beyond, new: 0, changed: 0 });
  else expect(report).toMatchObject({ features: count, new: 0, rejected: [], retired: 0, ...(format === 'shp' ? {} : { changed: 0, unchanged: count }) });
  expect((await download(served, layer, format)).equals(before)).toBe(true);
  if (format !== 'shp') expect((await download(served, layer, 'geojson')).equals(whole)).toBe(true);
}
