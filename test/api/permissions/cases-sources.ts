// Sources that keep themselves fresh: of jardins, of another theme, of the base.
import { randomUUID } from 'node:crypto';
import type { sourcesContract } from '../../../geodata/contract/sources.ts';
import type { Asked, Case, Cases } from './cases.ts';

/** A declared source of the layer. */
const each = (ask: (id: string) => Asked): Cases => {
  const about = (layer: string): Case => async ({ one }) => ask(await one<string>(
    "insert into karter.sources (id, position, declared) values ($1, 1, $2) returning id",
    [`essai-${randomUUID()}`, { title: 'Essai', producer: 'Essai', licence: 'Essai', schedule: 'mensuel', layer }]));
  return { jardins: about('gardens'), commerces: about('centralites'), fond: about('transit') };
};

export const sourceCases: Record<keyof typeof sourcesContract, Cases> = {
  'GET /api/sources': { tous: () => ({ path: '/api/sources' }) },
  'GET /api/sources/{id}/runs': each((id) => ({ path: `/api/sources/${id}/runs` })),
  'POST /api/sources/{id}/refresh': each((id) => ({ path: `/api/sources/${id}/refresh`, body: {} })),
  'DELETE /api/sources/{id}/refresh': each((id) => ({ path: `/api/sources/${id}/refresh` })),
  'PUT /api/sources/{id}/enabled': each((id) => ({ path: `/api/sources/${id}/enabled`, body: { enabled: false } })),
};
