// What an import of streets says of itself, in French.
import type { Reason } from './walking.ts';

export interface StreetsReport {
  nodes: number; edges: number; length_m: number; segments: number; steps: number; bridges: number;
  /** The longest connected parts first, five at most; only the first is walked. */
  components: { component: number; edges: number; length_m: number }[];
  component_count: number;
  /** Edges that nothing links to the longest part. */
  islands: number;
  /** Nodes at the same place and level that were joined. */
  twins: number;
  /** Ways read that are walked, and those left out by reason. */
  ways: number;
  dropped: Partial<Record<Reason, number>>;
  /** Nodes that cannot be passed. */
  walls: number;
  /** Drawn streets replaced in the same stroke; null where the city has its own. */
  drawn: { features: number; new: number; changed: number; retired: number } | null;
  source: string; licence: string; vintage: string;
  remarks: string[];
  dryRun: boolean;
}

const reasons: Record<Reason, [one: string, many: string]> = {
  private: ['voie privée', 'voies privées'], forbidden: ['voie interdite aux piétons', 'voies interdites aux piétons'],
  express: ['autoroute ou voie express sans trottoir', 'autoroutes et voies express sans trottoir'], vehicles: ['piste réservée aux cycles, cavaliers ou bus', 'pistes réservées aux cycles, cavaliers ou bus'],
  sidepath: ['chaussée dont le trottoir est dessiné à part', 'chaussées dont le trottoir est dessiné à part'], unbuilt: ['voie en travaux, en projet ou disparue', 'voies en travaux, en projet ou disparues'],
  ferry: ['bac', 'bacs'], aerialway: ['téléphérique', 'téléphériques'], unmapped: ['autre objet routier, sans marche', 'autres objets routiers, sans marche'],
};

const whole = (number: number): string => number.toLocaleString('fr-FR');
export const count = (number: number, one: string, many: string): string => `${whole(number)} ${number < 2 ? one : many}`;
const kilometres = (metres: number): string => `${(metres / 1000).toLocaleString('fr-FR', { maximumFractionDigits: 1 })} km`;

/** The report as lines for a person. */
export function tellStreets(report: StreetsReport): string[] {
  const left = (Object.keys(reasons) as Reason[]).filter((reason) => report.dropped[reason]).map((reason) => count(report.dropped[reason]!, ...reasons[reason]));
  const [, ...apart] = report.components;
  return [
    `Réseau piéton : ${count(report.edges, 'tronçon', 'tronçons')} (${kilometres(report.length_m)}) entre ${count(report.nodes, 'nœud', 'nœuds')}, dont ${count(report.steps, 'escalier', 'escaliers')} et ${count(report.bridges, 'tronçon de pont', 'tronçons de pont')}.`,
    `${count(report.segments, 'segment de rue nommée', 'segments de rues nommées')}, chacun avec ses deux côtés.`,
    report.islands === 0 ? 'Le réseau est d’un seul tenant.'
      : `${count(report.islands, 'tronçon n’est relié', 'tronçons ne sont reliés')} pas au reste (${count(report.component_count - 1, 'partie isolée', 'parties isolées')} ; les plus longues : ${apart.map(({ length_m: metres }) => kilometres(metres)).join(', ')}) : gardés, mais on n’y calcule aucun trajet.`,
    ...(left.length > 0 ? [`Laissés de côté : ${left.join(', ')}.`] : []),
    ...(report.drawn ? [`Rues dessinées : ${count(report.drawn.features, 'rue', 'rues')} (${count(report.drawn.new, 'nouvelle', 'nouvelles')}, ${count(report.drawn.changed, 'changée', 'changées')}) ; ${count(report.drawn.retired, 'ancienne retirée', 'anciennes retirées')}.`]
      : ['Rues dessinées : celles que la ville a importées restent.']),
    ...report.remarks,
    `Source : ${report.source}, ${report.vintage}, ${report.licence}.`,
    report.dryRun ? 'Essai seulement : rien n’a été écrit.' : 'C’est fait : les trajets à pied suivent déjà ce réseau.',
  ];
}
