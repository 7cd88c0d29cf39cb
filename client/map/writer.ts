// The one writer to the map: every change of layers, filters, states and own sources passes here.
import type { Feature, FeatureCollection } from 'geojson';
import type { GeoJSONSource, LayerSpecification, Map as MapLibreMap } from 'maplibre-gl';
import type { Filters } from '../../geodata/address.ts';
import { baseLayers } from '../../geodata/address.ts';
import type { LayerId } from '../../geodata/layers.ts';
import type { FeatureRef } from '../state/view.svelte.ts';
import { detailedBase } from './detailed-base.ts';
import { filterUnder } from './filters.ts';
import { emphasisFilters, type EmphasisedArea } from './emphasis-style.ts';
import { hereSource, nameSource, pointedSource, previewSource, tileSource } from './style.ts';
import { styleLayers } from './style-layers.ts';
import { pointedOut, type Role } from './pointed-out.ts';
import { pointedLayers } from './pointed-style.ts';

export class MapWriter {
  readonly #map: MapLibreMap;
  #shown: ReadonlySet<LayerId>;
  #names = new Map<LayerId, readonly Feature[]>();
  #pointed: Record<Role, readonly Feature[]> = { selected: [], hovered: [] };
  #named: Record<Role, FeatureRef | null> = { selected: null, hovered: null };
  #lit: FeatureRef | null = null;
  #detailed = false;

  constructor(map: MapLibreMap, shown: ReadonlySet<LayerId>) {
    this.#map = map;
    this.#shown = shown;
  }

  get shown(): ReadonlySet<LayerId> {
    return this.#shown;
  }

  show(layers: readonly LayerId[]): void {
    this.#shown = new Set([...baseLayers, ...layers]);
    this.#applyVisibility();
  }

  filter(filters: Filters): void {
    for (const style of styleLayers) this.#map.setFilter(style.id, filterUnder(style, filters), { validate: false });
  }

  /** Where the areas of a layer are named. */
  name(layer: LayerId, points: readonly Feature[]): void {
    this.#names.set(layer, points);
    this.#setData(nameSource, [...this.#names.values()].flat());
  }

  /** The whole feature that is hovered or selected, or none. */
  point(role: Role, ref: FeatureRef | null, feature: Feature | null): void {
    this.#pointed[role] = ref && feature ? pointedOut(role, ref, feature) : [];
    const { selected, hovered } = this.#pointed;
    this.#nameOnce(role, feature ? ref : null);
    const twice = selected[0] && hovered[0] && selected[0].id === hovered[0].id;
    this.#setData(pointedSource, twice ? selected : [...selected, ...hovered]);
  }

  /** What is pointed out carries its name there: its own sign keeps quiet. */
  #nameOnce(role: Role, ref: FeatureRef | null): void {
    const former = this.#named[role];
    if (former) this.#map.removeFeatureState({ source: tileSource, sourceLayer: former.layer, id: former.id }, `named-${role}`);
    if (ref) this.#map.setFeatureState({ source: tileSource, sourceLayer: ref.layer, id: ref.id }, { [`named-${role}`]: true });
    this.#named[role] = ref;
  }

  /** Lights the drawing itself of the feature under the pointer. */
  light(ref: FeatureRef | null): void {
    if (this.#lit) this.#map.removeFeatureState({ source: tileSource, sourceLayer: this.#lit.layer, id: this.#lit.id }, 'hovered');
    if (ref) this.#map.setFeatureState({ source: tileSource, sourceLayer: ref.layer, id: ref.id }, { hovered: true });
    this.#lit = ref;
  }

  /** One area of the city stands out: the others step back behind a veil. */
  emphasise(area: EmphasisedArea | null): void {
    for (const { id, filter } of emphasisFilters(area)) this.#map.setFilter(id, filter, { validate: false });
  }

  here(position: { lon: number; lat: number } | null): void {
    this.#setData(hereSource, position ? [{ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [position.lon, position.lat] } }] : []);
  }

  /** What is not there yet: above all that is; its layers come with the first of it. */
  preview(layers: readonly LayerSpecification[], features: readonly Feature[]): void {
    if (features.length > 0 && !this.#map.getSource(previewSource)) {
      this.#map.addSource(previewSource, { type: 'geojson', data: { type: 'FeatureCollection', features: [] } });
      for (const layer of layers) this.#map.addLayer(layer);
    }
    this.#map.getSource<GeoJSONSource>(previewSource)?.setData({ type: 'FeatureCollection', features: [...features] });
  }

  /** The outside base beneath ours: it brings land, streets and their names, so ours step back. */
  detail(on: boolean): void {
    if (on === this.#detailed) return;
    this.#detailed = on;
    if (on) {
      this.#map.addSource(detailedBase.id, detailedBase.source);
      this.#map.addLayer(detailedBase.layer, styleLayers[0]!.id);
    } else {
      this.#map.removeLayer(detailedBase.id);
      this.#map.removeSource(detailedBase.id);
    }
    this.#applyVisibility();
  }

  #applyVisibility(): void {
    for (const { id, layer } of styleLayers) {
      const visible = this.#shown.has(layer) && !(this.#detailed && detailedBase.replaces.includes(layer));
      this.#map.setLayoutProperty(id, 'visibility', visible ? 'visible' : 'none', { validate: false });
    }
  }

  #setData(source: string, features: readonly Feature[]): void {
    const data: FeatureCollection = { type: 'FeatureCollection', features: [...features] };
    const known = this.#map.getSource<GeoJSONSource>(source);
    if (known) known.setData(data);
    else if (features.length > 0) this.#addSource(source, data);
  }

  /** What is pointed out, and where the person is: above all else, from the first time on. A source costs work at every tile, even an empty one. */
  #addSource(source: string, data: FeatureCollection): void {
    this.#map.addSource(source, { type: 'geojson', data });
    const above = source === pointedSource && this.#map.getSource(hereSource) ? pointedLayers.find((layer) => 'source' in layer && layer.source === hereSource)!.id : undefined;
    for (const layer of pointedLayers) if ('source' in layer && layer.source === source) this.#map.addLayer(layer, above);
  }
}
