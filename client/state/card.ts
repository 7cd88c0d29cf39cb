// Reads the structured properties of a card: dates to come, periods of occupancy. What has another shape is left out, not guessed.
import { layerById, type LayerId } from '../../geodata/layers.ts';
import type { Field } from '../../geodata/layer.ts';
import type { Properties } from './item.ts';

export interface CardEvent {
  id: string; starts_at: string; ends_at: string | null; title: string | null;
  sectors: readonly string[]; companies: number | null; posts: number | null; demo: boolean;
}

/** Began after one observation (null: before any) and by another; ended by the next that saw something else. */
export interface Period { value: string; beganAfter: string | null; beganBy: string; endedBy: string | null; lastSeen: string }

const record = (value: unknown): Record<string, unknown> | null => (value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>) : null);
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const count = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** Null where the layer has no dates at all; empty where none is announced. */
export function eventsOf(properties: Properties): CardEvent[] | null {
  if (!Array.isArray(properties.events)) return null;
  return properties.events.flatMap((raw): CardEvent[] => {
    const event = record(raw);
    const starts = text(event?.starts_at);
    if (!event || !starts) return [];
    return [{
      id: String(event.id ?? starts), starts_at: starts, ends_at: text(event.ends_at), title: text(event.title),
      sectors: Array.isArray(event.sectors) ? event.sectors.map(String) : text(event.sectors)?.split(',') ?? [],
      companies: count(event.companies), posts: count(event.posts), demo: event.demo === true,
    }];
  });
}

/** Runs of the same observed value, latest first: a change lies somewhere between two observations, so both are kept. */
export function periodsOf(properties: Properties): Period[] | null {
  if (!Array.isArray(properties.history)) return null;
  const seen = properties.history.flatMap((raw) => {
    const observation = record(raw);
    const [value, on] = [text(observation?.occupancy), text(observation?.observed_on)];
    return value && on ? [{ value, on }] : [];
  }).toSorted((a, b) => a.on.localeCompare(b.on));
  const periods: Period[] = [];
  for (const { value, on } of seen) {
    const last = periods.at(-1);
    if (last?.value === value) last.lastSeen = on;
    else {
      if (last) last.endedBy = on;
      periods.push({ value, beganAfter: last?.lastSeen ?? null, beganBy: on, endedBy: null, lastSeen: on });
    }
  }
  return periods.length > 0 ? periods.toReversed() : null;
}

/** Told elsewhere on the card, each in its own block. */
const apart = new Set(['wheelchair', 'description', 'events', 'history', 'hours_verified_on']);
const contactTypes = new Set(['url', 'phone', 'email']);

/** The fields of the card's « En bref »: the layer's own, less those that have a block of their own. */
export function briefFields(layer: LayerId): [name: string, field: Field][] {
  return Object.entries(layerById[layer].fields).filter(([name, field]) => !apart.has(name) && !contactTypes.has(field.type) && field.type !== 'hours' && field.type !== 'json' && !field.private);
}

export function contactFields(layer: LayerId): [name: string, field: Field][] {
  return Object.entries(layerById[layer].fields).filter(([, field]) => contactTypes.has(field.type));
}
