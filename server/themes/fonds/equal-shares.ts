// The method of equal shares with its completion, and the steps that explain it. The rules in words: docs/fonds.md.
import type { Awards, Step, StopReason } from './awards.ts';
import { checkElection } from './ballots.ts';
import type { Election } from './ballots.ts';
import { fill, setAside } from './greedy.ts';
import { count, electorate } from './purses.ts';
import type { Count, Electorate } from './purses.ts';
import { byTieRule, candidates, tieOf } from './ties.ts';
import type { Candidate } from './ties.ts';

/** Completion raises the share of each voter by 1 € at a time. */
export const raiseCents = 100;

/** An exact fraction as people read it: rounded to 1/10,000, half up. Nothing is decided on the result. */
export function rounded(numerator: bigint, denominator: bigint): number {
  return Number((numerator * 20_000n / denominator + 1n) / 2n) / 10_000;
}

interface Completed {
  count: Count;
  raises: number;
  stop: StopReason;
  overspendCents?: number;
}

class Completion {
  readonly #electorate: Electorate;
  readonly #budgetCents: number;

  constructor(of: Electorate, budgetCents: number) {
    this.#electorate = of;
    this.#budgetCents = budgetCents;
  }

  /** The share after so many raises, exactly: (envelope + raises × 1 € × voters) / voters. */
  share(raises: number): { numerator: bigint; denominator: bigint } {
    const voters = BigInt(this.#electorate.voters);
    return { numerator: BigInt(this.#budgetCents) + BigInt(raises) * BigInt(raiseCents) * voters, denominator: voters };
  }

  at(raises: number): Count {
    const { numerator, denominator } = this.share(raises);
    return count(this.#electorate, numerator, denominator);
  }

  #exhaustive({ purchases, spentCents }: Count): boolean {
    const funded = new Set(purchases.map(({ candidate }) => candidate));
    return this.#electorate.candidates.every(({ costCents }, at) => funded.has(at) || spentCents + costCents > this.#budgetCents);
  }

  /**
   * The last raise known to buy the same as `from`. For given decisions every amount is linear in the share and every
   * decision a linear inequality, so the shares that lead to the same decisions form one interval: when both ends agree, so
   * does all between, and a share of 50,000 € is reached without 50,000 counts.
   */
  #lastAlike(from: number, { decisions }: Count): number {
    const alike = (raises: number): boolean => {
      const other = this.at(raises).decisions;
      return other.length === decisions.length && other.every((decision, at) => decision === decisions[at]);
    };
    let low = from;
    let leap = 2;
    while (alike(low + leap)) {
      low += leap;
      leap *= 2;
    }
    let high = low + leap;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (alike(middle)) low = middle;
      else high = middle;
    }
    return low;
  }

  /**
   * Raises the share until no project with votes fits any more or the next raise would overspend. It ends: with a share as
   * large as all costs together every project with votes is paid, which overspends, or else nothing is left to fund.
   */
  run(): Completed {
    let raises = 0;
    let current = this.at(0);
    if (this.#electorate.candidates.reduce((sum, { costCents }) => sum + costCents, 0) <= this.#budgetCents) return { count: current, raises, stop: 'all-fit' };
    while (!this.#exhaustive(current)) {
      const next = this.at(raises + 1);
      if (next.spentCents > this.#budgetCents) return { count: current, raises, stop: 'would-overspend', overspendCents: next.spentCents };
      raises += 1;
      const same = next.decisions.length === current.decisions.length && next.decisions.every((decision, at) => decision === current.decisions[at]);
      current = next;
      if (!same) continue;
      raises = this.#lastAlike(raises, next);
      current = this.at(raises);
    }
    return { count: current, raises, stop: 'exhaustive' };
  }
}

function sharedSteps({ purchases }: Count, { candidates: standing }: Electorate, budgetCents: number): Step[] {
  let leftCents = budgetCents;
  return purchases.map(({ candidate, tied, numerator, denominator, short, spent }) => {
    const winner = standing[candidate] as Candidate;
    leftCents -= winner.costCents;
    return {
      kind: 'shared', projectId: winner.id, costCents: winner.costCents, supporters: winner.supporters, votes: winner.votes,
      effectiveVotes: rounded(BigInt(winner.costCents) * denominator, numerator), priceCents: rounded(numerator, denominator),
      short, spent, leftCents, ...tieOf(winner, tied.map((at) => standing[at] as Candidate)),
    };
  });
}

/** What a candidate's supporters still have together, in cents. */
function supportersHave({ purse, denominator }: Count, { supporters, people }: Electorate, candidate: number): number {
  const { sorts } = supporters[candidate] as Electorate['supporters'][number];
  return rounded(sorts.reduce((sum, sort) => sum + purse(sort) * BigInt(people[sort] ?? 0), 0n), denominator);
}

/** @throws {ElectionError} */
export function awardByEqualShares(election: Election): Awards {
  checkElection(election);
  const { budgetCents, seed, ballots, projects } = election;
  const { standing, aside } = setAside(candidates(election), budgetCents);
  const voters = electorate(standing.toSorted(byTieRule), ballots);
  const start = (shareCents?: number): Step => ({ kind: 'start', rule: 'equal-shares', budgetCents, voters: ballots.length, projects: projects.length, ...(shareCents === undefined ? {} : { shareCents }) });
  if (standing.length === 0) {
    const shareCents = ballots.length > 0 ? rounded(BigInt(budgetCents), BigInt(ballots.length)) : undefined;
    return { rule: 'equal-shares', seed, winners: [], spentCents: 0, leftCents: budgetCents, steps: [start(shareCents), ...aside, { kind: 'end', spentCents: 0, leftCents: budgetCents }] };
  }
  const completion = new Completion(voters, budgetCents);
  const shareCents = (raises: number): number => {
    const { numerator, denominator } = completion.share(raises);
    return rounded(numerator, denominator);
  };
  const idOf = (candidate: number): string => voters.candidates[candidate]?.id ?? '';
  const before = completion.at(0);
  const { count: shared, raises, stop, overspendCents } = completion.run();
  const funded = new Set(shared.purchases.map(({ candidate }) => candidate));
  const rest = fill(voters.candidates.filter((_, at) => !funded.has(at)), budgetCents - shared.spentCents);
  const { leftCents } = rest;
  const spentCents = budgetCents - leftCents;
  return {
    rule: 'equal-shares', seed, winners: [...shared.purchases.map(({ candidate }) => idOf(candidate)), ...rest.winners.map(({ id }) => id)], spentCents, leftCents,
    steps: [
      start(shareCents(0)),
      ...aside,
      { kind: 'completion', raises, shareCents: shareCents(raises), before: { winners: before.purchases.map(({ candidate }) => idOf(candidate)), spentCents: before.spentCents }, stop, ...(overspendCents === undefined ? {} : { overspendCents }) },
      ...sharedSteps(shared, voters, budgetCents),
      ...rest.funded,
      ...rest.passed.map(({ candidate: { id, costCents, supporters, votes } }): Step => ({
        kind: 'lost', projectId: id, costCents, supporters, votes, reason: 'supporters-short',
        supportersHaveCents: supportersHave(shared, voters, voters.candidates.findIndex((candidate) => candidate.id === id)), leftCents,
      })),
      { kind: 'end', spentCents, leftCents },
    ],
  };
}
