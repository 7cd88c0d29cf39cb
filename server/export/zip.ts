// A zip as it is written: what fails in its source fails here, and whoever stops reading stops it all.
import type { Readable } from 'node:stream';
import type { ZipFile } from 'yazl';
import type { FileParts } from './about.ts';

export async function* zipParts(zip: ZipFile, source?: Readable): FileParts {
  const output = zip.outputStream as Readable;
  zip.on('error', (error: unknown) => { output.destroy(error as Error); });
  zip.end();
  try {
    for await (const part of output) yield part as Buffer;
  } finally {
    source?.destroy();
    output.destroy();
  }
}
