// Equal shares against published examples, a plain count of the same rule, and what the method promises.
import fc from 'fast-check';
import Fraction from 'fraction.js';
import { describe, expect, it } from 'vitest';
import type { Awards, Step } from '../../../../server/themes/fonds/awards.ts';
import { ElectionError } from '../../../../server/themes/fonds/ballots.ts';
import type { Election } from '../../../../server/themes/fonds/ballots.ts';
import { awardByEqualShares } from '../../../../server/themes/fonds/equal-shares.ts';
import { awardGreedily } from '../../../../server/themes/fonds/greedy.ts';
import { count, electorate } from '../../../../server/themes/fonds/purses.ts';
import { byTieRule, candidates } from '../../../../server/themes/fonds/ties.ts';
import { approval, drawn, elections, published, publishedSecond } from './elections.ts';
import { awardPlainly, countPlainly } from './plain-count.ts';

const completionOf = ({ steps }: Awards) => steps.find((step): step is Extract<Step, { kind: 'completion' }> => step.kind === 'completion');
const sharedOf = ({ steps }: Awards) => steps.filter((step): step is Extract<Step, { kind: 'shared' }> => step.kind === 'shared');
const costOf = ({ projects }: Election, id: string): number => projects.find((project) => project.id === id)?.costCents ?? 0;
const votesOf = ({ ballots }: Election, id: string): number => ballots.reduce((sum, { points }) => sum + (points.get(id) ?? 0), 0);

describe('published examples', () => {
  it('equalshares.net, example 1: bike path, playground, library; greedy takes the bike path and the gym', () => {
    expect(completionOf(awardByEqualShares(published))?.before).toEqual({ winners: ['bike', 'playground', 'library'], spentCents: 100_000 });
    const awards = awardByEqualShares(published);
    expect(awards.winners).toEqual(['bike', 'playground', 'library']);
    expect(sharedOf(awards).map(({ projectId, effectiveVotes, priceCents, spent }) => [projectId, effectiveVotes, priceCents, spent])).toEqual([['bike', 7, 10_000, 0], ['playground', 4, 5000, 0], ['library', 3, 3333.3333, 0]]);
    expect(awardGreedily(published).winners).toEqual(['bike', 'gym']);
  });

  it('equalshares.net, example 2: gym, park, playground, with 7, about 4.1 and about 3.3 effective votes', () => {
    const before = completionOf(awardByEqualShares(publishedSecond))?.before;
    expect(before?.winners).toEqual(['gym', 'park', 'playground']);
    const of = electorate(candidates(publishedSecond).toSorted(byTieRule), publishedSecond.ballots);
    const { purchases } = count(of, 110_000n, 11n);
    const effective = purchases.map(({ candidate, numerator, denominator }) => Number(BigInt(of.candidates[candidate]?.costCents ?? 0) * denominator * 1000n / numerator) / 1000);
    expect(effective[0]).toBe(7);
    // The page rounds what each has left to whole euros on its way (4.13 and 3.31); these are the exact ones.
    expect(effective[1]).toBeCloseTo(4.117, 3);
    expect(effective[2]).toBeCloseTo(3.294, 3);
  });

  it('pabutools, test_iterated_exhaustion: a alone, then a to d once the shares are raised', () => {
    const ballots = ['a b', 'a b', 'a b', 'a c', 'a c', 'a c', 'a d', 'a d', 'b c f', 'e', 'f', 'g'];
    // One unit of cost is 2,400 € here, so that steps of 1 € are finer than theirs.
    const awards = awardByEqualShares(approval(4 * 2400, { a: 2400, b: 2400, c: 2400, d: 2400, e: 2400, f: 2400, g: 2400 }, ballots));
    expect(completionOf(awards)?.before.winners).toEqual(['a']);
    expect(awards.winners.toSorted()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('a majority of 51 % does not take everything: five projects each (Wikipedia, « Method of equal shares »)', () => {
    const red = Array.from({ length: 10 }, (_, at) => `r${at}`);
    const blue = Array.from({ length: 10 }, (_, at) => `b${at}`);
    const costs = Object.fromEntries([...red, ...blue].map((id) => [id, 100]));
    const ballots = Array.from({ length: 100 }, (_, at) => (at < 51 ? red : blue).join(' '));
    const winners = awardByEqualShares(approval(1000, costs, ballots)).winners;
    expect(winners.filter((id) => id.startsWith('r'))).toHaveLength(5);
    expect(winners.filter((id) => id.startsWith('b'))).toHaveLength(5);
    expect(awardGreedily(approval(1000, costs, ballots)).winners.every((id) => id.startsWith('r'))).toBe(true);
  });
});

describe('ties', () => {
  const winner = (election: Election) => awardByEqualShares(election).steps.find((step) => step.kind === 'shared' || step.kind === 'most-votes');

  it('go to the cheaper, then to more votes, then to the lot', () => {
    expect(winner(approval(700, { x: 500, y: 400 }, ['x', 'x y', 'y', 'x y']))).toMatchObject({ projectId: 'y', tie: { with: ['x'], by: 'cost' } });
    // a takes all that y's third supporter had: 2 effective votes for each of x and y, and 3 raw ones for y.
    const drained = awardByEqualShares(approval(800, { a: 400, x: 200, y: 200 }, ['x', 'x', 'y', 'y', 'a y', 'a', 'a', 'a']));
    expect(sharedOf(drained)[1]).toMatchObject({ projectId: 'y', effectiveVotes: 2, spent: 1, tie: { with: ['x'], by: 'votes' } });
    const lots = ['1', '2', '3', '4', '5', '6', '7', '8'].map((seed) => awardByEqualShares(approval(500, { x: 400, y: 400 }, ['x', 'y', 'x', 'y'], seed)).winners.join());
    expect(new Set(lots)).toEqual(new Set(['x', 'y']));
    expect(awardGreedily(approval(500, { x: 400, y: 400 }, ['x', 'y'], '1')).steps.find(({ kind }) => kind === 'most-votes')).toMatchObject({ tie: { by: 'lot' } });
  });
});

describe('the edges', () => {
  it('no ballots, only blank ones, nothing that fits: nobody wins, and it ends', () => {
    expect(awardByEqualShares(approval(100, { x: 50 }, [])).winners).toEqual([]);
    expect(awardByEqualShares(approval(100, { x: 50 }, ['', ''])).winners).toEqual([]);
    expect(awardByEqualShares(approval(100, { x: 101 }, ['x'])).steps).toContainEqual({ kind: 'set-aside', projectId: 'x', costCents: 10_100, reason: 'over-envelope' });
  });

  it('a project without votes is never funded and does not keep the shares rising', () => {
    const awards = awardByEqualShares(approval(1000, { wanted: 600, other: 600, nobody: 100 }, ['wanted', 'wanted', 'other']));
    expect(awards.winners).toEqual(['wanted']);
    expect(completionOf(awards)?.stop).toBe('exhaustive');
  });

  it('a dear project with one supporter is reached without counting every euro', () => {
    const awards = awardByEqualShares(approval(1_000_000, { wanted: 300_000, dear: 650_000, last: 600_000 }, [...Array.from({ length: 40 }, () => 'wanted'), 'dear', 'last']));
    expect(completionOf(awards)).toMatchObject({ stop: 'exhaustive', shareCents: 60_000_052.381 });
    expect(awards.winners).toEqual(['wanted', 'last']);
  });

  it('refuses what cannot be counted, with every reason', () => {
    const wrong: Election = { ...published, budgetCents: 0, projects: [{ id: 'x', name: 'X', costCents: 0 }], ballots: [{ id: 'b', points: new Map([['x', 2], ['y', 1]]) }] };
    expect(() => awardByEqualShares(wrong)).toThrow(ElectionError);
    try {
      awardByEqualShares(wrong);
    } catch (error) {
      expect((error as ElectionError).reasons).toHaveLength(4);
    }
  });
});

describe('for any election', () => {
  it('is what a plain count with fractions gives, raise by raise', () => {
    fc.assert(fc.property(elections, (election) => {
      const awards = awardByEqualShares(election);
      const plain = awardPlainly(election);
      expect(awards.winners).toEqual(plain.winners);
      expect(completionOf(awards)?.raises ?? 0).toBe(plain.raises);
    }), { numRuns: 400 });
  }, 120_000);

  it.each([['equal shares', awardByEqualShares], ['greedy', awardGreedily]] as const)('%s: never over the envelope, exhaustive among what has votes, nothing without votes', (_name, award) => {
    fc.assert(fc.property(elections, (election) => {
      const { winners, spentCents, leftCents, steps } = award(election);
      expect(new Set(winners).size).toBe(winners.length);
      expect(spentCents).toBe(winners.reduce((sum, id) => sum + costOf(election, id), 0));
      expect(spentCents + leftCents).toBe(election.budgetCents);
      expect(leftCents).toBeGreaterThanOrEqual(0);
      for (const { id, costCents } of election.projects) {
        if (winners.includes(id)) expect(votesOf(election, id)).toBeGreaterThan(0);
        else expect(votesOf(election, id) === 0 || costCents > leftCents).toBe(true);
      }
      // Each project is told once.
      const told = steps.flatMap((step) => ('projectId' in step ? [step.projectId] : []));
      expect(told.toSorted()).toEqual(election.projects.map(({ id }) => id).toSorted());
    }));
  });

  it('is priceable: equal purses pay each shared project in full, only by its supporters, and can pay no other', () => {
    fc.assert(fc.property(elections, fc.nat({ max: 20 }), (election, raises) => {
      fc.pre(election.ballots.length > 0);
      const of = electorate(candidates(election).filter(({ votes, costCents }) => votes > 0 && costCents <= election.budgetCents).toSorted(byTieRule), election.ballots);
      const voters = BigInt(election.ballots.length);
      const share = BigInt(election.budgetCents) + BigInt(raises * 100) * voters;
      const { purchases, purse, denominator, spentCents } = count(of, share, voters);
      const initial = new Fraction(share, voters);
      const left = [...of.sortOf].map((sort) => new Fraction(purse(sort), denominator));
      const bought = purchases.map(({ candidate }) => of.candidates[candidate]?.id ?? '');
      const paid = left.map((rest) => initial.sub(rest));
      expect(left.every((rest) => rest.compare(0) >= 0)).toBe(true);
      expect(paid.reduce((sum, amount) => sum.add(amount), new Fraction(0)).equals(spentCents)).toBe(true);
      paid.forEach((amount, at) => { if (!bought.some((id) => election.ballots[at]?.points.has(id))) expect(amount.equals(0)).toBe(true); });
      for (const { id, costCents } of of.candidates) {
        if (bought.includes(id)) continue;
        const together = left.reduce((sum, rest, at) => (election.ballots[at]?.points.has(id) ? sum.add(rest) : sum), new Fraction(0));
        expect(together.compare(costCents)).toBeLessThan(0);
      }
      // Payment by payment, as the plain count has them.
      const plain = countPlainly(election, initial);
      expect(bought).toEqual(plain.payments.map(({ project }) => project));
      plain.purses.forEach((rest, at) => expect(rest.equals(left[at] as Fraction)).toBe(true));
    }));
  }, 60_000);

  it('a group with the same ballot gets all of it when its part of the envelope pays for it', () => {
    fc.assert(fc.property(elections, fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 3 }), (election, size, projects) => {
      const group = Array.from({ length: projects }, (_, at) => `groupe${at}`);
      const voters = election.ballots.length + size;
      // Together they cost at most the group's part of the envelope.
      const each = Math.floor(election.budgetCents * size / voters / projects);
      fc.pre(each > 0);
      const points = new Map(group.map((id) => [id, 1]));
      const joined: Election = {
        ...election,
        projects: [...election.projects, ...group.map((id) => ({ id, name: id, costCents: each }))],
        ballots: [...election.ballots, ...Array.from({ length: size }, (_, at) => ({ id: `g${at}`, points }))],
      };
      expect(awardByEqualShares(joined).winners).toEqual(expect.arrayContaining(group));
    }));
  });

  it('does not depend on the order or the ids of the ballots, nor on the order of the projects', () => {
    fc.assert(fc.property(elections, fc.integer(), (election, turn) => {
      const mixed = <Item>(items: readonly Item[]): Item[] => items.map((item, at) => ({ item, key: Math.imul(at + 1, turn * 2 + 1) })).sort((a, b) => a.key - b.key).map(({ item }) => item);
      const other: Election = { ...election, projects: mixed(election.projects), ballots: mixed(election.ballots).map(({ points }, at) => ({ id: `autre${at}`, points: new Map(mixed([...points])) })) };
      for (const award of [awardByEqualShares, awardGreedily]) {
        const [a, b] = [award(election), award(other)];
        expect(b.winners).toEqual(a.winners);
        const unordered = ({ steps }: Awards) => steps.filter(({ kind }) => kind !== 'set-aside');
        expect(unordered(b)).toEqual(unordered(a));
      }
    }));
  });
});

describe('speed', () => {
  it.each([['approval', 5, 100_000], ['approval', 15, 240_000], ['cumulative', 10, 240_000]] as const)('50 projects and 2,000 ballots (%s, up to %i choices) take less than 5 s of processor', (voteType, most, budget) => {
    const before = process.cpuUsage();
    const awards = awardByEqualShares(drawn(50, 2000, most, budget, voteType));
    const { user, system } = process.cpuUsage(before);
    expect(awards.winners.length).toBeGreaterThan(5);
    expect((user + system) / 1e6).toBeLessThan(5);
  }, 60_000);
});
