// Features whole, from the items: tiles hold pieces of areas and, below a zoom, cells instead of units.
import type { Feature, Geometry, MultiPolygon, Polygon } from 'geojson';
import type { LayerId } from '../../geodata/layers.ts';
import type { FeatureRef } from '../state/view.svelte.ts';
import polylabel from 'polylabel';

const kept = new Map<string, Promise<Feature | null>>();

/** Null when there is none, when it has no position, or when the server does not answer. */
export function wholeFeature({ layer, id }: FeatureRef): Promise<Feature | null> {
  const key = `${layer}/${id}`;
  const known = kept.get(key);
  if (known) return known;
  const asked = fetch(`/ogc/collections/${layer}/items/${id}`, { headers: { accept: 'application/geo+json' } })
    .then(async (answer) => (answer.ok ? ((await answer.json()) as Feature) : null))
    .then((feature) => (feature?.geometry ? feature : null))
    .catch(() => {
      kept.delete(key);
      return null;
    });
  if (kept.size > 200) kept.clear();
  kept.set(key, asked);
  return asked;
}

/** One point inside each area of a layer, farthest from its edges: where its name stands. Empty when the server does not answer. */
export async function namePoints(layer: LayerId, signal: AbortSignal): Promise<Feature[]> {
  const answer = await fetch(`/ogc/collections/${layer}/items?limit=1000`, { headers: { accept: 'application/geo+json' }, signal });
  if (!answer.ok) return [];
  const { features } = (await answer.json()) as { features: Feature[] };
  return features.flatMap((feature) => {
    const coordinates = isArea(feature.geometry) ? labelPoint(feature.geometry) : null;
    return coordinates ? [{ type: 'Feature' as const, id: feature.id, properties: { ...feature.properties, layer }, geometry: { type: 'Point' as const, coordinates } }] : [];
  });
}

export function isArea(geometry: Geometry | null): geometry is Polygon | MultiPolygon {
  return geometry?.type === 'Polygon' || geometry?.type === 'MultiPolygon';
}

/** Pole of inaccessibility of the polygon's roomiest part, longitude and latitude. */
export function labelPoint(area: Polygon | MultiPolygon): [number, number] | null {
  const parts = area.type === 'Polygon' ? [area.coordinates] : area.coordinates;
  // Degrees of longitude are shorter than those of latitude: measured in equal ones, and widened because a name is wide, not tall.
  const squeeze = Math.cos(((parts[0]?.[0]?.[0]?.[1] ?? 0) * Math.PI) / 180) * 0.7;
  let best: { point: [number, number]; room: number } | null = null;
  for (const rings of parts) {
    const pole = polylabel(rings.map((ring) => ring.map(([lon, lat]) => [lon! * squeeze, lat!])), 0.0002);
    if (!best || pole.distance > best.room) best = { point: [pole[0] / squeeze, pole[1]], room: pole.distance };
  }
  return best?.point ?? null;
}
