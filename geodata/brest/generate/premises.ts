// Demonstration premises along the real commercial axes: no house number, no sign, and an occupancy known by dated observations.
import type { Activity } from '../../codes/activities.ts';
import { demonstration, feature, point, slug, type Feature } from './feature.ts';
import { frontages, type Frontage, type Mix } from './frontages.ts';
import { beside, distanceTo, lengthOf, metres, type Position } from './plane.ts';
import { Random } from './random.ts';
import { streetsOfTable, type Street } from './network.ts';

type Occupancy = 'occupe' | 'vacant' | 'travaux' | 'hors_commerce' | 'inconnu';
interface Observation { observed_on: string; occupancy: Occupancy; activity?: Activity }

const mixes: Record<Mix, Partial<Record<Activity, number>>> = {
  shopping: { alimentation: 9, bio: 1, equipement: 30, culture: 6, occasion: 3, restauration: 18, pharmacie: 2, medical: 3, paramedical: 3, juridique: 2, banque: 10, services: 12, autre: 4 },
  centre: { alimentation: 11, bio: 1, equipement: 17, culture: 6, occasion: 4, restauration: 25, pharmacie: 1, medical: 4, paramedical: 5, juridique: 4, banque: 6, services: 14, autre: 6 },
  neighbourhood: { alimentation: 19, bio: 1, supermarche: 2, equipement: 8, culture: 3, occasion: 2, restauration: 20, pharmacie: 4, medical: 5, paramedical: 7, juridique: 1, banque: 6, services: 20, autre: 6 },
  harbour: { alimentation: 5, equipement: 12, culture: 6, restauration: 52, juridique: 3, banque: 2, services: 8, autre: 14 },
  periphery: { alimentation: 5, bio: 3, supermarche: 5, equipement: 36, culture: 6, occasion: 2, restauration: 12, pharmacie: 2, medical: 5, paramedical: 7, juridique: 3, banque: 6, services: 6, autre: 8 },
};

/** NAF rév. 2 classes and the CNIG sub-destination each activity falls under (doctors and lawyers: 34, arrêté of 10 November 2016). */
const codes: Record<Activity, { naf: string[]; destination: string }> = {
  alimentation: { naf: ['10.71C', '47.11B', '47.11C', '47.22Z', '47.24Z', '47.29Z', '47.25Z'], destination: '31' },
  bio: { naf: ['47.29Z', '47.11D', '47.21Z'], destination: '31' },
  supermarche: { naf: ['47.11D'], destination: '31' },
  equipement: { naf: ['47.71Z', '47.72A', '47.59B', '47.78A', '47.77Z', '47.54Z', '47.42Z'], destination: '31' },
  culture: { naf: ['47.61Z', '47.62Z', '47.65Z', '47.64Z'], destination: '31' },
  occasion: { naf: ['47.79Z'], destination: '31' },
  restauration: { naf: ['56.10A', '56.10C', '56.30Z'], destination: '32' },
  pharmacie: { naf: ['47.73Z'], destination: '31' },
  medical: { naf: ['86.21Z', '86.22C', '86.23Z'], destination: '34' },
  paramedical: { naf: ['86.90D', '86.90E', '86.90F'], destination: '34' },
  juridique: { naf: ['69.10Z'], destination: '34' },
  banque: { naf: ['64.19Z', '66.22Z', '65.12Z'], destination: '34' },
  services: { naf: ['96.02A', '96.02B', '96.01B', '95.23Z'], destination: '31' },
  autre: { naf: ['68.31Z', '79.11Z', '78.20Z'], destination: '34' },
};

/** The days on which streets were walked; a campaign takes a few days, a street is done in one. */
const campaigns = ['2021-06', '2022-06', '2023-06', '2024-09', '2025-09', '2026-09'];

function campaignDays(street: string): string[] {
  const random = new Random(`campaigns/${street}`);
  return campaigns.map((month) => `${month}-${String(random.whole(7, 25)).padStart(2, '0')}`);
}

interface Unit { at: Position; width: number }

/** Frontages side by side on both sides of a street, leaving out what is no shop and what would stand in another street or on another unit. */
function unitsOf(street: Street, frontage: Frontage, others: readonly Street[], taken: Position[]): Unit[] {
  const random = new Random(`premises/${street.name}`);
  const total = lengthOf(street.line);
  const wide = frontage.mix === 'periphery';
  const units: Unit[] = [];
  for (const side of [-1, 1] as const) {
    let from = random.between(4, 14);
    for (;;) {
      const width = wide ? random.between(16, 42) : random.between(4.5, 8) * random.pick([1, 1, 1, 1.4, 2]);
      if (from + width > total - 4) break;
      const setBack = wide ? random.between(22, 40) : random.between(8, 11);
      const at = beside(street.line, from + width / 2, side * setBack);
      const free = others.every(({ line }) => distanceTo(line, at) > 7) && taken.every((other) => metres(other, at) > 4.5);
      if (random.chance(frontage.share) && free) {
        units.push({ at, width });
        taken.push(at);
      }
      from += width + (random.chance(0.08) ? random.between(7, 16) : 0.4);
    }
  }
  return units;
}

/** Present states in the asked proportions: exact to a unit, in random places. */
function statesOf(street: string, frontage: Frontage, count: number): Occupancy[] {
  const random = new Random(`occupancy/${street}`);
  const expected = frontage.vacancy * count;
  const vacant = Math.floor(expected) + (random.chance(expected % 1) ? 1 : 0);
  const states: Occupancy[] = Array.from({ length: count }, (_, index) => (index < vacant ? 'vacant' : 'occupe'));
  for (let index = vacant; index < count; index += 1) {
    if (random.chance(0.045)) states[index] = random.pick(['travaux', 'travaux', 'hors_commerce', 'inconnu']);
  }
  return random.shuffled(states);
}

/** A history that ends in the present state, over the campaigns that looked at this unit. */
function historyOf(random: Random, days: readonly string[], present: Occupancy, activity: Activity, mix: Mix): Observation[] {
  const seen = days.filter((_, index) => index === days.length - 1 || random.chance(0.3)).slice(-5);
  // How many of the last observations share the present state: a vacancy is younger than an occupation.
  const steady = present === 'occupe' ? (random.chance(0.85) ? seen.length : random.whole(1, seen.length)) : random.whole(1, Math.min(3, seen.length));
  const former = random.weighted(mixes[mix]);
  return seen.map((observed_on, index): Observation => {
    if (index >= seen.length - steady) return present === 'occupe' ? { observed_on, occupancy: present, activity } : { observed_on, occupancy: present };
    const earlier: Occupancy = present === 'occupe' ? (random.chance(0.5) ? 'vacant' : 'occupe') : 'occupe';
    return earlier === 'occupe' ? { observed_on, occupancy: earlier, activity: former } : { observed_on, occupancy: earlier };
  });
}

function premisesOf(street: Street, frontage: Frontage, others: readonly Street[], taken: Position[]): Feature[] {
  const units = unitsOf(street, frontage, others, taken);
  const states = statesOf(street.name, frontage, units.length);
  const days = campaignDays(street.name);
  return units.map((unit, index) => {
    const id = `${slug(street.name)}-${index + 1}`;
    const random = new Random(`unit/${id}`);
    const occupancy = states[index]!;
    const activity = random.weighted(mixes[frontage.mix]);
    const { naf, destination } = codes[activity];
    const observations = historyOf(random, days, occupancy, activity, frontage.mix);
    const occupied = occupancy === 'occupe';
    const depth = activity === 'supermarche' ? random.between(28, 55) : frontage.mix === 'periphery' ? random.between(14, 32) : random.between(7, 15);
    return feature(point(unit.at), {
      occupancy, observed_on: observations.at(-1)!.observed_on, ...(occupied ? { activity, naf: random.pick(naf) } : {}),
      destination, surface_m2: Math.round(unit.width * depth), frontage_m: Math.round(unit.width * 10) / 10, street: street.name, address: street.name,
      observations, ...demonstration, source_id: id, accuracy_m: 30,
    });
  });
}

export function premises(): Feature[] {
  const taken: Position[] = [];
  const commercial = Object.keys(frontages).map((name) => {
    const street = streetsOfTable.find((candidate) => candidate.name === name);
    if (!street) throw new Error(`no such street in the table: ${name}`);
    return street;
  });
  return commercial.flatMap((street) => premisesOf(street, frontages[street.name]!, commercial.filter((other) => other !== street), taken));
}
