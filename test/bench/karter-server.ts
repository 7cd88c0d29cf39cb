// The real server, all cores, over the generated city; and how much memory its processes hold.
import { availableParallelism } from 'node:os';
import { readFileSync } from 'node:fs';
import { local } from '../../server/launch/command.ts';
import { freePort } from '../../server/launch/free-port.ts';
import { ServerProcess } from '../../server/launch/server-process.ts';

export const processes = availableParallelism();

export interface KarterServer extends AsyncDisposable {
  address: string;
  /** Megabytes resident, of each answering process. */
  memory: () => number[];
}

/** @param cacheMegabytes Memory for ready tiles, a process: 1 makes a list of tiles asked in turn miss every time. */
export async function startKarter(databaseUrl: string, cacheMegabytes: number): Promise<KarterServer> {
  const port = await freePort();
  const server = new ServerProcess({ port, databaseUrl, city: 'brest', log: local('log', 'bench-server.log'), env: { HOST: '127.0.0.1', WEB_CONCURRENCY: String(processes), TILE_CACHE_MB: String(cacheMegabytes) } });
  await server.start();
  return {
    address: `http://127.0.0.1:${port}`,
    memory: () => childrenOf(server.pid!).map(residentMegabytes),
    [Symbol.asyncDispose]: () => server.stop(),
  };
}

function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
}

function residentMegabytes(pid: number): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;
}
