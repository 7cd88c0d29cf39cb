// Features asked for: a page of them, filtered and in the reference system that is wanted, and one alone.
import Router from '@koa/router';
import type { Feature, Geometry } from 'geojson';
import type { City } from '../../geodata/city.ts';
import { itemsQuery, maxItems } from '../../geodata/contract/ogc.ts';
import { readInput, readQuery } from '../input.ts';
import type { Answer } from '../ogc/answer.ts';
import { readLayer } from '../ogc/collections.ts';
import type { ItemsQuery } from '../ogc/conditions.ts';
import { queryReader } from '../ogc/items-query.ts';
import { geoJsonType, link, relations, schemaType, selfLinks, withParameter } from '../ogc/links.ts';
import { itemPage, itemsPage } from '../ogc/pages/features.ts';
import { publicBase } from '../public-url.ts';
import type { Items } from './items.ts';

type Item = Feature<Geometry | null, Record<string, unknown>>;

interface Options {
  items: Items;
  city: City;
  answer: Answer;
}

export function itemRoutes({ items, city, answer }: Options): Router {
  const router = new Router();
  const { read, systemOf } = queryReader(city);

  router.get('/ogc/collections/:layer/items', async (context) => {
    const layer = readLayer(context.params.layer);
    const written = readQuery(context);
    const { query, conditions } = read(layer, written, itemsQuery);
    const asked: ItemsQuery = { ...conditions, limit: Math.min(query.limit ?? 10, maxItems), after: Number(query.after ?? '0'), system: systemOf('crs', query.crs) };
    const page = await items.page(layer, asked);
    const collection = `${publicBase(context)}/ogc/collections/${layer}`;
    const next = page.next === null ? null : withParameter(context, 'after', String(page.next));
    context.set('Content-Crs', `<${asked.system.uri}>`);
    context.append('Link', `<${collection}/queryables>; rel="${relations.queryables}"; type="${schemaType}"`);
    answer(context, {
      type: geoJsonType,
      document: () => {
        const links = [...selfLinks(context, geoJsonType), link('collection', collection), link(relations.queryables, `${collection}/queryables`, schemaType), ...(next === null ? [] : [link('next', next, geoJsonType)])];
        const head = `{"type":"FeatureCollection","numberMatched":${page.matched},"numberReturned":${page.returned},"timeStamp":"${new Date().toISOString()}","links":${JSON.stringify(links)},"features":[`;
        return Buffer.concat([Buffer.from(head), page.features, Buffer.from(']}')]);
      },
      page: (base) => {
        const { after: _, ...others } = written;
        return itemsPage(base, {
          layer, items: JSON.parse(`[${page.features.toString()}]`) as Item[], matched: page.matched, next,
          first: asked.after > 0 ? `${collection}/items?${new URLSearchParams(others as Record<string, string>)}` : null, filter: typeof written.filter === 'string' ? written.filter : '',
        });
      },
    });
  });

  router.get('/ogc/collections/:layer/items/:id', async (context) => {
    const { params, query } = readInput('GET /ogc/collections/{layer}/items/{id}', context);
    const layer = readLayer(params.layer);
    const system = systemOf('crs', query.crs);
    const found = await items.one(layer, Number(params.id), system);
    const collection = `${publicBase(context)}/ogc/collections/${layer}`;
    if ('successor' in found) {
      context.redirect(`${collection}/items/${found.successor}${context.search}`);
      context.status = 308;
      return;
    }
    context.set('Content-Crs', `<${system.uri}>`);
    answer(context, {
      type: geoJsonType,
      document: () => {
        const links = [...selfLinks(context, geoJsonType), link('collection', collection), link('alternate', `${publicBase(context)}/lieux/${layer}/${params.id}`, 'text/html', 'La fiche, sur la carte')];
        return `${found.feature.slice(0, -1)},"links":${JSON.stringify(links)}}`;
      },
      page: (base) => itemPage(base, layer, JSON.parse(found.feature) as Item),
    });
  });

  return router;
}
