// What residents send to correct and complete the map, and how it is judged.
import { z } from 'zod';
import { publicLayerIds, type LayerId } from '../layers.ts';
import { themeIds } from '../themes.ts';
import { EditedFeature, Geometry, Properties } from './editing.ts';
import { rowId, text } from './people.ts';
import type { Route } from './route.ts';

const layer = z.enum(publicLayerIds as [LayerId, ...LayerId[]], { error: 'choisissez dans la liste' });
const point = z.object({ lon: z.number().min(-180).max(180), lat: z.number().min(-85).max(85) }).strict();

/** What is wrong where it is no field of the layer. */
export const errorTopics = ['ferme', 'position', 'autre'] as const;

export const contributionStates = ['attente', 'acceptee', 'amendee', 'refusee'] as const;
export type ContributionState = (typeof contributionStates)[number];

export const ContributionBody = z.object({
  layer,
  /** The feature that is wrong; none: a place is proposed. */
  feature: z.number().int().positive().nullish(),
  /** One of errorTopics, or the name of a field of the layer. */
  topic: z.string().max(63).nullish(),
  text: text(2000),
  point: point.nullish(),
  contact: z.union([z.literal(''), z.email('une adresse électronique').max(254)]).nullish(),
  /** From GET /api/contributions/token, used once. */
  token: z.string().max(200),
  /** For machines only: people leave it empty. */
  website: z.string().max(200).optional(),
}).strict();
export type ContributionBody = z.infer<typeof ContributionBody>;

export const Contribution = z.object({
  id: z.number(), kind: z.enum(['erreur', 'lieu']), layer: z.string(), feature: z.number().nullable(), theme: z.string(), quartier: z.string().nullable(),
  topic: z.string().nullable(), text: z.string(), state: z.enum(contributionStates), sent_at: z.string(),
  /** What it amounts to where it can be read as values, and the place of its pin. */
  proposed: z.record(z.string(), z.unknown()), lon: z.number().nullable(), lat: z.number().nullable(),
  /** The feature when it was sent. */
  before: z.object({ geometry: z.unknown(), properties: z.record(z.string(), z.unknown()) }).nullable(),
  has_contact: z.boolean(), handled_at: z.string().nullable(), handled_by: z.string().nullable(), reason: z.string().nullable(), result: z.number().nullable(),
});
export type Contribution = z.infer<typeof Contribution>;

export const ContributionDetail = z.object({
  contribution: Contribution,
  /** The feature as it is now; null where there is none, or no more. */
  current: EditedFeature.nullable(),
});
export type ContributionDetail = z.infer<typeof ContributionDetail>;

const one = z.object({ id: rowId });

export const contributionsContract = {
  'GET /api/contributions/token': { summary: 'Un jeton pour envoyer un formulaire : un seul envoi, deux heures', tag: 'contributions', access: 'anyone', result: z.object({ token: z.string(), wait: z.number() }) },
  'POST /api/contributions': { summary: 'Signaler une erreur ou proposer un lieu', tag: 'contributions', access: 'anyone', body: ContributionBody, result: z.object({ id: z.number() }) },
  'GET /api/contributions': {
    summary: 'Les contributions de ses thèmes', tag: 'contributions', access: 'contribution.moderate',
    query: z.object({ state: z.enum(['attente', 'traitee']).optional(), theme: z.enum([...themeIds, 'fond']).optional(), before: rowId.optional() }).strict(),
    result: z.object({ rows: z.array(Contribution), next: z.number().nullable(), waiting: z.record(z.string(), z.number()) }),
  },
  'GET /api/contributions/{id}': { summary: 'Une contribution, avec l’état présent de l’entité', tag: 'contributions', access: 'contribution.moderate', params: one, result: ContributionDetail },
  'POST /api/contributions/{id}/accept': {
    summary: 'Accepter, telle quelle ou amendée (If-Match : la version de l’entité, quand il y en a une)', tag: 'contributions', access: 'contribution.moderate', params: one,
    body: z.object({ properties: Properties.optional(), geometry: Geometry.nullable().optional(), retire: z.boolean().optional(), message: text(1000).nullish() }).strict(), result: ContributionDetail,
  },
  'POST /api/contributions/{id}/refuse': { summary: 'Refuser, avec la raison', tag: 'contributions', access: 'contribution.moderate', params: one, body: z.object({ reason: text(1000, 3) }).strict(), result: ContributionDetail },
} as const satisfies Record<string, Route>;
