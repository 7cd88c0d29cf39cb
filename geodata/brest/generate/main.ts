// Writes every layer of the shipped city: `node geodata/brest/generate/main.ts [folder]`. Same source, same bytes.
import { fileURLToPath } from 'node:url';
import type { PublicLayerId } from '../../layers.ts';
import { demonstrationAround, demonstrationGardens, demonstrationGroceries, demonstrationProjects, demonstrationSuppliers, demonstrationVenues } from './demonstration.ts';
import { centralites, qpv } from './districts.ts';
import { writeLayer, type Feature } from './feature.ts';
import { streets, transit } from './network.ts';
import { placesOf } from './places.ts';
import { pluFrontages, pluZones } from './plu.ts';
import { premises } from './premises.ts';
import { communes, land, quartiers } from './territory.ts';

const groceries = demonstrationGroceries();
const around = demonstrationAround();

const city: Record<PublicLayerId, Feature[]> = {
  land: land(),
  communes: communes(),
  quartiers: quartiers(),
  streets: streets(),
  transit: transit(),
  centralites: centralites(),
  qpv: qpv(),
  plu_zones: pluZones(),
  plu_frontages: pluFrontages(),
  premises: premises(),
  job_datings: [...placesOf('job_datings'), ...demonstrationVenues()],
  epiceries: [...placesOf('epiceries'), ...groceries.epiceries],
  ressourceries: [...placesOf('ressourceries'), ...groceries.ressourceries],
  gardens: [...placesOf('gardens'), ...demonstrationGardens(), ...around.gardens],
  projects: [...placesOf('projects'), ...demonstrationProjects()],
  suppliers: [...placesOf('suppliers'), ...demonstrationSuppliers(), ...around.suppliers],
};

const folder = process.argv[2] ?? fileURLToPath(new URL('..', import.meta.url));
for (const [layer, features] of Object.entries(city)) writeLayer(folder, layer, features);
