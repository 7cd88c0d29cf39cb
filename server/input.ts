// A route as a sentence: its input is read by the contract's schemas before its handler is asked.
import type { IncomingMessage } from 'node:http';
import type { Context } from 'koa';
import type { z } from 'zod';
import { contract, type RouteId } from '../geodata/contract.ts';
import { badRequest, bodyTooLarge, invalid, notFound } from './problem.ts';

type Contract = typeof contract;
type ParamsOf<Id extends RouteId> = Contract[Id] extends { params: infer Schema extends z.ZodType } ? z.infer<Schema> : Record<string, never>;
type QueryOf<Id extends RouteId> = Contract[Id] extends { query: infer Schema extends z.ZodType } ? z.infer<Schema> : Record<string, never>;

/** Nothing here reads a body: a small one is set aside, a large one is refused before it is received. */
const largestBody = 16_384;

/** Raises 413 for a body that announces itself too large. */
export function checkBody(request: IncomingMessage): void {
  if (Number(request.headers['content-length'] ?? 0) > largestBody) throw bodyTooLarge(undefined, {}, { Connection: 'close' });
}

const anyPath = Object.keys(contract).map((id) => {
  const [method, path] = id.split(' ') as [string, string];
  return { method, pattern: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}/?$`) };
});

/** What may be asked of an address: reading, always; writing, where the contract says so. */
export function methodsOf(path: string): string[] {
  const written = anyPath.filter(({ method, pattern }) => method !== 'GET' && pattern.test(path)).map(({ method }) => method);
  return ['GET', 'HEAD', 'OPTIONS', ...(path.startsWith('/api/auth/') ? ['POST'] : []), ...new Set(written)];
}

/** Reads path parameters and query of a route. Raises 404 for an unknown path, 400 for a query that does not fit. */
export function readInput<Id extends RouteId>(id: Id, context: Context & { params: Record<string, string> }): { params: ParamsOf<Id>; query: QueryOf<Id> } {
  const route = contract[id] as { params?: z.ZodType; query?: z.ZodType };
  const params = route.params?.safeParse(context.params);
  if (params && !params.success) {
    // A layer that does not exist is an address that does not exist; a value of the wrong form is a bad request.
    if (params.error.issues.some((issue) => issue.path[0] === 'layer')) throw notFound(`Aucune couche ne s’appelle « ${String(context.params.layer).slice(0, 60)} ».`);
    throw invalid(params.error);
  }
  const query = route.query?.safeParse(readQuery(context));
  if (query && !query.success) throw invalid(query.error);
  return { params: (params?.data ?? {}) as ParamsOf<Id>, query: (query?.data ?? {}) as QueryOf<Id> };
}

/** The query as it was written; bytes that are not UTF-8 are refused rather than replaced. */
export function readQuery(context: Context): Record<string, string | string[]> {
  if (/%/.test(context.querystring)) {
    try {
      decodeURIComponent(context.querystring.replaceAll('+', ' '));
    } catch {
      throw badRequest('L’adresse n’est pas de l’UTF-8 valide.');
    }
  }
  return { ...context.query } as Record<string, string | string[]>;
}
