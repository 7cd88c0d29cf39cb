import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { checkPort, portFrom } from '../../server/launch/instance.mjs';
import { countOf } from '../../server/launch/test-count.ts';
import { restartBudget } from '../../server/launch/watch-over.ts';

it('takes PORT as a number in range, 3000 by default', () => {
  expect(portFrom(undefined)).toBe(3000);
  expect(portFrom('')).toBe(3000);
  expect(portFrom('8080')).toBe(8080);
  for (const wrong of ['abc', '0', '-1', '70000', '80.5']) expect(() => portFrom(wrong)).toThrow(/entre 1 et 65535/);
});

it('says that a port is in use, whichever address it is taken on, and names a free one', async () => {
  for (const host of [undefined, '127.0.0.1']) {
    const other = createServer();
    await new Promise<void>((resolve) => { other.listen(0, host, resolve); });
    const { port } = other.address() as AddressInfo;
    await expect(checkPort(port, 'npm start')).rejects.toThrow(/déjà utilisé.*PORT=\d+ npm start/);
    await new Promise((resolve) => { other.close(resolve); });
    await expect(checkPort(port, 'npm start')).resolves.toBeUndefined();
  }
});

it('restarts what dies, but not for ever', () => {
  let time = 0;
  const may = restartBudget(() => time);
  expect([may(), may(), may(), may()]).toEqual([true, true, true, false]);
  time = 61_000;
  expect(may()).toBe(true);
});

it('counts a broken file, a run without results and a silent failure as failures', () => {
  const results = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 1, numTodoTests: 0, testResults: [
    { name: 'a', status: 'failed', message: '', assertionResults: [{ status: 'failed' }, { status: 'passed' }] },
    { name: 'b', status: 'failed', message: 'cannot be loaded', assertionResults: [] },
  ] };
  expect(countOf(results, 1)).toEqual({ passed: 5, failed: 2, skipped: 1 });
  expect(countOf({ ...results, numFailedTests: 0, testResults: [] }, 0)).toEqual({ passed: 5, failed: 0, skipped: 1 });
  expect(countOf({ ...results, numFailedTests: 0, testResults: [] }, 1).failed).toBe(1);
  expect(countOf(undefined, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});
