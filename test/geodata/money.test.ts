// Amounts as typed, and a year's total shared to the cent.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { centsOf, shareOut, typedAmount } from '../../geodata/money.ts';

it('reads amounts as people type them', () => {
  for (const [typed, cents] of [['1 250,50', 125_050], ['1\u202f250,5', 125_050], ['800 €', 80_000], ['0,01', 1], ['12.30', 1230]] as const) expect(centsOf(typed), typed).toBe(cents);
  for (const typed of ['', 'mille', '-5', '1,234', '1e3', '12,', '1 250,50 $']) expect(centsOf(typed), typed).toBeNull();
});

it('writes back what it reads', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 1e10 }), (cents) => { expect(centsOf(typedAmount(cents))).toBe(cents); }));
});

it('shares out exactly the total; more inhabitants, never less but for the last cent', () => {
  const funds = fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 12 }).map((people) => people.map((inhabitants, rank) => ({ quartier: `q${String(rank).padStart(2, '0')}`, inhabitants })));
  fc.assert(fc.property(fc.integer({ min: 0, max: 1e10 }), fc.integer({ min: 0, max: 1000 }), funds, (total, thousandths, among) => {
    const shares = shareOut(total, thousandths / 1000, among);
    expect([...shares.values()].reduce((sum, cents) => sum + cents, 0)).toBe(total);
    for (const one of among) for (const other of among) if (one.inhabitants > other.inhabitants) expect(shares.get(one.quartier)!).toBeGreaterThanOrEqual(shares.get(other.quartier)! - 1);
  }));
});
