// The live map: MapLibre over the drawn one. The only module that makes a map; it comes as a chunk of its own.
import 'maplibre-gl/dist/maplibre-gl.css';
import { Map as MapLibreMap, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import type { Feature } from 'geojson';
import { baseLayers, type Filters, type Position } from '../../geodata/address.ts';
import type { City } from '../../geodata/city.ts';
import type { LayerId } from '../../geodata/layers.ts';
import type { Bounds, FeatureRef, Flight } from '../state/view.svelte.ts';
import { font, fontFamily } from './drawing.ts';
import { detailedBase } from './detailed-base.ts';
import type { DrawnMap } from './drawn-map.ts';
import { featuresInView, type Seen } from './features-in-view.ts';
import { provideImages } from './images.ts';
import { listenToPointer, type Hit } from './pointer.ts';
import { buildStyle, tileSource } from './style.ts';
import { namedAreas } from './style-layers.ts';
import { whenAnswering } from './when-answering.ts';
import { whenDrawn } from './when-drawn.ts';
import { namePoints, wholeFeature } from './whole-feature.ts';
import type { Role } from './pointed-out.ts';
import { MapWriter } from './writer.ts';

setWorkerUrl(workerUrl);

export interface Padding { top?: number; right?: number; bottom?: number; left?: number }

interface Options {
  container: HTMLElement;
  city: City;
  position: Position;
  drawn: DrawnMap | null;
  describedBy: string;
  title: string;
  layers: readonly LayerId[];
  filters: Filters;
  onready(): void;
  /** No tile came. */
  onsilent(): void;
  /** Tiles were missing and the server answers again: a map made anew gets them (MapLibre never asks again for a tile that failed in view). */
  onanswer(): void;
  /** How long to wait before the server is asked whether it answers again, milliseconds. */
  patience: number;
  /** The graphics card was taken away, or came back: this map is then of no more use. */
  onlost(): void;
  onrestored(): void;
  onsettle(position: Position, bounds: Bounds): void;
  onzoom(zoom: number): void;
  onhover(ref: FeatureRef | null): void;
  onchoose(hit: Hit): void;
  /** A click anywhere, before it is given a meaning; true when it is taken. */
  onpress(point: { lon: number; lat: number }): boolean;
  onseen(seen: readonly Seen[]): void;
  /** The outside base was wanted and does not come. */
  ondetailabsent(): void;
}

/** How far beyond the city's bounds the map may show, as a share of their size. */
const slack = 0.35;
/** Pixels of the canvas to one of the page until the picture is complete: nobody sees what is drawn before, and it is drawn again with every tile. */
const unseen = 0.125;
/** How long the first picture waits for the names of areas, milliseconds. */
const namesPatience = 1500;

export class LiveMap {
  readonly map: MapLibreMap;
  readonly writer: MapWriter;
  readonly #options: Options;
  readonly #ended = new AbortController();
  #named = new Map<LayerId, Promise<void>>();
  #pointed: Record<Role, FeatureRef | null> = { selected: null, hovered: null };
  #ready = false;
  #sharpening = false;
  #shown = false;
  #waiting = false;
  #tiles = { loaded: 0, failed: 0 };

  /** Throws where there is no WebGL 2. */
  constructor(options: Options) {
    this.#options = options;
    const { city, position, container, filters } = options;
    const shown = new Set([...baseLayers, ...options.layers]);
    const [west, south, east, north] = city.bounds;
    const [dx, dy] = [(east - west) * slack, (north - south) * slack];
    this.map = new MapLibreMap({
      container, style: buildStyle(city, location.origin, { shown, filters }), center: [position.lon, position.lat], zoom: position.zoom,
      maxBounds: [west - dx, south - dy, east + dx, north + dy], minZoom: 8, maxZoom: 19, attributionControl: false, dragRotate: false, pitchWithRotate: false,
      touchPitch: false, renderWorldCopies: false, fadeDuration: 150, localIdeographFontFamily: false, validateStyle: import.meta.env.DEV,
      locale: { 'Map.Title': options.title }, pixelRatio: unseen,
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map.getCanvas().setAttribute('aria-describedby', options.describedBy);
    provideImages(this.map);
    this.writer = new MapWriter(this.map, shown);
    this.#listen();
  }

  /** Nothing may be written before the style is read, a moment after the map is made. */
  async styled(): Promise<void> {
    if (!this.map.isStyleLoaded()) await this.map.once('style.load');
  }

  show(layers: readonly LayerId[]): void {
    this.writer.show(layers);
    for (const layer of namedAreas) {
      if (!this.writer.shown.has(layer) || this.#named.has(layer)) continue;
      const named = namePoints(layer, this.#ended.signal)
        .then((points) => { if (!this.#ended.signal.aborted) this.writer.name(layer, points); })
        .catch(() => { this.#named.delete(layer); });
      this.#named.set(layer, named);
    }
  }

  /** Points a feature out. `known`: the feature itself, when the map already holds it whole. */
  point(role: Role, ref: FeatureRef | null, known: Feature | null = null): void {
    const now = this.#pointed[role];
    if (now?.layer === ref?.layer && now?.id === ref?.id) return;
    this.#pointed[role] = ref;
    if (role === 'hovered') this.writer.light(ref);
    if (!ref || known) {
      this.writer.point(role, ref, known);
      return;
    }
    void wholeFeature(ref).then((feature) => {
      if (this.#pointed[role] === ref && !this.#ended.signal.aborted) this.writer.point(role, ref, feature);
    });
  }

  fly(flight: Flight, padding: Padding): void {
    const { top = 0, right = 0, bottom = 0, left = 0 } = padding;
    if (flight.kind === 'bounds') {
      const [west, south, east, north] = flight.bounds;
      const room = { top: top + 40, right: right + 40, bottom: bottom + 40, left: left + 40 };
      this.map.fitBounds([west, south, east, north], { padding: room, maxZoom: 17, duration: 900 });
    } else {
      this.map.flyTo({
        center: [flight.lon, flight.lat], zoom: flight.zoom ?? Math.max(this.map.getZoom(), 15), duration: 900,
        offset: [(left - right) / 2, (top - bottom) / 2],
      });
    }
  }

  /** A point is being chosen: the cursor says so. */
  picking(on: boolean): void {
    this.map.getCanvasContainer().style.cursor = on ? 'crosshair' : '';
  }

  /** Goes where the address says, when it says another place than the map shows (back, forward). */
  follow({ lon, lat, zoom }: Position): void {
    const centre = this.map.getCenter();
    if (Math.abs(centre.lng - lon) < 2e-5 && Math.abs(centre.lat - lat) < 2e-5 && Math.abs(this.map.getZoom() - zoom) < 0.011) return;
    this.map.jumpTo({ center: [lon, lat], zoom });
  }

  /** The data changed: what is shown stays until the new tiles are there. */
  renew(): void {
    this.map.refreshTiles(tileSource);
  }

  zoomBy(step: number): void {
    this.map.easeTo({ zoom: Math.round((this.map.getZoom() + step) * 2) / 2, duration: 220 });
  }

  /** Pixels from the map's upper left corner. */
  readonly project = (lon: number, lat: number): { x: number; y: number } => this.map.project([lon, lat]);

  bounds(): Bounds {
    const bounds = this.map.getBounds();
    return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  }

  destroy(): void {
    this.#ended.abort();
    this.map.remove();
  }

  #listen(): void {
    const { map } = this;
    const { drawn, onsettle, onzoom } = this.#options;
    // Without a listener MapLibre writes every failed tile to the console; being offline is no error of ours.
    map.on('error', (event) => {
      if ((event as { sourceId?: string }).sourceId === tileSource) this.#missing(event.error);
      else if ((event as { sourceId?: string }).sourceId === detailedBase.id) this.#options.ondetailabsent();
      else if (import.meta.env.DEV) console.error(event.error);
    });
    map.on('sourcedata', (event) => {
      if (event.sourceId === tileSource && event.tile?.state === 'loaded') this.#tiles.loaded += 1;
    });
    const followDrawn = () => {
      const { clientWidth: width, clientHeight: height } = map.getContainer();
      drawn?.follow(map.project([drawn.position.lon, drawn.position.lat]), { width, height }, map.getZoom());
    };
    map.on('move', () => {
      followDrawn();
      onzoom(map.getZoom());
    });
    map.on('movestart', () => {
      // What nobody sees nobody waits for: dragged, it would order frames faster than they can be drawn. What shows, however faintly, keeps pace.
      if (!this.#sharpening && !this.#shown) this.#options.container.style.opacity = '0.01';
    });
    map.on('moveend', () => {
      // What is merely made sharp has not moved.
      if (this.#sharpening) return;
      const { lng, lat } = map.getCenter();
      onsettle({ lon: lng, lat, zoom: map.getZoom() }, this.bounds());
    });
    map.on('idle', () => {
      if (!this.#ready) void this.#reveal();
      if (this.#shown) this.#tellSeen();
    });
    map.on('webglcontextlost', () => {
      drawn?.stay();
      followDrawn();
      this.#options.onlost();
    });
    map.on('webglcontextrestored', () => this.#options.onrestored());
    const forget = listenToPointer(map, () => this.writer.shown, {
      hover: (hit) => {
        if (hit?.ref && hit.feature.geometry.type === 'Point') this.point('hovered', hit.ref, hit.feature);
        this.#options.onhover(hit?.ref ?? null);
      },
      press: (lon, lat) => this.#options.onpress({ lon, lat }),
      choose: (hit) => this.#options.onchoose(hit),
      approach: (lon, lat) => map.easeTo({ center: [lon, lat], zoom: Math.min(14.2, map.getZoom() + 2), duration: 500 }),
    });
    this.#ended.signal.addEventListener('abort', forget);
  }

  #tellSeen(): void {
    this.#options.onseen(featuresInView(this.map, this.writer.shown));
  }

  /** A tile did not come: a server that answers with an error is left alone, one that is out of reach is waited for. */
  #missing(error: unknown): void {
    this.#tiles.failed += 1;
    if (this.#ready && (error as { status?: number }).status === undefined) this.#awaitAnswer();
  }

  #awaitAnswer(): void {
    if (this.#waiting) return;
    this.#waiting = true;
    whenAnswering('/tiles/0/0/0.mvt', this.#options.patience, this.#ended.signal).then(() => this.#options.onanswer(), () => {});
  }

  /** The first complete picture: the drawn map gives way, unless no tile came. */
  async #reveal(): Promise<void> {
    if (this.#tiles.loaded === 0 && this.#tiles.failed > 0) {
      this.#options.onsilent();
      this.#awaitAnswer();
      return;
    }
    this.#ready = true;
    await Promise.race([Promise.all(this.#named.values()), new Promise((resolve) => { setTimeout(resolve, namesPatience); })]);
    if (!this.map.loaded()) await this.map.once('idle');
    if (this.#ended.signal.aborted) return;
    // The screen's own ratio again, as it is and as it will be.
    this.#sharpening = true;
    this.map.setPixelRatio(undefined as unknown as number);
    this.#sharpening = false;
    // A person who drags meanwhile sees it at once.
    if (!this.map.isMoving()) await Promise.race([this.map.once('idle').then(() => whenDrawn(this.map.getCanvas(), this.#ended.signal)), this.map.once('movestart')]);
    if (this.#ended.signal.aborted) return;
    this.#shown = true;
    this.#options.container.style.opacity = '';
    this.#options.onready();
    // For the Tab key, once the picture is there.
    setTimeout(() => { if (!this.#ended.signal.aborted) this.#tellSeen(); }, 200);
  }
}

/** The web font in every weight that labels use: glyphs are drawn from it, and without it from whatever the system has. */
export async function loadFonts(): Promise<void> {
  const weights: Record<keyof typeof font, number> = { regular: 400, medium: 500, bold: 700 };
  await Promise.allSettled(Object.values(weights).map((weight) => document.fonts.load(`${weight} 16px "${fontFamily}"`, 'Éœ')));
}
