// Where the drawing stands: Web Mercator at the view's zoom, in CSS pixels from the centre, as MapLibre has it (world of 512 · 2^zoom pixels).
import type { Position } from '../../../geodata/address.ts';

export interface Frame {
  position: Position;
  /** CSS pixels. */
  width: number;
  height: number;
}

/** Larger than most screens, so that the drawing fills them and stays centred. */
export const pageSize = { width: 2560, height: 1440 } as const;
/** What readers of the Open Graph protocol expect of a preview. */
export const previewSize = { width: 1200, height: 630 } as const;

/** Strokes along a cut must not show: shapes are cut this far outside. */
const beyond = 24;
/** Half the width of the Web Mercator world, metres (EPSG:3857). */
const worldHalf = 20_037_508.342789244;

export function mercator({ lon, lat }: { lon: number; lat: number }): { x: number; y: number } {
  return { x: (lon / 180) * worldHalf, y: (Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / Math.PI) * worldHalf };
}

/** The parameters of sql/queries/drawn-map.sql. */
export function frameParameters({ position, width, height }: Frame): number[] {
  const { x, y } = mercator(position);
  return [x, y, (512 * 2 ** position.zoom) / (2 * worldHalf), width / 2 + beyond, height / 2 + beyond, Math.floor(position.zoom)];
}

/** Ground metres of one CSS pixel. */
export function metresPerPixel({ lat, zoom }: Position): number {
  return (2 * worldHalf * Math.cos((lat * Math.PI) / 180)) / (512 * 2 ** zoom);
}

/** Centre and zoom that show a box of longitudes and latitudes within so many pixels. */
export function positionOf(bbox: readonly [number, number, number, number], width: number, height: number, closest: number): Position {
  const [low, high] = [mercator({ lon: bbox[0], lat: bbox[1] }), mercator({ lon: bbox[2], lat: bbox[3] })];
  const metresAPixel = Math.max((high.x - low.x) / width, (high.y - low.y) / height, 1e-9);
  const y = (low.y + high.y) / 2;
  return {
    lon: (bbox[0] + bbox[2]) / 2,
    lat: (360 / Math.PI) * Math.atan(Math.exp((y / worldHalf) * Math.PI)) - 90,
    zoom: Math.min(closest, Math.log2((2 * worldHalf) / 512 / metresAPixel)),
  };
}

/** A linear course through pairs of zoom and value, level beyond both ends. */
export function atZoom(zoom: number, stops: readonly number[]): number {
  for (let index = 0; index < stops.length; index += 2) {
    const [from, low, to, high] = stops.slice(index, index + 4) as [number, number, number?, number?];
    if (zoom <= from || to === undefined || high === undefined) return low;
    if (zoom <= to) return low + ((high - low) * (zoom - from)) / (to - from);
  }
  return 0;
}

/** A coordinate or length as written: tenths of a pixel. */
export function tenth(value: number): number {
  return Math.round(value * 10) / 10 || 0;
}
