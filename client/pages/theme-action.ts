// Where each theme's main action leads: the list that answers it, what it is narrowed to, and its first order.
import type { Filters } from '../../geodata/address.ts';
import type { ThemeId } from '../../geodata/layer.ts';
import type { LayerId } from '../../geodata/layers.ts';
import type { Order } from '../state/sorting.ts';

interface Start { layer: LayerId; filters: Filters; order: Order }

export const startOf: Record<ThemeId, Start> = {
  emploi: { layer: 'job_datings', filters: {}, order: { by: 'next_on', descending: false } },
  epiceries: { layer: 'epiceries', filters: {}, order: { by: 'opening', descending: false } },
  fonds: { layer: 'projects', filters: {}, order: { by: 'decided_on', descending: true } },
  commerces: { layer: 'premises', filters: { 'premises.occupancy': ['vacant'] }, order: { by: 'distance', descending: false } },
  jardins: { layer: 'gardens', filters: { 'gardens.state': ['ouvert'] }, order: { by: 'distance', descending: false } },
};
