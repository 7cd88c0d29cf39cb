// A bare copy of this project somewhere, as a clone would be, and the commands run in it as a person runs them.
import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chownSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { hashOf } from '../../server/launch/cluster-place.ts';
import { root } from '../../server/launch/command.ts';
import type { Owner } from '../../server/launch/child.ts';
import { readJson } from '../../server/launch/lock.mjs';

export interface Processes { npm: number; launcher: number; supervisor: number; server: number; workers: number[]; postmaster: number | undefined }

/** Every process whose current folder is the given one or below. */
function processesIn(folders: string[]): number[] {
  return readdirSync('/proc').filter((entry) => /^\d+$/.test(entry)).map(Number).filter((pid) => {
    try {
      const cwd = readlinkSync(`/proc/${pid}/cwd`);
      return folders.some((folder) => cwd === folder || cwd.startsWith(`${folder}/`));
    } catch {
      return false;
    }
  });
}

const childrenOf = (pid: number): number[] => {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
};

/** The environment of a person's shell: nothing of ours, and not the Node that runs this test when that is a private one. */
function personsEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(npm_|KARTER_|VITEST|NODE_|DATABASE_URL|PORT$|HOST$|INIT_CWD|WEB_CONCURRENCY|TEST$|MODE$|DEV$|PROD$|SSR$|BASE_URL$)/.test(name));
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules')).join(delimiter);
  return { ...Object.fromEntries(kept), PATH: path, ...env };
}

export class Run {
  output = '';
  readonly child: ChildProcess;
  readonly ended: Promise<number>;

  constructor(child: ChildProcess) {
    this.child = child;
    const take = (bytes: Buffer): void => { this.output += String(bytes); };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    this.ended = new Promise((resolve) => { child.once('close', (code, signal) => resolve(code ?? (signal ? 128 : 0))); });
  }

  /** Milliseconds until the text is there. @throws when the command ends first or the time is over. */
  async until(text: string | RegExp, milliseconds = 300_000): Promise<number> {
    const started = performance.now();
    let over = false;
    void this.ended.then(() => { over = true; });
    while (!(typeof text === 'string' ? this.output.includes(text) : text.test(this.output))) {
      if (over || performance.now() - started > milliseconds) throw new Error(`« ${text} » was not said${over ? ', and the command has ended' : ''}:\n${this.output}`);
      await pause(20);
    }
    return performance.now() - started;
  }
}

export class Checkout {
  readonly folder: string;
  readonly owner: Owner | undefined;
  readonly port: number;

  /** @param owner Whose it is and who runs it; us by default. */
  constructor(folder: string, port: number, owner?: Owner) {
    this.folder = folder;
    this.port = port;
    this.owner = owner;
    rmSync(folder, { recursive: true, force: true });
    // What git would give to a clone, with what is not committed yet.
    const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: root, encoding: 'utf8' }).split('\0').filter((path) => path !== '' && existsSync(join(root, path)));
    for (const file of files) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      cpSync(join(root, file), join(folder, file));
    }
    if (owner) for (const path of ['', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })]) chownSync(join(folder, path), owner.uid, owner.gid);
  }

  get address(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  npm(args: string[], env: NodeJS.ProcessEnv = {}): Run {
    const home = this.owner ? { HOME: this.folder, npm_config_cache: join(this.folder, '.local', 'npm-cache') } : {};
    return new Run(spawn('npm', args, {
      cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe'], env: personsEnvironment({ PORT: String(this.port), ...home, ...env }), detached: true, ...this.owner,
    }));
  }

  start(env: NodeJS.ProcessEnv = {}): Run {
    return this.npm(['start'], env);
  }

  async answers(): Promise<boolean> {
    try {
      const response = await fetch(`${this.address}/ogc/collections/quartiers/items?limit=1`, { signal: AbortSignal.timeout(3000) });
      return response.status === 200 && (await response.text()).includes('FeatureCollection');
    } catch {
      return false;
    }
  }

  async answersWithin(milliseconds: number): Promise<boolean> {
    const end = Date.now() + milliseconds;
    while (Date.now() < end) {
      if (await this.answers()) return true;
      await pause(100);
    }
    return false;
  }

  /** Where its database may be. */
  get #dataFolders(): string[] {
    return [join(this.folder, '.local', 'postgres'), join('/var/lib/karter', hashOf(this.folder), 'postgres')];
  }

  processes(run: Run): Processes {
    const instance = readJson<{ supervisor: { pid: number }; server?: { pid: number } }>(join(this.folder, '.local', 'instance.json'));
    const launcher = readJson<{ pid: number }>(join(this.folder, '.local', 'instance.lock'))?.pid ?? 0;
    const pidFile = this.#dataFolders.map((folder) => join(folder, 'postmaster.pid')).find(existsSync);
    const server = instance?.server?.pid ?? 0;
    return {
      npm: run.child.pid ?? 0, launcher, supervisor: instance?.supervisor.pid ?? 0, server, workers: childrenOf(server),
      postmaster: pidFile === undefined ? undefined : Number(readFileSync(pidFile, 'utf8').split('\n')[0]),
    };
  }

  /** All that runs from this folder or on its database. */
  everyone(): number[] {
    return processesIn([this.folder, ...this.#dataFolders]);
  }

  async emptyWithin(milliseconds: number): Promise<boolean> {
    const end = Date.now() + milliseconds;
    while (this.everyone().length > 0) {
      if (Date.now() > end) return false;
      await pause(50);
    }
    return true;
  }

  /** Ends whatever still runs from it. */
  async clear(): Promise<void> {
    for (const pid of this.everyone()) try { process.kill(pid, 'SIGKILL'); } catch { /* just ended */ }
    await this.emptyWithin(5_000);
  }

  async remove(): Promise<void> {
    await this.clear();
    rmSync(this.folder, { recursive: true, force: true });
    rmSync(join('/var/lib/karter', hashOf(this.folder)), { recursive: true, force: true });
  }
}
