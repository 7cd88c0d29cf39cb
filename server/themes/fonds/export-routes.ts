// What leaves the funds as files: subsidies (SCDL), ballots (Pabulib), the record of a session (PDF), a feed (Atom).
import type Router from '@koa/router';
import { Feed } from 'feed';
import type { City } from '../../../geodata/city.ts';
import type { FundSession } from '../../../geodata/contract/fonds.ts';
import { stages, type Stage } from '../../../geodata/fund.ts';
import { eurosAndCents, upperFirst } from '../../../geodata/format.ts';
import { query } from '../../db.ts';
import type { DrawMap } from '../../pages/draw-map.ts';
import { conflict, notFound } from '../../problem.ts';
import { publicBase } from '../../public-url.ts';
import type { Quartiers } from '../../quartiers.ts';
import { routesOf, type Desk } from '../../route.ts';
import { electionOf } from './closing.ts';
import { writePabulib } from './pabulib-writer.ts';
import { sessionRecord } from './record.ts';
import { subventionsCsv, type Subsidy } from './subventions.ts';

/** Moments come as the database driver reads them. */
const dayOf = (moment: string | Date) => new Date(moment).toISOString().slice(0, 10);

type Session = Omit<FundSession, 'mine' | 'presences'>;
interface FeedRow { id: number; project: number; name: string; demo: boolean; to_stage: Stage; at: string; reason: string | null; cents: number | null }

export function exportRoutes(desk: Desk, city: City, quartiers: Quartiers, drawMap: DrawMap): Router {
  const { reader } = desk.database;

  async function closed(id: string): Promise<Session> {
    const { rows: [session] } = await reader.query<Session>(query('fonds/sessions'), [null, null, Number(id)]);
    if (!session) throw notFound('Cette séance n’existe pas.');
    if (session.state !== 'close') throw conflict('Cette séance n’est pas close : rien n’en sort avant.');
    return session;
  }
  const nameOf = async (slug: string) => (await quartiers.names()).get(slug) ?? slug;

  return routesOf(desk, {
    'GET /api/fonds/subventions.csv': async ({ query: { year, quartier }, context }) => {
      if (!city.siret) throw conflict('Le SIRET de la ville manque dans city.json : le fichier ne serait pas valide.');
      const { rows } = await reader.query<Subsidy>(query('fonds/subventions'), [year ?? null, quartier ?? null]);
      context.set('Content-Disposition', `attachment; filename="subventions-fonds${quartier ? `-${quartier}` : ''}${year ? `-${year}` : ''}.csv"`);
      context.type = 'text/csv; charset=utf-8';
      return subventionsCsv(rows, city);
    },

    'GET /api/fonds/seances/{id}/bulletins.pb': async ({ params, context }) => {
      const session = await closed(params.id);
      if (session.mode !== 'bulletins') throw conflict('Cette séance a voté projet par projet : il n’y a pas de bulletins.');
      const { rows: ballots } = await reader.query<{ id: string; points: Record<string, number> }>('select ballot::text as id, points from karter.public_ballots where session = $1 order by ballot', [session.id]);
      if (ballots.length === 0) throw notFound('Moins de 20 personnes ont voté : leurs bulletins ne seraient pas anonymes et ne sont pas publiés.');
      const name = await nameOf(session.quartier);
      const projects = session.projects.map(({ id, name: title, cents }) => ({ id, name: title ?? '', cents }));
      context.set('Content-Disposition', `attachment; filename="bulletins-${session.quartier}-${session.year}-${session.id}.pb"`);
      context.type = 'text/plain; charset=utf-8';
      return writePabulib(electionOf(projects, ballots, session.budget_cents ?? 0, session.seed), {
        description: `Fonds d’initiative citoyenne ${name} ${session.year}${session.demo ? ' (données de démonstration)' : ''}`, unit: city.name, subunit: name, instance: String(session.year),
        from: dayOf(session.opened_at ?? session.held_at), to: dayOf(session.closed_at!), rule: session.rule,
        winners: (session.result?.computed ?? []).filter(({ to }) => to === 'propose').map(({ project }) => String(project)),
      });
    },

    'GET /api/fonds/seances/{id}/decisions.pdf': async ({ params, context }) => {
      const session = await closed(params.id);
      const name = await nameOf(session.quartier);
      const map = await drawMap({ quartier: session.quartier, layer: 'projects', width: 966, height: 520 }).catch(() => null);
      context.set('Content-Disposition', `inline; filename="decisions-${session.quartier}-${session.year}-${session.id}.pdf"`);
      context.type = 'application/pdf';
      return sessionRecord({ session, quartier: name, city: city.name, address: `${publicBase(context)}/fonds/seances/${session.id}`, map, zone: city.timezone });
    },

    'GET /api/fonds/{quartier}/flux.atom': async ({ params: { quartier }, context }) => {
      const names = await quartiers.names();
      const name = names.get(quartier);
      if (!name) throw notFound('Ce quartier n’existe pas.');
      const base = publicBase(context);
      const { rows } = await reader.query<FeedRow>(query('fonds/feed'), [quartier]);
      const feed = new Feed({
        id: `${base}/api/fonds/${quartier}/flux.atom`, title: `Fonds d’initiative citoyenne ${name} – Karter ${city.name}`, description: `Ce qui se passe dans le fonds citoyen de ${name}.`, language: 'fr', link: `${base}/quartiers/${quartier}`,
        feedLinks: { atom: `${base}/api/fonds/${quartier}/flux.atom` }, copyright: 'Licence Ouverte 2.0', ...(rows[0] ? { updated: new Date(rows[0].at) } : {}),
      });
      for (const { id, project, name: title, demo, to_stage: stage, at, reason, cents } of rows) {
        feed.addItem({
          id: `${base}/lieux/projects/${project}#etape-${id}`, link: `${base}/lieux/projects/${project}`, title: `${title} : ${stages[stage]}`, date: new Date(at),
          description: [upperFirst(stages[stage]), cents ? eurosAndCents(cents) : null, reason, demo ? 'Données de démonstration' : null].filter(Boolean).join('. '),
        });
      }
      context.type = 'application/atom+xml; charset=utf-8';
      return feed.atom1();
    },
  });
}
