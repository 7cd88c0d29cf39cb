// Which of two equal projects goes first: the cheaper, then the one with more votes, then by lot.
import { createHash } from 'node:crypto';
import type { Tie } from './awards.ts';
import type { Election, Project } from './ballots.ts';

export interface Candidate extends Project {
  /** Points received; with approval, people. */
  votes: number;
  supporters: number;
  lot: string;
}

/** The lot: projects go in the order of the SHA-256 of « seed:project », smallest first; anyone can draw it again. */
export function lot(seed: string, projectId: string): string {
  return createHash('sha256').update(`${seed}:${projectId}`, 'utf8').digest('hex');
}

/** The projects with what was counted for each, in the order of the file. */
export function candidates({ projects, ballots, seed }: Election): Candidate[] {
  const counted = new Map(projects.map((project) => [project.id, { ...project, votes: 0, supporters: 0, lot: lot(seed, project.id) }]));
  for (const { points } of ballots) {
    for (const [projectId, given] of points) {
      const candidate = counted.get(projectId);
      if (!candidate) continue;
      candidate.votes += given;
      candidate.supporters += 1;
    }
  }
  return [...counted.values()];
}

// A common comparison of texts by code unit: the order must not depend on a language.
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The order among projects that are equal on what the rule counts; two projects are never equal in it. */
export function byTieRule(a: Candidate, b: Candidate): number {
  return a.costCents - b.costCents || b.votes - a.votes || byText(a.lot, b.lot) || byText(a.id, b.id);
}

/** Most votes first; equal votes by the tie rule. */
export function byVotes(a: Candidate, b: Candidate): number {
  return b.votes - a.votes || byTieRule(a, b);
}

/** How `winner` went before those it was equal to; nothing when it was alone. */
export function tieOf(winner: Candidate, others: readonly Candidate[]): { tie?: Tie } {
  if (others.length === 0) return {};
  const sameCost = others.filter(({ costCents }) => costCents === winner.costCents);
  const by = sameCost.length === 0 ? 'cost' : sameCost.every(({ votes }) => votes < winner.votes) ? 'votes' : 'lot';
  return { tie: { with: others.map(({ id }) => id), by } };
}
