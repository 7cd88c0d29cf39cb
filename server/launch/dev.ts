// `npm run dev`: the server restarts when its files change, the client is replaced in the open page; both behind one address.
import { rmSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { instanceFile, portFrom } from './instance.mjs';
import type { Instance } from './instance.mjs';
import { local, root, runCommand } from './command.ts';
import { markOf } from './lock.mjs';
import { installPackages } from './packages.ts';
import { explain } from './sentences.mjs';
import { say, step } from './step.mjs';

await runCommand(async (command) => {
  const port = portFrom(process.env.PORT);
  const instance: Instance = { supervisor: markOf(process.pid) };
  const remember = (): void => writeFileSync(instanceFile(root), JSON.stringify(instance), { mode: 0o600 });
  remember();
  command.onEnd(() => rmSync(instanceFile(root), { force: true }));

  await installPackages(command.signal);
  const { bringUpToDate, citySetting, provideDatabase } = await import('./database.ts');
  const { buildClient } = await import('./client-build.ts');
  const { freePort } = await import('./free-port.ts');
  const { serveDevelopment } = await import('./dev-door.ts');
  const { ServerProcess } = await import('./server-process.ts');

  const { url } = await provideDatabase(command);
  if (!process.env.DATABASE_URL) instance.databaseUrl = url;
  await bringUpToDate(url);
  // The server's pages name the files of a build; the development door replaces them by the sources.
  await buildClient(command.signal);
  const behind = await freePort();
  const server = new ServerProcess({
    port: behind, databaseUrl: url, city: citySetting(), log: local('log', 'server.log'), nodeArgs: ['--watch', '--watch-preserve-output'],
    env: { NODE_ENV: 'development', WEB_CONCURRENCY: '1', PUBLIC_URL: `http://localhost:${port}` },
  });
  command.onEnd(() => server.stop());
  const startServer = async (): Promise<void> => {
    const starting = server.start(command.signal);
    if (server.pid !== undefined) instance.server = markOf(server.pid);
    remember();
    await starting;
  };
  await step('Serveur', startServer);
  await step('Interface à chaud', async () => {
    const door = await serveDevelopment(port, behind);
    command.onEnd(() => door.close());
  });
  instance.address = `http://localhost:${port}`;
  remember();
  say(`\nKarter est prêt, rechargement à chaud : ${instance.address}\nJournal du serveur : .local/log/server.log. Ctrl-C pour l’arrêter.`);
  // Node watches what the server imports; statements in sql/ are read as files.
  let pending: NodeJS.Timeout | undefined;
  const watcher = watch(join(root, 'sql'), { recursive: true }, () => {
    clearTimeout(pending);
    pending = setTimeout(() => {
      server.stop().then(() => bringUpToDate(url)).then(() => startServer()).catch((error) => explain(error, root));
    }, 300);
  });
  command.onEnd(() => watcher.close());
  await command.untilStopped();
  say('Karter s’arrête.');
});
