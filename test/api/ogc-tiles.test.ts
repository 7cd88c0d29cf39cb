// OGC API – Tiles Part 1 (OGC 20-057): lists, metadata and grid lead to tiles, and those are the bytes of /tiles/.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { publicLayers } from '../../geodata/layers.ts';
import { maxTileZoom } from '../../geodata/tile-matrix.ts';
import { serveCity } from './serve.ts';
import { tileAt } from './tile-reading.ts';

const served = serveCity();
const run = promisify(execFile);
const relation = (name: string) => `http://www.opengis.net/def/rel/ogc/1.0/${name}`;

interface Link { rel: string; href: string; type?: string; templated?: boolean }
interface Tileset { title: string; dataType: string; crs: string; tileMatrixSetURI: string; links: Link[]; layers: { id: string; propertiesSchema: object }[]; tileMatrixSetLimits: { tileMatrix: string; maxTileRow: number }[] }
const linkTo = (links: Link[], rel: string, type?: string) => links.find((link) => link.rel === rel && (!type || link.type === type))!;
const follow = async <Kind>(href: string): Promise<Kind> => {
  expect(href.startsWith(`${served.address}/`), href).toBe(true);
  const answer = await served.get(href.slice(served.address.length), { headers: { Accept: 'application/json' } });
  expect([answer.status, answer.headers['content-type']], href).toEqual([200, expect.stringMatching(/^application\/json(;|$)/)]);
  return answer.json<Kind>();
};

const { path: plain, z, x, y } = (() => {
  const tile = tileAt(-4.489, 48.389, 13);
  const [, zoom, column, row] = /\/tiles\/(\d+)\/(\d+)\/(\d+)\.mvt/.exec(tile.path)!;
  return { path: tile.path, z: zoom!, x: column!, y: row! };
})();
const fill = (template: string, matrix = z, row = y, column = x) => template.replace('{tileMatrix}', matrix).replace('{tileRow}', row).replace('{tileCol}', column).replace(served.address, '');

async function tilesetsFrom(links: Link[]): Promise<Tileset[]> {
  const list = await follow<{ tilesets: Tileset[] }>(linkTo(links, relation('tilesets-vector')).href);
  expect(list.tilesets.length).toBeGreaterThan(0);
  return Promise.all(list.tilesets.map(async (item) => {
    expect(item).toMatchObject({ dataType: 'vector', crs: 'http://www.opengis.net/def/crs/EPSG/0/3857', tileMatrixSetURI: 'http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad' });
    const whole = await follow<Tileset>(linkTo(item.links, 'self').href);
    expect(whole).toMatchObject({ title: item.title, dataType: item.dataType, crs: item.crs, tileMatrixSetURI: item.tileMatrixSetURI });
    await follow(linkTo(item.links, relation('tiling-scheme')).href);
    return whole;
  }));
}

describe('everything together', () => {
  it('leads from the landing page to a tile (dataset-tilesets, tilesets-list, tileset, core)', async () => {
    const [tileset] = await tilesetsFrom((await follow<{ links: Link[] }>(`${served.address}/ogc`)).links);
    expect(tileset!.layers.map(({ id }) => id)).toEqual(publicLayers.map(({ id }) => id));
    const item = linkTo(tileset!.links, 'item');
    expect(item).toMatchObject({ templated: true, type: 'application/vnd.mapbox-vector-tile' });
    for (const name of ['{tileMatrix}', '{tileRow}', '{tileCol}']) expect(item.href).toContain(name);
    const [ours, theirs] = [await served.get(fill(item.href)), await served.get(plain)];
    expect([ours.status, ours.headers['content-type'], ours.headers.etag]).toEqual([200, 'application/vnd.mapbox-vector-tile', theirs.headers.etag]);
    expect(ours.body.equals(theirs.body)).toBe(true);
    expect(ours.body.length).toBeGreaterThan(1000);
  });

  it('is one cache: a tile asked in one way is ready in the other', async () => {
    const { cache } = served.application;
    const [path, same] = [`/tiles/12/${Number(x) >> 1}/${Number(y) >> 1}.mvt`, `/ogc/tiles/WebMercatorQuad/12/${Number(y) >> 1}/${Number(x) >> 1}`];
    await served.get(path);
    const before = cache.misses;
    await served.get(same);
    expect(cache.misses).toBe(before);
  });
});

describe('a collection', () => {
  it('has its own tileset, and its tiles hold it alone (geodata-tilesets)', async () => {
    const { collections } = await follow<{ collections: { id: string; links: Link[] }[] }>(`${served.address}/ogc/collections`);
    for (const { id, links } of collections) {
      const [tileset] = await tilesetsFrom(links);
      expect(tileset!.layers.map((layer) => layer.id)).toEqual([id]);
      const [ours, theirs] = [await served.get(fill(linkTo(tileset!.links, 'item').href)), await served.get(`${plain}?layers=${id}`)];
      expect([ours.status, ours.headers.etag], id).toEqual([theirs.status, theirs.headers.etag]);
      expect(ours.body.equals(theirs.body), id).toBe(true);
      const tileJson = await follow<{ tiles: string[]; vector_layers: { id: string }[] }>(tileset!.links.find(({ href }) => href.includes('tiles.json'))!.href);
      expect(tileJson.tiles[0]).toContain('{z}/{x}/{y}');
      expect(tileJson.vector_layers.map((layer) => layer.id)).toEqual([id]);
    }
  });
});

describe('the grid', () => {
  it('is the registered one, and limits say what of it is served', async () => {
    const { tileMatrixSets } = await follow<{ tileMatrixSets: { id: string; links: Link[] }[] }>(`${served.address}/ogc/tileMatrixSets`);
    expect(tileMatrixSets.map(({ id }) => id)).toEqual(['WebMercatorQuad']);
    const set = await follow<{ crs: string; tileMatrices: { id: string; scaleDenominator: number; cellSize: number; matrixWidth: number; matrixHeight: number; pointOfOrigin: number[]; tileWidth: number }[] }>(linkTo(tileMatrixSets[0]!.links, 'self').href);
    // OGC 17-083r4, table D.1.
    expect(set.tileMatrices[0]).toMatchObject({ id: '0', matrixWidth: 1, matrixHeight: 1, tileWidth: 256, pointOfOrigin: [-20037508.342789244, 20037508.342789244] });
    expect(set.tileMatrices[0]!.scaleDenominator).toBeCloseTo(559082264.028717, 4);
    expect(set.tileMatrices[0]!.cellSize).toBeCloseTo(156543.033928041, 8);
    expect(set.tileMatrices[18]!.scaleDenominator).toBeCloseTo(2132.72958384978, 8);
    const tileset = await follow<Tileset>(`${served.address}/ogc/tiles/WebMercatorQuad`);
    expect(tileset.tileMatrixSetLimits.map(({ tileMatrix }) => tileMatrix)).toEqual(Array.from({ length: maxTileZoom + 1 }, (_, zoom) => String(zoom)));
    for (const { tileMatrix, maxTileRow } of tileset.tileMatrixSetLimits) expect(maxTileRow).toBe(set.tileMatrices[Number(tileMatrix)]!.matrixHeight - 1);
  });

  it('ends where it ends (tc-error)', async () => {
    const status = async (path: string) => (await served.get(`/ogc/tiles/${path}`)).status;
    expect(await status('WebMercatorQuad/0/0/0')).toBe(200);
    expect([await status('WebMercatorQuad/5/1/2'), (await served.get('/ogc/collections/gardens/tiles/WebMercatorQuad/5/1/2')).status]).toEqual([204, 204]);
    for (const path of ['WebMercatorQuad/17/0/0', 'WebMercatorQuad/3/8/0', 'WebMercatorQuad/3/0/8', 'WebMercatorQuad/-1/0/0']) expect(await status(path), path).toBe(404);
    for (const path of ['WebMercatorQuad/a/0/0', 'WebMercatorQuad/3/x/0', 'WebMercatorQuad/3/0/1.5', 'WebMercatorQuad/3/0/0?inconnu=1']) expect(await status(path), path).toBe(400);
    for (const path of ['WorldCRS84Quad', 'WorldCRS84Quad/0/0/0', 'WebMercatorQuad/0/0', 'WebMercatorQuad/0/0/0/0']) expect([400, 404], path).toContain(await status(path));
    expect((await served.get('/ogc/collections/nulle/tiles/WebMercatorQuad/0/0/0')).status).toBe(404);
    expect((await served.get('/ogc/collections/nulle/tiles')).status).toBe(404);
  });

  it('answers HEAD, OPTIONS and other sites, errors included', async () => {
    for (const path of ['/ogc/tiles/WebMercatorQuad/0/0/0', '/ogc/tiles/WebMercatorQuad/99/0/0', '/ogc/tiles', '/ogc/tiles/WebMercatorQuad']) {
      const [head, get, options, post] = await Promise.all(['HEAD', 'GET', 'OPTIONS', 'POST'].map((method) => served.get(path, { method })));
      expect([head!.status, head!.body.length, options!.status, post!.status], path).toEqual([get!.status, 0, 204, 405]);
      for (const answer of [head!, get!, options!, post!]) expect(answer.headers['access-control-allow-origin']).toBe('*');
    }
    const etag = (await served.get('/ogc/tiles/WebMercatorQuad/0/0/0')).headers.etag!;
    expect((await served.get('/ogc/tiles/WebMercatorQuad/0/0/0', { headers: { 'If-None-Match': etag } })).status).toBe(304);
  });
});

describe('the description', () => {
  it('has every resource, under the names of operations that the standard fixes (oas30)', async () => {
    const { paths } = (await served.get('/ogc/api')).json<{ paths: Record<string, { get: { operationId?: string; parameters: { name: string; schema: object }[] } }> }>();
    const named = (path: string) => paths[path]?.get.operationId;
    const tile = '/ogc/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}';
    expect([named('/ogc/tiles'), named('/ogc/tiles/{tileMatrixSetId}'), named(tile)]).toEqual(['getTileSetsList', 'getTileSet', 'getTile'].map((name) => `karter.dataset.vector.${name}`));
    for (const { id } of publicLayers) {
      const own = `/ogc/collections/${id}/tiles`;
      expect([named(own), named(`${own}/{tileMatrixSetId}`), named(tile.replace('/ogc/tiles', own))]).toEqual(['getTileSetsList', 'getTileSet', 'getTile'].map((name) => `${id}.collection.vector.${name}`));
    }
    const ids = Object.values(paths).map(({ get }) => get?.operationId).filter(Boolean);
    expect(new Set(ids).size).toBe(ids.length);
    const schemas = Object.fromEntries(paths[tile]!.get.parameters.map(({ name, schema }) => [name, schema]));
    expect(schemas).toMatchObject({ tileMatrix: { type: 'string' }, tileRow: { type: 'integer', minimum: 0 }, tileCol: { type: 'integer', minimum: 0 } });
  });
});

describe('GDAL', () => {
  it('reads a collection’s tile over the network', async (context) => {
    if (!(await run('ogrinfo', ['--version']).then(() => true, () => false))) context.skip('ogrinfo is not installed (Debian: gdal-bin)');
    const { stdout } = await run('ogrinfo', ['-ro', '-so', '-al', `MVT:/vsicurl/${served.address}/ogc/collections/quartiers/tiles/WebMercatorQuad/${z}/${y}/${x}.mvt`]);
    expect(stdout).toContain('Layer name: quartiers');
    expect(stdout).toMatch(/Feature Count: [1-9]/);
  }, 60_000);
});
