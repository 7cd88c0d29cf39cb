// Demonstration places: enough in each quartier for every theme to live, each named as what it is.
import { demonstration, feature, point, polygon, type Feature, type Geometry } from './feature.ts';
import { along, counterClockwise, distanceTo, inside, lengthOf, metres, moved, type Line, type Position } from './plane.ts';
import { Random } from './random.ts';
import { rhythmOf } from './rhythm.ts';
import { streetsOfTable } from './network.ts';
import { brestCode, communeAt, communeNames, penfeld, quartierAt, quartierNames, quartierRing } from './territory.ts';

const quartierIds = Object.keys(quartierNames);
const pad = (value: number) => String(value).padStart(2, '0');

function day(random: Random, from: number, to: number): string {
  return `${random.whole(from, to)}-${pad(random.whole(1, 12))}-${pad(random.whole(1, 28))}`;
}

/** Beside a bridge or a ramp there is nothing to stand on. */
const firmGround = streetsOfTable.filter(({ name }) => !/pont|rampe/i.test(name));

/** A position beside some street, where the condition holds. */
function beside(random: Random, holds: (at: Position) => boolean): Position {
  for (;;) {
    const street = random.pick(firmGround);
    const { at, direction } = along(street.line, random.between(0, lengthOf(street.line)));
    const side = random.chance(0.5) ? 1 : -1;
    const offset = random.between(18, 70) * side;
    const found = moved(at, direction[1] * offset, -direction[0] * offset);
    if (holds(found) && Object.values(penfeld).every((course) => distanceTo(course, found) > 95)) return found;
  }
}

const besideStreet = (random: Random, quartier: string): Position => beside(random, (at) => quartierAt(at) === quartier);

/** A position in the quartier at some distance from its edge and from the others. */
function within(random: Random, quartier: string, taken: Position[], apart: number): Position {
  const ring = quartierRing(quartier);
  const longitudes = ring.map(([longitude]) => longitude);
  const latitudes = ring.map(([, latitude]) => latitude);
  for (let attempt = 0; ; attempt += 1) {
    const found: Position = [random.between(Math.min(...longitudes), Math.max(...longitudes)), random.between(Math.min(...latitudes), Math.max(...latitudes))];
    const clear = [[140, 0], [-140, 0], [0, 140], [0, -140]].every(([east, north]) => inside([ring], moved(found, east!, north!)));
    const builtUp = streetsOfTable.some(({ line }) => line.some((corner) => metres(corner, found) < 650));
    const dry = Object.values(penfeld).every((course) => distanceTo(course, found) > 150);
    const open = streetsOfTable.every((street) => distanceTo(street.line, found) > 55);
    if (clear && builtUp && dry && open && taken.every((other) => metres(other, found) > apart * (attempt > 400 ? 0.5 : 1))) {
      taken.push(found);
      return found;
    }
  }
}

/** A slightly skewed rectangle of the given area. */
function field(random: Random, centre: Position, area: number): Line {
  const width = Math.sqrt(area) * random.between(0.7, 1);
  const height = area / width;
  const turn = random.between(0, Math.PI);
  const corners: [number, number][] = [[-1, -1], [1, -1], [random.between(0.85, 1.1), 1], [-1, random.between(0.85, 1.1)]];
  const ring = corners.map(([x, y]): Position => {
    const [east, north] = [(x * width) / 2, (y * height) / 2];
    return moved(centre, east * Math.cos(turn) - north * Math.sin(turn), east * Math.sin(turn) + north * Math.cos(turn));
  });
  return counterClockwise([...ring, ring[0]!]);
}

const each = <Result>(make: (quartier: string, name: string) => Result[]): Result[] =>
  quartierIds.flatMap((id) => make(id, quartierNames[id]!));

export function demonstrationVenues(): Feature[] {
  return each((quartier, quartierName) => {
    const random = new Random(`venues/${quartier}`);
    return [1, 2].map((number) => {
      const id = `demonstration-${quartier}-${number}`;
      return feature(point(besideStreet(random, quartier)), {
        name: `Salle de démonstration ${number} – ${quartierName}`, kind: number === 1 ? 'autre' : random.pick(['centre_social', 'mediatheque', 'autre']),
        capacity: random.whole(4, 16) * 10, wheelchair: random.pick(['yes', 'yes', 'yes', 'limited', 'no']), rhythm: rhythmOf(id),
        ...demonstration, source_id: id, accuracy_m: 50,
      });
    });
  });
}

const weekHours = ['Tu 14:00-18:00; Th 10:00-12:30,14:00-18:00', 'Mo,We 14:00-17:30; Fr 09:30-12:00', 'Tu-Fr 13:30-17:00; Sa 10:00-12:00', 'We 09:00-12:00,14:00-18:00; Sa 09:30-12:30'];

/** Near or far from a ressourcerie on purpose, so that the rule of proximity has something to say. */
const groceries: Record<string, { near: boolean }> = {
  'brest-centre': { near: false }, lambezellec: { near: true }, 'quatre-moulins': { near: true }, 'saint-marc': { near: true }, 'saint-pierre': { near: false }, europe: { near: false }, bellevue: { near: false },
};

export function demonstrationGroceries(): { epiceries: Feature[]; ressourceries: Feature[] } {
  const epiceries: Feature[] = [];
  const ressourceries: Feature[] = [];
  for (const [quartier, { near }] of Object.entries(groceries)) {
    const random = new Random(`groceries/${quartier}`);
    const at = besideStreet(random, quartier);
    const kind = random.pick(['solidaire', 'solidaire', 'sociale']);
    const students = random.chance(0.5);
    epiceries.push(feature(point(at), {
      name: `Épicerie solidaire de démonstration – ${quartierNames[quartier]}`, kind, manager: kind === 'sociale' ? 'CCAS (démonstration)' : 'Association de démonstration', students,
      opening_hours: random.pick(weekHours), hours_verified_on: '2026-09-15', admission: students ? 'Sur quotient familial ; étudiants admis' : 'Sur orientation d’un travailleur social',
      wheelchair: random.pick(['yes', 'yes', 'limited']), opened_on: day(random, 2012, 2025), ...demonstration, source_id: `demonstration-${quartier}`, accuracy_m: 50,
    }));
    if (!near) continue;
    const angle = random.between(0, 2 * Math.PI);
    const distance = random.between(80, 260);
    ressourceries.push(feature(point(moved(at, Math.cos(angle) * distance, Math.sin(angle) * distance)), {
      name: `Ressourcerie de démonstration – ${quartierNames[quartier]}`, kind: random.pick(['ressourcerie', 'ressourcerie', 'textile']), manager: 'Association de démonstration', surface_m2: random.whole(8, 60) * 10,
      opening_hours: random.pick(weekHours), hours_verified_on: '2026-09-15', wheelchair: random.pick(['yes', 'limited']), opened_on: day(random, 2014, 2025), ...demonstration, source_id: `demonstration-${quartier}`, accuracy_m: 50,
    }));
  }
  return { epiceries, ressourceries };
}

/** Shared gardens of the city: 3 in 2000, 64 in 2013 (see README); the spread of opening years follows. */
function openingYear(random: Random): number {
  const period = random.weighted({ early: 4, growth: 62, recent: 34 });
  if (period === 'early') return random.whole(1998, 2001);
  return period === 'growth' ? random.whole(2002, 2013) : random.whole(2014, 2025);
}

/** Allotments in hundreds of square metres: small where the city is dense. */
const allotmentSizes: Record<string, [number, number]> = { 'brest-centre': [10, 24], bellevue: [20, 70], 'quatre-moulins': [15, 45] };

const gardenCounts: Record<string, number> = { bellevue: 10, 'brest-centre': 11, europe: 10, lambezellec: 11, 'quatre-moulins': 9, 'saint-marc': 10, 'saint-pierre': 11 };

export function demonstrationGardens(): Feature[] {
  return each((quartier, quartierName) => {
    const random = new Random(`gardens/${quartier}`);
    const taken: Position[] = [];
    return Array.from({ length: gardenCounts[quartier]! }, (_, index) => {
      const number = index + 1;
      const kind = number <= 2 ? 'ouvrier' : random.weighted({ partage: 84, pedagogique: 10, insertion: 6 });
      const allotments = kind === 'ouvrier';
      const area_m2 = allotments ? random.whole(...(allotmentSizes[quartier] ?? [25, 100])) * 100 : random.whole(8, 120) * 10;
      const plots = allotments ? Math.round(area_m2 / random.between(140, 220)) : random.chance(0.5) ? random.whole(4, 24) : undefined;
      const at = within(random, quartier, taken, 260);
      const planned = number === gardenCounts[quartier] || (number === 5 && random.chance(0.4));
      const closed = !planned && !allotments && random.chance(0.05);
      const year = openingYear(random);
      const drawn: Geometry = allotments || area_m2 > 600 ? polygon(field(random, at, area_m2)) : point(at);
      return feature(drawn, {
        name: `Jardin ${allotments ? 'ouvrier ' : ''}de démonstration ${number} – ${quartierName}`, kind, manager: allotments ? 'Association de jardins ouvriers (démonstration)' : 'Association de démonstration', area_m2, plots,
        plots_free: plots === undefined || planned ? undefined : random.chance(0.3) ? random.whole(1, Math.max(1, Math.floor(plots / 6))) : 0,
        opened_on: planned ? day(random, 2027, 2027) : `${year}-${pad(random.whole(1, 12))}-${pad(random.whole(1, 28))}`,
        closed_on: closed ? day(random, Math.max(year + 1, 2019), 2026).replace(/^2026-.*/, '2026-06-30') : undefined,
        access: allotments ? 'Réservé aux jardiniers ; visite aux heures d’ouverture' : 'Libre', water: random.chance(0.7), compost: random.chance(0.75), wheelchair: random.pick(['yes', 'limited', 'limited', 'no']),
        how_to_join: allotments ? 'Demande auprès de l’association' : 'Venir à une permanence', waiting_list: allotments ? random.whole(0, 40) : undefined, waiting_list_on: allotments ? '2026-09-01' : undefined,
        ...demonstration, source_id: `demonstration-${quartier}-${number}`, accuracy_m: 50,
      });
    });
  });
}

const ideas: [title: string, description: string][] = [
  ['Bancs et ombrage', 'Des bancs à l’ombre de jeunes arbres, là où l’on attend et où l’on se croise.'],
  ['Fresque participative', 'Un mur peint avec les habitants et les écoles du quartier.'],
  ['Boîte à livres', 'Une boîte abritée où l’on prend et laisse des livres.'],
  ['Aire de jeux', 'Des jeux accessibles aux enfants en fauteuil.'],
  ['Verger de rue', 'Pommiers et poiriers en libre cueillette, plantés et taillés ensemble.'],
  ['Atelier de réparation', 'Un établi ouvert le samedi pour réparer vélos et petits appareils.'],
  ['Parcours de santé', 'Une boucle à pied avec quelques agrès, pour tous les âges.'],
  ['Composteur de quartier', 'Trois bacs et une équipe pour composter au pied des immeubles.'],
  ['Arceaux à vélos', 'Des arceaux près des commerces et de l’arrêt de tram.'],
  ['Terrain de pétanque', 'Deux pistes, un banc, un éclairage jusqu’à 22 heures.'],
  ['Mare pédagogique', 'Une petite mare et un ponton pour observer, avec l’école voisine.'],
  ['Local partagé', 'Un rez-de-chaussée prêté aux associations, par demi-journées.'],
  ['Tables de pique-nique', 'Six tables, dont deux accessibles en fauteuil.'],
  ['Four à pain', 'Un four commun, allumé un dimanche par mois.'],
];
/** Six projects of the year that is closed, filed for its vote, and six of the running year, each a stage further; the funds' demonstration takes them on from there. */
const closedYear = 2025;
const running = ['depose', 'depose', 'recevable', 'recevable', 'recevable', 'non_recevable'] as const;

export function demonstrationProjects(): Feature[] {
  return each((quartier, quartierName) => {
    const random = new Random(`projects/${quartier}`);
    const names = random.shuffled(ideas);
    return Array.from({ length: 6 + running.length }, (_, index) => {
      const closed = index < 6;
      const year = closed ? closedYear : closedYear + 1;
      return feature(point(besideStreet(random, quartier)), {
        name: `${names[index]![0]} (démonstration) – ${quartierName}`, stage: closed ? 'recevable' : running[index - 6]!, description: `${names[index]![1]} Projet de démonstration.`, amount_eur: random.whole(4, closed ? 24 : 40) * 500,
        year, season: `Fonds d’initiative citoyenne ${quartierName} ${year} (démonstration)`,
        ...demonstration, source_id: `demonstration-${quartier}-${index + 1}`, accuracy_m: 50,
      });
    });
  });
}

const supplierLabels = { industrie: 'Industrie agroalimentaire', grossiste: 'Grossiste', supermarche: 'Supermarché', marche: 'Marché', cantine: 'Cantine', jardin: 'Surplus de jardin' } as const;

export function demonstrationSuppliers(): Feature[] {
  return each((quartier, quartierName) => {
    const random = new Random(`suppliers/${quartier}`);
    return Array.from({ length: 5 }, (_, index) => {
      const kind = index === 0 ? 'supermarche' : random.weighted({ supermarche: 30, cantine: 30, marche: 12, grossiste: 12, industrie: 8, jardin: 8 });
      return feature(point(besideStreet(random, quartier)), {
        name: `${supplierLabels[kind]} de démonstration ${index + 1} – ${quartierName}`, kind, surface_m2: kind === 'supermarche' ? random.whole(25, 320) * 10 : undefined,
        days: random.pick(['Mo-Sa 08:30-09:30', 'Tu,Th 09:00-10:00', 'Mo,We,Fr 14:00-15:00', 'Sa 13:00-14:00']), cold_chain: kind !== 'jardin' && random.chance(0.5),
        ...demonstration, source_id: `demonstration-${quartier}-${index + 1}`, accuracy_m: 50,
      });
    });
  });
}

/** One garden and one supermarket in each of the other communes, so that the territory does not end at the city's limit. */
export function demonstrationAround(): { gardens: Feature[]; suppliers: Feature[] } {
  const gardens: Feature[] = [];
  const suppliers: Feature[] = [];
  for (const [code, name] of Object.entries(communeNames).filter(([insee]) => insee !== brestCode)) {
    const random = new Random(`around/${code}`);
    const garden = beside(random, (at) => communeAt(at) === code);
    gardens.push(feature(point(garden), {
      name: `Jardin de démonstration – ${name}`, kind: 'partage', manager: 'Association de démonstration', area_m2: random.whole(15, 90) * 10, opened_on: `${random.whole(2008, 2024)}-04-15`, access: 'Libre',
      water: true, compost: random.chance(0.7), wheelchair: random.pick(['yes', 'limited']), how_to_join: 'Venir à une permanence', ...demonstration, source_id: `demonstration-${code}`, accuracy_m: 50,
    }));
    suppliers.push(feature(point(beside(random, (at) => communeAt(at) === code)), {
      name: `Supermarché de démonstration – ${name}`, kind: 'supermarche', surface_m2: random.whole(90, 420) * 10, days: random.pick(['Mo-Sa 08:30-09:30', 'Tu,Th 09:00-10:00']), cold_chain: true,
      ...demonstration, source_id: `demonstration-${code}`, accuracy_m: 50,
    }));
  }
  return { gardens, suppliers };
}
