// The funds: projects one carries, others' here and elsewhere; sessions here and elsewhere.
import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import type { fundContract } from '../../../geodata/contract/fonds.ts';
import type { Asked, Case, Cases } from './cases.ts';
import type { Actor, Place, World } from './world.ts';

const simple = (path: string, body?: unknown): Cases => ({ tous: () => ({ path, ...(body === undefined ? {} : { body }) }) });

/** The project of this place, made the actor's own or the stranger's. */
async function project({ one, projects, stranger, person }: World, actor: Actor, place: Place, own = false): Promise<number> {
  await one('update karter.project_files set author = $2 where project = $1 returning 1', [projects[place], own && actor !== 'nul' ? person[actor] : stranger]);
  return projects[place];
}
const aboutProject = (ask: (id: number, world: World) => Asked | Promise<Asked>): Cases => {
  const about = (place: Place, own: boolean): Case => async (world, actor) => ask(await project(world, actor, place, own), world);
  return { ici: about('here', false), ailleurs: about('elsewhere', false), 'sien, ailleurs': about('elsewhere', true) };
};
const move = (from: string, to: string): Cases => aboutProject((id) => ({ path: `/api/fonds/projets/${id}/etapes`, body: { from, to } }));
const named = (name: string, of: Cases): Cases => Object.fromEntries(Object.entries(of).map(([key, value]) => [`${name}, ${key}`, value]));

/** A session convened but not opened: its votes are refused for that alone. */
function session({ one, funds }: World, place: Place, mode: string, electorate: string): Promise<number> {
  return one(`insert into karter.fund_sessions (fund, held_at, place, mode, electorate, quorum, weights, seed) values ($1, now(), 'Mairie de quartier', $2, $3, '{"maire":1,"conseiller":1,"citoyen":1}', '{"maire":1,"conseiller":1,"citoyen":1}', 'essai') returning id`, [funds[place], mode, electorate]);
}
const aboutSession = (ask: (id: number, world: World) => Asked | Promise<Asked>, mode = 'vote', electorate = 'comite'): Cases => {
  const about = (place: Place): Case => async (world) => ask(await session(world, place, mode, electorate), world);
  return { ici: about('here'), ailleurs: about('elsewhere') };
};

const draft = (own: boolean): Case => async ({ one, person, stranger }, actor) => {
  const id = randomUUID();
  await one(`insert into karter.project_drafts (id, author, content) values ($1, $2, '{}') returning 1`, [id, own && actor !== 'nul' ? person[actor] : stranger]);
  return { path: `/api/fonds/brouillons/${id}` };
};
const withBody = (ask: Case, body: unknown): Case => async (world, actor) => ({ ...await ask(world, actor), body });
const filed = (own: boolean): Case => async (world, actor) => ({
  path: `${(await draft(own)(world, actor)).path}/depot`,
  body: { title: 'Un banc à l’ombre', description: 'Un banc pour se reposer en montant la rue.', ...world.points.here, asked_cents: 100, lines: [{ label: 'Un banc', cents: 100 }], carrier: 'personne' },
});

const photo = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#7a2378' } }).png().toBuffer();
const photoOf = ({ one }: World, id: number) => one<string>("insert into karter.project_photos (project, kind, description, width, height, image) values ($1, 'idee', 'essai', 8, 8, $2) returning id", [id, photo]);

export const fundCases: Record<keyof typeof fundContract, Cases> = {
  'GET /api/fonds': simple('/api/fonds'),
  'PUT /api/fonds/annees/{year}': simple('/api/fonds/annees/2042', { total_cents: 100, equal_share: 1, population_source: 'essai' }),
  'GET /api/fonds/projets': simple('/api/fonds/projets?year=2041'),
  'GET /api/fonds/projets/semblables': simple('/api/fonds/projets/semblables?q=banc'),
  'GET /api/fonds/projets/{id}': aboutProject((id) => ({ path: `/api/fonds/projets/${id}` })),
  'GET /api/fonds/quartier': simple('/api/fonds/quartier?lon=-4.49&lat=48.39'),

  'GET /api/fonds/brouillons': simple('/api/fonds/brouillons'),
  'PUT /api/fonds/brouillons/{id}': { sien: withBody(draft(true), {}), autre: withBody(draft(false), {}) },
  'DELETE /api/fonds/brouillons/{id}': { sien: draft(true), autre: draft(false) },
  'POST /api/fonds/brouillons/{id}/depot': { sien: filed(true), autre: filed(false) },

  'POST /api/fonds/projets/{id}/etapes': { ...named('juger', move('depose', 'non_recevable')), ...named('abandonner', move('depose', 'abandonne')), ...named('financer', move('propose', 'finance')), ...named('arrêter', move('finance', 'abandonne')) },
  'PUT /api/fonds/projets/{id}/soutien': aboutProject((id) => ({ path: `/api/fonds/projets/${id}/soutien` })),
  'DELETE /api/fonds/projets/{id}/soutien': aboutProject((id) => ({ path: `/api/fonds/projets/${id}/soutien` })),
  'GET /api/fonds/projets/{id}/doublons': aboutProject((id) => ({ path: `/api/fonds/projets/${id}/doublons` })),
  'POST /api/fonds/projets/{id}/commentaires': aboutProject((id) => ({ path: `/api/fonds/projets/${id}/commentaires`, body: { text: `Une bonne idée. ${randomUUID()}` } })),
  'GET /api/fonds/commentaires': simple('/api/fonds/commentaires'),
  'POST /api/fonds/commentaires/{id}/decision': aboutProject(async (id, { one, stranger }) => ({
    path: `/api/fonds/commentaires/${await one("insert into karter.project_comments (project, person, text) values ($1, $2, 'Un essai') returning id", [id, stranger])}/decision`, body: { state: 'publie' },
  })),
  'POST /api/fonds/projets/{id}/photos': aboutProject(async (id, { one }) => {
    await one('with gone as (delete from karter.project_photos where project = $1 returning 1) select count(*) from gone', [id]);
    return { path: `/api/fonds/projets/${id}/photos?kind=idee&description=essai`, bytes: photo, headers: { 'content-type': 'image/png' } };
  }),
  'DELETE /api/fonds/photos/{id}': aboutProject(async (id, world) => ({ path: `/api/fonds/photos/${await photoOf(world, id)}` })),
  'GET /api/fonds/photos/{id}': { tous: async (world) => ({ path: `/api/fonds/photos/${await photoOf(world, world.projects.here)}` }) },
  'POST /api/fonds/projets/{id}/notes': aboutProject((id) => ({ path: `/api/fonds/projets/${id}/notes`, body: { text: 'Un essai.' } })),
  'POST /api/fonds/projets/{id}/versements': aboutProject((id) => ({ path: `/api/fonds/projets/${id}/versements`, body: { request: randomUUID(), cents: 100, paid_on: '2026-11-01', payee: 'ville', label: 'Un essai' } })),

  'GET /api/fonds/seances': simple('/api/fonds/seances?year=2041'),
  'POST /api/fonds/seances': Object.fromEntries((['here', 'elsewhere'] as const).map((place) => [place === 'here' ? 'ici' : 'ailleurs', ({ funds }: World) => ({
    path: '/api/fonds/seances', body: { fund: funds[place], held_at: '2041-06-01T18:00:00+02:00', place: 'Mairie', mode: 'vote', projects: [{ id: 999_999_999 }] },
  })])),
  'GET /api/fonds/seances/{id}': aboutSession((id) => ({ path: `/api/fonds/seances/${id}` })),
  // Without a project it cannot be opened.
  'POST /api/fonds/seances/{id}/ouverture': aboutSession((id) => ({ path: `/api/fonds/seances/${id}/ouverture` })),
  'POST /api/fonds/seances/{id}/annulation': aboutSession((id) => ({ path: `/api/fonds/seances/${id}/annulation`, body: { reason: 'Un essai.' } })),
  'PUT /api/fonds/seances/{id}/presence': aboutSession((id) => ({ path: `/api/fonds/seances/${id}/presence` })),
  'PUT /api/fonds/seances/{id}/conflits/{project}': aboutSession(async (id, { one, projects, funds }) => {
    const listed = await one('select case when fund = $2 then $3 else $4 end::bigint from karter.fund_sessions where id = $1', [id, funds.here, projects.here, projects.elsewhere]);
    await one('insert into karter.session_projects (session, project, cents) values ($1, $2, 100) returning 1', [id, listed]);
    return { path: `/api/fonds/seances/${id}/conflits/${listed}` };
  }),
  'PUT /api/fonds/seances/{id}/votes/{project}': aboutSession(async (id, { one, projects, funds }) => {
    const listed = await one('select case when fund = $2 then $3 else $4 end::bigint from karter.fund_sessions where id = $1', [id, funds.here, projects.here, projects.elsewhere]);
    await one('insert into karter.session_projects (session, project, cents) values ($1, $2, 100) returning 1', [id, listed]);
    return { path: `/api/fonds/seances/${id}/votes/${listed}`, body: { choice: 'pour' } };
  }),
  'PUT /api/fonds/seances/{id}/bulletin': {
    ...named('comité', aboutSession((id) => ({ path: `/api/fonds/seances/${id}/bulletin`, body: { points: {} } }), 'bulletins', 'comite')),
    ...named('habitants', aboutSession((id) => ({ path: `/api/fonds/seances/${id}/bulletin`, body: { points: {} } }), 'bulletins', 'habitants')),
  },
  'POST /api/fonds/seances/{id}/cloture': aboutSession((id) => ({ path: `/api/fonds/seances/${id}/cloture`, body: {} })),
  'GET /api/fonds/seances/{id}/bulletins.pb': aboutSession((id) => ({ path: `/api/fonds/seances/${id}/bulletins.pb` })),
  'GET /api/fonds/seances/{id}/decisions.pdf': aboutSession((id) => ({ path: `/api/fonds/seances/${id}/decisions.pdf` })),
  'GET /api/fonds/subventions.csv': simple('/api/fonds/subventions.csv'),
  'GET /api/fonds/{quartier}/flux.atom': simple('/api/fonds/bellevue/flux.atom'),
};
