// Builds the client when a source of it changed since the last build.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { run } from './child.ts';
import { root } from './command.ts';
import { Refusal, step } from './step.mjs';

const mark = join(root, 'dist', 'client', '.built-from');

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Everything the bundle is made from: the client, the vocabulary (not the data), the configuration, the packages. */
function sourceHash(): string {
  const vocabulary = filesIn(join(root, 'geodata')).filter((path) => path.endsWith('.ts') && !path.startsWith(join(root, 'geodata', 'load')));
  const rest = ['vite.config.ts', 'svelte.config.js', 'tsconfig.json', 'package-lock.json'].map((name) => join(root, name)).filter(existsSync);
  const hash = createHash('sha256');
  for (const path of [...filesIn(join(root, 'client')), ...vocabulary, ...rest].toSorted()) {
    hash.update(path.slice(root.length)).update('\0').update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}

/** The end of what Vite said: its message, without the stack. */
function complaint(output: string): string {
  const lines = stripVTControlCharacters(output).split('\n').map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('at '));
  return lines.slice(-6).join(' / ');
}

export async function buildClient(signal?: AbortSignal): Promise<void> {
  const hash = sourceHash();
  if (existsSync(mark) && readFileSync(mark, 'utf8') === hash) return;
  await step('Interface', async (_progress, note) => {
    try {
      await run(process.execPath, [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'error'], { cwd: root, signal, env: { ...process.env, NODE_ENV: 'production' } });
    } catch (error) {
      if (!(error instanceof Error && 'output' in error) || /ENOSPC|No space left/.test(String(error.output))) throw error;
      throw new Refusal(`L’interface ne se construit pas : ${complaint(String(error.output))}`);
    }
    writeFileSync(mark, hash);
    note('construite');
  });
}
