// The ordered list of layers: its order is the paint order, from the ground up. Everything generic walks this list.
import type { LayerDefinition } from './layer.ts';
import { land } from './layers/land.ts';
import { plu_zones } from './layers/plu_zones.ts';
import { centralites } from './layers/centralites.ts';
import { qpv } from './layers/qpv.ts';
import { communes } from './layers/communes.ts';
import { quartiers } from './layers/quartiers.ts';
import { streets } from './layers/streets.ts';
import { plu_frontages } from './layers/plu_frontages.ts';
import { transit } from './layers/transit.ts';
import { premises } from './layers/premises.ts';
import { suppliers } from './layers/suppliers.ts';
import { gardens } from './layers/gardens.ts';
import { projects } from './layers/projects.ts';
import { ressourceries } from './layers/ressourceries.ts';
import { epiceries } from './layers/epiceries.ts';
import { job_datings } from './layers/job_datings.ts';
import { addresses } from './layers/addresses.ts';
import { establishments } from './layers/establishments.ts';

export const layers = [
  land, plu_zones, centralites, qpv, communes, quartiers, streets, plu_frontages, transit,
  premises, suppliers, gardens, projects, ressourceries, epiceries, job_datings,
  // Not public: nothing of them is drawn.
  addresses, establishments,
] as const satisfies readonly LayerDefinition[];

export type LayerId = (typeof layers)[number]['id'];

/** Those that are served, drawn and shipped with a city. */
export type PublicLayerId = Extract<(typeof layers)[number], { public: true }>['id'];

/** The definitions, widened to the common shape, by id. */
export const layerById = Object.fromEntries(layers.map((layer): [string, LayerDefinition] => [layer.id, layer])) as Record<LayerId, LayerDefinition>;

export const layerIds = layers.map((layer) => layer.id) as readonly LayerId[];

export const publicLayers: readonly LayerDefinition[] = (layers as readonly LayerDefinition[]).filter((layer) => layer.public);

export const publicLayerIds = publicLayers.map((layer) => layer.id) as readonly LayerId[];

export function isLayerId(id: string): id is LayerId {
  return Object.hasOwn(layerById, id);
}
