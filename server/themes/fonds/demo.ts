// The demonstration of the funds: in each quartier a closed year, counted by equal shares from published ballots, and a running one.
// Seeded: the same base gives the same votes. Only over projects that ship as demonstration, and only where no fund exists yet.
import { createHash } from 'node:crypto';
import type { City } from '../../../geodata/city.ts';
import { directClient, type Client } from '../../db.ts';
import { countBallots, electionOf, type Examined } from './closing.ts';
import { shareYear } from './share-year.ts';

interface Project { id: number; name: string; quartier: string; year: number; stage: string; asked: number; rank: number }
interface Fund { id: number; year: number; quartier: string; envelope_cents: number }

const equalShare = 0.5;
const totals: Record<'closed' | 'running', number> = { closed: 245_000_00, running: 280_000_00 };
const votesEach = 3;

/** A number from 0 to 1 that a name always gives. */
function chance(...name: (string | number)[]): number {
  return createHash('sha256').update(name.join('/')).digest().readUInt32BE(0) / 2 ** 32;
}

/** Ballots in which some projects please more than others, so that there is something to decide. */
function ballotsOf(quartier: string, projects: readonly Examined[]): { id: string; points: Record<string, number> }[] {
  const voters = 45 + Math.floor(chance(quartier, 'voters') * 60);
  return Array.from({ length: voters }, (_, voter) => {
    const liked = projects.map(({ id, cents }) => ({ id, by: chance(quartier, voter, id) * (0.5 + chance(quartier, 'appeal', cents, id % 6)) })).toSorted((one, other) => other.by - one.by);
    const count = 1 + Math.floor(chance(quartier, voter, 'count') * votesEach);
    return { id: String(voter + 1), points: Object.fromEntries(liked.slice(0, count).map(({ id }) => [id, 1])) };
  });
}

const move = (client: Client, project: Project, from: string | null, to: string, at: string, role: string, more: { reason?: string; cents?: number; number?: string; on?: string; session?: number } = {}) => client.query(
  `insert into karter.project_moves (project, from_stage, to_stage, at, role, reason, cents, deliberation_number, deliberation_on, session) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
  [project.id, from, to, at, role, more.reason ?? null, more.cents ?? null, more.number ?? null, more.on ?? null, more.session ?? null]);

async function place(client: Client, project: Project, stage: string, cents: number | null, decided: string | null, delivered: string | null): Promise<void> {
  await client.query("select set_config('karter.moving', 'on', true)");
  await client.query('update karter.projects set stage = $2, amount_eur = $3, decided_on = $4, delivered_on = $5 where id = $1', [project.id, stage, (cents ?? project.asked) / 100, decided, delivered]);
  await client.query("select set_config('karter.moving', '', true)");
}

async function openFile(client: Client, fund: Fund, project: Project, associations: readonly number[]): Promise<void> {
  const byAssociation = project.rank % 3 !== 0;
  const filed = `${project.year}-0${2 + (project.rank % 2)}-${10 + project.rank}T10:00:00+01:00`;
  await client.query('insert into karter.project_files (project, fund, carrier, organisation, asked_cents, filed_at, demo) values ($1, $2, $3, $4, $5, $6, true)',
    [project.id, fund.id, byAssociation ? 'association' : 'ville', byAssociation ? associations[project.rank % associations.length] : null, project.asked, filed]);
  const first = Math.round(project.asked * 0.6 / 100) * 100;
  await client.query("insert into karter.project_budget_lines (project, rank, label, cents) values ($1, 1, 'Fournitures et matériel', $2), ($1, 2, 'Pose et travaux', $3)", [project.id, first, project.asked - first]);
  await move(client, project, null, 'depose', filed, 'resident');
  const judged = `${project.year}-04-15T14:00:00+02:00`;
  if (project.stage === 'non_recevable') await move(client, project, 'depose', 'non_recevable', judged, 'maire', { reason: 'Le terrain n’est pas à la ville (démonstration).' });
  else if (project.stage !== 'depose') await move(client, project, 'depose', 'recevable', judged, 'maire');
}

/** The closed year: a session by ballots, the council's decision, works and payments. */
async function closeYear(client: Client, fund: Fund, projects: readonly Project[]): Promise<void> {
  const examined: Examined[] = projects.map(({ id, name, asked }) => ({ id, name, cents: asked }));
  const seed = createHash('sha256').update(`${fund.quartier}/${fund.year}`).digest('hex').slice(0, 16);
  const ballots = ballotsOf(fund.quartier, examined);
  const counted = countBallots(electionOf(examined, ballots, fund.envelope_cents, seed), 'equal-shares');
  const result = { quorum: true, computed: counted.outcomes, decided: counted.outcomes, sentences: counted.sentences, ballots: { cast: ballots.length, published: true } };
  const closedAt = `${fund.year}-05-27T21:00:00+02:00`;
  const { rows: [session] } = await client.query<{ id: number }>(
    `insert into karter.fund_sessions (fund, held_at, place, mode, electorate, rule, votes_each, quorum, weights, seed, state, opened_at, closed_at, budget_cents, result, ballots_cast, demo)
     values ($1, $2, 'Mairie de quartier', 'bulletins', 'habitants', 'equal-shares', $3, $4, $4, $5, 'close', $6, $7, $8, $9, $10, true) returning id`,
    [fund.id, `${fund.year}-05-12T18:00:00+02:00`, votesEach, { maire: 1, conseiller: 1, citoyen: 1 }, seed, `${fund.year}-05-12T18:00:00+02:00`, closedAt, fund.envelope_cents, result, ballots.length]);
  await client.query('insert into karter.session_projects (session, project, cents) select $1, id, cents from jsonb_to_recordset($2) as listed(id bigint, cents bigint)', [session!.id, JSON.stringify(examined)]);
  await client.query('insert into karter.published_ballots (session, ballot, points) select $1, gen_random_uuid(), points from jsonb_array_elements($2) points order by random()', [session!.id, JSON.stringify(ballots.map(({ points }) => points))]);
  const council = `${fund.year}-06-24`;
  let won = 0;
  for (const outcome of counted.outcomes) {
    const project = projects.find(({ id }) => id === outcome.project)!;
    await move(client, project, 'recevable', 'en_deliberation', `${fund.year}-05-12T18:00:00+02:00`, 'maire', { session: session!.id });
    await move(client, project, 'en_deliberation', outcome.to, closedAt, 'maire', { session: session!.id, ...(outcome.cents ? { cents: outcome.cents } : {}), ...(outcome.reason ? { reason: outcome.reason } : {}) });
    if (outcome.to !== 'propose' || !outcome.cents) {
      await place(client, project, outcome.to, null, null, null);
      continue;
    }
    await client.query('update karter.project_files set awarded_cents = $2, agreement_on = $3 where project = $1', [project.id, outcome.cents, council]);
    await move(client, project, 'propose', 'finance', `${council}T22:00:00+02:00`, 'editor', { cents: outcome.cents, number: `Démonstration ${fund.year}-${project.id}`, on: council });
    const stage = (['realise', 'en_cours', 'finance'] as const)[won % 3]!;
    won += 1;
    if (stage !== 'finance') await move(client, project, 'finance', 'en_cours', `${fund.year}-09-10T09:00:00+02:00`, 'editor');
    if (stage === 'realise') await move(client, project, 'en_cours', 'realise', `${fund.year + 1}-04-18T11:00:00+02:00`, 'editor');
    await place(client, project, stage, outcome.cents, council, stage === 'realise' ? `${fund.year + 1}-04-18` : null);
    const paid = stage === 'realise' ? outcome.cents : stage === 'en_cours' ? Math.round(outcome.cents * 0.5) : 0;
    if (paid > 0) await client.query(
      `insert into karter.project_payments (project, cents, paid_on, payee, organisation, label)
       select project, $2, $3, case when organisation is null then 'ville' else 'association' end, organisation, 'Versement de démonstration' from karter.project_files where project = $1`, [project.id, paid, `${fund.year}-10-02`]);
  }
}

/** Returns how many funds were made: 0 where there are funds already, or no demonstration. */
export async function makeDemoFunds(databaseUrl: string, city: City): Promise<number> {
  const client = directClient(databaseUrl, 'karter_app');
  await client.connect();
  try {
    await client.query('begin');
    await client.query('lock table karter.fund_years in share row exclusive mode');
    const { rows: projects } = await client.query<Project>(
      `select id, name, quartier, year, stage, round(amount_eur * 100)::bigint as asked, row_number() over (partition by quartier, year order by id)::integer as rank
       from karter.projects where demo and year is not null and quartier is not null and amount_eur > 0 and not exists (select from karter.fund_years) order by id`);
    const years = [...new Set(projects.map(({ year }) => year))].toSorted();
    for (const year of years) {
      await client.query('insert into karter.fund_years (year, total_cents, equal_share, population_source, demo) values ($1, $2, $3, $4, true)', [year, year === years.at(-1) ? totals.running : totals.closed, equalShare,
        'Données de démonstration : habitants de la commune répartis selon la surface dessinée de chaque quartier']);
      await client.query(
        `insert into karter.funds (year, quartier, inhabitants, envelope_cents, filing_until, demo)
         select $1, slug, round($2 * ST_Area(ST_Transform(geom, 2154)) / sum(ST_Area(ST_Transform(geom, 2154))) over ()), 0, case when $3 then make_date($1, 12, 31) else make_date($1, 3, 31) end, true from karter.quartiers`,
        [year, city.inhabitants?.count ?? 0, year === years.at(-1)]);
      await shareYear(client, year);
    }
    const { rows: associations } = years.length === 0 ? { rows: [] } : await client.query<{ id: number }>(
      `insert into karter.organisations (name, kind, siret, demo) values ('Association de démonstration A', 'association', '99999999900017', true), ('Association de démonstration B', 'association', '99999999900025', true) on conflict (siret) do update set name = excluded.name returning id`);
    const { rows: funds } = await client.query<Fund>('select id, year, quartier, envelope_cents from karter.funds where demo and year = any($1) order by id', [years]);
    for (const fund of funds) {
      const filed = projects.filter(({ year, quartier }) => year === fund.year && quartier === fund.quartier);
      for (const project of filed) await openFile(client, fund, project, associations.map(({ id }) => id));
      if (fund.year !== years.at(-1)) await closeYear(client, fund, filed);
    }
    await client.query('commit');
    return funds.length;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    await client.end();
  }
}
