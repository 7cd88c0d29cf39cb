// A layer as a collection: what it holds, where and when, in which systems, and what can be asked of it.
import type { Context } from 'koa';
import type { City } from '../../geodata/city.ts';
import type { LayerDefinition } from '../../geodata/layer.ts';
import { isLayerId, layerById, publicLayers, type LayerId } from '../../geodata/layers.ts';
import { defaultSystem, storageSystem, systemsAround } from '../../geodata/reference-systems.ts';
import { publishedSchema } from '../../geodata/schema.ts';
import { geometryName, queryableFields } from '../cql2/sql.ts';
import { layerQuery, type Pool } from '../db.ts';
import { notFound } from '../problem.ts';
import { publicBase } from '../public-url.ts';
import { geoJsonType, link, relations, schemaType, selfLinks, type Link } from './links.ts';

interface Extent { count: number; west: number | null; south: number | null; east: number | null; north: number | null; begins: string | null; ends: string | null }

export interface Collection {
  id: string;
  title: string;
  description: string;
  itemType: 'feature';
  extent: { spatial: { bbox: readonly (readonly (number | null)[])[]; crs: string }; temporal: { interval: readonly (readonly (string | null)[])[] } };
  crs: readonly string[];
  storageCrs: string;
  links: readonly Link[];
}

/** A public layer by the name in an address. Raises 404. */
export function readLayer(name: string | undefined): LayerId {
  if (name === undefined || !isLayerId(name) || !layerById[name].public) throw notFound(`Aucune couche ne s’appelle « ${String(name).slice(0, 60)} ».`);
  return name;
}

const moment = (day: string | null) => (day === null || day.includes('infinity') ? null : `${day}T00:00:00Z`);

export async function collectionOf({ reader, city }: { reader: Pool; city: City }, base: string, id: LayerId): Promise<Collection> {
  const layer = layerById[id];
  const { rows: [extent] } = await reader.query<Extent>(layerQuery('collection', id));
  const { west, south, east, north, begins, ends } = extent!;
  const self = `${base}/ogc/collections/${id}`;
  return {
    id, title: layer.title, description: layer.description, itemType: 'feature',
    extent: {
      spatial: { bbox: [west === null ? city.bounds : [west, south, east, north]], crs: defaultSystem.uri },
      temporal: { interval: [[moment(begins), moment(ends)]] },
    },
    crs: systemsAround(city.bounds).map(({ uri }) => uri), storageCrs: storageSystem.uri,
    links: [
      link('self', self, 'application/json', layer.title),
      link('alternate', `${self}?f=html`, 'text/html', `${layer.title} : à lire`),
      link('items', `${self}/items`, geoJsonType, `${layer.title} : les entités`),
      link('items', `${self}/items?f=html`, 'text/html', `${layer.title} : les entités, à lire`),
      link(relations.queryables, `${self}/queryables`, schemaType, 'Ce que l’on peut filtrer'),
      link('describedby', `${self}/schema`, schemaType, 'Schéma des propriétés'),
      link(relations.tilesets, `${self}/tiles`, 'application/json', 'Tuiles vectorielles'),
      link('alternate', `${base}/donnees`, 'text/html', 'Les données, sur la carte'),
    ],
  };
}

export async function collectionsOf(source: { reader: Pool; city: City }, context: Context): Promise<{ links: Link[]; crs: readonly string[]; collections: Collection[] }> {
  const base = publicBase(context);
  return {
    links: selfLinks(context), crs: systemsAround(source.city.bounds).map(({ uri }) => uri),
    collections: await Promise.all(publicLayers.map((layer) => collectionOf(source, base, layer.id as LayerId))),
  };
}

export interface Schema { $schema: string; $id: string; title: string; description?: string; type: 'object'; properties: Record<string, Record<string, unknown>>; additionalProperties?: boolean }

const dialect = 'https://json-schema.org/draft/2020-12/schema';
/** By its kind of geometry; « mixed » may be any. */
const shapes: Record<LayerDefinition['geometry'], string> = { point: 'geometry-any', line: 'geometry-linestring-or-multilinestring', polygon: 'geometry-polygon-or-multipolygon', mixed: 'geometry-any' };

const geometryOf = (layer: LayerDefinition) => ({ title: 'Géométrie', format: shapes[layer.geometry] });

/** Names → what each property means, from the database's comments. */
export type Definitions = Readonly<Record<string, string>>;

function defined(layer: LayerDefinition, said: Definitions): Schema['properties'] {
  return Object.fromEntries(Object.entries(publishedSchema(layer) as Schema['properties']).map(([name, property]) => [name, said[name] ? { ...property, description: said[name] } : property]));
}

/** Everything that is published of a feature. */
export function schemaOf(base: string, id: LayerId, said: Definitions): Schema {
  const layer = layerById[id];
  return { $schema: dialect, $id: `${base}/ogc/collections/${id}/schema`, title: layer.title, type: 'object', properties: { [geometryName]: geometryOf(layer), ...defined(layer, said) } };
}

/** What a filter may name (OGC 19-079r2, 6); any other name is refused. */
export function queryablesOf(base: string, id: LayerId, said: Definitions): Schema {
  const layer = layerById[id];
  const fields = queryableFields(layer);
  const published = Object.entries(defined(layer, said)).filter(([name]) => Object.hasOwn(fields, name));
  return {
    $schema: dialect, $id: `${base}/ogc/collections/${id}/queryables`, title: `${layer.title} : ce que l’on peut filtrer`, description: layer.description, type: 'object',
    properties: { [geometryName]: geometryOf(layer), ...Object.fromEntries(published) }, additionalProperties: false,
  };
}
