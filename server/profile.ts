// A quartier across the five themes, for the API and for its page.
import type { Quartier, QuartierProfile } from '../geodata/contract.ts';
import type { LayerId } from '../geodata/layers.ts';
import { layerQuery, query, type Pool } from './db.ts';
import { placeSummary, type PlaceRow } from './place.ts';
import type { Quartiers } from './quartiers.ts';

const listed: readonly LayerId[] = ['job_datings', 'epiceries', 'ressourceries', 'projects', 'gardens'];
const mostPlaces = 200;

export async function quartierProfile(reader: Pool, quartiers: Quartiers, here: Quartier, on?: string, asOf?: string): Promise<QuartierProfile> {
  const [figures, near, names, ...places] = await Promise.all([
    quartiers.figures(on, asOf),
    reader.query<{ slug: string; name: string }>(query('neighbours'), [here.slug]),
    quartiers.names(),
    ...listed.map((layer) => reader.query<PlaceRow>(layerQuery('places', layer), [here.slug, mostPlaces])),
  ]);
  const own = figures.quartiers.find(({ slug }) => slug === here.slug);
  return {
    ...here, on: figures.on, as_of: figures.as_of, figures: own?.figures ?? [], city: figures.city,
    others: figures.quartiers.map(({ slug, name, figures: all }) => ({ slug, name, figures: all.map(({ key, value }) => ({ key, value })) })),
    places: places.flatMap(({ rows }) => rows.map((row) => placeSummary(row, names))),
    neighbours: near.rows,
  };
}
