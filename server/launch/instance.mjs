// The one running Karter of a folder: who holds it, what a killed one left behind, whether its port is free.
import { readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive, readJson, tryLock } from './lock.mjs';
import { Refusal } from './step.mjs';

/**
 * What the start command writes of itself, so that others find it and the next start can clear up after it.
 * @typedef {import('./lock.mjs').ProcessMark} ProcessMark
 * @typedef {{ supervisor: ProcessMark, server?: ProcessMark, address?: string, databaseUrl?: string, city?: string }} Instance
 */

/** @param {string} root */
export const lockFile = (root) => join(root, '.local', 'instance.lock');
/** @param {string} root */
export const instanceFile = (root) => join(root, '.local', 'instance.json');

/** @param {string} root @returns {Instance | undefined} The running instance of this folder. */
export function runningInstance(root) {
  const instance = /** @type {Instance | undefined} */ (readJson(instanceFile(root)));
  return isAlive(instance?.supervisor) ? instance : undefined;
}

/** @param {string} root @param {string} command */
export function takeInstance(root, command) {
  const answer = tryLock(lockFile(root), { command });
  if ('release' in answer) return answer;
  const { pid, command: running } = answer.holder;
  const address = runningInstance(root)?.address;
  if (running === 'start' || running === 'dev') {
    const where = address ? ` : ${address}` : ', il n’a pas fini de démarrer';
    throw new Refusal(`Karter tourne déjà depuis ce dossier (processus ${pid})${where}. Arrêtez-le avec Ctrl-C dans son terminal, ou par « kill ${pid} ».`);
  }
  throw new Refusal(`La commande « npm run ${running} » utilise déjà la base de ce dossier (processus ${pid}) : attendez qu’elle finisse.`);
}

/**
 * The processes of a group that run from this folder: what is left when the group's leader was killed.
 * @param {number} group
 * @param {string} root
 */
function groupMembers(group, root) {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc').filter((entry) => /^\d+$/.test(entry)).map(Number).filter((pid) => {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return fields[0] !== 'Z' && Number(fields[2]) === group && readlinkSync(`/proc/${pid}/cwd`) === root;
    } catch {
      return false;
    }
  });
}

/** @param {() => boolean} gone @param {number} milliseconds */
async function waitUntil(gone, milliseconds) {
  const end = Date.now() + milliseconds;
  while (!gone() && Date.now() < end) await pause(50);
  return gone();
}

/** @param {number} pid @param {NodeJS.Signals} signal */
function signal(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone in the meantime, which is what was wanted.
  }
}

/**
 * Stops what a killed start left running. The database is not among it: whoever starts the cluster looks after that.
 * @param {string} root
 */
export async function stopLeftovers(root) {
  const file = instanceFile(root);
  const instance = /** @type {Instance | undefined} */ (readJson(file));
  if (!instance) return;
  const { supervisor, server } = instance;
  if (isAlive(supervisor)) {
    signal(supervisor.pid, 'SIGTERM');
    if (!await waitUntil(() => !isAlive(supervisor), 15_000)) signal(supervisor.pid, 'SIGKILL');
  }
  if (server) {
    const left = () => [...(isAlive(server) ? [server.pid] : []), ...groupMembers(server.pid, root)];
    for (const pid of left()) signal(pid, 'SIGTERM');
    if (!await waitUntil(() => left().length === 0, 5_000)) for (const pid of left()) signal(pid, 'SIGKILL');
    await waitUntil(() => left().length === 0, 2_000);
  }
  rmSync(file, { force: true });
}

/** @param {string | undefined} text */
export function portFrom(text) {
  const port = text === undefined || text === '' ? 3000 : Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Refusal(`PORT vaut « ${text} » : donnez un nombre entre 1 et 65535, par exemple PORT=3000.`);
  }
  return port;
}

/** @param {number} port @returns {Promise<string | undefined>} The error code, or nothing when it can be had. */
function tryPort(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error) => resolve(/** @type {NodeJS.ErrnoException} */ (error).code));
    probe.listen({ port, host: process.env.HOST || undefined }, () => probe.close(() => resolve(undefined)));
  });
}

/** @param {number} port @param {string} command How the person asked, to be repeated with another port. */
export async function checkPort(port, command) {
  const problem = await tryPort(port);
  if (problem === undefined) return;
  if (problem === 'EADDRNOTAVAIL' || problem === 'ENOTFOUND') {
    throw new Refusal(`HOST vaut « ${process.env.HOST} », qui n’est pas une adresse de cette machine : corrigez-la, ou retirez-la pour écouter sur toutes.`);
  }
  if (problem === 'EACCES') {
    throw new Refusal(`Le port ${port} est réservé à l’administrateur : choisissez-en un au-dessus de 1023, par exemple « PORT=8080 ${command} ».`);
  }
  let other = port + 1;
  while (other < 65535 && await tryPort(other) !== undefined) other += 1;
  throw new Refusal(`Le port ${port} est déjà utilisé par un autre programme : choisissez-en un autre, par exemple « PORT=${other} ${command} ».`);
}
