// How an envelope came about, in the terms a reader can check.
import type { Fund } from './contract/fonds.ts';

export interface KeyParts { count: number; inhabitants: number; equal: number; people: number }

/** The two parts of a fund's envelope in cents (fractions rounded for the eye), among the funds of its year. */
export function keyOf(fund: Fund, ofYear: readonly Fund[]): KeyParts {
  const inhabitants = ofYear.reduce((sum, each) => sum + each.inhabitants, 0);
  const count = ofYear.length;
  const equal = fund.total_cents * fund.equal_share / Math.max(count, 1);
  const people = fund.total_cents * (1 - fund.equal_share) * (inhabitants > 0 ? fund.inhabitants / inhabitants : 1 / Math.max(count, 1));
  return { count, inhabitants, equal: Math.round(equal), people: Math.round(people) };
}
