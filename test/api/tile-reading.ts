// Tiles as clients read them: addresses from degrees, decoded layers back in degrees.
import { VectorTile, type VectorTileFeature } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';

export function tileAt(lon: number, lat: number, z: number): { x: number; y: number; path: string } {
  const side = 2 ** z;
  const x = Math.floor(((lon + 180) / 360) * side);
  const y = Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * side);
  return { x, y, path: `/tiles/${z}/${x}/${y}.mvt` };
}

export function featuresOf(body: Buffer): Record<string, VectorTileFeature[]> {
  const { layers } = new VectorTile(new PbfReader(body));
  return Object.fromEntries(Object.entries(layers).map(([name, layer]) => [name, Array.from({ length: layer.length }, (_, index) => layer.feature(index))]));
}

/** Twice the signed area in tile coordinates, y down: positive is an outer ring (MVT 2.1, 4.3.4.4). */
export function signedArea(ring: { x: number; y: number }[]): number {
  return ring.reduce((sum, point, index) => {
    const next = ring[(index + 1) % ring.length]!;
    return sum + point.x * next.y - next.x * point.y;
  }, 0);
}
