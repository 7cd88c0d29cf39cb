// The legend as data, from the very classes that the paint is made of.
import { layerById, layers as paintOrder, type LayerId } from '../../geodata/layers.ts';
import type { LayerDefinition } from '../../geodata/layer.ts';
import { symbolOfClass, type Mark, type PlaceSymbol } from '../../geodata/symbols.ts';
import { mapMessages } from '../messages/map.ts';
import { drawings } from '../layers/index.ts';
import { densityLayer, densityLegend, type DensityKind } from './deck-scale.ts';

/** How a class shows: a place's sign, a line, an area, a hatched area, or a cell of full colour. */
export type Sample =
  | { kind: 'sign'; symbol: PlaceSymbol }
  | { kind: 'line' | 'area' | 'hatch' | 'cell'; color: string; mark: Mark };

export interface LegendEntry {
  layer: LayerId;
  title: string;
  /** One class: the layer itself, its label the layer's title. */
  classes: readonly { label: string; sample: Sample; value?: string }[];
  /** What the signs alone do not say. */
  note: string | null;
}

/** Of the layers shown, the topmost first; layers that explain themselves (the base) are left out. Hexagons stand for the layer they count. */
export function legendOf(shown: readonly LayerId[], density: DensityKind | null = null): LegendEntry[] {
  return [...paintOrder]
    .map((layer) => layer.id)
    .filter((id) => shown.includes(id) && layerById[id].theme !== 'fond')
    .reverse()
    .map((id) => {
      const layer = layerById[id];
      if (density && id === densityLayer) return densityEntry(density);
      return { layer: id, title: layer.title, classes: classesOf(id, layer), note: layer.cellsBelow === undefined ? null : mapMessages.cells };
    });
}

function densityEntry(kind: DensityKind): LegendEntry {
  const { title, classes } = densityLegend[kind];
  return { layer: densityLayer, title, classes: classes.map(({ label, color }) => ({ label, sample: { kind: 'cell', color, mark: 'filled' } })), note: null };
}

function classesOf(id: LayerId, layer: LayerDefinition): LegendEntry['classes'] {
  const kind = sampleKind(id, layer);
  const sample = (legendClass?: NonNullable<LayerDefinition['legend']>['classes'][number]): Sample => {
    const symbol = symbolOfClass(layer, legendClass);
    return kind === 'sign' ? { kind, symbol } : { kind, color: symbol.color, mark: symbol.mark };
  };
  const classes = layer.legend?.classes ?? [];
  const look = (entry: (typeof classes)[number]) => `${entry.color} ${entry.mark ?? 'filled'}`;
  // Classes that look alike on the map are one line here: a legend explains differences.
  if (new Set(classes.map(look)).size <= 1) return [{ label: layer.title, sample: sample(classes[0]) }];
  const lines = new Map<string, { label: string; sample: Sample; value?: string }>();
  for (const entry of classes) {
    const known = lines.get(look(entry));
    if (known) known.label += `, ${entry.label}`;
    else lines.set(look(entry), { label: entry.label, sample: sample(entry), ...(entry.value === undefined ? {} : { value: entry.value }) });
  }
  return [...lines.values()];
}

function sampleKind(id: LayerId, layer: LayerDefinition): Sample['kind'] {
  if (layer.geometry === 'line') return 'line';
  if (layer.geometry !== 'polygon') return 'sign';
  return drawings[id].paint.some(({ part }) => part === 'hatch') ? 'hatch' : 'area';
}
