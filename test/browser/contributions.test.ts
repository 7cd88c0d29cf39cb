// A mistake reported on a phone, judged at a desk, seen on the map; a garden drawn; a long press; no obstacle that axe would find.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { makeDemoPeople } from '../../server/accounts/demo-people.ts';
import { createTestDatabase, type TestDatabase } from '../database.ts';
import { startTestServer, type TestServer } from '../test-server.ts';
import { complaintsOf, desktop, openBrowser, phone } from './browser.ts';

let database: TestDatabase;
let server: TestServer;
let browser: Browser;
const contexts: BrowserContext[] = [];
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

beforeAll(async () => {
  database = await createTestDatabase();
  await makeDemoPeople(database.url, () => {});
  [server, browser] = await Promise.all([startTestServer(database.url), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await database?.drop();
});
afterEach(async () => { await Promise.all(contexts.splice(0).map((context) => context.close())); });

async function open(path: string, viewport: { width: number; height: number }, email?: string): Promise<Page> {
  const context = await browser.newContext({ viewport, locale: 'fr-FR', timezoneId: 'Europe/Paris', hasTouch: viewport === phone, bypassCSP: true });
  contexts.push(context);
  if (email) {
    const answer = await context.request.post(`${server.address}/api/auth/sign-in/email`, { data: { email, password: 'karter-demonstration' }, headers: { origin: server.address } });
    expect(answer.status()).toBe(200);
  }
  const page = await context.newPage();
  page.setDefaultTimeout(90_000);
  await page.goto(server.address + path);
  await page.waitForSelector('.app.live');
  return page;
}

async function obstacles(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe: checker } = globalThis as unknown as { axe: { run: (root: Document) => Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }> } };
    return (await checker.run(document)).violations.map(({ id, nodes }) => `${id} : ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  });
}

async function aGarden(): Promise<{ id: number; name: string; lon: number; lat: number }> {
  const { features } = (await (await fetch(`${server.address}/ogc/collections/gardens/items?limit=200`)).json()) as { features: { id: number; geometry: { type: string; coordinates: [number, number] } | null; properties: { name: string | null } }[] };
  const found = features.find(({ geometry, properties }) => geometry?.type === 'Point' && properties.name)!;
  return { id: found.id, name: found.properties.name!, lon: found.geometry!.coordinates[0], lat: found.geometry!.coordinates[1] };
}

it('an error reported on a phone is judged, and the card shows it', async () => {
  const garden = await aGarden();
  const page = await open(`/lieux/gardens/${garden.id}`, phone);
  const complaints = complaintsOf(page);
  await page.getByRole('link', { name: 'Signaler une erreur' }).click();
  await page.waitForFunction(() => location.pathname === '/contribuer');
  await page.selectOption('select[name=topic]', 'name');
  await page.click('button[type=submit]');
  await page.waitForSelector('textarea[aria-invalid]');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('text');
  complaints.length = 0;
  await page.fill('textarea', 'Jardin <b>du Pin</b>');
  await page.fill('input[name=contact]', 'voisine@example.org');
  expect(await obstacles(page)).toEqual([]);
  await page.click('button[type=submit]');
  await page.waitForFunction(() => document.querySelector('h1')?.textContent?.startsWith('Merci'));
  expect(complaints).toEqual([]);

  const desk = await open('/bureau/moderation', desktop, 'moderator@demo.karter');
  await desk.locator('.case', { hasText: garden.name }).click();
  await desk.waitForSelector('ins');
  expect(await desk.locator('ins').innerText()).toBe('Jardin <b>du Pin</b>');
  expect(await desk.locator('del').innerText()).toBe(garden.name);
  expect(await obstacles(desk)).toEqual([]);
  await desk.getByRole('button', { name: 'Accepter cette contribution' }).click();
  await desk.waitForSelector('text=Acceptée');
  await desk.goto(`${server.address}/lieux/gardens/${garden.id}`);
  await desk.waitForFunction(() => document.querySelector('h1')?.textContent === 'Jardin <b>du Pin</b>');
});

it('an editor draws a garden, and the map holds it', async () => {
  const page = await open('/bureau/edition?lieu=gardens&carte=48.40000,-4.50000,17.00', desktop, 'administrator@demo.karter');
  await page.waitForSelector('.canvas.shown');
  await page.getByRole('button', { name: 'Tracer un contour' }).click();
  const box = (await page.locator('.map-box').boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  // The drawing's code comes with the first stroke: its source is on the map once it listens.
  await page.waitForResponse((response) => /sketch/.test(response.url())).catch(() => {});
  const corners = [[x - 80, y - 80], [x + 80, y - 80], [x + 80, y + 80], [x - 80, y + 80]] as const;
  const drawn = page.getByText('Contour tracé.');
  for (let attempt = 0; attempt < 3 && !(await drawn.isVisible()); attempt += 1) {
    for (const [left, top] of [...corners, corners[0]]) await page.mouse.click(left, top, { delay: 30 });
    await drawn.waitFor({ timeout: 10_000 }).catch(() => {});
  }
  await page.fill('input[name=name]', 'Jardin dessiné');
  await page.selectOption('select[name=kind]', 'partage');
  expect(await obstacles(page)).toEqual([]);
  await page.locator('button.action[type=submit]').click();
  await page.waitForFunction(() => /lieu=gardens%2F\d+/.test(location.search));
  const id = /gardens%2F(\d+)/.exec(page.url())![1]!;
  const made = (await (await fetch(`${server.address}/ogc/collections/gardens/items/${id}`)).json()) as { geometry: { type: string; coordinates: [number, number][][] }; properties: Record<string, unknown> };
  expect(made.geometry.type).toBe('Polygon');
  expect(made.geometry.coordinates[0]).toHaveLength(5);
  expect(made.properties).toMatchObject({ name: 'Jardin dessiné', source: 'saisie' });
  await page.waitForSelector('text=création par');
});

it('a press with the other button proposes a place there', async () => {
  const page = await open('/?carte=48.40300,-4.50300,17.00', desktop);
  await page.waitForSelector('.canvas.shown');
  const box = (await page.locator('.map-box').boundingBox())!;
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2, { button: 'right' });
  await page.waitForFunction(() => location.pathname === '/contribuer' && location.search.includes('point='));
  const latitude = page.getByLabel('Latitude');
  await latitude.waitFor();
  const before = Number(await latitude.inputValue());
  await page.getByRole('button', { name: 'Vers le nord' }).click();
  expect(Number(await latitude.inputValue())).toBeGreaterThan(before);
});
