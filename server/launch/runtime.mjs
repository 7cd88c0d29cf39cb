// The Node that everything else runs on: the machine's when it is recent enough, otherwise a private one, pinned.
import { execFileSync, spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readJson } from './lock.mjs';
import { requireRoom } from './room.mjs';
import { Refusal, step } from './step.mjs';

const wantedMajor = 24;
const manifests = join(dirname(fileURLToPath(import.meta.url)), 'runtime');

/**
 * How to run npm, without a shell: the npm that runs us, else the one installed beside this Node, else the one in PATH.
 * It always runs on the machine's own Node, since a distribution's npm finds its parts only through that.
 * @returns {[string, ...string[]]}
 */
export function npmCommand() {
  const beside = join(dirname(process.execPath), '..');
  const scripts = [
    process.env.npm_execpath,
    join(beside, 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(beside, 'share', 'nodejs', 'npm', 'bin', 'npm-cli.js'),
  ];
  const script = scripts.find((path) => path?.endsWith('npm-cli.js') && existsSync(path));
  return script ? [process.execPath, script] : ['npm'];
}

/**
 * @param {[string, ...string[]]} command
 * @param {string[]} args
 * @param {string} cwd
 * @returns {Promise<void>}
 */
function runQuietly([command, ...first], args, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...first, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (bytes) => { output = (output + bytes).slice(-8000); });
    child.stderr.on('data', (bytes) => { output = (output + bytes).slice(-8000); });
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(Object.assign(new Error(output), { output }));
    });
  });
}

/** @param {string} node */
function runs(node) {
  try {
    return Number(/^v(\d+)/.exec(execFileSync(node, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))?.[1]) >= wantedMajor;
  } catch {
    return false;
  }
}

/** @param {string} root @returns {Promise<string>} Path of a Node >= 24. */
export async function findNode(root) {
  if (Number(process.versions.node.split('.')[0]) >= wantedMajor) return process.execPath;
  const { version } = /** @type {{ version: string }} */ (readJson(join(manifests, 'package.json')));
  const name = `node-${process.platform}-${process.arch}`;
  const home = join(root, '.local', 'runtime');
  const node = join(home, 'node_modules', name, 'bin', 'node');
  if (existsSync(node) && readJson(join(home, 'node_modules', name, 'package.json'))?.version === version) return node;

  const lock = readJson(join(manifests, 'package-lock.json'));
  const manual = `Karter demande Node ${wantedMajor} ou plus récent ; celui-ci est le ${process.versions.node}. Installez-le (macOS : « brew install node@${wantedMajor} » ; ailleurs : https://nodejs.org), puis relancez.`;
  if (!lock?.packages?.[`node_modules/${name}`]) throw new Refusal(manual);
  requireRoom(home, 400);
  await step(`Node ${version}, rien que pour Karter`, async (_progress, note) => {
    // Made aside and moved when whole, so that a start cut short leaves nothing half-made.
    const draft = `${home}.${process.pid}`;
    mkdirSync(draft, { recursive: true });
    try {
      for (const file of ['package.json', 'package-lock.json']) copyFileSync(join(manifests, file), join(draft, file));
      await runQuietly(npmCommand(), ['ci', '--include=optional', '--ignore-scripts', '--no-audit', '--no-fund'], draft);
      const fetched = join(draft, 'node_modules', name, 'bin', 'node');
      // An optional package that could not be had is no error to npm.
      if (!existsSync(fetched)) throw new Refusal(`Node ${version} n’a pas pu être téléchargé : vérifiez la connexion à Internet, puis relancez ; ou installez Node ${wantedMajor} vous-même.`);
      if (!runs(fetched)) throw new Refusal(manual);
      rmSync(home, { recursive: true, force: true });
      renameSync(draft, home);
      note(`celui de la machine est le ${process.versions.node}`);
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
  });
  return node;
}
