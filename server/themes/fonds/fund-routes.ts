// Funds and their envelopes, drafts and filing.
import type Router from '@koa/router';
import type { DraftContent, Fund, FundProject } from '../../../geodata/contract/fonds.ts';
import type { City } from '../../../geodata/city.ts';
import { allow } from '../../accounts/person.ts';
import { query } from '../../db.ts';
import { notFound, refused } from '../../problem.ts';
import { today, type Quartiers } from '../../quartiers.ts';
import { routesOf, writing, type Desk } from '../../route.ts';
import { explainRefusal } from './refusals.ts';
import { shareYear } from './share-year.ts';

interface Draft { id: string; content: DraftContent; updated_at: string }

const mostDrafts = 20;

export function fundRoutes(desk: Desk, city: City, quartiers: Quartiers): Router {
  const { database } = desk;
  const { reader, app } = database;
  const funds = async (year: number | null, quartier: string | null) => (await reader.query<Fund>(query('fonds/funds'), [year, quartier])).rows;

  return routesOf(desk, {
    'GET /api/fonds': ({ query: { year, quartier } }) => funds(year ?? null, quartier ?? null),

    'PUT /api/fonds/annees/{year}': async ({ person, params: { year }, body }) => {
      allow(person, 'fund.configure', { theme: 'fonds' });
      const names = await quartiers.names();
      const unknown = Object.keys(body.inhabitants ?? {}).filter((slug) => !names.has(slug));
      if (unknown.length > 0) throw refused(`Quartier inconnu : ${unknown.join(', ')}.`, { errors: [{ parameter: 'inhabitants', reason: 'quartier inconnu' }] });
      await writing(database, person, async (client) => {
        await client.query(
          `insert into karter.fund_years (year, total_cents, equal_share, population_source) values ($1, $2, $3, $4)
           on conflict (year) do update set total_cents = excluded.total_cents, equal_share = excluded.equal_share, population_source = excluded.population_source`,
          [year, body.total_cents, body.equal_share, body.population_source]);
        await client.query(
          `insert into karter.funds (year, quartier, inhabitants, envelope_cents, filing_until)
           select $1, slug, coalesce(($2::jsonb ->> slug)::integer, 0), 0, $3 from karter.quartiers
           on conflict (year, quartier) do update set inhabitants = coalesce(($2::jsonb ->> funds.quartier)::integer, funds.inhabitants), filing_until = excluded.filing_until`,
          [year, JSON.stringify(body.inhabitants ?? {}), body.filing_until ?? null]);
        await shareYear(client, year);
      }).catch(explainRefusal);
      return funds(year, null);
    },

    'GET /api/fonds/projets': async ({ query: { year, quartier, stage, mine }, person }) => {
      const among = mine ? (await app.query<{ project: number }>('select project from karter.project_files where author = $1', [person?.id ?? null])).rows.map(({ project }) => project) : null;
      return (await reader.query<FundProject>(query('fonds/projects'), [year ?? null, quartier ?? null, stage ?? null, among])).rows;
    },

    'GET /api/fonds/projets/semblables': async ({ query: { q, lon, lat } }) =>
      (await reader.query<FundProject & { metres: number | null }>(query('fonds/similar'), [q ?? null, lon ?? null, lat ?? null])).rows,

    'GET /api/fonds/quartier': async ({ query: { lon, lat } }) => {
      const { rows: [row] } = await reader.query<{ quartier: string | null }>('select karter.quartier_of($1, $2) as quartier', [lon, lat]);
      const year = Number(today(city).slice(0, 4));
      const open = row!.quartier ? (await funds(null, row!.quartier)).filter((fund) => fund.year >= year).at(-1) : undefined;
      return { quartier: row!.quartier, fund: open ?? null };
    },

    'GET /api/fonds/brouillons': async ({ person }) => (await app.query<Draft>('select id, content, updated_at from karter.project_drafts where author = $1 order by updated_at desc', [person.id])).rows,

    'PUT /api/fonds/brouillons/{id}': async ({ person, params, body }) => writing(database, person, async (client) => {
      const { rows: [filed] } = await client.query('select from karter.project_files where submission = $1', [params.id]);
      if (filed) throw refused('Ce projet est déjà déposé.');
      const { rows: [foreign] } = await client.query('select from karter.project_drafts where id = $1 and author <> $2', [params.id, person.id]);
      if (foreign) throw notFound('Ce brouillon n’existe pas, ou n’est pas le vôtre.');
      const { rows: [row] } = await client.query<{ updated_at: string }>(
        `insert into karter.project_drafts (id, author, content) select $1, $2, $3 where (select count(*) from karter.project_drafts where author = $2 and id <> $1) < $4
         on conflict (id) do update set content = excluded.content, updated_at = now() where project_drafts.author = excluded.author
         returning updated_at`, [params.id, person.id, JSON.stringify(body), mostDrafts]);
      if (!row) throw refused(`Vous avez déjà ${mostDrafts} brouillons : jetez-en un, ou déposez-le.`);
      return row;
    }),

    'DELETE /api/fonds/brouillons/{id}': async ({ person, params }) => {
      const { rowCount } = await writing(database, person, (client) => client.query('delete from karter.project_drafts where id = $1 and author = $2', [params.id, person.id]));
      if (rowCount === 0) throw notFound('Ce brouillon n’existe pas, ou n’est pas le vôtre.');
      return { done: true as const };
    },

    'POST /api/fonds/brouillons/{id}/depot': async ({ person, params, body, context }) => {
      const id = await writing(database, person, async (client) => {
        if (body.carrier === 'association') {
          const { rowCount } = await client.query('select from karter.memberships member join karter.organisations organisation on organisation.id = member.organisation where member.organisation = $1 and member.person = $2 and kind = $3', [body.organisation, person.id, 'association']);
          if (rowCount === 0) throw refused('Vous n’êtes pas membre de cette association.', { errors: [{ parameter: 'organisation', reason: 'pas la vôtre' }] });
        }
        const { rows: [row] } = await client.query<{ id: number }>('select karter.file_project($1, $2, $3, $4) as id',
          [person.id, params.id, JSON.stringify({ ...body, organisation: body.carrier === 'association' ? body.organisation : null }), today(city)]);
        return row!.id;
      }).catch(explainRefusal);
      context.status = 201;
      return { id, url: `/lieux/projects/${id}` };
    },
  });
}
