// The one authority on clicks and hover: what lies beneath a point, and which of it a person meant.
import type { Map as MapLibreMap, MapGeoJSONFeature, MapMouseEvent, Point } from 'maplibre-gl';
import { layerById, type LayerId } from '../../geodata/layers.ts';
import type { FeatureRef } from '../state/view.svelte.ts';
import { styleLayers } from './style-layers.ts';

/** Fingers and mice miss small things: how far, in pixels, a place may be. */
const reach = { mouse: 4, touch: 14 };

export interface Hit { ref: FeatureRef | null; feature: MapGeoJSONFeature }

interface Meanings {
  /** Null: nothing under the pointer. */
  hover(hit: Hit | null): void;
  /** Any click, first: true when it is taken. */
  press(lon: number, lat: number): boolean;
  choose(hit: Hit): void;
  /** A counted cell: what it counts is nearer. */
  approach(lon: number, lat: number): void;
}

const selectable = styleLayers.filter(({ layer, part }) => layerById[layer].selectable && part.part !== 'hatch' && part.part !== 'casing');

/** Places before lines before areas; among areas the one painted last, which is the smaller kind. */
function rank(feature: MapGeoJSONFeature): number {
  return feature.geometry.type.endsWith('Point') ? 2 : feature.geometry.type.endsWith('LineString') ? 1 : 0;
}

export function findHit(map: MapLibreMap, shown: ReadonlySet<LayerId>, point: Point, margin: number): Hit | null {
  const ids = selectable.filter(({ layer, named }) => shown.has(layer) && !named).map(({ id }) => id);
  const box = map.queryRenderedFeatures([[point.x - margin, point.y - margin], [point.x + margin, point.y + margin]], { layers: ids, validate: false });
  const near = box.filter((feature) => rank(feature) > 0);
  const distance = (feature: MapGeoJSONFeature) => {
    if (feature.geometry.type !== 'Point') return margin;
    const at = map.project(feature.geometry.coordinates as [number, number]);
    return Math.hypot(at.x - point.x, at.y - point.y);
  };
  near.sort((one, other) => rank(other) - rank(one) || distance(one) - distance(other));
  const feature = near[0] ?? map.queryRenderedFeatures(point, { layers: ids, validate: false })[0];
  if (!feature) return null;
  const layer = feature.sourceLayer as LayerId;
  return { feature, ref: typeof feature.id === 'number' ? { layer, id: feature.id } : null };
}

/** Listens; returns the clean-up. */
export function listenToPointer(map: MapLibreMap, shown: () => ReadonlySet<LayerId>, meanings: Meanings): () => void {
  let frame = 0;
  const move = (event: MapMouseEvent) => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => {
      // A moving map has other things to do than to look for what it passes over.
      if (map.isMoving()) return;
      const hit = findHit(map, shown(), event.point, reach.mouse);
      const isGround = hit !== null && rank(hit.feature) === 0 && layerById[hit.feature.sourceLayer as LayerId].theme === 'fond';
      map.getCanvas().style.cursor = hit && !isGround ? 'pointer' : '';
      meanings.hover(hit);
    });
  };
  const out = () => {
    cancelAnimationFrame(frame);
    meanings.hover(null);
  };
  const click = (event: MapMouseEvent) => {
    if (meanings.press(event.lngLat.lng, event.lngLat.lat)) return;
    const isTouch = (event.originalEvent as PointerEvent).pointerType === 'touch' || matchMedia('(pointer: coarse)').matches;
    const hit = findHit(map, shown(), event.point, isTouch ? reach.touch : reach.mouse);
    if (!hit) return;
    if (hit.ref) meanings.choose(hit);
    else if (hit.feature.geometry.type === 'Point') meanings.approach(hit.feature.geometry.coordinates[0]!, hit.feature.geometry.coordinates[1]!);
  };
  map.on('mousemove', move);
  map.on('mouseout', out);
  map.on('click', click);
  return () => {
    cancelAnimationFrame(frame);
    map.off('mousemove', move);
    map.off('mouseout', out);
    map.off('click', click);
  };
}
