// One's account: who I am, what I may do, my data, my leaving.
import { fromNodeHeaders } from 'better-auth/node';
import type Router from '@koa/router';
import type { Me, SessionRow } from '../../geodata/contract/people.ts';
import { query } from '../db.ts';
import { personOf, type Person } from '../accounts/person.ts';
import { notFound, refused } from '../problem.ts';
import { routesOf, writing, type Desk } from '../route.ts';
import { settings } from '../settings.ts';
import type { Quartiers } from '../quartiers.ts';

interface OrganisationRow { id: number; name: string; manages: boolean }

export function peopleRoutes(desk: Desk, quartiers: Quartiers): Router {
  const { auth, database } = desk;
  const { app } = database;

  async function me(person: Person | null): Promise<Me> {
    const { rows: organisations } = person ? await app.query<OrganisationRow>(query('people/organisations'), [person.id, null]) : { rows: [] };
    return {
      person: person && { id: person.id, name: person.name, email: person.email, verified: person.verified, quartier: person.quartier, demo: person.demo },
      grants: person?.grants ?? [],
      organisations: organisations.map(({ id, name, manages }) => ({ id, name, manages })),
      providers: settings.providers.map(({ id, name }) => ({ id, name })),
    };
  }

  return routesOf(desk, {
    'GET /api/me': ({ person }) => me(person),

    'PATCH /api/me': async ({ person, body, context }) => {
      if (body.quartier && !(await quartiers.names()).has(body.quartier)) throw refused('Ce quartier n’existe pas.', { errors: [{ parameter: 'quartier', reason: 'inconnu' }] });
      await writing(database, person, (client) => client.query(
        `update karter.people set name = coalesce($2, name), quartier = case when $3 then $4 else quartier end,
           residence_declared_at = case when not $3 then residence_declared_at when $4::text is not null then now() end, updated_at = now()
         where id = $1`, [person.id, body.name ?? null, body.quartier !== undefined, body.quartier ?? null]));
      return me(await personOf(context, auth, app));
    },

    'GET /api/me/export': async ({ person, context }) => {
      const { rows: [row] } = await app.query<{ held: object }>(query('people/export'), [person.id]);
      context.set('Content-Disposition', 'attachment; filename="mes-donnees-karter.json"');
      return row!.held;
    },

    'GET /api/me/sessions': async ({ person }) => (await app.query<SessionRow>(query('people/sessions'), [person.id, person.session])).rows,

    'DELETE /api/me/sessions': async ({ person }) => {
      await app.query('delete from karter.sign_ins where person = $1 and id <> $2', [person.id, person.session]);
      return { done: true as const };
    },

    'DELETE /api/me/sessions/{id}': async ({ person, params }) => {
      const { rowCount } = await app.query('delete from karter.sign_ins where person = $1 and id = $2', [person.id, params.id]);
      if (rowCount === 0) throw notFound('Cette session est déjà fermée.');
      return { done: true as const };
    },

    'DELETE /api/me': async ({ person, body, context }) => {
      const { rows: [row] } = await app.query<{ has: boolean }>("select exists (select from karter.credentials where person = $1 and provider_id = 'credential') as has", [person.id]);
      if (row!.has) {
        const known = await auth.api.verifyPassword({ body: { password: body.password ?? '' }, headers: fromNodeHeaders(context.req.headers) }).then(({ status }) => status, () => false);
        if (!known) throw refused('Ce n’est pas votre mot de passe : rien n’a été effacé.', { errors: [{ parameter: 'password', reason: 'mot de passe incorrect' }] });
      }
      await writing(database, person, (client) => client.query('select karter.erase_person($1)', [person.id]));
      await auth.api.signOut({ headers: fromNodeHeaders(context.req.headers) }).catch(() => {});
      for (const name of context.get('cookie').split(/; */).map((pair) => pair.split('=')[0]!).filter((name) => name.includes('karter.'))) context.append('Set-Cookie', `${name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${name.startsWith('__Host-') ? '; Secure' : ''}`);
      return { done: true as const };
    },
  });
}
