// What was observed of a unit over time, as periods; where a period began or ended between two observations, both are said.
import { day, upperFirst } from '../../../geodata/format.ts';
import { layerById, type LayerId } from '../../../geodata/layers.ts';
import { messages } from '../../../geodata/messages.ts';
import { html, type Html } from '../html.ts';
import { classSign, type Properties } from '../parts.ts';

interface Period { value: string; beganAfter: string | null; beganBy: string; lastSeen: string; endedBy: string | null }

/** Runs of equal observations, the latest first. */
export function periodsOf(properties: Properties): Period[] {
  if (!Array.isArray(properties.history)) return [];
  const seen = (properties.history as ({ occupancy?: unknown; observed_on?: unknown } | null)[])
    .flatMap((observation) => (typeof observation?.occupancy === 'string' && typeof observation.observed_on === 'string' ? [{ value: observation.occupancy, on: observation.observed_on }] : []))
    .toSorted((one, other) => one.on.localeCompare(other.on));
  const periods: Period[] = [];
  for (const { value, on } of seen) {
    const last = periods.at(-1);
    if (last?.value === value) last.lastSeen = on;
    else {
      if (last) last.endedBy = on;
      periods.push({ value, beganAfter: last?.lastSeen ?? null, beganBy: on, lastSeen: on, endedBy: null });
    }
  }
  return periods.reverse();
}

function inWords({ beganAfter, beganBy, lastSeen, endedBy }: Period): string {
  if (endedBy) return messages.place.seenBetween(day(beganBy), day(lastSeen), day(endedBy));
  return beganAfter ? messages.place.startedBetween(day(beganAfter), day(beganBy)) : messages.place.seenSince(day(beganBy));
}

export function historyOf(layer: LayerId, properties: Properties): Html | null {
  const definition = layerById[layer];
  const periods = periodsOf(properties);
  if (periods.length === 0) return null;
  return html`<section class="section" aria-labelledby="occupation"><h2 id="occupation">${messages.place.history}</h2><ol>${periods.map((period) => {
    const legendClass = definition.legend?.classes.find(({ value }) => value === period.value);
    return html`<li class="kind">${classSign(definition, legendClass)}<span><strong>${upperFirst(legendClass?.label ?? period.value)}</strong><br>${inWords(period)}</span></li>`;
  })}</ol></section>`;
}
