// The built client: immutable files under /assets/, compressed once, from memory.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Middleware } from 'koa';

const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8', '.mjs': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2', '.json': 'application/json', '.png': 'image/png', '.map': 'application/json', '.txt': 'text/plain; charset=utf-8',
};

interface Asset { type: string; plain: Buffer; gzip?: Buffer; brotli?: Buffer }

export const clientFolder = fileURLToPath(new URL('../dist/client/', import.meta.url));

export function assetFiles(folder: string = clientFolder): Middleware {
  const files = new Map<string, Asset>();
  const known = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [];
  const names = new Map(known.filter((entry) => entry.isFile() && !entry.parentPath.includes('.vite')).map((entry) => {
    const path = join(entry.parentPath, entry.name);
    return [`/assets/${path.slice(folder.length).replaceAll('\\', '/')}`, path];
  }));
  function load(url: string): Asset | undefined {
    const held = files.get(url);
    if (held) return held;
    const path = names.get(url);
    if (!path) return undefined;
    const plain = readFileSync(path);
    const asset: Asset = { type: types[extname(path)] ?? 'application/octet-stream', plain };
    if (/\.(m?js|css|svg|json|map|txt)$/.test(path) && plain.length > 512) {
      asset.gzip = gzipSync(plain, { level: 9 });
      asset.brotli = brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
    }
    files.set(url, asset);
    return asset;
  }
  return async (context, next) => {
    if (!context.path.startsWith('/assets/')) return next();
    const asset = load(context.path);
    if (!asset) return next();
    context.set('Cache-Control', 'public, max-age=31536000, immutable');
    context.vary('Accept-Encoding');
    const encoding = context.acceptsEncodings('br', 'gzip', 'identity');
    const body = encoding === 'br' ? asset.brotli : encoding === 'gzip' ? asset.gzip : undefined;
    if (body && encoding) context.set('Content-Encoding', encoding as string);
    context.body = body ?? asset.plain;
    context.set('Content-Type', asset.type);
  };
}
