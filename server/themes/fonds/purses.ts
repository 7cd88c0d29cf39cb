// One count by equal shares for a given share of each voter: who pays what, exactly, until no project can be paid any more.
// Peters, Pierczyński, Skowron, « Proportional Participatory Budgeting with Additive Utilities », 2021 (arXiv 2008.13276), with
// utility = points × cost. All amounts are integers over one common denominator: no rounding, and far faster than fractions.
import type { Ballot } from './ballots.ts';
import type { Candidate } from './ties.ts';

/** Ballots prepared once for many counts. Voters with the same ballot always have the same purse: they are one sort. */
export interface Electorate {
  /** In the order of the tie rule: among equals the first wins. */
  candidates: readonly Candidate[];
  voters: number;
  /** Voters of each sort, and the sort of each ballot. */
  people: Int32Array;
  sortOf: Int32Array;
  /** For each candidate, the sorts that support it and the level of points each gives. */
  supporters: readonly { sorts: Int32Array; levels: Int32Array }[];
  /** The different numbers of points that were given. */
  points: readonly number[];
}

/** A project paid for. The price of a point is `numerator / denominator` cents. */
export interface Purchase {
  candidate: number;
  tied: number[];
  numerator: bigint;
  denominator: bigint;
  /** Supporters who gave all they had left, and those who had nothing. */
  short: number;
  spent: number;
}

export interface Count {
  purchases: Purchase[];
  spentCents: number;
  /** Every decision taken, in order. Counts of two shares with equal decisions buy the same for every share between them. */
  decisions: number[];
  /** What is left in each sort's purse, over `denominator`. */
  purse: (sort: number) => bigint;
  denominator: bigint;
}

export function electorate(candidates: readonly Candidate[], ballots: readonly Ballot[]): Electorate {
  const index = new Map(candidates.map(({ id }, at) => [id, at]));
  const points = [...new Set(ballots.flatMap((ballot) => [...ballot.points.values()]))].sort((a, b) => a - b);
  const levelOf = new Map(points.map((given, level) => [given, level]));
  const sorts = new Map<string, { at: number; people: number; given: [candidate: number, level: number][] }>();
  const sortOf = ballots.map((ballot) => {
    const given = [...ballot.points].flatMap(([id, count]): [number, number][] => {
      const candidate = index.get(id);
      return candidate === undefined ? [] : [[candidate, levelOf.get(count) ?? 0]];
    }).sort((a, b) => a[0] - b[0]);
    const key = given.join(';');
    let sort = sorts.get(key);
    if (!sort) sorts.set(key, (sort = { at: sorts.size, people: 0, given }));
    sort.people += 1;
    return sort.at;
  });
  const all = [...sorts.values()];
  const supporters = candidates.map((_, candidate) => {
    const pairs = all.flatMap((sort) => sort.given.filter(([which]) => which === candidate).map(([, level]) => [sort.at, level] as const));
    return { sorts: Int32Array.from(pairs, ([at]) => at), levels: Int32Array.from(pairs, ([, level]) => level) };
  });
  return { candidates, voters: ballots.length, people: Int32Array.from(all, (sort) => sort.people), sortOf: Int32Array.from(sortOf), supporters, points };
}

/** What a candidate would take: the price of a point is `money / (denominator × points)`; the least price per euro of cost wins. */
interface Bid {
  candidate: number;
  money: bigint;
  points: bigint;
  short: number;
  spent: number;
  /** Price of a point per cent of cost, the inverse of the effective votes. As purses shrink it only grows: an old one is a bound. */
  numerator: bigint;
  denominator: bigint;
}

const compare = (a: Bid, b: Bid): number => {
  const left = a.numerator * b.denominator;
  const right = b.numerator * a.denominator;
  return left < right ? -1 : left > right ? 1 : 0;
};

function insert(queue: Bid[], bid: Bid): void {
  let low = 0;
  let high = queue.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(queue[middle] as Bid, bid) <= 0) low = middle + 1;
    else high = middle;
  }
  queue.splice(low, 0, bid);
}

function gcd(a: bigint, b: bigint): bigint {
  while (b > 0n) [a, b] = [b, a % b];
  return a;
}

/** Decisions that are no candidate and no purse. */
const unaffordable = -1;
const bought = -2;

class Purses {
  readonly #electorate: Electorate;
  readonly #costs: readonly bigint[];
  readonly #points: readonly bigint[];
  /** Voters with the same past share a class; class 0 has spent everything. */
  #classOf: Int32Array;
  #money: bigint[];
  #denominator: bigint;
  readonly decisions: number[] = [];

  constructor(of: Electorate, share: bigint, denominator: bigint) {
    this.#electorate = of;
    this.#costs = of.candidates.map(({ costCents }) => BigInt(costCents));
    this.#points = of.points.map(BigInt);
    this.#classOf = new Int32Array(of.people.length).fill(1);
    this.#money = [0n, share];
    this.#denominator = denominator;
  }

  get denominator(): bigint {
    return this.#denominator;
  }

  purse(sort: number): bigint {
    return this.#money[this.#classOf[sort] ?? 0] ?? 0n;
  }

  /** Splits the cost as equally as possible among the supporters (water filling); null when they cannot pay it together. */
  bid(candidate: number): Bid | null {
    const { sorts, levels } = this.#electorate.supporters[candidate] as Electorate['supporters'][number];
    const width = this.#points.length;
    const counts = new Int32Array(this.#money.length * width);
    const keys: number[] = [];
    let spent = 0;
    for (let at = 0; at < sorts.length; at += 1) {
      const sort = sorts[at] as number;
      const of = this.#classOf[sort] as number;
      const people = this.#electorate.people[sort] as number;
      if (of === 0) {
        spent += people;
        continue;
      }
      const key = of * width + (levels[at] as number);
      if (counts[key] === 0) keys.push(key);
      counts[key] = (counts[key] as number) + people;
    }
    const groups = keys.map((key) => ({ key, money: this.#money[Math.floor(key / width)] as bigint, points: this.#points[key % width] as bigint, people: counts[key] as number, poor: false }));
    const cost = (this.#costs[candidate] as bigint) * this.#denominator;
    this.decisions.push(candidate);
    if (groups.reduce((sum, { money, people }) => sum + money * BigInt(people), 0n) < cost) {
      this.decisions.push(unaffordable);
      return null;
    }
    let money = cost;
    let points = groups.reduce((sum, group) => sum + group.points * BigInt(group.people), 0n);
    // Whoever cannot pay the price pays all they have, which raises the price for the others: again until all can.
    for (let changed = true; changed;) {
      changed = false;
      for (const group of groups) {
        if (group.poor || group.money * points >= group.points * money) continue;
        group.poor = true;
        money -= group.money * BigInt(group.people);
        points -= group.points * BigInt(group.people);
        changed = true;
      }
    }
    const poor = groups.filter((group) => group.poor);
    for (const { key } of poor) this.decisions.push(key);
    const empty = poor.filter((group) => group.money === 0n).reduce((sum, { people }) => sum + people, 0);
    return { candidate, money, points, spent: spent + empty, short: poor.reduce((sum, { people }) => sum + people, 0) - empty, numerator: money, denominator: cost * points };
  }

  /** Takes the payments of a bid just made. */
  buy({ candidate, money, points }: Bid): void {
    this.decisions.push(bought, candidate);
    const common = gcd(money, points);
    const scale = points / common;
    const price = money / common;
    const { sorts, levels } = this.#electorate.supporters[candidate] as Electorate['supporters'][number];
    const width = this.#points.length + 1;
    const level = new Int32Array(this.#classOf.length);
    for (let at = 0; at < sorts.length; at += 1) level[sorts[at] as number] = (levels[at] as number) + 1;
    const next: bigint[] = [0n];
    const moved = new Int32Array(this.#money.length * width).fill(-1);
    moved.fill(0, 0, width);
    for (let sort = 0; sort < level.length; sort += 1) {
      const given = level[sort] as number;
      const key = (this.#classOf[sort] as number) * width + given;
      if (moved[key] === -1) {
        const had = this.#money[this.#classOf[sort] as number] as bigint;
        const wanted = given === 0 ? 0n : this.#points[given - 1] as bigint;
        // Classes are told apart by what their voters paid for, not by what is left: the same for every share with these decisions.
        if (had * points < wanted * money) moved[key] = 0;
        else moved[key] = next.push(had * scale - wanted * price) - 1;
      }
      this.#classOf[sort] = moved[key] as number;
    }
    this.#money = next;
    this.#denominator *= scale;
  }
}

/** Counts with `share / denominator` cents for each voter. */
export function count(of: Electorate, share: bigint, denominator: bigint): Count {
  const purses = new Purses(of, share, denominator);
  const purchases: Purchase[] = [];
  let spentCents = 0;
  // Nobody's vote counts for more than itself: a first bound without looking at any purse.
  let queue: Bid[] = [];
  of.candidates.forEach(({ votes }, candidate) => insert(queue, { candidate, money: 0n, points: 0n, short: 0, spent: 0, numerator: 1n, denominator: BigInt(votes) }));
  while (queue.length > 0) {
    const asked: Bid[] = [];
    let best: Bid | null = null;
    let looked = 0;
    for (; looked < queue.length; looked += 1) {
      const bound = queue[looked] as Bid;
      if (best && compare(bound, best) > 0) break;
      const bid = purses.bid(bound.candidate);
      if (!bid) continue;
      asked.push(bid);
      const order: number = best ? compare(bid, best) : -1;
      if (order < 0 || (order === 0 && bid.candidate < (best?.candidate ?? 0))) best = bid;
    }
    queue = queue.slice(looked);
    if (!best) continue;
    const winner: Bid = best;
    const price = winner.points * purses.denominator;
    purchases.push({
      candidate: winner.candidate, numerator: winner.money, denominator: price, short: winner.short, spent: winner.spent,
      tied: asked.filter((bid) => bid !== winner && compare(bid, winner) === 0).map(({ candidate }) => candidate),
    });
    spentCents += of.candidates[winner.candidate]?.costCents ?? 0;
    purses.buy(winner);
    for (const bid of asked) if (bid !== winner) insert(queue, bid);
  }
  return { purchases, spentCents, decisions: purses.decisions, purse: (sort) => purses.purse(sort), denominator: purses.denominator };
}
