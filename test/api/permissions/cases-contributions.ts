// Corrections and proposals: in the theme of jardins, of commerces, and in the base that all themes stand on.
import type { contributionsContract } from '../../../geodata/contract/contributions.ts';
import { FormTokens } from '../../../server/contributions/form-token.ts';
import type { Asked, Case, Cases } from './cases.ts';
import { elsewhere, here, type World } from './world.ts';

const tokens = new FormTokens('x'.repeat(32));
let count = 0;

/** A waiting contribution about a place that exists. */
function waiting({ one }: World, layer: string, theme: string, quartier: string | null): Promise<number> {
  return one(
    `insert into karter.contributions (layer, feature, theme, quartier, topic, message, proposed, before)
     select $1, id, $2, $3, 'autre', $4, '{}', '{"geometry": null, "properties": {}}' from karter.${layer} order by id limit 1 returning id`, [layer, theme, quartier, `Un essai, ${count += 1}`]);
}

const each = (ask: (id: number) => Asked): Cases => {
  const about = (layer: string, theme: string, quartier: string | null): Case => async (world) => ask(await waiting(world, layer, theme, quartier));
  return { 'jardins ici': about('gardens', 'jardins', here), 'jardins ailleurs': about('gardens', 'jardins', elsewhere), commerces: about('centralites', 'commerces', here), fond: about('transit', 'fond', here) };
};

export const contributionCases: Record<keyof typeof contributionsContract, Cases> = {
  'GET /api/contributions/token': { tous: () => ({ path: '/api/contributions/token' }) },
  'POST /api/contributions': { tous: ({ points }) => ({ path: '/api/contributions', body: { layer: 'gardens', text: `Un jardin de plus, ${count += 1}`, point: points.here, contact: '', token: tokens.make(Date.now() - 10_000) } }) },
  'GET /api/contributions': { tous: () => ({ path: '/api/contributions' }) },
  'GET /api/contributions/{id}': each((id) => ({ path: `/api/contributions/${id}` })),
  // Without If-Match: whoever may is asked for it.
  'POST /api/contributions/{id}/accept': each((id) => ({ path: `/api/contributions/${id}/accept`, body: {} })),
  'POST /api/contributions/{id}/refuse': each((id) => ({ path: `/api/contributions/${id}/refuse`, body: { reason: 'Un essai.' } })),
};
