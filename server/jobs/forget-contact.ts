// Thirty days after a contribution was judged, the address that was left with it goes.
import type { Task } from 'graphile-worker';
import { query } from '../db.ts';

export const forgetContact: Task = async (payload, { withPgClient }) => {
  await withPgClient((client) => client.query(query('contributions/forget-contact'), [(payload as { contribution: number }).contribution]));
};
