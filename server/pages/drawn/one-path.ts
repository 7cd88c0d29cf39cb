// Many short lines as one path, written as short as it goes: whole pixels, row by row, each line from the end of the one before.

/** Lines whose places are near each other on the page compress well together: rows of so many pixels. */
const row = 24;

/** @param paths as PostGIS writes them (ST_AsSVG, relative): `M x y l dx dy …`, several in a row. */
export function onePath(paths: readonly string[]): string {
  const lines = paths.flatMap((path) => path.split('M').slice(1)).map((line) => (line.match(/-?[\d.]+/g) ?? []).map(Number));
  const rowOf = (line: readonly number[]) => Math.floor(line[1]! / row);
  lines.sort((one, other) => rowOf(one) - rowOf(other) || one[0]! - other[0]!);
  let [left, top] = [0, 0];
  /** From where the pen is, so that what is rounded off does not add up. */
  const step = (x: number, y: number) => {
    const [dx, dy] = [Math.round(x) - left, Math.round(y) - top];
    [left, top] = [left + dx, top + dy];
    return `${dx}${dy < 0 ? '' : ' '}${dy}`;
  };
  return lines.map((line) => {
    let [x, y] = [line[0]!, line[1]!];
    let written = `m${step(x, y)}l`;
    for (let index = 2; index < line.length; index += 2) {
      [x, y] = [x + line[index]!, y + line[index + 1]!];
      const next = step(x, y);
      written += index === 2 || next.startsWith('-') ? next : ` ${next}`;
    }
    return written;
  }).join('');
}
