// MapServer as FastCGI processes behind one socket, over the same database.
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sessionOptions, type Client } from '../../../server/db.ts';
import { run } from '../../../server/launch/child.ts';
import type { TileAt } from '../city/tiles.ts';
import { askFastcgi } from './fastcgi.ts';
import { itemsMap, tileMap } from './mapfile.ts';

export interface MapServer extends AsyncDisposable {
  /** Uncompressed bytes. */
  tile: (tile: TileAt) => Promise<Buffer>;
  /** GeoJSON of the layer's first features. */
  items: (limit: number) => Promise<Buffer>;
}

export interface MapServerOptions { mapserv: string; spawnFcgi: string; client: Client; databaseUrl: string; processes: number; itemsOf?: { layer: string; columns: readonly string[] } }

export async function startMapServer({ mapserv, spawnFcgi, client, databaseUrl, processes, itemsOf }: MapServerOptions): Promise<MapServer> {
  const folder = mkdtempSync(join(tmpdir(), 'karter-ms-'));
  chmodSync(folder, 0o755);
  const url = new URL(databaseUrl.replace('@/', '@localhost/'));
  const connection = `host=${url.searchParams.get('host')} dbname=${url.pathname.slice(1)} user=${url.username} options='${sessionOptions('karter_reader')}'`;
  const write = (name: string, text: string) => { const path = join(folder, name); writeFileSync(path, text); return path; };
  const [low, high] = [write('low.map', await tileMap(client, connection, true)), write('high.map', await tileMap(client, connection, false))];
  const items = itemsOf ? `"items" "${write('items.map', itemsMap(itemsOf.layer, itemsOf.columns, connection))}"` : '';
  const config = write('mapserver.conf', `CONFIG\n  ENV\n    MS_ERRORFILE "${join(folder, 'log')}"\n    OGCAPI_HTML_TEMPLATE_DIRECTORY "/usr/share/mapserver/ogcapi/templates/html-bootstrap4/"\n  END\n  MAPS "low" "${low}" "high" "${high}" ${items} END\nEND\n`);
  const socket = join(folder, 'socket');
  const pids = await startProcesses(spawnFcgi, mapserv, socket, config, processes);
  const end = () => { for (const pid of pids.filter(isAlive)) process.kill(pid, 'SIGKILL'); };
  // They are nobody's children, and wait through SIGTERM: a run cut short must not leave them behind.
  process.once('exit', end);

  const ask = async (query: string): Promise<Buffer> => {
    const { head, body } = await askFastcgi(socket, {
      REQUEST_METHOD: 'GET', QUERY_STRING: query, SCRIPT_NAME: '/mapserv', SERVER_NAME: 'localhost', SERVER_PORT: '80', SERVER_PROTOCOL: 'HTTP/1.1',
      REQUEST_URI: `/mapserv?${query}`,
    });
    if (/^content-type: *text\/html/im.test(head) || /^status: *[45]/im.test(head)) throw new Error(`MapServer : ${body.toString('utf8').replace(/<!--[\s\S]*?-->|<[^>]*>/g, '').trim().slice(0, 600)}`);
    return body;
  };
  return {
    tile: ({ z, x, y }) => ask(`map=${z < 14 ? 'low' : 'high'}&mode=tile&tilemode=gmap&tile=${x}+${y}+${z}&layers=all&zoom=${z}&x=${x}&y=${y}`),
    items: (limit) => ask(`map=items&service=WFS&version=1.1.0&request=GetFeature&typename=${itemsOf?.layer}&srsname=EPSG:4326&outputformat=geojson&maxfeatures=${limit}`),
    [Symbol.asyncDispose]: async () => {
      end();
      process.off('exit', end);
      for (let tries = 0; pids.some(isAlive) && tries < 100; tries += 1) await pause(20);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Returns the processes' numbers: spawn-fcgi leaves them on their own, and says in a file which they are. */
async function startProcesses(spawnFcgi: string, mapserv: string, socket: string, config: string, processes: number): Promise<number[]> {
  const list = `${socket}.pids`;
  await run(spawnFcgi, ['-s', socket, '-F', String(processes), '-P', list, '--', mapserv], { env: { PATH: process.env.PATH ?? '', MAPSERVER_CONFIG_FILE: config } });
  return readFileSync(list, 'utf8').trim().split(/\s+/).map(Number);
}

const isAlive = (pid: number): boolean => {
  try { process.kill(pid, 0); return true; } catch { return false; }
};
