// Plane geometry in metres around Brest: over 30 km an equirectangular plane errs by less than a thousandth, enough for drawing.

export type Position = [number, number];
export type Line = Position[];

const metresPerLatitude = 111_195;
const metresPerLongitude = 111_320 * Math.cos((48.4 * Math.PI) / 180);

export function metres(from: Position, to: Position): number {
  return Math.hypot((to[0] - from[0]) * metresPerLongitude, (to[1] - from[1]) * metresPerLatitude);
}

export function moved(at: Position, east: number, north: number): Position {
  return [at[0] + east / metresPerLongitude, at[1] + north / metresPerLatitude];
}

export function lengthOf(line: Line): number {
  return line.slice(1).reduce((sum, point, index) => sum + metres(line[index]!, point), 0);
}

/** The point at a distance along a line, and the unit direction of the line there (east, north). */
export function along(line: Line, distance: number): { at: Position; direction: [number, number] } {
  let rest = distance;
  for (let index = 1; index < line.length; index += 1) {
    const [from, to] = [line[index - 1]!, line[index]!];
    const step = metres(from, to);
    if (step === 0) continue;
    if (rest <= step || index === line.length - 1) {
      const share = Math.min(1, rest / step);
      return {
        at: [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share],
        direction: [((to[0] - from[0]) * metresPerLongitude) / step, ((to[1] - from[1]) * metresPerLatitude) / step],
      };
    }
    rest -= step;
  }
  throw new Error('a line needs two distinct points');
}

/** Beside a line: positive is to the right of its direction. */
export function beside(line: Line, distance: number, offset: number): Position {
  const { at, direction } = along(line, distance);
  return moved(at, direction[1] * offset, -direction[0] * offset);
}

/** The part of a line between two distances. */
export function part(line: Line, from: number, to: number): Line {
  const points: Line = [along(line, from).at];
  let walked = 0;
  for (let index = 1; index < line.length; index += 1) {
    walked += metres(line[index - 1]!, line[index]!);
    if (walked > from && walked < to) points.push(line[index]!);
  }
  points.push(along(line, to).at);
  return points;
}

/** Metres from a point to a line. */
export function distanceTo(line: Line, from: Position): number {
  let nearest = Infinity;
  for (let index = 1; index < line.length; index += 1) {
    const [a, b] = [line[index - 1]!, line[index]!];
    const [east, north] = [(b[0] - a[0]) * metresPerLongitude, (b[1] - a[1]) * metresPerLatitude];
    const share = ((from[0] - a[0]) * metresPerLongitude * east + (from[1] - a[1]) * metresPerLatitude * north) / (east * east + north * north || 1);
    nearest = Math.min(nearest, metres(from, moved(a, east * Math.max(0, Math.min(1, share)), north * Math.max(0, Math.min(1, share)))));
  }
  return nearest;
}

/** Even–odd rule over outer and inner rings. */
export function inside(rings: readonly Line[], point: Position): boolean {
  let crossings = false;
  for (const ring of rings) {
    for (let index = 1; index < ring.length; index += 1) {
      const [a, b] = [ring[index - 1]!, ring[index]!];
      if (a[1] > point[1] !== b[1] > point[1] && point[0] < ((b[0] - a[0]) * (point[1] - a[1])) / (b[1] - a[1]) + a[0]) crossings = !crossings;
    }
  }
  return crossings;
}

/** Square metres, positive when counter-clockwise. */
export function signedArea(ring: Line): number {
  let sum = 0;
  const origin = ring[0]!;
  for (let index = 1; index < ring.length; index += 1) {
    const [a, b] = [ring[index - 1]!, ring[index]!];
    sum += (a[0] - origin[0]) * (b[1] - origin[1]) - (b[0] - origin[0]) * (a[1] - origin[1]);
  }
  return (sum / 2) * metresPerLongitude * metresPerLatitude;
}

/** RFC 7946: outer rings run counter-clockwise. */
export function counterClockwise(ring: Line): Line {
  return signedArea(ring) < 0 ? [...ring].reverse() : ring;
}

/** Corner cutting (Chaikin 1974); both ends stay. */
export function smooth(line: Line, rounds = 2): Line {
  let current = line;
  for (let round = 0; round < rounds; round += 1) {
    const next: Line = [current[0]!];
    for (let index = 1; index < current.length; index += 1) {
      const [a, b] = [current[index - 1]!, current[index]!];
      if (index > 1) next.push([a[0] * 0.75 + b[0] * 0.25, a[1] * 0.75 + b[1] * 0.25]);
      if (index < current.length - 1) next.push([a[0] * 0.25 + b[0] * 0.75, a[1] * 0.25 + b[1] * 0.75]);
    }
    next.push(current.at(-1)!);
    current = next;
  }
  return current;
}

/** The same for a closed shape given by its corners, the first not repeated. */
export function smoothRing(corners: Line, rounds = 2): Line {
  let current = corners;
  for (let round = 0; round < rounds; round += 1) {
    current = current.flatMap((a, index): Line => {
      const b = current[(index + 1) % current.length]!;
      return [[a[0] * 0.75 + b[0] * 0.25, a[1] * 0.75 + b[1] * 0.25], [a[0] * 0.25 + b[0] * 0.75, a[1] * 0.25 + b[1] * 0.75]];
    });
  }
  return [...current, current[0]!];
}

/** A half circle around the end of a line, from its right side to its left. */
function cap(end: Position, east: number, north: number, radius: number): Line {
  return [1, 2, 3, 4, 5].map((step) => {
    const angle = (step / 6) * Math.PI;
    const [across, ahead] = [Math.cos(angle) * radius, Math.sin(angle) * radius];
    return moved(end, north * across + east * ahead, -east * across + north * ahead);
  });
}

/** A ribbon with rounded ends around a line whose half-width, in metres, is given at both ends. */
export function ribbon(line: Line, start: number, end: number): Line {
  const total = lengthOf(line);
  const right: Line = [];
  const left: Line = [];
  let firstCap: Line = [];
  let walked = 0;
  line.forEach((point, index) => {
    if (index > 0) walked += metres(line[index - 1]!, point);
    const half = start + ((end - start) * walked) / total;
    const [before, after] = [line[Math.max(0, index - 1)]!, line[Math.min(line.length - 1, index + 1)]!];
    const step = metres(before, after);
    const [east, north] = [((after[0] - before[0]) * metresPerLongitude) / step, ((after[1] - before[1]) * metresPerLatitude) / step];
    right.push(moved(point, north * half, -east * half));
    left.unshift(moved(point, -north * half, east * half));
    if (index === 0) firstCap = cap(point, -east, -north, half);
    if (index === line.length - 1) right.push(...cap(point, east, north, half));
  });
  return counterClockwise([...right, ...left, ...firstCap, right[0]!]);
}

/** A rounded blob: what is honest to draw when only a place and a size are known. */
export function blob(centre: Position, eastRadius: number, northRadius: number, turn = 0, corners = 36): Line {
  const ring: Line = [];
  for (let index = 0; index < corners; index += 1) {
    const angle = (index / corners) * 2 * Math.PI;
    const [east, north] = [Math.cos(angle) * eastRadius, Math.sin(angle) * northRadius];
    ring.push(moved(centre, east * Math.cos(turn) - north * Math.sin(turn), east * Math.sin(turn) + north * Math.cos(turn)));
  }
  return [...ring, ring[0]!];
}
