// What a map of a given size shows around a position: the same Web Mercator arithmetic as the map's, before any map is loaded.
import type { Position } from '../../geodata/address.ts';
import type { Bounds } from './view.svelte.ts';

const tileSize = 512;
const earthRadius = 6_371_008.8;

const radians = (degrees: number) => (degrees * Math.PI) / 180;
const mercator = (lat: number) => 0.5 - Math.log(Math.tan(Math.PI / 4 + radians(lat) / 2)) / (2 * Math.PI);
const latitude = (y: number) => (360 / Math.PI) * Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) - 90;

/** The box shown by a map of so many CSS pixels centred on a position. */
export function boundsAround(position: Position, width: number, height: number): Bounds {
  const world = tileSize * 2 ** position.zoom;
  const halfWidth = (width / world) * 180;
  const y = mercator(position.lat);
  const halfHeight = height / world / 2;
  return [position.lon - halfWidth, latitude(y + halfHeight), position.lon + halfWidth, latitude(y - halfHeight)];
}

/** Longitude and latitude under a point of the map's box, given as fractions from its left and top. North is up. */
export function pointAt(bounds: Bounds, left: number, top: number): { lon: number; lat: number } {
  const [west, south, east, north] = bounds;
  const upper = mercator(north);
  return { lon: west + (east - west) * left, lat: latitude(upper + (mercator(south) - upper) * top) };
}

export function centreOf([west, south, east, north]: Bounds): { lon: number; lat: number } {
  return { lon: (west + east) / 2, lat: (south + north) / 2 };
}

export function contains([west, south, east, north]: Bounds, lon: number, lat: number): boolean {
  return lon >= west && lon <= east && lat >= south && lat <= north;
}

export function overlaps(a: Bounds, b: Bounds): boolean {
  return a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1];
}

/** Great-circle distance in metres (haversine on the mean radius). */
export function metresBetween(a: { lon: number; lat: number }, b: { lon: number; lat: number }): number {
  const half = Math.sin(radians(b.lat - a.lat) / 2) ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(radians(b.lon - a.lon) / 2) ** 2;
  return 2 * earthRadius * Math.asin(Math.sqrt(half));
}

/** Ground metres of one CSS pixel at a position. */
export function metresPerPixel({ lat, zoom }: Position): number {
  return (2 * Math.PI * 6_378_137 * Math.cos(radians(lat))) / (tileSize * 2 ** zoom);
}

/** The longest round length (1, 2 or 5 × 10ⁿ metres) that fits in so many metres. */
export function roundScale(metres: number): number {
  const power = 10 ** Math.floor(Math.log10(metres));
  const leading = metres / power;
  return power * (leading >= 5 ? 5 : leading >= 2 ? 2 : 1);
}
