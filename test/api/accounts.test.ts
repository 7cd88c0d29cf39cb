// Accounts over HTTP: opening, confirming, signing in and out, resetting; nothing tells whether an address has an account; leaving and taking along.
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Problem } from '../../geodata/contract.ts';
import type { AuditRow, Me, Organisation, SessionRow } from '../../geodata/contract/people.ts';
import { directClient, query } from '../../server/db.ts';
import { serveCity, type Answer } from './serve.ts';
import { asking, cookieOf, type Ask } from './signed-in.ts';

// Read by the settings, which are imported after this.
vi.hoisted(() => { Object.assign(process.env, { SIGN_INS_PER_MINUTE: '60', WRITES_PER_MINUTE: '5000' }); });

const served = serveCity();
const password = 'une phrase facile à retenir';
let nobody: Ask;
const post = (path: string, body: unknown) => nobody('POST', `/api/auth/${path}`, body);
const problem = (answer: Answer) => answer.json<Problem>();

interface Letter { to: string; subject: string; text: string }
/** The letters queued for an address, the latest first. */
async function letters(to: string): Promise<Letter[]> {
  const client = directClient(served.url);
  await client.connect();
  try {
    const { rows } = await client.query<{ payload: Letter }>("select payload from graphile_worker._private_jobs where payload ->> 'to' = $1 order by id desc", [to]);
    return rows.map(({ payload }) => payload);
  } finally {
    await client.end();
  }
}
const linkIn = ({ text }: Letter): string => { const { pathname, search } = new URL(/https?:\S+\?\S+/.exec(text)![0]); return pathname + search; };

let count = 0;
/** Opens and confirms an account; returns its address and the cookie that the confirmation gave. */
async function newcomer(): Promise<{ email: string; ask: Ask; cookie: string }> {
  const email = `nouvelle-${count += 1}@exemple.fr`;
  expect((await post('sign-up/email', { name: 'Nouvelle Venue', email, password })).status).toBe(200);
  const answer = await served.get(linkIn((await letters(email))[0]!));
  expect(answer.status, String(answer.body)).toBe(302);
  expect(answer.headers.location).toMatch(/\/compte\?confirme=1$/);
  const cookie = (answer.headers['set-cookie'] ?? []).map((text) => text.split(';')[0]).join('; ');
  return { email, ask: asking(served, cookie), cookie };
}
/** As if a minute had passed: attempts are counted in the database. */
const rest = () => served.write('delete from karter.rate_limits');

beforeAll(() => { nobody = asking(served); });

describe('opening an account', () => {
  it('takes a letter: before it, no way in; after it, a resident', async () => {
    const email = 'awen@exemple.fr';
    expect((await post('sign-up/email', { name: 'Awen Le Gall', email, password })).json()).toEqual({ done: true });
    const early = await post('sign-in/email', { email, password });
    expect([early.status, problem(early).title]).toEqual([403, 'Votre adresse n’est pas encore confirmée.']);
    // The way in that was tried sent another letter.
    const [letter, first] = await letters(email);
    expect(first).toBeDefined();
    const confirmed = await served.get(linkIn(letter!));
    expect(confirmed.status).toBe(302);
    const cookie = confirmed.headers['set-cookie']![0]!;
    expect(cookie).toMatch(/^karter\.session_token=[^;]+;.*HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    const { person, grants } = (await asking(served, cookie.split(';')[0])('GET', '/api/me')).json<Me>();
    expect(person).toMatchObject({ name: 'Awen Le Gall', email, verified: true, quartier: null, demo: false });
    expect(grants.map(({ role }) => role)).toEqual(['resident']);
  });

  it.each([
    ['a short password', { password: 'court' }, 'password'], ['no name', { name: '  ' }, 'name'], ['a name too long', { name: 'a'.repeat(121) }, 'name'],
    ['an address that is none', { email: 'awen' }, 'email'], ['a field of the table', { emailVerified: true }, 'emailVerified'], ['NUL', { name: 'a\0b' }, 'name'],
  ])('refuses %s beside the field', async (_what, more, parameter) => {
    const answer = await post('sign-up/email', { name: 'Awen', email: 'autre@exemple.fr', password, ...more });
    expect(answer.status).toBe(400);
    expect(problem(answer).errors?.map((error) => error.parameter)).toContain(parameter);
    expect(answer.headers['content-type']).toMatch('application/problem+json');
  });

  it('refuses what is no JSON, another site, another method, and doors that no page uses', async () => {
    expect((await served.get('/api/auth/sign-in/email', { method: 'POST', headers: { 'content-type': 'text/plain', 'content-length': '2' }, body: Buffer.from('{}') })).status).toBe(415);
    expect((await nobody('POST', '/api/auth/sign-in/email', { email: 'a@b.fr', password }, { origin: 'https://ailleurs.example' })).status).toBe(403);
    expect((await nobody('POST', '/api/auth/sign-in/email', { email: 'a@b.fr', password }, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    for (const path of ['update-user', 'delete-user', 'list-sessions', 'get-session', 'ok', 'constructor', 'reset-password/abc', '../me']) expect((await nobody('GET', `/api/auth/${path}`)).status, path).toBe(404);
    expect((await post('update-user', { image: 'x' })).status).toBe(404);
  });
});

describe('no answer tells whether an address has an account', () => {
  it('neither what is answered, nor by being quick: nothing is answered sooner than a fixed time, and a password is hashed for nobody too', async () => {
    const { email } = await newcomer();
    const compare = async (path: string, least: number, body: (address: string) => object) => {
      const seen = [];
      for (const address of [email, 'personne@exemple.fr']) {
        await rest();
        const times: number[] = [];
        let last: Answer | undefined;
        for (let attempt = 0; attempt < 5; attempt += 1) {
          const start = performance.now();
          last = await post(path, body(attempt === 0 || path !== 'sign-up/email' || address === email ? address : `personne-${attempt}@exemple.fr`));
          times.push(performance.now() - start);
        }
        const { instance: _, ...told } = last!.json();
        seen.push({ status: last!.status, told, quickest: Math.min(...times) });
      }
      expect(seen[0]!.status).toBe(seen[1]!.status);
      expect(seen[0]!.told).toEqual(seen[1]!.told);
      for (const { quickest } of seen) expect(quickest, path).toBeGreaterThanOrEqual(least);
    };
    await compare('sign-up/email', 500, (address) => ({ name: 'Awen', email: address, password }));
    await compare('request-password-reset', 300, (address) => ({ email: address }));
    await compare('send-verification-email', 300, (address) => ({ email: address }));
    await compare('sign-in/email', 15, (address) => ({ email: address, password: 'pas le bon mot' }));
    expect((await letters(email)).some(({ subject }) => subject.includes('vous avez déjà un compte'))).toBe(true);
  });
});

describe('a password', () => {
  it('forgotten is chosen anew once, and closes every session', async () => {
    const { email, ask } = await newcomer();
    await post('request-password-reset', { email });
    const token = new URLSearchParams(linkIn((await letters(email))[0]!).split('?')[1]).get('jeton');
    const short = await post('reset-password', { token, newPassword: 'court' });
    expect(problem(short).errors?.[0]?.parameter).toBe('newPassword');
    expect((await post('reset-password', { token, newPassword: 'une autre phrase encore' })).status).toBe(200);
    const again = await post('reset-password', { token, newPassword: 'une troisième phrase' });
    expect([again.status, problem(again).detail]).toEqual([422, expect.stringContaining('ne vaut plus')]);
    expect((await ask('GET', '/api/me')).json<Me>().person).toBeNull();
    expect((await post('sign-in/email', { email, password })).status).toBe(401);
    expect((await post('sign-in/email', { email, password: 'une autre phrase encore' })).status).toBe(200);
  });

  it('is changed by whoever knows it', async () => {
    const { ask, email } = await newcomer();
    const wrong = await ask('POST', '/api/auth/change-password', { currentPassword: 'pas le bon mot', newPassword: 'encore une autre phrase' });
    expect(problem(wrong).errors).toEqual([{ parameter: 'currentPassword', reason: 'mot de passe incorrect' }]);
    expect((await ask('POST', '/api/auth/change-password', { currentPassword: password, newPassword: 'encore une autre phrase', revokeOtherSessions: true })).status).toBe(200);
    expect((await post('sign-in/email', { email, password: 'encore une autre phrase' })).status).toBe(200);
  });

  it('guessed too often makes everyone wait, in French', async () => {
    await rest();
    let answer: Answer | undefined;
    for (let attempt = 0; attempt < 61; attempt += 1) answer = await post('sign-in/email', { email: 'devine', password: 'x' }).then((first) => (first.status === 400 ? post('sign-in/email', { email: 'devine@exemple.fr', password: 'x'.repeat(10) }) : first));
    expect([answer!.status, problem(answer!).type]).toEqual([429, '/problemes/trop-de-demandes']);
    expect(Number(answer!.headers['retry-after'])).toBeGreaterThan(0);
    expect(answer!.headers['content-type']).toMatch('application/problem+json');
    await rest();
  }, 60_000);
});

describe('an address', () => {
  it('changes when the new one is confirmed; the former is told', async () => {
    const { ask, email } = await newcomer();
    const next = `suivante-${count += 1}@exemple.fr`;
    expect((await ask('POST', '/api/auth/change-email', { newEmail: next })).status).toBe(200);
    expect((await letters(email))[0]!.text).toContain(next);
    expect((await ask('GET', '/api/me')).json<Me>().person!.email).toBe(email);
    await ask('GET', linkIn((await letters(next))[0]!));
    expect((await ask('GET', '/api/me')).json<Me>().person!.email).toBe(next);
  });
  it('answers alike when the new one is somebody’s', async () => {
    const [one, other] = [await newcomer(), await newcomer()];
    const answer = await one.ask('POST', '/api/auth/change-email', { newEmail: other.email });
    expect([answer.status, answer.json()]).toEqual([200, { done: true }]);
    expect((await one.ask('GET', '/api/me')).json<Me>().person!.email).toBe(one.email);
  });
});

describe('sessions', () => {
  it('are seen and closed, one or all the others; a closed one is nobody’s', async () => {
    const { email, ask } = await newcomer();
    const [second, third] = [asking(served, await cookieOf(served, email, password)), asking(served, await cookieOf(served, email, password))];
    const rows = (await ask('GET', '/api/me/sessions')).json<SessionRow[]>();
    expect([rows.length, rows.filter(({ current }) => current).length, rows[0]!.current]).toEqual([3, 1, true]);
    const secondId = (await second('GET', '/api/me/sessions')).json<SessionRow[]>().find(({ current }) => current)!.id;
    expect((await ask('DELETE', `/api/me/sessions/${secondId}`)).status).toBe(200);
    expect((await second('GET', '/api/me/sessions')).status).toBe(401);
    expect((await ask('DELETE', '/api/me/sessions')).status).toBe(200);
    expect((await third('GET', '/api/me')).json<Me>().person).toBeNull();
    expect((await ask('POST', '/api/auth/sign-out', {})).headers['set-cookie']!.join()).toMatch(/karter\.session_token=;/);
    expect((await ask('GET', '/api/me')).json<Me>().person).toBeNull();
  });
  it('are not made up from a cookie that was not signed here', async () => {
    const { cookie } = await newcomer();
    expect((await asking(served, `${cookie.slice(0, -6)}AAAA%3D`)('GET', '/api/me')).json<Me>().person).toBeNull();
  });
});

describe('an organisation', () => {
  it('checks SIRET and RNA by form, and is entered once', async () => {
    const { ask } = await newcomer();
    const body = { name: 'Les Coquelicots', kind: 'association', rna: 'W291000001', siret: '732 829 320 00074' };
    for (const [parameter, value] of [['siret', '73282932000075'], ['siret', '123'], ['rna', '291000001'], ['kind', 'club'], ['name', '']] as const) {
      const answer = await ask('POST', '/api/organisations', { ...body, [parameter]: value });
      expect([answer.status, problem(answer).errors?.[0]?.parameter], `${parameter} ${value}`).toEqual([400, parameter]);
    }
    const made = await ask('POST', '/api/organisations', body);
    expect([made.status, made.json<Organisation>().siret]).toEqual([201, '73282932000074']);
    const twice = await ask('POST', '/api/organisations', body);
    expect([twice.status, problem(twice).errors?.[0]?.reason]).toEqual([409, 'déjà inscrit']);
  });
});

describe('leaving', () => {
  it('takes the password; what is held can be taken along; the record keeps a number that names nobody', async () => {
    const { ask, email } = await newcomer();
    await ask('PATCH', '/api/me', { quartier: 'bellevue' });
    await ask('POST', '/api/organisations', { name: 'Le Potager', kind: 'association' });
    const { id } = (await ask('GET', '/api/me')).json<Me>().person!;
    const held = (await ask('GET', '/api/me/export')).json<Record<string, unknown>>();
    expect(held).toMatchObject({ compte: { email, quartier: 'bellevue' }, organisations: [{ name: 'Le Potager' }] });
    expect(Object.keys(held)).toEqual(expect.arrayContaining(['compte', 'connexions', 'organisations', 'roles', 'actions']));
    const refusal = await ask('DELETE', '/api/me', { password: 'pas le bon mot' });
    expect([refusal.status, problem(refusal).errors?.[0]?.parameter]).toEqual([422, 'password']);
    const former = await served.write('select seq from karter.audit where person = $1', [id]);
    expect(former.length).toBeGreaterThan(0);
    expect((await ask('DELETE', '/api/me', { password })).status).toBe(200);
    expect((await ask('GET', '/api/me')).json<Me>().person).toBeNull();
    expect((await post('sign-in/email', { email, password })).status).toBe(401);
    expect(await served.write("select 1 from karter.audit where person = $1 or key = $1::text or before::text like '%' || $1 || '%' or after::text like '%' || $1 || '%'", [id])).toEqual([]);
    const kept = await served.write('select distinct person from karter.audit where seq = any($1)', [former.map(({ seq }) => seq)]);
    expect(kept.length).toBe(1);
    expect(kept[0]!.person).not.toBe(id);
    const all = await served.write('select before, after, columns from karter.audit');
    expect(JSON.stringify(all)).not.toContain(email);
  });
});

describe('the record', () => {
  it('names personal columns and never their values', async () => {
    const { ask } = await newcomer();
    await ask('PATCH', '/api/me', { name: 'Gwenn Secrète', quartier: 'europe' });
    const { id } = (await ask('GET', '/api/me')).json<Me>().person!;
    const rows = await served.write('select columns, before, after, person from karter.audit where object = $1 and key = $2 order by seq desc limit 1', ['people', id]) as unknown as AuditRow[];
    expect(rows[0]!.columns).toEqual(expect.arrayContaining(['name', 'quartier']));
    expect(rows[0]!.person).toBe(id);
    expect(JSON.stringify(rows)).not.toMatch(/Secrète|europe/);
  });
});

describe('what is kept no longer', () => {
  it('goes at night: accounts never confirmed, ended sessions, old tokens', async () => {
    await post('sign-up/email', { name: 'Jamais Venue', email: 'jamais@exemple.fr', password });
    await post('sign-up/email', { name: 'Bientôt Venue', email: 'bientot@exemple.fr', password });
    const { email } = await newcomer();
    await served.write("update karter.people set created_at = now() - interval '31 days' where email = any($1)", [['jamais@exemple.fr', email]]);
    await served.write("insert into karter.sign_ins (person, token, expires_at) select id, 'fini', now() - interval '1 minute' from karter.people where email = $1", [email]);
    await served.write("insert into karter.verifications (identifier, value, expires_at) values ('vieux', 'x', now() - interval '2 days')");
    expect((await served.write(query('nightly-people')))[0]).toMatchObject({ accounts: 1, sessions: 1, tokens: 1 });
    const left = await served.write('select email from karter.people where email = any($1) order by email', [['jamais@exemple.fr', 'bientot@exemple.fr', email]]);
    expect(left.map((row) => row.email)).toEqual(['bientot@exemple.fr', email].toSorted());
  });
});
