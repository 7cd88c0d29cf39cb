// The one address of development: sources of the client from Vite, everything else from the server, whose pages get the sources instead of the build.
import { createServer, request } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { join, relative, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createServer as createVite, resolveConfig } from 'vite';
import { root } from './command.ts';

const base = '/@client/';

/** The client's entry, from Vite's root. */
function entryOf(vite: { config: { build: { rolldownOptions: { input?: unknown } }; root: string } }): string {
  const { input } = vite.config.build.rolldownOptions;
  return relative(vite.config.root, resolve(root, String(input)));
}

/** The build's files out, the sources in, with Vite's own client for hot replacement. */
function withSources(html: string, entry: string): string {
  const bare = html.replace(/<script\b[^>]*\bsrc="\/assets\/[^"]*"[^>]*><\/script>/g, '').replace(/<link\b[^>]*\bhref="\/assets\/[^"]*"[^>]*>/g, '').replace(/<style>[^<]*<\/style>/, '');
  return bare.replace('</head>', `<script type="module" src="${base}@vite/client"></script><script type="module" src="${base}${entry}"></script></head>`);
}

/** Asks the server behind; while it restarts after a change, waits for it a little. */
async function ask(incoming: IncomingMessage, behind: number): Promise<IncomingMessage> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await new Promise((resolve, reject) => {
        // Not compressed, so that pages can be changed on the way.
        const headers = { ...incoming.headers, 'accept-encoding': 'identity' };
        const asked = request({ host: '127.0.0.1', port: behind, method: incoming.method, path: incoming.url, headers }, resolve);
        asked.once('error', reject);
        if (incoming.method === 'GET' || incoming.method === 'HEAD') asked.end();
        else incoming.pipe(asked);
      });
    } catch (error) {
      if (attempt > 50 || !(incoming.method === 'GET' || incoming.method === 'HEAD')) throw error;
      await pause(100);
    }
  }
}

async function pass(entry: string, behind: number, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const answer = await ask(incoming, behind);
  if (!answer.headers['content-type']?.startsWith('text/html')) {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
    return;
  }
  const parts: Buffer[] = [];
  for await (const part of answer) parts.push(part as Buffer);
  const page = withSources(Buffer.concat(parts).toString(), entry);
  // Vite's client needs inline styles and a WebSocket, which the policy of the served site forbids.
  const { 'content-security-policy': _policy, 'content-length': _length, etag: _tag, ...headers } = answer.headers;
  outgoing.writeHead(answer.statusCode ?? 502, { ...headers, 'cache-control': 'no-store' });
  outgoing.end(page);
}

export async function serveDevelopment(port: number, behind: number): Promise<{ close: () => Promise<void> }> {
  const server: Server = createServer();
  const configFile = join(root, 'vite.config.ts');
  const entry = entryOf({ config: await resolveConfig({ configFile }, 'serve') });
  const vite = await createVite({
    configFile, base, appType: 'custom', clearScreen: false, server: { middlewareMode: true, hmr: { server } },
    // Found before the first page, or each newly met package would reload it.
    optimizeDeps: { entries: [entry] },
  });
  server.on('request', (incoming: IncomingMessage, outgoing: ServerResponse) => {
    if (incoming.url?.startsWith(base)) {
      vite.middlewares(incoming, outgoing);
      return;
    }
    pass(entry, behind, incoming, outgoing).catch((error: Error) => {
      if (!outgoing.headersSent) outgoing.writeHead(502, { 'content-type': 'text/plain; charset=utf-8' });
      outgoing.end(`Le serveur ne répond pas (${error.message}) : voyez .local/log/server.log.`);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, resolve);
  });
  return {
    async close() {
      await vite.close();
      server.closeAllConnections();
      await new Promise((resolve) => { server.close(resolve); });
    },
  };
}
