// `npm run bench`: every limit on speed and size beside what this machine does, in one run; `npm run bench -- tiles items` for parts of it.
import { local, runCommand } from '../../server/launch/command.ts';
import { step } from '../../server/launch/step.mjs';
import { directClient, type Client } from '../../server/db.ts';
import { startTestCluster, type TestCluster } from '../test-cluster.ts';
import { makeGeneratedCity } from './city/generated-city.ts';
import { Report } from './report.ts';

export interface Bench { report: Report; cluster: TestCluster; databaseUrl: string; client: Client; signal: AbortSignal }

/** Loaded when asked for: a part's own packages are not the others' concern. */
const parts: Record<string, () => Promise<(bench: Bench) => Promise<void>>> = {
  tiles: async () => (await import('./parts/tiles.ts')).measureTiles,
  density: async () => (await import('./parts/density.ts')).measureDensity,
  hot: async () => (await import('./parts/hot.ts')).measureHot,
  items: async () => (await import('./parts/items.ts')).measureItems,
  client: async () => (await import('./parts/client.ts')).measureClient,
};

await runCommand(async (command) => {
  const asked = process.argv.slice(2);
  const unknown = asked.filter((name) => !Object.hasOwn(parts, name));
  if (unknown.length > 0) {
    process.stderr.write(`Partie inconnue : ${unknown.join(', ')}. Choisissez parmi : ${Object.keys(parts).join(', ')}.\n`);
    return 1;
  }
  const cluster = await step('Base PostgreSQL pour mesurer', () => startTestCluster({ shared_buffers: '512MB' }));
  command.onEnd(() => cluster.remove());
  const databaseUrl = await step('Ville produite (200 000 locaux, 5 000 jardins, 20 000 rues)', () => makeGeneratedCity(cluster));
  const client = directClient(databaseUrl);
  await client.connect();
  // The cluster goes when the command was stopped: what then fails here is no news.
  client.on('error', () => {});
  const report = new Report();
  const begun = new Date();
  try {
    for (const name of Object.keys(parts).filter((part) => asked.length === 0 || asked.includes(part))) {
      command.signal.throwIfAborted();
      const measure = await parts[name]!();
      // Ctrl-C does not wait for the end of a part.
      await Promise.race([measure({ report, cluster, databaseUrl, client, signal: command.signal }), command.untilStopped()]);
    }
  } finally {
    await client.end();
    report.write(local('bench.json'), { begun: begun.toISOString(), seconds: Math.round((Date.now() - begun.getTime()) / 1000) });
  }
  return report.close();
});
