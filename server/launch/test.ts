// `npm test` and `npm run test:long`: everything that can be known to work, and how much of it does in the last line.
import { rmSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { findChromium } from './chromium.ts';
import { findFilePrograms } from './file-programs.ts';
import { local, root, runCommand } from './command.ts';
import { readJson } from './lock.mjs';
import { installPackages } from './packages.ts';
import { findPostgres } from './postgres-programs.ts';
import { explain } from './sentences.mjs';
import { say } from './step.mjs';
import { countOf } from './test-count.ts';
import type { Count, Results } from './test-count.ts';

function runVitest(args: string[], report: string, signal: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [
      join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args,
    ], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, NODE_ENV: 'test' } });
    // Not killed at once: its teardown drops the databases and stops the cluster.
    signal.addEventListener('abort', () => child.kill('SIGINT'), { once: true });
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

await runCommand(async (command) => {
  const given = process.argv.slice(2);
  const long = given.includes('--long');
  const filters = given.filter((arg) => arg !== '--long');
  const count: Count = { passed: 0, failed: 0, skipped: 0 };
  let exitCode = 0;
  /** A step that cannot be done counts as one failure, and the rest is tried all the same. */
  const attempt = async (work: () => Promise<void>): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (error) {
      command.signal.throwIfAborted();
      explain(error, root);
      count.failed += 1;
      return false;
    }
  };
  const ready = await attempt(async () => {
    await findPostgres();
    await findChromium();
    await findFilePrograms();
    await installPackages(command.signal);
  });
  // Part of the tests asked for by name: the person wants those alone.
  if (ready && !long && filters.length === 0) {
    await attempt(async () => {
      const checked = await (await import('./checks.ts')).runChecks(command.signal);
      count.passed += checked.passed;
      count.failed += checked.failed;
    });
  }
  if (ready) {
    await attempt(async () => (await import('./client-build.ts')).buildClient(command.signal));
    const report = local('test-results.json');
    rmSync(report, { force: true });
    const projects = filters.some((arg) => arg.startsWith('--project')) ? [] : ['--project', long ? 'long' : '!long'];
    await attempt(async () => { exitCode = await runVitest([...projects, ...filters], report, command.signal); });
    const tested = countOf(readJson<Results>(report), exitCode);
    count.passed += tested.passed;
    count.failed += tested.failed;
    if (tested.skipped > 0) say(`${tested.skipped} non exécutés`);
  }
  say(`${count.passed} passed, ${count.failed} failed`);
  return count.failed === 0 && count.passed > 0 && exitCode === 0 ? 0 : 1;
});
