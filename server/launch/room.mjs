// Whether the disk has room for what comes next: said before it fills up, since npm leaves out in silence what did not fit.
import { existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { Refusal } from './step.mjs';

/**
 * @param {string} path A file or folder to come; its nearest existing parent is measured.
 * @param {number} megabytes
 */
export function requireRoom(path, megabytes) {
  let place = path;
  while (!existsSync(place)) place = dirname(place);
  // Node 18.15 and later.
  if (typeof statfsSync !== 'function') return;
  const { bavail, bsize } = statfsSync(place);
  const left = Math.floor(bavail * bsize / 2 ** 20);
  if (left < megabytes) {
    throw new Refusal(`Le disque est plein ou presque : il reste ${left} Mo dans ${place}, il en faut ${megabytes}. Libérez de la place, puis relancez.`);
  }
}
