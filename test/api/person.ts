// People of a test, made in the base and signed in by a cookie as the server would give: no password to hash fifty times.
import { createHmac, randomUUID } from 'node:crypto';
import type { Answer, Served } from './serve.ts';

export interface Actor {
  id: string;
  email: string;
  cookie: string;
  /** JSON, or bytes with their own content type. */
  send: (method: string, path: string, body?: object | Buffer, headers?: Record<string, string>) => Promise<Answer>;
}

/** The secret that serve.ts gives to the application. */
const secret = 'x'.repeat(32);

interface Wish { email?: string; quartier?: string | null; verified?: boolean; roles?: { role: string; quartier?: string | null; theme?: string | null; organisation?: number | null }[] }

/** Makes a person with these roles, signed in. */
export async function makePerson(served: Pick<Served, 'get' | 'write'>, { email = `${randomUUID()}@exemple.fr`, quartier = null, verified = true, roles = [] }: Wish = {}): Promise<Actor> {
  const token = randomUUID();
  const [made] = await served.write(
    `with person as (insert into karter.people (name, email, email_verified, quartier) values ('Personne d’essai', $1, $2, $3) returning id),
       sign_in as (insert into karter.sign_ins (person, token, expires_at) select id, $4, now() + interval '1 day' from person),
       held as (insert into karter.grants (person, role, quartier, theme, organisation, valid_from) select person.id, role, given.quartier, theme, organisation, now() - interval '1 day' from person, jsonb_to_recordset($5) as given(role text, quartier text, theme text, organisation bigint))
     select id from person`, [email, verified, quartier, token, JSON.stringify(roles)]);
  const cookie = `karter.session_token=${encodeURIComponent(`${token}.${createHmac('sha256', secret).update(token).digest('base64')}`)}`;
  return {
    id: made!.id as string, email, cookie,
    send: (method, path, body, headers = {}) => {
      const bytes = body === undefined ? undefined : Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
      return served.get(path, { method, headers: { cookie, ...(bytes ? { 'content-type': 'application/json', 'content-length': String(bytes.length) } : {}), ...headers }, ...(bytes ? { body: bytes } : {}) });
    },
  };
}
