// What administrators do: find an account, give and end roles, read the record.
import type Router from '@koa/router';
import type { AuditRow, GrantRow } from '../../geodata/contract/people.ts';
import { DatabaseError, query, sqlState } from '../db.ts';
import { notFound, refused } from '../problem.ts';
import { routesOf, writing, type Desk } from '../route.ts';

interface FoundPerson { id: string; name: string; email: string; verified: boolean; grants: GrantRow[] }

const mostRows = 100;

export function administrationRoutes(desk: Desk): Router {
  const { database } = desk;
  const { app } = database;
  return routesOf(desk, {
    'GET /api/people': async ({ query: { q = '' } }) => (await app.query<FoundPerson>(query('people/find'), [q])).rows,

    'POST /api/grants': async ({ person, body, context }) => {
      const grant = await writing(database, person, async (client) => {
        const { rows: [row] } = await client.query<GrantRow>(query('people/grant'),
          [body.person, body.role, body.quartier ?? null, body.theme ?? null, body.organisation ?? null, body.valid_from ?? null, body.valid_to ?? null, person.id]);
        return row!;
      }).catch((error: unknown) => {
        if (error instanceof DatabaseError && error.code?.startsWith(sqlState.integrityViolation)) throw refused('Cette personne, cette organisation ou ces dates ne conviennent pas.');
        throw error;
      });
      context.status = 201;
      return grant;
    },

    'DELETE /api/grants/{id}': async ({ person, params }) => {
      const { rowCount } = await writing(database, person, (client) => client.query(
        'update karter.grants set valid_to = greatest(valid_from, now()) where id = $1 and (valid_to is null or valid_to > now())', [params.id]));
      if (rowCount === 0) throw notFound('Ce rôle n’existe pas ou a déjà pris fin.');
      return { done: true as const };
    },

    'GET /api/audit': async ({ query: { object, key, person, before, limit = 50 } }) => {
      const most = Math.min(Math.max(limit, 1), mostRows);
      const { rows } = await app.query<AuditRow>(query('people/audit'), [object ?? null, key ?? null, person ?? null, before ?? null, most]);
      return { rows, next: rows.length === most ? rows.at(-1)!.seq : null };
    },
  });
}
