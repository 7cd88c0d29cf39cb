// What a file says of itself, whatever its format: whose data, under which licence, of when, and what in it is made up.
import type { City } from '../../geodata/city.ts';
import { fileMessages as words } from '../../geodata/messages-export.ts';
import type { Facts, Selection, Snapshot } from './snapshot.ts';

/** One file to be written. */
export interface Order {
  selection: Selection;
  facts: Facts;
  snapshot: Snapshot;
  city: City;
  /** Of writing, `2026-11-24`. */
  day: string;
  /** What narrowed it, as it was asked; empty for the whole layer. */
  filter: string;
  separator: string;
  signal: AbortSignal;
}

/** A file as it comes. */
export type FileParts = AsyncGenerator<string | Buffer>;

export interface AboutEntry { key: string; label: string; value: string }

export function demoWords({ demo, count }: Facts): string {
  if (demo === 0) return words.none;
  return demo === count ? words.allDemo : words.someDemo(demo, count);
}

const listed = (shares: Facts['sources']) => shares.map(({ name, count }) => (shares.length > 1 ? words.counted(name, count) : name)).join(' ; ');

/** In the order a person would ask. */
export function aboutOf({ selection: { definition }, facts, city, day, filter }: Omit<Order, 'snapshot' | 'signal' | 'separator'>): AboutEntry[] {
  const { labels } = words;
  const entries: [keyof typeof labels, string][] = [
    ['title', definition.title], ['description', definition.description], ['city', `${city.name} (${city.territory})`],
    ['sources', listed(facts.sources)], ['licences', listed(facts.licences)], ['vintage', facts.first === null ? '' : words.range(facts.first, facts.last!)],
    ['demo', demoWords(facts)], ['exported', day], ['count', String(facts.count)], ['filter', filter], ['system', words.system], ['identity', words.identity],
  ];
  return entries.filter(([, value]) => value !== '').map(([key, value]) => ({ key, label: labels[key], value }));
}
