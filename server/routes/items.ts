// The features of a layer as OGC API – Features items: text made in SQL, paged by key so that a deep page costs what the first costs.
import { LRUCache } from 'lru-cache';
import { fieldsOf } from '../../geodata/layer.ts';
import { layerById, type LayerId } from '../../geodata/layers.ts';
import { defaultSystem, storageSystem, type ReferenceSystem } from '../../geodata/reference-systems.ts';
import { layerQuery, query, type Pool } from '../db.ts';
import { conditionsOf, type ItemsQuery } from '../ogc/conditions.ts';
import { filterProblem } from '../ogc/filter-errors.ts';
import { gone, notFound, tooManyRequests } from '../problem.ts';
import type { ChangeFeed } from '../changes.ts';
import { Turns } from '../tiles/turns.ts';

/** `features` is GeoJSON text, the features with commas between. */
export interface ItemsPage { features: Buffer; returned: number; matched: number; next: number | null }

/** Memory for ready pages, a process. */
const pagesBytes = 8 * 1024 * 1024;
/** Of a process's connections, those that filters may hold, and how many queries may wait for them: a costly one takes seconds. */
const filtersAtOnce = 2;
const filtersWaiting = 60;

/** Without PostGIS's `crs` member (option 8), which GeoJSON no longer has: the header says it. */
function geometryIn({ srid, latitudeFirst, decimals }: ReferenceSystem, more: number): string {
  const transformed = srid === storageSystem.srid ? 'item.geom' : `ST_Transform(item.geom, ${srid})`;
  return `ST_AsGeoJSON(${latitudeFirst ? `ST_FlipCoordinates(${transformed})` : transformed}, ${decimals + more}, 0)`;
}

/** A page from $1 = how many, $2 = after which id. */
export function pageStatement(layer: LayerId, conditions = 'item.id > $2', system: ReferenceSystem = defaultSystem): string {
  return layerQuery('items', layer).replaceAll('{geometry}', geometryIn(system, 0)).replaceAll('{conditions}', () => conditions);
}

/** One feature by $1 = id, a digit more exact than in a list. */
export function itemStatement(layer: LayerId, system: ReferenceSystem = defaultSystem): string {
  return layerQuery('item', layer).replaceAll('{geometry}', geometryIn(system, 1));
}

export class Items {
  readonly #reader: Pool;
  /** Exact counts by what was asked, until the layer changes. */
  readonly #counts = new LRUCache<string, number>({ max: 2000 });
  /** Pages as they were last read, until anything changes: many readers ask for the same ones. */
  readonly #pages = new LRUCache<string, ItemsPage>({ maxSize: pagesBytes, sizeCalculation: ({ features }, key) => features.length + key.length + 200 });
  readonly #turns = new Turns(filtersAtOnce);
  /** Which state of the data a count is of: one that was under way while something changed is not kept. */
  #generation = 0;

  constructor(reader: Pool, feed?: ChangeFeed) {
    this.#reader = reader;
    // Boundaries, states and derived counts may depend on another layer: one change forgets every count.
    feed?.onChange(() => { this.#generation += 1; this.#counts.clear(); this.#pages.clear(); });
  }

  async page(layer: LayerId, asked: ItemsQuery): Promise<ItemsPage> {
    const values: unknown[] = [asked.limit, asked.after];
    const conditions = ['item.id > $2', ...conditionsOf(layer, asked, values).texts].join(' and ');
    const key = JSON.stringify([layer, asked.system.uri, conditions, values]);
    const known = this.#pages.get(key);
    if (known) return known;
    const generation = this.#generation;
    const plain = conditions === 'item.id > $2' && asked.system === defaultSystem;
    const text = pageStatement(layer, conditions, asked.system);
    const [{ rows: [row] }, matched] = await Promise.all([
      this.#ask<{ features: string; returned: number; last: number | null; more: boolean }>({ ...(plain ? { name: `items-${layer}` } : {}), text, values }, asked),
      this.#count(layer, asked),
    ]);
    const { features, returned, last, more } = row!;
    const page = { features: Buffer.from(features), returned, matched, next: more ? last : null };
    if (generation === this.#generation) this.#pages.set(key, page);
    return page;
  }

  /** A filtered question waits its turn, so that costly ones never hold every connection. */
  async #ask<Row extends object>(statement: { name?: string; text: string; values: unknown[] }, { filter }: ItemsQuery): Promise<{ rows: Row[] }> {
    if (!filter) return this.#reader.query<Row>(statement);
    if (this.#turns.waiting > filtersWaiting) throw tooManyRequests('Trop de filtres sont demandés à la fois.', {}, { 'Retry-After': '5' });
    return this.#turns.take(() => this.#reader.query<Row>(statement)).catch((error: unknown) => { throw filterProblem(error); });
  }

  async #count(layer: LayerId, asked: ItemsQuery): Promise<number> {
    const values: unknown[] = [];
    const { texts, used } = conditionsOf(layer, asked, values);
    const conditions = texts.join(' and ') || 'true';
    const key = JSON.stringify([layer, conditions, values]);
    const known = this.#counts.get(key);
    if (known !== undefined) return known;
    const generation = this.#generation;
    // What is derived is in the view alone; without need of it the table is counted, in a hundredth of the time.
    const derived = asked.during !== undefined || [...used].some((field) => fieldsOf(layerById[layer])[field]?.derived && field !== 'quartier' && field !== 'commune');
    const text = layerQuery('items-count', layer).replace('{relation}', derived ? `item_${layer}` : layer).replace('{conditions}', () => conditions);
    const { rows: [row] } = await this.#ask<{ matched: number }>({ text, values }, asked);
    if (generation === this.#generation) this.#counts.set(key, row!.matched);
    return row!.matched;
  }

  /** One feature as GeoJSON text. Raises 404, 410, or a redirection's target as `successor`. */
  async one(layer: LayerId, id: number, system: ReferenceSystem = defaultSystem): Promise<{ feature: string } | { successor: number; layer: string }> {
    const text = itemStatement(layer, system);
    const { rows: [row] } = await this.#reader.query<{ feature: string }>({ ...(system === defaultSystem ? { name: `item-${layer}` } : {}), text, values: [id] });
    if (row) return { feature: row.feature };
    const { rows: [retired] } = await this.#reader.query<{ layer: string; successor: number | null }>(query('retired'), [id]);
    if (!retired || retired.layer !== layer) throw notFound(`Aucune entité ${id} dans « ${layerById[layer].title} ».`);
    if (retired.successor === null) throw gone();
    return { successor: retired.successor, layer: retired.layer };
  }
}
