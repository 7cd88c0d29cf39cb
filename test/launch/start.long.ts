// `npm start` from bare copies in awkward places, and after every kind of sudden death.
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Checkout } from './checkout.ts';
import type { Processes, Run } from './checkout.ts';
import { freePort } from '../../server/launch/free-port.ts';

const isRoot = process.getuid?.() === 0;
const nobody = { uid: 65534, gid: 65534 };

async function opens(checkout: Checkout): Promise<void> {
  const page = await fetch(checkout.address);
  expect(page.status).toBe(200);
  expect(page.headers.get('content-type')).toMatch(/text\/html/);
  expect(await page.text()).toContain('Karter');
  expect(await checkout.answers()).toBe(true);
}

async function stops(checkout: Checkout, run: Run): Promise<void> {
  run.child.kill('SIGTERM');
  expect(await run.ended).toBe(0);
  expect(run.output).toContain('Karter s’arrête.');
  expect(await checkout.emptyWithin(500)).toBe(true);
}

describe('from a bare copy', () => {
  const long = `karter-${'une-adresse-qui-n-en-finit-pas-'.repeat(5)}`.slice(0, 120);
  it.each([
    ['in the home folder', join(homedir(), 'karter-test-start'), undefined],
    ['in a path of more than 120 characters', join(tmpdir(), long, 'karter'), undefined],
    ['in a path with spaces, accents and quotes, without privileges', join(tmpdir(), 'Évelyne & Loïc', 'l’atelier "n° 1"', 'ça marche'), isRoot ? nobody : undefined],
  ])('%s: serves, stops, starts again in under 5 s', async (_place, folder, owner) => {
    const checkout = new Checkout(folder, await freePort(), owner);
    try {
      const first = checkout.start();
      await first.until('Karter est prêt');
      expect(first.output).toContain(`http://localhost:${checkout.port}`);
      await opens(checkout);
      await stops(checkout, first);

      // The fastest of three, since the machine may be busy with something else.
      const durations: number[] = [];
      for (let times = 0; times < 3 && !durations.some((duration) => duration < 5_000); times += 1) {
        const started = performance.now();
        const next = checkout.start();
        await next.until('Karter est prêt');
        durations.push(performance.now() - started);
        expect(next.output).not.toMatch(/Paquets npm|Interface/);
        await opens(checkout);
        await stops(checkout, next);
      }
      expect(Math.min(...durations)).toBeLessThan(5_000);
    } finally {
      await checkout.remove();
    }
  });
});

describe('once started', () => {
  let checkout: Checkout;
  beforeAll(async () => {
    checkout = new Checkout(join(homedir(), 'karter-test-kills'), await freePort());
    const run = checkout.start();
    await run.until('Karter est prêt');
    await stops(checkout, run);
  }, 600_000);
  // What a failed test left running must not fail the next.
  afterEach(() => checkout.clear());
  afterAll(() => checkout.remove());

  const kill = (pids: (number | undefined)[]): void => {
    for (const pid of pids) if (pid) try { process.kill(pid, 'SIGKILL'); } catch { /* ended with another */ }
  };

  it('a second start from the same folder says so', async () => {
    const first = checkout.start();
    await first.until('Karter est prêt');
    for (const command of [['start'], ['run', 'dev']]) {
      const second = checkout.npm(command);
      expect(await second.ended).toBe(1);
      expect(second.output).toMatch(/Karter tourne déjà depuis ce dossier \(processus \d+\) : http:\/\/localhost:\d+/);
    }
    await opens(checkout);
    await stops(checkout, first);
  });

  it('of several starts at once, one serves', async () => {
    const runs = [1, 2, 3, 4].map(() => checkout.start());
    await Promise.any(runs.map((run) => run.until('Karter est prêt')));
    await expect.poll(() => runs.filter((run) => run.child.exitCode === 1).length, { timeout: 20_000 }).toBe(3);
    const winner = runs.find((run) => run.child.exitCode === null);
    await opens(checkout);
    if (winner) await stops(checkout, winner);
  });

  it('Ctrl-C stops all', async () => {
    const run = checkout.start();
    await run.until('Karter est prêt');
    // As a terminal does: to the whole foreground group, more than once when the person is impatient.
    process.kill(-(run.child.pid ?? 0), 'SIGINT');
    process.kill(-(run.child.pid ?? 0), 'SIGINT');
    await run.ended;
    expect(run.output).toContain('Karter s’arrête.');
    expect(await checkout.emptyWithin(500)).toBe(true);
  });

  const victims: [string, (all: Processes) => (number | undefined)[]][] = [
    ['npm', ({ npm }) => [npm]],
    ['the launcher', ({ launcher }) => [launcher]],
    ['the start command', ({ supervisor }) => [supervisor]],
    ['launcher and start command', ({ launcher, supervisor }) => [launcher, supervisor]],
    ['the start command, the server and the database', ({ supervisor, server, postmaster }) => [supervisor, server, postmaster]],
  ];
  it.each(victims)('kill -9 of %s: the next start just works', async (_name, choose) => {
    const run = checkout.start();
    await run.until('Karter est prêt');
    kill(choose(checkout.processes(run)));
    // At once, while the rest of the killed one may still be stopping.
    const next = checkout.start();
    try {
      await next.until(/Karter est prêt|tourne déjà/, 60_000);
    } finally {
      if (/tourne déjà/.test(next.output)) await next.ended;
    }
    const again = /tourne déjà/.test(next.output) ? (await checkout.emptyWithin(20_000), checkout.start()) : next;
    await again.until('Karter est prêt', 60_000);
    await opens(checkout);
    await stops(checkout, again);
  });

  it('kill -9 of everything: the next start just works', async () => {
    const run = checkout.start();
    await run.until('Karter est prêt');
    kill(checkout.everyone());
    const next = checkout.start();
    await next.until('Karter est prêt', 60_000);
    await opens(checkout);
    await stops(checkout, next);
  });

  it.each<[string, (all: Processes) => (number | undefined)[], RegExp]>([
    ['the server', ({ server }) => [server], /Le serveur s’est arrêté tout seul.*redémarrage[\s\S]*Le serveur a redémarré/],
    ['the database', ({ postmaster }) => [postmaster], /PostgreSQL s’est arrêté tout seul.*redémarrage[\s\S]*PostgreSQL a redémarré/],
    ['one worker', ({ workers }) => workers.slice(0, 1), /Karter est prêt/],
    ['all workers', ({ workers }) => workers, /Karter est prêt/],
    ['server and database', ({ server, postmaster }) => [server, postmaster], /PostgreSQL a redémarré/],
  ])('%s killed while running comes back by itself', async (_name, choose, said) => {
    const run = checkout.start();
    await run.until('Karter est prêt');
    kill(choose(checkout.processes(run)));
    await run.until(said, 30_000);
    expect(await checkout.answersWithin(20_000)).toBe(true);
    await stops(checkout, run);
  });

  it('a server that keeps dying ends in one sentence', async () => {
    const run = checkout.start();
    await run.until('Karter est prêt');
    for (let times = 0; times < 4 && run.child.exitCode === null; times += 1) {
      const { server } = checkout.processes(run);
      kill([server]);
      await expect.poll(() => run.child.exitCode !== null || checkout.processes(run).server !== server || /sans cesse/.test(run.output), { timeout: 30_000 }).toBe(true);
      if (times < 3) expect(await checkout.answersWithin(20_000)).toBe(true);
    }
    expect(await run.ended).toBe(1);
    expect(run.output).toMatch(/Le serveur s’arrête sans cesse : Karter s’arrête aussi/);
    expect(await checkout.emptyWithin(500)).toBe(true);
  });

  it('killed at any moment of its start, twenty times over, it starts the next time', async () => {
    for (let round = 0; round < 20; round += 1) {
      const run = checkout.start();
      await new Promise((resolve) => { setTimeout(resolve, round * 110); });
      kill(round % 2 === 0 ? checkout.everyone() : [run.child.pid, ...Object.values(checkout.processes(run)).flat()]);
      await run.ended;
    }
    const next = checkout.start();
    await next.until('Karter est prêt', 60_000);
    await opens(checkout);
    await stops(checkout, next);
  });

  it('a port in use is said before anything long', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => { other.listen(checkout.port, resolve); });
    const started = performance.now();
    const run = checkout.start();
    expect(await run.ended).toBe(1);
    expect(performance.now() - started).toBeLessThan(3_000);
    expect(run.output).toMatch(/Le port \d+ est déjà utilisé par un autre programme.*PORT=\d+ npm start/);
    await new Promise((resolve) => { other.close(resolve); });
  });

  it('an unknown city is one sentence', async () => {
    const run = checkout.start({ KARTER_CITY: 'atlantide' });
    expect(await run.ended).toBe(1);
    expect(run.output).toMatch(/Ville « atlantide » introuvable/);
    expect(run.output).not.toMatch(/\n\s+at /);
  });
});
