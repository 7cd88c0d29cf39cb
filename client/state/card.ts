// Reads the structured properties of a card: dates to come, periods of occupancy. What has another shape is left out, not guessed.
import { layerById, type LayerId } from '../../geodata/layers.ts';
import type { Field } from '../../geodata/layer.ts';
import type { Properties } from './item.ts';

export interface CardEvent {
  id: string; starts_at: string; ends_at: string | null; title: string | null;
  sectors: readonly string[]; companies: number | null; posts: number | null; demo: boolean;
}

/** Began after one observation and by another; null bounds are unknown. */
export interface Period { value: string; beganAfter: string | null; beganBy: string | null; endedBy: string | null; lastSeen: string | null }

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

/** Latest first. */
export function periodsOf(properties: Properties): Period[] | null {
  if (!Array.isArray(properties.history) || properties.history.length === 0) return null;
  return properties.history.flatMap((raw): Period[] => {
    const period = record(raw);
    const value = text(period?.occupancy);
    if (!period || !value) return [];
    return [{ value, beganAfter: text(period.began_after), beganBy: text(period.began_by), endedBy: text(period.ended_by), lastSeen: text(period.last_seen) }];
  }).toSorted((a, b) => (b.beganBy ?? '').localeCompare(a.beganBy ?? ''));
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
