// How often one address may ask what costs: searching, writing.
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Middleware } from 'koa';
import { tooManyRequests } from './problem.ts';

/** Beyond `points` requests in `seconds` from one address, 429 with Retry-After. */
export function limit(points: number, seconds: number): Middleware {
  const limiter = new RateLimiterMemory({ points, duration: seconds });
  return async (context, next) => {
    try {
      await limiter.consume(context.ip);
    } catch (refusal) {
      const wait = Math.ceil(((refusal as { msBeforeNext?: number }).msBeforeNext ?? 1000) / 1000);
      throw tooManyRequests(undefined, {}, { 'Retry-After': String(wait) });
    }
    await next();
  };
}
