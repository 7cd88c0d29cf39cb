// Runs a command of the project that needs its packages and nothing else: no database, no port.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root, runCommand } from './command.ts';
import { installPackages } from './packages.ts';

await runCommand(async (command) => {
  const [script = '', ...args] = process.argv.slice(2);
  await installPackages(command.signal);
  return await new Promise<number>((resolve, reject) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(root, script), ...args], {
      // Files are named from where the person stands, which npm leaves in INIT_CWD.
      cwd: process.env.INIT_CWD ?? process.cwd(), stdio: 'inherit',
    });
    command.signal.addEventListener('abort', () => child.kill('SIGTERM'), { once: true });
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
});
