// Refreshing in a process of its own, started by the server: a long import neither holds up its answers nor shares its memory, and ends with it.
import { dataFolder } from './kept.ts';
import { refreshSources } from './refresh.ts';

const stop = new AbortController();
const leave = () => stop.abort(new Error('the server stops'));
process.on('SIGTERM', leave);
// Ctrl-C reaches the whole group: the server decides.
process.on('SIGINT', () => {});
// The server is gone, however it went.
process.on('disconnect', leave);

try {
  const report = await refreshSources({
    databaseUrl: process.env.DATABASE_URL ?? '', city: process.env.KARTER_CITY ?? '', folder: dataFolder(), cause: 'horaire', signal: stop.signal,
    onEnd: ({ id, outcome, reason }) => process.send?.({ id, outcome, reason }),
    onError: (error, id) => process.send?.({ id, error: (error as Error).stack ?? String(error) }),
  });
  process.send?.({ busy: report.busy });
} catch (error) {
  if (!stop.signal.aborted) {
    process.send?.({ error: (error as Error).stack ?? String(error) });
    process.exitCode = 1;
  }
} finally {
  if (process.connected) process.disconnect();
}
