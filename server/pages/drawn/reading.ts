// What the drawn map shows, read in one statement: base, shown layers under their filters, cells where units are too many, and the
// chosen place whatever else is shown.
import { baseLayers, type Filters } from '../../../geodata/address.ts';
import { fieldsOf, type LayerDefinition } from '../../../geodata/layer.ts';
import { layerById, publicLayers, type LayerId } from '../../../geodata/layers.ts';
import { iconZoom } from '../../../geodata/symbols.ts';
import { layerQuery, query, type Database } from '../../db.ts';
import { frameParameters, type Frame } from './frame.ts';
import { names, partsAt } from './paints.ts';

export interface Shape {
  layer: LayerId;
  id: number | null;
  name: string | null;
  whereabouts: string | null;
  slug: string | null;
  /** Value of the legend's field. */
  value: string | null;
  demo: boolean;
  dimension: 0 | 1 | 2;
  path: string | null;
  /** Of a line, pixels. */
  length: number | null;
  x: number | null;
  y: number | null;
  /** Of a cell; null for a feature. */
  count: number | null;
  vacant: number | null;
}

export interface Chosen { layer: LayerId; id: number }

export interface Drawing {
  frame: Frame;
  layers: readonly LayerId[];
  filters: Filters;
  shapes: readonly Shape[];
  chosen: Chosen | null;
}

/** More of one layer than this is more than a page should weigh: areas, lines, and places, each a link with its sign; where signs are only dots there are fewer. */
const mostShapes = 2000;
const mostLines = 1000;
const mostPlaces = 400;
const mostDots = 250;

/** Whether the layer stands as counted cells at this zoom. */
export function inCells(layer: LayerDefinition, zoom: number): boolean {
  return layer.cellsBelow !== undefined && zoom < layer.cellsBelow;
}

/** Layers of the base and those asked for, in paint order. */
export function drawnLayers(shown: readonly LayerId[], chosen: Chosen | null): LayerId[] {
  return publicLayers.map((layer) => layer.id as LayerId).filter((id) => baseLayers.includes(id) || shown.includes(id) || id === chosen?.layer);
}

type Anchors = ReadonlyMap<number, { x: number; y: number }>;

/** Reads drawings; where areas are named is costly to find and is kept until the data changes. */
export class Drawings {
  readonly #database: Database;
  readonly #anchors = new Map<LayerId, Promise<Anchors>>();

  constructor(database: Database) {
    this.#database = database;
  }

  drop(): void {
    this.#anchors.clear();
  }

  #anchorsOf(layer: LayerId): Promise<Anchors> {
    const known = this.#anchors.get(layer);
    if (known) return known;
    const asked = this.#database.reader.query<{ id: number; x: number; y: number }>(layerQuery('drawn-anchors', layer)).then(({ rows }): Anchors => new Map(rows.map(({ id, x, y }) => [id, { x, y }])));
    this.#anchors.set(layer, asked);
    asked.catch(() => { if (this.#anchors.get(layer) === asked) this.#anchors.delete(layer); });
    return asked;
  }

  async read(frame: Frame, shown: readonly LayerId[], filters: Filters, chosen: Chosen | null): Promise<Drawing> {
    const { zoom } = frame.position;
    const { text, values, layers } = statementOf(frame, shown, filters, chosen);
    const named = layers.filter((id) => layerById[id].geometry === 'polygon' && names.some(([layer, { from, to }]) => layer === id && zoom >= from && zoom < (to ?? 99)));
    const [{ rows }, ...anchors] = await Promise.all([this.#database.reader.query<Shape>(text, values), ...named.map((id) => this.#anchorsOf(id))]);
    const [x, y, scale] = frameParameters(frame) as [number, number, number];
    const anchorOf = new Map(named.map((id, index) => [id, anchors[index]]));
    const shapes = rows.map((shape) => {
      const anchor = shape.id !== null && anchorOf.get(shape.layer)?.get(shape.id);
      return anchor ? { ...shape, x: (anchor.x - x) * scale, y: (y - anchor.y) * scale } : shape;
    });
    return { frame, layers, filters, shapes, chosen };
  }
}

function statementOf(frame: Frame, shown: readonly LayerId[], filters: Filters, chosen: Chosen | null): { text: string; values: unknown[]; layers: LayerId[] } {
  const { zoom } = frame.position;
  const layers = drawnLayers(shown, chosen);
  const values: unknown[] = [...frameParameters(frame), mostShapes];
  const parameter = (value: unknown) => `$${values.push(value)}`;

  const shapes = (id: LayerId, conditions: readonly string[], fields: readonly string[]): string => {
    const layer = layerById[id];
    const by = layer.legend?.by;
    const derived = [...fields, ...(by ? [by] : [])].some((field) => fieldsOf(layer)[field]?.derived);
    const anchored = layer.geometry === 'point' || layer.geometry === 'mixed';
    const told = ['sign', 'street', 'address'].filter((field) => fieldsOf(layer)[field]);
    const parts: Record<string, string> = {
      whereabouts: `coalesce(${told.map((field) => `item.${field}`).join(', ')})`, slug: layer.fields.slug ? 'item.slug' : 'null::text',
      value: by ? `item.${by}::text` : 'null::text', relation: derived ? `item_${id}` : id,
      conditions: conditions.map((condition) => `and ${condition}`).join(' '), limit: `least($7, ${anchored ? (zoom < iconZoom ? mostDots : mostPlaces) : layer.geometry === 'line' ? mostLines : mostShapes})`, anchored: String(anchored),
    };
    return layerQuery('drawn-shapes', id).replace(/\{(\w+)\}/g, (_, part: string) => parts[part]!);
  };

  const statements = layers.flatMap((id): string[] => {
    const layer = layerById[id];
    if (zoom < layer.minZoom) return [];
    if (inCells(layer, zoom)) return [layerQuery('drawn-cells', id)];
    const asked = Object.entries(filters).flatMap(([key, kept]) => {
      const [of, field] = key.split('.') as [string, string];
      return of === id ? [{ field, kept }] : [];
    });
    const conditions = asked.map(({ field, kept }) => `item.${field}::text = any(${parameter(kept)})`);
    const painted = partsAt(layer, zoom);
    // What no part paints at this zoom is not read.
    if (layer.geometry !== 'point' && layer.geometry !== 'mixed' && painted.every((part) => part.values)) {
      if (painted.length === 0) return [];
      conditions.push(`item.${layer.legend!.by}::text = any(${parameter(painted.flatMap((part) => part.values!))})`);
    }
    return [shapes(id, conditions, asked.map(({ field }) => field))];
  });
  if (chosen) statements.push(shapes(chosen.layer, [`item.id = ${parameter(chosen.id)}`], []));

  const text = query('drawn-map').replace('{parts}', () => statements.map((statement) => `(${statement})`).join('\nunion all\n'));
  return { text, values, layers };
}
