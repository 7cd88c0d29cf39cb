// How each layer looks. A layer of geodata/layers.ts without its drawing here does not compile.
import type { LayerId } from '../../geodata/layers.ts';
import type { Drawing } from '../map/drawing.ts';
import { addresses } from './addresses.ts';
import { centralites } from './centralites.ts';
import { communes } from './communes.ts';
import { epiceries } from './epiceries.ts';
import { establishments } from './establishments.ts';
import { gardens } from './gardens.ts';
import { job_datings } from './job_datings.ts';
import { land } from './land.ts';
import { plu_frontages } from './plu_frontages.ts';
import { plu_zones } from './plu_zones.ts';
import { premises } from './premises.ts';
import { projects } from './projects.ts';
import { qpv } from './qpv.ts';
import { quartiers } from './quartiers.ts';
import { ressourceries } from './ressourceries.ts';
import { streets } from './streets.ts';
import { suppliers } from './suppliers.ts';
import { transit } from './transit.ts';

export const drawings: Record<LayerId, Drawing> = {
  land, plu_zones, centralites, qpv, communes, quartiers, streets, plu_frontages, transit,
  premises, suppliers, gardens, projects, ressourceries, epiceries, job_datings,
  addresses, establishments,
};
