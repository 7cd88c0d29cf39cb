// Votes by college: exact halves, weights, order, what is left of the envelope.
import { describe, expect, it } from 'vitest';
import type { College } from '../../../../geodata/permissions.ts';
import { countVotes, type Tally } from '../../../../server/themes/fonds/closing.ts';

const equal = { maire: 1, conseiller: 1, citoyen: 1 };
const tally = (project: number, college: College, pour: number, contre: number): Tally => ({ project, college, pour, contre, abstention: 0 });
const outcomes = (tallies: Tally[], weights: Record<College, number> = equal, budget = 1000, projects = [{ id: 1, name: 'Banc', cents: 600 }, { id: 2, name: 'Mare', cents: 600 }]) =>
  countVotes(projects, tallies, weights, budget, 'graine').outcomes.map(({ project, to }) => [project, to]);

describe('votes project by project', () => {
  it.each([
    // 1/3 + 1/3 + 5/6 of three is a half, and a half is no majority; in binary fractions it would be more.
    [[tally(1, 'maire', 1, 2), tally(1, 'conseiller', 1, 2), tally(1, 'citoyen', 5, 1)], 'refuse'],
    [[tally(1, 'maire', 1, 2), tally(1, 'conseiller', 1, 2), tally(1, 'citoyen', 6, 1)], 'propose'],
    [[tally(1, 'maire', 1, 0), tally(1, 'citoyen', 0, 1)], 'refuse'],
    [[tally(1, 'maire', 0, 0)], 'refuse'],
  ] as const)('%j: %s', (tallies, expected) => {
    expect(outcomes([...tallies], equal, 1000, [{ id: 1, name: 'Banc', cents: 600 }])).toEqual([[1, expected]]);
  });

  it('weigh as the city set them; a college of no weight decides nothing', () => {
    const tallies = [tally(1, 'maire', 1, 0), tally(1, 'conseiller', 0, 9)];
    expect(outcomes(tallies, { maire: 2, conseiller: 1, citoyen: 0 })[0]).toEqual([1, 'propose']);
    expect(outcomes(tallies, { maire: 0, conseiller: 1, citoyen: 0 })).toContainEqual([1, 'refuse']);
    expect(outcomes([tally(1, 'citoyen', 3, 0)], { maire: 1, conseiller: 1, citoyen: 0 })).toContainEqual([1, 'refuse']);
  });

  it('propose the best approved first, and adjourn what no longer fits', () => {
    expect(outcomes([tally(1, 'maire', 2, 1), tally(2, 'maire', 3, 0)])).toEqual([[2, 'propose'], [1, 'ajourne']]);
    expect(outcomes([tally(1, 'maire', 2, 1), tally(2, 'maire', 4, 2)], equal, 600, [{ id: 1, name: 'Banc', cents: 600 }, { id: 2, name: 'Mare', cents: 500 }])).toEqual([[2, 'propose'], [1, 'ajourne']]);
  });
});
