// Starts the throw-away PostgreSQL that every test database is made in, once for all projects of a run, and removes it at the end.
import type { TestProject } from 'vitest/node';
import { startTestCluster } from './test-cluster.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Connection string of the throw-away cluster, to its `postgres` database. */
    clusterUrl: string;
  }
}

// Each project loads this module anew, in the same process.
const shared = globalThis as { karterTestCluster?: { users: number; started: ReturnType<typeof startTestCluster> } };

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = shared.karterTestCluster ??= { users: 0, started: startTestCluster() };
  cluster.users += 1;
  const { url } = await cluster.started;
  project.provide('clusterUrl', url('postgres'));
  return async () => {
    cluster.users -= 1;
    if (cluster.users > 0) return;
    delete shared.karterTestCluster;
    await (await cluster.started).remove();
  };
}
