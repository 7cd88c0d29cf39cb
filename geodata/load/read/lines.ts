// Lines of a stream, each bounded.
import { isUtf8 } from 'node:buffer';
import { UnreadableFile } from '../row.ts';

const longest = 32 * 1024 * 1024;

/** Letters that are none would be written as � for good. */
function textOf(bytes: Buffer, line: number): string {
  if (!isUtf8(bytes)) throw new UnreadableFile(`La ligne ${line} n’est pas en UTF-8 : enregistrez le fichier en UTF-8, ou dites son vrai codage.`);
  return bytes.toString('utf8');
}

/** Yields lines without their ends, with their number from 1. Raises UnreadableFile for a line beyond 32 MB. */
export async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<{ text: string; line: number }> {
  let kept: Buffer[] = [];
  let [size, line] = [0, 0];
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, from)) {
      kept.push(chunk.subarray(from, end));
      line += 1;
      yield { text: textOf(Buffer.concat(kept), line).replace(/\r$/, ''), line };
      kept = [];
      size = 0;
      from = end + 1;
    }
    const rest = chunk.subarray(from);
    size += rest.length;
    if (size > longest) throw new UnreadableFile(`La ligne ${line + 1} dépasse 32 Mo.`);
    if (rest.length > 0) kept.push(Buffer.from(rest));
  }
  if (kept.length > 0) yield { text: textOf(Buffer.concat(kept), line + 1), line: line + 1 };
}
