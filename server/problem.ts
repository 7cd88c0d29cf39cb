// Errors as RFC 9457 problem documents: a stable type, a French title, the only way out for whatever goes wrong.
import type { Middleware } from 'koa';
import type { ZodError } from 'zod';
import type { Problem } from '../geodata/contract.ts';
import { DatabaseError, sqlState } from './db.ts';
import { log } from './log.ts';

export class ProblemError extends Error {
  readonly problem: Problem;
  readonly headers: Record<string, string>;

  constructor(problem: Problem, headers: Record<string, string> = {}) {
    super(problem.title);
    this.problem = problem;
    this.headers = headers;
  }
}

const make = (status: number, id: string, title: string) => (detail?: string, more: Partial<Problem> = {}, headers: Record<string, string> = {}) =>
  new ProblemError({ type: `/problemes/${id}`, title, status, ...(detail ? { detail } : {}), ...more }, headers);

export const badRequest = make(400, 'parametre-invalide', 'La demande contient une valeur qui ne convient pas.');
export const unauthorized = make(401, 'connexion-requise', 'Connectez-vous pour continuer.');
export const forbidden = make(403, 'interdit', 'Votre compte ne permet pas cela.');
export const conflict = make(409, 'conflit', 'Cela a changé entre-temps.');
export const refused = make(422, 'refuse', 'Cela ne peut pas être enregistré tel quel.');
export const notFound = make(404, 'introuvable', 'Rien ne se trouve à cette adresse.');
export const methodNotAllowed = make(405, 'methode-non-permise', 'Cette adresse ne répond pas à cette méthode.');
export const gone = make(410, 'retire', 'Ce lieu a été retiré.');
export const bodyTooLarge = make(413, 'corps-trop-grand', 'Ce qui est envoyé est trop grand.');
export const preconditionRequired = make(428, 'condition-requise', 'Il faut dire de quelle version part la modification.');
export const tooManyRequests = make(429, 'trop-de-demandes', 'Trop de demandes à la suite. Réessayez dans un instant.');
export const unexpected = make(500, 'erreur-interne', 'Karter a rencontré une erreur. Elle est enregistrée ; réessayez dans un instant.');
export const unavailable = make(503, 'indisponible', 'Karter est momentanément indisponible. Réessayez dans un instant.');

/** What zod refused, one line a parameter. */
export function invalid(error: ZodError): ProblemError {
  const errors = error.issues.map((issue) => ({
    parameter: issue.path.join('.') || (issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : ''),
    reason: issue.code === 'unrecognized_keys' ? 'paramètre inconnu' : issue.message,
  }));
  return badRequest(errors.map(({ parameter, reason }) => `${parameter} : ${reason}`).join(' ; '), { errors });
}

/** A problem for whatever was thrown; what nobody foresaw is an opaque 500 and a log line. */
export function problemOf(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof URIError) return badRequest('L’adresse n’est pas de l’UTF-8 valide.');
  const { code, status, message } = error as { code?: unknown; status?: unknown; message?: unknown };
  if (error instanceof DatabaseError && error.code === sqlState.queryCanceled) {
    return unavailable('Le calcul a pris trop de temps.', {}, { 'Retry-After': '5' });
  }
  // A value of the right form that no table can hold: the year 0, an offset of 23 hours.
  if (error instanceof DatabaseError && error.code?.startsWith(sqlState.dataException)) return badRequest('Une valeur sort de ce que la base sait tenir.');
  const lost = (error instanceof DatabaseError && (/^(08|57P|53)/.test(error.code ?? '')))
    || (typeof code === 'string' && /^(ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT)$/.test(code))
    || (typeof message === 'string' && /timeout exceeded when trying to connect|Connection terminated/.test(message));
  if (lost) return unavailable('La base de données ne répond pas.', {}, { 'Retry-After': '5' });
  if (typeof status === 'number' && status >= 400 && status < 500) return badRequest(undefined, { status });
  log.error({ error: error instanceof Error ? { message: error.message, stack: error.stack } : String(error) }, 'unexpected');
  return unexpected();
}

/** The one exit for errors: every other middleware throws. */
export const problems: Middleware = async (context, next) => {
  try {
    await next();
    if (context.status === 404 && context.body === undefined) throw notFound();
  } catch (error) {
    const { problem, headers } = problemOf(error);
    context.status = problem.status;
    context.set(headers);
    context.set('Cache-Control', 'no-store');
    context.body = JSON.stringify({ ...problem, instance: context.path.slice(0, 200) });
    context.type = 'application/problem+json';
  }
};
