// A project's whole life in real browsers, each role in turn: endowed, filed on a phone, judged, voted by three colleges, proposed, financed, paid, done, exported.
import { mkdtempSync } from 'node:fs';
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
const heard: string[][] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  await makeDemoPeople(database.url, () => {});
  const env = { KARTER_OUTBOX: mkdtempSync(join(tmpdir(), 'karter-outbox-')), SIGN_INS_PER_MINUTE: '100', WRITES_PER_MINUTE: '1000' };
  [server, browser] = await Promise.all([startTestServer(database.url, { env }), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await database?.drop();
});

async function open(viewport: { width: number; height: number }, path: string): Promise<Page> {
  const context = await browser.newContext({ viewport, locale: 'fr-FR', reducedMotion: 'reduce', bypassCSP: true, ...(viewport === phone ? { hasTouch: true } : {}) });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  heard.push(complaintsOf(page));
  await page.goto(server.address + path);
  await page.locator('.app.live').waitFor();
  return page;
}

async function signIn(page: Page, email: string): Promise<void> {
  await page.getByLabel('Adresse électronique').fill(`${email}@demo.karter`);
  await page.getByLabel('Mot de passe', { exact: true }).fill('karter-demonstration');
  await page.getByRole('button', { name: 'Se connecter' }).click();
}

/** A page of someone signed in. */
async function as(email: string, path: string, viewport: typeof phone | typeof desktop = desktop): Promise<Page> {
  const page = await open(viewport, `/compte/connexion?suite=${encodeURIComponent(path)}`);
  await signIn(page, email);
  await page.waitForURL(`**${path}*`);
  return page;
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
/** Opens what is folded under this title. */
const unfold = (page: Page, title: string) => page.locator('summary', { hasText: title }).click();

it('from the envelope to a finished project', { timeout: 400_000 }, async () => {
  const [bellevue] = (await (await fetch(`${server.address}/api/quartiers`)).json() as { slug: string; bbox: [number, number, number, number] }[]).filter(({ slug }) => slug === 'bellevue');
  const [west, south, east, north] = bellevue!.bbox;
  const carte = `carte=${((south + north) / 2).toFixed(5)},${((west + east) / 2).toFixed(5)},14.00`;

  const editor = await as('editor', '/bureau/fonds');
  await unfold(editor, 'Doter une année');
  await editor.getByLabel('Total de la ville, en euros').fill('280 000,01');
  await editor.getByLabel('Source du nombre d’habitants').fill('Insee, essai');
  for (const field of await editor.getByLabel(/^Habitants, /).all()) await field.fill('20000');
  await editor.getByText('Somme des enveloppes : 280').waitFor();
  expect(await violationsOf(editor)).toEqual([]);
  await press(editor, 'Enregistrer');
  await editor.getByText('les enveloppes sont à jour').waitFor();

  // On a phone, signed out: everything is written, then one signs in and finds it again.
  const resident = await open(phone, `/fonds/deposer?${carte}`);
  await resident.getByLabel('Titre').fill('Un four à pain au bout du square');
  await resident.getByLabel('Description').fill('Un four commun, allumé un dimanche par mois, avec les voisins du square.');
  await press(resident, 'Mettre au centre de la carte');
  await resident.getByText('Ce point est dans le quartier Bellevue.').waitFor();
  await resident.getByLabel('Somme demandée').fill('1 250,50');
  await resident.getByLabel('Poste 1', { exact: true }).fill('Briques');
  await resident.getByLabel('Montant').fill('1000');
  await press(resident, 'Ajouter un poste');
  await resident.getByLabel('Poste 2', { exact: true }).fill('Toit');
  await resident.getByLabel('Montant').nth(1).fill('250');
  await resident.getByText(/il manque\s0,50/).waitFor();
  await resident.getByText(/^Brouillon gardé sur cet appareil à /).waitFor();
  expect(await violationsOf(resident)).toEqual([]);
  await screenshot(resident, 'funds-file-phone');
  await resident.getByRole('link', { name: 'Se connecter pour déposer' }).click();
  await signIn(resident, 'resident');
  await resident.getByRole('button', { name: 'Déposer le projet' }).waitFor();
  expect(await resident.getByLabel('Titre').inputValue()).toBe('Un four à pain au bout du square');
  await resident.getByText(/^Brouillon gardé à /).waitFor();
  await press(resident, 'Déposer le projet');
  await resident.getByText('les postes doivent faire la somme demandée').waitFor();
  await resident.getByLabel('Montant').nth(1).fill('250,50');
  await resident.getByRole('button', { name: 'Déposer le projet' }).dblclick();
  await resident.waitForURL('**/lieux/projects/*');
  const path = new URL(resident.url()).pathname;
  expect(await (await fetch(`${server.address}/api/fonds/projets?quartier=bellevue`)).json()).toHaveLength(1);
  await press(resident, 'Soutenir ce projet');
  await resident.getByText('1 soutien').waitFor();

  const maire = await as('maire-bellevue', path);
  await unfold(maire, 'Déclarer recevable');
  await press(maire, 'Déclarer recevable');
  await maire.getByText('C’est fait : le projet est recevable.').waitFor();
  expect(await violationsOf(maire)).toEqual([]);
  await screenshot(maire, 'funds-project');
  await maire.goto(`${server.address}/bureau/fonds`);
  await unfold(maire, 'Convoquer une séance');
  await maire.getByLabel('Jour').fill('2026-12-01');
  await maire.getByLabel('Lieu', { exact: true }).fill('Mairie de quartier');
  await maire.getByLabel(/Un four à pain/).check();
  expect(await violationsOf(maire)).toEqual([]);
  await press(maire, 'Convoquer une séance');
  await maire.waitForURL('**/fonds/seances/*');
  const session = new URL(maire.url()).pathname;
  await press(maire, 'Ouvrir le vote');
  await maire.getByText('Le vote est ouvert.').waitFor();

  const voters = [maire, await as('conseiller-bellevue', session, phone), await as('citoyen-bellevue', session, phone)];
  for (const voter of voters) {
    await press(voter, 'Émarger');
    await voter.getByText('Vous avez émargé.').waitFor();
    await voter.getByText('Pour', { exact: true }).click();
    await voter.getByText(/Pour. C’est enregistré/).waitFor();
    expect(await violationsOf(voter)).toEqual([]);
  }
  await screenshot(voters[1]!, 'funds-session-phone');
  const before = await (await fetch(`${server.address}/api${session}`)).text();
  expect(before).not.toMatch(/"tallies"|"approvals"|"ballots"/);
  expect(await (await fetch(server.address + session)).text()).toContain('Aucun compte de voix');

  await press(maire, 'Clore le vote');
  await maire.getByText('cochez pour clore').waitFor();
  await maire.getByLabel('J’ai compris que la clôture est définitive.').check();
  await press(maire, 'Clore le vote');
  await maire.getByText('La séance est close').waitFor();
  await maire.getByRole('heading', { name: 'Résultat' }).waitFor();
  expect(await violationsOf(maire)).toEqual([]);
  await screenshot(maire, 'funds-session-closed');

  await editor.goto(server.address + path);
  await unfold(editor, 'Financer (décision du conseil)');
  await press(editor, 'Financer (décision du conseil)');
  await editor.getByText('le numéro de la délibération du conseil').waitFor();
  const decision = editor.getByRole('form', { name: 'Financer (décision du conseil)' });
  await decision.getByLabel('Numéro de la délibération').fill('C 2026-12-001');
  await decision.getByLabel('Date de la délibération').fill('2026-12-12');
  await press(editor, 'Financer (décision du conseil)');
  await editor.getByText('C’est fait : le projet est financé.').waitFor();
  await unfold(editor, 'Enregistrer un versement');
  await editor.getByLabel('Objet').fill('Briques');
  await press(editor, 'Enregistrer un versement');
  await editor.getByText('Le versement est enregistré.').waitFor();

  await resident.reload();
  for (const step of ['Le projet commence', 'Le projet est réalisé']) {
    await unfold(resident, step);
    await press(resident, step);
    await resident.getByText(step === 'Le projet commence' ? 'C’est fait : le projet est en cours.' : 'C’est fait : le projet est réalisé.').waitFor();
  }
  expect(await violationsOf(resident)).toEqual([]);
  await screenshot(resident, 'funds-done-phone');
  const told = await (await fetch(server.address + path)).text();
  for (const words of ['Réalisé', 'C 2026-12-001', 'Briques']) expect(told).toContain(words);
  // Spent by the city itself, it is no subsidy: in the feed, not among the subsidies.
  expect(await (await fetch(`${server.address}/api/fonds/bellevue/flux.atom`)).text()).toContain('Un four à pain');
  expect((await (await fetch(`${server.address}/api/fonds/subventions.csv?quartier=bellevue`)).text()).trim().split('\n')).toHaveLength(1);
  const fund = await open(desktop, '/fonds/bellevue/2026');
  await fund.getByText(/1\s250,50\s€ versé/).waitFor();
  expect(await violationsOf(fund)).toEqual([]);
  expect(heard.flat()).toEqual([]);
});
