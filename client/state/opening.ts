// Whether a place is open, said in words: « Ouvert, jusqu’à 17 h », « Fermé, ouvre mardi à 9 h ».
import { openState, type OpenState } from '../../geodata/hours.ts';
import { layerById } from '../../geodata/layers.ts';
import { clock, weekday } from '../format.ts';
import { messages } from '../messages/fr.ts';
import type { Item } from './item.ts';

/** The field that says when the public may come in, where a layer has one. */
export function openingOf({ layer, properties }: Item, timeZone: string, at = new Date()): OpenState | null {
  if (layerById[layer].fields.opening_hours?.type !== 'hours' || typeof properties.opening_hours !== 'string') return null;
  return openState(properties.opening_hours, at, timeZone);
}

export function changeInWords({ open, changesAt, inDays }: OpenState, timeZone: string, at = new Date()): string {
  const time = clock(Math.floor(changesAt / 60), changesAt % 60);
  if (open) return messages.place.until(time);
  if (inDays === 0) return messages.place.from(messages.place.at(time));
  const day = inDays === 1 ? messages.place.tomorrow : weekday(new Date(at.getTime() + inDays * 86_400_000).toISOString(), timeZone).split(' ')[0]!;
  return messages.place.from(`${day} ${messages.place.at(time)}`);
}
