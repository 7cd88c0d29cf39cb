// What every part of the page may ask for: the city, its quartiers, the view, whether the network is there, and a voice for screen readers.
import { createContext } from 'svelte';
import type { City } from '../../geodata/city.ts';
import type { Position } from '../../geodata/address.ts';
import type { View } from './view.svelte.ts';

/** What the server writes into `<script id="city">`. */
export interface Boot {
  city: City;
  quartiers: { slug: string; name: string; bbox: [number, number, number, number] }[];
  position: Position;
}

export class Session {
  readonly boot: Boot;
  readonly view: View;
  online = $state(navigator.onLine);
  /** Said once by the live region. */
  announcement = $state('');

  constructor(boot: Boot, view: View) {
    this.boot = boot;
    this.view = view;
  }

  get city(): City { return this.boot.city; }
  get timeZone(): string { return this.boot.city.timezone; }

  /** The name of a quartier by its slug, as the common field `quartier` holds it. */
  quartierName(slug: string): string | null {
    return this.boot.quartiers.find((quartier) => quartier.slug === slug)?.name ?? null;
  }

  announce(text: string): void {
    this.announcement = text;
  }

  /** Follows the network; returns the clean-up. */
  listen(): () => void {
    const note = () => { this.online = navigator.onLine; };
    addEventListener('online', note);
    addEventListener('offline', note);
    return () => {
      removeEventListener('online', note);
      removeEventListener('offline', note);
    };
  }
}

export const [getSession, setSession] = createContext<Session>();
