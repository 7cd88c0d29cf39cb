// What there is to reuse, layer by layer, kept in memory until it changes.
import type { City } from '../../geodata/city.ts';
import type { Dataset, DatasetDetail, DatasetDownload, DatasetField, DatasetSource } from '../../geodata/contract/catalogue.ts';
import { exportFormatById, formatsOf, type ExportFormatId } from '../../geodata/export-formats.ts';
import { fieldsOf } from '../../geodata/layer.ts';
import { layerById, publicLayers, type LayerId } from '../../geodata/layers.ts';
import { licenceOf } from '../../geodata/licences.ts';
import type { ChangeFeed } from '../changes.ts';
import { layerQuery, query, type Pool } from '../db.ts';
import { lacking } from '../export/write.ts';
import { placeUrl } from '../place.ts';

type Read = Pick<Dataset, 'count' | 'demo' | 'unplaced' | 'first' | 'last' | 'changed_at' | 'imported_at' | 'accuracy' | 'bbox'> & { sources: Omit<DatasetSource, 'licence_url'>[] };
interface Sample { id: number; properties: Record<string, unknown> }
interface Said { layer: LayerId; made: string | null; fields: Record<string, string> }

export class Catalogue {
  readonly #reader: Pool;
  readonly #city: City;
  readonly #datasets = new Map<LayerId, Promise<Dataset>>();
  #said: Promise<Map<LayerId, Said>> | null = null;

  constructor(reader: Pool, city: City, feed?: ChangeFeed) {
    this.#reader = reader;
    this.#city = city;
    feed?.onChange((changes) => { for (const { layer } of changes) this.#datasets.delete(layer as LayerId); });
  }

  /** Every public layer, places before the ground they stand on. */
  all(): Promise<Dataset[]> {
    return Promise.all(publicLayers.toReversed().map(({ id }) => this.one(id as LayerId)));
  }

  one(layer: LayerId): Promise<Dataset> {
    const known = this.#datasets.get(layer);
    if (known) return known;
    const asked = this.#read(layer);
    this.#datasets.set(layer, asked);
    asked.catch(() => { if (this.#datasets.get(layer) === asked) this.#datasets.delete(layer); });
    return asked;
  }

  async #read(layer: LayerId): Promise<Dataset> {
    const [{ rows: [row] }, said] = await Promise.all([this.#reader.query<Read>(layerQuery('catalogue/layer', layer)), this.definitions()]);
    const { id, theme, title, description } = layerById[layer];
    return {
      layer: id, theme, title, description, made: said.get(layer)?.made ?? null, ...row!,
      sources: row!.sources.map((source) => ({ ...source, licence_url: licenceOf(source.licence)?.url ?? null })),
    };
  }

  /** The database's comments, which only change with its schema. */
  definitions(): Promise<ReadonlyMap<LayerId, Said>> {
    this.#said ??= this.#reader.query<Said>(query('catalogue/definitions'), [publicLayers.map(({ id }) => id)])
      .then(({ rows }) => new Map(rows.map((row) => [row.layer, row]))).catch((error: unknown) => { this.#said = null; throw error; });
    return this.#said;
  }

  /** Fields in the order a card shows them, after the identifier. */
  async fields(layer: LayerId): Promise<DatasetField[]> {
    const said = (await this.definitions()).get(layer)?.fields ?? {};
    const published = Object.entries(fieldsOf(layerById[layer])).map(([name, field]): DatasetField => ({
      name, title: field.title, type: field.type, unit: field.unit ?? null, codes: field.codes ?? null,
      definition: said[name] ?? field.description ?? null, derived: field.derived === true, required: field.required === true,
    }));
    return [{ name: 'id', title: 'Identifiant', type: 'integer', unit: null, codes: null, definition: said.id ?? null, derived: true, required: false }, ...published];
  }

  /** The files of a layer, and why one cannot be had here. */
  downloads(layer: LayerId, base: string): Promise<DatasetDownload[]> {
    return Promise.all(formatsOf(layer).map(async (id: ExportFormatId) => {
      const { title, use, media } = exportFormatById[id];
      return { id, title, use, media, url: `${base}/api/export/${layer}?format=${id}`, missing: (await lacking(id, this.#city))?.reason ?? null };
    }));
  }

  /** A layer in full, with addresses that start with `base`. */
  async detail(layer: LayerId, base: string): Promise<DatasetDetail> {
    const [dataset, fields, downloads, { rows }] = await Promise.all([this.one(layer), this.fields(layer), this.downloads(layer, base), this.#reader.query<Sample>(layerQuery('catalogue/sample', layer))]);
    return {
      ...dataset, fields, downloads,
      sample: rows.map(({ id, properties }) => ({ id, url: `${base}${placeUrl(layer, id, String(properties.slug ?? ''))}`, properties })),
      service: `${base}/ogc`,
    };
  }
}
