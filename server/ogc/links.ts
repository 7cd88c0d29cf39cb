// Links between the resources of the API, and the two forms each is had in.
import type { Context } from 'koa';
import { contract, type RouteId } from '../../geodata/contract.ts';
import type { Route } from '../../geodata/contract/route.ts';
import { publicBase } from '../public-url.ts';

export interface Link { rel: string; href: string; type?: string; title?: string; templated?: true }

export const openApiType = 'application/vnd.oai.openapi+json;version=3.0';
export const tileType = 'application/vnd.mapbox-vector-tile';
export const geoJsonType = 'application/geo+json';
export const schemaType = 'application/schema+json';

const ogcRelation = (name: string) => `http://www.opengis.net/def/rel/ogc/1.0/${name}`;
export const relations = {
  queryables: ogcRelation('queryables'), schema: ogcRelation('schema'), conformance: ogcRelation('conformance'), data: ogcRelation('data'),
  tilesets: ogcRelation('tilesets-vector'), tilingScheme: ogcRelation('tiling-scheme'), tilingSchemes: ogcRelation('tiling-schemes'), geodata: ogcRelation('geodata'),
} as const;

export const link = (rel: string, href: string, type = 'application/json', title?: string): Link => ({ rel, href, type, ...(title ? { title } : {}) });

/** The address asked for, as the outside sees it, with one parameter set. */
export function withParameter(context: Context, name: string, value: string): string {
  const query = new URLSearchParams(context.querystring);
  query.set(name, value);
  return `${publicBase(context)}${context.path}?${query}`;
}

/** Itself, and the other form of the same. */
export function selfLinks(context: Context, type = 'application/json'): Link[] {
  return [
    link('self', `${publicBase(context)}${context.path}${context.search}`, type, 'Ce document'),
    link('alternate', withParameter(context, 'f', 'html'), 'text/html', 'La même chose, à lire'),
  ];
}

const machineTypes = ['application/json', geoJsonType, schemaType, openApiType];

/** Whether a page is asked for: by `f`, else by what the reader would rather have. Whoever says nothing gets JSON. */
export function wantsPage(context: Context): boolean {
  if (context.query.f !== undefined) return context.query.f === 'html';
  return context.accepts(...machineTypes, 'text/html') === 'text/html';
}

/** Whether a route of the contract can be had as a page. */
export const hasPage = (id: RouteId): boolean => (contract[id] as Route).page === true;
