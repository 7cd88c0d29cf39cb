// A newcomer on a phone opens an account, confirms it through the letter, declares a quartier, signs out and in again; an administrator gives a role.
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { makeDemoPeople } from '../../server/accounts/demo-people.ts';
import { createTestDatabase, type TestDatabase } from '../database.ts';
import { startTestServer, type TestServer } from '../test-server.ts';
import { violationsOf } from './axe.ts';
import { complaintsOf, desktop, openBrowser, phone, screenshot } from './browser.ts';

let database: TestDatabase;
let server: TestServer;
let browser: Browser;
const outbox = mkdtempSync(join(tmpdir(), 'karter-outbox-'));

beforeAll(async () => {
  database = await createTestDatabase();
  await makeDemoPeople(database.url, () => {});
  [server, browser] = await Promise.all([startTestServer(database.url, { env: { KARTER_OUTBOX: outbox, SIGN_INS_PER_MINUTE: '100' } }), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await database?.drop();
});

async function open(viewport: { width: number; height: number }): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({ viewport, locale: 'fr-FR', reducedMotion: 'reduce', bypassCSP: true, ...(viewport === phone ? { hasTouch: true } : {}) });
  const page = await context.newPage();
  page.setDefaultTimeout(90_000);
  return { page, complaints: complaintsOf(page) };
}

/** The address that the letter gives, on this server; waits for the letter. */
async function linkSentTo(email: string): Promise<string> {
  let link: string | undefined;
  await expect.poll(() => {
    const letter = readdirSync(outbox).filter((name) => name.endsWith('.eml')).toSorted().map((name) => readFileSync(join(outbox, name), 'utf8')).findLast((text) => text.includes(`To: ${email}`));
    link = /https?:\/\/[^/\s]+(\/\S+\?\S+)/.exec(letter ?? '')?.[1];
    return link;
  }, { timeout: 30_000 }).toBeTruthy();
  return server.address + link!;
}

/** Nothing is wider than the screen. */
const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

it('a newcomer, on a phone', async () => {
  const { page, complaints } = await open(phone);
  const email = 'maryvonne@exemple.fr';
  const password = 'trois vaches dans un pré';
  await page.goto(server.address);
  await page.locator('.app.live').waitFor();
  await page.getByRole('link', { name: 'Se connecter' }).click();
  await page.getByLabel('Adresse électronique').waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await screenshot(page, 'account-sign-in-phone');
  await page.getByRole('link', { name: 'Créer un compte' }).click();

  // Without agreement nothing is sent and nothing is lost; the first thing refused has the focus.
  await page.getByLabel('Prénom et nom').fill('Maryvonne Kerjean');
  await page.getByLabel('Adresse électronique').fill(email);
  await page.getByLabel('Mot de passe', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Créer mon compte' }).click();
  expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).name)).toBe('consent');
  expect(await page.getByLabel('Adresse électronique').inputValue()).toBe(email);
  expect(await violationsOf(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Créer mon compte' }).click();
  await page.getByText('Un message vous a été envoyé').first().waitFor();

  await page.goto(await linkSentTo(email));
  await page.getByText('Votre adresse est confirmée.').waitFor();
  await page.getByLabel('Quartier où vous habitez').selectOption({ label: 'Bellevue' });
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByText('C’est enregistré.').waitFor();
  await page.getByText('(cette session)').waitFor();
  expect(await violationsOf(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
  await screenshot(page, 'account-mine-phone');

  await page.getByRole('button', { name: 'Se déconnecter' }).click();
  await page.getByLabel('Mot de passe', { exact: true }).waitFor();
  await page.goto(`${server.address}/compte/connexion?suite=${encodeURIComponent('/quartiers/bellevue')}`);
  await page.getByLabel('Adresse électronique').fill(email);
  await page.getByLabel('Mot de passe', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await page.waitForURL('**/quartiers/bellevue*');
  await page.goto(`${server.address}/compte`);
  await expect.poll(() => page.getByLabel('Quartier où vous habitez').inputValue(), { timeout: 30_000 }).toBe('bellevue');
  expect(complaints).toEqual([]);
  await page.context().close();
});

it('an administrator gives a role, reads it in the record, and ends it', async () => {
  const { page, complaints } = await open(desktop);
  await page.goto(`${server.address}/bureau/administration`);
  await page.getByRole('main').getByRole('link', { name: 'Se connecter' }).click();
  await page.getByLabel('Adresse électronique').fill('administrator@demo.karter');
  await page.getByLabel('Mot de passe', { exact: true }).fill('karter-demonstration');
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await page.waitForURL('**/bureau/administration*');
  await page.getByLabel('Nom ou adresse').fill('resident@demo');
  await page.getByRole('button', { name: 'Chercher' }).click();
  const person = page.locator('.person');
  await expect.poll(() => person.count(), { timeout: 30_000 }).toBe(1);
  await person.getByText('Donner un rôle').first().click();
  await person.getByLabel('Rôle', { exact: true }).selectOption('maire');
  await person.getByLabel('Quartier', { exact: true }).selectOption('bellevue');
  await person.getByRole('button', { name: 'Donner un rôle' }).click();
  await person.getByText('maire de quartier, Bellevue').waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await screenshot(page, 'administration-desktop');
  await page.getByLabel('Table').fill('grants');
  await page.getByRole('button', { name: 'Filtrer' }).click();
  await page.getByRole('row', { name: /role : maire/ }).first().waitFor();
  await person.getByRole('button', { name: /Mettre fin/ }).click();
  await person.getByText('Aucun rôle donné.').waitFor();
  await page.goto(`${server.address}/bureau`);
  await page.getByRole('main').getByRole('link', { name: 'Administration' }).waitFor();
  expect(await violationsOf(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});
