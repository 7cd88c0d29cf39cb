// Areas out of the lines that bound them, as OpenStreetMap keeps them: rings in pieces, holes apart.
import type { MultiPolygon, Polygon } from 'geojson';

export type Line = [number, number][];

const same = (one: readonly number[] | undefined, other: readonly number[] | undefined): boolean => one?.[0] === other?.[0] && one?.[1] === other?.[1];

export const isClosed = (line: Line): boolean => line.length >= 4 && same(line[0], line.at(-1));

/** Pieces joined where they meet; what stays open is left out. */
function ringsOf(pieces: readonly Line[]): Line[] {
  const rings: Line[] = [];
  const waiting = pieces.filter(({ length }) => length > 1).map((piece) => [...piece]);
  for (let ring = waiting.pop(); ring; ring = waiting.pop()) {
    while (!isClosed(ring)) {
      const end = ring.at(-1);
      const next = waiting.findIndex((piece) => same(piece[0], end) || same(piece.at(-1), end));
      if (next < 0) break;
      const [piece] = waiting.splice(next, 1) as [Line];
      ring.push(...(same(piece[0], end) ? piece : piece.toReversed()).slice(1));
    }
    if (isClosed(ring)) rings.push(ring);
  }
  return rings;
}

/** Whether a point lies in a ring, by how often a ray from it crosses. */
function holds(ring: Line, [x, y]: [number, number]): boolean {
  let inside = false;
  for (let here = 0, last = ring.length - 1; here < ring.length; last = here, here += 1) {
    const [[x1, y1], [x2, y2]] = [ring[here]!, ring[last]!];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}

/** One area, or several; null where no ring closes. */
export function drawnRings(outer: readonly Line[], inner: readonly Line[]): Polygon | MultiPolygon | null {
  const polygons = ringsOf(outer).map((ring) => [ring]);
  for (const hole of ringsOf(inner)) (polygons.find(([ring]) => holds(ring!, hole[0]!)) ?? polygons[0])?.push(hole);
  const [only] = polygons;
  if (!only) return null;
  return polygons.length === 1 ? { type: 'Polygon', coordinates: only } : { type: 'MultiPolygon', coordinates: polygons };
}

/** The middle of an area or line, and how far from it the thing reaches, in metres: for a layer of points. */
export function middleOf(coordinates: unknown): { middle: [number, number]; reach: number } | null {
  const box = [Infinity, Infinity, -Infinity, -Infinity] as [number, number, number, number];
  const walk = (part: unknown): void => {
    if (!Array.isArray(part)) return;
    if (typeof part[0] === 'number' && typeof part[1] === 'number') {
      box[0] = Math.min(box[0], part[0]); box[1] = Math.min(box[1], part[1]);
      box[2] = Math.max(box[2], part[0]); box[3] = Math.max(box[3], part[1]);
    } else for (const inner of part) walk(inner);
  };
  walk(coordinates);
  if (!Number.isFinite(box[0])) return null;
  const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
  const across = Math.hypot((box[2] - box[0]) * 111_320 * Math.cos((y * Math.PI) / 180), (box[3] - box[1]) * 111_320);
  return { middle: [x, y], reach: Math.ceil(across / 2) };
}
