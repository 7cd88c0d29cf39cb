// Rewrites the header of a FlatGeobuf (https://github.com/flatgeobuf/flatgeobuf, src/fbs/header.fbs): GDAL before 3.9 cannot say there whose the data is.
// Nothing after the header depends on its length: index and features follow as they are.
import { open, type FileHandle } from 'node:fs/promises';
import { Builder, ByteBuffer } from 'flatbuffers';

export interface HeaderWords { title: string; description: string; metadata: string; columns: Readonly<Record<string, { title: string; description: string }>> }

/** A table's fields by their number in the schema. */
class Table {
  readonly buffer: ByteBuffer;
  readonly at: number;
  constructor(buffer: ByteBuffer, at: number) { this.buffer = buffer; this.at = at; }
  offset(field: number): number { return this.buffer.__offset(this.at, 4 + 2 * field); }
  byte(field: number, absent: number): number { const offset = this.offset(field); return offset ? this.buffer.readUint8(this.at + offset) : absent; }
  int(field: number, absent: number): number { const offset = this.offset(field); return offset ? this.buffer.readInt32(this.at + offset) : absent; }
  text(field: number): string | null { const offset = this.offset(field); return offset ? String(this.buffer.__string(this.at + offset)) : null; }
  table(field: number): Table | null { const offset = this.offset(field); return offset ? new Table(this.buffer, this.buffer.__indirect(this.at + offset)) : null; }
  tables(field: number): Table[] {
    const offset = this.offset(field);
    if (!offset) return [];
    const start = this.buffer.__vector(this.at + offset);
    return Array.from({ length: this.buffer.__vector_len(this.at + offset) }, (_, index) => new Table(this.buffer, this.buffer.__indirect(start + index * 4)));
  }
  doubles(field: number): number[] {
    const offset = this.offset(field);
    if (!offset) return [];
    const start = this.buffer.__vector(this.at + offset);
    return Array.from({ length: this.buffer.__vector_len(this.at + offset) }, (_, index) => this.buffer.readFloat64(start + index * 8));
  }
}

const textOffset = (builder: Builder, text: string | null) => (text === null ? 0 : builder.createString(text));

function writeColumn(builder: Builder, column: Table, words: HeaderWords): number {
  const name = column.text(0) ?? '';
  const said = words.columns[name];
  const [nameAt, titleAt, descriptionAt] = [builder.createString(name), textOffset(builder, said?.title ?? null), textOffset(builder, said?.description || null)];
  builder.startObject(11);
  builder.addFieldOffset(0, nameAt, 0);
  builder.addFieldInt8(1, column.byte(1, 0), 0);
  builder.addFieldOffset(2, titleAt, 0);
  builder.addFieldOffset(3, descriptionAt, 0);
  for (const field of [4, 5, 6]) builder.addFieldInt32(field, column.int(field, -1), -1);
  builder.addFieldInt8(7, column.byte(7, 1), 1);
  builder.addFieldInt8(8, column.byte(8, 0), 0);
  builder.addFieldInt8(9, column.byte(9, 0), 0);
  return builder.endObject();
}

function writeSystem(builder: Builder, system: Table | null): number {
  if (!system) return 0;
  const texts = [0, 2, 3, 4, 5].map((field): [number, number] => [field, textOffset(builder, system.text(field))]);
  builder.startObject(6);
  builder.addFieldInt32(1, system.int(1, 0), 0);
  for (const [field, at] of texts) builder.addFieldOffset(field, at, 0);
  return builder.endObject();
}

/** The header with its size before it. */
export function withWords(header: Uint8Array, words: HeaderWords): Uint8Array {
  const buffer = new ByteBuffer(header);
  const former = new Table(buffer, buffer.readInt32(0));
  const builder = new Builder(4096);
  const columns = former.tables(7).map((column) => writeColumn(builder, column, words));
  builder.startVector(4, columns.length, 4);
  for (const column of columns.toReversed()) builder.addOffset(column);
  const columnsAt = builder.endVector();
  const envelope = former.doubles(1);
  let envelopeAt = 0;
  if (envelope.length > 0) {
    builder.startVector(8, envelope.length, 8);
    for (const value of envelope.toReversed()) builder.addFloat64(value);
    envelopeAt = builder.endVector();
  }
  const system = writeSystem(builder, former.table(10));
  const [nameAt, titleAt, descriptionAt, metadataAt] = [textOffset(builder, former.text(0)), builder.createString(words.title), builder.createString(words.description), builder.createString(words.metadata)];
  const countAt = former.offset(8);
  const nodeAt = former.offset(9);
  builder.startObject(14);
  builder.addFieldOffset(0, nameAt, 0);
  builder.addFieldOffset(1, envelopeAt, 0);
  builder.addFieldInt8(2, former.byte(2, 0), 0);
  for (const field of [3, 4, 5, 6]) builder.addFieldInt8(field, former.byte(field, 0), 0);
  builder.addFieldOffset(7, columnsAt, 0);
  builder.addFieldInt64(8, countAt ? buffer.readUint64(former.at + countAt) : 0n, 0n);
  builder.addFieldInt16(9, nodeAt ? buffer.readUint16(former.at + nodeAt) : 16, 16);
  builder.addFieldOffset(10, system, 0);
  builder.addFieldOffset(11, titleAt, 0);
  builder.addFieldOffset(12, descriptionAt, 0);
  builder.addFieldOffset(13, metadataAt, 0);
  builder.finishSizePrefixed(builder.endObject());
  return builder.asUint8Array();
}

const magicBytes = 8;

/** What the file begins with instead, and from where on it goes on as it was. */
export async function rewrittenHead(file: FileHandle, words: HeaderWords): Promise<{ head: Buffer; from: number }> {
  const start = Buffer.alloc(magicBytes + 4);
  await file.read(start, 0, start.length, 0);
  const length = start.readUInt32LE(magicBytes);
  const header = Buffer.alloc(length);
  await file.read(header, 0, length, start.length);
  return { head: Buffer.concat([start.subarray(0, magicBytes), withWords(header, words)]), from: start.length + length };
}

export const openForReading = (path: string): Promise<FileHandle> => open(path, 'r');
