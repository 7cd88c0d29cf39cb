// Gives the map the images its style names, drawn when first asked for.
import type { Map as MapLibreMap } from 'maplibre-gl';
import { hatchColor } from './hatch-id.ts';
import { drawHatch, drawSymbol } from './symbol-image.ts';
import { readSymbolId } from './symbol-id.ts';

export function provideImages(map: MapLibreMap): void {
  const pixelRatio = Math.min(3, Math.max(2, Math.ceil(devicePixelRatio)));
  map.setMissingStyleImageResolver((id) => {
    if (map.hasImage(id)) return;
    const symbol = readSymbolId(id);
    const color = hatchColor(id);
    if (symbol) map.addImage(id, drawSymbol(symbol, pixelRatio), { pixelRatio });
    else if (color) map.addImage(id, drawHatch(color, pixelRatio), { pixelRatio });
  });
}
