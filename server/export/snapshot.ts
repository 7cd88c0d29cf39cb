// A layer's chosen features as they are at one moment, read from a cursor: what is counted is what is then written.
import { exportedFieldsOf, type ExportedField } from '../../geodata/exported.ts';
import type { LayerDefinition } from '../../geodata/layer.ts';
import { layerById, type LayerId } from '../../geodata/layers.ts';
import { layerQuery, query, type Pool, type PoolClient } from '../db.ts';
import { conditionsOf } from '../ogc/conditions.ts';
import type { Conditions } from '../ogc/items-query.ts';

interface Share { name: string; count: number }
export interface Facts {
  count: number;
  /** Days that the data speaks of. */
  first: string | null;
  last: string | null;
  /** How many are made up. */
  demo: number;
  sources: readonly Share[];
  licences: readonly Share[];
  /** How many of each kind, `POINT`, `POLYGON`…; under an empty name those without position. */
  shapes: Readonly<Record<string, number>>;
}

export interface Selection { layer: LayerId; definition: LayerDefinition; fields: readonly ExportedField[]; conditions: Conditions }

export const select = (layer: LayerId, conditions: Conditions): Selection => ({ layer, definition: layerById[layer], fields: exportedFieldsOf(layerById[layer]), conditions });

/** Rows fetched at once: few enough that outlines of whole communes stay a few megabytes. */
const batch = 500;
/** One fetch; a costly filter is paid in the first. Longer than for a page: nobody waits for a map. */
const fetchMilliseconds = 30_000;

/** To a tenth of a millimetre, so that what is imported again is where it was; outer rings counter-clockwise (RFC 7946, 3.1.6), whichever way a file turned them. */
const degrees = 'ST_Transform(item.geom, 4326)';
/** Surfaces alone: the function turns lines round as well, whose way may mean something. */
const place = `case when GeometryType(item.geom) in ('POLYGON', 'MULTIPOLYGON') then ST_ForcePolygonCCW(${degrees}) else ${degrees} end`;
export const places = {
  geojson: `ST_AsGeoJSON(${place}, 9, 0)`,
  wkt: `ST_AsText(${place}, 9)`,
  longitude: `round(ST_X(${degrees})::numeric, 9)::float8::text`,
  latitude: `round(ST_Y(${degrees})::numeric, 9)::float8::text`,
  shape: 'GeometryType(item.geom)',
} as const;

/** A property as text, as JSON would write it; null where there is none. */
export function textOf({ column, field }: ExportedField): string {
  if (field.type === 'datetime') return `to_json(item.${column}) #>> '{}'`;
  return `item.${column}::text`;
}

export class Snapshot {
  readonly #client: PoolClient;
  readonly #selection: Selection;
  readonly #signal: AbortSignal;
  #broken = false;
  #closed = false;

  private constructor(client: PoolClient, selection: Selection, signal: AbortSignal) {
    this.#client = client;
    this.#selection = selection;
    this.#signal = signal;
  }

  /** Holds a connection until it is closed. */
  static async open(pool: Pool, selection: Selection, signal: AbortSignal): Promise<Snapshot> {
    const client = await pool.connect();
    const snapshot = new Snapshot(client, selection, signal);
    try {
      await client.query('begin isolation level repeatable read read only');
      await client.query(`set local statement_timeout = ${fetchMilliseconds}`);
      return snapshot;
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  /** Names of the communes by INSEE code. */
  async communes(): Promise<ReadonlyMap<string, string>> {
    const { rows } = await this.#query<{ insee: string; name: string }>(query('export-communes'), []);
    return new Map(rows.map(({ insee, name }) => [insee, name]));
  }

  async facts(): Promise<Facts> {
    const values: unknown[] = [];
    const { rows: [facts] } = await this.#query<Facts>(this.#text('export-facts', '', values), values);
    return facts!;
  }

  /** Every chosen feature, as the values asked for: SQL over `item`, each told as text; `also` is one more condition of ours. */
  async *rows(expressions: readonly string[], also = 'true'): AsyncGenerator<(string | null)[][]> {
    const values: unknown[] = [];
    const text = this.#text('export-rows', expressions.map((expression, index) => `${expression} as v${index}`).join(', '), values, also);
    await this.#query(`declare chosen no scroll cursor for ${text}`, values);
    for (;;) {
      this.#check();
      const { rows } = await this.#client.query<(string | null)[]>({ text: `fetch ${batch} from chosen`, rowMode: 'array' }).catch((error: unknown) => { this.#broken = true; throw error; });
      if (rows.length > 0) yield rows;
      if (rows.length < batch) break;
    }
    await this.#query('close chosen', []);
  }

  /** Gives the connection back; one that was left in the middle is closed instead. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    if (!this.#broken && !this.#signal.aborted) await this.#client.query('rollback').catch(() => { this.#broken = true; });
    this.#client.release(this.#broken || this.#signal.aborted);
  }

  #text(name: string, expressions: string, values: unknown[], also = 'true'): string {
    const { texts } = conditionsOf(this.#selection.layer, this.#selection.conditions, values);
    const conditions = [...texts, also].join(' and ');
    return layerQuery(name, this.#selection.layer).replace('{values}', () => expressions).replace('{conditions}', () => conditions);
  }

  /** Once it is closed the connection is somebody else's. */
  #check(): void {
    this.#signal.throwIfAborted();
    if (this.#closed) throw new Error('the snapshot is closed');
  }

  async #query<Row extends object>(text: string, values: unknown[]): Promise<{ rows: Row[] }> {
    this.#check();
    return this.#client.query<Row>(text, values).catch((error: unknown) => { this.#broken = true; throw error; });
  }
}
