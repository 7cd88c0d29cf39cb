// Where each page's map stands when the address does not say: the city, a quartier as a whole, a place close by.
import type { Position } from '../../geodata/address.ts';
import type { City } from '../../geodata/city.ts';
import { positionOf } from './drawn/frame.ts';

export type Bbox = readonly [west: number, south: number, east: number, north: number];

export function cityPosition(city: City): Position {
  return { lon: city.centre[0], lat: city.centre[1], zoom: city.zoom };
}

/** A quartier fits a phone's map above the half-open sheet, and a desk's. */
export function quartierPosition(bbox: Bbox): Position {
  return rounded(positionOf(bbox, 360, 420, 15));
}

/** A place close by; an area as a whole. */
export function placePosition(bbox: Bbox): Position {
  const [west, south, east, north] = bbox;
  if (Math.max(east - west, north - south) < 0.002) return rounded({ lon: (west + east) / 2, lat: (south + north) / 2, zoom: 15.2 });
  return rounded(positionOf(bbox, 360, 420, 16));
}

/** As an address writes it, so that the same view has one address. */
export function rounded({ lon, lat, zoom }: Position): Position {
  return { lon: Number(lon.toFixed(5)), lat: Number(lat.toFixed(5)), zoom: Number(zoom.toFixed(2)) };
}

/** Within what the map can show. */
export function clamped({ lon, lat, zoom }: Position): Position {
  return { lon, lat, zoom: Math.min(19, Math.max(8, zoom)) };
}
