// The awards of an election by either rule, and those of a published file as anyone can compute them again.
import type { Awards, Rule } from './awards.ts';
import type { Election } from './ballots.ts';
import { awardByEqualShares } from './equal-shares.ts';
import { awardGreedily } from './greedy.ts';
import { readPabulib } from './pabulib.ts';
import type { PabulibFile } from './pabulib.ts';

const compute: Record<Rule, (election: Election) => Awards> = { 'equal-shares': awardByEqualShares, greedy: awardGreedily };

/** @throws {ElectionError} */
export function computeAwards(election: Election, rule: Rule): Awards {
  return compute[rule](election);
}

export interface Recomputed {
  file: PabulibFile;
  awards: Awards;
  /** Whether the file's own winners are those computed; null when it names none. */
  asPublished: boolean | null;
}

/**
 * Counts a `.pb` file again: with its own rule and seed unless others are asked for; a file without a rule is counted by equal shares.
 * @throws {PabulibError}
 */
export function recompute(text: string, asked: { rule?: Rule; seed?: string } = {}): Recomputed {
  const file = readPabulib(text);
  const awards = computeAwards({ ...file.election, ...(asked.seed === undefined ? {} : { seed: asked.seed }) }, asked.rule ?? file.rule ?? 'equal-shares');
  const same = (published: readonly string[]): boolean => published.length === awards.winners.length && published.every((id) => awards.winners.includes(id));
  return { file, awards, asPublished: file.selected && same(file.selected) };
}
