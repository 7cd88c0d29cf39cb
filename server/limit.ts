// How often one address may ask what costs: searching, writing.
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Context, Middleware } from 'koa';
import { tooManyRequests } from './problem.ts';

/** Counts one for this caller: an address unless given. Raises 429 with Retry-After beyond what the limiter allows. */
export async function limited(limiter: RateLimiterMemory, context: Context, caller: string = context.ip): Promise<void> {
  try {
    await limiter.consume(caller);
  } catch (refusal) {
    const wait = Math.ceil(((refusal as { msBeforeNext?: number }).msBeforeNext ?? 1000) / 1000);
    throw tooManyRequests(undefined, {}, { 'Retry-After': String(wait) });
  }
}

/** Beyond `points` requests in `seconds` from one address, 429 with Retry-After. */
export function limit(points: number, seconds: number): Middleware {
  const limiter = new RateLimiterMemory({ points, duration: seconds });
  return async (context, next) => {
    await limited(limiter, context);
    await next();
  };
}
