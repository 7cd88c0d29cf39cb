// A real Chromium with WebGL (drawn in software), and where its screenshots go.
import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { findChromium } from '../../server/launch/chromium.ts';
import { local } from '../../server/launch/command.ts';

export const desktop = { width: 1280, height: 800 } as const;
export const phone = { width: 390, height: 844 } as const;

export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: await findChromium(),
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
      '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist',
    ],
  });
}

/** Keeps what the page looks like, under .local/screenshots/ (not in git). @returns The file. */
export async function screenshot(page: Page, name: string): Promise<string> {
  const folder = local('screenshots');
  mkdirSync(folder, { recursive: true });
  const path = `${folder}/${name}.png`;
  await page.screenshot({ path });
  return path;
}

/** What the page complained about: errors, failed requests, console errors. Empty is the only good answer. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`erreur : ${error.message}`));
  page.on('console', (message) => { if (message.type() === 'error') complaints.push(`console : ${message.text()}`); });
  page.on('requestfailed', (request) => {
    // A request given up on purpose (a tile that left the view) is no fault.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') complaints.push(`requête : ${request.url()} ${request.failure()?.errorText}`);
  });
  return complaints;
}
