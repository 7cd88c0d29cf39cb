// The features of one layer in view: the whole layer when it is small (so that panning asks nothing), else what the box holds.
import { untrack } from 'svelte';
import type { Filters } from '../../geodata/address.ts';
import type { Problem } from '../../geodata/contract.ts';
import { layerById, type LayerId } from '../../geodata/layers.ts';
import { ApiError, getJson } from './api.ts';
import { overlaps } from './extent.ts';
import { itemOf, type Item, type ItemsPage } from './item.ts';
import type { Bounds } from './view.svelte.ts';

const pageSize = 1000;
/** A list longer than this helps nobody; the map is brought nearer instead. */
const mostPages = 3;

export class Items {
  readonly layer: LayerId;
  status: 'loading' | 'ready' | 'error' = $state('loading');
  problem: Problem | null = $state.raw(null);
  /** Everything held, in view or not. */
  held: readonly Item[] = $state.raw([]);
  /** Whether there is more than what is held. */
  truncated = $state(false);
  /** How many the server counts in the box, where the layer is not held whole. */
  matched: number | null = $state(null);
  #whole = false;
  #tooMany: boolean;
  #controller: AbortController | null = null;
  #asked: { bounds: Bounds | null; countOnly: boolean } = { bounds: null, countOnly: false };
  #wholeAsked = false;

  /** @param total How many there are, when that is known beforehand: too many are never asked for whole. */
  constructor(layer: LayerId, total = 0) {
    this.layer = layer;
    this.#tooMany = layerById[layer].cellsBelow !== undefined || total > pageSize;
  }

  /** For an effect on the view's bounds: asks what is missing and returns the clean-up. With `countOnly`, a layer of many is counted and not fetched. */
  follow(bounds: Bounds | null, countOnly = false): () => void {
    this.#asked = { bounds, countOnly };
    if (this.#whole || this.#wholeAsked || (this.#tooMany && !bounds)) return () => {};
    const timer = setTimeout(() => void this.#ask(), untrack(() => this.held.length) === 0 ? 0 : 200);
    return () => {
      clearTimeout(timer);
      // The whole layer serves any box: a moving map does not call it off.
      if (!this.#wholeAsked) this.#controller?.abort();
    };
  }

  retry(): void {
    void this.#ask();
  }

  /** What is held is no longer how things are. */
  renew(): void {
    if (!this.#whole && this.status === 'loading') return;
    this.#whole = this.#wholeAsked = false;
    void this.#ask();
  }

  inView(bounds: Bounds | null): readonly Item[] {
    return bounds ? this.held.filter((item) => item.box && overlaps(item.box, bounds)) : this.held.filter((item) => item.box);
  }

  /** How many are in view; null while unknown. */
  count(bounds: Bounds | null): number | null {
    if (this.#whole || (this.status === 'ready' && !this.truncated && this.held.length > 0)) return this.inView(bounds).length;
    return this.matched;
  }

  get unlocated(): readonly Item[] {
    return this.held.filter((item) => !item.box);
  }

  async #ask(): Promise<void> {
    this.#controller?.abort();
    const { signal } = (this.#controller = new AbortController());
    this.status = 'loading';
    this.problem = null;
    try {
      if (!this.#tooMany) {
        this.#wholeAsked = true;
        const { items, more } = await this.#pages(`?limit=${pageSize}`, signal, 1);
        this.#tooMany = more;
        this.#whole = !more;
        if (!more) return this.#hold(items, false, items.length);
      }
      const { bounds, countOnly } = this.#asked;
      if (!bounds) return;
      const box = bounds.map((degree) => degree.toFixed(5)).join(',');
      if (countOnly) {
        const { matched } = await this.#pages(`?bbox=${box}&limit=1`, signal, 1);
        this.matched = matched;
        this.status = 'ready';
        return;
      }
      const { items, more, matched } = await this.#pages(`?bbox=${box}&limit=${pageSize}`, signal, mostPages);
      this.#hold(items, more, matched);
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ApiError)) throw error;
      this.problem = error.problem;
      this.status = 'error';
    } finally {
      this.#wholeAsked = false;
    }
  }

  #hold(items: readonly Item[], truncated: boolean, matched: number | null): void {
    this.held = items;
    this.matched = matched;
    this.truncated = truncated;
    this.status = 'ready';
  }

  async #pages(query: string, signal: AbortSignal, most: number): Promise<{ items: Item[]; more: boolean; matched: number | null }> {
    const items: Item[] = [];
    let matched: number | null = null;
    let url: string | undefined = `/ogc/collections/${this.layer}/items${query}`;
    for (let page = 0; url && page < most; page += 1) {
      const answer: ItemsPage = await getJson<ItemsPage>(url, signal);
      matched = answer.numberMatched ?? null;
      for (const feature of answer.features) items.push(itemOf(this.layer, feature));
      const next = answer.links?.find((link) => link.rel === 'next')?.href;
      // The server may know itself by another name than the one it was reached by.
      url = next ? new URL(next, location.href).pathname + new URL(next, location.href).search : undefined;
    }
    return { items, more: url !== undefined, matched };
  }
}

/** Keeps what a filter of the address lets through: `layer.field=a,b`. */
export function filtered(items: readonly Item[], layer: LayerId, filters: Filters): readonly Item[] {
  const wanted = Object.entries(filters).filter(([key]) => key.startsWith(`${layer}.`)).map(([key, values]) => [key.slice(layer.length + 1), values] as const);
  return wanted.length === 0 ? items : items.filter((item) => wanted.every(([field, values]) => values.includes(String(item.properties[field] ?? ''))));
}
