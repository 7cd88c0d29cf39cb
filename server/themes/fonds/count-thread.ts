// Counts ballots in a thread of its own: thousands of them take seconds, and other readers do not wait.
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { Rule } from './awards.ts';
import type { Election } from './ballots.ts';
import { countBallots, type Computed } from './closing.ts';

/** @throws the count's own error. */
export function countApart(election: Election, rule: Rule): Promise<Computed> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL(import.meta.url), { workerData: { election, rule } });
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', (code) => { if (code !== 0) reject(new Error(`the count ended with ${code}`)); });
  });
}

if (!isMainThread && parentPort) {
  const { election, rule } = workerData as { election: Election; rule: Rule };
  parentPort.postMessage(countBallots(election, rule));
}
