// `.pb` files: what we write is read back the same, what others write is read, what is wrong is said line by line.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ElectionError } from '../../../../server/themes/fonds/ballots.ts';
import type { Election } from '../../../../server/themes/fonds/ballots.ts';
import { computeAwards, recompute } from '../../../../server/themes/fonds/compute.ts';
import { PabulibError, readPabulib } from '../../../../server/themes/fonds/pabulib.ts';
import { isPublishable, writePabulib } from '../../../../server/themes/fonds/pabulib-writer.ts';
import type { VoteDescription } from '../../../../server/themes/fonds/pabulib-writer.ts';
import { drawn, elections, published } from './elections.ts';

const about: VoteDescription = { description: 'Fonds d’essai ; Bellevue', unit: 'Brest', subunit: 'Bellevue', instance: '2026', from: '2026-03-02', to: '2026-03-22', rule: 'equal-shares' };

function problems(text: string) {
  try {
    readPabulib(text);
  } catch (error) {
    if (error instanceof PabulibError) return error.problems;
    throw error;
  }
  return [];
}

/** The example of pabulib.org/format. */
const official = `META
key; value
description; Municipal PB in Wieliczka
country; Poland
unit; Wieliczka
instance; 2020
num_projects; 5
num_votes; 10
budget; 2500
rule; greedy
vote_type; approval
min_length; 1
max_length; 3
date_begin; 16.09.2023
date_end; 04.10.2023
PROJECTS
project_id; cost; category
1; 600; culture, education
2; 800; sport
4; 1400; culture
5; 1000; health, sport
7; 1200; education
VOTES
voter_id; age; sex; vote
1; 34; f; 1,2,4
2; 51; m; 1,2
3; 23; m; 2,4,5
4; 19; f; 5,7
5; 62; f; 1,4,7
6; 54; m; 1,7
7; 49; m; 5
8; 27; f; 4
9; 39; f; 2,4,5
10; 44; m; 4,5
`;

describe('reading', () => {
  it('the example of the format', () => {
    const { election, rule, selected } = readPabulib(official);
    expect(election).toMatchObject({ budgetCents: 250_000, voteType: 'approval', seed: '' });
    expect(election.projects).toHaveLength(5);
    expect(election.ballots[2]?.points).toEqual(new Map([['2', 1], ['4', 1], ['5', 1]]));
    expect([rule, selected]).toEqual(['greedy', null]);
    // 6 votes for 4, 5 for 5; then 1 and 7 do not fit with them.
    expect(recompute(official).awards.winners).toEqual(['4', '5']);
  });

  it('mixed line ends, a byte-order mark, blank ballots, decimals and quoted semicolons', () => {
    const { election, selected } = readPabulib('\uFEFFMETA\r\nkey;value\nbudget;1000,50\r\nvote_type;cumulative\nseed;abc\nPROJECTS\nproject_id;cost;name;selected\n1;99.5;"Un ; deux ""trois""";1\n2;10;;2\nVOTES\r\nvoter_id;vote;points\r\na;1,2;3,0\r\nb;;\r\n');
    expect(election.budgetCents).toBe(100_050);
    expect(election.projects).toEqual([{ id: '1', name: 'Un ; deux "trois"', costCents: 9950 }, { id: '2', name: '2', costCents: 1000 }]);
    expect(election.ballots.map(({ points }) => [...points])).toEqual([[['1', 3]], []]);
    expect([election.seed, selected]).toEqual(['abc', ['1']]);
  });

  it('says what is wrong with its line, all at once', () => {
    const wrong = official.replace('2; 800; sport', '2; beaucoup; sport').replace('5; 1000; health, sport', '1; 1000; health');
    expect(problems(wrong)).toEqual([
      { line: 19, reason: '« beaucoup » n’est pas un coût en euros.' },
      { line: 21, reason: 'Le projet « 1 » figure deux fois.' },
    ]);
    expect(problems(official.replace('4; 19; f; 5,7', '4; 19; f; 5,8').replace('7; 49; m; 5', '7; 49; 5').replace('8; 27; f; 4', '8; 27; f; 4,4'))).toEqual([
      { line: 28, reason: 'Le projet « 8 » n’est pas dans la liste des projets.' },
      { line: 31, reason: 'Il y a 3 valeurs pour 4 colonnes.' },
      { line: 32, reason: 'Le bulletin cite deux fois le projet « 4 ».' },
    ]);
  });

  it('refuses scores and rankings with a sentence, and files that are something else or cut short', () => {
    expect(problems(official.replace('approval', 'ordinal'))).toEqual([{ line: 11, reason: expect.stringContaining('un classement') as string }]);
    expect(problems(official.replace('approval', 'scoring'))).toEqual([{ line: 11, reason: expect.stringContaining('une note') as string }]);
    expect(problems(official.split('\n').slice(0, -3).join('\n'))).toEqual([{ line: null, reason: 'Le fichier annonce 10 bulletins (« num_votes ») et en contient 8.' }]);
    expect(problems('nom;prix\nx;3\n')).toEqual([{ line: 1, reason: 'Le fichier doit commencer par une ligne « META ».' }]);
    expect(problems('').map(({ reason }) => reason)).toHaveLength(3);
    expect(problems(official.replace('1; 600;', '1; 600; "ouvert'))[0]?.reason).toBeTruthy();
    expect(problems(official.replace('budget; 2500', 'budget; -4'))).toEqual([{ line: 9, reason: '« -4 » n’est pas une enveloppe en euros.' }]);
  });

  it('never fails otherwise, whatever it is given', () => {
    const pieces = fc.array(fc.constantFrom('META', 'PROJECTS', 'VOTES', ';', '\n', '"', 'key;value', 'project_id;cost', 'voter_id;vote', 'budget;10', 'vote_type;approval', '1', ',', 'é', '\r'));
    fc.assert(fc.property(fc.oneof(fc.string(), pieces.map((parts) => parts.join(''))), (text) => {
      try {
        readPabulib(text);
      } catch (error) {
        expect(error).toBeInstanceOf(PabulibError);
      }
    }));
  });
});

describe('writing', () => {
  it('gives back the same election', () => {
    fc.assert(fc.property(elections, fc.string(), (election, name) => {
      const named: Election = { ...election, projects: election.projects.map((project) => ({ ...project, name: name.replace(/\s+/gu, ' ').trim() || project.name })) };
      fc.pre(!/^\uFEFF/.test(name));
      expect(readPabulib(writePabulib(named, about, { internal: true })).election).toEqual(named);
    }));
  });

  it('keeps neither ids nor order of the ballots, nor anything a college would show', () => {
    const election = drawn(8, 40, 4, 1000);
    const text = writePabulib(election, about);
    const written = readPabulib(text).election.ballots;
    expect(written.map(({ id }) => id).some((id) => /^b\d+$/.test(id))).toBe(false);
    const bare = (ballots: Election['ballots']): string[] => ballots.map(({ points }) => [...points.keys()].sort().join());
    expect(bare(written)).not.toEqual(bare(election.ballots));
    expect(bare(written).toSorted()).toEqual(bare(election.ballots).toSorted());
    expect(text).toContain('\nvoter_id;vote\n');
    expect(writePabulib(election, about)).not.toBe(text);
  });

  it('refuses ballots of fewer than 20 people', () => {
    expect(isPublishable(published)).toBe(false);
    expect(() => writePabulib(published, about)).toThrow(ElectionError);
    expect(isPublishable(drawn(5, 20, 3, 1000))).toBe(true);
    expect(writePabulib(drawn(5, 20, 3, 1000), about)).toContain('num_votes;20');
  });

  it.each(['equal-shares', 'greedy'] as const)('what is published (%s) is recomputed from the file alone', (rule) => {
    const election = drawn(12, 60, 5, 2000, 'cumulative');
    const { winners } = computeAwards(election, rule);
    const text = writePabulib(election, { ...about, rule, winners });
    expect(recompute(text)).toMatchObject({ asPublished: true, awards: { rule, winners, seed: 'tirage' } });
    const lied = text.replace(/;1\n(?=[\s\S]*VOTES)/, ';0\n');
    expect(recompute(lied).asPublished).toBe(false);
  });
});
