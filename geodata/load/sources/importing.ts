// A source's file through the pipeline: read and compared, judged on what it would do, and only then written.
import { directClient, type Client } from '../../../server/db.ts';
import type { City } from '../../city.ts';
import { beginImport, commitImport, Moved, prepareImport, type ImportReport, type ImportWish } from '../pipeline.ts';

export interface JudgedWish extends ImportWish {
  /** Why it is not to be written, in words; null: it may. */
  judge: (report: ImportReport) => string | null;
}
export interface Judged { report: ImportReport; written: boolean; held: string | null }
export type RunImport = (databaseUrl: string, city: City, wish: JudgedWish) => Promise<Judged>;

/** A statement that runs is called off by another connection, as the one who signed in: the application's role may not. */
async function callOff(databaseUrl: string, backend: number): Promise<void> {
  const client = directClient(databaseUrl);
  await client.connect();
  try {
    await client.query('select pg_cancel_backend($1)', [backend]);
  } finally {
    await client.end();
  }
}

async function carry(client: Client, city: City, wish: JudgedWish): Promise<Judged> {
  // A run that was killed left its records; nobody else reads from here.
  await client.query("delete from karter.imports where file_path = $1 and state <> 'ecrit'", [wish.path]);
  const imported = await beginImport(client, wish);
  let written = false;
  try {
    const report = await prepareImport(client, city, imported, wish);
    const held = report.refused > 0 ? null : wish.judge(report);
    if (report.refused > 0 || held !== null || wish.dryRun) return { report, written, held };
    for (let attempt = 1; ; attempt += 1) {
      wish.signal?.throwIfAborted();
      try {
        const counts = await commitImport(client, imported, { complete: wish.complete ?? false });
        written = true;
        return { report: { ...report, ...counts }, written, held };
      } catch (error) {
        // Somebody edited the layer meanwhile: the comparison was made again.
        if (!(error instanceof Moved) || attempt === 3) throw error;
      }
    }
  } finally {
    if (!written) await client.query('delete from karter.imports where id = $1', [imported]).catch(() => {});
  }
}

/** Raises UnreadableFile, the signal's reason, the database's errors. */
export const runImport: RunImport = async (databaseUrl, city, wish) => {
  const client = directClient(databaseUrl, 'karter_app');
  await client.connect();
  // A process that is killed leaves a statement behind that may run for minutes and hold its locks: the database looks whether anyone still waits for it.
  await client.query("set client_connection_check_interval = '1s'; set statement_timeout = 0");
  const { rows: [row] } = await client.query<{ backend: number }>('select pg_backend_pid() as backend');
  const stop = () => { callOff(databaseUrl, row!.backend).catch(() => {}); };
  wish.signal?.addEventListener('abort', stop, { once: true });
  try {
    return await carry(client, city, wish);
  } finally {
    wish.signal?.removeEventListener('abort', stop);
    await client.end();
  }
};
