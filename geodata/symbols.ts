// How a place is marked: one shape per theme and one way of drawing per state, as plain SVG paths, so that the drawn map,
// the live map and the legend show the same sign. State is never colour alone.
import { layerById, type LayerId } from './layers.ts';
import type { LayerDefinition, LegendClass } from './layer.ts';
import { themeById, type Theme } from './themes.ts';

export type Shape = Theme['shape'];
export type Mark = NonNullable<LegendClass['mark']>;
/** `dot`: without icon, below `iconZoom`; `icon`: the marker; `selected`: larger, with a ring. */
export type SymbolSize = 'dot' | 'icon' | 'selected';

/** From this zoom on a marker carries its icon. */
export const iconZoom = 13;

/** Outlines around (0, 0), about 11 units from centre to edge, of equal visual weight. */
export const shapePaths: Record<Shape, string> = {
  circle: 'M-11 0A11 11 0 1 1 11 0A11 11 0 1 1-11 0Z',
  square: 'M-5.5-10H5.5A4.5 4.5 0 0 1 10-5.5V5.5A4.5 4.5 0 0 1 5.5 10H-5.5A4.5 4.5 0 0 1-10 5.5V-5.5A4.5 4.5 0 0 1-5.5-10Z',
  diamond: 'M-1.8-12.4Q0-14 1.8-12.4L12.4-1.8Q14 0 12.4 1.8L1.8 12.4Q0 14-1.8 12.4L-12.4 1.8Q-14 0-12.4-1.8Z',
  hexagon: 'M-1.5-11.6Q0-12.4 1.5-11.6L9.3-7.1Q10.8-6.2 10.8-4.5V4.5Q10.8 6.2 9.3 7.1L1.5 11.6Q0 12.4-1.5 11.6L-9.3 7.1Q-10.8 6.2-10.8 4.5V-4.5Q-10.8-6.2-9.3-7.1Z',
  leaf: 'M-10.5-10.5H1A9.5 9.5 0 0 1 10.5-1V10.5H-1A9.5 9.5 0 0 1-10.5 1Z',
};

/** Scale of the outline and of the 24-unit icon, and side of the square image in CSS pixels. */
export const symbolSizes: Record<SymbolSize, { side: number; outline: number; icon: number }> = {
  dot: { side: 16, outline: 0.5, icon: 0 },
  icon: { side: 32, outline: 1.05, icon: 0.56 },
  selected: { side: 52, outline: 1.6, icon: 0.86 },
};

/** Icons that differ from their theme's. */
const ownIcons: Partial<Record<LayerId, string>> = { ressourceries: 'recycle', suppliers: 'package' };

export interface PlaceSymbol { shape: Shape; icon: string; color: string; mark: Mark }

/** Paints of each mark; `strike` is the line through what is over, `dash` in units of the stroke's width. */
export const markPaints: Record<Mark, { filled: boolean; dash: readonly number[] | null; strike: boolean; strength: number }> = {
  filled: { filled: true, dash: null, strike: false, strength: 1 },
  hollow: { filled: false, dash: null, strike: false, strength: 1 },
  dashed: { filled: false, dash: [1.6, 1.1], strike: false, strength: 1 },
  pale: { filled: false, dash: null, strike: true, strength: 0.6 },
};

export function shapeOf(layer: LayerDefinition): Shape {
  return layer.theme === 'fond' ? 'circle' : themeById[layer.theme].shape;
}

export function iconOf(layer: LayerDefinition): string {
  return ownIcons[layer.id as LayerId] ?? (layer.theme === 'fond' ? 'map-pin' : themeById[layer.theme].icon);
}

/** The sign of one class of a layer's legend; without a class, the theme's plain sign. */
export function symbolOfClass(layer: LayerDefinition, legendClass?: LegendClass): PlaceSymbol {
  return {
    shape: shapeOf(layer), icon: iconOf(layer),
    color: legendClass?.color ?? (layer.theme === 'fond' ? '#1d2430' : themeById[layer.theme].color),
    mark: legendClass?.mark ?? 'filled',
  };
}

/** The sign of one feature, from its properties. */
export function symbolOf(id: LayerId, properties: Readonly<Record<string, unknown>>): PlaceSymbol {
  const layer = layerById[id];
  const value = layer.legend ? properties[layer.legend.by] : undefined;
  return symbolOfClass(layer, layer.legend?.classes.find((candidate) => candidate.value !== undefined && candidate.value === String(value)));
}
