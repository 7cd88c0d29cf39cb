// The server: one process that watches and schedules, and one a core that answers.
import cluster from 'node:cluster';
import { holdCalendar } from './nightly.ts';
import type { Runner } from 'graphile-worker';
import { workOnJobs } from './jobs/jobs.ts';
import { refreshCrontab, refreshTask } from './jobs/refresh-sources.ts';
import { log } from './log.ts';
import { settings } from './settings.ts';
import { startWorker } from './worker.ts';

if (!settings.databaseUrl) {
  console.error('DATABASE_URL manque : lancez « npm start », qui prépare la base, ou donnez l’adresse d’une base PostgreSQL.');
  process.exit(1);
}

/** The C library otherwise keeps a reserve a thread, and four threads compress: 60 MB a process that nobody uses. */
const frugal = { MALLOC_ARENA_MAX: '2' };

if (cluster.isPrimary) {
  let stopping = false;
  let quickDeaths = 0;
  const stopCalendar = holdCalendar();
  let jobs: Runner | undefined;
  workOnJobs(settings.databaseUrl, { 'refresh-sources': refreshTask(settings.databaseUrl) }, refreshCrontab).then((runner) => {
    if (stopping) { void runner.stop(); return; }
    jobs = runner;
    // What fell due while nothing ran, or was cut off with it.
    runner.addJob('refresh-sources', {}, { jobKey: 'refresh-sources' }).catch(() => {});
  }, (error: Error) => log.error({ reason: error.message }, 'jobs cannot start'));
  // Requests leave short-lived buffers behind: a small nursery gives them back 30 to 60 MB a process sooner, at no measured cost.
  cluster.setupPrimary({ execArgv: [...process.execArgv, '--max-semi-space-size=4'] });
  for (let index = 0; index < settings.processes; index += 1) cluster.fork(frugal);
  cluster.on('exit', (worker, code, signal) => {
    if (stopping) return;
    log.error({ worker: worker.process.pid, code, signal }, 'worker ended');
    // A worker that cannot start (port taken, database gone) says so with code 1: starting it for ever would hide it.
    quickDeaths += 1;
    setTimeout(() => { quickDeaths = Math.max(0, quickDeaths - 1); }, 10_000).unref();
    if (quickDeaths > 5) { void stop(1); return; }
    setTimeout(() => { if (!stopping) cluster.fork(frugal); }, 200);
  });
  const stop = async (code: number) => {
    if (stopping) return;
    stopping = true;
    stopCalendar();
    await jobs?.stop().catch(() => {});
    const workers = Object.values(cluster.workers ?? {});
    const ended = workers.map((worker) => new Promise<void>((resolve) => { worker?.once('exit', () => resolve()); worker?.process.kill('SIGTERM'); }));
    const late = setTimeout(() => workers.forEach((worker) => worker?.process.kill('SIGKILL')), 8000);
    await Promise.all(ended);
    clearTimeout(late);
    process.exit(code);
  };
  process.on('SIGTERM', () => void stop(0));
  process.on('SIGINT', () => void stop(0));
} else {
  // The primary decides; Ctrl-C reaches the whole group at once.
  process.on('SIGINT', () => {});
  try {
    const running = await startWorker();
    let closing = false;
    const close = () => {
      if (closing) return;
      closing = true;
      void running.close().finally(() => process.exit(0));
    };
    process.on('SIGTERM', close);
    process.on('disconnect', close);
  } catch (error) {
    log.fatal({ reason: (error as Error).message, code: (error as { code?: string }).code }, 'cannot start');
    process.exit(1);
  }
}
