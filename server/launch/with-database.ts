// `npm run geodata -- …`, `npm run admin -- …`: a command on the running instance's database or on the private one for the time of the command.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root, runCommand } from './command.ts';
import type { Command } from './command.ts';
import { runningInstance, stopLeftovers, takeInstance } from './instance.mjs';
import { installPackages } from './packages.ts';

const [name = '', script = '', ...args] = process.argv.slice(2);

async function databaseUrl(command: Command): Promise<string> {
  const running = process.env.DATABASE_URL ? undefined : runningInstance(root);
  const { bringUpToDate, provideDatabase } = await import('./database.ts');
  if (running?.databaseUrl && running.address) return running.databaseUrl;
  if (!process.env.DATABASE_URL) {
    const lock = takeInstance(root, name);
    command.onEnd(() => lock.release());
    await stopLeftovers(root);
  }
  const { url } = await provideDatabase(command);
  await bringUpToDate(url);
  return url;
}

await runCommand(async (command) => {
  await installPackages(command.signal);
  const url = await databaseUrl(command);
  const { citySetting } = await import('./database.ts');
  return await new Promise<number>((resolve, reject) => {
    // A small young generation: a file that streams through for minutes stays small in memory, and is no slower.
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=2', join(root, script), ...args], {
      // Files are named from where the person stands, which npm leaves in INIT_CWD.
      cwd: process.env.INIT_CWD ?? process.cwd(),
      stdio: ['inherit', 'inherit', 'inherit'],
      env: { ...process.env, DATABASE_URL: url, KARTER_CITY: citySetting() },
    });
    command.signal.addEventListener('abort', () => child.kill('SIGTERM'), { once: true });
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
});
