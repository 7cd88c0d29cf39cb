// Waits for a server that is out of reach: asks again after a while, each time later, and at once when the network comes back.

const longest = 60_000;

/** Settles when the address answers with success; rejects when the signal is aborted. */
export async function whenAnswering(path: string, patience: number, signal: AbortSignal): Promise<void> {
  for (let wait = patience; ; wait = Math.min(2 * wait, longest)) {
    await pause(wait, signal);
    if (!navigator.onLine) continue;
    const answer = await fetch(path, { signal, cache: 'no-store' }).catch(() => null);
    if (answer?.ok) return;
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(done, milliseconds);
    addEventListener('online', done);
    signal.addEventListener('abort', done);
    function done() {
      clearTimeout(timer);
      removeEventListener('online', done);
      signal.removeEventListener('abort', done);
      if (signal.aborted) reject(signal.reason as Error);
      else resolve();
    }
    if (signal.aborted) done();
  });
}
