// How much disk and time the reading of a file may take: a few megabytes that unfold into a terabyte are stopped on the way.
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UnreadableFile } from '../row.ts';

const megabyte = 2 ** 20;

export interface Bounds {
  /** Aborted, with words for the person, once the work grows out of all proportion to the file, or when the caller calls it off. */
  signal: AbortSignal;
  lift: () => void;
}

async function bytesIn(folder: string): Promise<number> {
  const sizes = await Promise.all((await readdir(folder)).map((name) => stat(join(folder, name)).then(({ blocks }) => blocks * 512, () => 0)));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/**
 * Watches a working folder while a file of `size` bytes is read. A node takes 7 bytes or more in a file and 16 in the folder; a gigabyte
 * takes some minutes.
 */
export function boundWork(folder: string, size: number, caller: AbortSignal | undefined): Bounds {
  const ours = new AbortController();
  const stop = (words: string): void => { ours.abort(new UnreadableFile(`Le fichier ${words} : il a été refusé, rien n’a été écrit.`)); };
  const room = 128 * megabyte + 6 * size;
  const look = setInterval(() => {
    void bytesIn(folder).then((bytes) => { if (bytes > room) stop(`se déplie en plus de ${Math.round(room / megabyte)} Mo`); }, () => {});
  }, 500);
  const patience = setTimeout(() => { stop('demande un temps sans rapport avec sa taille'); }, 120_000 + (size / megabyte) * 2000);
  return { signal: caller ? AbortSignal.any([caller, ours.signal]) : ours.signal, lift: () => { clearInterval(look); clearTimeout(patience); } };
}
