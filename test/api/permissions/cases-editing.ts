// Features changed by hand: of jardins here and elsewhere, of another theme, of the base.
import type { editingContract } from '../../../geodata/contract/editing.ts';
import type { Asked, Case, Cases } from './cases.ts';
import { elsewhere, here, type Place, type World } from './world.ts';

const first = (layer: string, where = 'true') => ({ one }: World) => one(`select id from karter.${layer} where ${where} order by id limit 1`);

const each = (ask: (layer: string, id: number) => Asked): Cases => {
  const about = (layer: string, where?: string): Case => async (world) => ask(layer, await first(layer, where)(world));
  return { 'jardins ici': about('gardens', `quartier = '${here}'`), 'jardins ailleurs': about('gardens', `quartier = '${elsewhere}'`), commerces: about('centralites'), fond: about('transit') };
};

let count = 0;
const garden = (place: Place): Case => ({ points }) => {
  const { lon, lat } = points[place];
  const side = 0.0001;
  return { path: '/api/features/gardens', body: { properties: { name: `Jardin d’essai ${count += 1}`, kind: 'partage' }, geometry: { type: 'Polygon', coordinates: [[[lon, lat], [lon + side, lat], [lon + side, lat + side], [lon, lat + side], [lon, lat]]] } } };
};

export const editingCases: Record<keyof typeof editingContract, Cases> = {
  'GET /api/features/{layer}/{id}': each((layer, id) => ({ path: `/api/features/${layer}/${id}` })),
  // What lacks fields is refused after the layer's own right was asked.
  'POST /api/features/{layer}': { 'jardins ici': garden('here'), 'jardins ailleurs': garden('elsewhere'), commerces: () => ({ path: '/api/features/centralites', body: {} }), fond: () => ({ path: '/api/features/transit', body: {} }) },
  'PATCH /api/features/{layer}/{id}': each((layer, id) => ({ path: `/api/features/${layer}/${id}`, body: {} })),
  'DELETE /api/features/{layer}/{id}': each((layer, id) => ({ path: `/api/features/${layer}/${id}`, body: {} })),
  'GET /api/features/{layer}/{id}/versions': each((layer, id) => ({ path: `/api/features/${layer}/${id}/versions` })),
  // No such version: who may is told so, the others learn nothing.
  'POST /api/features/{layer}/{id}/restore': each((layer, id) => ({ path: `/api/features/${layer}/${id}/restore`, body: { version: '2020-01-01T00:00:00Z' } })),
};
