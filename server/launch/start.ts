// `npm start`: from a bare checkout to the served map, then watches over the server and its database until it is told to stop.
import { rmSync, writeFileSync } from 'node:fs';
import { installPackages } from './packages.ts';
import { instanceFile, portFrom } from './instance.mjs';
import type { Instance } from './instance.mjs';
import { local, root, runCommand } from './command.ts';
import { markOf } from './lock.mjs';
import { say, step } from './step.mjs';

await runCommand(async (command) => {
  const port = portFrom(process.env.PORT);
  const instance: Instance = { supervisor: markOf(process.pid) };
  const remember = (): void => writeFileSync(instanceFile(root), JSON.stringify(instance), { mode: 0o600 });
  remember();
  command.onEnd(() => rmSync(instanceFile(root), { force: true }));

  // A machine without PostgreSQL is told so before minutes are spent on packages.
  if (!process.env.DATABASE_URL) await (await import('./postgres-programs.ts')).findPostgres();
  await (await import('./file-programs.ts')).findFilePrograms();
  await installPackages(command.signal);
  // What follows imports npm packages, which were not there before.
  const { bringUpToDate, citySetting, provideDatabase } = await import('./database.ts');
  const { buildClient } = await import('./client-build.ts');
  const { ServerProcess } = await import('./server-process.ts');
  const { watchOver } = await import('./watch-over.ts');

  const { url, cluster } = await provideDatabase(command);
  if (!process.env.DATABASE_URL) instance.databaseUrl = url;
  await bringUpToDate(url);
  await buildClient(command.signal);
  const server = new ServerProcess({ port, databaseUrl: url, city: citySetting(), log: local('log', 'server.log') });
  const startServer = async (): Promise<void> => {
    const starting = server.start(command.signal);
    if (server.pid !== undefined) instance.server = markOf(server.pid);
    remember();
    await starting;
  };
  command.onEnd(() => server.stop());
  await step('Serveur', startServer);
  instance.address = `http://localhost:${port}`;
  remember();
  say(`\nKarter est prêt : ${instance.address}\nCtrl-C pour l’arrêter.`);
  await watchOver(command, { server, startServer, cluster });
  say('Karter s’arrête.');
});
