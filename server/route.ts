// A route as a sentence: who may ask and what is read come from the contract; the handler gets both, checked.
import Router from '@koa/router';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import getRawBody from 'raw-body';
import type { Context } from 'koa';
import type { z } from 'zod';
import { contract, type RouteId } from '../geodata/contract.ts';
import type { Route } from '../geodata/contract/route.ts';
import { mayAnywhere } from '../geodata/permissions.ts';
import { personOf, type Person } from './accounts/person.ts';
import type { Auth } from './accounts/auth.ts';
import type { Database, PoolClient } from './db.ts';
import { readInput } from './input.ts';
import { limited } from './limit.ts';
import { badRequest, bodyTooLarge, forbidden, invalid, unauthorized } from './problem.ts';
import { settings } from './settings.ts';

type Contract = typeof contract;
type BodyOf<Id extends RouteId> = Contract[Id] extends { body: infer Schema extends z.ZodType } ? z.infer<Schema> : Contract[Id] extends { receives: object } ? Buffer : undefined;
type ResultOf<Id extends RouteId> = Contract[Id] extends { result: infer Schema extends z.ZodType } ? z.input<Schema> : unknown;
/** Whoever may ask a route that anyone may ask, can be signed out. */
type PersonFor<Id extends RouteId> = Contract[Id] extends { access: infer Access } ? (Access extends 'anyone' ? Person | null : Person) : null;

export interface Asked<Id extends RouteId> extends ReturnType<typeof readInput<Id>> {
  context: Context;
  person: PersonFor<Id>;
  body: BodyOf<Id>;
}

export interface Desk { auth: Auth; database: Database }

const largestJson = 256 * 1024;

/** What is written comes from a page of ours: a browser says where from, and no foreign page can hide it (OWASP, CSRF: verifying origin). */
export function checkOrigin(context: Context): void {
  const site = context.get('sec-fetch-site');
  if (site && site !== 'same-origin' && site !== 'none') throw forbidden('Cette demande vient d’un autre site.');
  const origin = context.get('origin');
  if (origin && (!URL.canParse(origin) || new URL(origin).host !== context.host)) throw forbidden('Cette demande vient d’un autre site.');
}

async function readBytes(context: Context, most: number): Promise<Buffer> {
  try {
    return await getRawBody(context.req, { limit: most, length: context.req.headers['content-length'] ?? null });
  } catch (error) {
    if ((error as { type?: string }).type === 'entity.too.large') throw bodyTooLarge(undefined, {}, { Connection: 'close' });
    throw badRequest('L’envoi s’est interrompu.');
  }
}

async function readBody(context: Context, route: Route): Promise<unknown> {
  if (route.streams) return undefined;
  if (route.receives) {
    if (!context.is(...route.receives.media)) throw badRequest(`Type attendu : ${route.receives.media.join(', ')}.`, { status: 415 });
    return readBytes(context, route.receives.most);
  }
  if (!route.body) return undefined;
  if (!context.is('json')) throw badRequest('Du JSON est attendu (Content-Type: application/json).', { status: 415 });
  const bytes = await readBytes(context, largestJson);
  let typed: unknown;
  try {
    typed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw badRequest('Ce n’est pas du JSON en UTF-8.');
  }
  const reading = route.body.safeParse(typed);
  if (!reading.success) throw invalid(reading.error);
  return reading.data;
}

/** Writes of one person, or of one address that is nobody's, over all routes of this process: a school or a town hall is one address. */
const writes = new RateLimiterMemory({ points: settings.writesPerMinute, duration: 60 });

/** Koa's way of writing a path of the contract. */
const koaPath = (path: string) => path.replaceAll(/\{(\w+)\}/g, ':$1');

/** Registers routes of the contract; what a handler returns is the answer, unless it wrote one itself. */
export function routesOf({ auth, database }: Desk, handlers: { [Id in RouteId]?: (asked: Asked<Id>) => Promise<ResultOf<Id>> }): Router {
  const router = new Router();
  for (const id of Object.keys(handlers) as RouteId[]) {
    const route: Route = contract[id];
    const [method, path] = id.split(' ') as [string, string];
    const handle = handlers[id] as (asked: unknown) => Promise<unknown>;
    router.register(koaPath(path), [method], async (context) => {
      if (method !== 'GET') checkOrigin(context);
      context.set('Cache-Control', 'no-store');
      const person = await personOf(context, auth, database.app);
      if (method !== 'GET') await limited(writes, context, person?.id);
      if (route.access && route.access !== 'anyone') {
        if (!person) throw unauthorized();
        if (!person.verified) throw forbidden('Confirmez d’abord votre adresse : un message vous a été envoyé.');
        if (!mayAnywhere(person.grants, route.access)) throw forbidden();
      }
      const input = readInput(id, context);
      const body = await readBody(context, route);
      const result = await handle({ ...input, context, person, body });
      if (context.body === undefined && result !== undefined) context.body = result;
    });
  }
  return router;
}

/** One transaction that says for whom it writes. Rolls back on whatever is raised. */
export async function writing<Result>({ app }: Database, person: Person | null, work: (client: PoolClient) => Promise<Result>): Promise<Result> {
  const client = await app.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    await client.query("select set_config('karter.person', $1, true)", [person?.id ?? '']);
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => { broken = failure; });
    throw error;
  } finally {
    client.release(broken);
  }
}

