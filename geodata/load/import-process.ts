// One step of an import in a process of its own, started by the server: reading a file or writing what was read neither holds up answers nor shares their memory.
import { directClient } from '../../server/db.ts';
import type { ImportSettings } from '../contract/imports.ts';
import type { LayerId } from '../layers.ts';
import { readCity } from './city-folder.ts';
import { failureOf } from './failure.ts';
import { Cancelled, commitImport, failImport, Moved, prepareImport } from './pipeline.ts';
import { UnreadableFile } from './row.ts';

const imported = Number(process.argv[2]);
const stop = new AbortController();
process.on('SIGTERM', () => stop.abort(new UnreadableFile('Le serveur s’est arrêté pendant l’import : recommencez-le, rien n’a été écrit.')));
process.on('SIGINT', () => {});
process.on('disconnect', () => stop.abort(new UnreadableFile('Le serveur s’est arrêté pendant l’import : recommencez-le, rien n’a été écrit.')));

const client = directClient(process.env.DATABASE_URL ?? '', 'karter_app');
// A connection lost while idle is noticed by the next statement.
client.on('error', () => {});
await client.connect();
try {
  const { rows: [row] } = await client.query<{ layer: LayerId; file_name: string; file_path: string; state: string; wish: ImportSettings; person: string | null }>('select layer, file_name, file_path, state, wish, person from karter.imports where id = $1', [imported]);
  if (row?.state === 'lecture') {
    const { profile, ...wish } = row.wish;
    await prepareImport(client, readCity(process.env.KARTER_CITY ?? ''), imported, { ...wish, ...(profile === undefined ? {} : { profile: profile ?? '' }), layer: row.layer, path: row.file_path, name: row.file_name, signal: stop.signal });
  } else if (row?.state === 'ecriture') {
    try {
      await commitImport(client, imported, { complete: row.wish.complete ?? false, ...(row.person ? { person: row.person } : {}) });
    } catch (error) {
      if (!(error instanceof Moved)) throw error;
      await client.query("update karter.imports set state = 'pret', updated_at = now(), told = told || '{\"moved\": true}' where id = $1", [imported]);
    }
  }
} catch (error) {
  const reason = stop.signal.aborted ? stop.signal.reason as Error : error as Error;
  if (!(reason instanceof Cancelled)) {
    const known = reason instanceof UnreadableFile;
    await failImport(client, imported, known ? reason.message : failureOf(reason));
    if (!known) process.send?.({ error: reason.stack ?? String(reason) });
  } else await client.query('delete from karter.import_rows where import = $1', [imported]);
} finally {
  await client.end();
  if (process.connected) process.disconnect();
}
