// The door of every npm command. It runs on any Node >= 18 with nothing installed, hence plain JavaScript without packages;
// it finds or fetches the Node that the rest needs, and stays as the parent that passes signals on.
import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkPort, portFrom, stopLeftovers, takeInstance } from './instance.mjs';
import { findNode, npmCommand } from './runtime.mjs';
import { explain } from './sentences.mjs';
import { Refusal, say } from './step.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = realpathSync(join(here, '..', '..'));

/** `serves`: only one at a time in a folder, and it needs the port. */
const commands = /** @type {Record<string, { file: string, args?: string[], serves?: true }>} */ ({
  start: { file: 'start.ts', serves: true },
  dev: { file: 'dev.ts', serves: true },
  check: { file: 'check.ts' },
  test: { file: 'test.ts' },
  'test:long': { file: 'test.ts', args: ['--long'] },
  bench: { file: 'script.ts', args: ['--with-client', 'test/bench/bench.ts'] },
  geodata: { file: 'with-database.ts', args: ['geodata', 'geodata/load/cli.ts'] },
  admin: { file: 'with-database.ts', args: ['admin', 'server/accounts/cli.ts'] },
  fonds: { file: 'plain-command.ts', args: ['server/themes/fonds/command.ts'] },
  'release-dump': { file: 'script.ts', args: ['test/upgrades/make-dump.ts'] },
});

/**
 * An npm killed by force takes no one with it: whoever was started by it stops too, or the folder would stay taken.
 * @param {() => void} stop
 */
function followNpm(stop) {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop();
  }, 500);
  timer.unref();
}

/**
 * @param {string} node
 * @param {string[]} args
 * @returns {Promise<number>} The exit code to pass on.
 */
function runOn(node, args) {
  return new Promise((resolve, reject) => {
    const [npm, ...npmArgs] = npmCommand();
    const child = spawn(node, ['--disable-warning=ExperimentalWarning', ...args], {
      cwd: root,
      // The channel is how the child learns that we are gone, even by kill -9.
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      env: {
        ...process.env,
        PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`,
        // Compiled once, with the types taken off: a second start takes a third of the time.
        NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, '.local', 'compile-cache'),
        KARTER_NPM: JSON.stringify([npm, ...npmArgs]),
      },
    });
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => child.kill(signal));
    followNpm(() => child.kill('SIGTERM'));
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? 128 + (constants.signals[signal ?? 'SIGTERM'] ?? 0)));
  });
}

async function main() {
  const [name = '', ...rest] = process.argv.slice(2);
  const command = commands[name];
  if (!command) throw new Refusal(`Commande inconnue « ${name} ». Choisissez parmi : ${Object.keys(commands).join(', ')}.`);
  if (!existsSync(join(root, 'package.json'))) throw new Refusal(`Le dossier ${root} n’est pas un dépôt de Karter entier : clonez-le de nouveau.`);
  const held = command.serves && takeInstance(root, name);
  try {
    if (held) {
      say('Karter');
      const port = portFrom(process.env.PORT);
      await stopLeftovers(root);
      await checkPort(port, name === 'start' ? 'npm start' : `npm run ${name}`);
    }
    return await runOn(await findNode(root), [join(here, command.file), ...command.args ?? [], ...rest]);
  } finally {
    if (held) held.release();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  explain(error, root);
  process.exitCode = 1;
}
