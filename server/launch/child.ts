// Runs other programs: always with an argument list, never through a shell, so that no path or name can be taken for a command.
import { spawn, spawnSync } from 'node:child_process';
import type { SpawnOptions } from 'node:child_process';

export interface Owner { uid: number; gid: number }

export interface RunOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  owner?: Owner | undefined;
  signal?: AbortSignal | undefined;
  /** Each line as it comes. */
  onLine?: (line: string) => void;
  /** Return the whole of what is printed (of the standard output alone) rather than its end. */
  keepAll?: boolean;
}

/** @throws an Error that holds the end of the output in `output`, or the system's error when the program cannot be run. */
export class ProgramError extends Error {
  output: string;
  exitCode: number | null;
  constructor(program: string, exitCode: number | null, output: string) {
    super(`${program} s’est terminé avec le code ${exitCode}`);
    this.output = output;
    this.exitCode = exitCode;
  }
}

function spawnOptions({ cwd, env, owner, signal }: RunOptions): SpawnOptions {
  return { stdio: ['ignore', 'pipe', 'pipe'], ...cwd && { cwd }, ...env && { env }, ...owner, ...signal && { signal } };
}

/** Runs to the end and returns what was printed. */
export function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, spawnOptions(options));
    let output = '';
    let partial = '';
    const whole: Buffer[] = [];
    const take = (bytes: Buffer): void => {
      const text = bytes.toString();
      output = (output + text).slice(-200_000);
      const lines = (partial + text).split('\n');
      partial = lines.pop() ?? '';
      for (const line of lines) options.onLine?.(line);
    };
    child.stdout?.on('data', options.keepAll ? (bytes: Buffer) => { whole.push(bytes); } : take);
    child.stderr?.on('data', take);
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve(options.keepAll ? Buffer.concat(whole).toString() : output) : reject(new ProgramError(program, code, output))));
  });
}

/** Runs on the person's own terminal (for `sudo`, which may ask for a password). */
export function runOnTerminal(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'inherit', env });
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve() : reject(new ProgramError(program, code, ''))));
  });
}

/** Whether the program runs and ends well. */
export function succeeds(program: string, args: readonly string[], options: RunOptions = {}): boolean {
  return spawnSync(program, args, { ...spawnOptions(options), timeout: 20_000 }).status === 0;
}

/** What a quick program prints, or nothing when it fails. */
export function answerOf(program: string, args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], timeout: 20_000, maxBuffer: 64 * 2 ** 20 });
  return status === 0 ? stdout.trim() : undefined;
}
