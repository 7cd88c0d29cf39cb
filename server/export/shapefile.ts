// A zipped shapefile, one for each kind of geometry, with a LISEZMOI that says what the format could not hold.
import { createReadStream } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileMessages as words } from '../../geodata/messages-export.ts';
import { shortNamesOf } from '../../geodata/short-names.ts';
import { aboutOf, type FileParts, type Order } from './about.ts';
import { ogr2ogr } from './ogr.ts';
import { vrtOf, writePlainTables, type PlainField, type PlainLayer, type Row } from './plain-tables.ts';
import type { Selection } from './snapshot.ts';
import { workplace } from './workplace.ts';
import { zipParts, type ZipEntry } from './zip.ts';

const widestText = 254;

type Kind = 'point' | 'line' | 'polygon' | 'multipoint' | 'collection' | 'none';
const kinds: Readonly<Record<string, Kind>> = { POINT: 'point', MULTIPOINT: 'multipoint', LINESTRING: 'line', MULTILINESTRING: 'line', POLYGON: 'polygon', MULTIPOLYGON: 'polygon', GEOMETRYCOLLECTION: 'collection' };
const shapes: Readonly<Record<Kind, string>> = { point: 'wkbPoint', multipoint: 'wkbMultiPoint', line: 'wkbLineString', polygon: 'wkbPolygon', collection: 'wkbNone', none: 'wkbNone' };

/** The end of a text at so many bytes of UTF-8, between two characters. */
function cutText(text: string, most: number): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= most) return text;
  let end = most;
  while (end > 0 && (bytes[end]! & 0xc0) === 0x80) end -= 1;
  return bytes.subarray(0, end).toString();
}

/** Widths as the data needs them, found while it passes: a column of 254 bytes for each text would be gigabytes. */
class Widths {
  readonly #columns: readonly { name: string; type: PlainField['type']; structured: boolean }[];
  readonly #widest: number[];
  readonly #decimals: number[];
  readonly #unusual: boolean[];
  readonly cut = new Map<string, number>();

  constructor({ fields }: Selection) {
    this.#columns = fields.map(({ name, field: { type } }) => ({ name, type: type === 'integer' || type === 'boolean' ? 'Integer' : type === 'number' ? 'Real' : type === 'date' ? 'Date' : 'String', structured: type === 'json' }));
    this.#widest = this.#columns.map(() => 1);
    this.#decimals = this.#columns.map(() => 0);
    this.#unusual = this.#columns.map(() => false);
  }

  pass(row: Row): Row {
    return row.map((value, index) => {
      const column = this.#columns[index];
      if (value === null || !column || column.structured) return value;
      const kept = column.type === 'String' ? cutText(value, widestText) : value;
      if (kept !== value) this.cut.set(column.name, (this.cut.get(column.name) ?? 0) + 1);
      const number = column.type === 'Real' ? /^-?(\d+)(?:\.(\d+))?$/.exec(value) : null;
      if (column.type === 'Real' && !number) this.#unusual[index] = true;
      this.#decimals[index] = Math.max(this.#decimals[index]!, number?.[2]?.length ?? 0);
      this.#widest[index] = Math.max(this.#widest[index]!, number ? number[1]!.length + 1 : Buffer.byteLength(kept));
      return kept;
    });
  }

  fields(shortNames: ReadonlyMap<string, string>, kept: (name: string) => boolean): PlainField[] {
    return this.#columns.flatMap(({ name, type }, index): PlainField[] => {
      if (!kept(name)) return [];
      const precision = this.#decimals[index]!;
      const field = { name: shortNames.get(name) ?? name, source: name, type };
      if (type === 'Date') return [field];
      if (type !== 'Real') return [{ ...field, width: Math.max(this.#widest[index]!, type === 'Integer' ? 2 : 1) }];
      const width = this.#widest[index]! + precision + 2;
      // What is written with a power of ten, or too finely, takes the widest that there is.
      return [this.#unusual[index] || precision > 15 || width > 24 ? { ...field, width: 24, precision: 15 } : { ...field, width, precision: Math.max(precision, 1) }];
    });
  }
}

function readme(order: Order, shortNames: ReadonlyMap<string, string>, left: readonly string[], cut: ReadonlyMap<string, number>, layers: readonly { name: string; kind: Kind; count: number }[]): string {
  const { selection: { definition, fields }, city } = order;
  const cells = [...cut.values()].reduce((sum, count) => sum + count, 0);
  return [
    words.readme.heading(definition.title, city.name), '', ...aboutOf(order).map(({ label, value }) => `${label} : ${value}`), '',
    words.readme.files, ...layers.map(({ name, kind, count }) => `  ${name} : ${words.readme.kinds[kind]} (${count})`), '',
    words.readme.limits, `  ${words.readme.names}`, ...(left.length > 0 ? [`  ${words.readme.left(left)}`] : []),
    `  ${cells > 0 ? words.readme.cut(cells, [...cut.keys()]) : words.readme.uncut}`, `  ${words.readme.booleans}`, `  ${words.readme.better}`, '',
    words.readme.columns, ...fields.filter(({ name }) => !left.includes(name)).map(({ name, field }) => `  ${(shortNames.get(name) ?? name).padEnd(10)}  ${name} : ${field.title}${field.unit ? ` (${field.unit})` : ''}${field.codes ? ` [${Object.entries(field.codes).map(([code, label]) => `${code} = ${label}`).join(' ; ')}]` : ''}`), '',
  ].join('\r\n');
}

export async function* writeShapefile(order: Order): FileParts {
  const { selection, snapshot, day, signal } = order;
  const { definition, layer } = selection;
  const { path: folder, remove } = await workplace();
  try {
    const widths = new Widths(selection);
    const usual: Kind = definition.geometry === 'mixed' ? 'point' : definition.geometry;
    const tables = await writePlainTables({ snapshot, selection, folder, tableOf: (shape) => (shape === '' ? usual : shape === null ? 'none' : kinds[shape] ?? 'collection'), change: (row) => widths.pass(row) });
    await snapshot.close();
    const shortNames = shortNamesOf(definition);
    const left = selection.fields.filter(({ field }) => field.type === 'json').map(({ name }) => name);
    const fields = widths.fields(shortNames, (name) => !left.includes(name));
    // In an order of their own, whichever came first among the rows.
    const made = (Object.keys(shapes) as Kind[]).filter((kind) => tables.has(kind)).map((kind) => ({ kind, name: tables.size === 1 && kind === usual && definition.geometry !== 'mixed' ? layer : `${layer}-${kind}`, ...tables.get(kind)! }));
    await writeFile(join(folder, 'rows.vrt'), vrtOf(made.map(({ kind, name, file, count }): PlainLayer => ({ name, file, count, geometry: shapes[kind], fields }))));
    await ogr2ogr(['-f', 'ESRI Shapefile', 'out', 'rows.vrt', '-lco', 'ENCODING=UTF-8'], { folder, day, signal });

    const names = (await readdir(join(folder, 'out'))).toSorted();
    yield* zipParts([
      ['LISEZMOI.txt', Buffer.from(`\uFEFF${readme(order, shortNames, left, widths.cut, made)}`)],
      ...names.map((name): ZipEntry => [name, () => createReadStream(join(folder, 'out', name))]),
    ], day);
  } finally {
    await remove();
  }
}
