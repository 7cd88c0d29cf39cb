// Downloads: what everyone may read, as files.
import type { exportContract } from '../../../geodata/contract/export.ts';
import type { Cases } from './cases.ts';

export const exportCases: Record<keyof typeof exportContract, Cases> = {
  'GET /api/export': { tous: () => ({ path: '/api/export' }) },
  'GET /api/export/{layer}': { tous: () => ({ path: '/api/export/quartiers?format=csv' }) },
};
