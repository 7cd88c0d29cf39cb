// What everyone may read.
import type { RouteId } from '../../../geodata/contract.ts';
import type { Cases } from './cases.ts';

const at = (path: string): Cases => ({ tous: () => ({ path }) });

type PublicRoute = Extract<RouteId, `GET /ogc${string}` | `GET /tiles${string}` | 'GET /api/search' | `GET /api/quartiers${string}` | 'GET /api/figures' | 'GET /api/around' | `GET /api/density${string}`>;

export const publicCases: Record<PublicRoute, Cases> = {
  'GET /ogc': at('/ogc'),
  'GET /ogc/conformance': at('/ogc/conformance'),
  'GET /ogc/api': at('/ogc/api'),
  'GET /ogc/collections': at('/ogc/collections'),
  'GET /ogc/collections/{layer}': at('/ogc/collections/gardens'),
  'GET /ogc/collections/{layer}/items': at('/ogc/collections/gardens/items?limit=1'),
  'GET /ogc/collections/{layer}/items/{id}': { tous: async ({ one }) => ({ path: `/ogc/collections/gardens/items/${await one('select id from karter.gardens order by id limit 1')}` }) },
  'GET /ogc/collections/{layer}/schema': at('/ogc/collections/gardens/schema'),
  'GET /ogc/collections/{layer}/queryables': at('/ogc/collections/gardens/queryables'),
  'GET /ogc/collections/{layer}/tiles': at('/ogc/collections/gardens/tiles'),
  'GET /ogc/collections/{layer}/tiles/{tileMatrixSetId}': at('/ogc/collections/gardens/tiles/WebMercatorQuad'),
  'GET /ogc/collections/{layer}/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}': at('/ogc/collections/gardens/tiles/WebMercatorQuad/11/705/997'),
  'GET /ogc/tiles': at('/ogc/tiles'),
  'GET /ogc/tiles/{tileMatrixSetId}': at('/ogc/tiles/WebMercatorQuad'),
  'GET /ogc/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}': at('/ogc/tiles/WebMercatorQuad/11/705/997'),
  'GET /ogc/tileMatrixSets': at('/ogc/tileMatrixSets'),
  'GET /ogc/tileMatrixSets/{tileMatrixSetId}': at('/ogc/tileMatrixSets/WebMercatorQuad'),
  'GET /tiles/{z}/{x}/{y}.mvt': at('/tiles/11/997/705.mvt'),
  'GET /tiles.json': at('/tiles.json'),
  'GET /api/search': at('/api/search?q=jardin'),
  'GET /api/quartiers': at('/api/quartiers'),
  'GET /api/quartiers/{id}': at('/api/quartiers/bellevue'),
  'GET /api/figures': at('/api/figures'),
  'GET /api/around': at('/api/around?lon=-4.49&lat=48.39&layers=gardens'),
  'GET /api/density/{layer}': at('/api/density/premises'),
};
