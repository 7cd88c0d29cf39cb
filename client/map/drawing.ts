// What a layer's drawing is: MapLibre style layers without the parts that are always the same (id, source, source layer).
import type {
  CircleLayerSpecification, ExpressionSpecification, FillLayerSpecification, LineLayerSpecification, SymbolLayerSpecification,
} from '@maplibre/maplibre-gl-style-spec';
import type { LayerDefinition } from '../../geodata/layer.ts';

type Derived = 'id' | 'source' | 'source-layer';
type Bare =
  | Omit<CircleLayerSpecification, Derived> | Omit<FillLayerSpecification, Derived>
  | Omit<LineLayerSpecification, Derived> | Omit<SymbolLayerSpecification, Derived>;

export type Part = Bare & {
  /** Last piece of the style layer's id: `streets-casing`; empty for the layer's own `streets`. */
  part: string;
  /** A stored cell stands for units with this value: under a filter it is drawn only if the value is kept. */
  standsFor?: { field: string; value: string };
};

export interface Drawing {
  /** From the ground up. */
  paint: readonly Part[];
  /** Names: drawn above every layer's paint. */
  labels?: readonly Part[];
}

/** The first name carries the weight (MapLibre reads it out of the name), the second is the web font. */
export const fontFamily = 'Atkinson Hyperlegible Next Variable';
export const font = { regular: [fontFamily], medium: ['medium', fontFamily], bold: ['bold', fontFamily] } as const satisfies Record<string, readonly string[]>;

export function fontOf(weight: keyof typeof font): string[] {
  return [...font[weight]];
}

/** The colour of each class of a layer's legend, the very one the legend shows. */
export function classColor(layer: LayerDefinition, otherwise: string, ...values: readonly string[]): ExpressionSpecification | string {
  if (!layer.legend) return otherwise;
  const { by } = layer.legend;
  const classes = layer.legend.classes.filter(({ value }) => values.length === 0 || values.includes(value!));
  const colors = new Set(classes.map(({ color }) => color));
  // One colour for all is a constant: each property that differs by feature has a shader of its own compiled, and costs memory at every corner.
  if (colors.size === 1) return classes[0]!.color;
  return ['match', ['get', by], ...classes.flatMap((legendClass) => [legendClass.value!, legendClass.color]), otherwise] as unknown as ExpressionSpecification;
}

/** Values of the classes drawn with one of these marks. */
export function valuesMarked(layer: LayerDefinition, ...marks: readonly string[]): string[] {
  return (layer.legend?.classes ?? []).filter((legendClass) => marks.includes(legendClass.mark ?? 'filled')).map((legendClass) => legendClass.value!);
}

export function isOneOf(field: string, values: readonly string[]): ExpressionSpecification {
  return ['in', ['get', field], ['literal', [...values]]];
}

export function isGeometry(kind: 'Point' | 'LineString' | 'Polygon'): ExpressionSpecification {
  return ['==', ['geometry-type'], kind];
}

/** Where nothing can hover (a finger), nothing is prepared for it: a value that differs by feature has a shader of its own. */
const hovers = typeof matchMedia === 'undefined' || matchMedia('(any-hover: hover)').matches;

/** One value resting, another under the pointer. */
export function whenHovered<Value extends string | number>(hovered: Value, resting: Value): ExpressionSpecification | Value {
  if (!hovers) return resting;
  return ['case', ['boolean', ['feature-state', 'hovered'], false], hovered, resting];
}

/** Grows with the zoom: pairs of zoom and value. */
export function byZoom(...stops: readonly (number | ExpressionSpecification)[]): ExpressionSpecification {
  return ['interpolate', ['linear'], ['zoom'], ...stops] as unknown as ExpressionSpecification;
}

export const labelHalo = { 'text-halo-color': 'rgba(255, 254, 251, 0.92)', 'text-halo-width': 1.6, 'text-halo-blur': 0.4 } as const;
