// What every answer carries: CORS on the open data, and for pages a policy without inline code.
import helmet from 'helmet';
import type { Middleware } from 'koa';

const isApi = (path: string) => /^\/(ogc|api|tiles|tiles\.json|catalog\.jsonld|healthz|readyz|metrics)(\/|$)/.test(path);

/** Open data is read from anywhere, errors included. */
export const cors: Middleware = async (context, next) => {
  if (isApi(context.path)) {
    context.set({ 'Access-Control-Allow-Origin': '*', 'Access-Control-Expose-Headers': 'Content-Crs, Content-Disposition, ETag, Link, Retry-After', Vary: 'Accept, Accept-Encoding' });
    if (context.method === 'OPTIONS') {
      context.set({ 'Access-Control-Allow-Methods': 'GET, HEAD, OPTIONS', 'Access-Control-Allow-Headers': '*', 'Access-Control-Max-Age': '86400' });
      context.status = 204;
      return;
    }
  }
  await next();
};

const policy = (embedded: boolean, styles: readonly string[]) => helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", ...styles],
      // MapLibre makes its worker and its images from blobs; the IGN base is asked for when the person wants it.
      workerSrc: ["'self'", 'blob:'],
      imgSrc: ["'self'", 'data:', 'blob:', 'https://data.geopf.fr'],
      connectSrc: ["'self'", 'https://data.geopf.fr'],
      fontSrc: ["'self'"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: [embedded ? '*' : "'self'"],
    },
  },
  frameguard: embedded ? false : { action: 'sameorigin' },
  strictTransportSecurity: false,
  crossOriginResourcePolicy: { policy: 'cross-origin' },
  crossOriginEmbedderPolicy: false,
  crossOriginOpenerPolicy: embedded ? false : { policy: 'same-origin' },
  referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
});
/** @param styles Hashes of the style sheets that stand in the pages themselves. */
export function security(styles: readonly string[]): Middleware {
  const plain = policy(false, styles);
  const embeddable = policy(true, styles);
  return async (context, next) => {
    const apply = context.query.embed === '1' ? embeddable : plain;
    await new Promise<void>((resolve, reject) => apply(context.req, context.res, (error?: unknown) => (error ? reject(error as Error) : resolve())));
    context.set('Permissions-Policy', 'geolocation=(self), camera=(), microphone=()');
    await next();
  };
}
