// pgbench on the server's own statements: what PostgreSQL alone would give, prepared, with the reader's session settings.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sessionOptions } from '../../../server/db.ts';
import { run } from '../../../server/launch/child.ts';
import { timingOf, type Timing } from './spread.ts';

export interface PgbenchRun {
  program: string;
  url: string;
  clients: number;
  /** Meta commands that set the variables from `:i`, the transaction's number in the list. */
  variables: string;
  /** The statement with pgbench variables. */
  statement: string;
  /** Length of the list; each client takes its own stretch of it. */
  length: number;
  /** Times the list is gone through. */
  times?: number;
}

/** Runs it once; each client's first transaction plans the statement and is not counted. */
export async function pgbench({ program, url, clients, variables, statement, length, times = 1 }: PgbenchRun): Promise<Timing> {
  const folder = mkdtempSync(join(tmpdir(), 'karter-pgbench-'));
  try {
    const script = join(folder, 'script.sql');
    const perClient = Math.floor(length / clients);
    writeFileSync(script, `\\set n :n + 1\n\\set i :client_id * ${perClient} + mod(:n, ${perClient})\n${variables}\n${statement.replace(/--.*$/gm, '').replace(/\s+/g, ' ')};\n`);
    const session = sessionOptions('karter_reader');
    await run(program, ['--no-vacuum', '--protocol=prepared', `--client=${clients}`, `--transactions=${perClient * times + 1}`, '--define=n=-2', `--file=${script}`, '--log', `--log-prefix=${join(folder, 'log')}`, url], {
      cwd: folder, env: { ...process.env, PGOPTIONS: session },
    });
    const requests = Array.from({ length: clients }, (): { begin: number; end: number }[] => []);
    for (const file of readdirSync(folder).filter((name) => name.startsWith('log.'))) {
      for (const line of readFileSync(join(folder, file), 'utf8').trim().split('\n')) {
        // client, transaction, µs, script, second, µs of the second: https://www.postgresql.org/docs/15/pgbench.html#id-1.9.4.11.9.10
        const [client, , elapsed, , second, micro] = line.split(' ').map(Number) as [number, number, number, number, number, number];
        const end = second * 1000 + micro / 1000;
        requests[client]!.push({ begin: end - elapsed / 1000, end });
      }
    }
    return timingOf(requests.map((own) => own.slice(1)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `\set name` to the value at index `:i` of a list, by halving: pgbench has no arrays. */
export function choose(name: string, values: readonly number[]): string {
  const branch = (from: number, to: number): string => {
    if (to - from === 1) return String(values[from]);
    const middle = (from + to) >> 1;
    return `case when :i < ${middle} then ${branch(from, middle)} else ${branch(middle, to)} end`;
  };
  return `\\set ${name} ${branch(0, values.length)}`;
}
