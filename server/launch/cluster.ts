// A PostgreSQL of our own: made, started, watched and stopped here, reached through a unix socket in a folder that is ours alone.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chownSync, closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, readlinkSync, renameSync, rmSync, statSync } from 'node:fs';
import { totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { privateFolder } from './cluster-place.ts';
import type { ClusterPlace } from './cluster-place.ts';
import { run } from './child.ts';
import { processStart } from './lock.mjs';
import type { Postgres } from './postgres-programs.ts';
import { Refusal } from './step.mjs';

export const superuser = 'karter';

/** `fast` gives up safety against power cuts: for test data only. */
export interface ClusterOptions { fast?: boolean; settings?: Record<string, string> }

function settingsFor({ fast, settings }: ClusterOptions): Record<string, string> {
  const megabytes = totalmem() / 2 ** 20;
  const share = (part: number, most: number): string => `${Math.round(Math.min(most, Math.max(128, megabytes * part)))}MB`;
  return {
    listen_addresses: '',
    shared_buffers: share(fast ? 0.05 : 0.2, fast ? 256 : 1024),
    effective_cache_size: share(0.5, 8192),
    work_mem: '16MB',
    maintenance_work_mem: share(0.05, 256),
    max_connections: '100',
    random_page_cost: '1.1',
    // Measured on tiles and items: neither compilation nor parallel plans gain, and a small /dev/shm makes the latter fail.
    jit: 'off',
    max_parallel_workers_per_gather: '0',
    max_wal_size: '1GB',
    log_min_messages: 'error',
    log_line_prefix: '%m ',
    lc_messages: 'C',
    ...fast && { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', wal_level: 'minimal', max_wal_senders: '0' },
    ...settings,
  };
}

/** A locale that every system of the kind has; letters beyond ASCII must count as letters for search. */
const locales = process.platform === 'darwin' ? ['en_US.UTF-8', 'C'] : ['C.UTF-8', 'en_US.UTF-8', 'C'];

export class Cluster {
  readonly place: ClusterPlace;
  readonly #programs: Postgres;
  readonly #log: string;
  readonly #options: ClusterOptions;
  #child: ChildProcess | undefined;
  /** Called when it ends without having been asked to. */
  onDeath: (() => void) | undefined;

  constructor(programs: Postgres, place: ClusterPlace, log: string, options: ClusterOptions = {}) {
    this.#programs = programs;
    this.place = place;
    this.#log = log;
    this.#options = options;
  }

  /** A connection string that pg and libpq (ogr2ogr, psql, pgbench) both read. */
  url(database: string, user: string = superuser): string {
    return `postgresql://${user}@/${database}?host=${encodeURIComponent(this.place.socket).replaceAll('%2F', '/')}`;
  }

  exists(): boolean {
    return existsSync(join(this.place.data, 'PG_VERSION'));
  }

  /** Makes the cluster aside and moves it when whole, so that a start cut short leaves nothing half-made. */
  async create(): Promise<void> {
    const { data, owner } = this.place;
    const draft = `${data}.new`;
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(dirname(data), { recursive: true });
    privateFolder(draft, owner);
    let failure: unknown;
    for (const locale of locales) {
      try {
        await run(join(this.#programs.bin, 'initdb'), [
          '-D', draft, '-U', superuser, '--auth=trust', '--encoding=UTF8', `--locale=${locale}`, '--no-instructions', ...this.#options.fast ? ['--no-sync'] : [],
        ], { cwd: '/', owner, env: { ...process.env, LC_ALL: 'C' } });
        renameSync(draft, data);
        return;
      } catch (error) {
        failure = error;
        if (!(error instanceof Error && 'output' in error && /invalid locale/.test(String(error.output)))) break;
      }
    }
    rmSync(draft, { recursive: true, force: true });
    throw failure;
  }

  /** Those that have this cluster's folder as theirs: a server and its processes change into it. */
  #processes(): number[] {
    if (process.platform !== 'linux') {
      const pid = this.#writtenPid();
      return pid !== undefined && processStart(pid) !== undefined ? [pid] : [];
    }
    return readdirSync('/proc').filter((entry) => /^\d+$/.test(entry)).map(Number).filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`) === this.place.data && readFileSync(`/proc/${pid}/comm`, 'utf8') === 'postgres\n';
      } catch {
        return false;
      }
    });
  }

  #writtenPid(): number | undefined {
    const file = join(this.place.data, 'postmaster.pid');
    const pid = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : Number.NaN;
    return Number.isInteger(pid) && pid > 1 ? pid : undefined;
  }

  /**
   * Clears what a killed one left: an orphaned server, its processes, the pid file and the socket, which would each keep the next from starting.
   * Only the holder of the instance lock may call this, or it would stop somebody's database.
   */
  async stopLeftovers(): Promise<void> {
    const postmaster = this.#writtenPid();
    const running = this.#processes();
    if (postmaster !== undefined && running.includes(postmaster)) {
      this.#signal(postmaster, 'SIGINT');
      if (!await this.#goneWithin(20_000)) this.#signal(postmaster, 'SIGQUIT');
      await this.#goneWithin(5_000);
    }
    // Without their parent they only wait for the end of their query; what they did not commit is undone at the next start.
    for (const pid of this.#processes()) this.#signal(pid, 'SIGKILL');
    if (!await this.#goneWithin(5_000)) throw new Refusal('Un ancien processus PostgreSQL de ce dossier ne s’arrête pas : arrêtez-le (« ps aux | grep postgres »), puis relancez.');
    rmSync(join(this.place.data, 'postmaster.pid'), { force: true });
    rmSync(this.place.socket, { recursive: true, force: true });
  }

  async #goneWithin(milliseconds: number): Promise<boolean> {
    const end = Date.now() + milliseconds;
    while (this.#processes().length > 0) {
      if (Date.now() > end) return false;
      await pause(25);
    }
    return true;
  }

  #signal(pid: number, signal: NodeJS.Signals): void {
    try {
      process.kill(pid, signal);
    } catch {
      // Gone in the meantime, which is what was wanted.
    }
  }

  /** Starts it and waits until it takes connections; recovery after a crash may take its time. */
  async start(signal?: AbortSignal): Promise<void> {
    await this.stopLeftovers();
    const { data, socket, owner } = this.place;
    privateFolder(socket, owner);
    mkdirSync(dirname(this.#log), { recursive: true });
    if (existsSync(this.#log) && statSync(this.#log).size > 10_000_000) renameSync(this.#log, `${this.#log}.1`);
    const from = existsSync(this.#log) ? statSync(this.#log).size : 0;
    const log = openSync(this.#log, 'a');
    if (owner) chownSync(this.#log, owner.uid, owner.gid);
    const settings = Object.entries({ ...settingsFor(this.#options), unix_socket_directories: `"${socket}"` });
    const child = spawn(join(this.#programs.bin, 'postgres'), ['-D', data, ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])], {
      cwd: '/', stdio: ['ignore', log, log],
      // A process group of its own: Ctrl-C must reach the server first, and the database only through us.
      detached: true, env: { ...process.env, LC_ALL: 'C', PGTZ: 'UTC' }, ...owner,
    });
    closeSync(log);
    this.#child = child;
    let ended = false;
    let failed: Error | undefined;
    child.once('error', (error) => { ended = true; failed = error; });
    child.once('exit', () => {
      ended = true;
      if (this.#child !== child) return;
      this.#child = undefined;
      this.onDeath?.();
    });
    // Line 8 of the pid file is the server's own word on its state.
    const ready = (): boolean => {
      try {
        return readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[7]?.trim() === 'ready';
      } catch {
        return false;
      }
    };
    while (!ready()) {
      if (ended) {
        this.#child = undefined;
        const said = existsSync(this.#log) ? readFileSync(this.#log).subarray(from).toString() : '';
        throw failed ?? Object.assign(new Refusal(`PostgreSQL n’a pas démarré (${lastWords(said)}) : le détail est dans ${this.#log}.`), { output: said });
      }
      signal?.throwIfAborted();
      await pause(20);
    }
  }

  /** Stops it cleanly: open sessions are ended, everything is written. */
  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child && child.exitCode === null && child.signalCode === null) {
      const ended = new Promise<void>((resolve) => { child.once('exit', () => resolve()); });
      child.kill('SIGINT');
      const late = setTimeout(() => child.kill('SIGQUIT'), 30_000);
      await ended;
      clearTimeout(late);
    }
    rmSync(this.place.socket, { recursive: true, force: true });
  }
}

function lastWords(log: string): string {
  const lines = log.split('\n').filter((line) => /FATAL|PANIC|HINT|ERROR/.test(line)).map((line) => line.replace(/^.*?(FATAL|PANIC|HINT|ERROR):\s*/, ''));
  return lines.slice(0, 2).join(' ; ') || 'sans rien dire';
}
