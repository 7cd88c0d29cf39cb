// Accounts, organisations, grants, the record.
import { randomUUID } from 'node:crypto';
import type { peopleContract } from '../../../geodata/contract/people.ts';
import type { Asked, Case, Cases } from './cases.ts';
import type { Actor, World } from './world.ts';

const simple = (path: string, body?: unknown): Cases => ({ tous: () => ({ path, ...(body === undefined ? {} : { body }) }) });

/** A session that nobody uses, the actor's or another's. */
const session = (whose: (world: World, actor: Actor) => string): Case => async (world, actor) => {
  const owner = actor === 'nul' ? world.stranger : whose(world, actor);
  return { path: `/api/me/sessions/${await world.one<string>("insert into karter.sign_ins (person, token, expires_at) values ($1, $2, now() + interval '1 day') returning id", [owner, randomUUID()])}` };
};

type Belonging = 'gérée' | 'membre' | 'autre';
/** An organisation that the actor manages, belongs to, or has nothing to do with; the stranger manages it too. */
async function organisation({ one, stranger, person }: World, actor: Actor, belonging: Belonging): Promise<number> {
  const id = await one('insert into karter.organisations (name, kind) values ($1, $2) returning id', [`Organisation ${randomUUID()}`, 'association']);
  await one('insert into karter.memberships (organisation, person, manages) values ($1, $2, true) returning 1', [id, stranger]);
  if (actor !== 'nul' && belonging !== 'autre') await one('insert into karter.memberships (organisation, person, manages) values ($1, $2, $3) returning 1', [id, person[actor], belonging === 'gérée']);
  return id;
}
const organisations = (ask: (id: number, world: World) => Asked): Cases => Object.fromEntries((['gérée', 'membre', 'autre'] as const).map((belonging): [string, Case] => [belonging, async (world, actor) => ask(await organisation(world, actor, belonging), world)]));

export const peopleCases: Record<keyof typeof peopleContract, Cases> = {
  'GET /api/me': simple('/api/me'),
  'PATCH /api/me': simple('/api/me', { name: 'Toujours le même nom' }),
  'GET /api/me/export': simple('/api/me/export'),
  // With a wrong password, so that nobody leaves.
  'DELETE /api/me': simple('/api/me', { password: 'pas le bon' }),
  'GET /api/me/sessions': simple('/api/me/sessions'),
  'DELETE /api/me/sessions': simple('/api/me/sessions'),
  'DELETE /api/me/sessions/{id}': { sienne: session(({ person }, actor) => person[actor]), autre: session(({ stranger }) => stranger) },

  'GET /api/organisations': simple('/api/organisations'),
  'POST /api/organisations': simple('/api/organisations', { name: 'Une de plus', kind: 'association' }),
  'PUT /api/organisations/{id}': organisations((id) => ({ path: `/api/organisations/${id}`, body: { name: 'Corrigée', kind: 'association' } })),
  'POST /api/organisations/{id}/members': organisations((id) => ({ path: `/api/organisations/${id}/members`, body: { email: 'personne-autre@matrice.example' } })),
  'DELETE /api/organisations/{id}/members/{person}': organisations((id, { stranger }) => ({ path: `/api/organisations/${id}/members/${stranger}` })),

  'GET /api/people': simple('/api/people?q=personne'),
  'POST /api/grants': { tous: ({ stranger }) => ({ path: '/api/grants', body: { person: stranger, role: 'planner' } }) },
  'DELETE /api/grants/{id}': { tous: async ({ one, stranger }) => ({ path: `/api/grants/${await one('insert into karter.grants (person, role) values ($1, $2) returning id', [stranger, 'planner'])}` }) },
  'GET /api/audit': simple('/api/audit?limit=1'),
};
