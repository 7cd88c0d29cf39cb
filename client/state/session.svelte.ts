// What every part of the page may ask for: the city, its quartiers, the view, whether the network is there, and a voice for screen readers.
import { createContext } from 'svelte';
import type { City } from '../../geodata/city.ts';
import type { Position } from '../../geodata/address.ts';
import { layerIds, type LayerId } from '../../geodata/layers.ts';
import { forgetData } from './api.ts';
import { Items } from './items.svelte.ts';
import { Me } from './me.svelte.ts';
import type { View } from './view.svelte.ts';

/** What the server writes into `<script id="city">`. */
export interface Boot {
  city: City;
  quartiers: { slug: string; name: string; bbox: [number, number, number, number] }[];
  position: Position;
  /** How many each layer holds. */
  counts?: Partial<Record<LayerId, number>>;
  /** Answers of the API that the server already used for this page, by path and query: shown at once, asked again when a minute old. */
  answers?: Record<string, unknown>;
}

export class Session {
  readonly boot: Boot;
  readonly view: View;
  readonly me = new Me();
  online = $state(navigator.onLine);
  /** Said once by the live region. */
  announcement = $state('');

  /** Why there is no live map, and what the map's own controls have to say. */
  mapTrouble: 'webgl' | 'api' | null = $state(null);
  mapNotice = $state('');
  // All made beforehand: what a derived value makes itself, it would not follow.
  readonly #items: Record<LayerId, Items>;

  constructor(boot: Boot, view: View) {
    this.boot = boot;
    this.view = view;
    this.#items = Object.fromEntries(layerIds.map((id) => [id, new Items(id, boot.counts?.[id])])) as Record<LayerId, Items>;
  }

  get city(): City { return this.boot.city; }
  get timeZone(): string { return this.boot.city.timezone; }

  /** The name of a quartier by its slug, as the common field `quartier` holds it. */
  quartierName(slug: string): string | null {
    return this.boot.quartiers.find((quartier) => quartier.slug === slug)?.name ?? null;
  }

  /** The element a navigation or an action leads to: scrolled to and focused by the page frame, which clears it. */
  target: string | null = $state(null);

  reach(id: string): void {
    this.target = id;
  }

  /** What is held of a layer: the same for every list and count. */
  items(layer: LayerId): Items {
    return this.#items[layer];
  }

  /** Something of this layer was changed from here: lists, cards and map show it at once. */
  changed(layer: LayerId): void {
    forgetData();
    this.#items[layer].renew();
    this.view.revision += 1;
  }

  mapFailed(reason: 'webgl' | 'api'): void {
    this.mapTrouble = reason;
  }

  announce(text: string): void {
    this.announcement = text;
  }

  /** Follows the network; returns the clean-up. */
  listen(): () => void {
    const note = () => {
      this.online = navigator.onLine;
      // What failed for want of a network is asked again by itself.
      if (this.online) for (const items of Object.values(this.#items)) if (items.status === 'error') items.retry();
    };
    addEventListener('online', note);
    addEventListener('offline', note);
    return () => {
      removeEventListener('online', note);
      removeEventListener('offline', note);
    };
  }
}

export const [getSession, setSession] = createContext<Session>();
