// A filter is the caller's: what the database cannot work out of it is told as such, and never as a failure of ours.
import { DatabaseError, sqlState } from '../db.ts';
import { log } from '../log.ts';
import { badRequest, type ProblemError } from '../problem.ts';

const refused = (reason: string): ProblemError => badRequest(`filter : ${reason}`, { errors: [{ parameter: 'filter', reason }] });

/** The 400 for an error that a filter raised in the database; a connection lost or full stays what it is. */
export function filterProblem(error: unknown): unknown {
  if (!(error instanceof DatabaseError) || /^(08|57P|53)/.test(error.code ?? '')) return error;
  if (error.code === sqlState.queryCanceled) return refused('ce filtre demande un calcul trop long : resserrez-le, par une boîte ou une condition de plus.');
  if (error.code?.startsWith(sqlState.dataException)) return refused('une valeur de ce filtre sort de ce que la base sait tenir.');
  // What PostGIS says of shapes that cannot be compared; anything else is written down, for it should have been refused before.
  if (!error.code?.startsWith('XX')) log.error({ code: error.code, reason: error.message }, 'filter');
  return refused('ce filtre ne peut pas être calculé tel quel.');
}
