// The panel in a real browser: steps, focus, titles, lists, the sheet, an embedded map, no network.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { createTestDatabase } from '../database.ts';
import type { TestDatabase } from '../database.ts';
import { startTestServer } from '../test-server.ts';
import type { TestServer } from '../test-server.ts';
import { complaintsOf, desktop, openBrowser, phone } from './browser.ts';

let database: TestDatabase;
let server: TestServer;
let browser: Browser;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  [server, browser] = await Promise.all([startTestServer(database.url), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await database?.drop();
});

// Maps left open draw on, in software, and take the next one's time.
afterEach(async () => { await Promise.all(contexts.splice(0).map((context) => context.close())); });

/** A page whose panel has been taken over by the client. */
async function open(path: string, viewport: { width: number; height: number } = desktop): Promise<Page> {
  const context = await browser.newContext({ viewport, locale: 'fr-FR', timezoneId: 'Europe/Paris' });
  contexts.push(context);
  const page = await context.newPage();
  // WebGL is drawn in software here: a busy machine may take long before it hears a click.
  page.setDefaultTimeout(90_000);
  await page.goto(server.address + path);
  await page.waitForSelector('.app.live');
  return page;
}
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');

describe('on a desk', () => {
  it('goes from a theme to a card and back, the title and the focus with it', async () => {
    const page = await open('/');
    const complaints = complaintsOf(page);
    await page.click('.themes a[data-theme="jardins"]');
    await page.waitForFunction(() => document.title.startsWith('Jardins'));
    expect(await focused(page)).toBe('Jardins');
    const first = page.locator('#liste-gardens .place-list a').first();
    await first.waitFor();
    await first.click();
    await page.waitForFunction(() => location.pathname.startsWith('/lieux/gardens/'));
    await page.waitForSelector('#provenance');
    expect(await page.title()).toContain(await page.locator('h1').innerText());
    await page.locator('.page-top a').click();
    await page.waitForFunction(() => location.pathname === '/jardins');
    expect(complaints).toEqual([]);
  });

  it('says aloud how many a filter leaves, and writes it into the address', async () => {
    const page = await open('/jardins');
    await page.locator('#liste-gardens label.chip', { hasText: 'Prévu' }).click();
    await page.waitForFunction(() => decodeURIComponent(location.search).includes('gardens.state=prevu'));
    await page.waitForFunction(() => /avec ces filtres/.test(document.querySelector('.app > [role="status"]')?.textContent ?? ''));
  });

  it('finds by the keyboard alone', async () => {
    const page = await open('/');
    // The skip link, the name, the account, then the search.
    for (let stop = 0; stop < 4; stop += 1) await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.className)).toContain('search-input');
    await page.keyboard.type('bellevue');
    await page.waitForSelector('[role="option"]');
    await page.keyboard.press('ArrowDown');
    expect(await page.getAttribute('.search-input', 'aria-activedescendant')).toBe('search-hit-0');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => location.pathname !== '/');
  });

  it('widens the panel by the arrows and folds it away', async () => {
    const page = await open('/');
    await page.focus('[role="separator"]');
    await page.keyboard.press('ArrowRight');
    expect((await page.locator('.sheet').boundingBox())?.width).toBe(420);
    await page.click('.collapse');
    expect((await page.locator('.map-box').boundingBox())?.x).toBe(0);
  });

  it('keeps what it has without a network, and says so', async () => {
    const page = await open('/jardins');
    await page.locator('#liste-gardens .place-list a').first().waitFor();
    await page.context().setOffline(true);
    await page.waitForSelector('.banner');
    expect(await page.locator('#liste-gardens .place-list a').count()).toBeGreaterThan(5);
    await page.context().setOffline(false);
    await page.waitForSelector('.banner', { state: 'detached' });
  });

  it('shows nothing but the map when embedded', async () => {
    const page = await open('/jardins?embed=1');
    expect(await page.locator('.sheet, .top, .divider').count()).toBe(0);
    await page.waitForSelector('.embed-link');
    expect(await page.getAttribute('.embed-link', 'href')).toMatch(/^\/jardins/);
  });
});

describe('on a phone', () => {
  it('raises the sheet by its button through three stops', async () => {
    const page = await open('/', phone);
    const stop = () => page.getAttribute('.app', 'data-stop');
    expect(await stop()).toBe('peek');
    for (const expected of ['half', 'full', 'peek']) {
      await page.click('.sheet-handle');
      expect(await stop()).toBe(expected);
    }
  });

  it('raises it by a drag too', async () => {
    const page = await open('/', phone);
    const box = (await page.locator('.sheet-handle').boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + 10);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2, box.y - 250, { steps: 5 });
    await page.mouse.up();
    expect(await page.getAttribute('.app', 'data-stop')).toBe('half');
  });
});
