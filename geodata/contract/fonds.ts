// The citizens' funds on the wire. Money is whole cents; stages and moves are those of geodata/fund.ts.
import { z } from 'zod';
import { stages, type Stage } from '../fund.ts';
import { rowId, text } from './people.ts';

const stage = z.enum(Object.keys(stages) as [Stage, ...Stage[]]);
const cents = z.number('un montant en centimes').int('des centimes entiers').positive('plus que zéro').max(1e11, 'un montant trop grand');
const slug = z.string().regex(/^[a-z0-9-]{1,80}$/, 'un quartier');
const yearText = z.string().regex(/^20\d\d$/, 'une année').transform(Number);
const coordinate = (limit: number) => z.string().regex(/^-?\d{1,3}(\.\d{1,20})?$/, 'un nombre décimal').transform(Number).refine((value) => Math.abs(value) <= limit, 'hors du globe');
const day = z.iso.date('une date AAAA-MM-JJ');
const upToHundred = z.number('un nombre').int('un nombre entier').min(0, 'zéro ou plus').max(100, 'cent au plus');
const collegeNumbers = z.object({ maire: upToHundred, conseiller: upToHundred, citoyen: upToHundred }).strict();

export const Fund = z.object({
  id: z.number(), year: z.number(), quartier: z.string(), inhabitants: z.number(), envelope_cents: z.number(), awarded_cents: z.number(), paid_cents: z.number(),
  filing_until: z.string().nullable(), total_cents: z.number(), equal_share: z.number(), population_source: z.string(), demo: z.boolean(),
});
export type Fund = z.infer<typeof Fund>;

export const FundProject = z.object({
  id: z.number(), fund: z.number(), year: z.number(), name: z.string(), description: z.string().nullable(), stage, quartier: z.string().nullable(), demo: z.boolean(),
  carrier: z.string(), organisation: z.string().nullable(), organisation_id: z.number().nullable(), asked_cents: z.number(), awarded_cents: z.number(), paid_cents: z.number(), filed_at: z.string(), agreement_on: z.string().nullable(),
  supports: z.number(), lon: z.number().nullable(), lat: z.number().nullable(),
});
export type FundProject = z.infer<typeof FundProject>;

export const ProjectMove = z.object({
  id: z.number(), from_stage: stage.nullable(), to_stage: stage, at: z.string(), role: z.string(), reason: z.string().nullable(), cents: z.number().nullable(),
  deliberation_number: z.string().nullable(), deliberation_on: z.string().nullable(), session: z.number().nullable(),
});
export type ProjectMove = z.infer<typeof ProjectMove>;

export const ProjectFile = FundProject.extend({
  lines: z.array(z.object({ label: z.string(), cents: z.number() })),
  moves: z.array(ProjectMove),
  comments: z.array(z.object({ id: z.number(), text: z.string(), at: z.string() })),
  notes: z.array(z.object({ text: z.string(), role: z.string(), at: z.string() })),
  payments: z.array(z.object({ cents: z.number(), paid_on: z.string(), payee: z.string(), organisation: z.string().nullable(), label: z.string() })),
  photos: z.array(z.object({ id: z.string(), kind: z.string(), description: z.string(), width: z.number(), height: z.number() })),
  /** Of the person who asks. */
  mine: z.object({ author: z.boolean(), supported: z.boolean(), moves: z.array(stage) }),
});
export type ProjectFile = z.infer<typeof ProjectFile>;

export const SessionOutcome = z.object({ project: z.number(), to: z.enum(['propose', 'refuse', 'ajourne']), cents: z.number().nullable(), reason: z.string().nullable() });
export type SessionOutcome = z.infer<typeof SessionOutcome>;

export const FundSession = z.object({
  id: z.number(), fund: z.number(), year: z.number(), quartier: z.string(), held_at: z.string(), place: z.string(), mode: z.enum(['vote', 'bulletins']), electorate: z.enum(['comite', 'habitants']),
  rule: z.enum(['equal-shares', 'greedy']), votes_each: z.number(), quorum: collegeNumbers, weights: collegeNumbers, seed: z.string(), state: z.enum(['prevue', 'ouverte', 'close', 'annulee']),
  opened_at: z.string().nullable(), closed_at: z.string().nullable(), budget_cents: z.number().nullable(), deviation: z.string().nullable(), ballots_cast: z.number().nullable(), demo: z.boolean(),
  projects: z.array(z.object({ id: z.number(), name: z.string().nullable(), cents: z.number(), stage })),
  /** Once closed: what was computed, in sentences, what was decided, and by college how a vote went. */
  result: z.object({
    quorum: z.boolean(), computed: z.array(SessionOutcome), decided: z.array(SessionOutcome), sentences: z.array(z.string()),
    tallies: z.array(z.object({ project: z.number(), college: z.string(), pour: z.number(), contre: z.number(), abstention: z.number() })).optional(),
    approvals: z.array(z.object({ project: z.number(), approval: z.number() })).optional(),
    ballots: z.object({ cast: z.number(), published: z.boolean() }).optional(),
  }).nullable(),
  /** Members present, by college: what the quorum is counted from. */
  presences: collegeNumbers,
  /** Of the person who asks: the college they sit in here, whether present, what they voted. */
  mine: z.object({ college: z.string().nullable(), present: z.boolean(), votes: z.record(z.string(), z.string()), conflicts: z.array(z.number()), ballot: z.record(z.string(), z.number()).nullable(), may_vote: z.boolean(), may_hold: z.boolean() }),
});
export type FundSession = z.infer<typeof FundSession>;

const line = z.object({ label: text(200), cents }).strict();
/** A draft may be anything unfinished, of a reasonable size. */
export const DraftContent = z.object({
  title: z.string().max(120), description: z.string().max(4000), lon: z.number().min(-180).max(180).nullable(), lat: z.number().min(-85).max(85).nullable(), place: z.string().max(300),
  asked: z.string().max(20), lines: z.array(z.object({ label: z.string().max(200), amount: z.string().max(20) })).max(30),
  carrier: z.enum(['personne', 'association', 'ville']), organisation: z.number().int().positive().nullable(),
}).partial().strict();
export type DraftContent = z.infer<typeof DraftContent>;

export const FilingBody = z.object({
  title: text(120, 5), description: text(4000, 20), lon: z.number('un point sur la carte').min(-180).max(180), lat: z.number('un point sur la carte').min(-85).max(85),
  asked_cents: cents, lines: z.array(line).min(1, 'au moins une ligne').max(30, 'trente lignes au plus'),
  carrier: z.enum(['personne', 'association', 'ville']), organisation: z.number().int().positive().nullish(),
}).strict()
  .refine(({ asked_cents: asked, lines }) => lines.reduce((sum, { cents: part }) => sum + part, 0) === asked, { path: ['lines'], message: 'les lignes du budget ne font pas la somme demandée' })
  .refine(({ carrier, organisation }) => carrier !== 'association' || Boolean(organisation), { path: ['organisation'], message: 'choisissez l’association qui porte le projet' });
export type FilingBody = z.infer<typeof FilingBody>;

const project = z.object({ id: rowId });
const uuid = z.uuid('un identifiant');
const done = z.object({ done: z.literal(true) });
const supports = z.object({ supports: z.number(), supported: z.boolean() });

export const fundContract = {
  'GET /api/fonds': { summary: 'Les fonds des quartiers, par année', tag: 'fonds', query: z.object({ year: yearText.optional(), quartier: slug.optional() }).strict(), result: z.array(Fund) },
  'PUT /api/fonds/annees/{year}': {
    summary: 'Doter les fonds d’une année et les partager', tag: 'fonds', access: 'fund.configure', params: z.object({ year: yearText }),
    body: z.object({
      total_cents: z.number().int().min(0).max(1e12), equal_share: z.number().min(0).max(1), population_source: text(500), filing_until: day.nullish(),
      inhabitants: z.record(slug, z.number().int().min(0).max(1e7)).optional(),
    }).strict(), result: z.array(Fund),
  },
  'GET /api/fonds/projets': {
    summary: 'Les projets déposés', tag: 'fonds', access: 'anyone', result: z.array(FundProject),
    query: z.object({ year: yearText.optional(), quartier: slug.optional(), stage: stage.optional(), mine: z.literal('1').optional() }).strict(),
  },
  'GET /api/fonds/projets/semblables': {
    summary: 'Projets semblables ou proches', tag: 'fonds', result: z.array(FundProject.extend({ metres: z.number().nullable() })),
    query: z.object({ q: z.string().trim().max(200).optional(), lon: coordinate(180).optional(), lat: coordinate(85).optional() }).strict(),
  },
  'GET /api/fonds/projets/{id}': { summary: 'Un projet, son budget et son parcours', tag: 'fonds', access: 'anyone', params: project, result: ProjectFile },
  'GET /api/fonds/quartier': {
    summary: 'Dans quel quartier, donc à quel fonds, se trouve un point', tag: 'fonds', query: z.object({ lon: coordinate(180), lat: coordinate(85) }).strict(),
    result: z.object({ quartier: z.string().nullable(), fund: Fund.nullable() }),
  },

  'GET /api/fonds/brouillons': { summary: 'Ses brouillons', tag: 'fonds', access: 'project.file', result: z.array(z.object({ id: z.string(), content: DraftContent, updated_at: z.string() })) },
  'PUT /api/fonds/brouillons/{id}': { summary: 'Garder un brouillon', tag: 'fonds', access: 'project.file', params: z.object({ id: uuid }), body: DraftContent, result: z.object({ updated_at: z.string() }) },
  'DELETE /api/fonds/brouillons/{id}': { summary: 'Jeter un brouillon', tag: 'fonds', access: 'project.file', params: z.object({ id: uuid }), result: done },
  'POST /api/fonds/brouillons/{id}/depot': { summary: 'Déposer un projet', tag: 'fonds', access: 'project.file', params: z.object({ id: uuid }), body: FilingBody, result: z.object({ id: z.number(), url: z.string() }) },

  'POST /api/fonds/projets/{id}/etapes': {
    summary: 'Faire passer un projet à une autre étape', tag: 'fonds', access: 'account.use', params: project, result: ProjectFile,
    body: z.object({ from: stage, to: stage, reason: text(2000).nullish(), cents: cents.nullish(), deliberation_number: text(60).nullish(), deliberation_on: day.nullish() }).strict(),
  },
  'PUT /api/fonds/projets/{id}/soutien': { summary: 'Soutenir un projet', tag: 'fonds', access: 'project.support', params: project, result: supports },
  'DELETE /api/fonds/projets/{id}/soutien': { summary: 'Retirer son soutien', tag: 'fonds', access: 'project.support', params: project, result: supports },
  'GET /api/fonds/projets/{id}/doublons': {
    summary: 'Soutiens qui semblent venir d’une même personne', tag: 'fonds', access: 'support.review', params: project,
    result: z.array(z.object({ persons: z.array(z.string()), why: z.string() })),
  },
  'POST /api/fonds/projets/{id}/commentaires': { summary: 'Commenter un projet', tag: 'fonds', access: 'project.comment', params: project, body: z.object({ text: text(2000) }).strict(), result: z.object({ id: z.number(), state: z.string() }) },
  'GET /api/fonds/commentaires': { summary: 'Commentaires à modérer', tag: 'fonds', access: 'comment.moderate', result: z.array(z.object({ id: z.number(), project: z.number(), name: z.string().nullable(), quartier: z.string().nullable(), text: z.string(), at: z.string() })) },
  'POST /api/fonds/commentaires/{id}/decision': {
    summary: 'Publier ou refuser un commentaire', tag: 'fonds', access: 'comment.moderate', params: z.object({ id: rowId }), result: done,
    body: z.object({ state: z.enum(['publie', 'refuse']), reason: text(1000).nullish() }).strict().refine(({ state, reason }) => state === 'publie' || Boolean(reason), { path: ['reason'], message: 'dites pourquoi' }),
  },
  'POST /api/fonds/projets/{id}/photos': {
    summary: 'Ajouter une photo', tag: 'fonds', access: 'project.illustrate', params: project, receives: { media: ['image/jpeg', 'image/png', 'image/webp', 'image/avif'], most: 12 * 1024 * 1024 },
    query: z.object({ kind: z.enum(['idee', 'avant', 'apres']), description: text(300) }).strict(), result: z.object({ id: z.string() }),
  },
  'DELETE /api/fonds/photos/{id}': { summary: 'Retirer une photo', tag: 'fonds', access: 'project.illustrate', params: z.object({ id: uuid }), result: done },
  'GET /api/fonds/photos/{id}': { summary: 'Une photo', tag: 'fonds', params: z.object({ id: uuid }), media: 'image/webp' },
  'POST /api/fonds/projets/{id}/notes': { summary: 'Dire où en est le projet', tag: 'fonds', access: 'project.follow', params: project, body: z.object({ text: text(2000) }).strict(), result: ProjectFile },
  'POST /api/fonds/projets/{id}/versements': {
    summary: 'Enregistrer un versement', tag: 'fonds', access: 'project.pay', params: project, result: ProjectFile,
    body: z.object({ request: uuid, cents, paid_on: day, payee: z.enum(['association', 'ville']), organisation: z.number().int().positive().nullish(), label: text(200) }).strict()
      .refine(({ payee, organisation }) => payee !== 'association' || Boolean(organisation), { path: ['organisation'], message: 'choisissez l’association payée' }),
  },

  'GET /api/fonds/seances': { summary: 'Les séances', tag: 'fonds', query: z.object({ year: yearText.optional(), quartier: slug.optional() }).strict(), result: z.array(FundSession.omit({ mine: true, presences: true, result: true })) },
  'POST /api/fonds/seances': {
    summary: 'Convoquer une séance', tag: 'fonds', access: 'session.hold', result: FundSession,
    body: z.object({
      fund: z.number().int().positive(), held_at: z.iso.datetime({ offset: true, error: 'une date et une heure' }), place: text(200), mode: z.enum(['vote', 'bulletins']), electorate: z.enum(['comite', 'habitants']).default('comite'),
      rule: z.enum(['equal-shares', 'greedy']).default('equal-shares'), votes_each: z.number().int().min(1).max(50).default(5),
      quorum: collegeNumbers.default({ maire: 1, conseiller: 1, citoyen: 1 }), weights: collegeNumbers.default({ maire: 1, conseiller: 1, citoyen: 1 }),
      projects: z.array(z.object({ id: z.number().int().positive(), cents: cents.optional() }).strict()).min(1, 'au moins un projet').max(200),
    }).strict().refine(({ mode, electorate }) => mode === 'bulletins' || electorate === 'comite', { path: ['electorate'], message: 'les habitants votent par bulletins' })
      .refine(({ weights }) => weights.maire + weights.conseiller + weights.citoyen > 0, { path: ['weights'], message: 'un collège au moins doit peser' }),
  },
  'GET /api/fonds/seances/{id}': { summary: 'Une séance', tag: 'fonds', access: 'anyone', params: project, result: FundSession },
  'POST /api/fonds/seances/{id}/ouverture': { summary: 'Ouvrir le vote', tag: 'fonds', access: 'session.hold', params: project, result: FundSession },
  'PUT /api/fonds/seances/{id}/presence': { summary: 'Émarger', tag: 'fonds', access: 'session.vote', params: project, result: FundSession },
  'PUT /api/fonds/seances/{id}/conflits/{project}': { summary: 'Déclarer un conflit d’intérêts', tag: 'fonds', access: 'session.vote', params: z.object({ id: rowId, project: rowId }), result: FundSession },
  'PUT /api/fonds/seances/{id}/votes/{project}': {
    summary: 'Voter sur un projet', tag: 'fonds', access: 'session.vote', params: z.object({ id: rowId, project: rowId }), body: z.object({ choice: z.enum(['pour', 'contre', 'abstention']) }).strict(), result: FundSession,
  },
  'PUT /api/fonds/seances/{id}/bulletin': {
    summary: 'Déposer ou changer son bulletin', tag: 'fonds', access: 'session.ballot', params: project, body: z.object({ points: z.record(rowId, z.number().int().min(1).max(50)) }).strict(), result: FundSession,
  },
  'POST /api/fonds/seances/{id}/cloture': {
    summary: 'Clore le vote et arrêter les propositions', tag: 'fonds', access: 'session.hold', params: project, result: FundSession,
    body: z.object({
      /** Outcomes other than those computed, and why: both are published. */
      deviations: z.array(z.object({ project: z.number().int().positive(), to: z.enum(['propose', 'refuse', 'ajourne']), cents: cents.nullish() }).strict()).max(200).default([]),
      reason: text(2000).nullish(),
    }).strict().refine(({ deviations, reason }) => deviations.length === 0 || Boolean(reason), { path: ['reason'], message: 'dites pourquoi le comité s’écarte du calcul : la raison est publiée' }),
  },
  'POST /api/fonds/seances/{id}/annulation': { summary: 'Annuler une séance', tag: 'fonds', access: 'session.hold', params: project, body: z.object({ reason: text(2000) }).strict(), result: FundSession },
  'GET /api/fonds/seances/{id}/bulletins.pb': { summary: 'Les bulletins d’une séance close, au format Pabulib', tag: 'fonds', params: project, media: 'text/plain' },
  'GET /api/fonds/seances/{id}/decisions.pdf': { summary: 'Le relevé de décisions', tag: 'fonds', params: project, media: 'application/pdf' },
  'GET /api/fonds/subventions.csv': { summary: 'Les subventions attribuées (SCDL 2.1.1)', tag: 'fonds', query: z.object({ year: yearText.optional(), quartier: slug.optional() }).strict(), media: 'text/csv' },
  'GET /api/fonds/{quartier}/flux.atom': { summary: 'Ce qui se passe dans le fonds d’un quartier', tag: 'fonds', params: z.object({ quartier: slug }), media: 'application/atom+xml' },
} as const;
