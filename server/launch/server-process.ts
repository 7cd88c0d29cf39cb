// The server as a child of the command that watches over it: started, waited for, restarted when it dies.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, openSync, closeSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { root } from './command.ts';
import { sentenceFor } from './sentences.mjs';
import { Refusal } from './step.mjs';

export interface ServerOptions {
  port: number;
  databaseUrl: string;
  city: string;
  log: string;
  env?: NodeJS.ProcessEnv;
  /** Passed to Node before the entry, such as `--watch`. */
  nodeArgs?: readonly string[];
}

export class ServerProcess {
  readonly #options: ServerOptions;
  #child: ChildProcess | undefined;
  onDeath: ((how: string) => void) | undefined;

  constructor(options: ServerOptions) {
    this.#options = options;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  async start(signal?: AbortSignal): Promise<void> {
    const { port, databaseUrl, city, log: logFile, env, nodeArgs = [] } = this.#options;
    mkdirSync(dirname(logFile), { recursive: true });
    if (existsSync(logFile) && statSync(logFile).size > 10_000_000) renameSync(logFile, `${logFile}.1`);
    const from = existsSync(logFile) ? statSync(logFile).size : 0;
    const log = openSync(logFile, 'a');
    const child = spawn(process.execPath, [
      '--disable-warning=ExperimentalWarning', '--import', new URL('follow-parent.ts', import.meta.url).href, ...nodeArgs, join(root, 'server', 'main.ts'),
    ], {
      cwd: root,
      stdio: ['ignore', log, log, 'ipc'],
      // A process group of its own: Ctrl-C reaches it through us, in the right order.
      detached: true,
      env: { NODE_ENV: 'production', ...process.env, ...env, PORT: String(port), DATABASE_URL: databaseUrl, KARTER_CITY: city },
    });
    closeSync(log);
    this.#child = child;
    let ending: string | undefined;
    child.once('error', (error) => { ending = error.message; });
    child.once('exit', (code, killed) => {
      ending = killed ? `signal ${killed}` : `code ${code}`;
      if (this.#child !== child) return;
      this.#child = undefined;
      this.onDeath?.(ending);
    });
    const end = Date.now() + 60_000;
    while (!await this.isReady()) {
      if (ending !== undefined || Date.now() > end) {
        const said = readFileSync(logFile).subarray(from).toString();
        await this.stop();
        const known = sentenceFor(Object.assign(new Error('server'), { output: said }));
        throw new Refusal(known ?? `Le serveur n’a pas démarré (${ending ?? 'pas prêt après une minute'}) : le détail est dans ${logFile}.`);
      }
      signal?.throwIfAborted();
      await pause(30);
    }
  }

  async isReady(): Promise<boolean> {
    try {
      const host = this.#options.env?.HOST ?? process.env.HOST;
      const address = !host || host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
      const answer = await fetch(`http://${address}:${this.#options.port}/readyz`, { signal: AbortSignal.timeout(5_000) });
      await answer.arrayBuffer();
      return answer.status === 200;
    } catch {
      return false;
    }
  }

  /** SIGTERM, then, when it does not end, its whole group by force. */
  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (!child?.pid || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => { child.once('exit', () => resolve()); });
    child.kill('SIGTERM');
    const group = -child.pid;
    const late = setTimeout(() => { try { process.kill(group, 'SIGKILL'); } catch { /* just ended */ } }, 15_000);
    await ended;
    clearTimeout(late);
  }
}
