// The wire contract as data: path → params, query, result. The server validates with it, OpenAPI is generated from it,
// and the client takes its types from it.
import { z } from 'zod';
import { catalogueContract } from './contract/catalogue.ts';
import { contributionsContract } from './contract/contributions.ts';
import { editingContract } from './contract/editing.ts';
import { exportContract } from './contract/export.ts';
import { fundContract } from './contract/fonds.ts';
import { importsContract } from './contract/imports.ts';
import { LayerList, LayerParam } from './contract/layer-param.ts';
import { ogcContract } from './contract/ogc.ts';
import { peopleContract } from './contract/people.ts';
import type { Route } from './contract/route.ts';
import { sourcesContract } from './contract/sources.ts';

const wholeNumber = z.string().regex(/^\d{1,9}$/, 'un nombre entier').transform(Number);
const coordinate = (limit: number) =>
  z.string().regex(/^-?\d{1,3}(\.\d{1,12})?$/, 'un nombre décimal').transform(Number).refine((value) => Math.abs(value) <= limit, 'hors du globe');
const day = z.iso.date('une date AAAA-MM-JJ');
/** PostgreSQL cannot hold NUL; everything else is searched as it is. */
const words = z.string().trim().max(200).refine((text) => !text.includes('\0'), 'caractère nul');

export const SearchHit = z.object({
  layer: z.string(),
  id: z.number(),
  name: z.string(),
  /** What distinguishes it from another of the same name: its kind, street, quartier. */
  detail: z.string(),
  url: z.string(),
  /** Where to fly to; null for a place without known position. */
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
  demo: z.boolean(),
});
export type SearchHit = z.infer<typeof SearchHit>;

export const Figure = z.object({
  theme: z.string(),
  key: z.string(),
  title: z.string(),
  value: z.number().nullable(),
  unit: z.string(),
  /** The day in the world the figure speaks of. */
  on: z.string(),
  source: z.string(),
  /** How an estimate was made; null for a count. */
  method: z.string().nullable(),
  /** Whether data we made up enters into it. */
  demo: z.boolean(),
});
export type Figure = z.infer<typeof Figure>;

export const Figures = z.object({
  on: z.string(),
  as_of: z.string(),
  city: z.array(Figure),
  quartiers: z.array(z.object({ id: z.number(), slug: z.string(), name: z.string(), figures: z.array(Figure) })),
});
export type Figures = z.infer<typeof Figures>;

export const Quartier = z.object({
  id: z.number(),
  slug: z.string(),
  name: z.string(),
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  town_hall: z.string().nullable(),
  area_km2: z.number(),
  accuracy: z.string(),
});
export type Quartier = z.infer<typeof Quartier>;

const PlaceSummary = z.object({
  layer: z.string(), id: z.number(), name: z.string().nullable(), detail: z.string(), url: z.string(),
  lon: z.number().nullable(), lat: z.number().nullable(), demo: z.boolean(),
});
export type PlaceSummary = z.infer<typeof PlaceSummary>;

export const QuartierProfile = Quartier.extend({
  on: z.string(),
  as_of: z.string(),
  /** The quartier's figures; `city` holds the same keys for the whole city, and `others` for each quartier, to compare. */
  figures: z.array(Figure),
  city: z.array(Figure),
  others: z.array(z.object({ slug: z.string(), name: z.string(), figures: z.array(Figure.pick({ key: true, value: true })) })),
  places: z.array(PlaceSummary),
  neighbours: z.array(z.object({ slug: z.string(), name: z.string() })),
});
export type QuartierProfile = z.infer<typeof QuartierProfile>;

export const Around = z.object({
  lon: z.number(),
  lat: z.number(),
  /** How walking minutes were had, in words. */
  assumption: z.string(),
  nearest: z.array(PlaceSummary.extend({ metres: z.number(), minutes: z.number() })),
});
export type Around = z.infer<typeof Around>;

export const Density = z.object({
  layer: z.string(),
  cell_m: z.number(),
  cells: z.array(z.object({ lon: z.number(), lat: z.number(), total: z.number(), vacant: z.number() })),
  demo: z.boolean(),
});
export type Density = z.infer<typeof Density>;

/** RFC 9457. */
export const Problem = z.object({
  type: z.string(), title: z.string(), status: z.number(), detail: z.string().optional(), instance: z.string().optional(),
  /** What was wrong, by field of the form or parameter. */
  errors: z.array(z.object({ parameter: z.string(), reason: z.string() })).optional(),
  /** What stands on the server, where another was quicker. */
  current: z.unknown().optional(),
});
export type Problem = z.infer<typeof Problem>;

export { maxItems } from './contract/ogc.ts';
export { LayerList, LayerParam } from './contract/layer-param.ts';
export { maxTileZoom } from './tile-matrix.ts';

const publicContract = {
  'GET /tiles/{z}/{x}/{y}.mvt': {
    summary: 'Une tuile vectorielle (Mapbox Vector Tile), toutes les couches publiques ou celles de `layers`', tag: 'tuiles',
    params: z.object({ z: wholeNumber, x: wholeNumber, y: wholeNumber }), query: z.object({ layers: LayerList.optional() }), media: 'application/vnd.mapbox-vector-tile',
  },
  'GET /tiles.json': { summary: 'TileJSON 3.0', tag: 'tuiles', query: z.object({ layers: LayerList.optional() }) },
  'GET /api/search': {
    summary: 'Lieux, quartiers et rues, par leur nom', tag: 'api',
    query: z.object({ q: words, limit: wholeNumber.refine((value) => value >= 1 && value <= 50, 'entre 1 et 50').optional(), layers: LayerList.optional() }),
    result: z.object({ q: z.string(), hits: z.array(SearchHit) }),
  },
  'GET /api/quartiers': { summary: 'Les quartiers', tag: 'api', result: z.array(Quartier) },
  'GET /api/quartiers/{id}': {
    summary: 'Un quartier à travers les cinq thèmes', tag: 'api', params: z.object({ id: words.min(1) }),
    query: z.object({ on: day.optional(), as_of: z.iso.datetime({ offset: true, error: 'un instant ISO 8601 avec fuseau' }).optional() }), result: QuartierProfile,
  },
  'GET /api/figures': {
    summary: 'Les chiffres de la ville et de ses quartiers', tag: 'api',
    query: z.object({ on: day.optional(), as_of: z.iso.datetime({ offset: true, error: 'un instant ISO 8601 avec fuseau' }).optional() }), result: Figures,
  },
  'GET /api/around': {
    summary: 'Le plus proche de chaque sorte autour d’un point', tag: 'api',
    query: z.object({ lon: coordinate(180), lat: coordinate(85), layers: LayerList.optional() }), result: Around,
  },
  'GET /api/density/{layer}': {
    summary: 'Densité par hexagones', tag: 'api', params: z.object({ layer: LayerParam }),
    query: z.object({ cell: wholeNumber.refine((value) => value >= 50 && value <= 2000, 'entre 50 et 2 000 mètres').optional() }), result: Density,
  },
} as const satisfies Record<string, Route>;

export const contract = { ...ogcContract, ...publicContract, ...catalogueContract, ...fundContract, ...peopleContract, ...contributionsContract, ...editingContract, ...sourcesContract, ...exportContract, ...importsContract } as const satisfies Record<string, Route>;

export type RouteId = keyof typeof contract;
