// The name of a marker's image says all that is drawn on it: the style asks by name, symbol-image.ts draws on demand.
import type { ExpressionSpecification } from '@maplibre/maplibre-gl-style-spec';
import type { LayerDefinition } from '../../geodata/layer.ts';
import { symbolOfClass, type Mark, type PlaceSymbol, type Shape, type SymbolSize } from '../../geodata/symbols.ts';

export interface SymbolImage extends PlaceSymbol { size: SymbolSize; demo: boolean }

const prefix = 'place';

export function writeSymbolId({ size, demo, shape, icon, color, mark }: SymbolImage): string {
  return [prefix, size, shape, icon, color, mark, demo ? 'demo' : 'real'].join(' ');
}

/** Null for a name that is not a marker's. */
export function readSymbolId(id: string): SymbolImage | null {
  const [start, size, shape, icon, color, mark, demo] = id.split(' ');
  if (start !== prefix || demo === undefined) return null;
  return { size: size as SymbolSize, shape: shape as Shape, icon: icon!, color: color!, mark: mark as Mark, demo: demo === 'demo' };
}

/** The name as a style expression: the legend's class decides the sign, `demo` the hatched corner. */
export function symbolExpression(layer: LayerDefinition, size: SymbolSize): ExpressionSpecification {
  const name = (demo: boolean): ExpressionSpecification | string => {
    const plain = writeSymbolId({ ...symbolOfClass(layer), size, demo });
    const { legend } = layer;
    if (!legend) return plain;
    const branches = legend.classes.flatMap((legendClass) => [legendClass.value!, writeSymbolId({ ...symbolOfClass(layer, legendClass), size, demo })]);
    return ['match', ['get', legend.by], ...branches, plain] as unknown as ExpressionSpecification;
  };
  // A dot is too small for a hatched corner.
  const image: ExpressionSpecification | string = size === 'dot' ? name(false) : ['case', ['==', ['get', 'demo'], true], name(true), name(false)];
  return ['image', image];
}
