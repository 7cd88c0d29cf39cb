// Types, Svelte and lint, side by side.
import { join } from 'node:path';
import { run } from './child.ts';
import { local, root } from './command.ts';
import { complain, duration, say } from './step.mjs';

export const packaged = (...parts: string[]): string => join(root, 'node_modules', ...parts);

const checks = (): { title: string; args: string[] }[] => [
  { title: 'Types', args: [packaged('typescript', 'bin', 'tsc'), '--incremental', '--tsBuildInfoFile', local('tsc.tsbuildinfo')] },
  { title: 'Svelte', args: [packaged('svelte-check', 'bin', 'svelte-check'), '--tsconfig', 'tsconfig.json', '--output', 'human', '--fail-on-warnings', '--no-color'] },
  { title: 'Style (ESLint)', args: [packaged('eslint', 'bin', 'eslint.js'), '--cache', '--cache-location', local('eslint.cache'), '--max-warnings', '0', '.'] },
];

/** Runs them side by side. @returns How many held and how many did not. */
export async function runChecks(signal: AbortSignal): Promise<{ passed: number; failed: number }> {
  const count = { passed: 0, failed: 0 };
  await Promise.all(checks().map(async ({ title, args }) => {
    const started = performance.now();
    try {
      await run(process.execPath, args, { cwd: root, signal });
      count.passed += 1;
      say(`  ${`${title} `.padEnd(66, '.')} ${duration(performance.now() - started)}`);
    } catch (error) {
      count.failed += 1;
      signal.throwIfAborted();
      complain(`  ${`${title} `.padEnd(66, '.')} échec\n${error instanceof Error && 'output' in error ? String(error.output) : String(error)}`);
    }
  }));
  return count;
}
