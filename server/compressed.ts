// Text answers travel compressed when the client reads gzip; small ones are not worth it.
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Middleware } from 'koa';

const compress = promisify(gzip);
const worthwhile = 1024;

export const compressed: Middleware = async (context, next) => {
  await next();
  const { body } = context;
  if (context.response.get('Content-Encoding') || body === null || body === undefined || context.method === 'HEAD') return;
  const text = typeof body === 'string' || Buffer.isBuffer(body) ? body : typeof (body as { pipe?: unknown }).pipe === 'function' ? null : JSON.stringify(body);
  const type = context.response.get('Content-Type') || 'application/json; charset=utf-8';
  if (text === null || text.length < worthwhile || !/json|text|xml/.test(type)) return;
  context.vary('Accept-Encoding');
  if (!context.acceptsEncodings('gzip', 'identity') || context.acceptsEncodings('gzip', 'identity') !== 'gzip') return;
  context.body = await compress(text, { level: 1 });
  context.set('Content-Type', type);
  context.set('Content-Encoding', 'gzip');
};
