// Organisations and their members: whoever enters one manages it.
import type Router from '@koa/router';
import type { z } from 'zod';
import type { Organisation, OrganisationBody } from '../../geodata/contract/people.ts';
import { allow, type Person } from '../accounts/person.ts';
import { DatabaseError, query, sqlState } from '../db.ts';
import { conflict, notFound, refused } from '../problem.ts';
import { routesOf, writing, type Desk } from '../route.ts';

type Body = z.infer<typeof OrganisationBody>;

/** A number that another organisation already has. */
function taken(error: unknown): never {
  if (error instanceof DatabaseError && error.code === sqlState.uniqueViolation) {
    const parameter = /siret/.test(error.constraint ?? '') ? 'siret' : 'rna';
    throw conflict('Une organisation est déjà inscrite sous ce numéro : demandez à l’un de ses membres de vous y ajouter.', { errors: [{ parameter, reason: 'déjà inscrit' }] });
  }
  throw error;
}

export function organisationRoutes(desk: Desk): Router {
  const { database } = desk;
  const read = async (person: Person, id: number | null) => (await database.app.query<Organisation>(query('people/organisations'), [person.id, id])).rows;
  const values = ({ name, kind, rna, siret }: Body) => [name, kind, rna || null, siret || null];

  /** The organisation, where the person may change it. */
  async function managed(person: Person, id: string): Promise<Organisation> {
    const [organisation] = await read(person, Number(id));
    if (!organisation) throw notFound();
    allow(person, 'organisation.manage', { own: organisation.manages });
    return organisation;
  }

  return routesOf(desk, {
    'GET /api/organisations': ({ person }) => read(person, null),

    'POST /api/organisations': async ({ person, body, context }) => {
      const id = await writing(database, person, async (client) => {
        const { rows: [row] } = await client.query<{ id: number }>('insert into karter.organisations (name, kind, rna, siret) values ($1, $2, $3, $4) returning id', values(body));
        await client.query('insert into karter.memberships (organisation, person, manages) values ($1, $2, true)', [row!.id, person.id]);
        return row!.id;
      }).catch(taken);
      context.status = 201;
      return (await read(person, id))[0]!;
    },

    'PUT /api/organisations/{id}': async ({ person, params, body }) => {
      const { id } = await managed(person, params.id);
      await writing(database, person, (client) => client.query('update karter.organisations set name = $2, kind = $3, rna = $4, siret = $5 where id = $1', [id, ...values(body)])).catch(taken);
      return (await read(person, id))[0]!;
    },

    'POST /api/organisations/{id}/members': async ({ person, params, body }) => {
      const { id } = await managed(person, params.id);
      const added = await writing(database, person, (client) => client.query(
        `insert into karter.memberships (organisation, person, manages) select $1, id, $3 from karter.people where email = lower($2) and email_verified
         on conflict (organisation, person) do update set manages = excluded.manages`, [id, body.email, body.manages ?? false]));
      // Whether an address has an account is told to nobody: the same sentence for both.
      if (added.rowCount === 0) throw refused('Aucun compte confirmé ne peut être ajouté sous cette adresse. La personne doit d’abord ouvrir son compte.', { errors: [{ parameter: 'email', reason: 'pas de compte confirmé' }] });
      return (await read(person, id))[0]!;
    },

    'DELETE /api/organisations/{id}/members/{person}': async ({ person, params }) => {
      const { id, members } = await managed(person, params.id);
      if (members.filter(({ manages, id: member }) => manages && member !== params.person).length === 0) throw refused('Il faut qu’un membre au moins gère l’organisation.');
      await writing(database, person, (client) => client.query('delete from karter.memberships where organisation = $1 and person = $2', [id, params.person]));
      return (await read(person, id))[0]!;
    },
  });
}
