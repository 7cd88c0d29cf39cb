// What the map asks besides tiles and items: search, quartiers, figures, what is near, density.
import Router from '@koa/router';
import { LRUCache } from 'lru-cache';
import type { Around, Density, QuartierProfile, SearchHit } from '../../geodata/contract.ts';
import { layerById, publicLayers, type LayerId } from '../../geodata/layers.ts';
import type { LayerDefinition } from '../../geodata/layer.ts';
import type { ChangeFeed } from '../changes.ts';
import { layerQuery, query, type Pool } from '../db.ts';
import { findAddress } from '../find-address.ts';
import { readInput } from '../input.ts';
import { placeDetail, placeSummary, placeUrl, type PlaceRow } from '../place.ts';
import { limit } from '../limit.ts';
import { notFound } from '../problem.ts';
import { quartierProfile } from '../profile.ts';
import type { Quartiers } from '../quartiers.ts';

/** 4.5 km/h over a path 1.3 times longer than the crow flies. */
const metresPerMinute = 75;
const detour = 1.3;

const searchable = (publicLayers as readonly LayerDefinition[]).filter((layer) => layer.searchable).map((layer) => layer.id as LayerId);
/** Where equal names stand: boundaries and axes before places. */
const searchOrder: readonly string[] = ['quartiers', 'communes', 'streets', 'transit', ...searchable.filter((id) => !['quartiers', 'communes', 'streets', 'transit'].includes(id))];
const nearest: readonly LayerId[] = ['job_datings', 'epiceries', 'ressourceries', 'projects', 'gardens', 'transit'];

interface SearchRow extends PlaceRow { slug: string; bbox: [number, number, number, number] | null }

export function apiRoutes({ reader, quartiers, feed }: { reader: Pool; quartiers: Quartiers; feed?: ChangeFeed }): Router {
  const router = new Router();
  // Promises, kept from when they are asked: one that a change overtakes is forgotten before it is answered.
  const densities = new LRUCache<string, Promise<Density>>({ max: 50 });
  feed?.onChange(() => densities.clear());
  const search = query('search');

  router.get('/api/search', limit(120, 10), async (context) => {
    const { query: { q, limit: most = 10, layers: among } } = readInput('GET /api/search', context);
    const [{ rows }, addresses, names] = await Promise.all([
      reader.query<SearchRow>({ name: 'search', text: search, values: [q, most, among ?? searchable, searchOrder] }),
      among ? [] : findAddress(reader, q),
      quartiers.names(),
    ]);
    const hits = rows.map((row): SearchHit => ({
      layer: row.layer, id: row.id, name: row.name ?? '', detail: placeDetail(row, names), url: placeUrl(row.layer, row.id, row.slug),
      lon: row.lon, lat: row.lat, bbox: row.bbox, demo: row.demo,
    }));
    // Who types a number of a street means that very place.
    context.body = { q, hits: [...addresses, ...hits].slice(0, most) };
  });

  router.get('/api/quartiers', async (context) => { context.body = await quartiers.list(); });

  router.get('/api/quartiers/:id', async (context) => {
    const { params, query: { on, as_of: asOf } } = readInput('GET /api/quartiers/{id}', context);
    const list = await quartiers.list();
    const here = list.find(({ id, slug }) => slug === params.id || String(id) === params.id);
    if (!here) throw notFound(`Aucun quartier ne s’appelle « ${params.id.slice(0, 60)} ».`);
    context.body = await quartierProfile(reader, quartiers, here, on, asOf) satisfies QuartierProfile;
  });

  router.get('/api/figures', async (context) => {
    const { query: { on, as_of: asOf } } = readInput('GET /api/figures', context);
    context.body = await quartiers.figures(on, asOf);
  });

  router.get('/api/around', limit(120, 10), async (context) => {
    const { query: { lon, lat, layers: among = nearest } } = readInput('GET /api/around', context);
    const names = await quartiers.names();
    const asked = among.filter((layer) => layerById[layer].public);
    const found = await Promise.all(asked.map((layer) => reader.query<PlaceRow & { metres: number }>(layerQuery('around', layer), [lon, lat])));
    const rows = found.flatMap((result) => result.rows).sort((one, other) => one.metres - other.metres);
    context.body = {
      lon, lat,
      assumption: 'À vol d’oiseau × 1,3, à 4,5 km/h : le réseau des rues n’est pas encore pris en compte.',
      nearest: rows.map((row) => ({ ...placeSummary(row, names), metres: Math.round(row.metres), minutes: Math.max(1, Math.round((row.metres * detour) / metresPerMinute)) })),
    } satisfies Around;
  });

  router.get('/api/density/:layer', limit(60, 10), async (context) => {
    const { params: { layer }, query: { cell = 150 } } = readInput('GET /api/density/{layer}', context);
    if (!layerById[layer].public) throw notFound();
    const key = `${layer} ${cell}`;
    const asked = densities.get(key) ?? density(reader, layer, cell);
    densities.set(key, asked);
    asked.catch(() => densities.delete(key));
    context.body = await asked;
  });

  return router;
}

async function density(reader: Pool, layer: LayerId, cell: number): Promise<Density> {
  const vacant = 'occupancy' in layerById[layer].fields ? "item.occupancy = 'vacant'" : 'false';
  const { rows } = await reader.query<Density['cells'][number] & { demo: boolean }>(layerQuery('density', layer).replace('{vacant}', vacant), [cell]);
  return { layer, cell_m: cell, cells: rows.map(({ lon, lat, total, vacant: empty }) => ({ lon, lat, total, vacant: empty })), demo: rows.some((row) => row.demo) };
}
