// The library's own addresses, /api/auth/*: sign up, in and out, confirm, reset, one's sessions.
import { toNodeHandler } from 'better-auth/node';
import type { Middleware } from 'koa';
import type { Auth } from './auth.ts';

export function signIn(auth: Auth): Middleware {
  const handle = toNodeHandler(auth);
  return async (context, next) => {
    if (!context.path.startsWith('/api/auth/')) return next();
    // Attempts are counted by address; what the caller says of it counts only behind a proxy of ours.
    context.req.headers['x-karter-address'] = context.ip;
    context.set('Cache-Control', 'no-store');
    context.respond = false;
    await handle(context.req, context.res);
  };
}
