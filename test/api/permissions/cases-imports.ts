// Imports into a theme's layer, another theme's, the base and a private one. What may be asked is then refused for another reason: nothing is read here.
import type { importsContract } from '../../../geodata/contract/imports.ts';
import type { Asked, Case, Cases } from './cases.ts';

const layers = { jardins: 'gardens', commerces: 'centralites', fond: 'transit', privée: 'establishments' };

const each = (ask: (layer: string, id: number) => Asked): Cases => {
  const about = (layer: string): Case => async ({ one }) => ask(layer, await one<number>("insert into karter.imports (layer, file_name, state) values ($1, 'essai.csv', 'annule') returning id", [layer]));
  return Object.fromEntries(Object.entries(layers).map(([name, layer]) => [name, about(layer)]));
};

/** Larger than this server takes. */
const tooMuch = Buffer.alloc(1024 * 1024 + 1, 'a');

export const importCases: Record<keyof typeof importsContract, Cases> = {
  'POST /api/imports': each((layer) => ({ path: `/api/imports?layer=${layer}&name=essai.csv`, bytes: tooMuch })),
  'POST /api/imports/adresse': each((layer) => ({ path: '/api/imports/adresse', body: { layer, url: 'http://127.0.0.1/essai.csv' } })),
  'GET /api/imports': { tous: () => ({ path: '/api/imports' }) },
  'GET /api/imports/{id}': each((_, id) => ({ path: `/api/imports/${id}` })),
  'PUT /api/imports/{id}/lecture': each((_, id) => ({ path: `/api/imports/${id}/lecture`, body: {} })),
  'GET /api/imports/{id}/entites': each((_, id) => ({ path: `/api/imports/${id}/entites` })),
  'GET /api/imports/{id}/refus.csv': each((_, id) => ({ path: `/api/imports/${id}/refus.csv` })),
  'POST /api/imports/{id}/ecriture': each((_, id) => ({ path: `/api/imports/${id}/ecriture`, body: {} })),
  'DELETE /api/imports/{id}': each((_, id) => ({ path: `/api/imports/${id}` })),
  'GET /api/doublons': { tous: () => ({ path: '/api/doublons' }) },
  // Nobody noticed this pair.
  'POST /api/doublons/{layer}/{one}/{other}': each((layer) => ({ path: `/api/doublons/${layer}/1/2`, body: { verdict: 'distincts' } })),
};
