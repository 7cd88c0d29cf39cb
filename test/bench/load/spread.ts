// How a list of requests is put to a server: each client its own stretch of the list, one request at a time, the first for warming up.

export interface Timing { /** Requests a second, all clients together. */ rate: number; /** Milliseconds, one a request. */ times: number[] }

/** The stretch of a list that a client asks, in order; the clients' stretches cover the list exactly once. */
export function stretch<Item>(list: readonly Item[], client: number, clients: number): Item[] {
  return list.slice(Math.floor((client * list.length) / clients), Math.floor(((client + 1) * list.length) / clients));
}

/** Sum of the clients' own rates: what a client that ended early no longer does is not counted as slowness. */
export function timingOf(clients: readonly (readonly { begin: number; end: number }[])[]): Timing {
  const rate = clients.reduce((sum, requests) => sum + requests.length / ((requests.at(-1)!.end - requests[0]!.begin) / 1000), 0);
  return { rate, times: clients.flat().map(({ begin, end }) => end - begin) };
}

/** Asks `list` by `clients` at once; `open` gives each client its connection. */
export async function askAll<Item>(list: readonly Item[], clients: number, open: () => Promise<{ ask: (item: Item) => Promise<unknown>; close: () => void }>): Promise<Timing> {
  const perClient = await Promise.all(Array.from({ length: clients }, async (_, client) => {
    const own = stretch(list, client, clients);
    const connection = await open();
    const requests: { begin: number; end: number }[] = [];
    await connection.ask(own.at(-1)!);
    for (const item of own) {
      const begin = performance.now();
      await connection.ask(item);
      requests.push({ begin, end: performance.now() });
    }
    connection.close();
    return requests;
  }));
  return timingOf(perClient);
}
