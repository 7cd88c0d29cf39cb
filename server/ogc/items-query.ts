// What is asked of a list of features, read from the query: the same for a page of items and for a download.
import type { z } from 'zod';
import type { City } from '../../geodata/city.ts';
import type { conditionsQuery } from '../../geodata/contract/ogc.ts';
import type { LayerId } from '../../geodata/layers.ts';
import { defaultSystem, systemsAround, type ReferenceSystem } from '../../geodata/reference-systems.ts';
import { readJson } from '../cql2/json.ts';
import { readText } from '../cql2/text.ts';
import { badRequest, invalid } from '../problem.ts';
import { queryables, readBox, readDatetime, readValues, type ItemsQuery } from './conditions.ts';

/** A query that narrows, and whatever else its route reads. */
type Schema = z.ZodObject<typeof conditionsQuery>;
export type Conditions = Pick<ItemsQuery, 'box' | 'during' | 'values' | 'filter'>;

export interface QueryReader {
  systemOf: (parameter: string, uri: string | undefined) => ReferenceSystem;
  /** Raises 400 for what does not fit, and for a name that is neither in the schema nor a property of the layer. */
  read: <Query extends Schema>(layer: LayerId, written: Record<string, string | string[]>, schema: Query) => { query: z.infer<Query>; conditions: Conditions };
}

export function queryReader(city: City): QueryReader {
  const systems = systemsAround(city.bounds);

  function systemOf(parameter: string, uri: string | undefined): ReferenceSystem {
    if (uri === undefined) return defaultSystem;
    const system = systems.find((one) => one.uri === uri);
    if (!system) throw badRequest(`${parameter} : un des systèmes de coordonnées de la collection (« crs »).`, { errors: [{ parameter, reason: 'un des systèmes de coordonnées de la collection (« crs »)' }] });
    return system;
  }

  return {
    systemOf,
    read(layer, written, schema) {
      const named = queryables(layer).filter((name) => typeof written[name] === 'string');
      const rest = Object.fromEntries(Object.entries(written).filter(([name]) => !named.includes(name)));
      const reading = schema.safeParse(rest);
      if (!reading.success) throw invalid(reading.error);
      const query = reading.data;
      const { bbox, datetime, filter } = query as z.infer<Schema>;
      const [boxSystem, filterSystem] = [systemOf('bbox-crs', query['bbox-crs']), systemOf('filter-crs', query['filter-crs'])];
      // A form sends its field empty where nothing is asked.
      const tree = filter === undefined || filter.trim() === '' ? undefined : query['filter-lang'] === 'cql2-json' ? readJson(filter) : readText(filter);
      return {
        query,
        conditions: {
          ...(bbox ? { box: { corners: readBox(bbox, boxSystem), system: boxSystem } } : {}),
          ...(datetime ? { during: readDatetime(datetime) } : {}),
          values: new Map(named.map((name): [string, string[]] => [name, readValues(layer, name, written[name] as string)])),
          ...(tree ? { filter: { tree, system: filterSystem } } : {}),
        },
      };
    },
  };
}
