// What JavaScript the first view takes, as a browser asks it: the entry, what it imports, and what comes with the map.
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { root } from '../../../server/launch/command.ts';

export interface FirstView {
  /** Bytes after gzip, by file name. */
  page: Record<string, number>;
  /** MapLibre's worker, a script of its own beside the page. */
  worker: Record<string, number>;
}

const sum = (sizes: Record<string, number>): number => Object.values(sizes).reduce((total, size) => total + size, 0);
export const kilobytes = (sizes: Record<string, number>): number => sum(sizes) / 1000;

export async function firstView(browser: Browser, address: string): Promise<FirstView> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const files = new Set<string>();
  page.on('response', (response) => { if (response.url().endsWith('.js')) files.add(basename(new URL(response.url()).pathname)); });
  page.context().on('request', (request) => { if (request.url().endsWith('.js')) files.add(basename(new URL(request.url()).pathname)); });
  await page.goto(address);
  await page.locator('canvas').first().waitFor({ state: 'visible', timeout: 60_000 });
  await page.waitForLoadState('networkidle', { timeout: 60_000 });
  await page.close();
  const folder = join(root, 'dist', 'client');
  const built = new Set(readdirSync(folder));
  const sizes = [...files].filter((file) => built.has(file)).map((file): [string, number] => [file, gzipSync(readFileSync(join(folder, file))).length]);
  const isWorker = (file: string) => file.includes('worker');
  const worker = sizes.filter(([file]) => isWorker(file));
  // A browser may not tell of a worker's own request: its file is known by its name.
  if (worker.length === 0) worker.push(...[...built].filter((file) => isWorker(file) && file.endsWith('.js')).map((file): [string, number] => [file, gzipSync(readFileSync(join(folder, file))).length]));
  return { page: Object.fromEntries(sizes.filter(([file]) => !isWorker(file))), worker: Object.fromEntries(worker) };
}
