// What ogr2ogr reads: plain CSV beside a VRT that pins names, types and widths, so that nothing is guessed and « 07 » stays a text.
import { createWriteStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { join } from 'node:path';
import { csvLines } from './csv-lines.ts';
import { places, textOf, type Selection, type Snapshot } from './snapshot.ts';
import type { Field } from '../../geodata/layer.ts';

export interface PlainField { name: string; source: string; type: 'String' | 'Integer' | 'Integer64' | 'Real' | 'Date' | 'DateTime'; boolean?: true; width?: number; precision?: number }
export interface PlainLayer { name: string; file: string; geometry: string; fields: readonly PlainField[]; count: number }

const types: Partial<Record<Field['type'], PlainField['type']>> = { integer: 'Integer', number: 'Real', boolean: 'Integer', date: 'Date', datetime: 'DateTime' };

/** Types as the layer defines them; formats that know fewer change what they must. */
export function plainFields({ fields }: Selection): PlainField[] {
  return fields.map(({ name, field }) => ({ name, source: name, type: types[field.type] ?? 'String', ...(field.type === 'boolean' ? { boolean: true as const } : {}) }));
}

class Table {
  readonly file: string;
  readonly #stream: WriteStream;
  count = 0;

  constructor(folder: string, name: string, header: readonly string[]) {
    this.file = `${name}.csv`;
    this.#stream = createWriteStream(join(folder, this.file));
    // Awaited where it is written to; until then it must not end the process.
    this.#stream.on('error', () => {});
    this.#stream.write(csvLines([header]));
  }

  async write(rows: readonly (readonly (string | null)[])[]): Promise<void> {
    this.count += rows.length;
    if (this.#stream.errored) throw this.#stream.errored;
    if (!this.#stream.write(csvLines(rows))) await once(this.#stream, 'drain');
  }

  async end(): Promise<void> {
    if (this.#stream.errored) throw this.#stream.errored;
    this.#stream.end();
    await finished(this.#stream);
  }

  destroy(): void { this.#stream.destroy(); }
}

export type Row = (string | null)[];

/**
 * Writes the selection's rows as plain tables, one by what `tableOf` says of a row's shape (`POINT`, null…); `change` may alter values on the way.
 * Values: the properties in order, then WKT.
 */
export async function writePlainTables({ snapshot, selection, folder, tableOf, change = (row) => row }: {
  snapshot: Snapshot; selection: Selection; folder: string; tableOf: (shape: string | null) => string; change?: (row: Row) => Row;
}): Promise<ReadonlyMap<string, { file: string; count: number }>> {
  const header = [...selection.fields.map(({ name }) => name), 'wkt'];
  const flags = selection.fields.map(({ field }) => field.type === 'boolean');
  const tables = new Map<string, Table>();
  try {
    for await (const rows of snapshot.rows([...selection.fields.map(textOf), places.wkt, places.shape])) {
      const sorted = new Map<string, Row[]>();
      for (const row of rows) {
        const name = tableOf(row.pop() ?? null);
        const plain = change(row.map((value, index) => (flags[index] && value !== null ? (value === 'true' ? '1' : '0') : value)));
        const others = sorted.get(name);
        if (others) others.push(plain);
        else sorted.set(name, [plain]);
      }
      for (const [name, some] of sorted) {
        let table = tables.get(name);
        if (!table) tables.set(name, table = new Table(folder, name, header));
        await table.write(some);
      }
    }
    if (tables.size === 0) tables.set(tableOf(''), new Table(folder, tableOf(''), header));
    for (const table of tables.values()) await table.end();
    return new Map([...tables].map(([name, { file, count }]) => [name, { file, count }]));
  } catch (error) {
    for (const table of tables.values()) table.destroy();
    throw error;
  }
}

const escapeXml = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** https://gdal.org/en/stable/drivers/vector/vrt.html */
export function vrtOf(layers: readonly PlainLayer[]): string {
  const fields = (layer: PlainLayer) => layer.fields.map(({ name, source, type, boolean, width, precision }) => `<Field name="${escapeXml(name)}" src="${escapeXml(source)}" type="${type}"${boolean ? ' subtype="Boolean"' : ''}${width === undefined ? '' : ` width="${width}"`}${precision === undefined ? '' : ` precision="${precision}"`}/>`).join('');
  return `<OGRVRTDataSource>${layers.map((layer) => `<OGRVRTLayer name="${escapeXml(layer.name)}"><SrcDataSource relativeToVRT="1">${escapeXml(layer.file)}</SrcDataSource><OpenOptions><OOI key="EMPTY_STRING_AS_NULL">YES</OOI><OOI key="AUTODETECT_TYPE">NO</OOI></OpenOptions><SrcLayer>${escapeXml(layer.file.replace(/\.csv$/, ''))}</SrcLayer><GeometryType>${layer.geometry}</GeometryType>${layer.geometry === 'wkbNone' ? '' : '<LayerSRS>EPSG:4326</LayerSRS><GeometryField encoding="WKT" field="wkt"/>'}${fields(layer)}</OGRVRTLayer>`).join('')}</OGRVRTDataSource>\n`;
}
