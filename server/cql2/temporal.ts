// Temporal predicates in SQL (OGC 21-065r2, clause 7.6; relations of OWL-Time): every operand has a beginning and an end, an instant the same twice.
import { filterFault, type Place } from './node.ts';

export interface Span {
  /** In SQL, once it is needed: a value that no relation reads must not be sent. */
  from: () => string;
  to: () => string;
  /** An instant has no length: the relations of intervals say nothing of it. */
  interval: boolean;
  /** Whether both ends are days. */
  days: boolean;
}

/** A day lasts until its last microsecond where it ends an interval. */
export const lastInstant = (day: string) => `((${day}) + interval '1 day' - interval '1 microsecond')::timestamptz`;

/** Both ends as instants. */
const asInstants = ({ from, to, interval, days }: Span): Span => (days
  ? { from: () => `(${from()})::timestamptz`, to: () => (interval ? lastInstant(to()) : `(${to()})::timestamptz`), interval, days: false }
  : { from, to, interval, days });

const ofAny: Readonly<Record<string, (one: Span, other: Span) => string>> = {
  t_after: (one, other) => `${one.from()} > ${other.to()}`,
  t_before: (one, other) => `${one.to()} < ${other.from()}`,
  t_disjoint: (one, other) => `(${one.to()} < ${other.from()} or ${one.from()} > ${other.to()})`,
  t_equals: (one, other) => `(${one.from()} = ${other.from()} and ${one.to()} = ${other.to()})`,
  t_intersects: (one, other) => `not (${one.to()} < ${other.from()} or ${one.from()} > ${other.to()})`,
};

const ofIntervals: Readonly<Record<string, (one: Span, other: Span) => string>> = {
  t_contains: (one, other) => `(${one.from()} < ${other.from()} and ${one.to()} > ${other.to()})`,
  t_during: (one, other) => `(${one.from()} > ${other.from()} and ${one.to()} < ${other.to()})`,
  t_finishedby: (one, other) => `(${one.from()} < ${other.from()} and ${one.to()} = ${other.to()})`,
  t_finishes: (one, other) => `(${one.from()} > ${other.from()} and ${one.to()} = ${other.to()})`,
  t_meets: (one, other) => `${one.to()} = ${other.from()}`,
  t_metby: (one, other) => `${one.from()} = ${other.to()}`,
  t_overlappedby: (one, other) => `(${one.from()} > ${other.from()} and ${one.from()} < ${other.to()} and ${one.to()} > ${other.to()})`,
  t_overlaps: (one, other) => `(${one.from()} < ${other.from()} and ${one.to()} > ${other.from()} and ${one.to()} < ${other.to()})`,
  t_startedby: (one, other) => `(${one.from()} = ${other.from()} and ${one.to()} > ${other.to()})`,
  t_starts: (one, other) => `(${one.from()} = ${other.from()} and ${one.to()} < ${other.to()})`,
};

/** The predicate in SQL. Raises 400 where intervals are compared with an instant in a way that only intervals can be. */
export function temporalPredicate(at: Place, name: string, operands: readonly [Span, Span]): string {
  const [one, other] = operands[0].days === operands[1].days ? operands : [asInstants(operands[0]), asInstants(operands[1])];
  const relation = ofAny[name];
  if (relation) return `(${relation(one, other)})`;
  if (!one.interval || !other.interval) throw filterFault(at, `${name.toUpperCase()} compare deux intervalles : INTERVAL(début, fin).`);
  return `(${ofIntervals[name]!(one, other)})`;
}
