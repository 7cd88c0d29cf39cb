// The citizens' fund, through HTTP on a real base: filed, judged, voted, proposed, financed, paid; what is refused; what races.
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Fund, FundProject, FundSession, ProjectFile } from '../../geodata/contract/fonds.ts';
import { readCity } from '../../geodata/load/city-folder.ts';
import { isSiret } from '../../geodata/contract/people.ts';
import { directClient } from '../../server/db.ts';
import { makeDemoFunds } from '../../server/themes/fonds/demo.ts';
import { recompute } from '../../server/themes/fonds/compute.ts';
import { serveCity, until } from './serve.ts';
import { makePerson, type Actor } from './person.ts';

const served = serveCity();
const who: Record<'editor' | 'resident' | 'maire' | 'conseiller' | 'citoyen' | 'foreign' | 'moderator', Actor> = {} as never;
let place: { lon: number; lat: number };

/** Inserts a person with roles and signs them in. */
const person = (role: string | null, quartier: string | null = 'bellevue', theme: string | null = null): Promise<Actor> => makePerson(served, { quartier, roles: role ? [{ role, quartier: theme ? null : quartier, theme }] : [] });

const filing = (title: string, cents = 400_000, more: object = {}) => ({
  title, description: 'Un four commun, allumé un dimanche par mois pour tous.', ...place, asked_cents: cents, lines: [{ label: 'Briques', cents: cents - 1000 }, { label: 'Mortier', cents: 1000 }], carrier: 'personne', ...more,
});

async function file(actor: Actor, title: string, cents?: number): Promise<number> {
  const answer = await actor.send('POST', `/api/fonds/brouillons/${randomUUID()}/depot`, filing(title, cents));
  expect(answer.status, String(answer.body)).toBe(201);
  return answer.json<{ id: number }>().id;
}
async function admissible(title: string, cents?: number): Promise<number> {
  const id = await file(who.resident, title, cents);
  expect((await who.maire.send('POST', `/api/fonds/projets/${id}/etapes`, { from: 'depose', to: 'recevable' })).status).toBe(200);
  return id;
}
const fundOf = async (quartier = 'bellevue'): Promise<Fund> => (await served.get(`/api/fonds?year=2026&quartier=${quartier}`)).json<Fund[]>()[0]!;

async function convene(projects: number[], more: object = {}): Promise<FundSession> {
  const answer = await who.maire.send('POST', '/api/fonds/seances', { fund: (await fundOf()).id, held_at: '2026-12-01T18:00:00+01:00', place: 'Mairie de quartier', mode: 'vote', projects: projects.map((id) => ({ id })), ...more });
  expect(answer.status, String(answer.body)).toBe(201);
  return answer.json<FundSession>();
}
const session = (id: number, step: string, actor: Actor = who.maire, body?: object) => actor.send(step === 'cloture' || step === 'ouverture' ? 'POST' : 'PUT', `/api/fonds/seances/${id}/${step}`, body ?? (step === 'cloture' ? {} : undefined));

async function vote(id: number, choices: Record<number, 'pour' | 'contre' | 'abstention'>, actors: Actor[] = [who.maire, who.conseiller, who.citoyen]): Promise<void> {
  for (const actor of actors) {
    expect((await session(id, 'presence', actor)).status).toBe(200);
    for (const [project, choice] of Object.entries(choices)) expect((await session(id, `votes/${project}`, actor, { choice })).status).toBe(200);
  }
}

beforeAll(async () => {
  expect(await makeDemoFunds(served.url, readCity('brest'))).toBe(14);
  const [quartier] = await served.write("select ST_X(point) as lon, ST_Y(point) as lat from (select ST_Transform(ST_PointOnSurface(geom), 4326) as point from karter.quartiers where slug = 'bellevue') inside");
  place = quartier as typeof place;
  who.editor = await person('editor', null, 'fonds');
  who.moderator = await person('moderator', null, 'fonds');
  who.resident = await person(null);
  who.maire = await person('maire');
  who.conseiller = await person('conseiller');
  who.citoyen = await person('citoyen');
  who.foreign = await person('maire', 'europe');
}, 60_000);

describe('the shared total', () => {
  it.each([[28_000_001, 0.5], [1, 0], [0, 1], [99_999_999, 0.3333]])('%i cents, equal part %f: shared to the cent', async (total, equal) => {
    const answer = await who.editor.send('PUT', '/api/fonds/annees/2031', { total_cents: total, equal_share: equal, population_source: 'essai', inhabitants: { bellevue: 18_001, europe: 3, 'saint-marc': 25_000 } });
    expect(answer.json<Fund[]>().reduce((sum, fund) => sum + fund.envelope_cents, 0)).toBe(total);
  });

  it('is not taken below what is engaged', async () => {
    const answer = await who.editor.send('PUT', '/api/fonds/annees/2025', { total_cents: 100, equal_share: 0.5, population_source: 'essai' });
    expect([answer.status, answer.json().detail]).toEqual([409, expect.stringContaining('enveloppe')]);
    expect((await served.get('/api/fonds?year=2025&quartier=bellevue')).json<Fund[]>()[0]!.envelope_cents).toBeGreaterThan(1_000_000);
  });
});

describe('filing', () => {
  it('keeps a draft, files it once however often it is sent, in the quartier of its point', async () => {
    const id = randomUUID();
    expect((await who.resident.send('PUT', `/api/fonds/brouillons/${id}`, { title: 'Four' })).status).toBe(200);
    expect((await who.resident.send('GET', '/api/fonds/brouillons')).json<{ id: string; content: object }[]>()).toContainEqual(expect.objectContaining({ id, content: { title: 'Four' } }));
    expect((await who.maire.send('GET', '/api/fonds/brouillons')).json()).toEqual([]);
    const sent = await Promise.all(Array.from({ length: 6 }, () => who.resident.send('POST', `/api/fonds/brouillons/${id}/depot`, filing('Un four à pain commun'))));
    expect(sent.map(({ status }) => status)).toEqual(Array(6).fill(201));
    const [project] = [...new Set(sent.map((answer) => answer.json<{ id: number }>().id))];
    expect(new Set(sent.map((answer) => answer.json<{ id: number }>().id)).size).toBe(1);
    expect((await who.resident.send('GET', '/api/fonds/brouillons')).json()).toEqual([]);
    const filed = (await served.get(`/api/fonds/projets/${project}`)).json<ProjectFile>();
    expect(filed).toMatchObject({ stage: 'depose', quartier: 'bellevue', asked_cents: 400_000, lines: [{ label: 'Briques', cents: 399_000 }, { label: 'Mortier', cents: 1000 }], moves: [{ to_stage: 'depose', role: 'resident' }] });
    expect(JSON.stringify(filed)).not.toContain(who.resident.id);
    // Within two seconds it is a feature like any other.
    await until(() => served.get(`/ogc/collections/projects/items/${project}`), ({ status }) => status === 200);
  });

  it.each([
    ['outside every quartier', { lon: -4.2, lat: 48.5 }, 422, 'lon'],
    ['more than the envelope', { asked_cents: 9_000_000_00, lines: [{ label: 'Tout', cents: 9_000_000_00 }] }, 422, 'asked_cents'],
    ['lines that do not sum', { lines: [{ label: 'Briques', cents: 1 }] }, 400, 'lines'],
    ['a title of 121 letters', { title: 'x'.repeat(121) }, 400, 'title'],
    ['an association that is not theirs', { carrier: 'association', organisation: 1 }, 422, 'organisation'],
    ['cents that are no whole number', { asked_cents: 10.5, lines: [{ label: 'Briques', cents: 10.5 }] }, 400, 'asked_cents'],
    ['an author or stage of its own', { stage: 'finance' }, 400, 'stage'],
  ])('refuses %s, with a sentence at the field', async (_, change, status, parameter) => {
    const answer = await who.resident.send('POST', `/api/fonds/brouillons/${randomUUID()}/depot`, { ...filing('Un banc public'), ...change });
    expect(answer.status).toBe(status);
    expect(answer.json<{ errors: { parameter: string }[] }>().errors.map((error) => error.parameter.split(', ')[0])).toContain(parameter);
  });

  it('refuses after the last day, and keeps the draft', async () => {
    const id = randomUUID();
    await who.resident.send('PUT', `/api/fonds/brouillons/${id}`, { title: 'Trop tard' });
    await served.write("update karter.funds set filing_until = '2026-01-31' where year = 2026 and quartier = 'bellevue'");
    const answer = await who.resident.send('POST', `/api/fonds/brouillons/${id}/depot`, filing('Trop tard, hélas'));
    await served.write("update karter.funds set filing_until = null where year = 2026 and quartier = 'bellevue'");
    expect([answer.status, answer.json().detail]).toEqual([422, expect.stringContaining('brouillon est gardé')]);
    expect((await who.resident.send('GET', '/api/fonds/brouillons')).json<{ id: string }[]>().map((draft) => draft.id)).toContain(id);
  });

  it('keeps text as text', async () => {
    const id = await file(who.resident, '<script>alert(1)</script> banc');
    const page = await served.get(`/lieux/projects/${id}`);
    expect(String(page.body)).not.toContain('<script>alert(1)');
    expect(String(page.body)).toContain('&lt;script&gt;');
  });

  it('keeps its quartier when borders are replaced or its feature is written over', async () => {
    const id = await file(who.resident, 'Un banc qui reste');
    await served.write("update karter.projects set stage = 'realise', quartier = 'europe', amount_eur = 1, geom = ST_Translate(geom, 9000, 0) where id = $1", [id]);
    expect((await served.get(`/api/fonds/projets/${id}`)).json()).toMatchObject({ stage: 'depose', quartier: 'bellevue', asked_cents: 400_000 });
    const [row] = await served.write('select stage, quartier, amount_eur from karter.projects where id = $1', [id]);
    expect(row).toEqual({ stage: 'depose', quartier: 'bellevue', amount_eur: 4000 });
  });

  it('shows what is similar or near', async () => {
    await file(who.resident, 'Composteur collectif des Quatre Pompes');
    const found = (await served.get('/api/fonds/projets/semblables?q=composteur%20colectif')).json<FundProject[]>();
    expect(found[0]!.name).toContain('Composteur');
    const near = (await served.get(`/api/fonds/projets/semblables?lon=${place.lon}&lat=${place.lat}`)).json<{ metres: number }[]>();
    expect(near[0]!.metres).toBeLessThan(300);
  });
});

describe('who moves a project', () => {
  it('the mayor of its quartier judges it, with a reason when refusing; another mayor, a resident, a councillor do not', async () => {
    const id = await file(who.resident, 'Un banc à juger');
    const judge = (actor: Actor, body: object) => actor.send('POST', `/api/fonds/projets/${id}/etapes`, { from: 'depose', to: 'non_recevable', ...body });
    for (const actor of [who.foreign, who.resident, who.conseiller, who.moderator]) expect((await judge(actor, { reason: 'non' })).status).toBe(403);
    expect((await judge(who.maire, {})).json<{ errors: { parameter: string }[] }>().errors).toEqual([{ parameter: 'reason', reason: 'dites pourquoi' }]);
    expect((await judge(who.maire, { reason: 'Hors du domaine public.' })).json<ProjectFile>().stage).toBe('non_recevable');
    expect((await judge(who.maire, { reason: 'encore' })).status).toBe(409);
    const administrator = directClient(served.url);
    await administrator.connect();
    const { rows: letters } = await administrator.query<{ payload: { to: string; text: string } }>('select payload from graphile_worker._private_jobs');
    await administrator.end();
    expect(letters.filter(({ payload }) => payload.to === who.resident.email && payload.text.includes('Hors du domaine public.'))).toHaveLength(1);
    expect((await served.get(`/api/fonds/projets/${id}`)).json<ProjectFile>().moves.at(-1)).toMatchObject({ to_stage: 'non_recevable', role: 'maire', reason: 'Hors du domaine public.' });
  });

  it('the council decides: no financing without its deliberation, no payment before, none beyond the award', async () => {
    const id = await admissible('Un four à financer', 300_000);
    const opened = await convene([id]);
    await session(opened.id, 'ouverture');
    await vote(opened.id, { [id]: 'pour' });
    expect((await session(opened.id, 'cloture')).status).toBe(200);
    const step = (body: object, actor = who.editor) => actor.send('POST', `/api/fonds/projets/${id}/etapes`, body);
    const pay = (cents: number, request = randomUUID(), more: object = {}) => who.editor.send('POST', `/api/fonds/projets/${id}/versements`, { request, cents, paid_on: '2026-12-20', payee: 'ville', label: 'Briques', ...more });
    expect((await pay(100)).status).toBe(409);
    expect((await step({ from: 'propose', to: 'finance' })).json<{ errors: { parameter: string }[] }>().errors.map(({ parameter }) => parameter)).toEqual(['deliberation_number', 'deliberation_on']);
    expect((await step({ from: 'propose', to: 'finance', deliberation_number: 'C 12', deliberation_on: '2026-12-15' }, who.maire)).status).toBe(403);
    expect((await step({ from: 'propose', to: 'finance', deliberation_number: 'C 12', deliberation_on: '2026-12-15' })).json<ProjectFile>().stage).toBe('finance');
    const twice = randomUUID();
    await Promise.all([pay(200_000, twice), pay(200_000, twice), pay(200_000, twice)]);
    expect((await served.get(`/api/fonds/projets/${id}`)).json<ProjectFile>().paid_cents).toBe(200_000);
    const beyond = await Promise.all(Array.from({ length: 5 }, () => pay(60_000)));
    expect(beyond.map(({ status }) => status).toSorted()).toEqual([200, 422, 422, 422, 422]);
    expect((await pay(1000, randomUUID(), { payee: 'association', organisation: 999_999 })).status).toBe(422);
    await step({ from: 'finance', to: 'en_cours' });
    expect((await who.editor.send('POST', `/api/fonds/projets/${id}/notes`, { text: 'La dalle est coulée.' })).json<ProjectFile>().notes).toMatchObject([{ text: 'La dalle est coulée.', role: 'editor' }]);
    expect((await step({ from: 'en_cours', to: 'realise' })).json<ProjectFile>()).toMatchObject({ stage: 'realise', awarded_cents: 300_000, paid_cents: 260_000 });
    expect(await served.write("select (awarded_cents, paid_cents) = (select sum(awarded_cents), sum(paid_cents) from karter.project_files where fund = funds.id) as true from karter.funds where awarded_cents > 0")).not.toContainEqual({ true: false });
  });
});

describe('supports', () => {
  it('50 at once are 50, twice by one is one, and none without a declared residence', async () => {
    const id = await file(who.resident, 'Un banc que tous veulent');
    const many = await Promise.all(Array.from({ length: 50 }, () => person(null)));
    const answers = await Promise.all([...many, ...many].map((actor) => actor.send('PUT', `/api/fonds/projets/${id}/soutien`)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect((await served.get(`/api/fonds/projets/${id}`)).json<ProjectFile>().supports).toBe(50);
    expect((await many[0]!.send('DELETE', `/api/fonds/projets/${id}/soutien`)).json()).toEqual({ supports: 49, supported: false });
    expect((await (await person(null, null)).send('PUT', `/api/fonds/projets/${id}/soutien`)).json().detail).toContain('quartier où vous habitez');
  }, 60_000);

  it('addresses of one person are shown to the agent, not to others', async () => {
    const id = await file(who.resident, 'Un banc soutenu deux fois');
    for (const email of ['ana.le+1@exemple.fr', 'ana.le+2@exemple.fr', 'autre@exemple.fr']) await (await makePerson(served, { quartier: 'bellevue', email })).send('PUT', `/api/fonds/projets/${id}/soutien`);
    expect((await who.resident.send('GET', `/api/fonds/projets/${id}/doublons`)).status).toBe(403);
    const [group, ...others] = (await who.maire.send('GET', `/api/fonds/projets/${id}/doublons`)).json<{ persons: string[] }[]>();
    expect([group!.persons.length, others.length]).toEqual([2, 0]);
  });
});

describe('comments and photos', () => {
  it('a comment shows once a moderator published it, without a name', async () => {
    const id = await file(who.resident, 'Un banc commenté');
    const { id: comment } = (await who.citoyen.send('POST', `/api/fonds/projets/${id}/commentaires`, { text: 'Très bien <b>!</b>' })).json<{ id: number }>();
    expect((await served.get(`/api/fonds/projets/${id}`)).json<ProjectFile>().comments).toEqual([]);
    expect((await who.resident.send('POST', `/api/fonds/commentaires/${comment}/decision`, { state: 'publie' })).status).toBe(403);
    expect((await who.moderator.send('POST', `/api/fonds/commentaires/${comment}/decision`, { state: 'publie' })).status).toBe(200);
    expect((await who.moderator.send('POST', `/api/fonds/commentaires/${comment}/decision`, { state: 'refuse', reason: 'trop tard' })).status).toBe(409);
    const [shown] = (await served.get(`/api/fonds/projets/${id}`)).json<ProjectFile>().comments;
    expect(shown).toEqual({ id: comment, text: 'Très bien <b>!</b>', at: expect.any(String) });
  });

  it('a photo is encoded anew without what the camera wrote, and what is no photo is refused', async () => {
    const id = await file(who.resident, 'Un banc photographié');
    const taken = await sharp({ create: { width: 2400, height: 1200, channels: 3, background: '#7a2378' } }).withExif({ IFD0: { Artist: 'Ana' }, IFD3: { GPSLatitude: '48/1' } }).jpeg().toBuffer();
    const send = (body: Buffer, type: string, actor = who.resident) => actor.send('POST', `/api/fonds/projets/${id}/photos?kind=idee&description=Le%20banc`, body, { 'content-type': type });
    const answer = await send(taken, 'image/jpeg');
    expect(answer.status, String(answer.body)).toBe(201);
    const image = await served.get(`/api/fonds/photos/${answer.json<{ id: string }>().id}`);
    const { width, format, exif } = await sharp(image.body).metadata();
    expect([width, format, exif]).toEqual([1600, 'webp', undefined]);
    expect((await send(Buffer.from('pas une image'), 'image/jpeg')).status).toBe(422);
    expect((await send(taken, 'text/html')).status).toBe(415);
    expect((await send(taken, 'image/jpeg', who.citoyen)).status).toBe(403);
    expect((await send(Buffer.alloc(13 * 1024 * 1024), 'image/jpeg')).status).toBe(413);
  });
});

describe('a session', () => {
  it('is of its quartier’s members, present, without an interest; nothing counts votes before the closing', async () => {
    const [one, two] = [await admissible('Premier banc'), await admissible('Second banc')];
    const opened = await convene([one, two]);
    expect((await session(opened.id, `votes/${one}`, who.maire, { choice: 'pour' })).status).toBe(409);
    expect((await session(opened.id, 'ouverture', who.foreign)).status).toBe(403);
    await session(opened.id, 'ouverture');
    expect((await session(opened.id, 'ouverture')).status).toBe(409);
    expect((await session(opened.id, `votes/${one}`, who.maire, { choice: 'pour' })).json().detail).toContain('Émargez');
    await vote(opened.id, { [one]: 'pour', [two]: 'contre' });
    expect((await session(opened.id, `votes/${one}`, who.foreign, { choice: 'pour' })).status).toBe(403);
    expect((await session(opened.id, `conflits/${one}`, who.citoyen)).status).toBe(200);
    expect((await session(opened.id, `votes/${one}`, who.citoyen, { choice: 'pour' })).status).toBe(403);

    const administrator = await person('administrator', null);
    const seen = await Promise.all([
      served.get(`/api/fonds/seances/${opened.id}`), served.get('/api/fonds/seances'), served.get(`/api/fonds/projets/${one}`), served.get(`/ogc/collections/projects/items/${one}`), served.get(`/api/fonds/bellevue/flux.atom`),
      served.get(`/lieux/projects/${one}`), administrator.send('GET', `/api/audit?object=fund_sessions&key=${opened.id}`), administrator.send('GET', '/api/audit?object=session_votes'), administrator.send('GET', `/api/fonds/seances/${opened.id}`), served.get(`/api/fonds/seances/${opened.id}/bulletins.pb`), served.get(`/api/fonds/seances/${opened.id}/decisions.pdf`),
    ]);
    expect(seen[7]!.json()).toEqual({ rows: [], next: null });
    for (const answer of seen) expect(String(answer.body)).not.toMatch(/"(pour|contre|abstention|approval|tallies)"/);
    expect(seen.slice(-2).map(({ status }) => status)).toEqual([409, 409]);
    expect(seen[0]!.json<FundSession>().mine.votes).toEqual({});

    const closed = (await session(opened.id, 'cloture')).json<FundSession>();
    expect(closed.result!.decided.map(({ to }) => to)).toEqual(['propose', 'refuse']);
    expect(closed.result!.tallies).toContainEqual({ project: two, college: 'citoyen', pour: 0, contre: 1, abstention: 0 });
    expect((await session(opened.id, 'cloture')).status).toBe(409);
    expect((await session(opened.id, `votes/${two}`, who.maire, { choice: 'pour' })).status).toBe(409);
  });

  it('without a quorum in each college decides nothing', async () => {
    const id = await admissible('Banc sans quorum');
    const opened = await convene([id]);
    await session(opened.id, 'ouverture');
    await vote(opened.id, { [id]: 'pour' }, [who.maire, who.citoyen]);
    const closed = (await session(opened.id, 'cloture')).json<FundSession>();
    expect([closed.result!.quorum, closed.result!.decided[0]!.to, closed.result!.decided[0]!.reason]).toEqual([false, 'ajourne', expect.stringContaining('conseillers de quartier')]);
  });

  it('examines what is still admissible when it opens, called off gives it back, and no two take the same project', async () => {
    const [one, two] = [await admissible('Banc convoité'), await admissible('Banc abandonné')];
    const [first, second] = [await convene([one, two]), await convene([one])];
    await who.resident.send('POST', `/api/fonds/projets/${two}/etapes`, { from: 'recevable', to: 'abandonne', reason: 'Plus le temps.' });
    expect((await session(first.id, 'ouverture')).json<FundSession>().projects.map(({ id }) => id)).toEqual([one]);
    expect((await session(second.id, 'ouverture')).json().detail).toContain('plus aucun projet');
    await vote(first.id, { [one]: 'pour' });
    expect((await who.maire.send('POST', `/api/fonds/seances/${first.id}/annulation`, {})).status).toBe(400);
    expect((await who.maire.send('POST', `/api/fonds/seances/${first.id}/annulation`, { reason: 'Salle inondée.' })).json()).toMatchObject({ state: 'annulee', deviation: 'Salle inondée.', result: null });
    expect((await session(first.id, 'cloture')).status).toBe(409);
    expect((await served.get(`/api/fonds/projets/${one}`)).json<ProjectFile>()).toMatchObject({ stage: 'recevable', awarded_cents: 0 });
    expect(await served.write('select from karter.session_votes where session = $1', [first.id])).toEqual([]);
  });

  it('deviates from the count with a published reason only', async () => {
    const id = await admissible('Banc repêché');
    const opened = await convene([id]);
    await session(opened.id, 'ouverture');
    await vote(opened.id, { [id]: 'contre' });
    expect((await session(opened.id, 'cloture', who.maire, { deviations: [{ project: id, to: 'propose' }] })).status).toBe(400);
    await session(opened.id, 'cloture', who.maire, { deviations: [{ project: id, to: 'propose', cents: 100_000 }], reason: 'Urgence constatée depuis.' });
    const closed = (await served.get(`/api/fonds/seances/${opened.id}`)).json<FundSession>();
    expect(closed).toMatchObject({ deviation: 'Urgence constatée depuis.', result: { computed: [{ to: 'refuse' }], decided: [{ to: 'propose', cents: 100_000 }] } });
  });

  it('two closing at the same instant never pass the envelope', async () => {
    const fund = await fundOf();
    const left = fund.envelope_cents - fund.awarded_cents;
    const each = Math.floor(left * 0.6);
    const ids = [await admissible('Grand projet A', each), await admissible('Grand projet B', each)];
    const sessions = [await convene([ids[0]!]), await convene([ids[1]!])];
    for (const [index, { id }] of sessions.entries()) {
      await session(id, 'ouverture');
      await vote(id, { [ids[index]!]: 'pour' });
    }
    const closings = await Promise.all(sessions.map(({ id }) => session(id, 'cloture')));
    expect(closings.map(({ status }) => status)).toEqual([200, 200]);
    const outcomes = closings.map((answer) => answer.json<FundSession>().result!.decided[0]!.to);
    expect(outcomes.toSorted()).toEqual(['ajourne', 'propose']);
    const after = await fundOf();
    expect(after.awarded_cents).toBe(fund.awarded_cents + each);
    await who.editor.send('POST', `/api/fonds/projets/${ids[outcomes.indexOf('propose')]}/etapes`, { from: 'propose', to: 'refuse', reason: 'place aux essais', deliberation_number: 'C 13', deliberation_on: '2026-12-15' });
    expect((await fundOf()).awarded_cents).toBe(fund.awarded_cents);
  });

  it('cut off in the middle of its closing leaves the state before', async () => {
    const id = await admissible('Banc coupé net');
    const opened = await convene([id]);
    await session(opened.id, 'ouverture');
    await vote(opened.id, { [id]: 'pour' });
    const blocker = directClient(served.url);
    await blocker.connect();
    await blocker.query('begin');
    await blocker.query('select from karter.projects where id = $1 for update', [id]);
    const closing = session(opened.id, 'cloture');
    const administrator = directClient(served.url);
    await administrator.connect();
    await until(() => administrator.query("select pg_terminate_backend(pid) from pg_stat_activity where query like '%close_session%' and wait_event_type = 'Lock' and datname = current_database()"), ({ rowCount }) => rowCount === 1);
    await administrator.end();
    expect((await closing).status).toBe(503);
    await blocker.query('rollback');
    await blocker.end();
    expect((await served.get(`/api/fonds/seances/${opened.id}`)).json<FundSession>()).toMatchObject({ state: 'ouverte', result: null });
    expect((await served.get(`/api/fonds/projets/${id}`)).json<ProjectFile>()).toMatchObject({ stage: 'en_deliberation', awarded_cents: 0 });
    expect((await session(opened.id, 'cloture')).json<FundSession>().result!.decided[0]!.to).toBe('propose');
  });
});

describe('ballots', () => {
  it('spread votes, are counted by equal shares, and are published from 20 voters on, without names', async () => {
    const ids = [await admissible('Mare pédagogique', 200_000), await admissible('Verger de rue', 200_000)];
    const opened = await convene(ids, { mode: 'bulletins', electorate: 'habitants', votes_each: 2 });
    await session(opened.id, 'ouverture');
    const voters = await Promise.all(Array.from({ length: 20 }, () => person(null)));
    const cast = (actor: Actor, points: Record<string, number>) => session(opened.id, 'bulletin', actor, { points });
    expect((await cast(voters[0]!, { [ids[0]!]: 3 })).json<{ errors: object[] }>().errors).toEqual([{ parameter: 'points', reason: 'trop de voix' }]);
    expect((await cast(voters[0]!, { 1: 1 })).status).toBe(422);
    expect((await cast(await person(null, 'europe'), { [ids[0]!]: 1 })).status).toBe(403);
    await Promise.all(voters.map((actor, index) => cast(actor, index < 12 ? { [ids[0]!]: 2 } : { [ids[1]!]: 1, [ids[0]!]: 1 })));
    expect((await served.get(`/api/fonds/seances/${opened.id}/bulletins.pb`)).status).toBe(409);
    const closed = (await session(opened.id, 'cloture')).json<FundSession>();
    expect(closed.ballots_cast).toBe(20);
    const published = String((await served.get(`/api/fonds/seances/${opened.id}/bulletins.pb`)).body);
    for (const { id } of voters) expect(published).not.toContain(id);
    expect(recompute(published).asPublished).toBe(true);
    expect(await served.write('select from karter.session_ballots where session = $1', [opened.id])).toEqual([]);
  }, 60_000);

  it('of fewer than 20 are counted and never published', async () => {
    const id = await admissible('Banc des rares', 100_000);
    const opened = await convene([id], { mode: 'bulletins', electorate: 'comite' });
    await session(opened.id, 'ouverture');
    for (const actor of [who.maire, who.conseiller, who.citoyen]) {
      await session(opened.id, 'presence', actor);
      expect((await session(opened.id, 'bulletin', actor, { points: { [id]: 1 } })).status).toBe(200);
    }
    expect((await session(opened.id, 'cloture')).json<FundSession>().result!.decided[0]!.to).toBe('propose');
    expect((await served.get(`/api/fonds/seances/${opened.id}/bulletins.pb`)).status).toBe(404);
  });

  it('of the closed year give anyone the same winners again, from the published file alone', async () => {
    const sessions = (await served.get('/api/fonds/seances?year=2025')).json<FundSession[]>();
    expect(sessions).toHaveLength(7);
    for (const { id } of sessions) {
      const answer = await served.get(`/api/fonds/seances/${id}/bulletins.pb`);
      expect(recompute(String(answer.body)).asPublished).toBe(true);
    }
  });
});

describe('what leaves as files', () => {
  it('subsidies of associations only, demonstration said in each row', async () => {
    const answer = await served.get('/api/fonds/subventions.csv?year=2025');
    const [head, ...rows] = String(answer.body).trim().split('\n');
    expect(head).toBe('nomAttribuant,idAttribuant,dateConvention,referenceDecision,nomBeneficiaire,idBeneficiaire,rnaBeneficiaire,objet,montant,nature,conditionsVersement,datesPeriodeVersement,idRAE,notificationUE,pourcentageSubvention,dispositifAide');
    expect(rows.length).toBeGreaterThan(5);
    for (const row of rows) expect(row).toMatch(/^Ville de Brest,\d{14},2025-\d\d-\d\d,.*démonstration.*,\d+\.\d\d,aide en numéraire,(unique|échelonné),[\d/-]+,,non,1\.00,$/i);
  });

  const schema = new URL('../../../shared/data/schemas/schema-data-gouv/scdl-subventions.json', import.meta.url);
  it.skipIf(!existsSync(schema))('subsidies valid against the published schema, where it lies beside the project', async () => {
    interface Rule { name: string; constraints?: { required?: boolean; pattern?: string; enum?: string[]; maxLength?: number } }
    const { fields } = JSON.parse(readFileSync(schema, 'utf8')) as { fields: Rule[] };
    const rows = parse<Record<string, string>>(String((await served.get('/api/fonds/subventions.csv')).body), { columns: true });
    expect(Object.keys(rows[0]!)).toEqual(fields.map(({ name }) => name));
    for (const row of rows) {
      for (const { name, constraints = {} } of fields) {
        const value = row[name]!;
        if (constraints.required) expect(value, name).not.toBe('');
        if (value === '') continue;
        if (constraints.pattern) expect(value, name).toMatch(new RegExp(constraints.pattern));
        if (constraints.enum) expect(constraints.enum, name).toContain(value);
        expect(value.length, name).toBeLessThanOrEqual(constraints.maxLength ?? Infinity);
      }
      expect(isSiret(row.idAttribuant!) && isSiret(row.idBeneficiaire!)).toBe(true);
    }
  });

  it('a tagged record and a feed', async () => {
    const [{ id }] = (await served.get('/api/fonds/seances?year=2025&quartier=bellevue')).json<[FundSession]>();
    const record = await served.get(`/api/fonds/seances/${id}/decisions.pdf`);
    expect([record.status, record.headers['content-type'], String(record.body.subarray(0, 5))]).toEqual([200, 'application/pdf', '%PDF-']);
    expect(record.body.includes('/MarkInfo')).toBe(true);
    const feed = await served.get('/api/fonds/bellevue/flux.atom');
    expect(String(feed.body)).toContain('<feed xmlns="http://www.w3.org/2005/Atom">');
    expect((await served.get('/api/fonds/nulle-part/flux.atom')).status).toBe(404);
  });
});
