import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { holderOf, isAlive, markOf, processStart, tryLock } from '../../server/launch/lock.mjs';

let folder = '';
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'karter é ')); });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

it('is held once, and free again after its release', () => {
  const file = join(folder, 'a.lock');
  const first = tryLock(file, { command: 'start' });
  expect('release' in first).toBe(true);
  expect(tryLock(file, { command: 'dev' })).toMatchObject({ holder: { pid: process.pid, command: 'start' } });
  if ('release' in first) first.release();
  expect(holderOf(file)).toBeUndefined();
  expect('release' in tryLock(file, { command: 'dev' })).toBe(true);
  expect(readdirSync(folder)).toEqual(['a.lock']);
});

it.each([
  ['a process that is gone', async () => {
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 10000)']);
    const mark = markOf(child.pid ?? 0);
    child.kill('SIGKILL');
    await new Promise((resolve) => { child.once('exit', resolve); });
    return JSON.stringify({ ...mark, command: 'start' });
  }],
  ['a process number given to another since', () => JSON.stringify({ pid: process.pid, started: '1', command: 'start' })],
  ['a file cut short', () => '{"pid": 12'],
  ['an empty file', () => ''],
])('is void when held by %s', async (_case, content) => {
  const file = join(folder, 'a.lock');
  writeFileSync(file, await content());
  expect('release' in tryLock(file, { command: 'start' })).toBe(true);
  expect(holderOf(file)?.pid).toBe(process.pid);
});

it('knows the living from the dead', () => {
  expect(isAlive(markOf(process.pid))).toBe(true);
  expect(processStart(2 ** 22 + 1)).toBeUndefined();
  expect(isAlive(undefined)).toBe(false);
});
