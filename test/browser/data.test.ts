// The data pages in a real browser: from the list to a layer, what its fields mean, and the same without a script.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { createTestDatabase, type TestDatabase } from '../database.ts';
import { startTestServer, type TestServer } from '../test-server.ts';
import { violationsOf } from './axe.ts';
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

it.each([['desktop', desktop], ['phone', phone]] as const)('lead from the list to a layer and back, on a %s', async (name, viewport) => {
  const context = await browser.newContext({ viewport, locale: 'fr-FR', reducedMotion: 'reduce', bypassCSP: true });
  const page = await context.newPage();
  // WebGL is drawn in software here: a busy machine may take long before it hears a click.
  page.setDefaultTimeout(90_000);
  const complaints = complaintsOf(page);
  await page.goto(`${server.address}/donnees`);
  await page.waitForSelector('.app.live');
  await page.locator('#couches + .place-list a[href="/donnees/gardens"]').click();
  await page.waitForFunction(() => document.title.startsWith('Jardins'));
  await page.locator('.terms dt', { hasText: 'plots_free' }).waitFor();
  expect(await page.locator('.terms dt', { hasText: 'plots_free' }).locator('+ dd').innerText()).toContain('Parcelles que personne n’occupe.');
  expect(await page.locator('.place-row.download').count()).toBeGreaterThanOrEqual(6);
  expect(await page.locator('.snippet').innerText()).toContain(`OAPIF:${server.address}/ogc`);
  expect(await violationsOf(page)).toEqual([]);
  await screenshot(page, `data-${name}`);
  await page.locator('.page-top a').click();
  await page.waitForFunction(() => location.pathname === '/donnees');
  await page.locator('#couches').waitFor();
  expect(await violationsOf(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await context.close();
});

it('say the same without a script', async () => {
  const context = await browser.newContext({ viewport: desktop, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${server.address}/donnees/gardens`);
  expect(await page.locator('h1').innerText()).toMatch(/^Jardins/);
  expect(await page.locator('.terms dt').count()).toBeGreaterThan(25);
  expect(await page.locator('.table.sample tbody tr').count()).toBe(5);
  await context.close();
});
