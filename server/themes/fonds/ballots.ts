// What an award is computed from: an envelope, projects with their cost, ballots. Nothing here knows who voted.

export interface Project {
  id: string;
  name: string;
  costCents: number;
}

/**
 * What one voter gave, without their name. Approval: one point on each project wanted. Cumulative: several points on one
 * project count as that many votes of the same person: the satisfaction from a funded project is points × cost, so the
 * « effective vote count » of equal shares is the same figure for both, counted in points.
 */
export interface Ballot {
  id: string;
  points: ReadonlyMap<string, number>;
}

export type VoteType = 'approval' | 'cumulative';

export interface Election {
  budgetCents: number;
  voteType: VoteType;
  /** Drawn before the vote closes and published: it decides the ties that neither cost nor votes can. */
  seed: string;
  projects: readonly Project[];
  /** Blank ballots count as voters: each has a share. */
  ballots: readonly Ballot[];
}

/** Ballots of fewer people are not anonymous however shuffled: they are never published. */
export const smallestPublishedVote = 20;

/** Sums of costs stay exact integers below this, with room to spare: 10 billion euros. */
const largestAmountCents = 1e12;
const mostPoints = 1e6;

/** An election that cannot be counted; `reasons` are French sentences. */
export class ElectionError extends Error {
  readonly reasons: readonly string[];

  constructor(reasons: readonly string[]) {
    super(reasons.join(' '));
    this.reasons = reasons;
  }
}

const isAmount = (value: number): boolean => Number.isSafeInteger(value) && value > 0 && value <= largestAmountCents;

function twice(ids: readonly string[]): string[] {
  const seen = new Set<string>();
  return [...new Set(ids.filter((id) => seen.size === seen.add(id).size))];
}

function pointsProblem(points: number, voteType: VoteType): string | null {
  if (points < 0) return 'des points négatifs';
  if (!Number.isSafeInteger(points) || points === 0) return 'un nombre de points qui n’est pas un entier positif';
  if (voteType === 'approval' && points !== 1) return 'plusieurs points, alors que chacun vote pour ou ne vote pas';
  return points > mostPoints ? 'trop de points' : null;
}

function ballotProblems(ballot: Ballot, known: ReadonlySet<string>, voteType: VoteType): string[] {
  return [...ballot.points].flatMap(([projectId, points]) => {
    if (!known.has(projectId)) return [`Le bulletin « ${ballot.id} » vote pour un projet inconnu : « ${projectId} ».`];
    const problem = pointsProblem(points, voteType);
    return problem ? [`Le bulletin « ${ballot.id} » donne ${problem} au projet « ${projectId} ».`] : [];
  });
}

/** What keeps an election from being counted, as French sentences; empty when all is well. */
export function electionProblems(election: Election): string[] {
  const known = new Set(election.projects.map(({ id }) => id));
  return [
    ...isAmount(election.budgetCents) ? [] : ['L’enveloppe doit être un montant positif, en centimes entiers.'],
    ...twice(election.projects.map(({ id }) => id)).map((id) => `Le projet « ${id} » figure deux fois.`),
    ...election.projects.some(({ id }) => id === '') ? ['Un projet n’a pas d’identifiant.'] : [],
    ...election.projects.filter(({ costCents }) => !isAmount(costCents)).map(({ id }) => `Le coût du projet « ${id} » doit être un montant positif, en centimes entiers.`),
    ...twice(election.ballots.map(({ id }) => id)).map((id) => `Le bulletin « ${id} » figure deux fois.`),
    ...election.ballots.flatMap((ballot) => ballotProblems(ballot, known, election.voteType)),
  ];
}

/** @throws {ElectionError} with every reason at once. */
export function checkElection(election: Election): void {
  const reasons = electionProblems(election);
  if (reasons.length > 0) throw new ElectionError(reasons);
}
