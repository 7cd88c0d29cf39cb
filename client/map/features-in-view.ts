// What a person without a pointer can go through: the places on screen, from the centre outwards.
import type { Map as MapLibreMap, MapGeoJSONFeature } from 'maplibre-gl';
import { layerById, type LayerId } from '../../geodata/layers.ts';
import type { FeatureRef } from '../state/view.svelte.ts';
import { styleLayers } from './style-layers.ts';

export interface Seen { ref: FeatureRef; name: string; kind: string; lon: number; lat: number }

/** More would be a wall, not a way: the list beside the map holds all. */
const most = 30;

const places = styleLayers.filter(({ layer }) => layerById[layer].selectable && layerById[layer].geometry !== 'line' && layerById[layer].theme !== 'fond');

export function featuresInView(map: MapLibreMap, shown: ReadonlySet<LayerId>): Seen[] {
  const ids = places.filter(({ layer, named }) => shown.has(layer) && !named).map(({ id }) => id);
  const { clientWidth: width, clientHeight: height } = map.getContainer();
  const found = new Map<string, Seen & { distance: number }>();
  // From the middle outwards: where much stands together, the rest is not even looked at.
  for (const share of [0.25, 0.5, 1]) {
    const [dx, dy] = [(width * share) / 2, (height * share) / 2];
    const box: [[number, number], [number, number]] = [[width / 2 - dx, height / 2 - dy], [width / 2 + dx, height / 2 + dy]];
    for (const feature of map.queryRenderedFeatures(box, { layers: ids, validate: false })) note(feature);
    if (found.size >= most) break;
  }
  return [...found.values()].sort((one, other) => one.distance - other.distance).slice(0, most);

  function note(feature: MapGeoJSONFeature): void {
    if (feature.geometry.type !== 'Point' || typeof feature.id !== 'number') return;
    const layer = feature.sourceLayer as LayerId;
    const [lon, lat] = feature.geometry.coordinates as [number, number];
    const { x, y } = map.project([lon, lat]);
    if (x < 0 || y < 0 || x > width || y > height) return;
    const { one } = layerById[layer];
    const { name, sign } = feature.properties as { name?: string; sign?: string };
    found.set(`${layer}/${feature.id}`, {
      ref: { layer, id: feature.id }, name: name ?? sign ?? one, kind: one, lon, lat, distance: Math.hypot(x - width / 2, y - height / 2),
    });
  }
}
