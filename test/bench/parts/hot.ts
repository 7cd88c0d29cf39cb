// Hot tiles: ready in memory, against a bare node:http with as many processes that returns the same bytes and heads.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../../server/launch/free-port.ts';
import type { Bench } from '../bench.ts';
import { pathOf, sessionTiles } from '../city/tiles.ts';
import { HttpConnection, openClient, type Answer } from '../load/http-client.ts';
import { findWrk } from '../load/programs.ts';
import { wrk, type Rate } from '../load/wrk.ts';
import { processes, startKarter } from '../karter-server.ts';
import { median } from '../report.ts';

const rounds = 5;

export async function measureHot({ report, databaseUrl, client }: Bench): Promise<void> {
  report.begin('hot', `Tuiles en mémoire (${processes} processus, wrk, ${rounds} tours alternés)`);
  const program = await findWrk();
  if (!program) { report.skip('wrk n’est pas installé et apt ne peut pas l’apporter'); return; }
  await using karter = await startKarter(databaseUrl, 64);
  const paths = (await sessionTiles(client)).map(pathOf);
  const answers: { path: string; answer: Answer }[] = [];
  // Twice as many connections as processes, so that each of them holds every tile.
  for (let connection = 0; connection < processes * 2; connection += 1) {
    const asking = await openClient(karter.address);
    for (const path of paths) answers.push({ path, answer: await asking.ask(path) });
    asking.close();
  }
  // The tile of middling size stands for all: the bare server knows one.
  const { path, answer } = answers.toSorted((one, other) => one.answer.body.length - other.answer.body.length)[answers.length >> 1]!;
  await using bare = await startBare(answer);
  const ours: Rate[] = [];
  const theirs: Rate[] = [];
  for (let round = 0; round < rounds; round += 1) {
    theirs.push(await wrk(program, bare.address, [path], { seconds: 3 }));
    ours.push(await wrk(program, karter.address, [path], { seconds: 3 }));
  }
  const all = await wrk(program, karter.address, paths, { seconds: 4 });
  report.note(`une tuile de ${(answer.body.length / 1000).toFixed(1)} ko : Karter ${median(ours.map(({ rate }) => rate)).toFixed(0)}/s, node:http nu ${median(theirs.map(({ rate }) => rate)).toFixed(0)}/s ; ${paths.length} tuiles tour à tour : ${all.rate.toFixed(0)}/s`);
  report.atLeast('tuiles par seconde, sur celles de node:http nu', median(ours.map(({ rate }, round) => rate / theirs[round]!.rate)), 0.8, '×');
  report.atMost('mémoire d’un processus, cache compris (64 Mo au plus)', Math.max(...karter.memory()), 150 + 64, 'Mo');
}

async function startBare(answer: Answer): Promise<AsyncDisposable & { address: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'karter-bare-'));
  const file = join(folder, 'body');
  writeFileSync(file, answer.body);
  const port = await freePort();
  const heads = answer.head.split('\r\n').slice(1).filter((line) => !/^(date|connection|keep-alive):/i.test(line));
  const child = spawn(process.execPath, [new URL('../load/bare-server.ts', import.meta.url).pathname, String(port), String(processes), file, ...heads], { stdio: ['ignore', 'ignore', 'inherit'] });
  const address = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 200; tries += 1) {
    const opened = await HttpConnection.open(address).catch(() => undefined);
    opened?.close();
    if (opened) break;
    await pause(25);
  }
  return {
    address,
    [Symbol.asyncDispose]: async () => {
      const ended = new Promise((resolve) => { child.once('exit', resolve); });
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
