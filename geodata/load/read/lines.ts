// Lines of a stream, each bounded.
import { UnreadableFile } from '../row.ts';

const longest = 32 * 1024 * 1024;

/** Yields lines without their ends, with their number from 1. Raises UnreadableFile for a line beyond 32 MB. */
export async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<{ text: string; line: number }> {
  let kept: Buffer[] = [];
  let [size, line] = [0, 0];
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, from)) {
      kept.push(chunk.subarray(from, end));
      line += 1;
      yield { text: Buffer.concat(kept).toString('utf8').replace(/\r$/, ''), line };
      kept = [];
      size = 0;
      from = end + 1;
    }
    const rest = chunk.subarray(from);
    size += rest.length;
    if (size > longest) throw new UnreadableFile(`La ligne ${line + 1} dépasse 32 Mo.`);
    if (rest.length > 0) kept.push(Buffer.from(rest));
  }
  if (kept.length > 0) yield { text: Buffer.concat(kept).toString('utf8'), line: line + 1 };
}
