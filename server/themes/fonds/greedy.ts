// Most votes first, passing over what no longer fits: the usual rule, and what fills the rest after equal shares.
import type { Awards, Step } from './awards.ts';
import { checkElection } from './ballots.ts';
import type { Election } from './ballots.ts';
import { byVotes, candidates, tieOf } from './ties.ts';
import type { Candidate } from './ties.ts';

/** Projects nobody wants or that the whole envelope cannot pay take no part, whatever the rule. */
export function setAside(all: readonly Candidate[], budgetCents: number): { standing: Candidate[]; aside: Step[] } {
  const reason = ({ votes, costCents }: Candidate) => (votes === 0 ? 'no-votes' as const : costCents > budgetCents ? 'over-envelope' as const : null);
  return {
    standing: all.filter((candidate) => reason(candidate) === null),
    aside: all.flatMap((candidate) => {
      const why = reason(candidate);
      return why ? [{ kind: 'set-aside' as const, projectId: candidate.id, costCents: candidate.costCents, reason: why }] : [];
    }),
  };
}

/** Funds from `waiting`, most votes first, all that fits. @returns Those funded and those passed over, with what was left at their turn. */
export function fill(waiting: readonly Candidate[], leftCents: number): { funded: Step[]; passed: { candidate: Candidate; leftCents: number }[]; winners: Candidate[]; leftCents: number } {
  const order = waiting.toSorted(byVotes);
  const funded: Step[] = [];
  const passed: { candidate: Candidate; leftCents: number }[] = [];
  const winners: Candidate[] = [];
  let left = leftCents;
  order.forEach((candidate, at) => {
    if (candidate.costCents > left) {
      passed.push({ candidate, leftCents: left });
      return;
    }
    const equals = order.slice(at + 1).filter(({ votes, costCents }) => votes === candidate.votes && costCents <= left);
    left -= candidate.costCents;
    winners.push(candidate);
    const { id, costCents, supporters, votes } = candidate;
    // A tie worth telling is one that cost somebody the place.
    const losers = equals.filter((other) => other.costCents > left);
    funded.push({ kind: 'most-votes', projectId: id, costCents, supporters, votes, leftCents: left, ...tieOf(candidate, losers) });
  });
  return { funded, passed, winners, leftCents: left };
}

/** @throws {ElectionError} */
export function awardGreedily(election: Election): Awards {
  checkElection(election);
  const { budgetCents, seed, ballots, projects } = election;
  const { standing, aside } = setAside(candidates(election), budgetCents);
  const { funded, passed, winners, leftCents } = fill(standing, budgetCents);
  const spentCents = budgetCents - leftCents;
  return {
    rule: 'greedy', seed, winners: winners.map(({ id }) => id), spentCents, leftCents,
    steps: [
      { kind: 'start', rule: 'greedy', budgetCents, voters: ballots.length, projects: projects.length },
      ...aside,
      ...funded,
      ...passed.map(({ candidate: { id, costCents, supporters, votes }, leftCents: at }): Step => ({ kind: 'lost', projectId: id, costCents, supporters, votes, reason: 'does-not-fit', leftCents: at })),
      { kind: 'end', spentCents, leftCents },
    ],
  };
}
