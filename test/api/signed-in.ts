// People of a demonstration base, signed in over HTTP: what an API test asks in somebody's name.
import { makeDemoPeople } from '../../server/accounts/demo-people.ts';
import type { Answer, Served } from './serve.ts';

export type Ask = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;

/** Asks as nobody. */
export const asking = (served: Served, cookie = ''): Ask => (method, path, body, headers = {}) => {
  const bytes = body === undefined ? null : Buffer.from(JSON.stringify(body));
  return served.get(path, {
    method,
    // Node announces no length of its own for a DELETE.
    headers: { ...(cookie ? { cookie } : {}), ...(bytes ? { 'content-type': 'application/json', 'content-length': String(bytes.length) } : {}), ...headers },
    ...(bytes ? { body: bytes } : {}),
  });
};

export const makePeople = (served: Served): Promise<number> => makeDemoPeople(served.url, () => {});

/** Signs in by e-mail and password; returns the cookie. */
export async function cookieOf(served: Served, email: string, password = 'karter-demonstration'): Promise<string> {
  const answer = await asking(served)('POST', '/api/auth/sign-in/email', { email, password }, { origin: served.address });
  if (answer.status !== 200) throw new Error(`${email}: ${answer.status} ${String(answer.body)}`);
  return (answer.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]).join('; ');
}

export const signedIn = async (served: Served, email: string, password?: string): Promise<Ask> => asking(served, await cookieOf(served, email, password));
