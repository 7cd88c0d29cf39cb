// The OpenAPI 3.0 description, generated from the contract: what the server validates is what it says.
import { z } from 'zod';
import { contract, maxItems, Problem } from '../geodata/contract.ts';
import type { City } from '../geodata/city.ts';
import type { Route } from '../geodata/contract/route.ts';
import { fieldsOf } from '../geodata/layer.ts';
import { layerById, publicLayers, type LayerId } from '../geodata/layers.ts';
import { explorer, parameterMeanings } from '../geodata/messages-api.ts';
import { publishedSchema } from '../geodata/schema.ts';
import { defaultSystem, systemsAround } from '../geodata/reference-systems.ts';
import { queryables } from './ogc/conditions.ts';

type Described = Route;

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): object => {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io, target: 'openapi-3.0', unrepresentable: 'any' }) as Record<string, unknown>;
  void $schema;
  return rest;
};

type Special = Readonly<Record<string, object>>;

/** A value to try, for names that mean the same everywhere; a city's own where it is a place. */
function examplesOf(city: City): Readonly<Record<string, string | number>> {
  const [lon, lat] = city.centre;
  const [zoom, side] = [11, 2 ** 11];
  const column = Math.floor(((lon + 180) / 360) * side);
  const row = Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * side);
  return { layer: 'gardens', limit: 2, lon, lat, q: 'jardin', z: zoom, x: column, y: row, tileMatrixSetId: 'WebMercatorQuad', tileMatrix: String(zoom), tileRow: row, tileCol: column };
}

interface Told { id: string; special: Special; examples: Readonly<Record<string, string | number>> }

function parameters(where: 'path' | 'query', schema: z.ZodObject | undefined, { id, special, examples }: Told): object[] {
  return Object.entries(schema?.shape ?? {}).map(([name, value]) => ({
    name, in: where, description: parameterMeanings[`${id} ${name}`] ?? parameterMeanings[name], ...(Object.hasOwn(examples, name) ? { example: examples[name] } : {}), required: where === 'path' || !(value as z.ZodType).safeParse(undefined).success,
    schema: special[name] ?? schemaOf(value as z.ZodType, 'input'),
    ...(where === 'query' && Object.hasOwn(special, name) ? { style: 'form', explode: false } : {}),
  }));
}

/** Parameters whose wire form is text and whose meaning OGC clients read from here. */
function specialOf(city: City): Special {
  // A national projection is offered where it means something.
  const system = { type: 'string', format: 'uri', enum: systemsAround(city.bounds).map(({ uri }) => uri), default: defaultSystem.uri };
  return {
    limit: { type: 'integer', minimum: 1, maximum: maxItems, default: 10 },
    bbox: { type: 'array', minItems: 4, maxItems: 6, items: { type: 'number' } },
    z: { type: 'integer', minimum: 0 }, x: { type: 'integer', minimum: 0 }, y: { type: 'integer', minimum: 0 },
    datetime: { type: 'string' },
    crs: system, 'bbox-crs': system, 'filter-crs': system,
    filter: { type: 'string' }, 'filter-lang': { type: 'string', enum: ['cql2-text', 'cql2-json'], default: 'cql2-text' },
    tileMatrix: { type: 'string' }, tileRow: { type: 'integer', minimum: 0 }, tileCol: { type: 'integer', minimum: 0 },
  };
}

function operation(route: Described, told: Told, layer?: LayerId): object {
  const filters = layer && route.query && 'filter' in route.query.shape ? queryables(layer).map((name) => ({ name, in: 'query', description: explorer.filterOn(fieldsOf(layerById[layer])[name]?.title ?? name), required: false, schema: publishedSchema(layerById[layer])[name], style: 'form', explode: false })) : [];
  const params = layer ? route.params?.omit({ layer: true } as never) : route.params;
  const named = new Set(filters.map((filter) => filter.name));
  return {
    summary: layer ? `${layerById[layer].title} : ${route.summary.toLowerCase()}` : route.summary,
    tags: [route.tag],
    ...(route.operation ? { operationId: `${layer ?? 'karter'}.${route.operation}` } : {}),
    parameters: [...parameters('path', params, told), ...parameters('query', route.query, told).filter((parameter) => !named.has((parameter as { name: string }).name)), ...filters],
    ...(route.body ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(route.body, 'input') } } } } : {}),
    ...(route.receives ? { requestBody: { required: true, content: Object.fromEntries(route.receives.media.map((media) => [media, { schema: { type: 'string', format: 'binary' } }])) } } : {}),
    ...(route.streams ? { requestBody: { required: true, content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } } } : {}),
    ...(route.access && route.access !== 'anyone' ? { security: [{ session: [] }] } : {}),
    responses: {
      200: { description: 'Réponse', content: {
        [route.media ?? 'application/json']: { schema: route.result ? schemaOf(route.result, 'output') : { type: 'object' } },
        ...(route.page ? { 'text/html': { schema: { type: 'string' } } } : {}),
      } },
      default: { description: 'Problème (RFC 9457)', content: { 'application/problem+json': { schema: schemaOf(Problem, 'output') } } },
    },
  };
}

const described = new Map<string, object>();

/** The description for links that start with `base`; collections are written out one by one, as OGC clients expect. */
export function openApi(city: City, base: string): object {
  const known = described.get(base);
  if (known) return known;
  const [special, examples] = [specialOf(city), examplesOf(city)];
  // Each route but the items has its own most.
  const { limit: _, ...elsewhere } = special;
  const paths: Record<string, Record<string, object>> = {};
  for (const [id, route] of Object.entries(contract) as [string, Described][]) {
    const [method = '', path = ''] = id.split(' ');
    if (path.startsWith('/ogc/collections/{layer}')) {
      for (const layer of publicLayers) paths[path.replace('{layer}', layer.id)] = { get: operation(route, { id, special, examples }, layer.id as LayerId) };
    } else {
      paths[path] = { ...paths[path], [method.toLowerCase()]: operation(route, { id, special: route.tag === 'ogc' ? special : elsewhere, examples }) };
    }
  }
  const description = {
    openapi: '3.0.3',
    info: { title: `Karter ${city.name}`, version: '1.0.0', description: 'La carte des quartiers : OGC API – Features, tuiles vectorielles et chiffres.' },
    servers: [{ url: base }],
    paths,
    components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'karter.session_token', description: 'Le témoin posé à la connexion.' } } },
  };
  // Hosts come from the request: a few are kept, not as many as a caller may invent.
  if (described.size < 20) described.set(base, description);
  return description;
}
