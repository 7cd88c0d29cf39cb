// Centralités and QPV: drawn around known places, at a size that says no more than is known.
import { feature, polygon, provenance, type Feature } from './feature.ts';
import { blob, counterClockwise, smooth, type Line, type Position } from './plane.ts';

type Kind = 'centre_ville' | 'centre_quartier' | 'centre_bourg' | 'pole_peripherique';

/** Centre, radii east and north in metres, turn in radians. */
type Round = [name: string, id: string, kind: Kind, centre: Position, east: number, north: number, turn?: number];

const rounds: Round[] = [
  ['Recouvrance – rue de la Porte', 'recouvrance', 'centre_quartier', [-4.5015, 48.3843], 360, 170],
  ['Quatre-Moulins', 'quatre-moulins', 'centre_quartier', [-4.514, 48.3834], 330, 150, -0.06],
  ['Saint-Pierre', 'saint-pierre', 'centre_quartier', [-4.5345, 48.3799], 380, 210, -0.15],
  ['Place Napoléon III – Bellevue', 'bellevue', 'centre_quartier', [-4.5079, 48.4038], 260, 200],
  ['Lambézellec-bourg', 'lambezellec', 'centre_quartier', [-4.49, 48.415], 260, 270],
  ['Saint-Marc', 'saint-marc', 'centre_quartier', [-4.4615, 48.3958], 420, 210, -0.35],
  ['Rue de Gouesnou – Europe', 'europe', 'centre_quartier', [-4.4688, 48.4103], 240, 280],
  ['Rue de Paris', 'rue-de-paris', 'centre_quartier', [-4.4625, 48.4056], 330, 150, 0.75],
  ['Bohars', 'bohars', 'centre_bourg', [-4.5137, 48.4297], 260, 300],
  ['Gouesnou', 'gouesnou', 'centre_bourg', [-4.4665, 48.4512], 380, 330],
  ['Guilers', 'guilers', 'centre_bourg', [-4.5587, 48.4255], 420, 380],
  ['Guipavas', 'guipavas', 'centre_bourg', [-4.4015, 48.4338], 420, 330],
  ['Plougastel-Daoulas', 'plougastel-daoulas', 'centre_bourg', [-4.3697, 48.3727], 380, 330],
  ['Plouzané – La Trinité', 'la-trinite', 'centre_bourg', [-4.59, 48.3703], 380, 300],
  ['Le Relecq-Kerhuon', 'le-relecq-kerhuon', 'centre_bourg', [-4.398, 48.4075], 420, 280],
  ['Froutven', 'froutven', 'pole_peripherique', [-4.436, 48.418], 720, 360, -0.28],
  ['Kergaradec', 'kergaradec', 'pole_peripherique', [-4.4645, 48.4285], 480, 560],
  ['Iroise', 'iroise', 'pole_peripherique', [-4.5538, 48.3762], 360, 260],
];

/** The centre follows its streets: château, Siam, Jaurès to the place de Strasbourg, and back by the Harteloire and Yves Collet. */
const downtown: Line = [
  [-4.4947, 48.3842], [-4.4905, 48.383], [-4.4845, 48.3862], [-4.4815, 48.3895], [-4.4772, 48.3918], [-4.4745, 48.3955],
  [-4.469, 48.3995], [-4.4662, 48.4025], [-4.469, 48.4038], [-4.4745, 48.4], [-4.479, 48.3985], [-4.4838, 48.3958],
  [-4.4872, 48.3938], [-4.4918, 48.3915], [-4.4936, 48.3885], [-4.4947, 48.3842],
];

export function centralites(): Feature[] {
  const traced = { ...provenance.karter, accuracy: 'trace_approximatif', demo: false };
  const centre = feature(polygon(counterClockwise(smooth(downtown))), { name: 'Centre-ville', kind: 'centre_ville', ...traced, source_id: 'centre-ville', accuracy_m: 150 });
  return [centre, ...rounds.map(([name, id, kind, at, east, north, turn]) =>
    feature(polygon(blob(at, east, north, turn)), { name, kind, ...traced, source_id: id, accuracy_m: 250 }))];
}

/** Inhabitants: ANCT, quartiers prioritaires 2024. Official outlines and codes were not to be had: only place and size are shown. */
const priorities: [name: string, id: string, population: number, accuracy: number, centre: Position, east: number, north: number, turn?: number][] = [
  ['Bellevue', 'bellevue', 7292, 350, [-4.5085, 48.404], 720, 400, -0.35],
  ['Lambézellec-bourg', 'lambezellec-bourg', 1306, 300, [-4.4893, 48.4162], 240, 220],
  ['Keredern', 'keredern', 1968, 400, [-4.4795, 48.413], 310, 210, -0.2],
  ['Pontanézen', 'pontanezen', 2623, 250, [-4.4735, 48.4142], 260, 290],
  ['Quéliverzan-Pontaniou', 'queliverzan-pontaniou', 1663, 250, [-4.5015, 48.3893], 190, 380, 0.5],
  ['Kérangoff-Loti', 'kerangoff-loti', 1127, 350, [-4.5105, 48.3805], 330, 200],
  ['Kérourien', 'kerourien', 2074, 350, [-4.5405, 48.3855], 310, 240],
];

export function qpv(): Feature[] {
  return priorities.map(([name, id, population, accuracy_m, at, east, north, turn]) =>
    feature(polygon(blob(at, east, north, turn)), {
      name, population, source: 'ANCT, QPV 2024 (habitants) ; tracé Karter d’après des lieux connus', source_id: id,
      licence: 'Licence Ouverte 2.0', vintage: '2024-01-01', accuracy: 'trace_approximatif', accuracy_m, demo: false,
    }));
}
