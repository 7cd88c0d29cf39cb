// What residents send, over HTTP: the form's token, what is refused, who judges, and that nothing public changes before.
import { createHmac } from 'node:crypto';
import type { JobHelpers } from 'graphile-worker';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Contribution, ContributionDetail } from '../../geodata/contract/contributions.ts';
import type { Problem } from '../../geodata/contract.ts';
import { directClient, type Database } from '../../server/db.ts';
import { forgetContact } from '../../server/jobs/forget-contact.ts';
import { FormTokens } from '../../server/contributions/form-token.ts';
import { serveCity, until } from './serve.ts';
import { asking, makePeople, signedIn, type Ask } from './signed-in.ts';

// Read by the settings, which are imported after this: all of these tests come from one address, and the last one goes beyond.
vi.hoisted(() => { process.env.CONTRIBUTIONS_PER_HOUR = '40'; });

const served = serveCity();
let nobody: Ask;
let administrator: Ask;
let moderator: Ask;
let funds: Ask;
let resident: Ask;
const tokens = new FormTokens('x'.repeat(32));
/** As if the form had been open for a while. */
const token = (secondsAgo = 10) => tokens.make(Date.now() - secondsAgo * 1000);
const centre = { lon: -4.4865, lat: 48.3905 };

beforeAll(async () => {
  await makePeople(served);
  nobody = asking(served);
  administrator = await signedIn(served, 'administrator@demo.karter');
  moderator = await signedIn(served, 'moderator@demo.karter');
  funds = await signedIn(served, 'editor@demo.karter');
  resident = await signedIn(served, 'resident@demo.karter');
  await served.write("update karter.grants set theme = 'jardins' where role = 'moderator'");
});

let count = 0;
const place = (more: Record<string, unknown> = {}) => ({ layer: 'epiceries', text: `Une épicerie de plus, ${count += 1}`, point: centre, contact: '', token: token(), ...more });
async function send(body: Record<string, unknown>, ask = nobody): Promise<number> {
  const answer = await ask('POST', '/api/contributions', body);
  expect(answer.status, String(answer.body)).toBe(201);
  return answer.json<{ id: number }>().id;
}
const aGarden = async () => (await served.write("select id, name, to_jsonb(updated_at) #>> '{}' as version from karter.gardens where ST_GeometryType(geom) = 'ST_Point' and name is not null order by id limit 1 offset $1", [count += 1]))[0] as { id: number; name: string; version: string };
const waiting = async (id: number) => (await administrator('GET', `/api/contributions/${id}`)).json<ContributionDetail>();
/** What waits in the job queue, which is nobody's but the owner's. */
async function queued(task: string): Promise<{ payload: Record<string, unknown>; days: number }[]> {
  const client = directClient(served.url);
  await client.connect();
  try {
    return (await client.query<{ payload: Record<string, unknown>; days: number }>(
      `select payload, extract(day from run_at - created_at)::integer as days from graphile_worker._private_jobs job join graphile_worker._private_tasks task on task.id = job.task_id
       where task.identifier = $1 order by job.id desc`, [task])).rows;
  } finally {
    await client.end();
  }
}

describe('the form’s token', () => {
  it('serves once, neither at once nor for ever, and is not made elsewhere', async () => {
    const fresh = (await nobody('GET', '/api/contributions/token')).json<{ token: string }>().token;
    const reason = async (sent: string) => {
      const answer = await nobody('POST', '/api/contributions', place({ token: sent }));
      return [answer.status, answer.json<Problem>().errors?.[0]?.reason];
    };
    expect(await reason(fresh)).toEqual([422, 'trop tôt']);
    expect(await reason(token(3 * 3600))).toEqual([422, 'trop tard']);
    const forged = `${(Date.now() - 9000).toString(36)}.abc`;
    expect(await reason(`${forged}.${createHmac('sha256', 'guess').update(forged).digest('base64url')}`)).toEqual([422, 'inconnu']);
    expect(await reason('')).toEqual([422, 'inconnu']);
    const used = token();
    await send(place({ token: used }));
    expect(await reason(used)).toEqual([409, 'déjà envoyé']);
  });

  it('is spent by one of two that arrive together', async () => {
    const shared = token();
    const answers = await Promise.all([1, 2, 3].map(() => nobody('POST', '/api/contributions', place({ token: shared }))));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
  });
});

describe('what is refused', () => {
  it.each([
    ['a filled honeypot', { website: 'https://spam.example' }, 'website'],
    ['a point elsewhere', { point: { lon: 2.35, lat: 48.85 } }, 'point'],
    ['no point', { point: null }, 'point'],
    ['a boundary', { layer: 'quartiers' }, 'layer'],
    ['a project, which has its own form', { layer: 'projects' }, 'layer'],
  ])('%s', async (_name, more, parameter) => {
    const answer = await nobody('POST', '/api/contributions', place(more));
    expect(answer.status).toBe(422);
    expect(answer.json<Problem>().errors?.map((error) => error.parameter)).toContain(parameter);
  });
  it.each([
    ['nothing said', { text: '  ' }], ['too much', { text: 'a'.repeat(2001) }], ['an address that is none', { contact: 'moi' }], ['NUL', { text: 'a\0b' }],
    ['an unknown field', { admin: true }], ['a layer that is none', { layer: 'lune' }],
  ])('%s', async (_name, more) => {
    expect((await nobody('POST', '/api/contributions', place(more))).status).toBe(400);
  });
  it('an error on what does not exist, or about nothing', async () => {
    expect((await nobody('POST', '/api/contributions', place({ feature: 999_999_999, topic: 'autre' }))).status).toBe(404);
    const { id } = await aGarden();
    expect((await nobody('POST', '/api/contributions', place({ layer: 'gardens', feature: id, topic: 'updated_at' }))).status).toBe(422);
  });
  it('the same words about the same place while they wait', async () => {
    const text = 'Il y a aussi un composteur.';
    await send(place({ text }));
    expect((await nobody('POST', '/api/contributions', place({ text }))).status).toBe(409);
  });
});

describe('who judges', () => {
  it('is whoever moderates the theme: the others see nothing of it', async () => {
    const garden = await aGarden();
    const id = await send({ layer: 'gardens', feature: garden.id, topic: 'manager', text: 'Les Coquelicots', token: token() });
    const other = await send(place());
    for (const [ask, status] of [[nobody, 401], [resident, 403], [funds, 403], [moderator, 200], [administrator, 200]] as const) {
      expect((await ask('GET', `/api/contributions/${id}`)).status).toBe(status);
      if (status === 200) continue;
      expect((await ask('POST', `/api/contributions/${id}/refuse`, { reason: 'Non.' })).status).toBe(status);
      expect((await ask('POST', `/api/contributions/${id}/accept`, {}, { 'if-match': `"${garden.version}"` })).status).toBe(status);
    }
    const rows = (await moderator('GET', '/api/contributions')).json<{ rows: Contribution[]; waiting: Record<string, number> }>();
    expect(rows.rows.map((row) => row.id)).toContain(id);
    expect(rows.rows.every(({ theme }) => theme === 'jardins')).toBe(true);
    expect(Object.keys(rows.waiting)).toEqual(['jardins']);
    expect((await moderator('GET', `/api/contributions/${other}`)).status).toBe(403);
    expect((await funds('GET', '/api/contributions')).json<{ rows: unknown[] }>().rows).toEqual([]);
  });

  it('is an administrator alone for the base', async () => {
    const [{ id }] = await served.write('select id from karter.transit limit 1') as [{ id: number }];
    await served.write("insert into karter.grants (person, role) select id, 'moderator' from karter.people where email = 'planner@demo.karter'");
    const everywhere = await signedIn(served, 'planner@demo.karter');
    const sent = await send({ layer: 'transit', feature: id, topic: 'autre', text: 'L’arrêt a été déplacé.', token: token() });
    expect((await everywhere('GET', `/api/contributions/${sent}`)).status).toBe(403);
    expect((await everywhere('GET', '/api/contributions')).json<{ rows: Contribution[] }>().rows.map((row) => row.id)).not.toContain(sent);
    expect((await administrator('GET', `/api/contributions/${sent}`)).status).toBe(200);
  });
});

describe('judged', () => {
  it('an error accepted is on the map, and its author is told; nothing changed before', async () => {
    const garden = await aGarden();
    const path = `/ogc/collections/gardens/items/${garden.id}`;
    const published = String((await served.get(path)).body);
    const id = await send({ layer: 'gardens', feature: garden.id, topic: 'manager', text: 'Les Coquelicots', contact: 'voisine@example.org', token: token() });
    expect(String((await served.get(path)).body)).toBe(published);
    const { contribution, current } = await waiting(id);
    expect(contribution).toMatchObject({ kind: 'erreur', proposed: { manager: 'Les Coquelicots' }, has_contact: true });
    expect(current!.properties.manager).not.toBe('Les Coquelicots');
    expect((await moderator('POST', `/api/contributions/${id}/accept`, {})).status).toBe(428);
    const accepted = await moderator('POST', `/api/contributions/${id}/accept`, {}, { 'if-match': `"${garden.version}"` });
    expect(accepted.status, String(accepted.body)).toBe(200);
    expect(accepted.json<ContributionDetail>().contribution).toMatchObject({ state: 'acceptee', result: garden.id });
    await until(async () => String((await served.get(path)).body), (body) => body.includes('Les Coquelicots'));
    expect((await moderator('POST', `/api/contributions/${id}/refuse`, { reason: 'Trop tard' })).status).toBe(409);
  });

  it('amended: what was changed before is what is written', async () => {
    const id = await send(place({ text: 'Le Petit Panier\nouvert le samedi' }));
    expect((await administrator('POST', `/api/contributions/${id}/accept`, {})).status).toBe(422);
    const moved = { type: 'Point', coordinates: [centre.lon + 0.001, centre.lat] };
    const answer = await administrator('POST', `/api/contributions/${id}/accept`, { properties: { kind: 'solidaire', admission: 'Ouverte à tous' }, geometry: moved });
    expect(answer.status, String(answer.body)).toBe(200);
    const { contribution, current } = answer.json<ContributionDetail>();
    expect(contribution.state).toBe('amendee');
    expect(current!.properties).toMatchObject({ name: 'Le Petit Panier', kind: 'solidaire', source: 'saisie', demo: false });
    expect(current!.geometry).toEqual(moved);
  });

  it('« n’existe plus » accepted retires the place', async () => {
    const garden = await aGarden();
    const id = await send({ layer: 'gardens', feature: garden.id, topic: 'ferme', text: 'Un immeuble s’y construit.', token: token() });
    expect((await moderator('POST', `/api/contributions/${id}/accept`, {}, { 'if-match': `"${garden.version}"` })).status).toBe(200);
    expect((await served.get(`/ogc/collections/gardens/items/${garden.id}`)).status).toBe(410);
  });

  it('is not accepted over what an editor wrote meanwhile', async () => {
    const garden = await aGarden();
    const id = await send({ layer: 'gardens', feature: garden.id, topic: 'name', text: 'Nouveau nom', token: token() });
    await administrator('PATCH', `/api/features/gardens/${garden.id}`, { properties: { access: 'Par la cour' } }, { 'if-match': `"${garden.version}"` });
    const answer = await moderator('POST', `/api/contributions/${id}/accept`, {}, { 'if-match': `"${garden.version}"` });
    expect(answer.status).toBe(409);
    expect(answer.json<Problem & { current: { properties: Record<string, unknown> } }>().current.properties.access).toBe('Par la cour');
    expect((await waiting(id)).contribution.state).toBe('attente');
  });

  it('in free words is accepted only once somebody has turned them into values; a pin moves a point and leaves an outline', async () => {
    const garden = await aGarden();
    const words = await send({ layer: 'gardens', feature: garden.id, topic: 'autre', text: 'On entre par la cour.', token: token() });
    const match = { 'if-match': `"${garden.version}"` };
    expect((await moderator('POST', `/api/contributions/${words}/accept`, {}, match)).status).toBe(422);
    expect((await moderator('POST', `/api/contributions/${words}/accept`, { properties: { access: 'Par la cour' } }, match)).json<ContributionDetail>().contribution.state).toBe('amendee');
    const [{ id, version }] = await served.write("select id, to_jsonb(updated_at) #>> '{}' as version from karter.gardens where ST_GeometryType(geom) = 'ST_Polygon' limit 1") as [{ id: number; version: string }];
    const placed = await send({ layer: 'gardens', feature: id, topic: 'position', text: 'Plutôt ici', point: centre, token: token() });
    expect((await moderator('POST', `/api/contributions/${placed}/accept`, {}, { 'if-match': `"${version}"` })).status).toBe(422);
    const now = (await waiting(words)).current!;
    const moved = await send({ layer: 'gardens', feature: garden.id, topic: 'position', text: 'Plutôt là', point: centre, token: token() });
    const answer = (await moderator('POST', `/api/contributions/${moved}/accept`, {}, { 'if-match': `"${now.version}"` })).json<ContributionDetail>();
    expect(answer.contribution.state).toBe('acceptee');
    expect(answer.current!.geometry).toEqual({ type: 'Point', coordinates: [centre.lon, centre.lat] });
  });

  it('by two at once is judged once', async () => {
    const id = await send(place());
    const answers = await Promise.all([administrator, administrator].map((ask) => ask('POST', `/api/contributions/${id}/refuse`, { reason: 'Hors sujet' })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  it('refused only with a reason', async () => {
    const id = await send(place({ contact: 'refus@example.org' }));
    expect((await administrator('POST', `/api/contributions/${id}/refuse`, { reason: ' ' })).status).toBe(400);
    expect((await administrator('POST', `/api/contributions/${id}/refuse`, { reason: 'Ce lieu est déjà sur la carte.' })).status).toBe(200);
    const [letter] = await queued('mail');
    expect(letter?.payload).toMatchObject({ to: 'refus@example.org' });
    expect(letter?.payload.text).toContain('Ce lieu est déjà sur la carte.');
    expect((await queued('forget-contact'))[0]).toEqual({ payload: { contribution: id }, days: 30 });
    const helpers = { withPgClient: (work: (client: Database['app']) => unknown) => work(served.database.app) } as unknown as JobHelpers;
    await forgetContact({ contribution: id }, helpers);
    expect((await waiting(id)).contribution.has_contact).toBe(false);
    expect((await waiting(id)).contribution).toMatchObject({ state: 'refusee', handled_by: expect.stringContaining('administrateur') as string });
  });
});

it('keeps scripts as the text they are', async () => {
  const text = '<script>alert(1)</script><img src=x onerror=alert(2)>';
  const id = await send(place({ text }));
  const answer = await administrator('GET', `/api/contributions/${id}`);
  expect(answer.headers['content-type']).toContain('application/json');
  expect(answer.json<ContributionDetail>().contribution).toMatchObject({ text, proposed: { name: text } });
  const { current } = (await administrator('POST', `/api/contributions/${id}/accept`, { properties: { kind: 'sociale' } })).json<ContributionDetail>();
  const page = String((await served.get(`/lieux/epiceries/${current!.id}`)).body);
  expect(page).toContain('&lt;script&gt;');
  expect(page).not.toContain('<script>alert(1)');
  expect(page).not.toContain('<img src=x');
});

it('shows a signed-in person what they sent, and forgets who sent it with them', async () => {
  await served.write("update karter.people set email_verified = true where email = 'association@demo.karter'");
  const association = await signedIn(served, 'association@demo.karter');
  const id = await send(place({ contact: 'association@demo.karter' }), association);
  expect((await association('GET', '/api/me/export')).json<{ contributions: { id: number }[] }>().contributions.map((row) => row.id)).toEqual([id]);
  expect((await association('DELETE', '/api/me', { password: 'karter-demonstration' })).status).toBe(200);
  expect(await served.write('select person, contact from karter.contributions where id = $1', [id])).toEqual([{ person: null, contact: null }]);
});

it('takes no more from one address than the settings say', async () => {
  const asked = await until(() => nobody('POST', '/api/contributions', place()), ({ status }) => status === 429, 5000);
  expect(Number(asked.headers['retry-after'])).toBeGreaterThan(60);
});
