// The features of a layer as OGC API – Features items: text made in SQL, paged by key so that a deep page costs what the first costs.
import { LRUCache } from 'lru-cache';
import { fieldsOf } from '../../geodata/layer.ts';
import { layerById, type LayerId } from '../../geodata/layers.ts';
import { layerQuery, query, type Pool } from '../db.ts';
import { badRequest, gone, notFound } from '../problem.ts';
import type { ChangeFeed } from '../changes.ts';

export interface ItemsQuery {
  limit: number;
  after: number;
  bbox?: readonly [number, number, number, number];
  /** Days, inclusive; null is open. */
  during?: readonly [string | null, string | null];
  /** Property → accepted values. */
  values: ReadonlyMap<string, readonly string[]>;
}

/** `features` is GeoJSON text, the features with commas between. */
export interface ItemsPage { features: Buffer; returned: number; matched: number; next: number | null }

/** Memory for ready pages, a process. */
const pagesBytes = 8 * 1024 * 1024;

/** Conditions as fixed text with numbered places; every value travels as a parameter, every name comes from the vocabulary. */
function conditionsOf(asked: ItemsQuery, values: unknown[]): string[] {
  const place = (value: unknown) => { values.push(value); return `$${values.length}`; };
  const conditions: string[] = [];
  if (asked.bbox) {
    const [west, south, east, north] = asked.bbox;
    // Latitudes beyond the projection's reach hold nothing; a box in degrees is a box in web mercator, so the comparison is exact.
    const clamp = (latitude: number) => Math.max(-85.06, Math.min(85.06, latitude));
    const box = `ST_Transform(ST_MakeEnvelope(${place(west)}::float8, ${place(clamp(south))}::float8, ${place(east)}::float8, ${place(clamp(north))}::float8, 4326), 3857)`;
    conditions.push(`(item.geom is null or (item.geom && ${box} and ST_Intersects(item.geom, ${box})))`);
  }
  if (asked.during) {
    const [from, to] = asked.during;
    conditions.push(`(item.during is null or item.during && daterange(${place(from)}::date, ${place(to)}::date, '[]'))`);
  }
  for (const [field, accepted] of asked.values) conditions.push(`item.${field}::text = any(${place(accepted)}::text[])`);
  return conditions;
}

export class Items {
  readonly #reader: Pool;
  /** Exact counts by what was asked, until the layer changes. */
  readonly #counts = new LRUCache<string, number>({ max: 2000 });
  /** Pages as they were last read, until anything changes: many readers ask for the same ones. */
  readonly #pages = new LRUCache<string, ItemsPage>({ maxSize: pagesBytes, sizeCalculation: ({ features }, key) => features.length + key.length + 200 });
  /** Which state of the data a count is of: one that was under way while something changed is not kept. */
  #generation = 0;

  constructor(reader: Pool, feed?: ChangeFeed) {
    this.#reader = reader;
    // Boundaries, states and derived counts may depend on another layer: one change forgets every count.
    feed?.onChange(() => { this.#generation += 1; this.#counts.clear(); this.#pages.clear(); });
  }

  async page(layer: LayerId, asked: ItemsQuery): Promise<ItemsPage> {
    const values: unknown[] = [asked.limit, asked.after];
    const conditions = ['item.id > $2', ...conditionsOf(asked, values)].join(' and ');
    const key = JSON.stringify([layer, conditions, values]);
    const known = this.#pages.get(key);
    if (known) return known;
    const generation = this.#generation;
    const plain = conditions === 'item.id > $2';
    const text = layerQuery('items', layer).replaceAll('{conditions}', conditions);
    // A filtered page is planned for its values: which index serves depends on them.
    const [{ rows: [row] }, matched] = await Promise.all([
      this.#reader.query<{ features: string; returned: number; last: number | null; more: boolean }>({ ...(plain ? { name: `items-${layer}` } : {}), text, values }),
      this.#count(layer, asked),
    ]);
    const { features, returned, last, more } = row!;
    const page = { features: Buffer.from(features), returned, matched, next: more ? last : null };
    if (generation === this.#generation) this.#pages.set(key, page);
    return page;
  }

  async #count(layer: LayerId, asked: ItemsQuery): Promise<number> {
    const values: unknown[] = [];
    const conditions = conditionsOf(asked, values).join(' and ') || 'true';
    const key = JSON.stringify([layer, conditions, values]);
    const known = this.#counts.get(key);
    if (known !== undefined) return known;
    const generation = this.#generation;
    // What is derived is in the view alone; without need of it the table is counted, in a hundredth of the time.
    const derived = asked.during !== undefined || [...asked.values.keys()].some((field) => fieldsOf(layerById[layer])[field]?.derived && field !== 'quartier' && field !== 'commune');
    const text = layerQuery('items-count', layer).replace('{relation}', derived ? `item_${layer}` : layer).replace('{conditions}', conditions);
    const { rows: [row] } = await this.#reader.query<{ matched: number }>({ text, values });
    if (generation === this.#generation) this.#counts.set(key, row!.matched);
    return row!.matched;
  }

  /** One feature as GeoJSON text. Raises 404, 410, or a redirection's target as `successor`. */
  async one(layer: LayerId, id: number): Promise<{ feature: string } | { successor: number; layer: string }> {
    const { rows: [row] } = await this.#reader.query<{ feature: string }>({ name: `item-${layer}`, text: layerQuery('item', layer), values: [id] });
    if (row) return { feature: row.feature };
    const { rows: [retired] } = await this.#reader.query<{ layer: string; successor: number | null }>(query('retired'), [id]);
    if (!retired || retired.layer !== layer) throw notFound(`Aucune entité ${id} dans « ${layerById[layer].title} ».`);
    if (retired.successor === null) throw gone();
    return { successor: retired.successor, layer: retired.layer };
  }
}

const openEnd = (text: string) => text === '' || text === '..';

/** `2026-01-01`, `2026-01-01T00:00:00Z/..`: OGC 17-069r4, 7.15.4. Instants are compared by their day. */
export function readDatetime(text: string): readonly [string | null, string | null] {
  const parts = text.split('/');
  const days = parts.map((part) => {
    if (openEnd(part) && parts.length === 2) return null;
    const match = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2}))?$/.exec(part);
    const moment = match ? new Date(part) : null;
    if (!match || Number.isNaN(moment!.getTime()) || new Date(`${match[1]}T00:00:00Z`).toISOString().slice(0, 10) !== match[1]) throw badRequest('datetime : un jour ou instant ISO 8601, ou deux séparés par « / », « .. » pour une borne ouverte.');
    return match[1]!;
  });
  if (parts.length > 2 || parts.length === 0) throw badRequest('datetime : deux bornes au plus.');
  const [from, to = from] = days as [string | null, string | null | undefined];
  if (from && to && from > to) throw badRequest('datetime : le début est après la fin.');
  return [from, to ?? null];
}

/** Properties that can be filtered by equality: those with a code list, booleans, and short texts. */
export function queryables(layer: LayerId): string[] {
  return Object.entries(fieldsOf(layerById[layer])).filter(([, field]) => ['code', 'boolean', 'text', 'integer'].includes(field.type)).map(([name]) => name);
}
