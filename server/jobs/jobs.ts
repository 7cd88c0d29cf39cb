// The job queue (graphile-worker on our own database): letters, purges and whatever a theme schedules.
import { run, type Runner, type TaskList } from 'graphile-worker';
import { Logger } from 'graphile-worker';
import { ownerPool } from '../db.ts';
import { log } from '../log.ts';
import { sendNow, type Letter } from '../mail/send.ts';
import { forgetContact } from './forget-contact.ts';

const quiet = new Logger(() => (level, message) => { if (level === 'error' || level === 'warning') log.warn({ message }, 'jobs'); });

/** Works through the queue until stopped. Raises the database's error when it cannot start. */
export async function workOnJobs(databaseUrl: string, tasks: TaskList = {}, crontab = ''): Promise<Runner> {
  return run({
    pgPool: ownerPool(databaseUrl), concurrency: 2, pollInterval: 5000, noHandleSignals: true, logger: quiet,
    // What runs long is told at once to stop when the server does.
    gracefulShutdownAbortTimeout: 100,
    ...(crontab ? { crontab } : {}),
    taskList: { mail: async (letter) => { await sendNow(letter as Letter); }, 'forget-contact': forgetContact, ...tasks },
  });
}
