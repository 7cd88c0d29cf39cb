// A shape as lines of « latitude, longitude »: how it is drawn and moved without a pointer.
import type { Geometry, Position } from 'geojson';
import type { SketchKind } from './view.svelte.ts';

export function kindOf(shape: Geometry): SketchKind | null {
  if (shape.type.endsWith('Point')) return 'point';
  if (shape.type.endsWith('LineString')) return 'line';
  return shape.type.endsWith('Polygon') ? 'polygon' : null;
}

/** The corners of a shape of one part; null for one of several, which is only drawn. */
export function cornersOf(shape: Geometry): Position[] | null {
  switch (shape.type) {
    case 'Point': return [shape.coordinates];
    case 'LineString': return shape.coordinates;
    case 'Polygon': return shape.coordinates.length === 1 ? shape.coordinates[0]!.slice(0, -1) : null;
    default: return null;
  }
}

export const writeCorners = (corners: readonly Position[]): string => corners.map(([lon, lat]) => `${lat!.toFixed(6)}, ${lon!.toFixed(6)}`).join('\n');

/** Null where a line is none, or there are too few. */
export function readCorners(text: string, kind: SketchKind): Geometry | null {
  const corners = text.trim().split('\n').map((line) => /^\s*(-?\d+(?:\.\d+)?)\s*[,;\s]\s*(-?\d+(?:\.\d+)?)\s*$/.exec(line)).map((match) => match && [Number(match[2]), Number(match[1])]);
  if (corners.some((corner) => corner === null || Math.abs(corner[1]!) > 85 || Math.abs(corner[0]!) > 180)) return null;
  const read = corners as Position[];
  if (kind === 'point') return read.length === 1 ? { type: 'Point', coordinates: read[0]! } : null;
  if (kind === 'line') return read.length >= 2 ? { type: 'LineString', coordinates: read } : null;
  return read.length >= 3 ? { type: 'Polygon', coordinates: [[...read, read[0]!]] } : null;
}
