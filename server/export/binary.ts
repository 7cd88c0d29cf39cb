// GeoPackage and FlatGeobuf by ogr2ogr: the features go into plain tables first, so that the database is free again before anything is converted.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileMessages as words } from '../../geodata/messages-export.ts';
import { aboutOf, demoWords, type FileParts, type Order } from './about.ts';
import { openForReading, rewrittenHead } from './flatgeobuf-header.ts';
import { ogr2ogr } from './ogr.ts';
import { plainFields, vrtOf, writePlainTables, type PlainField } from './plain-tables.ts';
import { workplace } from './workplace.ts';

const piece = 256 * 1024;

/** Whichever is the only kind; else any, since a Polygon among MultiPolygons stays what it is. */
function geometryType(shapes: Readonly<Record<string, number>>, kind: Order['selection']['definition']['geometry']): string {
  const names: Record<string, string> = { POINT: 'wkbPoint', LINESTRING: 'wkbLineString', POLYGON: 'wkbPolygon', MULTIPOINT: 'wkbMultiPoint', MULTILINESTRING: 'wkbMultiLineString', MULTIPOLYGON: 'wkbMultiPolygon' };
  const present = Object.keys(shapes).filter(Boolean);
  if (present.length === 0) return { point: 'wkbPoint', line: 'wkbLineString', polygon: 'wkbPolygon', mixed: 'wkbUnknown' }[kind];
  return (present.length === 1 && names[present[0]!]) || 'wkbUnknown';
}

interface Making { driver: string; extension: string; options: readonly string[]; fields: readonly PlainField[] }

async function* make(order: Order, { driver, extension, options, fields }: Making, head?: (path: string) => Promise<{ head: Buffer; from: number }>): FileParts {
  const { selection, snapshot, facts, day, signal } = order;
  const { path: folder, remove } = await workplace();
  let file: Awaited<ReturnType<typeof openForReading>> | undefined;
  try {
    const tables = await writePlainTables({ snapshot, selection, folder, tableOf: () => 'rows' });
    await snapshot.close();
    await writeFile(join(folder, 'rows.vrt'), vrtOf([{ name: selection.layer, ...tables.get('rows')!, geometry: geometryType(facts.shapes, selection.definition.geometry), fields }]));
    const out = join(folder, `out.${extension}`);
    await ogr2ogr(['-f', driver, out, 'rows.vrt', ...options], { folder, day, signal });
    const start = await head?.(out);
    file = await openForReading(out);
    // Open files outlive their folder: nothing stays on the disk, even if the reader takes long and we are stopped meanwhile.
    await remove();
    if (start) yield start.head;
    for (let at = start?.from ?? 0; ;) {
      const { bytesRead, buffer } = await file.read({ buffer: Buffer.allocUnsafe(piece), position: at });
      if (bytesRead === 0) break;
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file?.close();
    await remove();
  }
}

export function writeGeoPackage(order: Order): FileParts {
  const about = aboutOf(order);
  const metadata = about.flatMap(({ label, value }) => ['-mo', `${label.toUpperCase().normalize('NFD').replace(/[^A-Z ]/g, '').replaceAll(' ', '_')}=${value}`]);
  const description = [order.selection.definition.description, ...about.filter(({ key }) => ['sources', 'licences', 'vintage', 'demo', 'exported'].includes(key)).map(({ label, value }) => `${label} : ${value}`)].join(' – ');
  return make(order, {
    driver: 'GPKG', extension: 'gpkg', fields: plainFields(order.selection),
    options: [...metadata, '-lco', `IDENTIFIER=${order.selection.definition.title}`, '-lco', `DESCRIPTION=${description}`, '-lco', 'GEOMETRY_NAME=geom', '-lco', 'FID=fid'],
  });
}

export function writeFlatGeobuf(order: Order): FileParts {
  const { selection: { definition, fields }, facts } = order;
  const unplaced = facts.shapes[''] ?? 0;
  const about = aboutOf(order);
  // It has no type for a day alone.
  const plain = plainFields(order.selection).map((field): PlainField => (field.type === 'Date' || field.type === 'DateTime' ? { ...field, type: 'String' } : field));
  return make(order, { driver: 'FlatGeobuf', extension: 'fgb', fields: plain, options: [] }, async (path) => {
    const file = await openForReading(path);
    try {
      return await rewrittenHead(file, {
        title: definition.title, description: [definition.description, demoWords(facts), ...(unplaced > 0 ? [words.unplaced(unplaced)] : [])].join(' '),
        metadata: JSON.stringify(Object.fromEntries(about.map(({ label, value }) => [label, value]))),
        columns: Object.fromEntries(fields.map(({ name, field }) => [name, { title: field.title, description: field.description ?? '' }])),
      });
    } finally {
      await file.close();
    }
  });
}
