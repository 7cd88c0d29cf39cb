// The npm packages, installed exactly as the lock file says, and only when they are not there already.
import { join } from 'node:path';
import { root } from './command.ts';
import { run } from './child.ts';
import { readJson, waitForLock } from './lock.mjs';
import { requireRoom } from './room.mjs';
import { Refusal, say, step } from './step.mjs';

interface LockedPackage { version?: string; integrity?: string; optional?: boolean; os?: string | string[]; cpu?: string | string[]; libc?: string | string[] }
interface PackageLock { packages?: Record<string, LockedPackage> }

function suits(wanted: string | string[] | undefined, here: string): boolean {
  return wanted === undefined || [wanted].flat().some((one) => (one.startsWith('!') ? one.slice(1) !== here : one === here));
}

/**
 * Whether what npm says it installed is what the lock file asks for. An optional package may be absent unless it names this
 * system; those bound to a C library are left out, since Node does not say quickly which one it runs on.
 */
export function packagesAreCurrent(wanted: PackageLock | undefined, installed: PackageLock | undefined, platform: string = process.platform, arch: string = process.arch): boolean {
  if (!wanted?.packages || !installed?.packages) return false;
  return Object.entries(wanted.packages).every(([path, entry]) => {
    if (path === '') return true;
    const there = installed.packages?.[path];
    if (!there) {
      const forThisSystem = entry.os !== undefined && entry.cpu !== undefined && entry.libc === undefined && suits(entry.os, platform) && suits(entry.cpu, arch);
      return entry.optional === true && !forThisSystem;
    }
    return there.version === entry.version && there.integrity === entry.integrity;
  });
}

function current(): boolean {
  return packagesAreCurrent(readJson<PackageLock>(join(root, 'package-lock.json')), readJson<PackageLock>(join(root, 'node_modules', '.package-lock.json')));
}

export async function installPackages(signal?: AbortSignal): Promise<void> {
  if (current()) return;
  const lock = await waitForLock(join(root, '.local', 'install.lock'), { command: 'install' }, (holder) => {
    say(`  Une autre commande (processus ${holder.pid}) installe les paquets : attente de sa fin.`);
  });
  try {
    if (current()) return;
    requireRoom(join(root, 'node_modules'), 600);
    await step('Paquets npm', async (progress) => {
      const [npm = 'npm', ...first] = JSON.parse(process.env.KARTER_NPM ?? '["npm"]') as string[];
      progress('première installation ou mise à jour, une minute environ');
      // Development packages too (the client is built here), whatever NODE_ENV says; no package of ours needs an install script.
      const args = ['ci', '--include=dev', '--include=optional', '--ignore-scripts', '--no-audit', '--no-fund', '--engine-strict=false'];
      await run(npm, [...first, ...args], { cwd: root, signal });
      // An optional package that could not be had is no error to npm.
      if (!current()) throw new Refusal('npm n’a pas installé tous les paquets : vérifiez la connexion à Internet et la place sur le disque, puis relancez.');
    });
  } finally {
    lock.release();
  }
}
