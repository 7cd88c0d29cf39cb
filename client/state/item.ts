// A feature as the lists know it: its properties, where it is, and what to call it.
import type { Feature, FeatureCollection, Geometry, Position } from 'geojson';
import { commonFields, fieldsOf, type Field } from '../../geodata/layer.ts';
import { layerById, type LayerId } from '../../geodata/layers.ts';
import { distance, fieldText, upperFirst } from '../format.ts';
import { messages } from '../messages/fr.ts';
import type { Bounds } from './view.svelte.ts';

export type Properties = Readonly<Record<string, unknown>>;

export interface Item {
  layer: LayerId;
  id: number;
  properties: Properties;
  /** West, south, east, north; null for a place without known position. */
  box: Bounds | null;
}

export interface ItemsPage extends FeatureCollection<Geometry | null, Properties> {
  links?: { rel: string; href: string }[];
  numberMatched?: number;
  numberReturned?: number;
}

export type ItemDocument = Feature<Geometry | null, Properties>;

function positions(geometry: Geometry): Position[] {
  if (geometry.type === 'GeometryCollection') return geometry.geometries.flatMap(positions);
  if (geometry.type === 'Point') return [geometry.coordinates];
  const depth = { MultiPoint: 0, LineString: 0, MultiLineString: 1, Polygon: 1, MultiPolygon: 2 }[geometry.type];
  return (geometry.coordinates as unknown[]).flat(depth) as Position[];
}

export function boxOf(geometry: Geometry | null): Bounds | null {
  if (!geometry) return null;
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon, lat] of positions(geometry) as [number, number][]) {
    west = Math.min(west, lon); east = Math.max(east, lon);
    south = Math.min(south, lat); north = Math.max(north, lat);
  }
  return west <= east ? [west, south, east, north] : null;
}

export function itemOf(layer: LayerId, feature: ItemDocument): Item {
  return { layer, id: Number(feature.id), properties: feature.properties, box: boxOf(feature.geometry) };
}

/** What a person calls it: its name, else its sign or street, else what it is. */
export function nameOf({ layer, properties }: Pick<Item, 'layer' | 'properties'>): string {
  if (properties.name) return String(properties.name);
  const kind = upperFirst(layerById[layer].one);
  const place = properties.sign ?? properties.street ?? properties.address;
  return place ? `${kind}, ${String(place)}` : kind;
}

/** The fields that may filter a list: what the legend is cut by, and the yes-or-no that tiles carry (so that the map can follow). */
export function filterFields(layer: LayerId): [name: string, field: Field][] {
  const definition = layerById[layer];
  return Object.entries(fieldsOf(definition)).filter(([name, field]) =>
    name !== 'demo' && field.tileFrom !== undefined && ((field.type === 'code' && (name === definition.legend?.by)) || field.type === 'boolean'));
}

/** The few fields that tell one place from another in a list: those the layer puts first and that have something to say. */
export function summaryOf({ layer, properties }: Item, timeZone: string): string[] {
  const told: string[] = [];
  for (const [name, field] of Object.entries(layerById[layer].fields)) {
    if (told.length === 2) break;
    if (field.type === 'json' || field.type === 'url' || field.type === 'phone' || field.type === 'email' || field.type === 'hours' || name === 'description') continue;
    const value = properties[name];
    const text = field.type === 'boolean' ? null : field.unit === 'm' && typeof value === 'number' ? distance(value) : fieldText(field, value, timeZone);
    if (text !== null && value !== properties.name) told.push(field.type === 'code' || field.type === 'datetime' ? upperFirst(text) : `${field.title.toLowerCase()} : ${text}`);
  }
  return told;
}

/** A quartier has a page of its own; everything else has its card. */
export function itemHref({ layer, id, properties }: Pick<Item, 'layer' | 'id' | 'properties'>): string {
  return layer === 'quartiers' && properties.slug ? `/quartiers/${String(properties.slug)}` : `/lieux/${layer}/${id}`;
}

/** How surely its place is known, in words: « position approchée, à 300 m près ». */
export function accuracyOf(properties: Properties): string | null {
  const words = fieldText(commonFields.accuracy, properties.accuracy);
  if (!words) return null;
  const metres = typeof properties.accuracy_m === 'number' ? distance(properties.accuracy_m) : null;
  return messages.place.accuracy(upperFirst(words), properties.accuracy === 'exacte' ? null : metres);
}
