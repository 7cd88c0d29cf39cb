// Keeps server and database alive: what dies is started again, unless it dies again and again.
import type { Cluster } from './cluster.ts';
import type { Command } from './command.ts';
import { complain, Refusal } from './step.mjs';
import type { ServerProcess } from './server-process.ts';

const attempts = 3;
const withinMilliseconds = 60_000;

/** Whether another restart makes sense: not more than a few within a minute. */
export function restartBudget(now: () => number = Date.now): () => boolean {
  let past: number[] = [];
  return () => {
    past = [...past.filter((time) => now() - time < withinMilliseconds), now()];
    return past.length <= attempts;
  };
}

interface Watched { server: ServerProcess; startServer: () => Promise<void>; cluster?: Cluster | undefined }

/** Settles when the person asked to stop. @throws Refusal when a part keeps dying. */
export function watchOver(command: Command, { server, startServer, cluster }: Watched): Promise<void> {
  return new Promise((resolve, reject) => {
    void command.untilStopped().then(resolve);
    const guard = (name: string, where: string, restart: () => Promise<void>): ((how?: string) => void) => {
      const mayRestart = restartBudget();
      return (how) => {
        if (command.signal.aborted) return;
        if (!mayRestart()) {
          reject(new Refusal(`${name} s’arrête sans cesse : Karter s’arrête aussi. Le détail est dans ${where}.`));
          return;
        }
        complain(`${name} s’est arrêté tout seul${how ? ` (${how})` : ''} : redémarrage.`);
        restart().then(() => complain(`${name} a redémarré.`), reject);
      };
    };
    server.onDeath = guard('Le serveur', '.local/log/server.log', startServer);
    if (cluster) cluster.onDeath = guard('PostgreSQL', '.local/log/postgres.log', () => cluster.start(command.signal));
  });
}
