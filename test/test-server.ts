// The real server on a free port over a test database: what the API and browser tests speak to.
import { local } from '../server/launch/command.ts';
import { freePort } from '../server/launch/free-port.ts';
import { ServerProcess } from '../server/launch/server-process.ts';

export interface TestServer extends AsyncDisposable {
  /** Such as http://127.0.0.1:41234, without a slash at the end. */
  address: string;
  stop: () => Promise<void>;
}

export async function startTestServer(databaseUrl: string, { city = 'brest', workers = 1, env = {} }: { city?: string; workers?: number; env?: NodeJS.ProcessEnv } = {}): Promise<TestServer> {
  const port = await freePort();
  const server = new ServerProcess({ port, databaseUrl, city, log: local('log', `test-server-${port}.log`), env: { WEB_CONCURRENCY: String(workers), ...env } });
  await server.start();
  const stop = (): Promise<void> => server.stop();
  return { address: `http://127.0.0.1:${port}`, stop, [Symbol.asyncDispose]: stop };
}
