// What a tile says once decoded.
import { VectorTile, type VectorTileFeature } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';

export const decode = (bytes: Uint8Array): VectorTile => new VectorTile(new PbfReader(bytes));

/** Features by layer that reach into the tile itself, not only into its buffer; layers without any left out. */
export function countsOf(bytes: Uint8Array): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [name, layer] of Object.entries(decode(bytes).layers)) {
    for (let index = 0; index < layer.length; index += 1) {
      const [west, south, east, north] = boxOf(layer.feature(index));
      // What only grazes the edge depends on how each program rounds.
      if (west < 4095 && east > 1 && south < 4095 && north > 1) counts[name] = (counts[name] ?? 0) + 1;
    }
  }
  return counts;
}

function boxOf(feature: VectorTileFeature): [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of feature.loadGeometry().flat()) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return box;
}

/** Units whose point lies in the tile itself, not in its buffer; a cell counts what it holds. */
export function unitsWithin(bytes: Uint8Array): number {
  const layer = decode(bytes).layers.premises;
  let units = 0;
  for (let index = 0; index < (layer?.length ?? 0); index += 1) {
    const feature = layer!.feature(index);
    const { x, y } = feature.loadGeometry()[0]![0]!;
    if (x >= 0 && x < 4096 && y >= 0 && y < 4096) units += Number(feature.properties.count ?? 1);
  }
  return units;
}
