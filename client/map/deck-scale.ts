// The two sequential scales of the density: one hue, five classes of even steps of lightness, light to dark. Both the hexagons
// and their legend are made from these classes.
import type { Density } from '../../geodata/contract.ts';
import type { LayerId } from '../../geodata/layers.ts';
import { number, percent } from '../format.ts';
import { mapMessages } from '../messages/map.ts';

/** The layer whose units the hexagons count. */
export const densityLayer: LayerId = 'premises';

export type DensityKind = 'count' | 'vacancy';
type Cell = Density['cells'][number];

export interface DensityClass { upTo: number; label: string; color: string }

/** Petrol of the theme commerces, OKLCH lightness 0.90 to 0.38; sienna for vacancy, which is not the same thing. */
const ramps: Record<DensityKind, readonly string[]> = {
  count: ['#cde9ec', '#93cad1', '#51a6b1', '#1b7c89', '#0b4f59'],
  vacancy: ['#f6e2d2', '#eabb97', '#d68d5b', '#b15f2c', '#743611'],
};

/** Units in a hexagon. */
const countBreaks = [5, 10, 20, 40, Infinity];
/** Hundredths. 5, 7.5 and 10 % are Procos' bands and alert level (2023); 20 % the upper end of what the city measured in one street. */
const vacancyBreaks = [5, 7.5, 10, 20, Infinity];
/** Shares of a handful are noise: below so many units a hexagon has no share. */
export const fewestForShare = 5;

export function densityClasses(kind: DensityKind): DensityClass[] {
  const breaks = kind === 'count' ? countBreaks : vacancyBreaks;
  const write = kind === 'count' ? (value: number) => number(value) : percent;
  const { below, from, range } = mapMessages.density;
  return breaks.map((upTo, index) => {
    const start = breaks[index - 1];
    const label = start === undefined ? below(write(upTo)) : upTo === Infinity ? from(write(start)) : range(write(start), write(kind === 'count' ? upTo - 1 : upTo));
    return { upTo, label, color: ramps[kind][index]! };
  });
}

/** Null where the share would say nothing. */
export function densityValue(kind: DensityKind, { total, vacant }: Cell): number | null {
  if (kind === 'count') return total;
  return total < fewestForShare ? null : (100 * vacant) / total;
}

/** Red, green, blue, opacity, 0 to 255. */
export function densityColor(kind: DensityKind, cell: Cell): [number, number, number, number] {
  const value = densityValue(kind, cell);
  if (value === null) return [139, 145, 156, 70];
  const { color } = densityClasses(kind).find((candidate) => value < candidate.upTo)!;
  return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16)).concat(215) as [number, number, number, number];
}

export const densityLegend: Record<DensityKind, { title: string; classes: readonly DensityClass[] }> = {
  count: { title: mapMessages.density.count, classes: densityClasses('count') },
  vacancy: { title: mapMessages.density.vacancy, classes: densityClasses('vacancy') },
};
