// For those who run it: alive, ready, measured.
import Router from '@koa/router';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Middleware } from 'koa';
import type { Pool } from '../db.ts';
import { unavailable } from '../problem.ts';
import { measureSources } from '../sources/metrics.ts';
import type { TileCache } from '../tiles/cache.ts';

export interface Metrics { registry: Registry; requests: Histogram; measure: Middleware }

export function createMetrics(cache: TileCache, reader: Pool): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'karter_http_seconds', help: 'Duration of requests by route', labelNames: ['route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5], registers: [registry],
  });
  const gauge = (name: string, help: string, read: () => number) => new Gauge({ name, help, registers: [registry], collect() { this.set(read()); } });
  gauge('karter_tile_cache_bytes', 'Bytes of ready tiles', () => cache.bytes);
  gauge('karter_tile_cache_tiles', 'Ready tiles', () => cache.size);
  gauge('karter_tile_cache_hits', 'Tiles answered from memory', () => cache.hits);
  gauge('karter_tile_cache_misses', 'Tiles made', () => cache.misses);
  gauge('karter_database_waiting', 'Queries waiting for a connection', () => reader.waitingCount);
  measureSources(registry, reader);
  return {
    registry, requests,
    measure: async (context, next) => {
      const stop = requests.startTimer();
      await next();
      stop({ route: String((context as { _matchedRoute?: unknown })._matchedRoute ?? 'autre'), status: String(context.status) });
    },
  };
}

export function serviceRoutes({ reader, metrics }: { reader: Pool; metrics: Metrics }): Router {
  const router = new Router();
  router.get('/healthz', (context) => { context.body = { status: 'ok' }; });
  router.get('/readyz', async (context) => {
    await reader.query('select 1').catch(() => { throw unavailable('La base de données ne répond pas.', {}, { 'Retry-After': '2' }); });
    context.body = { status: 'ok' };
  });
  router.get('/metrics', async (context) => {
    context.body = await metrics.registry.metrics();
    context.set('Content-Type', metrics.registry.contentType);
  });
  return router;
}
