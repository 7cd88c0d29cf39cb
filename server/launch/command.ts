// What every long command shares: where the project is, how it ends (Ctrl-C, SIGTERM, the death of its parent), how it explains itself.
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { explain } from './sentences.mjs';

export const root = realpathSync(join(import.meta.dirname, '..', '..'));
export const local = (...parts: string[]): string => join(root, '.local', ...parts);

type CleanUp = () => Promise<void> | void;

export class Command {
  readonly #cleanUps: CleanUp[] = [];
  readonly #stopping = new AbortController();
  /** Where DATABASE_URL points, for the sentences. */
  database?: string;

  /** Aborts what is under way once the person asked to stop. */
  get signal(): AbortSignal {
    return this.#stopping.signal;
  }

  /** Last in, first out, on every way out. */
  onEnd(cleanUp: CleanUp): void {
    this.#cleanUps.push(cleanUp);
  }

  async cleanUp(): Promise<void> {
    for (let next = this.#cleanUps.pop(); next; next = this.#cleanUps.pop()) await next();
  }

  stop(): void {
    this.#stopping.abort();
  }

  /** Settles when the person asked to stop. */
  untilStopped(): Promise<void> {
    if (this.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => { this.signal.addEventListener('abort', () => resolve(), { once: true }); });
  }
}

/** Runs a command and sets the exit code: what `body` returns, 1 after an error, 0 when it was stopped on purpose. */
export async function runCommand(body: (command: Command) => Promise<number | void>): Promise<void> {
  const command = new Command();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => command.stop());
  // The launcher holds this channel: when it dies, even by kill -9, nobody could stop us any more.
  process.on('disconnect', () => command.stop());
  process.channel?.unref();
  let exitCode = 0;
  try {
    exitCode = await body(command) ?? 0;
  } catch (error) {
    if (!command.signal.aborted) {
      explain(error, root, command.database === undefined ? {} : { database: command.database });
      exitCode = 1;
    }
  }
  try {
    await command.cleanUp();
  } catch (error) {
    explain(error, root);
    exitCode = 1;
  }
  process.exit(exitCode);
}
