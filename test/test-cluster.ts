// A PostgreSQL of the tests' own, in a temporary folder and without safety against power cuts: never the one a person works with.
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clusterOwner, hashOf } from '../server/launch/cluster-place.ts';
import { Cluster } from '../server/launch/cluster.ts';
import { root } from '../server/launch/command.ts';
import { isAlive, markOf } from '../server/launch/lock.mjs';
import { findPostgres } from '../server/launch/postgres-programs.ts';
import type { Postgres } from '../server/launch/postgres-programs.ts';

export interface TestCluster {
  /** Folder of pgbench, pg_dump, psql. */
  bin: string;
  url: (database: string, user?: string) => string;
  /** Stops it and removes its files. */
  remove: () => Promise<void>;
}

const temporary = tmpdir().length < 40 ? tmpdir() : '/tmp';

function clusterIn(folder: string, programs: Postgres, settings: Record<string, string>): Cluster {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  return new Cluster(programs, { data: join(folder, 'data'), socket: join(folder, 's'), owner: clusterOwner() }, join(folder, 'postgres.log'), { fast: true, settings });
}

/** Runs that were killed leave a running cluster behind; their process number is in the folder's name. */
async function removeLeftovers(prefix: string, programs: Postgres): Promise<void> {
  for (const name of readdirSync(temporary).filter((entry) => entry.startsWith(prefix))) {
    const [pid, started] = name.slice(prefix.length).split('-');
    if (pid === undefined || isAlive({ pid: Number(pid), started: started ?? '' })) continue;
    const folder = join(temporary, name);
    if (existsSync(join(folder, 'data'))) await clusterIn(folder, programs, {}).stopLeftovers();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param settings PostgreSQL settings beside those of every test cluster. */
export async function startTestCluster(settings: Record<string, string> = {}): Promise<TestCluster> {
  const programs = await findPostgres();
  const prefix = `karter-test-${process.getuid?.() ?? 0}-${hashOf(root).slice(0, 6)}-`;
  await removeLeftovers(prefix, programs);
  const { pid, started } = markOf(process.pid);
  const folder = join(temporary, `${prefix}${pid}-${started.replace(/\D/g, '')}`);
  const cluster = clusterIn(folder, programs, settings);
  await cluster.create();
  await cluster.start();
  return {
    bin: programs.bin,
    url: (database, user) => cluster.url(database, user),
    async remove() {
      await cluster.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
