// The outcome of a count and the steps that led to it, as data: enough to explain each step, in any words.
// Every figure below is rounded from exact fractions for the eye (to 1/10,000); none decides anything.

export const rules = ['equal-shares', 'greedy'] as const;
export type Rule = (typeof rules)[number];

/** Equal on what the rule counts; decided by the cheaper, then by more votes, then by lot. */
export interface Tie {
  with: string[];
  by: 'cost' | 'votes' | 'lot';
}

export type StopReason =
  /** No project with votes fits in what remains. */
  | 'exhaustive'
  /** One euro more for each voter would cost more than the envelope. */
  | 'would-overspend'
  /** Everything that has votes fits: nothing to choose. */
  | 'all-fit';

/** Why a project is not funded. */
export type LossReason =
  | { reason: 'no-votes' }
  | { reason: 'over-envelope' }
  /** Equal shares: its supporters had this much left together at the end, less than its cost, and it no longer fitted. */
  | { reason: 'supporters-short'; supportersHaveCents: number; leftCents: number }
  /** Greedy: it did not fit in what remained when its turn came. */
  | { reason: 'does-not-fit'; leftCents: number };

export type Step =
  | { kind: 'start'; rule: Rule; budgetCents: number; voters: number; projects: number; shareCents?: number }
  | { kind: 'set-aside'; projectId: string; costCents: number; reason: 'no-votes' | 'over-envelope' }
  /** The share of each voter was raised by `raises` × 1 €; `before` is what the shares funded without it. */
  | { kind: 'completion'; raises: number; shareCents: number; before: { winners: string[]; spentCents: number }; stop: StopReason; overspendCents?: number }
  | {
    kind: 'shared'; projectId: string; costCents: number; supporters: number; votes: number; effectiveVotes: number;
    /** What one vote (one point) pays. */
    priceCents: number;
    /** Supporters who paid what they had left, less than the price. */
    short: number;
    /** Supporters who had nothing left to pay with. */
    spent: number;
    leftCents: number; tie?: Tie;
  }
  /** Funded for its votes alone: the greedy rule, or what completes equal shares. */
  | { kind: 'most-votes'; projectId: string; costCents: number; supporters: number; votes: number; leftCents: number; tie?: Tie }
  | { kind: 'lost'; projectId: string; costCents: number; supporters: number; votes: number } & LossReason
  | { kind: 'end'; spentCents: number; leftCents: number };

export interface Awards {
  rule: Rule;
  seed: string;
  /** Project ids in the order they were funded. */
  winners: string[];
  spentCents: number;
  leftCents: number;
  steps: Step[];
}
