// OGC API on the wire: Features (Parts 1 to 3), Tiles, and the tile matrix sets they refer to. Every resource is JSON and a page.
import { z } from 'zod';
import { referenceSystems } from '../reference-systems.ts';
import { LayerParam } from './layer-param.ts';
import type { Route } from './route.ts';

export const maxItems = 1000;

/** Four finite numbers; their order and range depend on the system they are in. Six: with heights, which have no meaning here and are set aside (OGC 17-069r4, 7.15.3). */
export const Box = z
  .string()
  .max(200)
  .transform((text, context): [number, number, number, number] => {
    const parts = text.split(',').map((part) => (/^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(part) ? Number(part) : NaN));
    const box = parts.length === 6 ? [parts[0], parts[1], parts[3], parts[4]] : parts;
    if (box.length !== 4 || !box.every(Number.isFinite)) context.addIssue('quatre nombres : ouest,sud,est,nord');
    return box as [number, number, number, number];
  });

const featureId = z.string().regex(/^\d{1,18}$/, 'un identifiant numérique');
const form = z.enum(['json', 'html'], '« json » ou « html »').optional();
const system = z.enum(referenceSystems.map(({ uri }) => uri) as [string, ...string[]], 'un des systèmes de coordonnées de la collection (« crs »)').optional();
const onlyForm = z.object({ f: form }).strict();

/** What narrows a list of features, wherever one is asked for. */
export const conditionsQuery = {
  bbox: Box.optional(),
  'bbox-crs': system,
  datetime: z.string().max(100).optional(),
  filter: z.string().optional(),
  'filter-lang': z.enum(['cql2-text', 'cql2-json'], '« cql2-text » ou « cql2-json »').optional(),
  'filter-crs': system,
};

export const itemsQuery = z.object({
  ...conditionsQuery,
  limit: z.string().regex(/^\d{1,9}$/, 'un nombre entier positif').transform(Number).refine((value) => value >= 1, 'au moins 1').optional(),
  /** Opaque: taken from a `next` link. */
  after: z.string().regex(/^\d{1,18}$/, 'un curseur tiré d’un lien next').optional(),
  crs: system,
  f: form,
}).strict();

const layer = z.object({ layer: LayerParam });
const matrixSet = z.enum(['WebMercatorQuad']);
const place = { tileMatrix: z.string().regex(/^\d{1,2}$/, 'un niveau de zoom'), tileRow: z.string().regex(/^\d{1,9}$/, 'un nombre entier'), tileCol: z.string().regex(/^\d{1,9}$/, 'un nombre entier') };
const tileQuery = z.object({ f: z.literal('mvt', 'seul « mvt » est servi').optional() }).strict();
const tileMedia = 'application/vnd.mapbox-vector-tile';

export const ogcContract = {
  'GET /ogc': { summary: 'Page d’accueil OGC API', tag: 'ogc', query: onlyForm, page: true },
  'GET /ogc/conformance': { summary: 'Classes de conformité', tag: 'ogc', query: onlyForm, page: true },
  'GET /ogc/api': { summary: 'Cette description, en OpenAPI 3.0', tag: 'ogc', query: onlyForm, media: 'application/vnd.oai.openapi+json;version=3.0', page: true },
  'GET /ogc/collections': { summary: 'Les collections : une par couche', tag: 'ogc', query: onlyForm, page: true },
  'GET /ogc/collections/{layer}': { summary: 'Une collection', tag: 'ogc', params: layer, query: onlyForm, page: true },
  'GET /ogc/collections/{layer}/schema': { summary: 'Le schéma des propriétés', tag: 'ogc', params: layer, query: onlyForm, media: 'application/schema+json', page: true },
  'GET /ogc/collections/{layer}/queryables': { summary: 'Les propriétés que l’on peut filtrer', tag: 'ogc', params: layer, query: onlyForm, media: 'application/schema+json', page: true },
  'GET /ogc/collections/{layer}/items': { summary: 'Les entités d’une collection', tag: 'ogc', params: layer, query: itemsQuery, media: 'application/geo+json', page: true },
  'GET /ogc/collections/{layer}/items/{id}': { summary: 'Une entité', tag: 'ogc', params: layer.extend({ id: featureId }), query: z.object({ crs: system, f: form }).strict(), media: 'application/geo+json', page: true },
  'GET /ogc/collections/{layer}/tiles': { summary: 'Les jeux de tuiles d’une collection', tag: 'tuiles', operation: 'collection.vector.getTileSetsList', params: layer, query: onlyForm, page: true },
  'GET /ogc/collections/{layer}/tiles/{tileMatrixSetId}': { summary: 'Un jeu de tuiles d’une collection', tag: 'tuiles', operation: 'collection.vector.getTileSet', params: layer.extend({ tileMatrixSetId: matrixSet }), query: onlyForm, page: true },
  'GET /ogc/collections/{layer}/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}': { summary: 'Une tuile d’une collection', tag: 'tuiles', operation: 'collection.vector.getTile', params: layer.extend({ tileMatrixSetId: matrixSet, ...place }), query: tileQuery, media: tileMedia },
  'GET /ogc/tiles': { summary: 'Les jeux de tuiles de toutes les couches', tag: 'tuiles', operation: 'dataset.vector.getTileSetsList', query: onlyForm, page: true },
  'GET /ogc/tiles/{tileMatrixSetId}': { summary: 'Un jeu de tuiles de toutes les couches', tag: 'tuiles', operation: 'dataset.vector.getTileSet', params: z.object({ tileMatrixSetId: matrixSet }), query: onlyForm, page: true },
  'GET /ogc/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}': { summary: 'Une tuile de toutes les couches', tag: 'tuiles', operation: 'dataset.vector.getTile', params: z.object({ tileMatrixSetId: matrixSet, ...place }), query: tileQuery, media: tileMedia },
  'GET /ogc/tileMatrixSets': { summary: 'Les grilles de tuiles', tag: 'tuiles', query: onlyForm, page: true },
  'GET /ogc/tileMatrixSets/{tileMatrixSetId}': { summary: 'Une grille de tuiles', tag: 'tuiles', params: z.object({ tileMatrixSetId: matrixSet }), query: onlyForm, page: true },
} as const satisfies Record<string, Route>;
