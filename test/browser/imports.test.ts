// The import desk in a real browser: an editor brings a table with column names of its own, sees what hinders, corrects it, and finds it on the map.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { directClient, type Client } from '../../server/db.ts';
import { makePerson } from '../api/person.ts';
import type { Served } from '../api/serve.ts';
import { createTestDatabase, type TestDatabase } from '../database.ts';
import { startTestServer, type TestServer } from '../test-server.ts';
import { violationsOf } from './axe.ts';
import { complaintsOf, desktop, openBrowser, phone, screenshot } from './browser.ts';

let database: TestDatabase;
let server: TestServer;
let browser: Browser;
let client: Client;
let cookie: string;

beforeAll(async () => {
  database = await createTestDatabase();
  client = directClient(database.url);
  await client.connect();
  const write = async (sql: string, values?: unknown[]) => (await client.query(sql, values)).rows as Record<string, unknown>[];
  // Only the base is spoken to: the person is made there.
  ({ cookie } = await makePerson({ write } as unknown as Served, { roles: [{ role: 'editor', theme: 'jardins' }] }));
  [server, browser] = await Promise.all([startTestServer(database.url, { env: { KARTER_SECRET: 'x'.repeat(32), WRITES_PER_MINUTE: '1000' } }), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await client?.end();
  await database?.drop();
});

async function open(viewport: typeof phone | typeof desktop, path: string): Promise<Page> {
  const context = await browser.newContext({ viewport, locale: 'fr-FR', reducedMotion: 'reduce', bypassCSP: true, hasTouch: viewport === phone });
  const [name, value] = cookie.split('=') as [string, string];
  await context.addCookies([{ name, value, url: server.address }]);
  const page = await context.newPage();
  // WebGL is drawn in software here: a busy machine may take long before it hears a click.
  page.setDefaultTimeout(60_000);
  await page.goto(server.address + path);
  await page.locator('.app.live').waitFor();
  return page;
}

const table = (plots: string) => ({
  name: 'jardins de la ville.csv', mimeType: 'text/csv',
  buffer: Buffer.from(['Réf interne;Appellation;Genre;Où en X;Où en Y;Nb de lots', 'V-1;Jardin du Vallon;jardin partagé;-4,4861;48,3904;24', `V-2;Jardin des Haies;jardin partagé;-4,4901;48,3951;${plots}`].join('\r\n')),
});
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent);

it('a table is adjusted, corrected, compared and written', async () => {
  const page = await open(desktop, '/bureau');
  const complaints = complaintsOf(page);
  await page.getByRole('link', { name: 'Imports', exact: true }).click();
  const layers = page.locator('select[name=layer]');
  await layers.waitFor();
  expect(await layers.locator('option').allInnerTexts()).toEqual(['', 'Jardins']);
  await press(page, 'Envoyer et lire ce fichier');
  await page.locator('select[aria-invalid]').waitFor();
  expect(await violationsOf(page)).toEqual([]);

  await layers.selectOption('gardens');
  await page.locator('input[type=file]').setInputFiles(table('douze'));
  await press(page, 'Envoyer et lire ce fichier');
  await page.getByText('À dire pour que la couche puisse le prendre').waitFor();
  await expect.poll(() => focused(page)).toBe('Ce qui a été compris');
  for (const [property, column] of [['name', 'Appellation'], ['kind', 'Genre'], ['source_id', 'Réf interne']] as const) await page.selectOption(`select[name=field-${property}]`, column);
  await page.locator('summary', { hasText: 'autres propriétés' }).click();
  await page.selectOption('select[name=field-plots]', 'Nb de lots');
  await page.selectOption('select[name=position]', 'xy');
  await page.selectOption('select[name=x]', 'Où en X');
  await page.selectOption('select[name=y]', 'Où en Y');
  await press(page, 'Relire');
  await page.locator('input[name=source][aria-invalid]').waitFor();
  for (const [name, value] of [['source', 'Ville, essai'], ['licence', 'Licence Ouverte 2.0'], ['vintage', '2026-11-01']] as const) await page.fill(`input[name=${name}]`, value);
  await press(page, 'Relire');
  await page.getByText('Parcelles (plots) : un nombre entier').waitFor();
  expect(await page.getByRole('button', { name: 'Écrire sur la carte' }).count()).toBe(0);
  expect(await violationsOf(page)).toEqual([]);

  // The choices made for the first file hold for the corrected one.
  const former = page.url();
  await page.locator('input[type=file]').setInputFiles(table('12'));
  await press(page, 'Envoyer le fichier corrigé');
  await page.getByRole('button', { name: 'Écrire sur la carte' }).waitFor();
  expect(page.url()).not.toBe(former);
  await page.getByText('2 entités montrées, dans la liste et sur la carte.').waitFor();
  await page.reload();
  await press(page, 'Voir sur la carte : Jardin des Haies');
  await page.waitForFunction(() => /carte=48\.39\d+,-4\.4[89]\d+/.test(location.search));
  expect(await violationsOf(page)).toEqual([]);
  await screenshot(page, 'imports-ready-desktop');

  await press(page, 'Écrire sur la carte');
  await page.getByText('2 nouvelles entités, 0 changement.').waitFor();
  expect(await focused(page)).toBe('C’est écrit sur la carte');
  const held = (await (await fetch(`${server.address}/ogc/collections/gardens/items?source=${encodeURIComponent('Ville, essai')}`)).json()) as { features: { properties: Record<string, unknown> }[] };
  expect(held.features.map(({ properties }) => [properties.name, properties.plots])).toEqual([['Jardin du Vallon', 24], ['Jardin des Haies', 12]]);
  await page.locator('.themes').getByRole('link', { name: 'Jardins' }).click();
  await page.locator('.panel .place-name', { hasText: 'Jardin des Haies' }).waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('on a phone, what a file would change is told and shown', async () => {
  const page = await open(phone, '/bureau/imports');
  await page.locator('select[name=layer]').selectOption('gardens');
  const feature = { type: 'Feature', properties: { name: 'Jardin du Grand Vallon', kind: 'partage', plots: 24, source: 'Ville, essai', source_id: 'V-1', licence: 'Licence Ouverte 2.0', vintage: '2026-11-01' }, geometry: { type: 'Point', coordinates: [-4.4881, 48.3904] } };
  await page.locator('input[type=file]').setInputFiles({ name: 'jardins.geojson', mimeType: 'application/geo+json', buffer: Buffer.from(JSON.stringify({ type: 'FeatureCollection', features: [feature] })) });
  await press(page, 'Envoyer et lire ce fichier');
  await page.locator('ins', { hasText: 'Jardin du Grand Vallon' }).waitFor();
  expect(await page.locator('ins', { hasText: 'déplacé de 150 m' }).count()).toBe(1);
  await page.getByText('1 lieu de la même source n’est plus dans ce fichier.').waitFor();
  await page.getByLabel('Retirer aussi celui que cette source n’a plus').check();
  await page.getByText('1 changement, 1 retrait').waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await screenshot(page, 'imports-phone');
  await press(page, 'Renoncer');
  await page.locator('.notice', { hasText: 'Vous y avez renoncé' }).waitFor();
  expect((await client.query("select name from karter.gardens where source = 'Ville, essai' order by source_id")).rows).toEqual([{ name: 'Jardin du Vallon' }, { name: 'Jardin des Haies' }]);
  await page.context().close();
});
