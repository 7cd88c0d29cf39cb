// The stages of a project as a reader follows them: a few groups, in the order of a project's life.
import type { Stage } from './fund.ts';

export const board = [
  { id: 'deposes', title: 'Déposés', stages: ['depose'] },
  { id: 'recevables', title: 'Recevables, en attente d’une séance', stages: ['recevable', 'ajourne'] },
  { id: 'deliberation', title: 'En délibération', stages: ['en_deliberation'] },
  { id: 'proposes', title: 'Proposés au conseil municipal', stages: ['propose'] },
  { id: 'finances', title: 'Financés, en cours', stages: ['finance', 'en_cours'] },
  { id: 'realises', title: 'Réalisés', stages: ['realise'] },
  { id: 'clos', title: 'Sans suite', stages: ['non_recevable', 'refuse', 'abandonne'] },
] as const satisfies readonly { id: string; title: string; stages: readonly Stage[] }[];

export type BoardGroup = (typeof board)[number]['id'];

/** The groups that hold something, each with what it holds, in the order given. */
export function boardOf<Project extends { stage: Stage }>(projects: readonly Project[]): { id: BoardGroup; title: string; projects: Project[] }[] {
  return board.map(({ id, title, stages }) => ({ id, title, projects: projects.filter(({ stage }) => (stages as readonly Stage[]).includes(stage)) })).filter((group) => group.projects.length > 0);
}
