// The application: everything but listening. Tiles are answered before Koa is asked.
import Koa from 'koa';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { City } from '../geodata/city.ts';
import type { ChangeFeed } from './changes.ts';
import type { Database } from './db.ts';
import { assetFiles } from './assets.ts';
import { compressed } from './compressed.ts';
import { Catalogue } from './catalogue/catalogue.ts';
import { cors, security } from './headers.ts';
import { createAuth } from './accounts/auth.ts';
import { signIn } from './accounts/sign-in.ts';
import { checkBody, methodsOf } from './input.ts';
import { log } from './log.ts';
import { ogcStyleHash } from './ogc/pages/layout.ts';
import { readAssets, styleHash } from './pages/assets.ts';
import { mapDrawer } from './pages/draw-map.ts';
import { pageRoutes } from './pages/pages.ts';
import { methodNotAllowed, problems } from './problem.ts';
import { withinBase } from './public-url.ts';
import { Quartiers } from './quartiers.ts';
import { administrationRoutes } from './routes/administration.ts';
import { apiRoutes } from './routes/api.ts';
import { catalogueRoutes } from './routes/catalogue.ts';
import { contributionRoutes } from './routes/contributions.ts';
import { editingRoutes } from './routes/editing.ts';
import { importRoutes } from './routes/imports.ts';
import { exportRoutes as fileRoutes } from './routes/export.ts';
import { Items } from './routes/items.ts';
import { ogcRoutes } from './routes/ogc.ts';
import { organisationRoutes } from './routes/organisations.ts';
import { peopleRoutes } from './routes/people.ts';
import { createMetrics, serviceRoutes } from './routes/service.ts';
import { tileJsonRoutes } from './routes/tilejson.ts';
import { sourceRoutes } from './routes/sources.ts';
import { settings } from './settings.ts';
import { exportRoutes } from './themes/fonds/export-routes.ts';
import { fundRoutes } from './themes/fonds/fund-routes.ts';
import { projectRoutes } from './themes/fonds/project-routes.ts';
import { sessionRoutes } from './themes/fonds/session-routes.ts';
import { TileCache } from './tiles/cache.ts';
import { tileHandler } from './tiles/handler.ts';

export interface Application {
  handle: (request: IncomingMessage, response: ServerResponse) => void;
  cache: TileCache;
}

/** Builds the application over an open database; `secret` signs sessions, `feed` keeps its memory true. */
export function createApp({ database, city, secret, feed }: { database: Database; city: City; secret: string; feed?: ChangeFeed }): Application {
  const { reader } = database;
  const cache = new TileCache(settings.tileCacheBytes);
  feed?.onChange((changes) => { cache.drop(changes); });
  const quartiers = new Quartiers(reader, city, feed);
  const items = new Items(reader, feed);
  const catalogue = new Catalogue(reader, city, feed);
  const auth = createAuth({ app: database.app, secret, city });
  const desk = { auth, database };
  const metrics = createMetrics(cache, reader);

  const app = new Koa();
  app.proxy = settings.trustProxy;
  app.on('error', (error: Error & { code?: string }) => {
    // A reader who left is not our error.
    if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_PREMATURE_CLOSE') log.error({ reason: error.message, stack: error.stack }, 'response');
  });
  app.use(metrics.measure);
  app.use(compressed);
  app.use(cors);
  const assets = readAssets();
  const style = styleHash(assets);
  app.use(security([...(style ? [style] : []), ogcStyleHash]));
  app.use(problems);
  app.use(async (context, next) => {
    const methods = methodsOf(context.path);
    if (!methods.includes(context.method)) throw methodNotAllowed(undefined, {}, { Allow: methods.join(', ') });
    if (['GET', 'HEAD'].includes(context.method)) checkBody(context.req);
    // GDAL and others ask with and without the final slash.
    if (context.path.length > 1 && context.path.endsWith('/') && /^\/(ogc|api)\//.test(context.path)) context.path = context.path.replace(/\/+$/, '');
    await next();
  });
  app.use(assetFiles());
  app.use(signIn(auth));
  for (const router of [ogcRoutes({ reader, city, items, assets, catalogue }), tileJsonRoutes({ city }), catalogueRoutes({ reader, city, catalogue }), apiRoutes({ reader, quartiers, ...(feed ? { feed } : {}) }), serviceRoutes({ reader, metrics }), peopleRoutes(desk, quartiers), fundRoutes(desk, city, quartiers), projectRoutes(desk, city), sessionRoutes(desk, city), exportRoutes(desk, city, quartiers, mapDrawer(database, quartiers)), organisationRoutes(desk), administrationRoutes(desk), contributionRoutes(desk, { city, secret }), editingRoutes(desk, city), fileRoutes({ database, city }), sourceRoutes(desk), importRoutes(desk)]) {
    app.use(router.routes());
  }
  app.use(pageRoutes({ database, city, quartiers, catalogue, assets, ...(feed ? { feed } : {}) }));

  const callback = app.callback();
  const tiles = tileHandler(reader, cache);
  return {
    cache,
    handle: (request, response) => {
      request.url = withinBase(request.url ?? '/');
      if (!tiles(request, response)) void callback(request, response);
    },
  };
}
