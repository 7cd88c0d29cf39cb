// Sessions of a committee: convened, opened, voted, closed. Before the closing, no count of votes leaves.
import type Router from '@koa/router';
import { randomBytes } from 'node:crypto';
import type { City } from '../../../geodata/city.ts';
import type { FundSession } from '../../../geodata/contract/fonds.ts';
import { colleges, may, type College } from '../../../geodata/permissions.ts';
import { allow, roleFor, type Person } from '../../accounts/person.ts';
import { query, type PoolClient } from '../../db.ts';
import { conflict, forbidden, notFound, refused } from '../../problem.ts';
import { routesOf, writing, type Desk } from '../../route.ts';
import { smallestPublishedVote } from './ballots.ts';
import { adjourned, countVotes, decide, electionOf, missingColleges, type ByCollege, type Computed, type Examined, type Tally } from './closing.ts';
import { countApart } from './count-thread.ts';
import { explainRefusal } from './refusals.ts';
import { tellAuthor } from './tell-author.ts';

type Public = Omit<FundSession, 'mine' | 'presences'>;
interface Mine { present: boolean; votes: Record<string, string>; conflicts: number[]; ballot: Record<string, number> | null }

/** The college a person sits in, in this quartier. */
export function collegeIn(person: Person | null, quartier: string): College | null {
  return colleges.find((college) => person?.grants.some(({ role, quartier: place }) => role === college && (place === null || place === quartier))) ?? null;
}

export function sessionRoutes(desk: Desk, city: City): Router {
  const { database } = desk;
  const { reader, app } = database;

  async function find(id: string): Promise<Public> {
    const { rows: [session] } = await reader.query<Public>(query('fonds/sessions'), [null, null, Number(id)]);
    if (!session) throw notFound('Cette séance n’existe pas.');
    return session;
  }

  const ballotOpenTo = (person: Person | null, session: Public): boolean => session.electorate === 'habitants' ? person?.quartier === session.quartier : collegeIn(person, session.quartier) !== null;

  async function told(person: Person | null, id: string): Promise<FundSession> {
    const session = await find(id);
    const [{ rows: [presences] }, mine] = await Promise.all([
      reader.query<ByCollege>(query('fonds/presences'), [session.id]),
      person ? app.query<Mine>(query('fonds/session-mine'), [session.id, person.id]).then(({ rows: [row] }) => row!) : null,
    ]);
    const college = collegeIn(person, session.quartier);
    return {
      ...session, presences: presences!,
      mine: {
        college, present: mine?.present ?? false, votes: mine?.votes ?? {}, conflicts: mine?.conflicts ?? [], ballot: mine?.ballot ?? null,
        may_vote: person !== null && person.verified && session.state === 'ouverte' && (session.mode === 'vote' ? college !== null : ballotOpenTo(person, session)),
        may_hold: person !== null && person.verified && may(person.grants, 'session.hold', { quartier: session.quartier, theme: 'fonds' }),
      },
    };
  }

  async function held(person: Person, id: string): Promise<Public> {
    const session = await find(id);
    allow(person, 'session.hold', { quartier: session.quartier, theme: 'fonds' });
    return session;
  }

  /** The session and the college by which the person sits in it. */
  async function seated(person: Person, id: string): Promise<{ session: Public; college: College }> {
    const session = await find(id);
    allow(person, 'session.vote', { quartier: session.quartier });
    return { session, college: collegeIn(person, session.quartier)! };
  }

  const among = (session: Public, project: string): number => {
    if (!session.projects.some(({ id }) => id === Number(project))) throw notFound('Ce projet n’est pas examiné dans cette séance.');
    return Number(project);
  };

  async function compute(client: PoolClient, session: Public, budget: number): Promise<{ quorum: boolean; computed: Computed; more: object }> {
    const projects: Examined[] = session.projects.map(({ id, name, cents }) => ({ id, name: name ?? '', cents }));
    const { rows: [present] } = await client.query<ByCollege>(query('fonds/presences'), [session.id]);
    const missing = session.electorate === 'comite' ? missingColleges(session.quorum, present!) : [];
    if (missing.length > 0) return { quorum: false, computed: adjourned(projects, missing), more: {} };
    if (session.mode === 'vote') {
      const { rows: tallies } = await client.query<Tally>(query('fonds/tallies'), [session.id]);
      const computed = countVotes(projects, tallies, session.weights, budget, session.seed);
      return { quorum: true, computed, more: { tallies, approvals: computed.approvals } };
    }
    const { rows: ballots } = await client.query<{ id: string; points: Record<string, number> }>('select row_number() over (order by random())::text as id, points from karter.session_ballots where session = $1', [session.id]);
    return { quorum: true, computed: await countApart(electionOf(projects, ballots, budget, session.seed), session.rule), more: { ballots: { cast: ballots.length, published: ballots.length >= smallestPublishedVote } } };
  }

  return routesOf(desk, {
    'GET /api/fonds/seances': async ({ query: { year, quartier } }) => (await reader.query<Public>(query('fonds/sessions'), [year ?? null, quartier ?? null, null])).rows.map(({ result: _, ...session }) => session),

    'POST /api/fonds/seances': async ({ person, body, context }) => {
      const { rows: [fund] } = await reader.query<{ quartier: string; demo: boolean }>('select quartier, demo from karter.public_funds where id = $1', [body.fund]);
      if (!fund) throw refused('Ce fonds n’existe pas.', { errors: [{ parameter: 'fund', reason: 'inconnu' }] });
      allow(person, 'session.hold', { quartier: fund.quartier, theme: 'fonds' });
      const id = await writing(database, person, async (client) => {
        const { rows: [session] } = await client.query<{ id: number }>(
          `insert into karter.fund_sessions (fund, held_at, place, mode, electorate, rule, votes_each, quorum, weights, seed, demo) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning id`,
          [body.fund, body.held_at, body.place, body.mode, body.electorate, body.rule, body.votes_each, body.quorum, body.weights, randomBytes(8).toString('hex'), fund.demo]);
        const { rowCount } = await client.query(
          `insert into karter.session_projects (session, project, cents)
           select $1, file.project, least(coalesce(listed.cents, file.asked_cents), file.asked_cents)
           from jsonb_to_recordset($3) as listed(id bigint, cents bigint) join karter.project_files file on file.project = listed.id join karter.projects feature on feature.id = file.project
           where file.fund = $2 and feature.stage in ('recevable', 'ajourne') on conflict do nothing`, [session!.id, body.fund, JSON.stringify(body.projects)]);
        if (rowCount !== new Set(body.projects.map(({ id: project }) => project)).size) throw refused('Une séance examine des projets recevables ou ajournés de son fonds, et eux seuls.', { errors: [{ parameter: 'projects', reason: 'pas recevable, ou d’un autre fonds' }] });
        return session!.id;
      }).catch(explainRefusal);
      context.status = 201;
      return told(person, String(id));
    },

    'GET /api/fonds/seances/{id}': ({ person, params }) => told(person, params.id),

    'POST /api/fonds/seances/{id}/ouverture': async ({ person, params }) => {
      const session = await held(person, params.id);
      await writing(database, person, (client) => client.query('select karter.open_session($1, $2, $3)', [session.id, person.id, roleFor(person, 'session.hold', { quartier: session.quartier, theme: 'fonds' })])).catch(explainRefusal);
      return told(person, params.id);
    },

    'PUT /api/fonds/seances/{id}/presence': async ({ person, params }) => {
      const { session, college } = await seated(person, params.id);
      if (!['prevue', 'ouverte'].includes(session.state)) throw conflict('Cette séance est finie.');
      await writing(database, person, (client) => client.query('insert into karter.session_presences (session, person, college) values ($1, $2, $3) on conflict do nothing', [session.id, person.id, college]));
      return told(person, params.id);
    },

    'PUT /api/fonds/seances/{id}/conflits/{project}': async ({ person, params }) => {
      const { session } = await seated(person, params.id);
      const project = among(session, params.project);
      if (!['prevue', 'ouverte'].includes(session.state)) throw conflict('Cette séance est finie.');
      await writing(database, person, async (client) => {
        await client.query('insert into karter.session_conflicts (session, project, person) values ($1, $2, $3) on conflict do nothing', [session.id, project, person.id]);
        // Who declares a conflict does not vote on it, even if they had.
        await client.query('delete from karter.session_votes where session = $1 and project = $2 and person = $3', [session.id, project, person.id]);
      });
      return told(person, params.id);
    },

    'PUT /api/fonds/seances/{id}/votes/{project}': async ({ person, params, body }) => {
      const { session, college } = await seated(person, params.id);
      const project = among(session, params.project);
      if (session.mode !== 'vote') throw conflict('Cette séance vote par bulletins.');
      await writing(database, person, async (client) => {
        await client.query('select karter.check_open($1)', [session.id]);
        const { rowCount: present } = await client.query('select from karter.session_presences where session = $1 and person = $2', [session.id, person.id]);
        if (present === 0) throw refused('Émargez d’abord : le quorum se compte sur les présents.');
        const { rowCount: apart } = await client.query(
          `select from karter.session_conflicts where session = $1 and project = $2 and person = $3
           union all select from karter.project_files where project = $2 and author = $3`, [session.id, project, person.id]);
        if (apart !== 0) throw forbidden('Vous avez un intérêt dans ce projet : vous ne votez pas sur lui.');
        await client.query(`insert into karter.session_votes (session, project, person, college, choice) values ($1, $2, $3, $4, $5)
          on conflict (session, project, person) do update set choice = excluded.choice, at = now()`, [session.id, project, person.id, college, body.choice]);
      }).catch(explainRefusal);
      return told(person, params.id);
    },

    'PUT /api/fonds/seances/{id}/bulletin': async ({ person, params, body }) => {
      const session = await find(params.id);
      if (session.mode !== 'bulletins') throw conflict('Cette séance vote projet par projet.');
      if (!ballotOpenTo(person, session)) throw forbidden(session.electorate === 'habitants' ? 'Seuls les habitants du quartier votent : déclarez votre quartier dans « Mon compte ».' : 'Seuls les membres du comité de ce quartier votent.');
      const given = Object.entries(body.points);
      const unknown = given.find(([project]) => !session.projects.some(({ id }) => id === Number(project)));
      if (unknown) throw refused('Un bulletin ne porte que sur les projets de la séance.', { errors: [{ parameter: 'points', reason: `projet ${unknown[0]} inconnu ici` }] });
      const total = given.reduce((sum, [, points]) => sum + points, 0);
      if (total > session.votes_each) throw refused(`Vous avez ${session.votes_each} voix à répartir, et ce bulletin en compte ${total}.`, { errors: [{ parameter: 'points', reason: 'trop de voix' }] });
      await writing(database, person, async (client) => {
        await client.query('select karter.check_open($1)', [session.id]);
        const { rows: apart } = await client.query<{ project: number }>(
          `select project from karter.session_conflicts where session = $1 and person = $2
           union select listed.project from karter.session_projects listed join karter.project_files file using (project) where listed.session = $1 and file.author = $2 and $3`, [session.id, person.id, session.electorate === 'comite']);
        if (apart.some(({ project }) => String(project) in body.points)) throw forbidden('Vous avez un intérêt dans l’un de ces projets : vous ne votez pas pour lui.');
        await client.query(`insert into karter.session_ballots (session, person, points) values ($1, $2, $3) on conflict (session, person) do update set points = excluded.points, at = now()`, [session.id, person.id, body.points]);
      }).catch(explainRefusal);
      return told(person, params.id);
    },

    'POST /api/fonds/seances/{id}/annulation': async ({ person, params, body }) => {
      const session = await held(person, params.id);
      await writing(database, person, (client) => client.query('select karter.cancel_session($1, $2, $3, $4)', [session.id, person.id, roleFor(person, 'session.hold', { quartier: session.quartier, theme: 'fonds' }), body.reason])).catch(explainRefusal);
      return told(person, params.id);
    },

    'POST /api/fonds/seances/{id}/cloture': async ({ person, params, body }) => {
      const session = await held(person, params.id);
      for (const { project } of body.deviations) among(session, String(project));
      await writing(database, person, async (client) => {
        const { rows: [locked] } = await client.query<{ budget: number }>('select karter.lock_session($1) as budget', [session.id]);
        const { quorum, computed, more } = await compute(client, session, locked!.budget);
        if (!quorum && body.deviations.length > 0) throw refused('Sans quorum, le comité ne décide rien : les projets sont ajournés.');
        const decided = decide(computed.outcomes, body.deviations, session.projects.map(({ id, name, cents }) => ({ id, name: name ?? '', cents })), body.reason ?? null);
        const result = { quorum, computed: computed.outcomes, decided, sentences: computed.sentences, ...more };
        await client.query('select karter.close_session($1, $2, $3, $4, $5, $6, $7)', [
          session.id, locked!.budget, JSON.stringify(decided), JSON.stringify(result), body.deviations.length > 0 ? body.reason : null, person.id, roleFor(person, 'session.hold', { quartier: session.quartier, theme: 'fonds' })]);
        for (const { project, to, reason, cents } of decided) await tellAuthor(client, city, project, { to, reason, cents });
      }).catch(explainRefusal);
      return told(person, params.id);
    },
  });
}
