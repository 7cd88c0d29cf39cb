// OGC API – Features, Part 1 (OGC 17-069r4): landing page, conformance, description, collections, items.
import Router from '@koa/router';
import type { Context } from 'koa';
import { maxItems } from '../../geodata/contract.ts';
import type { City } from '../../geodata/city.ts';
import { fieldsOf } from '../../geodata/layer.ts';
import { layerById, publicLayers, type LayerId } from '../../geodata/layers.ts';
import { publishedSchema } from '../../geodata/schema.ts';
import { contract } from '../../geodata/contract.ts';
import { layerQuery, type Pool } from '../db.ts';
import { readInput, readQuery } from '../input.ts';
import { openApi } from '../openapi.ts';
import { badRequest, invalid, notFound } from '../problem.ts';
import { publicBase } from '../public-url.ts';
import { Items, queryables, readDatetime } from './items.ts';

const crs84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84';
const openApiType = 'application/vnd.oai.openapi+json;version=3.0';
const link = (rel: string, href: string, type = 'application/json', title?: string) => ({ rel, href, type, ...(title ? { title } : {}) });

const conformance = [
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core',
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30',
  'http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson',
];

interface Extent { count: number; west: number | null; south: number | null; east: number | null; north: number | null; begins: string | null; ends: string | null }

const moment = (day: string | null) => (day === null || day.includes('infinity') ? null : `${day}T00:00:00Z`);

function readLayer(context: Context & { params: Record<string, string> }): LayerId {
  const { params } = readInput('GET /ogc/collections/{layer}', context);
  if (!layerById[params.layer].public) throw notFound();
  return params.layer;
}

export function ogcRoutes({ reader, city, items }: { reader: Pool; city: City; items: Items }): Router {
  const router = new Router();

  async function collection(base: string, id: LayerId): Promise<object> {
    const layer = layerById[id];
    const { rows: [extent] } = await reader.query<Extent>(layerQuery('collection', id));
    const { west, south, east, north, begins, ends } = extent!;
    const self = `${base}/ogc/collections/${id}`;
    return {
      id, title: layer.title, description: layer.description, itemType: 'feature',
      extent: {
        spatial: { bbox: [west === null ? city.bounds : [west, south, east, north]], crs: crs84 },
        temporal: { interval: [[moment(begins), moment(ends)]] },
      },
      crs: [crs84],
      links: [
        link('self', self, 'application/json', layer.title),
        link('items', `${self}/items`, 'application/geo+json', `${layer.title} : les entités`),
        link('describedby', `${self}/schema`, 'application/schema+json', 'Schéma des propriétés'),
        link('tilesets-vector', `${base}/tiles.json?layers=${id}`, 'application/json', 'Tuiles vectorielles'),
        link('alternate', `${base}/donnees`, 'text/html', 'Les données, sur la carte'),
      ],
    };
  }

  router.get('/ogc', (context) => {
    const base = publicBase(context);
    context.body = {
      title: `Karter ${city.name}`,
      description: `La carte des quartiers de ${city.name} : emploi, épiceries solidaires, fonds citoyens, commerces, jardins.`,
      attribution: city.attribution,
      links: [
        link('self', `${base}/ogc`), link('service-desc', `${base}/ogc/api`, openApiType, 'Description OpenAPI'),
        link('service-doc', `${base}/donnees`, 'text/html', 'Les données expliquées'),
        link('conformance', `${base}/ogc/conformance`), link('data', `${base}/ogc/collections`, 'application/json', 'Les collections'),
      ],
    };
  });

  router.get('/ogc/conformance', (context) => { context.body = { conformsTo: conformance }; });

  router.get('/ogc/api', (context) => {
    context.body = JSON.stringify(openApi(city, publicBase(context)));
    context.set('Content-Type', openApiType);
  });

  router.get('/ogc/collections', async (context) => {
    const base = publicBase(context);
    context.body = {
      links: [link('self', `${base}/ogc/collections`)],
      collections: await Promise.all(publicLayers.map((layer) => collection(base, layer.id as LayerId))),
    };
  });

  router.get('/ogc/collections/:layer', async (context) => { context.body = await collection(publicBase(context), readLayer(context)); });

  router.get('/ogc/collections/:layer/schema', (context) => {
    const layer = readLayer(context);
    context.body = JSON.stringify({
      $schema: 'https://json-schema.org/draft/2020-12/schema', $id: `${publicBase(context)}/ogc/collections/${layer}/schema`,
      title: layerById[layer].title, type: 'object', properties: { geometry: { format: 'geometry-any' }, ...publishedSchema(layerById[layer]) },
    });
    context.set('Content-Type', 'application/schema+json');
  });

  router.get('/ogc/collections/:layer/items', async (context) => {
    const layer = readLayer(context);
    const written = readQuery(context);
    const filters = queryables(layer).filter((name) => typeof written[name] === 'string');
    const rest = Object.fromEntries(Object.entries(written).filter(([name]) => !filters.includes(name)));
    const reading = contract['GET /ogc/collections/{layer}/items'].query.safeParse(rest);
    if (!reading.success) throw invalid(reading.error);
    const { bbox, datetime, limit = 10, after = '0' } = reading.data;
    const asked = {
      limit: Math.min(limit, maxItems), after: Number(after), ...(bbox ? { bbox } : {}),
      ...(datetime ? { during: readDatetime(datetime) } : {}),
      values: new Map(filters.map((name): [string, string[]] => [name, readValues(layer, name, written[name] as string)])),
    };
    const page = await items.page(layer, asked);
    const self = `${publicBase(context)}/ogc/collections/${layer}`;
    const nextQuery = new URLSearchParams(written as Record<string, string>);
    if (page.next !== null) nextQuery.set('after', String(page.next));
    const links = [
      link('self', `${self}/items${context.search}`, 'application/geo+json'),
      link('collection', self),
      ...(page.next !== null ? [link('next', `${self}/items?${nextQuery}`, 'application/geo+json')] : []),
    ];
    context.set('Content-Crs', `<${crs84}>`);
    context.set('Content-Type', 'application/geo+json');
    context.set('Cache-Control', 'public, no-cache');
    const head = `{"type":"FeatureCollection","numberMatched":${page.matched},"numberReturned":${page.returned},"timeStamp":"${new Date().toISOString()}","links":${JSON.stringify(links)},"features":[`;
    context.body = Buffer.concat([Buffer.from(head), page.features, Buffer.from(']}')]);
  });

  router.get('/ogc/collections/:layer/items/:id', async (context) => {
    const layer = readLayer(context);
    const { params } = readInput('GET /ogc/collections/{layer}/items/{id}', context);
    const found = await items.one(layer, Number(params.id));
    const self = `${publicBase(context)}/ogc/collections/${layer}`;
    if ('successor' in found) {
      context.status = 308;
      context.redirect(`${self}/items/${found.successor}`);
      context.status = 308;
      return;
    }
    const links = [link('self', `${self}/items/${params.id}`, 'application/geo+json'), link('collection', self), link('alternate', `${publicBase(context)}/lieux/${layer}/${params.id}`, 'text/html')];
    context.set('Content-Crs', `<${crs84}>`);
    context.set('Content-Type', 'application/geo+json');
    context.set('Cache-Control', 'public, no-cache');
    context.body = `${found.feature.slice(0, -1)},"links":${JSON.stringify(links)}}`;
  });

  return router;
}

/** Codes may be several, separated by commas; anything else is compared whole. */
function readValues(layer: LayerId, name: string, text: string): string[] {
  if (text.includes('\0') || text.length > 500) throw badRequest(`${name} : un texte court, sans caractère nul.`);
  return fieldsOf(layerById[layer])[name]?.type === 'code' ? text.split(',') : [text];
}
