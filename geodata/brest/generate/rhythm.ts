// How often a venue holds a job dating: made up for every venue, since no open list of them exists; the dates themselves are made in the database.
import { Random } from './random.ts';

export interface Rhythm {
  every_weeks: number;
  week_offset: number;
  /** 1 = Monday … 5 = Friday. */
  weekday: number;
  start: string;
  end: string;
  sectors: string[];
  companies: number;
  posts: number;
}

const sectors = [
  'hôtellerie-restauration', 'aide à la personne', 'grande distribution', 'bâtiment et travaux publics', 'construction navale', 'agroalimentaire',
  'transport et logistique', 'propreté', 'santé', 'numérique', 'maintenance industrielle', 'animation et petite enfance', 'maraîchage et horticulture',
];

export function rhythmOf(venue: string): Rhythm {
  const random = new Random(`rhythm/${venue}`);
  const every_weeks = random.pick([6, 8, 8, 12, 12, 16]);
  const morning = random.chance(0.4);
  const companies = random.whole(3, 14);
  return {
    every_weeks,
    week_offset: random.whole(0, every_weeks - 1),
    weekday: random.pick([2, 2, 3, 4, 4, 5]),
    start: morning ? '09:00' : '14:00',
    end: morning ? '12:00' : random.pick(['16:30', '17:00', '17:30']),
    sectors: random.shuffled(sectors).slice(0, random.whole(1, 3)),
    companies,
    posts: companies * random.whole(2, 6),
  };
}
