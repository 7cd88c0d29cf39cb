// Declared sources on the wire: what each is, how it stands, and what administrators may do about it.
import { z } from 'zod';
import type { Route } from './route.ts';

const moment = z.string().nullable();

export const SourceState = z.object({
  id: z.string(), title: z.string(), producer: z.string(), licence: z.string(),
  /** Where people read about it; the file's own address is not published: it may hold a key. */
  page: z.string().nullable(),
  layer: z.string(),
  /** quotidien, hebdomadaire, mensuel, or a cron line. */
  schedule: z.string(),
  note: z.string().nullable(),
  /** Whether somebody has seen its address give what it should. */
  verified: z.boolean(),
  enabled: z.boolean(),
  tried_at: moment,
  /** When it was last found good: imported, or unchanged since. */
  good_at: moment,
  /** When its data was last imported. */
  changed_at: moment,
  good_features: z.number().nullable(),
  failing_since: moment,
  failure: z.string().nullable(),
  /** Whether a version waits for somebody's consent. */
  held: z.boolean(),
  asked: z.boolean(),
  running: z.boolean(),
  next_due: moment,
});
export type SourceState = z.infer<typeof SourceState>;

export const SourceRun = z.object({
  id: z.number(), cause: z.enum(['horaire', 'demande', 'commande']), stage: z.string(), started_at: z.string(), ended_at: moment,
  outcome: z.string().nullable(), reason: z.string().nullable(), detail: z.unknown(), bytes: z.number().nullable(), counts: z.unknown(),
});
export type SourceRun = z.infer<typeof SourceRun>;

const source = z.object({ id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'le nom d’une source') });

export const sourcesContract = {
  'GET /api/sources': { summary: 'Les sources qui se tiennent à jour, et comment chacune se porte', tag: 'api', result: z.object({ sources: z.array(SourceState) }) },
  'GET /api/sources/{id}/runs': { summary: 'Les dernières actualisations d’une source, avec ce qui fut refusé', tag: 'administration', access: 'source.refresh', params: source, result: z.object({ runs: z.array(SourceRun) }) },
  'POST /api/sources/{id}/refresh': {
    summary: 'Actualiser une source maintenant ; `accept` consent à la version retenue', tag: 'administration', access: 'source.refresh', params: source,
    body: z.object({ accept: z.boolean().optional() }).strict(), result: SourceState,
  },
  'DELETE /api/sources/{id}/refresh': { summary: 'Arrêter l’actualisation en cours, ou retirer la demande', tag: 'administration', access: 'source.refresh', params: source, result: SourceState },
  'PUT /api/sources/{id}/enabled': { summary: 'Activer ou désactiver une source', tag: 'administration', access: 'source.manage', params: source, body: z.object({ enabled: z.boolean() }).strict(), result: SourceState },
} as const satisfies Record<string, Route>;
