// The method of equal shares in its plainest form, as the paper and docs/fonds.md say it: one fraction a voter, every raise
// counted, nothing skipped. Slow, and written apart from the module it judges.
import Fraction from 'fraction.js';
import type { Election } from '../../../../server/themes/fonds/ballots.ts';
import { lot } from '../../../../server/themes/fonds/ties.ts';

interface Payment {
  project: string;
  by: number[];
  amounts: Fraction[];
}

const sum = (values: readonly Fraction[]): Fraction => values.reduce((total, value) => total.add(value), new Fraction(0));
const votesOf = ({ ballots }: Election, id: string): number => ballots.reduce((total, { points }) => total + (points.get(id) ?? 0), 0);

/** Cheaper, more votes, lot. */
function first(election: Election, tied: readonly string[]): string {
  const cost = (id: string): number => election.projects.find((project) => project.id === id)?.costCents ?? 0;
  return [...tied].sort((a, b) => cost(a) - cost(b) || votesOf(election, b) - votesOf(election, a) || (lot(election.seed, a) < lot(election.seed, b) ? -1 : 1))[0] ?? '';
}

const standing = (election: Election) => election.projects.filter(({ id, costCents }) => votesOf(election, id) > 0 && costCents <= election.budgetCents);

export function countPlainly(election: Election, share: Fraction): { payments: Payment[]; purses: Fraction[] } {
  const purses = election.ballots.map(() => share);
  const payments: Payment[] = [];
  const waiting = new Set(standing(election).map(({ id }) => id));
  for (;;) {
    let best: Fraction | null = null;
    let tied: { id: string; price: Fraction; by: number[] }[] = [];
    for (const id of waiting) {
      const cost = new Fraction(election.projects.find((project) => project.id === id)?.costCents ?? 0);
      const by = election.ballots.flatMap(({ points }, at) => (points.has(id) ? [at] : []));
      const given = (at: number): Fraction => new Fraction(election.ballots[at]?.points.get(id) ?? 0);
      if (sum(by.map((at) => purses[at] as Fraction)).compare(cost) < 0) continue;
      // From the poorest per point: whoever cannot pay the price pays all, and the others share the rest.
      const order = by.toSorted((a, b) => (purses[a] as Fraction).div(given(a)).compare((purses[b] as Fraction).div(given(b))));
      let rest = cost;
      let points = sum(by.map(given));
      for (const at of order) {
        if ((purses[at] as Fraction).compare(rest.div(points).mul(given(at))) >= 0) break;
        rest = rest.sub(purses[at] as Fraction);
        points = points.sub(given(at));
      }
      const price = rest.div(points);
      const effective = cost.div(price);
      const order2 = best ? effective.compare(best) : 1;
      if (order2 > 0) tied = [];
      if (order2 >= 0) {
        best = effective;
        tied.push({ id, price, by });
      }
    }
    if (!best) return { payments, purses };
    const winner = first(election, tied.map(({ id }) => id));
    const { price, by } = tied.find(({ id }) => id === winner) as (typeof tied)[number];
    const amounts = by.map((at) => {
      const wanted = price.mul(election.ballots[at]?.points.get(winner) ?? 0);
      const had = purses[at] as Fraction;
      return had.compare(wanted) < 0 ? had : wanted;
    });
    by.forEach((at, index) => { purses[at] = (purses[at] as Fraction).sub(amounts[index] as Fraction); });
    payments.push({ project: winner, by, amounts });
    waiting.delete(winner);
  }
}

/** Winners in order, with the completion. */
export function awardPlainly(election: Election): { winners: string[]; raises: number } {
  const projects = standing(election);
  const cost = (ids: readonly string[]): number => ids.reduce((total, id) => total + (projects.find((project) => project.id === id)?.costCents ?? 0), 0);
  if (projects.length === 0) return { winners: [], raises: 0 };
  const share = new Fraction(election.budgetCents).div(election.ballots.length);
  const at = (raises: number): string[] => countPlainly(election, share.add(raises * 100)).payments.map(({ project }) => project);
  const fits = (winners: readonly string[]) => projects.filter(({ id, costCents }) => !winners.includes(id) && cost(winners) + costCents <= election.budgetCents);
  let raises = 0;
  let winners = at(0);
  if (cost(projects.map(({ id }) => id)) > election.budgetCents) {
    while (fits(winners).length > 0) {
      const next = at(raises + 1);
      if (cost(next) > election.budgetCents) break;
      winners = next;
      raises += 1;
    }
  }
  for (let waiting = fits(winners); waiting.length > 0; waiting = fits(winners)) {
    const most = Math.max(...waiting.map(({ id }) => votesOf(election, id)));
    winners = [...winners, first(election, waiting.filter(({ id }) => votesOf(election, id) === most).map(({ id }) => id))];
  }
  return { winners, raises };
}
