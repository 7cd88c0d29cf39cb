// Euros as a person types them, cents as everything else counts them.

/** Whole cents from `1 250,50`, `1250.5`, `800 €`; null for what is no amount. Never through a fraction of binary. */
export function centsOf(typed: string): number | null {
  const match = /^(\d{1,9})(?:[.,](\d{1,2}))?$/.exec(typed.replace(/[\s\u00a0\u202f]|€$/g, ''));
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : null;
}

/** The same back in a field: `1250,50`, `800`. */
export function typedAmount(cents: number): string {
  const rest = cents % 100;
  return `${Math.floor(cents / 100)}${rest === 0 ? '' : `,${String(rest).padStart(2, '0')}`}`;
}

export interface Sharing { quartier: string; inhabitants: number }

/**
 * A year's total among its quartiers: an equal part and a part by inhabitants, to the cent, with the largest remainder.
 * `equalShare` is between 0 and 1, in ten-thousandths at most.
 */
export function shareOut(totalCents: number, equalShare: number, among: readonly Sharing[]): ReadonlyMap<string, number> {
  const count = BigInt(among.length);
  const people = BigInt(among.reduce((sum, { inhabitants }) => sum + inhabitants, 0));
  const [total, equal] = [BigInt(totalCents), BigInt(Math.round(equalShare * 10_000))];
  // Exact: everything over one denominator.
  const [denominator, byPeople] = people === 0n ? [count, false] : [10_000n * count * people, true];
  const cut = among.map(({ quartier, inhabitants }) => {
    const exact = byPeople ? total * (equal * people + (10_000n - equal) * BigInt(inhabitants) * count) : total;
    return { quartier, cents: exact / denominator, rest: exact % denominator };
  });
  let left = total - cut.reduce((sum, { cents }) => sum + cents, 0n);
  const shares = new Map<string, number>();
  for (const { quartier, cents } of cut.toSorted((one, other) => Number(other.rest > one.rest) - Number(other.rest < one.rest) || (one.quartier < other.quartier ? -1 : 1))) {
    shares.set(quartier, Number(cents) + (left > 0n ? 1 : 0));
    if (left > 0n) left -= 1n;
  }
  return shares;
}
