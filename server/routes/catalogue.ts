// The layers as data: told to people, listed for portals, and corrections given back to OpenStreetMap.
import Router from '@koa/router';
import type { City } from '../../geodata/city.ts';
import type { LayerId } from '../../geodata/layers.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { correctionsCsv, correctionsGeoJson, readCorrections } from '../catalogue/corrections.ts';
import { dcatCatalogue } from '../catalogue/dcat.ts';
import type { Pool } from '../db.ts';
import { readInput } from '../input.ts';
import { limit } from '../limit.ts';
import { readLayer } from '../ogc/collections.ts';
import { publicBase } from '../public-url.ts';
import { listSources } from '../sources/list.ts';

export interface CatalogueOptions { reader: Pool; city: City; catalogue: Catalogue }

export function catalogueRoutes({ reader, city, catalogue }: CatalogueOptions): Router {
  const router = new Router();
  const fresh = 'public, no-cache';

  router.get('/api/catalogue', async (context) => {
    context.body = await catalogue.all();
    context.set('Cache-Control', fresh);
  });

  router.get('/api/catalogue/:layer', limit(120, 10), async (context) => {
    const { params: { layer } } = readInput('GET /api/catalogue/{layer}', context);
    context.body = await catalogue.detail(readLayer(layer), publicBase(context));
    context.set('Cache-Control', fresh);
  });

  router.get('/catalog.jsonld', limit(60, 10), async (context) => {
    const base = publicBase(context);
    const [datasets, sources] = await Promise.all([catalogue.all(), listSources(reader)]);
    const listed = await Promise.all(datasets.map(async (dataset) => ({ ...dataset, downloads: await catalogue.downloads(dataset.layer as LayerId, base) })));
    context.body = JSON.stringify(dcatCatalogue(city, base, listed, sources), null, 1);
    context.set('Cache-Control', fresh);
    context.set('Content-Type', 'application/ld+json; charset=utf-8');
  });

  router.get('/api/corrections-osm', limit(60, 10), async (context) => {
    const { query: { format = 'json', since = null } } = readInput('GET /api/corrections-osm', context);
    const corrections = await readCorrections(reader, since);
    context.set('Cache-Control', fresh);
    if (format !== 'json') context.set('Content-Disposition', `attachment; filename="corrections-openstreetmap-${city.id}.${format}"`);
    context.body = format === 'csv' ? correctionsCsv(corrections) : format === 'geojson' ? JSON.stringify(correctionsGeoJson(corrections)) : corrections;
    context.set('Content-Type', { csv: 'text/csv; charset=utf-8', geojson: 'application/geo+json', json: 'application/json; charset=utf-8' }[format]);
  });

  return router;
}
