// What the person is looking at: the address, what the map shows of it, and what is pointed at. One instance, given by context.
import { defaultLayers, pagePath, readAddress, writeAddress, type Address, type Page, type Position } from '../../geodata/address.ts';
import type { Feature, Geometry } from 'geojson';
import type { LayerId } from '../../geodata/layers.ts';

export interface FeatureRef { layer: LayerId; id: number }
export type Bounds = readonly [west: number, south: number, east: number, north: number];
/** A point that a form asks for, shown on the map as a pin to be dragged; `at` is null until it is set. */
export interface Pin { at: { lon: number; lat: number } | null; label: string }
/** A wish for the map: fly to a point or frame a box. The map clears it once it is on its way. */
export type Flight = { kind: 'point'; lon: number; lat: number; zoom?: number } | { kind: 'bounds'; bounds: Bounds };

export type SketchKind = 'point' | 'line' | 'polygon';
/** What is being drawn: anew, or from a shape that there is. The map tells each finished stroke. */
export interface Sketch { kind: SketchKind; shape: Geometry | null; onchange: (shape: Geometry) => void; onrefused: () => void }

/**
 * What would come onto the map, before it is there, in the colour of its theme. Each feature's `role` says what becomes of it:
 * `taken` (filled), `refused` (hollow), `former` (where it still is, pale); `rank` is its line in the list that tells the same.
 */
export interface Preview { color: string; features: readonly Feature[]; lit: number | null }

export class View {
  address: Address = $state.raw(readAddress(new URL(location.href)));
  /** The box on screen, set by the map (or by the drawn map's extent before it). */
  bounds: Bounds | null = $state.raw(null);
  /** Pointed at in the list or on the map; each lights up in the other. */
  hovered: FeatureRef | null = $state.raw(null);
  flight: Flight | null = $state.raw(null);
  /** Hexagons over the layer that is too many for points. */
  density: 'count' | 'vacancy' | null = $state(null);
  /** Whether the next click on the map is a place to start from rather than a feature to open. */
  picking = $state(false);
  sketch: Sketch | null = $state.raw(null);
  preview: Preview | null = $state.raw(null);
  /** Grows when the data was changed from here: the map asks for its tiles again. */
  revision = $state(0);
  /** Where « autour de moi » starts from, and how it was chosen, in words. */
  origin: { lon: number; lat: number; words: string } | null = $state.raw(null);
  /** Set while a form asks for a point: a press on the map sets it. */
  pin: Pin | null = $state.raw(null);
  /** Steps taken inside the application: whether « Retour » has somewhere to go. */
  depth = $state(0);

  /** How the present page was come to: a page framed by its own place only flies there on the way forward. */
  lastStep: 'first' | 'forward' | 'back' = 'first';

  readonly layers: readonly LayerId[] = $derived(this.address.layers ?? defaultLayers(this.address.page));
  readonly selected: FeatureRef | null = $derived(
    this.address.page.kind === 'place' ? { layer: this.address.page.layer, id: this.address.page.id } : null,
  );

  /** Goes to another page: a step in the history. Position and layers stay unless given. */
  open(page: Page, change: Partial<Address> = {}): void {
    this.depth += 1;
    this.lastStep = 'forward';
    this.density = null;
    // What a form's address carried is that form's.
    const { details: _, ...address } = this.address;
    this.#write({ ...address, layers: null, filters: {}, list: false, ...change, page }, 'push');
  }

  /** Opens what a link says; a link that names no position keeps the present one. */
  follow(url: URL): void {
    const address = readAddress(url);
    this.open(address.page, { ...address, position: address.position ?? this.address.position });
  }

  /** Changes how the present page is seen: replaces the present step. */
  refine(change: Partial<Omit<Address, 'page'>>): void {
    this.#write({ ...this.address, ...change }, 'replace');
  }

  /** The map came to rest here. */
  settle(position: Position, bounds: Bounds): void {
    this.bounds = bounds;
    this.refine({ position });
  }

  /** Follows back and forward; returns the clean-up. */
  listen(): () => void {
    const follow = () => {
      this.lastStep = 'back';
      this.address = readAddress(new URL(location.href));
      this.depth = Math.max(0, this.depth - 1);
    };
    addEventListener('popstate', follow);
    return () => removeEventListener('popstate', follow);
  }

  #write(address: Address, step: 'push' | 'replace'): void {
    this.address = address;
    // A page that does not exist keeps the address that was asked for.
    const written = writeAddress(address);
    const url = address.page.kind === 'missing' ? location.pathname + written.slice(pagePath(address.page).length) : written;
    if (step === 'push') history.pushState(null, '', url);
    else history.replaceState(null, '', url);
  }
}
