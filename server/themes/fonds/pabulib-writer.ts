// An election as a Pabulib `.pb` file that anyone can count again: envelope, rule, completion, seed, and ballots without names.
import { randomBytes, randomInt } from 'node:crypto';
import { stringify } from 'csv-stringify/sync';
import type { Rule } from './awards.ts';
import { checkElection, ElectionError, smallestPublishedVote } from './ballots.ts';
import type { Ballot, Election } from './ballots.ts';
import { candidates } from './ties.ts';

/** What a reader of the file needs to know of the vote. */
export interface VoteDescription {
  /** « Fonds d’initiative citoyenne, Bellevue, 2026 ». */
  description: string;
  /** The city, the quartier, the edition. */
  unit: string;
  subunit: string;
  instance: string;
  /** First and last day of the vote, `2026-11-23`. */
  from: string;
  to: string;
  rule: Rule;
  /** Project ids elected by the rule. */
  winners?: readonly string[];
}

export interface WritingOptions {
  /** Keeps ids and order, and any number of ballots: never for a file that leaves the house. */
  internal?: boolean;
}

const completions: Record<Rule, string> = {
  'equal-shares': 'add1 by 1 EUR until exhaustive or the next step would overspend; then most votes first among projects with votes',
  greedy: 'most votes first, skipping what does not fit',
};

export const isPublishable = ({ ballots }: Pick<Election, 'ballots'>): boolean => ballots.length >= smallestPublishedVote;

/**
 * The ballots under random ids, in random order. The draw is the system's own and is kept nowhere: made from the published
 * seed it could be undone.
 */
export function anonymousBallots(ballots: readonly Ballot[]): Ballot[] {
  const ids = new Set<string>();
  while (ids.size < ballots.length) ids.add(randomBytes(6).toString('hex'));
  const shuffled = [...ballots];
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const other = randomInt(last + 1);
    [shuffled[last], shuffled[other]] = [shuffled[other] as Ballot, shuffled[last] as Ballot];
  }
  const [...drawn] = ids;
  return shuffled.map(({ points }, at) => ({ id: drawn[at] ?? '', points }));
}

const euros = (amountCents: number): string => (amountCents % 100 === 0 ? String(amountCents / 100) : `${Math.floor(amountCents / 100)}.${String(amountCents % 100).padStart(2, '0')}`);

/** `23.11.2026`, as Pabulib writes days. */
const day = (iso: string): string => iso.slice(0, 10).split('-').reverse().join('.');

/** Other readers split files by line: a value has no line break. */
const oneLine = (text: string): string => text.replace(/\s+/gu, ' ').trim();

function unwritable({ projects, ballots, seed }: Election, options: WritingOptions): string[] {
  return [
    ...options.internal || isPublishable({ ballots }) ? [] : [`Les bulletins ne sont publiés qu’à partir de ${smallestPublishedVote} votants.`],
    ...projects.filter(({ id }) => /[,;"\s]/u.test(id)).map(({ id }) => `L’identifiant « ${id} » contient une espace, une virgule ou un guillemet.`),
    ...seed === oneLine(seed) ? [] : ['La graine doit tenir sur une ligne, sans espace autour.'],
  ];
}

/** @throws {ElectionError} when the election cannot be counted, or its ballots not be published. */
export function writePabulib(election: Election, about: VoteDescription, options: WritingOptions = {}): string {
  checkElection(election);
  const reasons = unwritable(election, options);
  if (reasons.length > 0) throw new ElectionError(reasons);
  const { budgetCents, voteType, seed, projects } = election;
  const ballots = options.internal ? election.ballots : anonymousBallots(election.ballots);
  const cumulative = voteType === 'cumulative';
  const winners = about.winners && new Set(about.winners);
  // Only what the ballots show is said of their limits: the file carries no rule of voting that it does not need.
  const meta: [string, string | number][] = [
    ['description', about.description], ['country', 'France'], ['unit', about.unit], ['subunit', about.subunit], ['instance', about.instance],
    ['num_projects', projects.length], ['num_votes', ballots.length], ['budget', euros(budgetCents)], ['vote_type', voteType],
    ['rule', about.rule === 'greedy' ? 'greedy' : 'equalshares/add1'], ['date_begin', day(about.from)], ['date_end', day(about.to)],
    ['language', 'fr'], ['currency', 'EUR'], ['completion', completions[about.rule]], ['tie_breaking', 'lowest cost, most votes, smallest SHA-256 of seed:project_id'], ['seed', seed],
  ];
  const order = new Map(projects.map(({ id }, at) => [id, at]));
  const choices = ({ points }: Ballot) => [...points].sort(([a], [b]) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
  const table = [
    ['META'], ['key', 'value'], ...meta.map(([key, value]) => [key, oneLine(String(value))]),
    ['PROJECTS'], ['project_id', 'cost', 'votes', ...cumulative ? ['score'] : [], 'name', ...winners ? ['selected'] : []],
    ...candidates(election).map(({ id, costCents, supporters, votes, name }) => [id, euros(costCents), supporters, ...cumulative ? [votes] : [], oneLine(name), ...winners ? [winners.has(id) ? 1 : 0] : []]),
    ['VOTES'], ['voter_id', 'vote', ...cumulative ? ['points'] : []],
    ...ballots.map((ballot) => [ballot.id, choices(ballot).map(([id]) => id).join(','), ...cumulative ? [choices(ballot).map(([, points]) => points).join(',')] : []]),
  ];
  return stringify(table, { delimiter: ';' });
}
