// Agents sign in through OpenID Connect: a small provider of our own, with PKCE, a nonce and signed tokens, as ProConnect or Keycloak have.
import { createHash, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import type { Server } from 'node:http';
import { afterAll, expect, it, vi } from 'vitest';
import type { Me } from '../../geodata/contract/people.ts';
import { serveCity, type Answer } from './serve.ts';
import { asking } from './signed-in.ts';

interface Claims { sub: string; email: string; email_verified: boolean; name: string }
interface Grant { claims: Claims; challenge: string; nonce: string | null }

// The settings name the provider and are read when the application is imported: it listens before.
const provider = await vi.hoisted(async () => {
  const { createServer } = await import('node:http');
  const state: { server: Server; issuer: string; answer: (path: string, body: URLSearchParams, authorization: string) => unknown } = { server: createServer(), issuer: '', answer: () => null };
  state.server.on('request', (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const answer = state.answer(new URL(request.url!, state.issuer).pathname, new URLSearchParams(String(Buffer.concat(parts))), request.headers.authorization ?? '');
      response.writeHead(answer ? 200 : 400, { 'content-type': 'application/json' }).end(JSON.stringify(answer ?? { error: 'invalid_grant' }));
    });
  });
  await new Promise<void>((resolve) => { state.server.listen(0, '127.0.0.1', resolve); });
  state.issuer = `http://127.0.0.1:${(state.server.address() as { port: number }).port}`;
  Object.assign(process.env, { OIDC_DISCOVERY_URL: `${state.issuer}/.well-known/openid-configuration`, OIDC_CLIENT_ID: 'karter', OIDC_CLIENT_SECRET: 'secret', OIDC_NAME: 'Connexion des agents', SIGN_INS_PER_MINUTE: '100' });
  return state;
});
afterAll(() => { provider.server.close(); });

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
function token(claims: object): string {
  const signed = `${base64url({ alg: 'RS256', kid: 'one', typ: 'JWT' })}.${base64url(claims)}`;
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), keys.privateKey).toString('base64url')}`;
}
const codes = new Map<string, Grant>();
provider.answer = (path, body, authorization) => {
  const { issuer } = provider;
  if (path === '/.well-known/openid-configuration') return { issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token`, userinfo_endpoint: `${issuer}/userinfo`, jwks_uri: `${issuer}/jwks`, id_token_signing_alg_values_supported: ['RS256'], response_types_supported: ['code'], subject_types_supported: ['public'] };
  if (path === '/jwks') return { keys: [{ ...createPublicKey(keys.privateKey.export({ type: 'pkcs8', format: 'pem' })).export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }] };
  if (path === '/userinfo') return codes.get(authorization.replace('Bearer ', ''))?.claims ?? null;
  const grant = codes.get(body.get('code') ?? '');
  // A code is worth nothing without the verifier of whoever began (RFC 7636).
  if (path !== '/token' || !grant || createHash('sha256').update(body.get('code_verifier') ?? '').digest('base64url') !== grant.challenge) return null;
  const now = Math.floor(Date.now() / 1000);
  return { access_token: body.get('code'), token_type: 'Bearer', expires_in: 300, id_token: token({ ...grant.claims, iss: issuer, aud: 'karter', iat: now, exp: now + 300, ...(grant.nonce ? { nonce: grant.nonce } : {}) }) };
};

const served = serveCity();
const cookiesOf = (answer: Answer) => (answer.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]).join('; ');

/** From the button to the page one comes back to; `change` what the provider sends back. */
async function through(claims: Claims, change: (back: URLSearchParams) => void = () => {}): Promise<{ location: string; cookie: string }> {
  const begun = await asking(served)('POST', '/api/auth/sign-in/social', { provider: 'agents', callbackURL: '/compte/connexion?suite=%2Fbureau', errorCallbackURL: '/compte/connexion' });
  expect(begun.status, String(begun.body)).toBe(200);
  const asked = new URL(begun.json<{ url: string }>().url).searchParams;
  expect(asked.get('code_challenge_method')).toBe('S256');
  const code = crypto.randomUUID();
  codes.set(code, { claims, challenge: asked.get('code_challenge')!, nonce: asked.get('nonce') });
  const back = new URLSearchParams({ code, state: asked.get('state')! });
  change(back);
  const { pathname } = new URL(asked.get('redirect_uri')!);
  const answer = await served.get(`${pathname}?${back}`, { headers: { cookie: cookiesOf(begun) } });
  expect(answer.status, String(answer.body)).toBe(302);
  return { location: answer.headers.location!, cookie: cookiesOf(answer) };
}
const meOf = async (cookie: string) => (await asking(served, cookie)('GET', '/api/me')).json<Me>();
const agent = (name: string): Claims => ({ sub: name, email: `${name}@brest.example`, email_verified: true, name: `Agent ${name}` });

it('is offered by name', async () => {
  expect((await meOf('')).providers).toEqual([{ id: 'agents', name: 'Connexion des agents' }]);
});

it('opens an account at the first sign-in, and the same one at the next', async () => {
  const { location, cookie } = await through(agent('lena'));
  expect(location).toMatch(/\/compte\/connexion\?suite=%2Fbureau$/);
  const first = (await meOf(cookie)).person;
  expect(first).toMatchObject({ name: 'Agent lena', email: 'lena@brest.example', verified: true });
  expect((await meOf((await through(agent('lena'))).cookie)).person!.id).toBe(first!.id);
});

it('keeps none of the provider’s tokens', async () => {
  expect(await served.write("select distinct access_token, refresh_token, id_token from karter.credentials where provider_id <> 'credential'")).toEqual([{ access_token: null, refresh_token: null, id_token: null }]);
});

it.each([
  ['a state that was not given', (back: URLSearchParams) => back.set('state', 'x'.repeat(32))],
  ['a code of another', (back: URLSearchParams) => back.set('code', 'inconnu')],
  ['a refusal of the provider', (back: URLSearchParams) => { back.delete('code'); back.set('error', 'access_denied'); }],
])('comes back to the page with the reason and no session: %s', async (_what, change) => {
  const { location, cookie } = await through(agent('yann'), change);
  expect(location).toMatch(/\/compte\/connexion\?.*error=/);
  expect(new URL(location, served.address).host).toMatch(/localhost|127\.0\.0\.1/);
  expect((await meOf(cookie)).person).toBeNull();
});

it('does not lead to another site', async () => {
  for (const callbackURL of ['https://ailleurs.example/', '//ailleurs.example', '/\\ailleurs.example']) {
    expect((await asking(served)('POST', '/api/auth/sign-in/social', { provider: 'agents', callbackURL, errorCallbackURL: '/' })).status, callbackURL).toBe(400);
  }
});

it('does not take over an account whose address the provider has not confirmed', async () => {
  await served.write("insert into karter.people (name, email, email_verified) values ('Résidente', 'soazig@brest.example', true)");
  const { cookie } = await through({ ...agent('soazig'), email_verified: false });
  expect((await meOf(cookie)).person).toBeNull();
});
