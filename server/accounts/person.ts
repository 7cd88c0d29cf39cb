// The person behind a request: their session, their grants, and whether these allow what is asked.
import { fromNodeHeaders } from 'better-auth/node';
import type { Context } from 'koa';
import { grantsFor, may, type Action, type Grant, type Subject } from '../../geodata/permissions.ts';
import type { GrantRow } from '../../geodata/contract/people.ts';
import { query, type Pool } from '../db.ts';
import { forbidden, unauthorized } from '../problem.ts';
import type { Auth } from './auth.ts';

export interface Person {
  id: string;
  name: string;
  email: string;
  verified: boolean;
  quartier: string | null;
  demo: boolean;
  /** The session that asks. */
  session: string;
  /** In force now; everyone whose address is confirmed is a resident. */
  grants: GrantRow[];
}

interface PersonRow extends Omit<Person, 'grants' | 'session'> { grants: GrantRow[] }

const resident: GrantRow = { id: 0, role: 'resident', quartier: null, theme: null, organisation: null, organisation_name: null, valid_from: '', valid_to: null };

/** Reads the session's person; null when signed out. */
export async function personOf(context: Context, auth: Auth, app: Pool): Promise<Person | null> {
  const cookies = context.get('cookie');
  if (!cookies.includes('session_token')) return null;
  const session = await auth.api.getSession({ headers: fromNodeHeaders(context.req.headers), query: { disableCookieCache: true } });
  if (!session) return null;
  const { rows: [row] } = await app.query<PersonRow>({ name: 'person', text: query('person'), values: [session.user.id] });
  return row ? { ...row, session: session.session.id, grants: row.verified ? [resident, ...row.grants] : [] } : null;
}

/** Raises 401 when signed out, 403 when none of the person's grants allows this. */
export function allow(person: Person | null, action: Action, subject: Subject): asserts person is Person {
  if (!person) throw unauthorized();
  if (!person.verified) throw forbidden('Confirmez d’abord votre adresse : un message vous a été envoyé.');
  if (!may(person.grants, action, subject)) throw forbidden();
}

/** In which role the person does this: the first that allows it. */
export function roleFor(person: Person, action: Action, subject: Subject): Grant['role'] {
  return grantsFor(person.grants, action, subject)[0]!.role;
}
