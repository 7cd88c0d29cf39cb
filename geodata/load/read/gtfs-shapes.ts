// The paths of a line's trips made into the line: what they share once, each branch once.

export type Path = [number, number][];

/** Nearer than this, two paths are the same track, or its other direction. */
const sameTrack = 60;
/** A stretch shorter than this is a turning loop, not a branch. */
const leastBranch = 200;

const perDegree = 111_320;

export function metresBetween([x1, y1]: readonly [number, number], [x2, y2]: readonly [number, number]): number {
  return Math.hypot((x2 - x1) * perDegree * Math.cos((y1 * Math.PI) / 180), (y2 - y1) * perDegree);
}

const lengthOf = (path: Path): number => path.reduce((sum, place, index) => sum + (index === 0 ? 0 : metresBetween(path[index - 1]!, place)), 0);

/** From a point to a stretch, in metres on the plane around the point. */
function metresTo(point: readonly [number, number], from: readonly [number, number], to: readonly [number, number]): number {
  const narrow = Math.cos((point[1] * Math.PI) / 180);
  const [ax, ay, bx, by] = [(from[0] - point[0]) * narrow, from[1] - point[1], (to[0] - point[0]) * narrow, to[1] - point[1]];
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / length));
  return Math.hypot(ax + along * dx, ay + along * dy) * perDegree;
}

const isNear = (point: [number, number], path: Path): boolean => path.some((place, index) => index > 0 && metresTo(point, path[index - 1]!, place) < sameTrack);

/** The longest path, then of each other one the stretches that are not there yet. */
export function branches(paths: readonly Path[]): Path[] {
  const kept: Path[] = [];
  for (const path of paths.filter(({ length }) => length > 1).toSorted((one, other) => lengthOf(other) - lengthOf(one))) {
    if (kept.length === 0) { kept.push(path); continue; }
    const present = [...kept];
    let stretch: Path = [];
    path.forEach((place, index) => {
      if (!present.some((known) => isNear(place, known))) {
        // It begins where it leaves what is known.
        if (stretch.length === 0 && index > 0) stretch.push(path[index - 1]!);
        stretch.push(place);
        if (index < path.length - 1) return;
      } else if (stretch.length > 0) stretch.push(place);
      if (stretch.length > 1 && lengthOf(stretch) >= leastBranch) kept.push(stretch);
      stretch = [];
    });
  }
  return kept;
}
