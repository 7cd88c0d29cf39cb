// The library's own addresses, /api/auth/*: only those that a page of ours uses, checked like every other body, answered like every other route.
import { setTimeout as after } from 'node:timers/promises';
import { fromNodeHeaders } from 'better-auth/node';
import getRawBody from 'raw-body';
import type { Context, Middleware } from 'koa';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { z } from 'zod';
import { text } from '../../geodata/contract/people.ts';
import { limited } from '../limit.ts';
import { badRequest, bodyTooLarge, invalid, notFound } from '../problem.ts';
import { publicBase } from '../public-url.ts';
import { checkOrigin } from '../route.ts';
import { settings } from '../settings.ts';
import type { Auth } from './auth.ts';
import { problemOfAccounts } from './refusals.ts';

const email = z.string().trim().max(254, 'au plus 254 caractères').pipe(z.email('une adresse électronique, comme nom@exemple.fr'));
const newPassword = z.string().min(10, 'dix caractères au moins').max(128, 'au plus 128 caractères');
const password = z.string().min(1, 'à remplir').max(128, 'mot de passe incorrect');
/** Where to go afterwards: an address of ours, never another site's. */
const local = z.string().max(1000).regex(/^\/(?![/\\])[^\\\0-\x20]*$/, 'une adresse de ce site');

interface Door {
  method: 'GET' | 'POST';
  body?: z.ZodType;
  /** Answers no sooner than this (milliseconds), so that time does not tell whether an address has an account. */
  least?: number;
  /** Whoever follows a link from a letter or comes back from a provider is led to a page, errors included. */
  page?: true;
  /** What of the answer is passed on; otherwise that it is done. */
  answer?: (given: Record<string, unknown>) => unknown;
}

const doors: Readonly<Record<string, Door>> = {
  'sign-up/email': { method: 'POST', body: z.object({ name: text(120), email, password: newPassword }).strict(), least: 500 },
  'sign-in/email': { method: 'POST', body: z.object({ email, password, rememberMe: z.boolean().optional() }).strict() },
  'sign-in/social': { method: 'POST', body: z.object({ provider: z.string().max(40), callbackURL: local, errorCallbackURL: local }).strict(), answer: ({ url }) => ({ url }) },
  'sign-out': { method: 'POST', body: z.object({}).strict() },
  'verify-email': { method: 'GET', page: true },
  'send-verification-email': { method: 'POST', body: z.object({ email }).strict(), least: 300 },
  'request-password-reset': { method: 'POST', body: z.object({ email }).strict(), least: 300 },
  'reset-password': { method: 'POST', body: z.object({ token: z.string().min(1).max(200), newPassword }).strict() },
  'change-password': { method: 'POST', body: z.object({ currentPassword: password, newPassword, revokeOtherSessions: z.boolean().optional() }).strict() },
  'change-email': { method: 'POST', body: z.object({ newEmail: email }).strict(), least: 300 },
};
/** Where a provider sends people back to. */
const callback: Door = { method: 'GET', page: true };

const largest = 16 * 1024;
/** Attempts on one account, from wherever they come. */
const attempts = new RateLimiterMemory({ points: settings.signInsPerMinute, duration: 60 });

async function readBody(context: Context, schema: z.ZodType): Promise<object> {
  if (!context.is('json')) throw badRequest('Du JSON est attendu (Content-Type: application/json).', { status: 415 });
  let typed: unknown;
  try {
    typed = JSON.parse(await getRawBody(context.req, { limit: largest, length: context.req.headers['content-length'] ?? null, encoding: 'utf-8' }));
  } catch (error) {
    if ((error as { type?: string }).type === 'entity.too.large') throw bodyTooLarge(undefined, {}, { Connection: 'close' });
    throw badRequest('Ce n’est pas du JSON en UTF-8.');
  }
  const reading = schema.safeParse(typed);
  if (!reading.success) throw invalid(reading.error);
  return reading.data as object;
}

export function signIn(auth: Auth): Middleware {
  return async (context, next) => {
    if (!context.path.startsWith('/api/auth/')) return next();
    const name = context.path.slice('/api/auth/'.length);
    const door = Object.hasOwn(doors, name) ? doors[name]! : /^callback\/[\w-]{1,40}$/.test(name) ? callback : null;
    if (!door || door.method !== context.method) throw notFound();
    if (door.method === 'POST') checkOrigin(context);
    context.set('Cache-Control', 'no-store');
    const body = door.body && await readBody(context, door.body);

    if (name === 'sign-in/email') await limited(attempts, context, (body as { email: string }).email.toLowerCase());

    const headers = fromNodeHeaders(context.req.headers);
    headers.delete('content-length');
    headers.delete('transfer-encoding');
    // Attempts are counted by address; what the caller says of it counts only behind a proxy of ours.
    headers.set('x-karter-address', context.ip);
    const request = new Request(publicBase(context) + context.url, { method: context.method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
    const [response] = await Promise.all([auth.handler(request), door.least && after(door.least)]);

    for (const cookie of response.headers.getSetCookie()) context.append('Set-Cookie', cookie);
    // A redirection says it is JSON and is empty.
    const written = await response.text();
    const given = written.startsWith('{') ? JSON.parse(written) as Record<string, unknown> : {};
    if (door.page) {
      context.redirect(response.headers.get('location') ?? `/compte/connexion?error=${encodeURIComponent(String(given.code ?? 'unknown'))}`);
      return;
    }
    if (!response.ok) throw problemOfAccounts(response, given);
    context.body = door.answer ? door.answer(given) : { done: true };
  };
}
