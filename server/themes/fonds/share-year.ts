// A year's total shared among its funds; refused by the envelopes' check where more is already engaged.
import { shareOut, type Sharing } from '../../../geodata/money.ts';
import type { Client, PoolClient } from '../../db.ts';

export async function shareYear(client: Client | PoolClient, year: number): Promise<void> {
  const { rows: [given] } = await client.query<{ total: number; equal: number }>('select total_cents as total, equal_share::double precision as equal from karter.fund_years where year = $1', [year]);
  const { rows: among } = await client.query<Sharing>('select quartier, inhabitants from karter.funds where year = $1', [year]);
  await client.query('update karter.funds set envelope_cents = ($2::jsonb ->> quartier)::bigint where year = $1', [year, JSON.stringify(Object.fromEntries(shareOut(given!.total, given!.equal, among)))]);
}
