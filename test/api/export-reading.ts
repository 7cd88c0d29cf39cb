// Downloads read back by programs that are not ours, into features that can be compared.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'csv-parse/sync';
import type { Geometry } from 'geojson';
import { exportedFieldsOf } from '../../geodata/exported.ts';
import { layerById, type LayerId } from '../../geodata/layers.ts';
import { longNamesOf } from '../../geodata/short-names.ts';

const run = promisify(execFile);

export interface ReadFeature { properties: Record<string, unknown>; geometry: Geometry | null }

export const gdalIsHere = (): Promise<boolean> => run('ogr2ogr', ['--version']).then(() => true, () => false);

/** What a GDAL program prints of a file with these bytes. */
export async function gdal(program: 'ogrinfo' | 'ogr2ogr', bytes: Buffer, extension: string, args: (path: string) => string[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'karter-test-export-'));
  try {
    const path = join(folder, `file.${extension}`);
    writeFileSync(path, bytes);
    const { stdout } = await run(program, args(extension === 'zip' ? `/vsizip/${path}` : path), { maxBuffer: 200e6 });
    return stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Every layer of the file as GeoJSON features. */
export async function featuresByGdal(bytes: Buffer, extension: string, layers?: readonly string[]): Promise<ReadFeature[]> {
  const names = layers ?? [...(await gdal('ogrinfo', bytes, extension, (path) => ['-ro', '-so', '-al', path])).matchAll(/^Layer name: (.+)$/gm)].map(([, name]) => name!);
  const all = await Promise.all(names.map(async (name) => {
    const text = await gdal('ogr2ogr', bytes, extension, (path) => ['-f', 'GeoJSON', '/vsistdout/', path, name, '-lco', 'COORDINATE_PRECISION=9', ...(extension === 'xlsx' ? ['-oo', 'HEADERS=FORCE', '-oo', 'FIELD_TYPES=STRING'] : [])]);
    return (JSON.parse(text) as { features: ReadFeature[] }).features;
  }));
  return all.flat();
}

/** A table's records as text by column name. */
export const recordsOf = (text: string, delimiter = ';'): Record<string, string>[] => parse(text, { bom: true, delimiter, columns: true, relax_column_count: false });

const texts = (value: unknown): unknown => (typeof value === 'object' && value !== null ? JSON.stringify(value) : value);

/** A value as its layer means it, whatever a format made of it: 1 for true, `2026/11/01`, an empty cell, JSON in a text. */
function meant(type: string, value: unknown): unknown {
  if (value === null || value === undefined || value === '') return null;
  switch (type) {
    case 'integer': case 'number': return Number(value);
    case 'boolean': return ['true', '1', 1, true].includes(value as string);
    case 'date': return String(value).replaceAll('/', '-').slice(0, 10);
    case 'datetime': return new Date(String(value).replaceAll('/', '-').replace(/([+-]\d\d)$/, '$1:00')).toISOString();
    case 'json': return JSON.parse(typeof value === 'string' ? value : JSON.stringify(value));
    default: return String(texts(value));
  }
}

/** Properties as the layer means them, by their whole names. */
export function propertiesOf(layer: LayerId, properties: Record<string, unknown>, { without = [] as readonly string[] } = {}): Record<string, unknown> {
  const long = longNamesOf(layerById[layer]);
  const named = Object.fromEntries(Object.entries(properties).map(([name, value]) => [long.get(name.toLowerCase()) ?? name, value]));
  return Object.fromEntries(exportedFieldsOf(layerById[layer]).filter(({ name }) => !without.includes(name)).map(({ name, field }) => [name, meant(field.type, named[name])]));
}

/** By source and source_id, so that orders do not matter. */
export const keyOf = ({ properties }: ReadFeature): string => JSON.stringify([properties.source, properties.source_id]);
export const byKey = (features: readonly ReadFeature[]): ReadFeature[] => features.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
