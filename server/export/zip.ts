// A zip as it is written: what fails in one of its sources fails here, and whoever stops reading stops them all.
import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { FileParts } from './about.ts';

export type ZipEntry = [name: string, content: Buffer | (() => Readable)];

/** Entries in their order; streams are opened when their turn comes. @param day Of writing: the same data on the same day is the same file. */
export async function* zipParts(entries: readonly ZipEntry[], day: string): FileParts {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  const options = { mtime: new Date(`${day}T00:00:00`) };
  const opened: Readable[] = [];
  // yazl itself does not listen to what its sources say.
  const fail = (error: unknown) => { output.destroy(error as Error); };
  zip.on('error', fail);
  // Once nobody reads any more, an error of what is being called off must not end the process.
  output.on('error', () => {});
  for (const [name, content] of entries) {
    if (Buffer.isBuffer(content)) zip.addBuffer(content, name, options);
    else zip.addReadStreamLazy(name, options, (give) => { const source = content(); opened.push(source); source.on('error', fail); give(null, source); });
  }
  zip.end();
  try {
    for await (const part of output) yield part as Buffer;
  } finally {
    output.destroy();
    for (const source of opened) source.destroy();
  }
}
