// OGC API: landing page, conformance, description, collections with their schemas and queryables, tilesets; each as JSON and as a page.
import Router from '@koa/router';
import type { Context } from 'koa';
import type { City } from '../../geodata/city.ts';
import { layerById, type LayerId } from '../../geodata/layers.ts';
import type { RouteId } from '../../geodata/contract.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Pool } from '../db.ts';
import { readInput } from '../input.ts';
import { answerWith } from '../ogc/answer.ts';
import { collectionOf, collectionsOf, queryablesOf, readLayer, schemaOf } from '../ogc/collections.ts';
import { conformance } from '../ogc/conformance.ts';
import { link, openApiType, relations, schemaType, selfLinks } from '../ogc/links.ts';
import { explorerPage, type Description } from '../ogc/pages/explorer.ts';
import { collectionPage, collectionsPage, conformancePage, landingPage, schemaPage } from '../ogc/pages/resources.ts';
import { matrixSetPage, matrixSetsPage, tilesetPage, tilesetsPage } from '../ogc/pages/tiles.ts';
import { matrixSet, matrixSetsOf, tilesetOf, tilesetsOf } from '../ogc/tilesets.ts';
import { openApi } from '../openapi.ts';
import type { PageAssets } from '../pages/assets.ts';
import { publicBase } from '../public-url.ts';
import type { Items } from './items.ts';
import { itemRoutes } from './ogc-items.ts';

/** The layer of an address under /ogc/collections/, with nothing asked that its route does not know. */
function readLayerOf(id: Extract<RouteId, `GET /ogc/collections/{layer}${string}`>, context: Context & { params: Record<string, string> }): LayerId {
  readInput(id, context);
  return readLayer(context.params.layer);
}

/** A filter that means something on this layer, for whoever has not written one yet. */
function exampleFilter(layer: LayerId): string {
  const code = Object.entries(layerById[layer].fields).find(([, field]) => field.type === 'code' && field.codes);
  return code ? `${code[0]} = '${Object.keys(code[1].codes!)[0]}'` : "casei(name) like casei('%a%')";
}

export interface OgcOptions { reader: Pool; city: City; items: Items; assets: PageAssets; catalogue: Catalogue }

export function ogcRoutes({ reader, city, items, assets, catalogue }: OgcOptions): Router {
  const router = new Router();
  const answer = answerWith({ city, assets });
  const source = { reader, city };
  const saidOf = async (layer: LayerId) => (await catalogue.definitions()).get(layer)?.fields ?? {};

  router.get('/ogc', (context) => {
    readInput('GET /ogc', context);
    const base = publicBase(context);
    answer(context, {
      document: () => ({
        title: `Karter ${city.name}`,
        description: `La carte des quartiers de ${city.name} : emploi, épiceries solidaires, fonds citoyens, commerces, jardins.`,
        attribution: city.attribution,
        links: [
          ...selfLinks(context), link('service-desc', `${base}/ogc/api`, openApiType, 'Description OpenAPI'),
          link('service-doc', `${base}/ogc/api?f=html`, 'text/html', 'La description, à lire'),
          link('conformance', `${base}/ogc/conformance`, 'application/json', 'Conformité'), link(relations.conformance, `${base}/ogc/conformance`, 'application/json', 'Conformité'),
          link('data', `${base}/ogc/collections`, 'application/json', 'Les collections'), link(relations.data, `${base}/ogc/collections`, 'application/json', 'Les collections'),
          link(relations.tilesets, `${base}/ogc/tiles`, 'application/json', 'Tuiles vectorielles de toutes les couches'),
          link(relations.tilingSchemes, `${base}/ogc/tileMatrixSets`, 'application/json', 'Les grilles de tuiles'),
        ],
      }),
      page: () => landingPage(base, city),
    });
  });

  router.get('/ogc/conformance', (context) => {
    readInput('GET /ogc/conformance', context);
    answer(context, { document: () => ({ links: selfLinks(context), conformsTo: conformance }), page: (base) => conformancePage(base, conformance) });
  });

  router.get('/ogc/api', (context) => {
    readInput('GET /ogc/api', context);
    const description = openApi(city, publicBase(context));
    answer(context, { type: openApiType, document: () => description, page: (base) => explorerPage(base, description as Description) });
  });

  router.get('/ogc/collections', async (context) => {
    readInput('GET /ogc/collections', context);
    const all = await collectionsOf(source, context);
    answer(context, { document: () => all, page: (base) => collectionsPage(base, all.collections) });
  });

  router.get('/ogc/collections/:layer', async (context) => {
    const one = await collectionOf(source, publicBase(context), readLayerOf('GET /ogc/collections/{layer}', context));
    answer(context, { document: () => one, page: (base) => collectionPage(base, one) });
  });

  router.get('/ogc/collections/:layer/schema', async (context) => {
    const layer = readLayerOf('GET /ogc/collections/{layer}/schema', context);
    const schema = schemaOf(publicBase(context), layer, await saidOf(layer));
    answer(context, { type: schemaType, document: () => schema, page: (base) => schemaPage(base, layerById[layer], schema) });
  });

  router.get('/ogc/collections/:layer/queryables', async (context) => {
    const layer = readLayerOf('GET /ogc/collections/{layer}/queryables', context);
    const schema = queryablesOf(publicBase(context), layer, await saidOf(layer));
    answer(context, { type: schemaType, document: () => schema, page: (base) => schemaPage(base, layerById[layer], schema, exampleFilter(layer)) });
  });

  router.get('/ogc/collections/:layer/tiles', (context) => {
    const layer = readLayerOf('GET /ogc/collections/{layer}/tiles', context);
    const all = tilesetsOf(context, city, layer);
    answer(context, { document: () => all, page: (base) => tilesetsPage(base, all.tilesets, layer) });
  });

  router.get('/ogc/collections/:layer/tiles/:tileMatrixSetId', (context) => {
    const layer = readLayerOf('GET /ogc/collections/{layer}/tiles/{tileMatrixSetId}', context);
    const tileset = tilesetOf(context, city, layer);
    answer(context, { document: () => tileset, page: (base) => tilesetPage(base, tileset, layer) });
  });

  router.get('/ogc/tiles', (context) => {
    readInput('GET /ogc/tiles', context);
    const all = tilesetsOf(context, city);
    answer(context, { document: () => all, page: (base) => tilesetsPage(base, all.tilesets) });
  });

  router.get('/ogc/tiles/:tileMatrixSetId', (context) => {
    readInput('GET /ogc/tiles/{tileMatrixSetId}', context);
    const tileset = tilesetOf(context, city);
    answer(context, { document: () => tileset, page: (base) => tilesetPage(base, tileset) });
  });

  router.get('/ogc/tileMatrixSets', (context) => {
    readInput('GET /ogc/tileMatrixSets', context);
    answer(context, { document: () => matrixSetsOf(context), page: (base) => matrixSetsPage(base) });
  });

  router.get('/ogc/tileMatrixSets/:tileMatrixSetId', (context) => {
    readInput('GET /ogc/tileMatrixSets/{tileMatrixSetId}', context);
    answer(context, { document: () => ({ links: selfLinks(context), ...matrixSet() }), page: (base) => matrixSetPage(base, matrixSet()) });
  });

  router.use(itemRoutes({ items, city, answer }).routes());
  return router;
}
