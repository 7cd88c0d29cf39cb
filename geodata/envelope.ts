// A fund's envelope as a drawing: what is paid, what is awarded and not yet paid, what is left; one bar, from zero.
interface Purse { envelope_cents: number; awarded_cents: number; paid_cents: number }

export type EnvelopePart = 'paid' | 'awarded' | 'left';
export interface Stretch { part: EnvelopePart; cents: number; from: number; width: number }

/** Stretches in hundredths of `most`, the longest envelope drawn beside it. */
export function stretchesOf({ envelope_cents: envelope, awarded_cents: awarded, paid_cents: paid }: Purse, most = envelope): Stretch[] {
  const scale = 100 / Math.max(most, 1);
  return [
    { part: 'paid' as const, cents: paid, from: 0, width: paid * scale },
    { part: 'awarded' as const, cents: awarded - paid, from: paid * scale, width: (awarded - paid) * scale },
    { part: 'left' as const, cents: envelope - awarded, from: awarded * scale, width: (envelope - awarded) * scale },
  ];
}

/** Full, half, hollow: told apart without colour. */
export const stretchPaints: Record<EnvelopePart, { fill: string; opacity: number; stroke: string }> = {
  paid: { fill: '#7a2378', opacity: 1, stroke: '#7a2378' },
  awarded: { fill: '#7a2378', opacity: 0.4, stroke: '#7a2378' },
  left: { fill: '#fff', opacity: 1, stroke: '#8a8577' },
};

export function sumOf(funds: readonly Purse[]): Purse {
  return {
    envelope_cents: funds.reduce((sum, fund) => sum + fund.envelope_cents, 0), awarded_cents: funds.reduce((sum, fund) => sum + fund.awarded_cents, 0), paid_cents: funds.reduce((sum, fund) => sum + fund.paid_cents, 0),
  };
}
