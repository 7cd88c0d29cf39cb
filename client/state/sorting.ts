// The orders a list can take: by name, by nearness to the middle of the view, or by any field a column shows.
import { fieldsOf, type Field } from '../../geodata/layer.ts';
import { layerById, type LayerId } from '../../geodata/layers.ts';
import { centreOf, metresBetween } from './extent.ts';
import { nameOf, type Item } from './item.ts';
import { openingOf } from './opening.ts';
import type { Bounds } from './view.svelte.ts';

export interface Order { by: string; descending: boolean }

const collator = new Intl.Collator('fr', { numeric: true, sensitivity: 'base' });

/** Where the item is held to be for distances: the middle of its box. */
export function metresTo(item: Item, centre: { lon: number; lat: number }): number {
  return item.box ? metresBetween(centre, centreOf(item.box)) : Infinity;
}

function valueOf(item: Item, by: string, field: Field | undefined): string | number | null {
  if (by === 'name') return nameOf(item);
  const value = item.properties[by];
  if (value === null || value === undefined || value === '') return null;
  if (field?.type === 'code') return field.codes?.[String(value)] ?? String(value);
  return typeof value === 'number' ? value : typeof value === 'boolean' ? Number(value) : String(value);
}

/** Sorted copy; what has no value comes last either way. */
export function sorted(items: readonly Item[], layer: LayerId, order: Order, bounds: Bounds | null, timeZone = 'Europe/Paris'): Item[] {
  const sign = order.descending ? -1 : 1;
  if (order.by === 'distance') {
    if (!bounds) return [...items];
    const centre = centreOf(bounds);
    const away = new Map(items.map((item) => [item, metresTo(item, centre)]));
    return [...items].sort((a, b) => sign * (away.get(a)! - away.get(b)!));
  }
  if (order.by === 'opening') {
    // Open before closed before unknown; among the closed, the first to open.
    const rank = new Map(items.map((item) => {
      const state = openingOf(item, timeZone);
      return [item, state === null ? Infinity : state.open ? -1 : state.inDays * 1440 + state.changesAt];
    }));
    return [...items].sort((a, b) => rank.get(a)! - rank.get(b)! || collator.compare(nameOf(a), nameOf(b)));
  }
  const field = fieldsOf(layerById[layer])[order.by];
  const values = new Map(items.map((item) => [item, valueOf(item, order.by, field)]));
  return [...items].sort((a, b) => {
    const [left, right] = [values.get(a) ?? null, values.get(b) ?? null];
    if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1;
    return sign * (typeof left === 'number' && typeof right === 'number' ? left - right : collator.compare(String(left), String(right)));
  });
}

/** The columns a table can afford: what distinguishes, in the layer's own order. */
export function columnsOf(layer: LayerId): [name: string, field: Field][] {
  const kept = Object.entries(layerById[layer].fields).filter(([, field]) => !['json', 'url', 'phone', 'email', 'hours', 'text'].includes(field.type) && !field.private);
  return kept.slice(0, 4);
}
