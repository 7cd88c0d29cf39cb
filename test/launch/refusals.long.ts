// What cannot work is said in one French sentence with what to do, exit code 1, and no stack trace.
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { directClient } from '../../server/db.ts';
import { clusterOwner } from '../../server/launch/cluster-place.ts';
import { Cluster } from '../../server/launch/cluster.ts';
import { freePort } from '../../server/launch/free-port.ts';
import { findPostgres } from '../../server/launch/postgres-programs.ts';
import { sentenceFor } from '../../server/launch/sentences.mjs';
import { Checkout } from './checkout.ts';

let checkout: Checkout;
beforeAll(async () => {
  checkout = new Checkout(join(tmpdir(), 'karter-test-refusals'), await freePort());
  const run = checkout.start();
  await run.until('Karter est prêt');
  run.child.kill('SIGTERM');
  await run.ended;
}, 600_000);
afterAll(() => checkout.remove());

/** Starts, and returns what was said once it ended with code 1. */
async function refusal(env: NodeJS.ProcessEnv): Promise<string> {
  const run = checkout.start(env);
  expect(await run.ended).toBe(1);
  expect(run.output).not.toMatch(/\n\s+at .*:\d+|Error:/);
  expect(run.output).not.toContain('imprévue');
  return run.output;
}

describe('a wrong DATABASE_URL', () => {
  it.each([
    ['is no address', 'localhost/karter', /n’est pas une adresse PostgreSQL/],
    ['names another kind of database', 'mysql://a@localhost/karter', /n’est pas une adresse PostgreSQL/],
    ['names a machine that is not', 'postgres://a@nulle-part.invalid/karter', /nulle-part\.invalid:5432 est introuvable/],
    ['names a port where nobody listens', 'postgres://a@127.0.0.1:1/karter', /Aucun PostgreSQL ne répond à 127\.0\.0\.1:1/],
    ['names a socket that is not', 'postgres://a@/karter?host=/nulle/part', /Aucun PostgreSQL ne répond à \/nulle\/part/],
  ])('that %s', async (_case, url, sentence) => {
    expect(await refusal({ DATABASE_URL: url })).toMatch(sentence);
  });

  it('that names a database that is not', async () => {
    expect(await refusal({ DATABASE_URL: inject('clusterUrl').replace('/postgres?', '/rien_de_tel?') })).toMatch(/n’existe pas/);
  });

  it('that names an unknown user', async () => {
    expect(await refusal({ DATABASE_URL: inject('clusterUrl').replace('karter@', 'personne@') })).toMatch(/refuse l’utilisateur/);
  });

  it('behind which something else answers, or nobody at all', async () => {
    const other = createServer((socket) => { socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'); });
    const silent = createServer(() => {});
    for (const server of [other, silent]) await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    const port = (server: typeof other): number => (server.address() as AddressInfo).port;
    expect(await refusal({ DATABASE_URL: `postgres://a@127.0.0.1:${port(other)}/karter` })).toMatch(/n’est pas PostgreSQL|ne répond pas/);
    expect(await refusal({ DATABASE_URL: `postgres://a@127.0.0.1:${port(silent)}/karter` })).toMatch(/ne répond pas dans le temps voulu/);
    other.close();
    silent.close();
  });
});

it.skipIf(process.platform !== 'linux')('a PostGIS that is too old', async () => {
  // PostgreSQL finds its extensions relative to its own program: a copy of it sees a copy of them.
  const programs = await findPostgres();
  const folder = join(tmpdir(), 'karter-test-old-postgis');
  rmSync(folder, { recursive: true, force: true });
  const share = execFileSync(join(programs.bin, 'pg_config'), ['--sharedir'], { encoding: 'utf8' }).trim();
  const library = execFileSync(join(programs.bin, 'pg_config'), ['--pkglibdir'], { encoding: 'utf8' }).trim();
  const bin = join(folder, programs.bin);
  mkdirSync(bin, { recursive: true });
  for (const program of ['postgres', 'initdb']) cpSync(join(programs.bin, program), join(bin, program), { dereference: true });
  cpSync(share, join(folder, share), { recursive: true, dereference: true });
  mkdirSync(join(folder, library, '..'), { recursive: true });
  symlinkSync(library, join(folder, library));
  const control = join(folder, share, 'extension', 'postgis.control');
  const old = readFileSync(control, 'utf8').replace(/default_version = '[^']+'/, "default_version = '3.1.4'");
  // In Debian it is a link out of the folder, which the copy may have kept: a new file in its place, never a write through the link.
  rmSync(control);
  writeFileSync(control, old, { flag: 'wx' });
  const cluster = new Cluster({ ...programs, bin }, { data: join(folder, 'data'), socket: join(folder, 's'), owner: clusterOwner() }, join(folder, 'log'), { fast: true });
  try {
    await cluster.create();
    await cluster.start();
    expect(await refusal({ DATABASE_URL: cluster.url('postgres') })).toMatch(/PostGIS 3\.1\.4 est trop ancien \(il faut 3\.3 ou plus récent\)/);
  } finally {
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

describe.skipIf(process.getuid?.() !== 0)('a full disk', () => {
  /** Runs with a small disk mounted at the folder; false where mounting is not allowed. */
  async function onSmallDisk(folder: string, megabytes: number, work: () => Promise<void>): Promise<boolean> {
    mkdirSync(folder, { recursive: true });
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'karter-test', folder], { stdio: 'ignore' });
    } catch {
      return false;
    }
    try {
      await work();
    } finally {
      execFileSync('umount', ['--lazy', folder]);
    }
    return true;
  }

  it('is said before anything is fetched', async () => {
    const folder = join(tmpdir(), 'karter-test-full');
    await onSmallDisk(folder, 60, async () => {
      const small = new Checkout(join(folder, 'karter'), await freePort());
      const run = small.start();
      expect(await run.ended).toBe(1);
      expect(run.output).toMatch(/Le disque est plein ou presque : il reste \d+ Mo/);
      await small.clear();
    });
    rmSync(folder, { recursive: true, force: true });
  });

  it('is said whether it is the database’s making or its loading that fills it', async () => {
    const programs = await findPostgres();
    for (const megabytes of [20, 45, 90]) {
      const folder = join(tmpdir(), 'karter-test-full-database');
      await onSmallDisk(folder, megabytes, async () => {
        chmodSync(folder, 0o755);
        const cluster = new Cluster(programs, { data: join(folder, 'data'), socket: join(folder, 's'), owner: clusterOwner() }, join(folder, 'log'));
        let sentence: string | undefined;
        try {
          await cluster.create();
          await cluster.start();
          const client = directClient(cluster.url('postgres'));
          client.on('error', () => {});
          await client.connect();
          try {
            await client.query("create table filler as select repeat('x', 2000) from generate_series(1, 100000)");
          } finally {
            await client.end().catch(() => {});
          }
        } catch (error) {
          sentence = sentenceFor(error);
        } finally {
          await cluster.stop();
        }
        expect(sentence, `${megabytes} MB`).toMatch(/Le disque est plein/);
      });
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

it('a folder that cannot be written', async () => {
  if (process.getuid?.() !== 0) return;
  const closed = new Checkout(join(tmpdir(), 'karter-test-closed'), await freePort());
  const stranger = new Checkout(join(tmpdir(), 'karter-test-closed-2'), await freePort(), { uid: 65534, gid: 65534 });
  try {
    // Owned by root, started by somebody else.
    const run = Object.assign(Object.create(stranger), { folder: closed.folder }).start({ HOME: stranger.folder });
    expect(await run.ended).toBe(1);
    expect(run.output).toMatch(/ne peut pas écrire dans son dossier/);
  } finally {
    await closed.remove();
    await stranger.remove();
  }
});
