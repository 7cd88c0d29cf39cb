// The page opens in a real browser, the live map takes over from the drawn one, and nothing complains.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { createTestDatabase } from '../database.ts';
import type { TestDatabase } from '../database.ts';
import { startTestServer } from '../test-server.ts';
import type { TestServer } from '../test-server.ts';
import { complaintsOf, desktop, openBrowser, phone, screenshot } from './browser.ts';

let database: TestDatabase;
let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  database = await createTestDatabase();
  [server, browser] = await Promise.all([startTestServer(database.url), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await database?.drop();
});

it.each([['desktop', desktop], ['phone', phone]] as const)('opens on a %s with the drawn map, then the live one', async (name, viewport) => {
  const page = await browser.newPage({ viewport, locale: 'fr-FR', reducedMotion: 'reduce' });
  // WebGL is drawn in software here: a busy machine may take long before it hears a click.
  page.setDefaultTimeout(90_000);
  const complaints = complaintsOf(page);
  const answer = await page.goto(server.address);
  expect(answer?.status()).toBe(200);
  expect(await page.title()).toMatch(/Karter/);
  expect(await page.locator('#drawn-map').count()).toBe(1);
  await page.locator('canvas.maplibregl-canvas').waitFor({ state: 'visible' });
  await page.waitForLoadState('networkidle');
  await screenshot(page, `smoke-${name}`);
  expect(complaints).toEqual([]);
  await page.close();
});

it('holds the map without JavaScript', async () => {
  const context = await browser.newContext({ viewport: desktop, javaScriptEnabled: false });
  const page = await context.newPage();
  // WebGL is drawn in software here: a busy machine may take long before it hears a click.
  page.setDefaultTimeout(90_000);
  await page.goto(server.address);
  expect(await page.locator('#drawn-map').isVisible()).toBe(true);
  await screenshot(page, 'smoke-no-javascript');
  await context.close();
});
