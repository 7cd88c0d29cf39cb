// Which character encoding a text is in: UTF-8 when it can be, else the French one whose letters it has.
import { createReadStream } from 'node:fs';
import { UnreadableFile } from '../row.ts';

/** What French is written with, by code page (https://www.unicode.org/Public/MAPPINGS/VENDORS/MICSFT). */
const french = {
  'windows-1252': [0xe9, 0xe8, 0xea, 0xeb, 0xe0, 0xe2, 0xe7, 0xee, 0xef, 0xf4, 0xf9, 0xfb, 0xc9, 0xc8, 0xca, 0xc0, 0xc2, 0xc7, 0xce, 0xd4, 0x9c, 0x92, 0xb0],
  cp850: [0x82, 0x8a, 0x88, 0x89, 0x85, 0x83, 0x87, 0x8c, 0x8b, 0x93, 0x97, 0x96, 0x90, 0xd4, 0xd2, 0xb7, 0xb6, 0x80, 0xd7, 0xe2, 0xf8],
} as const;

const isLetter = (byte: number | undefined): boolean => byte !== undefined && ((byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a));

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | keyof typeof french;

export const encodingTitles: Record<Encoding, string> = { 'utf-8': 'UTF-8', 'utf-16le': 'UTF-16', 'utf-16be': 'UTF-16', 'windows-1252': 'Latin-1 (CP1252)', cp850: 'CP850' };

/** Reads the whole of it: the first accent may stand on the last line. Raises UnreadableFile for what is no text. */
export async function detectEncoding(path: string, from = 0): Promise<Encoding> {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  const counts = new Uint32Array(256);
  let [valid, first, former] = [true, true, 0 as number | undefined];
  for await (const chunk of createReadStream(path, { start: from }) as AsyncIterable<Buffer>) {
    if (first) {
      if (chunk[0] === 0xff && chunk[1] === 0xfe) return 'utf-16le';
      if (chunk[0] === 0xfe && chunk[1] === 0xff) return 'utf-16be';
      first = false;
    }
    if (from === 0 && chunk.includes(0)) throw new UnreadableFile('Ce fichier n’est pas un texte : il contient des octets nuls.');
    if (valid) {
      try { utf8.decode(chunk, { stream: true }); } catch { valid = false; }
    }
    for (let index = 0; index < chunk.length; index += 1) {
      const byte = chunk[index]!;
      if (byte >= 0x80 && (isLetter(former) || isLetter(chunk[index + 1]))) counts[byte]! += 1;
      former = byte;
    }
  }
  if (valid) {
    try { utf8.decode(); return 'utf-8'; } catch { /* It ends within a character. */ }
  }
  const score = (encoding: keyof typeof french): number => french[encoding].reduce((sum, byte) => sum + counts[byte]!, 0);
  return score('cp850') > score('windows-1252') ? 'cp850' : 'windows-1252';
}
