// Zip files from anyone: names that lead out, links, bombs and encryption are refused; sizes are counted while unpacking.
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { createReadStream } from 'node:fs';
import yauzl from 'yauzl';
import { UnreadableFile } from '../row.ts';

const mostEntries = 2000;
/** Unpacked, all entries together. */
const mostBytes = 4 * 1024 ** 3;
/** A text compresses to a twentieth; a bomb to a thousandth. Small files may do better by chance. */
const mostRatio = 200;
const ratioFrom = 50 * 1024 * 1024;

export interface Unpacked { name: string; path: string; size: number }

export const refuseName = (name: string): boolean => name.includes('\\') || name.includes('\0') || name.startsWith('/') || /^[a-z]:/i.test(name) || name.split('/').includes('..');

function counted(most: () => number, onBytes: (bytes: number) => void): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      onBytes(chunk.length);
      if (most() < 0) done(new UnreadableFile('L’archive se déploie au-delà de ce qui est raisonnable : elle n’est pas lue.'));
      else done(null, chunk);
    },
  });
}

/** Unpacks into an empty folder. Raises UnreadableFile for an archive that is no honest one. */
export async function unpack(path: string, folder: string, { size, most = mostBytes }: { size: number; most?: number }): Promise<Unpacked[]> {
  let zip: yauzl.ZipFile;
  try {
    zip = await yauzl.openPromise(path, { lazyEntries: true, validateEntrySizes: true, strictFileNames: true, decodeStrings: true });
  } catch (error) {
    throw new UnreadableFile(`L’archive ne s’ouvre pas : ${(error as Error).message}`);
  }
  const unpacked: Unpacked[] = [];
  let total = 0;
  const limit = Math.min(most, Math.max(ratioFrom, size * mostRatio));
  try {
    if (zip.entryCount > mostEntries) throw new UnreadableFile(`L’archive a ${zip.entryCount} fichiers ; ${mostEntries} au plus se lisent.`);
    for await (const entry of zip.eachEntry()) {
      const name = entry.fileName;
      if (refuseName(name)) throw new UnreadableFile(`L’archive contient un chemin interdit : « ${name} ».`);
      if (name.endsWith('/') || basename(name).startsWith('.') || name.startsWith('__MACOSX/')) continue;
      // The upper half of the external attributes is the Unix mode; 0xA000 is a symbolic link.
      if (((entry.externalFileAttributes >>> 16) & 0xf000) === 0xa000) throw new UnreadableFile(`L’archive contient un lien : « ${name} ».`);
      if (entry.isEncrypted()) throw new UnreadableFile('L’archive est chiffrée : enlevez le mot de passe.');
      const place = join(folder, ...name.split('/'));
      await mkdir(dirname(place), { recursive: true });
      let bytes = 0;
      const stream = await zip.openReadStreamPromise(entry);
      await pipeline(stream, counted(() => limit - total, (count) => { bytes += count; total += count; }), createWriteStream(place, { flags: 'wx' }));
      unpacked.push({ name, path: place, size: bytes });
    }
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    const { code, message } = error as Error & { code?: string };
    if (code === 'ENOSPC' || code === 'EDQUOT') throw error;
    if (code === 'EEXIST' || code === 'ENOTDIR' || code === 'EISDIR') throw new UnreadableFile('L’archive contient deux fois le même nom.');
    if (code === 'ENAMETOOLONG') throw new UnreadableFile('L’archive contient un nom trop long.');
    throw new UnreadableFile(`L’archive est abîmée ou n’est pas lisible : ${message}`);
  } finally {
    zip.close();
  }
  return unpacked;
}

/** Unpacks a gzip file under the name it has without `.gz`. */
export async function gunzip(path: string, place: string, size: number): Promise<void> {
  let total = 0;
  const limit = Math.min(mostBytes * 4, Math.max(ratioFrom, size * mostRatio));
  try {
    await pipeline(createReadStream(path), createGunzip(), counted(() => limit - total, (count) => { total += count; }), createWriteStream(place, { flags: 'wx' }));
  } catch (error) {
    if (error instanceof UnreadableFile || (error as { code?: string }).code === 'ENOSPC') throw error;
    throw new UnreadableFile(`L’archive gzip est abîmée : ${(error as Error).message}`);
  }
}
