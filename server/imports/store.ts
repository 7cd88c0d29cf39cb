// Files on their way in: received as they come, kept until they are written or given up.
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { dataFolder } from '../../geodata/load/sources/kept.ts';
import { badRequest, bodyTooLarge } from '../problem.ts';
import { settings } from '../settings.ts';

/** A sending that is silent for so long is over, in milliseconds. */
const silence = 60_000;

const folder = (): string => join(dataFolder(), 'imports');

/** A place nobody else has, under no name that anyone gave. */
export async function newPlace(): Promise<string> {
  await mkdir(folder(), { recursive: true });
  return join(folder(), randomUUID());
}

/** Raises 413 beyond the operator's limit, 400 for nothing or a sending that broke off; then nothing stays. */
export async function receive(request: IncomingMessage): Promise<string> {
  const most = settings.importBytes;
  const tooLarge = () => bodyTooLarge(`Le fichier dépasse ${Math.round(most / 1024 / 1024).toLocaleString('fr')} Mo : importez-le depuis le serveur (npm run geodata -- import), ou compressez-le.`, {}, { Connection: 'close' });
  if (Number(request.headers['content-length'] ?? 0) > most) throw tooLarge();
  const path = await newPlace();
  request.setTimeout(silence, () => request.destroy());
  let bytes = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > most) done(tooLarge());
      else done(null, chunk);
    },
  });
  try {
    await pipeline(request, counted, createWriteStream(path, { flags: 'wx' }));
    if (bytes === 0) throw badRequest('Le fichier est vide.');
    return path;
  } catch (error) {
    await forget(path);
    if ((error as { code?: string }).code === 'ERR_STREAM_PREMATURE_CLOSE' || (error as { code?: string }).code === 'ECONNRESET') throw badRequest('L’envoi s’est interrompu : rien n’a été gardé.');
    throw error;
  }
}

/** Files that nobody came back to: two days old. */
export async function sweep(now = Date.now()): Promise<void> {
  for (const name of await readdir(folder()).catch(() => [])) {
    const path = join(folder(), name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: now }));
    if (now - mtimeMs > 2 * 86_400_000) await forget(path);
  }
}

export const forget = (path: string | null): Promise<void> => (path === null ? Promise.resolve() : rm(path, { force: true }));
