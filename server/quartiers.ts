// The quartiers and the city's figures, kept in memory until something they are made of changes.
import { LRUCache } from 'lru-cache';
import type { City } from '../geodata/city.ts';
import type { Figure, Figures, Quartier } from '../geodata/contract.ts';
import { figureDefinitions, type FigureDefinition } from '../geodata/figures.ts';
import { publicLayerIds, type LayerId } from '../geodata/layers.ts';
import type { ChangeFeed } from './changes.ts';
import { layerQuery, query, type Pool } from './db.ts';

interface FigureRow { quartier: string | null; key: string; value: number | null; demo: boolean }
interface Source { source: string | null; vintage: string | null; unplaced: number }

/** Today in the city, as YYYY-MM-DD. */
export function today(city: City): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: city.timezone, dateStyle: 'short' }).format(new Date());
}

export class Quartiers {
  readonly #reader: Pool;
  readonly #city: City;
  #list: Promise<Quartier[]> | null = null;
  #sources: Promise<Map<string, Source>> | null = null;
  readonly #figures = new LRUCache<string, Promise<Figures>>({ max: 50 });

  constructor(reader: Pool, city: City, feed?: ChangeFeed) {
    this.#reader = reader;
    this.#city = city;
    feed?.onChange(() => { this.#list = null; this.#sources = null; this.#figures.clear(); });
  }

  /** All quartiers by name; asked once until something changes. */
  list(): Promise<Quartier[]> {
    this.#list ??= this.#reader.query<Quartier>(query('quartiers')).then(({ rows }) => rows).catch((error: unknown) => { this.#list = null; throw error; });
    return this.#list;
  }

  async names(): Promise<ReadonlyMap<string, string>> {
    return new Map((await this.list()).map(({ slug, name }) => [slug, name]));
  }

  sources(): Promise<Map<string, Source>> {
    this.#sources ??= Promise.all(publicLayerIds.map(async (layer): Promise<[string, Source]> => {
      const { rows: [row] } = await this.#reader.query<Source>(layerQuery('sources', layer as LayerId));
      return [layer, row!];
    })).then((entries) => new Map(entries)).catch((error: unknown) => { this.#sources = null; throw error; });
    return this.#sources;
  }

  /**
   * The figures of the city and of each quartier on a day in the world (default: today), as they were known at a moment (default: now).
   * A published figure is found again with the `on` and `as_of` it was published with.
   */
  figures(on: string = today(this.#city), asOf?: string): Promise<Figures> {
    const key = `${on} ${asOf ?? ''}`;
    const known = this.#figures.get(key);
    if (known) return known;
    const made = this.#makeFigures(on, asOf);
    this.#figures.set(key, made);
    made.catch(() => this.#figures.delete(key));
    return made;
  }

  async #makeFigures(on: string, asOf: string | undefined): Promise<Figures> {
    const [quartiers, sources, { rows }] = await Promise.all([this.list(), this.sources(), this.#reader.query<FigureRow>(query('figures'), [on, asOf ?? null])]);
    const byPlace = Map.groupBy(rows, (row) => row.quartier);
    const tell = (slug: string | null) => (figureDefinitions as readonly FigureDefinition[]).map((definition) => figure(definition, byPlace.get(slug) ?? [], sources, on));
    return {
      on, as_of: asOf ?? new Date().toISOString(), city: tell(null),
      quartiers: quartiers.map(({ id, slug, name }) => ({ id, slug, name, figures: tell(slug) })),
    };
  }
}

function figure(definition: FigureDefinition, rows: FigureRow[], sources: ReadonlyMap<string, Source>, on: string): Figure {
  const row = rows.find(({ key }) => key === definition.key);
  const { theme, key, title, unit } = definition;
  const unplaced = definition.layers.reduce((sum, layer) => sum + (sources.get(layer)?.unplaced ?? 0), 0);
  const method = [definition.method, unplaced > 0 ? `Non ${unplaced > 1 ? 'comptés' : 'compté'} : ${unplaced} ${unplaced > 1 ? 'lieux' : 'lieu'} sans position connue.` : null].filter(Boolean).join(' ') || null;
  return {
    theme, key, title, unit, method, on, value: row?.value ?? definition.absent, demo: row?.demo ?? false,
    source: [...new Set(definition.layers.map((layer) => sources.get(layer)?.source).filter(Boolean))].join(' ; ') || 'aucune donnée',
  };
}
