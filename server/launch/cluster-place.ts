// Where the private PostgreSQL lives and as whom it runs: beside the checkout when that user can reach it, else under /var/lib.
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { answerOf, succeeds } from './child.ts';
import type { Owner } from './child.ts';
import { Refusal } from './step.mjs';

export interface ClusterPlace {
  /** PGDATA. */
  data: string;
  /** Folder of the unix socket, short: socket paths end at about 107 bytes. */
  socket: string;
  /** Whom it runs as, when that is someone else than us. */
  owner?: Owner | undefined;
}

const isRoot = (): boolean => process.getuid?.() === 0;

function accountNamed(name: string): Owner | undefined {
  const [uid, gid] = [answerOf('id', ['-u', name]), answerOf('id', ['-g', name])].map(Number);
  return uid && gid ? { uid, gid } : undefined;
}

/** An account without privileges, since initdb refuses root: the one PostgreSQL's packages made, or our own. */
function unprivilegedAccount(): Owner {
  const found = accountNamed('postgres') ?? accountNamed('karter');
  if (found) return found;
  if (succeeds('useradd', ['--system', '--user-group', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin', 'karter'])) {
    const made = accountNamed('karter');
    if (made) return made;
  }
  throw new Refusal('PostgreSQL refuse de tourner en administrateur, et cette machine n’a pas de compte pour lui : créez-en un avec « useradd --system karter », puis relancez.');
}

/** Whom a cluster of ours runs as; nothing when that is us. */
export function clusterOwner(): Owner | undefined {
  return isRoot() ? unprivilegedAccount() : undefined;
}

/** Makes a folder that only its owner enters; refuses one that someone else put there first. */
export function privateFolder(path: string, owner: Owner | undefined): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const uid = owner?.uid ?? process.getuid?.();
  const found = lstatSync(path);
  if (!found.isDirectory() || (found.uid !== uid && found.uid !== process.getuid?.())) {
    throw new Refusal(`Le dossier ${path} appartient à quelqu’un d’autre : supprimez-le, puis relancez.`);
  }
  if (owner) chownSync(path, owner.uid, owner.gid);
  chmodSync(path, 0o700);
}

export const hashOf = (path: string): string => createHash('sha256').update(path).digest('hex').slice(0, 12);

function socketFolder(hash: string): string {
  if (isRoot() && existsSync('/run')) return `/run/karter-${hash}`;
  const runtime = process.env.XDG_RUNTIME_DIR;
  if (runtime && existsSync(runtime) && runtime.length < 60) return join(runtime, `karter-${hash}`);
  const temporary = tmpdir().length < 60 ? tmpdir() : '/tmp';
  return join(temporary, `karter-${process.getuid?.() ?? 0}-${hash}`);
}

/** @param root The checkout. */
export function clusterPlace(root: string): ClusterPlace {
  const hash = hashOf(root);
  const socket = socketFolder(hash);
  const beside = join(root, '.local', 'postgres');
  mkdirSync(dirname(beside), { recursive: true });
  if (!isRoot()) {
    if (existsSync(beside) && statSync(beside).uid !== process.getuid?.()) {
      throw new Refusal(`La base de ce dossier (${beside}) appartient à un autre compte : relancez avec ce compte-là, ou supprimez-la pour repartir des données livrées.`);
    }
    return { data: beside, socket };
  }
  const existing = existsSync(beside) ? statSync(beside) : undefined;
  const owner = existing && existing.uid !== 0 ? { uid: existing.uid, gid: existing.gid } : unprivilegedAccount();
  // `test -x` under that account: every folder on the way must let it through.
  const reachable = succeeds('test', ['-x', dirname(beside)], { owner, cwd: '/' });
  if (reachable) return { data: beside, socket, owner };
  const home = join('/var/lib/karter', hash);
  mkdirSync(home, { recursive: true, mode: 0o755 });
  writeFileSync(join(home, 'dossier.txt'), `Base de données de Karter pour le dossier ${root}\n`);
  return { data: join(home, 'postgres'), socket, owner };
}
