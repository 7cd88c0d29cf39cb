// Answers /tiles/… before the application is asked: a hot tile is a map look-up and a write.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { LayerList, maxTileZoom } from '../../geodata/contract.ts';
import { publicLayers } from '../../geodata/layers.ts';
import type { Pool } from '../db.ts';
import { checkBody } from '../input.ts';
import { badRequest, invalid, notFound, methodNotAllowed, problemOf, unavailable } from '../problem.ts';
import type { Tile, TileAddress, TileCache } from './cache.ts';
import { tileMaker } from './make.ts';

const allLayers = publicLayers.map((layer) => layer.id).sort();
const commonHeaders = { 'Access-Control-Allow-Origin': '*', Vary: 'Accept-Encoding', 'X-Content-Type-Options': 'nosniff' } as const;
/** Kept by browsers and caches, asked again each time: a 304 costs nothing and a change shows at once. */
const cacheControl = 'public, no-cache';
/** Tiles waiting for a connection, beyond which the next one is asked to come back. */
const longestQueue = 400;

function readAddress(pathname: string, search: string): TileAddress {
  const match = /^\/tiles\/([^/]+)\/([^/]+)\/([^/]+)\.mvt$/.exec(pathname);
  if (!match) throw notFound();
  const [z, x, y] = match.slice(1).map((part) => (/^-?\d+$/.test(part) ? Number(part) : NaN)) as [number, number, number];
  if (![z, x, y].every(Number.isFinite)) throw badRequest('z, x et y sont des nombres entiers.');
  if (z < 0 || z > maxTileZoom || x < 0 || y < 0 || x >= 2 ** z || y >= 2 ** z) throw notFound(`Tuile hors de la matrice : z de 0 à ${maxTileZoom}, x et y de 0 à 2^z − 1.`);
  const [asked, ...repeated] = search === '' ? [] : new URLSearchParams(search).getAll('layers');
  if (repeated.length > 0) throw badRequest('layers : une seule fois, des couches séparées par des virgules.');
  if (asked === undefined) return { z, x, y, layers: allLayers };
  const reading = LayerList.safeParse(asked);
  if (!reading.success) throw badRequest('layers : des couches connues, séparées par des virgules.', { errors: invalid(reading.error).problem.errors });
  const layers = reading.data.filter((layer) => allLayers.includes(layer));
  if (layers.length === 0) throw badRequest('layers : aucune couche publique.');
  return { z, x, y, layers };
}

/** OGC API – Tiles (OGC 20-057) names the row before the column; the rest, and the bytes, are the same. GDAL knows a tile by its ending. */
const ogcTile = /^\/ogc(?:\/collections\/([^/]+))?\/tiles\/WebMercatorQuad\/([^/]+)\/([^/]+)\/([^/]+?)(?:\.mvt)?\/?$/;

/** The tile's own address for one of OGC API – Tiles; null when it is none. Raises 400 for parameters it does not have. */
function plainAddress(pathname: string, search: string): string | null {
  const [, layer, matrix, row, column] = ogcTile.exec(pathname) ?? [];
  if (matrix === undefined) return null;
  if (search !== '' && search !== 'f=mvt') throw badRequest('Une tuile OGC API se demande sans paramètre, ou par f=mvt.');
  if (layer !== undefined && !allLayers.includes(layer)) throw notFound(`Aucune couche ne s’appelle « ${layer.slice(0, 60)} ».`);
  return `/tiles/${matrix}/${column}/${row}.mvt${layer === undefined ? '' : `?layers=${layer}`}`;
}

function send(request: IncomingMessage, response: ServerResponse, tile: Tile): void {
  const known = request.headers['if-none-match'];
  if (known !== undefined && (known.trim() === '*' || known.includes(tile.etag.slice(2)))) {
    response.writeHead(304, { ...commonHeaders, ETag: tile.etag, 'Cache-Control': cacheControl }).end();
    return;
  }
  if (tile.body.length === 0) {
    response.writeHead(204, { ...commonHeaders, ETag: tile.etag, 'Cache-Control': cacheControl }).end();
    return;
  }
  const zipped = /\bgzip\b(?!\s*;\s*q=0(\.0+)?\s*(,|$))/.test(request.headers['accept-encoding'] ?? '');
  const body = zipped ? tile.body : gunzipSync(tile.body);
  response.writeHead(200, {
    ...commonHeaders, ETag: tile.etag, 'Cache-Control': cacheControl, 'Content-Type': 'application/vnd.mapbox-vector-tile',
    'Content-Length': body.length, ...(zipped ? { 'Content-Encoding': 'gzip' } : {}),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function sendProblem(response: ServerResponse, error: unknown, instance: string): void {
  const { problem, headers } = problemOf(error);
  response.writeHead(problem.status, { ...commonHeaders, ...headers, 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' });
  response.end(JSON.stringify({ ...problem, instance: instance.slice(0, 200) }));
}

/** Returns whether it took the request: everything under /tiles/, and the tiles of OGC API – Tiles. */
export function tileHandler(reader: Pool, cache: TileCache): (request: IncomingMessage, response: ServerResponse) => boolean {
  const make = tileMaker(reader);
  return (request, response) => {
    const url = request.url ?? '';
    const ogc = !url.startsWith('/tiles/');
    if (ogc && !(url.startsWith('/ogc/') && ogcTile.test(url.split('?', 1)[0]!))) return false;
    // The URL as written is the quickest key; a miss reads it properly and finds the tile under its sorted layers.
    const quick = !ogc && request.method === 'GET' && request.headers['content-length'] === undefined ? cache.get(url) : undefined;
    if (quick) { send(request, response, quick); return true; }
    const [pathname = '', search = ''] = url.split('?', 2);
    void (async () => {
      try {
        if (request.method === 'OPTIONS') { response.writeHead(204, { ...commonHeaders, 'Access-Control-Allow-Methods': 'GET, HEAD, OPTIONS', 'Access-Control-Allow-Headers': '*', 'Access-Control-Max-Age': '86400' }).end(); return; }
        if (request.method !== 'GET' && request.method !== 'HEAD') throw methodNotAllowed(undefined, {}, { Allow: 'GET, HEAD, OPTIONS' });
        checkBody(request);
        const [path = '', query = ''] = (plainAddress(pathname, search) ?? url).split('?', 2);
        const address = readAddress(path, query);
        const { z, x, y, layers } = address;
        const key = layers === allLayers || layers.length === allLayers.length ? `/tiles/${z}/${x}/${y}.mvt` : `/tiles/${z}/${x}/${y}.mvt?layers=${layers.join(',')}`;
        const held = cache.get(key);
        if (!held && reader.waitingCount > longestQueue) throw unavailable('Trop de tuiles sont demandées à la fois.', {}, { 'Retry-After': '2' });
        send(request, response, held ?? await cache.obtain(key, address, () => make(address)));
      } catch (error) {
        if (!response.headersSent) sendProblem(response, error, pathname);
        else response.destroy();
      }
    })();
    return true;
  };
}
