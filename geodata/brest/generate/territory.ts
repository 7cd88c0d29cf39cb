// Communes, quartiers, land and waters. Quartiers are built from shared arcs between shared nodes, so they tile the commune without gap or overlap.
import communeTable from './tables/communes.json' with { type: 'json' };
import landTable from './tables/land.json' with { type: 'json' };
import { feature, polygon, provenance, type Feature } from './feature.ts';
import { counterClockwise, inside, metres, ribbon, smooth, smoothRing, type Line, type Position } from './plane.ts';

const communesByCode = communeTable as unknown as Record<string, { name: string; polygons: Line[][] }>;
const landPolygons = landTable as unknown as Line[][];

/** SIREN and municipal population: INSEE, Code officiel géographique 2026 and legal population in force. */
const facts: Record<string, { siren: string; population: number }> = {
  '29011': { siren: '212900112', population: 3727 },
  '29019': { siren: '212900195', population: 142346 },
  '29061': { siren: '212900617', population: 6501 },
  '29069': { siren: '212900690', population: 8268 },
  '29075': { siren: '212900757', population: 15538 },
  '29189': { siren: '212901896', population: 13434 },
  '29212': { siren: '212902126', population: 13567 },
  '29235': { siren: '212902357', population: 11897 },
};

/** On the outline of the commune of Brest: the tables hold these very positions. */
const outer = {
  saintMarcCoast: [-4.47117, 48.38362],
  penfeldMouth: [-4.4966, 48.38],
  quatrePompes: [-4.5209, 48.36661],
  villeneuve: [-4.52386, 48.40463],
  bergot: [-4.51903, 48.41088],
  kergaradec: [-4.47578, 48.43292],
  petitParis: [-4.45721, 48.4116],
  lostennic: [-4.50333, 48.43382],
} as const satisfies Record<string, Position>;

/** Where three quartiers meet. */
const inner = {
  moulinAPoudre: [-4.5003, 48.3939],
  arriereGarde: [-4.513, 48.3962],
  kerinou: [-4.4938, 48.3992],
  lesven: [-4.4858, 48.4042],
  strasbourg: [-4.4676, 48.4024],
} as const satisfies Record<string, Position>;

/** Inner boundaries, from known streets, bridges and labelled places; the first three run up the Penfeld. */
export const penfeld = {
  lower: smooth([outer.penfeldMouth, [-4.4968, 48.3815], [-4.4965, 48.3829], [-4.4966, 48.3843], [-4.4957, 48.386], [-4.4953, 48.3874], [-4.4957, 48.3893], [-4.4972, 48.3913], [-4.4992, 48.3929], inner.moulinAPoudre]),
  middle: smooth([inner.moulinAPoudre, [-4.5015, 48.3947], [-4.504, 48.3956], [-4.507, 48.3953], [-4.5096, 48.3949], [-4.5118, 48.3953], inner.arriereGarde]),
  upper: smooth([inner.arriereGarde, [-4.514, 48.3985], [-4.5165, 48.4005], [-4.5195, 48.4015], [-4.5213, 48.4032], [-4.5228, 48.4045], outer.villeneuve]),
} as const;

const arcs = {
  penfeldLower: penfeld.lower,
  penfeldMiddle: penfeld.middle,
  penfeldUpper: penfeld.upper,
  quatreMoulinsSaintPierre: smooth([outer.quatrePompes, [-4.5232, 48.369], [-4.52558, 48.37289], [-4.5265, 48.3775], [-4.52729, 48.38156], [-4.5268, 48.3858], [-4.5276, 48.3883], [-4.527, 48.39], [-4.5225, 48.3925], [-4.5185, 48.3938], [-4.515, 48.395], inner.arriereGarde]),
  centreBellevue: smooth([inner.moulinAPoudre, [-4.4975, 48.3958], [-4.4955, 48.3975], inner.kerinou]),
  centreLambezellec: smooth([inner.kerinou, [-4.491, 48.4012], [-4.488, 48.403], inner.lesven]),
  centreEurope: smooth([inner.lesven, [-4.4815, 48.4048], [-4.4771, 48.4048], [-4.473, 48.4037], [-4.4695, 48.4028], inner.strasbourg]),
  centreSaintMarc: smooth([outer.saintMarcCoast, [-4.472, 48.3865], [-4.4725, 48.39], [-4.4722, 48.3925], [-4.4705, 48.396], [-4.4682, 48.3995], inner.strasbourg]),
  bellevueLambezellec: smooth([inner.kerinou, [-4.4952, 48.402], [-4.4958, 48.404], [-4.4985, 48.4052], [-4.502, 48.4058], [-4.5055, 48.4075], [-4.5082, 48.4107], [-4.5108, 48.4117], [-4.5138, 48.4103], [-4.5174, 48.4099], outer.bergot]),
  europeLambezellec: smooth([inner.lesven, [-4.4862, 48.4075], [-4.487, 48.41], [-4.4862, 48.4133], [-4.485, 48.418], [-4.482, 48.425], outer.kergaradec]),
  europeSaintMarc: smooth([inner.strasbourg, [-4.4668, 48.4033], [-4.464, 48.4053], [-4.46, 48.4083], outer.petitParis]),
} as const;

const brest = communesByCode['29019']!.polygons[0]![0]!;

const same = (a: Position, b: Position) => metres(a, b) < 0.5;

/** The outline of the commune from one node to another, in the direction of the ring (clockwise or not, as the table has it). */
function outline(from: Position, to: Position): Line {
  const ring = brest.slice(0, -1);
  const start = ring.findIndex((candidate) => same(candidate, from));
  const end = ring.findIndex((candidate) => same(candidate, to));
  if (start < 0 || end < 0) throw new Error(`no such vertex on the commune's outline: ${from} or ${to}`);
  return start <= end ? ring.slice(start, end + 1) : [...ring.slice(start), ...ring.slice(0, end + 1)];
}

function ringOf(...pieces: readonly Line[]): Line {
  const ring: Line = [];
  for (const piece of pieces) {
    const last = ring.at(-1);
    const next = last === undefined || same(piece[0]!, last) ? piece : [...piece].reverse();
    if (last !== undefined && !same(next[0]!, last)) throw new Error(`arcs do not meet at ${last}`);
    ring.push(...(last === undefined ? next : next.slice(1)));
  }
  if (!same(ring[0]!, ring.at(-1)!)) throw new Error('ring does not close');
  ring[ring.length - 1] = ring[0]!;
  return counterClockwise(ring);
}

/** The ring of the table runs clockwise on the map: from the south-west point up the west side, then east, then back along the coast. */
const rings: Record<string, { name: string; town_hall?: string; ring: Line }> = {
  bellevue: { name: 'Bellevue', ring: ringOf(arcs.bellevueLambezellec, outline(outer.villeneuve, outer.bergot), arcs.penfeldUpper, arcs.penfeldMiddle, arcs.centreBellevue) },
  'brest-centre': { name: 'Brest-Centre', ring: ringOf(arcs.penfeldLower, arcs.centreBellevue, arcs.centreLambezellec, arcs.centreEurope, arcs.centreSaintMarc, outline(outer.saintMarcCoast, outer.penfeldMouth)) },
  europe: { name: 'Europe', ring: ringOf(arcs.centreEurope, arcs.europeSaintMarc, outline(outer.kergaradec, outer.petitParis), arcs.europeLambezellec) },
  lambezellec: { name: 'Lambézellec', ring: ringOf(arcs.centreLambezellec, arcs.europeLambezellec, outline(outer.bergot, outer.kergaradec), arcs.bellevueLambezellec) },
  'quatre-moulins': { name: 'Quatre-Moulins', town_hall: 'Manoir de Kerber, 200 rue Anatole France', ring: ringOf(arcs.penfeldLower, arcs.penfeldMiddle, arcs.quatreMoulinsSaintPierre, outline(outer.penfeldMouth, outer.quatrePompes)) },
  'saint-marc': { name: 'Saint-Marc', ring: ringOf(arcs.centreSaintMarc, arcs.europeSaintMarc, outline(outer.petitParis, outer.saintMarcCoast)) },
  'saint-pierre': { name: 'Saint-Pierre', ring: ringOf(arcs.quatreMoulinsSaintPierre, arcs.penfeldUpper, outline(outer.quatrePompes, outer.villeneuve)) },
};

export const brestCode = '29019';

export const communeNames: Record<string, string> = Object.fromEntries(Object.entries(communesByCode).map(([code, { name }]) => [code, name]));

export const quartierNames: Record<string, string> = Object.fromEntries(Object.entries(rings).map(([id, { name }]) => [id, name]));

/** The slug of the quartier that holds a position, or undefined outside the commune. */
export function quartierAt(at: Position): string | undefined {
  return Object.keys(rings).find((id) => inside([rings[id]!.ring], at));
}

export function communeAt(at: Position): string | undefined {
  return Object.keys(communesByCode).find((code) => communesByCode[code]!.polygons.some((rings) => inside(rings, at)));
}

export const quartierRing = (id: string): Line => rings[id]!.ring;

/** The union of the quartiers, vertex for vertex. */
export const communeRing: Line = counterClockwise(brest);

export function quartiers(): Feature[] {
  return Object.entries(rings).map(([id, { name, town_hall, ring }]) =>
    feature(polygon(ring), { name, slug: id, town_hall, ...provenance.karter, source: 'Karter, tracé d’après des lieux connus ; limite communale IGN Admin Express 2018 généralisée', source_id: id, accuracy: 'trace_approximatif', accuracy_m: 200, demo: false }));
}

export function communes(): Feature[] {
  return Object.entries(communesByCode).map(([code, { name, polygons }]) =>
    feature(polygon(...polygons[0]!.map(counterClockwise)), { name, insee: code, ...facts[code], ...provenance.ign, source_id: code, accuracy: 'trace_approximatif', accuracy_m: 100, demo: false }));
}

/** The river drawn over the land: its estuary up to the bridge of la Villeneuve, then the stream that the commune's limit follows; half-widths in metres. */
function waters(): Feature[] {
  const river: Line = [[-4.4967, 48.379], ...penfeld.lower, ...penfeld.middle.slice(1), ...penfeld.upper.slice(1)];
  const stream = smooth(outline(outer.villeneuve, outer.lostennic), 1);
  const traced = { kind: 'eau', ...provenance.karter, accuracy: 'trace_approximatif', demo: false };
  return [
    feature(polygon(ribbon(stream, 13, 5)), { name: 'Penfeld', ...traced, source_id: 'penfeld-amont', accuracy_m: 120 }),
    feature(polygon(ribbon(river, 75, 14)), { name: 'Penfeld', ...traced, source_id: 'penfeld', accuracy_m: 80 }),
  ];
}

/** Corners, smoothed when drawn. */
const parks: [name: string, id: string, accuracy: number, corners: Line][] = [
  ['Vallon du Stang-Alar', 'stang-alar', 200, [[-4.4412, 48.4006], [-4.4388, 48.4011], [-4.4365, 48.3979], [-4.4343, 48.3948], [-4.4339, 48.3902], [-4.4349, 48.385], [-4.4372, 48.3842], [-4.4378, 48.3868], [-4.4366, 48.3905], [-4.4371, 48.394], [-4.4392, 48.3975]]],
  ['Rives de Penfeld', 'rives-de-penfeld', 250, [[-4.5243, 48.4052], [-4.5276, 48.4056], [-4.5301, 48.4079], [-4.5336, 48.4101], [-4.5342, 48.413], [-4.5312, 48.4138], [-4.5283, 48.4112], [-4.5256, 48.4098], [-4.5252, 48.4074]]],
  ['Bois de Keroual', 'keroual', 400, [[-4.5352, 48.415], [-4.5366, 48.4183], [-4.5356, 48.4214], [-4.5368, 48.4243], [-4.5331, 48.426], [-4.5305, 48.4232], [-4.5311, 48.4201], [-4.5293, 48.4172], [-4.5318, 48.4152]]],
  ['Vallon du Moulin à Poudre', 'moulin-a-poudre', 120, [[-4.4999, 48.3949], [-4.4981, 48.3951], [-4.496, 48.3966], [-4.4944, 48.3982], [-4.4934, 48.4006], [-4.4946, 48.4011], [-4.4954, 48.3991], [-4.4971, 48.3976], [-4.4991, 48.3966]]],
  ['Cours Dajot', 'cours-dajot', 50, [[-4.4925, 48.38295], [-4.4905, 48.3832], [-4.4885, 48.3837], [-4.487, 48.3843], [-4.4853, 48.3851], [-4.4851, 48.3855], [-4.4871, 48.38475], [-4.4886, 48.38415], [-4.4906, 48.38365], [-4.4924, 48.3833]]],
  ['Sainte-Anne du Portzic', 'sainte-anne-du-portzic', 200, [[-4.5528, 48.3626], [-4.5545, 48.3643], [-4.5517, 48.3652], [-4.5482, 48.3636], [-4.5448, 48.363], [-4.5412, 48.3612], [-4.5402, 48.3594], [-4.5436, 48.3602], [-4.548, 48.3612]]],
];

export function land(): Feature[] {
  const shores = landPolygons.map((ringsOfShore, index) =>
    feature(polygon(...ringsOfShore.map((ring, order) => (order === 0 ? counterClockwise(ring) : [...counterClockwise(ring)].reverse()))), { kind: 'terre', ...provenance.ign, source_id: `terre-${index + 1}`, accuracy: 'trace_approximatif', accuracy_m: 100, demo: false }));
  const greens = parks.map(([name, id, accuracy_m, corners]) =>
    feature(polygon(counterClockwise(smoothRing(corners))), { name, kind: 'parc', ...provenance.karter, source_id: id, accuracy: 'trace_approximatif', accuracy_m, demo: false }));
  return [...shores, ...greens, ...waters()];
}
