// Every hour, and when somebody asks: what is due is refreshed in a process of its own; a failure is told once.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Task } from 'graphile-worker';
import { readCity } from '../../geodata/load/city-folder.ts';
import { declareSources, readSources } from '../../geodata/load/sources/declared.ts';
import { query, type PoolClient } from '../db.ts';
import { log } from '../log.ts';
import { settings } from '../settings.ts';
import { tellFailures } from '../sources/tell.ts';

const script = fileURLToPath(new URL('../../geodata/load/sources/process.ts', import.meta.url));

/** One job an hour, however many servers there are. */
export const refreshCrontab = '17 * * * * refresh-sources ?id=refresh-sources&max=1';

interface Word { id?: string; outcome?: string; reason?: string; error?: string; busy?: boolean }

/** Whether another process was at it. Raises when the process fails. */
function refreshApart(databaseUrl: string, signal: AbortSignal): Promise<boolean> {
  return new Promise((done, fail) => {
    const child = fork(script, { env: { ...process.env, DATABASE_URL: databaseUrl, KARTER_CITY: settings.city }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    let busy = false;
    child.on('message', (word: Word) => {
      if (word.busy !== undefined) busy = word.busy;
      else if (word.error) log.error({ source: word.id, error: word.error }, 'source');
      else if (word.reason) log.warn({ source: word.id, outcome: word.outcome, reason: word.reason }, 'source');
      else log.info({ source: word.id, outcome: word.outcome }, 'source');
    });
    const stop = () => { child.kill('SIGTERM'); };
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    child.once('error', fail);
    child.once('exit', (code, killed) => {
      signal.removeEventListener('abort', stop);
      if (code === 0 || signal.aborted) done(busy);
      else fail(new Error(`refreshing ended with ${killed ?? code}`));
    });
  });
}

/** Reads the declaration anew, so that a changed file needs no restart, and looks whether anything is to be done or was left undone. */
async function isAwaited(client: PoolClient): Promise<boolean> {
  await declareSources(client, readSources(settings.city));
  const { rows: [row] } = await client.query<{ awaited: boolean }>(query('sources/awaited'));
  return row!.awaited;
}

export function refreshTask(databaseUrl: string): Task {
  return async (_payload, { withPgClient, abortSignal }) => {
    if (!await withPgClient(isAwaited)) return;
    const busy = await refreshApart(databaseUrl, abortSignal);
    await withPgClient(async (client) => {
      await tellFailures(client, readCity(settings.city));
      // Asked for just as the other was ending: nobody waits for the next hour.
      if (busy) await client.query("select karter.enqueue('refresh-sources', '{}', now() + interval '1 minute', 'refresh-sources') from karter.sources where asked_at is not null limit 1");
    });
  };
}
