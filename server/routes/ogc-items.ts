// Features asked for: a page of them, filtered and in the reference system that is wanted, and one alone.
import Router from '@koa/router';
import type { Feature, Geometry } from 'geojson';
import type { City } from '../../geodata/city.ts';
import { contract, maxItems } from '../../geodata/contract.ts';
import type { LayerId } from '../../geodata/layers.ts';
import { defaultSystem, systemsAround, type ReferenceSystem } from '../../geodata/reference-systems.ts';
import { readJson } from '../cql2/json.ts';
import { readText } from '../cql2/text.ts';
import { readInput, readQuery } from '../input.ts';
import type { Answer } from '../ogc/answer.ts';
import { readLayer } from '../ogc/collections.ts';
import { queryables, readBox, readDatetime, readValues, type ItemsQuery } from '../ogc/conditions.ts';
import { geoJsonType, link, relations, schemaType, selfLinks, withParameter } from '../ogc/links.ts';
import { itemPage, itemsPage } from '../ogc/pages/features.ts';
import { badRequest, invalid } from '../problem.ts';
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
  const systems = systemsAround(city.bounds);

  function systemOf(parameter: string, uri: string | undefined): ReferenceSystem {
    if (uri === undefined) return defaultSystem;
    const system = systems.find((one) => one.uri === uri);
    if (!system) throw badRequest(`${parameter} : un des systèmes de coordonnées de la collection (« crs »).`, { errors: [{ parameter, reason: 'un des systèmes de coordonnées de la collection (« crs »)' }] });
    return system;
  }

  function read(layer: LayerId, written: Record<string, string | string[]>): ItemsQuery {
    const named = queryables(layer).filter((name) => typeof written[name] === 'string');
    const rest = Object.fromEntries(Object.entries(written).filter(([name]) => !named.includes(name)));
    const reading = contract['GET /ogc/collections/{layer}/items'].query.safeParse(rest);
    if (!reading.success) throw invalid(reading.error);
    const { bbox, datetime, limit = 10, after = '0', crs, filter } = reading.data;
    const [boxSystem, filterSystem] = [systemOf('bbox-crs', reading.data['bbox-crs']), systemOf('filter-crs', reading.data['filter-crs'])];
    // A form sends its field empty where nothing is asked.
    const tree = filter === undefined || filter.trim() === '' ? undefined : reading.data['filter-lang'] === 'cql2-json' ? readJson(filter) : readText(filter);
    return {
      limit: Math.min(limit, maxItems), after: Number(after), system: systemOf('crs', crs),
      ...(bbox ? { box: { corners: readBox(bbox, boxSystem), system: boxSystem } } : {}),
      ...(datetime ? { during: readDatetime(datetime) } : {}),
      values: new Map(named.map((name): [string, string[]] => [name, readValues(layer, name, written[name] as string)])),
      ...(tree ? { filter: { tree, system: filterSystem } } : {}),
    };
  }

  router.get('/ogc/collections/:layer/items', async (context) => {
    const layer = readLayer(context.params.layer);
    const written = readQuery(context);
    const asked = read(layer, written);
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
