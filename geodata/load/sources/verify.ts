// Whether what arrived can be what was declared, by its first bytes: an error page served with code 200 is no data.
import { open } from 'node:fs/promises';
import type { Source, SourceFormat } from '../../sources.ts';

/** Raised for a file that is not what was declared; the message is French. */
export class Unfit extends Error {}

type Family = 'empty' | 'html' | 'xml' | 'json' | 'zip' | 'gzip' | 'sqlite' | 'flatgeobuf' | 'binary' | 'text';

const names: Record<Family, string> = {
  empty: 'un fichier vide', html: 'une page web', xml: 'du XML', json: 'du JSON', zip: 'une archive zip', gzip: 'un fichier gzip', sqlite: 'un GeoPackage', flatgeobuf: 'du FlatGeobuf', binary: 'un fichier binaire', text: 'du texte',
};

const families: Record<SourceFormat, readonly Family[]> = {
  geojson: ['json'], overpass: ['json'], csv: ['text'], xlsx: ['zip'], ods: ['zip'], shapefile: ['zip'], gtfs: ['zip'], gpkg: ['sqlite'], flatgeobuf: ['flatgeobuf'], gml: ['xml'], kml: ['xml'], gpx: ['xml'], pbf: ['binary'],
};

const utf16 = (bytes: Buffer) => (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);

export function familyOf(bytes: Buffer): Family {
  if (bytes.length === 0) return 'empty';
  const starts = (...signature: number[]) => signature.every((byte, index) => bytes[index] === byte);
  if (starts(0x1f, 0x8b)) return 'gzip';
  if (starts(0x50, 0x4b, 0x03, 0x04) || starts(0x50, 0x4b, 0x05, 0x06)) return 'zip';
  if (bytes.toString('latin1', 0, 15) === 'SQLite format 3') return 'sqlite';
  if (starts(0x66, 0x67, 0x62, 0x03)) return 'flatgeobuf';
  const text = bytes.toString(utf16(bytes) ? 'utf16le' : 'latin1').replace(/^(\u00ef\u00bb\u00bf|\ufeff)/, '').trimStart();
  if (text === '') return 'empty';
  if (/^(<!--[\s\S]*?-->\s*)*<(!doctype\s+html|html|head|body|script)\b/i.test(text) || /^<\?xml[^>]*>\s*(<!doctype\s+html|<html)\b/i.test(text)) return 'html';
  if (text.startsWith('<')) return 'xml';
  // A record separator begins a GeoJSON text sequence (RFC 8142).
  if (/^[{[\u001e]/.test(text)) return 'json';
  return bytes.includes(0) && !utf16(bytes) ? 'binary' : 'text';
}

/** What a web page says of itself: often the very reason. */
const titleOf = (bytes: Buffer): string | undefined => /<title[^>]*>\s*([^<]{1,120}?)\s*</i.exec(bytes.toString('utf8'))?.[1];

/** Raises Unfit when the file's beginning is not of the declared format. */
export async function verify(path: string, { format, packed }: Pick<Source, 'format' | 'packed'>): Promise<void> {
  const file = await open(path);
  let bytes: Buffer;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
    bytes = buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
  const family = familyOf(bytes);
  const expected = packed ? [packed] : families[format];
  if (expected.includes(family)) return;
  const title = family === 'html' ? titleOf(bytes) : undefined;
  throw new Unfit(`Le serveur a donné ${names[family]}${title ? ` (« ${title} »)` : ''} au lieu du fichier ${format}${packed ? ` (${packed})` : ''} attendu.`);
}
