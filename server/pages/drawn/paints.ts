// How lines and areas are drawn, from the ground up: the same colours, widths and zooms as the live map's, so that one gives way to the
// other without a jump. A layer that is not named here is drawn by its kind of geometry and its legend.
import type { LayerDefinition } from '../../../geodata/layer.ts';
import type { LayerId } from '../../../geodata/layers.ts';
import { paper, themeById } from '../../../geodata/themes.ts';

/** Of CSS, or `class`: the colour of the feature's legend class. */
export type Color = string;
/** Pairs of zoom and value. */
export type Stops = readonly number[];

export interface Part {
  /** Values of the legend's field that it paints; absent: every feature. */
  values?: readonly string[];
  from?: number;
  fill?: Color;
  hatch?: true;
  line?: Color;
  /** Level, or by zoom. */
  opacity?: number | Stops;
  width?: Stops;
  /** In line widths. */
  dash?: readonly [number, number];
  round?: true;
}

export interface NameStyle {
  from: number;
  to?: number;
  values?: readonly string[];
  size: Stops;
  weight: 400 | 500 | 700;
  color: string;
  /** Spaced capitals. */
  capitals?: true;
  opacity?: number;
}

const paleCasing = '#fffefb';
const streetRanks = { rue: [10, 0.3, 12, 0.8, 14, 2.2, 16, 6.5, 18, 16], principale: [10, 0.7, 12, 1.5, 14, 3.4, 16, 8, 18, 20], axe: [10, 0.9, 12, 1.8, 14, 4.2, 16, 10, 18, 24] } as const;
const streetFrom = { rue: 14, principale: 11, axe: 10 } as const;
const ranks = ['rue', 'principale', 'axe'] as const;
const widened = (stops: Stops, extra: number) => stops.map((value, index) => (index % 2 === 1 ? value + extra : value));

const own: Partial<Record<LayerId, readonly Part[]>> = {
  land: [
    { values: ['terre'], line: '#ffffff', opacity: 0.22, width: [9, 4, 13, 11] },
    { values: ['terre'], line: '#9fbecb', width: [9, 1.2, 15, 2.4] },
    { values: ['terre'], fill: 'class' },
    { values: ['parc'], fill: 'class' },
    { values: ['eau'], fill: 'class' },
  ],
  communes: [
    { fill: '#fffefb', opacity: [10.5, 0.55, 13, 0] },
    { line: paper.line, width: [0, 0.9], dash: [4, 2.5] },
  ],
  quartiers: [
    { fill: paper.ink, opacity: 0 },
    { line: paleCasing, opacity: 0.85, width: [9, 2.2, 12, 3.6, 16, 6] },
    { line: paper.ink, opacity: 0.72, width: [9, 0.5, 12, 0.9, 16, 1.5] },
  ],
  streets: [
    ...ranks.map((rank): Part => ({ values: [rank], from: streetFrom[rank], line: '#d5cfc1', width: widened(streetRanks[rank], 1.3), round: true })),
    ...ranks.map((rank): Part => ({ values: [rank], from: streetFrom[rank], line: 'class', width: streetRanks[rank], round: true })),
  ],
  transit: [
    { values: ['tram', 'telepherique'], line: paleCasing, opacity: 0.9, width: [10, 2.2, 13, 5, 16, 8], round: true },
    { values: ['tram'], line: 'class', width: [10, 1, 13, 2.8, 16, 4.6], round: true },
    { values: ['tram'], from: 11, line: paleCasing, width: [11, 0.4, 13, 1.1, 16, 2], round: true },
    { values: ['telepherique'], line: 'class', width: [10, 0.8, 13, 1.6, 16, 2.6], dash: [1.6, 1.6] },
  ],
  qpv: [
    { fill: themeById.emploi.color, opacity: 0.06 },
    { hatch: true, fill: themeById.emploi.color, opacity: 0.3 },
    { line: themeById.emploi.color, opacity: 0.8, width: [0, 1.3] },
  ],
  plu_zones: [
    { fill: 'class', opacity: 0.65 },
    { line: paper.line, width: [0, 0.7] },
  ],
  gardens: [
    { from: 12, fill: 'class', opacity: 0.22 },
    { from: 12, values: ['ouvert', 'ferme'], line: 'class', width: [0, 1.2] },
    { from: 12, values: ['prevu'], line: 'class', width: [0, 1.4], dash: [2.5, 1.8] },
  ],
};

function byGeometry(layer: LayerDefinition): readonly Part[] {
  const classes = layer.legend?.classes ?? [];
  const dashed = classes.filter((legendClass) => legendClass.mark === 'dashed').flatMap(({ value }) => value ?? []);
  const plain = classes.filter((legendClass) => legendClass.mark !== 'dashed').flatMap(({ value }) => value ?? []);
  if (layer.geometry === 'line') {
    // Two kerbs, as far apart as the street is wide: a broad line in the class's colour and the street over it.
    const gap = [12, 1, 14, 4.2, 16, 10, 18, 24];
    const broad = [12, 3.8, 14, 8.2, 16, 17.3, 17, 26, 18, 33];
    return [
      { values: plain, line: 'class', width: broad },
      { values: dashed, line: 'class', width: broad, dash: [0.6, 0.3] },
      { line: '#ffffff', width: gap },
    ];
  }
  return [
    { fill: 'class', opacity: 0.13 },
    { values: plain, line: 'class', opacity: 0.75, width: [0, 1.3] },
    { values: dashed, line: 'class', width: [0, 1.5], dash: [3, 2] },
  ];
}

/** The parts of a layer's lines and areas that show at a zoom. */
export function partsAt(layer: LayerDefinition, zoom: number): readonly Part[] {
  if (layer.geometry === 'point' || zoom < layer.minZoom) return [];
  return (own[layer.id as LayerId] ?? byGeometry(layer)).filter((part) => zoom >= (part.from ?? 0));
}

/** Names of areas, axes and stops, the first placed first; places carry theirs beside the sign. */
export const names: readonly (readonly [LayerId, NameStyle])[] = [
  ['quartiers', { from: 10.8, to: 16, size: [11, 10, 12, 11.5, 14, 16], weight: 700, color: paper.ink, capitals: true, opacity: 0.82 }],
  ['communes', { from: 9.5, to: 14.5, size: [10, 11.5, 13, 14], weight: 500, color: paper.inkSoft }],
  ['transit', { from: 13.6, values: ['station'], size: [13, 10.5, 16, 13], weight: 400, color: '#4b5563' }],
  ['streets', { from: 13, values: ['axe'], size: [13, 11, 16, 13.5], weight: 400, color: paper.inkSoft }],
  ['streets', { from: 14, values: ['principale'], size: [13, 11, 16, 13.5], weight: 400, color: paper.inkSoft }],
  ['streets', { from: 15, values: ['rue'], size: [13, 11, 16, 13.5], weight: 400, color: paper.inkSoft }],
  ['qpv', { from: 13, size: [0, 12.5], weight: 500, color: themeById.emploi.color }],
  ['centralites', { from: 12.5, size: [0, 13], weight: 500, color: '#0b5560' }],
];
