// Refreshes what is due, one source after another, and only here: a lock in the database keeps every other process out meanwhile.
import { join } from 'node:path';
import { directClient, query, type Client } from '../../../server/db.ts';
import { Source, type Outcome } from '../../sources.ts';
import { readCity } from '../city-folder.ts';
import { fetchRules, type FetchRules } from '../fetch/fetch-rules.ts';
import { declareSources, nextTime, readSources } from './declared.ts';
import { runImport as pipeline, type RunImport } from './importing.ts';
import { Shelf } from './kept.ts';
import { refreshOne, type End, type Known } from './refresh-one.ts';

export interface RefreshWish {
  databaseUrl: string;
  /** KARTER_CITY. */
  city: string;
  /** Where last good versions are kept: KARTER_DATA. */
  folder: string;
  /** These sources, due or not; absent: what is due or was asked for. */
  only?: readonly string[] | undefined;
  cause: 'horaire' | 'commande';
  force?: boolean | undefined;
  kept?: boolean | undefined;
  accept?: boolean | undefined;
  dryRun?: boolean | undefined;
  signal?: AbortSignal | undefined;
  rules?: FetchRules | undefined;
  runImport?: RunImport | undefined;
  beatMilliseconds?: number | undefined;
  /** Hears how each ended. */
  onEnd?: ((refreshed: Refreshed) => void) | undefined;
  /** Hears what nobody foresaw. */
  onError?: ((error: unknown, source: string) => void) | undefined;
}

export interface Refreshed { id: string; title: string; outcome: Outcome; reason?: string; counts?: End['counts']; detail?: unknown }
export type RefreshReport = { busy: true } | { busy: false; refreshed: Refreshed[] };

/** Any number that every Karter process takes the same lock with; it ends with the connection, however the process ends. */
const refreshLock = 4_827_190_320;
const hour = 3_600_000;

interface Row extends Known { id: string; declared: unknown; failures: number; asked: boolean }

class Stopped extends Error {}

/** Failures are tried again soon, then less and less often, never later than the schedule says. */
function nextDue(outcome: Outcome, source: Source, failures: number, timezone: string): Date {
  const scheduled = nextTime(source.schedule, timezone);
  if (outcome === 'annulee') return scheduled;
  return outcome === 'echec' ? new Date(Math.min(scheduled.getTime(), Date.now() + hour * 2 ** Math.min(failures, 5))) : scheduled;
}

class Refreshing {
  readonly #wish: RefreshWish;
  readonly #client: Client;
  readonly #city;
  readonly #rules: FetchRules;
  /** Set when the connection, and the lock with it, is lost. */
  readonly #lost = new AbortController();

  constructor(wish: RefreshWish, client: Client) {
    this.#wish = wish;
    this.#client = client;
    this.#city = readCity(wish.city);
    this.#rules = wish.rules ?? fetchRules();
    client.on('error', (error) => this.#lost.abort(error));
    client.on('end', () => this.#lost.abort(new Error('La connexion à la base est perdue.')));
  }

  get #outside(): AbortSignal {
    return this.#wish.signal ? AbortSignal.any([this.#wish.signal, this.#lost.signal]) : this.#lost.signal;
  }

  async all(): Promise<Refreshed[]> {
    await declareSources(this.#client, readSources(this.#wish.city));
    await this.#client.query(query('sources/interrupted'));
    const done: Refreshed[] = [];
    const only = this.#wish.only ? [...this.#wish.only] : null;
    for (;;) {
      this.#outside.throwIfAborted();
      const { rows: [row] } = await this.#client.query<Row>(query('sources/next'), [only, done.map(({ id }) => id)]);
      if (!row) return done;
      const refreshed = await this.#one(row);
      done.push(refreshed);
      this.#wish.onEnd?.(refreshed);
    }
  }

  async #one(row: Row): Promise<Refreshed> {
    const source = Source.parse(row.declared);
    const { dryRun = false, cause } = this.#wish;
    const run = dryRun ? null : (await this.#client.query<{ id: number }>(query('sources/begin'), [row.id, row.asked ? 'demande' : cause])).rows[0]!.id;
    let end: End;
    try {
      end = await this.#followed(source, row, run);
    } catch (error) {
      if (this.#lost.signal.aborted) throw this.#lost.signal.reason;
      if (error instanceof Stopped) end = { outcome: 'annulee', reason: 'Arrêtée à la demande d’un administrateur.' };
      else if (this.#wish.signal?.aborted) {
        if (run !== null) await this.#end(run, { outcome: 'annulee', reason: 'Le serveur s’est arrêté pendant l’actualisation ; elle reprendra.' }, new Date());
        throw error;
      } else {
        this.#wish.onError?.(error, row.id);
        end = { outcome: 'echec', reason: 'L’actualisation a échoué pour une raison imprévue, inscrite au journal du serveur.' };
      }
    }
    if (run !== null) {
      await this.#end(run, end, nextDue(end.outcome, source, row.failures, this.#city.timezone));
      if (end.file) await this.#shelf(row.id).dropOthers(end.file);
    }
    const { outcome, reason, counts, detail } = end;
    return { id: row.id, title: source.title, outcome, ...(reason ? { reason } : {}), ...(counts ? { counts } : {}), ...(detail ? { detail } : {}) };
  }

  #shelf(source: string): Shelf {
    return new Shelf(join(this.#wish.folder, 'sources', this.#city.id), source);
  }

  /** With a heartbeat, by which others see it live and can ask it to stop. */
  async #followed(source: Source, known: Known, run: number | null): Promise<End> {
    const { databaseUrl, runImport = pipeline, force = false, kept = false, accept = false, dryRun = false, beatMilliseconds = 5000 } = this.#wish;
    const stop = new AbortController();
    const signal = AbortSignal.any([this.#outside, stop.signal]);
    let stage = 'recherche';
    const beat = async () => {
      if (run === null) return;
      const { rows: [row] } = await this.#client.query<{ cancel: boolean }>(query('sources/beat'), [run, stage]);
      if (row?.cancel) stop.abort(new Stopped());
    };
    const timer = setInterval(() => { beat().catch((error: Error) => this.#lost.abort(error)); }, beatMilliseconds);
    try {
      return await refreshOne(source, known, {
        databaseUrl, city: this.#city, rules: this.#rules, shelf: this.#shelf(source.id), runImport, signal, force, kept, accept, dryRun,
        onStage: async (next) => { stage = next; await beat(); signal.throwIfAborted(); },
      });
    } finally {
      clearInterval(timer);
    }
  }

  async #end(run: number, end: End, due: Date): Promise<void> {
    await this.#client.query(query('sources/end'), [
      run, end.outcome, end.reason ?? null, end.detail ? JSON.stringify(end.detail) : null, end.bytes ?? null, end.hash ?? null, end.counts ? JSON.stringify(end.counts) : null, due,
      end.etag ?? null, end.modified ?? null, end.file ?? null, end.counts?.features ?? null,
    ]);
  }
}

/**
 * Refreshes what is due and what was asked for, or the sources named; busy when another process is at it.
 * Raises the signal's reason when called off, and the database's error when it is lost.
 */
export async function refreshSources(wish: RefreshWish): Promise<RefreshReport> {
  const client = directClient(wish.databaseUrl, 'karter_app');
  await client.connect();
  try {
    const refreshing = new Refreshing(wish, client);
    // A machine that vanished lets go of the lock in a minute rather than in two hours.
    await client.query('set tcp_keepalives_idle = 30; set tcp_keepalives_interval = 10; set tcp_keepalives_count = 3');
    const { rows: [lock] } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [refreshLock]);
    return lock!.taken ? { busy: false, refreshed: await refreshing.all() } : { busy: true };
  } finally {
    await client.end().catch(() => {});
  }
}
