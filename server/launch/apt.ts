// Installs Debian packages where that is possible, after saying which.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { answerOf, run, runOnTerminal, succeeds } from './child.ts';
import { Refusal, say, step } from './step.mjs';

const isRoot = (): boolean => process.getuid?.() === 0;

/** Commands as root: directly, by a sudo that asks nothing, or by one that may ask on the person's terminal. */
function elevation(): 'none' | 'quiet' | 'asking' | undefined {
  if (isRoot()) return 'none';
  if (!answerOf('which', ['sudo'])) return undefined;
  if (succeeds('sudo', ['-n', 'true'])) return 'quiet';
  return process.stdin.isTTY ? 'asking' : undefined;
}

export function aptIsUsable(): boolean {
  return answerOf('which', ['apt-get']) !== undefined && elevation() !== undefined;
}

async function asRoot(program: string, args: string[], onLine: (line: string) => void): Promise<void> {
  const how = elevation();
  const settings = ['DEBIAN_FRONTEND=noninteractive', 'LC_ALL=C.UTF-8'];
  if (how === 'asking') await runOnTerminal('sudo', ['env', ...settings, program, ...args], process.env);
  else if (how === 'quiet') await run('sudo', ['-n', 'env', ...settings, program, ...args], { onLine });
  else await run('env', [...settings, program, ...args], { onLine });
}

/** Debian makes and starts a cluster of its own with the server package; Karter does not need it. */
async function withoutDebiansCluster(work: () => Promise<void>): Promise<void> {
  const folder = '/etc/postgresql-common/createcluster.d';
  const file = `${folder}/karter.conf`;
  if (!isRoot() || existsSync('/etc/postgresql')) return work();
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, 'create_main_cluster = false\n');
  try {
    await work();
  } finally {
    rmSync(file, { force: true });
  }
}

type Names = (pattern: RegExp) => RegExpExecArray[];

/**
 * @param what French, for the line on the screen.
 * @param choose The packages, from the names apt knows; nothing when none fits.
 */
export async function installWithApt(what: string, choose: (names: Names) => string[] | undefined): Promise<void> {
  const patience = ['-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3'];
  await step('Liste des paquets Debian', (progress) => asRoot('apt-get', [...patience, 'update'], progress));
  const known = (answerOf('apt-cache', ['pkgnames']) ?? '').split('\n');
  const packages = choose((pattern) => known.map((name) => pattern.exec(name)).filter((match) => match !== null));
  if (!packages) throw new Refusal(`Les dépôts apt de cette machine n’ont pas ${what} dans une version assez récente : ajoutez celui de https://wiki.postgresql.org/wiki/Apt, puis relancez.`);
  say(`  Karter installe avec apt : ${packages.join(' ')}`);
  try {
    await step(what, (progress) => withoutDebiansCluster(() => asRoot('apt-get', [...patience, 'install', '-y', '--no-install-recommends', ...packages], progress)));
  } catch (error) {
    const output = error instanceof Error && 'output' in error ? String(error.output) : '';
    const lines = output.split('\n').filter((line) => line.startsWith('E:'));
    if (/No space left/.test(output)) throw error;
    throw new Refusal(`apt n’a pas pu installer ${what} (${lines.join(' ') || 'raison inconnue'}) : essayez à la main « apt-get install ${packages.join(' ')} », puis relancez.`);
  }
}
