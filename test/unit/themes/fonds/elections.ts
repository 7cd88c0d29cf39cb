// Elections for the tests: published ones, drawn ones, and arbitrary ones.
import fc from 'fast-check';
import type { Ballot, Election, VoteType } from '../../../../server/themes/fonds/ballots.ts';

export function approval(budgetEuros: number, costs: Record<string, number>, ballots: readonly string[], seed = 'essai'): Election {
  return {
    budgetCents: budgetEuros * 100, voteType: 'approval', seed,
    projects: Object.entries(costs).map(([id, euros]) => ({ id, name: `Projet ${id}`, costCents: Math.round(euros * 100) })),
    ballots: ballots.map((choices, at) => ({ id: `b${at + 1}`, points: new Map(choices.split(' ').filter(Boolean).map((id) => [id, 1])) })),
  };
}

const costs = { bike: 700, gym: 400, park: 250, playground: 200, library: 100 };

/** equalshares.net/explanation, example 1: eleven voters, from left to right. */
export const published = approval(1100, costs, [
  'bike gym', 'bike gym park', 'bike gym', 'bike gym park', 'bike gym park', 'bike gym',
  'park playground library', 'playground', 'playground library', 'park playground library', 'bike',
]);
// The table's rows: park by voters 2, 4, 5, 7, 10; playground by 7–10; library by 7, 9, 10.

/** Example 2 of the same page: the last voter votes for the gym instead of the bike path. */
export const publishedSecond: Election = { ...published, ballots: published.ballots.map((ballot) => (ballot.points.size === 1 && ballot.points.has('bike') ? { ...ballot, points: new Map([['gym', 1]]) } : ballot)) };

/** A generator of numbers in [0, 1[ that gives the same ones each time. */
export function draw(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** As in a real vote: few projects with many votes, a dear one with few. */
export function drawn(projects: number, voters: number, most: number, budgetEuros: number, voteType: VoteType = 'approval'): Election {
  const random = draw(projects * 1000 + voters + most);
  const all = Array.from({ length: projects }, (_, at) => ({ id: `p${at}`, name: `Projet ${at}`, costCents: Math.round(budgetEuros * (1 + 20 * random() * random())) }));
  const ballots = Array.from({ length: voters }, (_, at): Ballot => {
    const points = new Map<string, number>();
    for (let choice = 1 + Math.floor(random() * most); choice > 0; choice -= 1) {
      const id = `p${Math.floor(random() ** 2 * projects)}`;
      points.set(id, voteType === 'cumulative' ? (points.get(id) ?? 0) + 1 : 1);
    }
    return { id: `b${at}`, points };
  });
  return { budgetCents: budgetEuros * 100, voteType, seed: 'tirage', projects: all, ballots };
}

/** Small elections with many ties, blank ballots, projects without votes or beyond the envelope. */
export const elections: fc.Arbitrary<Election> = fc.record({
  voteType: fc.constantFrom<VoteType>('approval', 'cumulative'),
  budget: fc.integer({ min: 1, max: 60 }),
  odd: fc.integer({ min: 0, max: 99 }),
  costs: fc.array(fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 100, max: 4000 }).map((cents) => cents / 100)), { minLength: 1, maxLength: 6 }),
  choices: fc.array(fc.array(fc.tuple(fc.nat({ max: 5 }), fc.integer({ min: 1, max: 4 })), { maxLength: 4 }), { maxLength: 12 }),
  seed: fc.string({ maxLength: 8 }).map((text) => text.replace(/[^a-z0-9]/g, '')),
}).map(({ voteType, budget, odd, costs: euros, choices, seed }) => ({
  budgetCents: budget * 100 + odd, voteType, seed,
  projects: euros.map((cost, at) => ({ id: `p${at}`, name: `Projet ${at}`, costCents: Math.round(cost * 100) })),
  ballots: choices.map((pairs, at) => ({ id: `b${at}`, points: new Map(pairs.filter(([which]) => which < euros.length).map(([which, points]) => [`p${which}`, voteType === 'approval' ? 1 : points])) })),
}));
