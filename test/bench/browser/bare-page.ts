// Builds the page that holds MapLibre alone and serves it.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { existsSync, readFileSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { local, root } from '../../../server/launch/command.ts';

const types: Record<string, string> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css' };

export interface BarePage extends AsyncDisposable {
  /** The page over the tiles of a server, at `lat,lon,zoom`. */
  address: (tiles: string, position: string) => string;
}

export async function startBarePage(): Promise<BarePage> {
  const folder = local('bench', 'bare-page');
  await build({ configFile: false, root: join(root, 'test', 'bench', 'bare-page'), logLevel: 'error', worker: { format: 'es' }, build: { outDir: folder, emptyOutDir: true, target: 'es2023' } });
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
    const file = join(folder, path === '/' ? 'index.html' : path);
    if (!file.startsWith(folder) || !existsSync(file)) { response.writeHead(404).end(); return; }
    response.writeHead(200, { 'Content-Type': types[extname(file)] ?? 'application/octet-stream', 'Content-Encoding': 'gzip', 'Cache-Control': 'public, max-age=31536000' });
    response.end(gzipSync(readFileSync(file)));
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const { port } = server.address() as AddressInfo;
  return {
    address: (tiles, position) => `http://127.0.0.1:${port}/?tiles=${encodeURIComponent(tiles)}&carte=${position}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => { server.close(resolve); });
    },
  };
}
