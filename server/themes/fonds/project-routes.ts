// A filed project: its page's data, moves, supports, comments, photos, notes, payments.
import type Router from '@koa/router';
import type { City } from '../../../geodata/city.ts';
import type { FundProject, ProjectFile, ProjectMove } from '../../../geodata/contract/fonds.ts';
import { moveOf, moves, type Move, type Stage } from '../../../geodata/fund.ts';
import { may, type Action, type Subject } from '../../../geodata/permissions.ts';
import { allow, roleFor, type Person } from '../../accounts/person.ts';
import { query } from '../../db.ts';
import { conflict, notFound, refused } from '../../problem.ts';
import { routesOf, writing, type Desk } from '../../route.ts';
import { encodePhoto } from './photo.ts';
import { explainRefusal } from './refusals.ts';
import { tellAuthor } from './tell-author.ts';

const mostPhotos = 12;

interface Mine { author: boolean; supported: boolean }

export function projectRoutes(desk: Desk, city: City): Router {
  const { database } = desk;
  const { reader, app } = database;

  async function find(id: string): Promise<FundProject> {
    const { rows: [project] } = await reader.query<FundProject>(query('fonds/projects'), [null, null, null, [Number(id)]]);
    if (!project) throw notFound('Ce projet n’a pas de dossier.');
    return project;
  }
  const mineOf = async (person: Person | null, id: number): Promise<Mine> =>
    (person ? (await app.query<Mine>(query('fonds/mine'), [id, person.id])).rows[0] : undefined) ?? { author: false, supported: false };
  const subjectOf = (project: FundProject, mine: Mine): Subject => ({ theme: 'fonds', quartier: project.quartier, own: mine.author });

  /** Raises where the person may not do this to the project. */
  async function allowed(person: Person, action: Action, id: string): Promise<{ project: FundProject; subject: Subject; mine: Mine }> {
    const project = await find(id);
    const mine = await mineOf(person, project.id);
    const subject = subjectOf(project, mine);
    allow(person, action, subject);
    return { project, subject, mine };
  }

  async function file(person: Person | null, id: string): Promise<ProjectFile> {
    const project = await find(id);
    const [{ rows: [details] }, { rows: past }, mine] = await Promise.all([
      reader.query<Pick<ProjectFile, 'lines' | 'comments' | 'notes' | 'payments' | 'photos'>>(query('fonds/details'), [project.id]),
      reader.query<ProjectMove>(query('fonds/moves'), [project.id]), mineOf(person, project.id),
    ]);
    const subject = subjectOf(project, mine);
    const next = (moves as readonly Move[]).filter(({ from, action, bySession }) => from === project.stage && !bySession && person?.verified && may(person.grants, action, subject)).map(({ to }) => to);
    return { ...project, ...details!, moves: past, mine: { ...mine, moves: next } };
  }

  async function supportsOf(id: number, person: Person): Promise<{ supports: number; supported: boolean }> {
    const { rows: [row] } = await app.query<{ supports: number; supported: boolean }>('select count(*)::integer as supports, coalesce(bool_or(person = $2), false) as supported from karter.project_supports where project = $1', [id, person.id]);
    return row!;
  }

  return routesOf(desk, {
    'GET /api/fonds/projets/{id}': ({ person, params }) => file(person, params.id),

    'POST /api/fonds/projets/{id}/etapes': async ({ person, params, body }) => {
      const project = await find(params.id);
      const mine = await mineOf(person, project.id);
      const move = moveOf(body.from, body.to);
      if (!move || move.bySession) throw refused(`Un projet « ${body.from} » ne passe pas à « ${body.to} »${move ? ' hors d’une séance' : ''}.`, { errors: [{ parameter: 'to', reason: 'étape impossible' }] });
      const subject = subjectOf(project, mine);
      allow(person, move.action, subject);
      const missing = [
        ...(move.reason && !body.reason ? [{ parameter: 'reason', reason: 'dites pourquoi' }] : []),
        ...(move.deliberation && !body.deliberation_number ? [{ parameter: 'deliberation_number', reason: 'le numéro de la délibération du conseil' }] : []),
        ...(move.deliberation && !body.deliberation_on ? [{ parameter: 'deliberation_on', reason: 'la date de la délibération' }] : []),
      ];
      if (missing.length > 0) throw refused('Il manque de quoi rendre cette étape publique.', { errors: missing });
      await writing(database, person, async (client) => {
        await client.query('select karter.move_project($1, $2, $3, $4, $5, $6, $7, $8, $9)', [
          project.id, body.from, body.to, person.id, roleFor(person, move.action, subject), body.reason ?? null, body.to === 'finance' ? body.cents ?? null : null,
          move.deliberation ? body.deliberation_number : null, move.deliberation ? body.deliberation_on : null]);
        await tellAuthor(client, city, project.id, body);
      }).catch(explainRefusal);
      return file(person, params.id);
    },

    'PUT /api/fonds/projets/{id}/soutien': async ({ person, params }) => {
      const project = await find(params.id);
      if (!person.quartier) throw refused('Pour soutenir un projet, déclarez d’abord sur l’honneur le quartier où vous habitez (Mon compte).');
      if (!(['depose', 'recevable', 'en_deliberation', 'ajourne'] satisfies Stage[] as Stage[]).includes(project.stage)) throw conflict('Ce projet est déjà décidé : il ne recueille plus de soutiens.');
      await writing(database, person, (client) => client.query('insert into karter.project_supports (project, person) values ($1, $2) on conflict do nothing', [project.id, person.id]));
      return supportsOf(project.id, person);
    },

    'DELETE /api/fonds/projets/{id}/soutien': async ({ person, params }) => {
      const project = await find(params.id);
      await writing(database, person, (client) => client.query('delete from karter.project_supports where project = $1 and person = $2', [project.id, person.id]));
      return supportsOf(project.id, person);
    },

    'GET /api/fonds/projets/{id}/doublons': async ({ person, params }) => {
      const { project } = await allowed(person, 'support.review', params.id);
      return (await app.query<{ persons: string[]; why: string }>(query('fonds/duplicates'), [project.id])).rows;
    },

    'POST /api/fonds/projets/{id}/commentaires': async ({ person, params, body, context }) => {
      const project = await find(params.id);
      const { rows: [row] } = await writing(database, person, (client) => client.query<{ id: number; state: string }>('insert into karter.project_comments (project, person, text) values ($1, $2, $3) returning id, state', [project.id, person.id, body.text]));
      context.status = 201;
      return row!;
    },

    'GET /api/fonds/commentaires': async ({ person }) => {
      allow(person, 'comment.moderate', { theme: 'fonds' });
      return (await app.query<{ id: number; project: number; name: string | null; quartier: string | null; text: string; at: string }>(query('fonds/comments'))).rows;
    },

    'POST /api/fonds/commentaires/{id}/decision': async ({ person, params, body }) => {
      allow(person, 'comment.moderate', { theme: 'fonds' });
      const { rowCount } = await writing(database, person, (client) => client.query(
        "update karter.project_comments set state = $2, reason = $3, handled_by = $4, handled_at = now() where id = $1 and state = 'attente'", [params.id, body.state, body.reason ?? null, person.id]));
      if (rowCount === 0) throw conflict('Ce commentaire a déjà été traité.');
      return { done: true as const };
    },

    'POST /api/fonds/projets/{id}/photos': async ({ person, params, query: { kind, description }, body, context }) => {
      const { project } = await allowed(person, 'project.illustrate', params.id);
      const photo = await encodePhoto(body);
      const { rows: [row] } = await writing(database, person, (client) => client.query<{ id: string }>(
        `insert into karter.project_photos (project, kind, description, width, height, image, person)
         select $1, $2, $3, $4, $5, $6, $7 where (select count(*) from karter.project_photos where project = $1) < $8 returning id`,
        [project.id, kind, description, photo.width, photo.height, photo.image, person.id, mostPhotos]));
      if (!row) throw refused(`Un projet montre ${mostPhotos} photos au plus.`);
      context.status = 201;
      return row;
    },

    'DELETE /api/fonds/photos/{id}': async ({ person, params }) => {
      const { rows: [photo] } = await app.query<{ project: number; person: string | null }>('select project, person from karter.project_photos where id = $1', [params.id]);
      if (!photo) throw notFound();
      await allowed(person, 'project.illustrate', String(photo.project));
      await writing(database, person, (client) => client.query('delete from karter.project_photos where id = $1', [params.id]));
      return { done: true as const };
    },

    'GET /api/fonds/photos/{id}': async ({ params, context }) => {
      const { rows: [photo] } = await reader.query<{ image: Buffer }>('select image from karter.public_photos where id = $1', [params.id]);
      if (!photo) throw notFound();
      context.set('Cache-Control', 'public, max-age=3600');
      context.type = 'image/webp';
      return photo.image;
    },

    'POST /api/fonds/projets/{id}/notes': async ({ person, params, body }) => {
      const { project, subject } = await allowed(person, 'project.follow', params.id);
      if (!(['finance', 'en_cours', 'realise'] satisfies Stage[] as Stage[]).includes(project.stage)) throw conflict('On raconte la suite d’un projet une fois qu’il est financé.');
      await writing(database, person, (client) => client.query('insert into karter.project_notes (project, person, role, text) values ($1, $2, $3, $4)', [project.id, person.id, roleFor(person, 'project.follow', subject), body.text]));
      return file(person, params.id);
    },

    'POST /api/fonds/projets/{id}/versements': async ({ person, params, body }) => {
      const { project } = await allowed(person, 'project.pay', params.id);
      if (!(['finance', 'en_cours', 'realise'] satisfies Stage[] as Stage[]).includes(project.stage)) throw conflict('Un versement demande une décision du conseil : le projet n’est pas financé.');
      await writing(database, person, async (client) => {
        if (body.organisation) {
          const { rows: [payee] } = await client.query<{ kind: string; numbered: boolean }>('select kind, siret is not null as numbered from karter.organisations where id = $1', [body.organisation]);
          if (payee?.kind !== 'association') throw refused('Seule une association peut être payée ; sinon la ville dépense elle-même.', { errors: [{ parameter: 'organisation', reason: 'pas une association' }] });
          if (!payee.numbered) throw refused('Cette association n’a pas de SIRET : elle ne peut pas recevoir de subvention.', { errors: [{ parameter: 'organisation', reason: 'sans SIRET' }] });
        }
        // A request that comes again was already recorded.
        await client.query(`insert into karter.project_payments (project, cents, paid_on, payee, organisation, label, request, person) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (request) do nothing`,
          [project.id, body.cents, body.paid_on, body.payee, body.payee === 'association' ? body.organisation : null, body.label, body.request, person.id]);
      }).catch(explainRefusal);
      return file(person, params.id);
    },
  });
}
