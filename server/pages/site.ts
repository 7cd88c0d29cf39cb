// What every page is made from, and what a page is before it is written.
import type { Address, Position } from '../../geodata/address.ts';
import type { City } from '../../geodata/city.ts';
import type { ThemeId } from '../../geodata/layer.ts';
import { publicLayers, type LayerId } from '../../geodata/layers.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { layerQuery, type Database } from '../db.ts';
import type { Quartiers } from '../quartiers.ts';
import type { Chosen } from './drawn/reading.ts';
import type { Html } from './html.ts';

export interface Site {
  database: Database;
  city: City;
  quartiers: Quartiers;
  /** Features of each public layer. */
  counts: () => Promise<ReadonlyMap<LayerId, number>>;
  catalogue: Catalogue;
}

export interface PageContent {
  status: number;
  /** Null: the home page, which carries the city's name alone. */
  title: string | null;
  description: string;
  theme: ThemeId | 'fond' | null;
  article: Html;
  /** Where the map stands unless the address says. */
  position: Position;
  chosen?: Chosen;
  /** Answers of the API that the page was made from, for the client to begin with. */
  answers?: Readonly<Record<string, unknown>>;
  structured?: object;
  /** Whether search engines are asked to pass by: errors, searches, demonstration. */
  hidden?: boolean;
  /** The client does not know this page: it is complete without. */
  still?: boolean;
}

export type MakePage = (site: Site, address: Address) => Promise<PageContent>;

/** One statement for all counts. */
export async function readCounts(database: Database): Promise<ReadonlyMap<LayerId, number>> {
  const text = publicLayers.map(({ id }) => layerQuery('page-counts', id as LayerId)).join(' union all ');
  const { rows } = await database.reader.query<{ layer: LayerId; count: number }>(text);
  return new Map(rows.map(({ layer, count }) => [layer, count]));
}
