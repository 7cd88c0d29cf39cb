// Hears what changes in the database, whoever changed it, and tells the caches of this process; after a lost connection it catches up.
import { directClient, query, type Client } from './db.ts';
import { log } from './log.ts';

export interface Change {
  layer: string;
  /** Web-mercator box around what changed, metres: west, south, east, north; null when nothing drawn changed. */
  bounds: readonly [number, number, number, number] | null;
}
export type Listener = (changes: readonly Change[]) => void;

export interface ChangeFeed {
  /** Adds a listener. */
  onChange(listener: Listener): void;
  close(): Promise<void>;
}

/**
 * Listens on a direct connection (LISTEN does not pass through a pooler in transaction mode) and reads on from a watermark:
 * the oldest transaction that was still open, so that no late commit is missed. A change may be told twice, never less than once.
 */
export async function followChanges(databaseUrl: string, { retryMilliseconds = 500 } = {}): Promise<ChangeFeed> {
  const statement = query('changes');
  const listeners: Listener[] = [];
  let client: Client | null = null;
  let watermark: string | null = null;
  let closed = false;
  let retry: NodeJS.Timeout | undefined;
  let reading: Promise<void> | null = null;
  let again = false;

  async function read(): Promise<void> {
    if (reading) { again = true; return reading; }
    reading = (async () => {
      do {
        again = false;
        const { rows: [row] } = await client!.query<{ changes: Change[]; watermark: string }>(statement, [watermark]);
        watermark = row!.watermark;
        if (row!.changes.length > 0) for (const listener of listeners) listener(row!.changes);
      } while (again);
    })().finally(() => { reading = null; });
    return reading;
  }

  async function connect(): Promise<void> {
    const fresh = directClient(databaseUrl, 'karter_reader');
    let lost = false;
    const lose = () => {
      if (lost || closed) return;
      lost = true;
      client = null;
      retry = setTimeout(() => { connect().catch(() => {}); }, retryMilliseconds);
      fresh.end().catch(() => {});
    };
    fresh.on('error', lose);
    fresh.on('end', lose);
    try {
      await fresh.connect();
      await fresh.query('listen karter_changes');
      client = fresh;
      fresh.on('notification', () => { read().catch((error: Error) => { log.warn({ reason: error.message }, 'changes not read'); lose(); }); });
      if (watermark === null) {
        const { rows: [row] } = await fresh.query<{ watermark: string }>('select pg_snapshot_xmin(pg_current_snapshot())::text as watermark');
        watermark = row!.watermark;
      } else {
        await read();
      }
    } catch (error) {
      lose();
      throw error;
    }
  }

  await connect();
  return {
    onChange: (listener) => { listeners.push(listener); },
    close: async () => { closed = true; clearTimeout(retry); await client?.end().catch(() => {}); },
  };
}
