// Runs a script of the tests' room (measurements, the dump of a release) with what it needs in place.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root, runCommand } from './command.ts';
import { installPackages } from './packages.ts';
import { findPostgres } from './postgres-programs.ts';

await runCommand(async (command) => {
  const [first, ...rest] = process.argv.slice(2);
  const withClient = first === '--with-client';
  const [script = '', ...args] = withClient ? rest : [first, ...rest].filter((arg) => arg !== undefined);
  const programs = await findPostgres();
  await installPackages(command.signal);
  if (withClient) await (await import('./client-build.ts')).buildClient(command.signal);
  return await new Promise<number>((resolve, reject) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(root, script), ...args], {
      cwd: root, stdio: 'inherit', env: { ...process.env, KARTER_POSTGRES_BIN: programs.bin },
    });
    command.signal.addEventListener('abort', () => child.kill('SIGTERM'), { once: true });
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
});
