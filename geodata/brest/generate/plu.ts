// A made-up local urban plan: zones that tile the commune and protected frontages along its axes, to try the reading of real ones.
import { difference } from '@turf/difference';
import { intersect } from '@turf/intersect';
import { featureCollection, polygon as turfPolygon } from '@turf/helpers';
import { demonstration, feature, line, polygon, slug, type Feature, type Geometry } from './feature.ts';
import { blob, counterClockwise, lengthOf, part, type Line, type Position } from './plane.ts';
import { streetsOfTable } from './network.ts';
import { communeRing } from './territory.ts';

const idurba = 'DEMONSTRATION';
const zoneTitles = {
  UA: ['U', 'Centre dense, mixte'], UC: ['U', 'Quartiers d’habitat et d’activités'], UE: ['U', 'Activités économiques et portuaires'],
  '1AU': ['AU', 'Extension à urbaniser'], A: ['A', 'Terres agricoles'], N: ['N', 'Espaces naturels'],
} as const;
type Zone = keyof typeof zoneTitles;

/** Cut out one after the other; what no shape covers is UC. */
const shapes: [zone: Zone, id: string, ring: Line][] = [
  ['UA', 'centre', [[-4.4962, 48.383], [-4.4905, 48.3822], [-4.4835, 48.386], [-4.4765, 48.3905], [-4.466, 48.4022], [-4.4695, 48.4045], [-4.484, 48.3985], [-4.4945, 48.392], [-4.4962, 48.383]]],
  ['UA', 'recouvrance', blob([-4.5018, 48.3852], 420, 480)],
  ['UE', 'port', [[-4.489, 48.3795], [-4.489, 48.3827], [-4.476, 48.3868], [-4.465, 48.388], [-4.449, 48.3878], [-4.449, 48.3795], [-4.489, 48.3795]]],
  ['UE', 'arsenal', [[-4.509, 48.372], [-4.509, 48.3795], [-4.4972, 48.3832], [-4.4968, 48.374], [-4.509, 48.372]]],
  ['UE', 'kergaradec', blob([-4.4662, 48.4272], 520, 520)],
  ['N', 'penfeld', [[-4.5262, 48.405], [-4.5262, 48.4005], [-4.5175, 48.3985], [-4.5135, 48.3948], [-4.5065, 48.394], [-4.5025, 48.3938], [-4.5, 48.3965], [-4.5075, 48.3968], [-4.5115, 48.397], [-4.5125, 48.4], [-4.519, 48.404], [-4.5195, 48.4072], [-4.5262, 48.405]]],
  ['N', 'stang-alar', [[-4.443, 48.402], [-4.425, 48.402], [-4.425, 48.38], [-4.438, 48.38], [-4.439, 48.39], [-4.443, 48.402]]],
  ['N', 'portzic', [[-4.58, 48.35], [-4.53, 48.35], [-4.53, 48.3625], [-4.55, 48.365], [-4.58, 48.365], [-4.58, 48.35]]],
  ['1AU', 'messioual', blob([-4.4975, 48.4285], 480, 380)],
  ['1AU', 'nord', blob([-4.4915, 48.4395], 420, 300)],
  ['A', 'nord', [[-4.525, 48.433], [-4.4985, 48.4335], [-4.492, 48.4355], [-4.485, 48.4345], [-4.47, 48.436], [-4.47, 48.47], [-4.525, 48.47], [-4.525, 48.433]]],
];

interface Clip { type: 'Feature'; geometry: { type: 'Polygon'; coordinates: Position[][] } | { type: 'MultiPolygon'; coordinates: Position[][][] }; properties: unknown }

function pieces(clip: Clip | null): Line[][] {
  if (!clip) return [];
  const parts = clip.geometry.type === 'Polygon' ? [clip.geometry.coordinates] : clip.geometry.coordinates;
  return parts as Line[][];
}

function zone(id: string, code: Zone, geometry: Geometry): Feature {
  const [typezone, libelong] = zoneTitles[code];
  return feature(geometry, { libelle: code, libelong, typezone, idurba, ...demonstration, accuracy: 'trace_approximatif', source_id: id, accuracy_m: 300 });
}

export function pluZones(): Feature[] {
  let rest: Clip | null = turfPolygon([communeRing]) as unknown as Clip;
  const zones: Feature[] = [];
  for (const [code, id, ring] of shapes) {
    const shape = turfPolygon([counterClockwise(ring)]);
    const taken = intersect(featureCollection([rest as never, shape])) as unknown as Clip | null;
    pieces(taken).forEach((rings, index) => zones.push(zone(`${slug(code)}-${id}-${index + 1}`, code, polygon(...rings))));
    rest = difference(featureCollection([rest as never, shape])) as unknown as Clip | null;
  }
  pieces(rest).forEach((rings, index) => zones.push(zone(`uc-${index + 1}`, 'UC', polygon(...rings))));
  return zones;
}

const rules: Record<string, string> = {
  '03': 'Le changement de destination d’un rez-de-chaussée d’artisanat ou de commerce de détail vers une autre destination est interdit (règle de démonstration, sur le modèle de l’article L151-16 du code de l’urbanisme).',
  '04': 'En rez-de-chaussée sur rue, seuls l’artisanat, le commerce de détail et la restauration sont admis ; bureaux, banques et logements sont interdits (règle de démonstration, sur le modèle de l’article L151-16 du code de l’urbanisme).',
  '01': 'La diversité commerciale est à protéger : un local de commerce ne peut devenir un logement (règle de démonstration, sur le modèle de l’article L151-16 du code de l’urbanisme).',
  '02': 'La diversité commerciale est à développer : tout nouveau rez-de-chaussée sur rue accueille une activité (règle de démonstration, sur le modèle de l’article L151-16 du code de l’urbanisme).',
  '00': 'Secteur de diversité commerciale (règle de démonstration, sur le modèle de l’article L151-16 du code de l’urbanisme).',
};

/** Street, protection, and the share of its length that is protected. */
const protectedStreets: [street: string, stypepsc: string, from: number, to: number][] = [
  ['Rue de Siam', '04', 0.05, 1], ['Rue Jean Jaurès', '04', 0, 0.42], ['Rue Jean Jaurès', '03', 0.42, 1], ['Rue Louis Pasteur', '03', 0, 1], ['Rue de Lyon', '03', 0.15, 0.85], ['Rue d’Aiguillon', '03', 0, 1],
  ['Rue Jean Macé', '03', 0, 1], ['Rue Étienne Dolet', '03', 0, 1], ['Rue Algésiras', '03', 0, 0.8], ['Rue Coat ar Guéven', '03', 0, 1], ['Rue de la Porte', '03', 0, 1], ['Rue Armorique', '01', 0.3, 1], ['Rue Anatole France', '01', 0.4, 1],
  ['Rue Jean-François Tartu', '03', 0, 1], ['Route du Conquet', '01', 0.55, 0.85], ['Rue Robespierre', '03', 0.3, 1], ['Place Napoléon III', '03', 0, 1], ['Rue de Gouesnou', '02', 0.4, 0.9], ['Rue de Paris', '02', 0.05, 0.45], ['Rue de Verdun', '01', 0.1, 0.9],
  ['Rue Yves Collet', '00', 0.3, 0.8], ['Place Maurice Gillet', '03', 0, 1],
];

export function pluFrontages(): Feature[] {
  return protectedStreets.map(([name, stypepsc, from, to]) => {
    const street = streetsOfTable.find((candidate) => candidate.name === name)!;
    const total = lengthOf(street.line);
    return feature(line(part(street.line, from * total, to * total)), {
      name: `${name} (démonstration)`, stypepsc, rule: rules[stypepsc], street: name, idurba, ...demonstration, source_id: `${slug(name)}-${stypepsc}`, accuracy_m: street.accuracy_m,
    });
  });
}
