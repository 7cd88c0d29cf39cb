// Who asks in the matrix, and what they ask about: one of each here and elsewhere, made once for all requests.
import type { Client } from '../../../server/db.ts';
import { directClient } from '../../../server/db.ts';
import type { Served } from '../serve.ts';
import { asking, cookieOf, type Ask } from '../signed-in.ts';

export const here = 'bellevue';
export const elsewhere = 'europe';
/** Points well inside the two quartiers; found in the data, so that borders may move. */
export type Place = 'here' | 'elsewhere';

/**
 * The columns, in the order of the table. Every role is tried; those that a quartier or a theme bounds hold it here (`bellevue`) or in the theme named.
 * An actor is [role, quartier, theme] or no role at all.
 */
export const actors = {
  nul: 'signed out', non: 'unverified', hab: 'resident', ass: 'association', mai: 'maire', con: 'conseiller', cit: 'citoyen', urb: 'planner', emp: 'employment_agent', ent: 'company',
  fou: 'supplier', épi: 'epicerie', jar: 'garden_manager', mof: 'moderator of fonds', moj: 'moderator of jardins', edf: 'editor of fonds', edj: 'editor of jardins', eji: 'editor of jardins here', adm: 'administrator',
} as const;
export type Actor = keyof typeof actors;
export const actorIds = Object.keys(actors) as Actor[];

const grants: Partial<Record<Actor, [role: string, quartier: string | null, theme: string | null]>> = {
  ass: ['association', null, null], mai: ['maire', here, null], con: ['conseiller', here, null], cit: ['citoyen', here, null], urb: ['planner', null, null], emp: ['employment_agent', null, null],
  ent: ['company', null, null], fou: ['supplier', null, null], épi: ['epicerie', null, null], jar: ['garden_manager', null, null], mof: ['moderator', null, 'fonds'], moj: ['moderator', null, 'jardins'],
  edf: ['editor', null, 'fonds'], edj: ['editor', null, 'jardins'], eji: ['editor', here, 'jardins'], adm: ['administrator', null, null],
};
export const grantedRoles = [...new Set(Object.values(grants).map(([role]) => role))];

export interface World {
  served: Served;
  /** As the database's owner: what no route would let a test make. */
  owner: Client;
  asks: Record<Actor, Ask>;
  /** The cookie each is signed in by. */
  cookies: Record<Actor, string>;
  /** Of nobody: the signed-out actor stands for an id that no one has. */
  person: Record<Actor, string>;
  /** Somebody who is no column: whose things are foreign to everyone. */
  stranger: string;
  points: Record<Place, { lon: number; lat: number }>;
  projects: Record<Place, number>;
  funds: Record<Place, number>;
  /** Runs a statement as the owner and gives the first row's first column. */
  one: <Value = number>(text: string, values?: unknown[]) => Promise<Value>;
  close: () => Promise<void>;
}

const password = 'un mot de passe pour essayer';
const year = 2041;

async function makePerson(one: World['one'], hash: string, name: string): Promise<string> {
  const id = await one<string>('insert into karter.people (name, email, email_verified, quartier) values ($1, $2, true, $3) returning id', [name, `${name}@matrice.example`, here]);
  await one('insert into karter.credentials (person, account_id, provider_id, password) values ($1::uuid, $1::text, $3, $2) returning 1', [id, hash, 'credential']);
  return id;
}

export async function makeWorld(served: Served): Promise<World> {
  const { hashPassword } = await import('better-auth/crypto');
  const owner = directClient(served.url);
  await owner.connect();
  const one: World['one'] = async (text, values = []) => Object.values((await owner.query<Record<string, unknown>>(text, values)).rows[0] ?? {})[0] as never;
  await owner.query('set search_path = karter, public');
  const hash = await hashPassword(password);
  const person = {} as World['person'];
  const asks = {} as World['asks'];
  const cookies = {} as World['cookies'];
  for (const [rank, actor] of actorIds.entries()) {
    person[actor] = '00000000-0000-4000-8000-000000000000';
    cookies[actor] = '';
    asks[actor] = asking(served);
    if (actor === 'nul') continue;
    const name = `personne-${rank}`;
    person[actor] = await makePerson(one, hash, name);
    const grant = grants[actor];
    if (grant) await one('insert into karter.grants (person, role, quartier, theme) values ($1, $2, $3, $4) returning 1', [person[actor], ...grant]);
    cookies[actor] = await cookieOf(served, `${name}@matrice.example`, password);
    asks[actor] = asking(served, cookies[actor]);
    if (actor === 'non') await one('update karter.people set email_verified = false where id = $1 returning 1', [person[actor]]);
  }
  const stranger = await makePerson(one, hash, 'personne-autre');
  const pointIn = async (slug: string) => {
    const { rows: [row] } = await owner.query<{ lon: number; lat: number }>('select ST_X(p) as lon, ST_Y(p) as lat from (select ST_Transform(ST_PointOnSurface(geom), 4326) as p from karter.quartiers where slug = $1) q', [slug]);
    return row!;
  };
  const points = { here: await pointIn(here), elsewhere: await pointIn(elsewhere) };

  // A fund in each quartier and a project filed in two of them, through the routes themselves.
  const must = async (actor: Actor, method: string, path: string, body: unknown): Promise<Record<string, unknown>> => {
    const answer = await asks[actor](method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${String(answer.body)}`);
    return answer.json();
  };
  await must('edf', 'PUT', `/api/fonds/annees/${year}`, { total_cents: 7_000_000, equal_share: 1, population_source: 'essai', filing_until: `${year}-12-31`, inhabitants: {} });
  const file = async (place: Place) => {
    const draft = crypto.randomUUID();
    await must('ass', 'PUT', `/api/fonds/brouillons/${draft}`, { title: 'Un banc' });
    const { id } = await must('ass', 'POST', `/api/fonds/brouillons/${draft}/depot`, {
      title: `Un banc à l’ombre, ${place}`, description: 'Un banc pour se reposer en montant la rue.', ...points[place], asked_cents: 50_000, lines: [{ label: 'Un banc', cents: 50_000 }], carrier: 'personne' });
    return Number(id);
  };
  const projects = { here: await file('here'), elsewhere: await file('elsewhere') };
  const fundOfProject = (project: number) => one('select fund from karter.project_files where project = $1', [project]);
  return { served, owner, asks, cookies, person, stranger, points, projects, funds: { here: await fundOfProject(projects.here), elsewhere: await fundOfProject(projects.elsewhere) }, one, close: () => owner.end() };
}
