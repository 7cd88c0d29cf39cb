// The layers as data: everyone reads them, signed in or not.
import type { catalogueContract } from '../../../geodata/contract/catalogue.ts';
import type { Cases } from './cases.ts';

const at = (path: string): Cases => ({ tous: () => ({ path }) });

export const catalogueCases: Record<keyof typeof catalogueContract, Cases> = {
  'GET /api/catalogue': at('/api/catalogue'),
  'GET /api/catalogue/{layer}': { 'une couche': () => ({ path: '/api/catalogue/gardens' }) },
  'GET /catalog.jsonld': at('/catalog.jsonld'),
  'GET /api/corrections-osm': at('/api/corrections-osm'),
};
