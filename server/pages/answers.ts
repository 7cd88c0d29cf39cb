// Ready answers in memory: made once for all who ask at the same time, compressed once, dropped when the data changes.
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { LRUCache } from 'lru-cache';
import type { Context } from 'koa';

const compress = promisify(gzip);
/** What depends on the day or the hour does not outlive this. */
const freshFor = 5 * 60_000;

export interface Made { status: number; type: string; body: string | Buffer; headers?: Readonly<Record<string, string>> }
interface Ready { status: number; type: string; body: Buffer; gzip: Buffer | null; etag: string; headers: Readonly<Record<string, string>> }

export class Answers {
  readonly #ready: LRUCache<string, Ready>;
  readonly #underWay = new Map<string, Promise<Ready>>();
  #generation = 0;

  constructor(bytes: number) {
    this.#ready = new LRUCache({ maxSize: bytes, ttl: freshFor, sizeCalculation: ({ body, gzip: small }) => body.length + (small?.length ?? 0) + 500 });
  }

  drop(): void {
    this.#generation += 1;
    this.#ready.clear();
    this.#underWay.clear();
  }

  async #make(key: string, make: () => Promise<Made>): Promise<Ready> {
    const generation = this.#generation;
    const { status, type, body, headers = {} } = await make();
    const bytes = Buffer.from(body as string);
    const text = !/^image\/(?!svg)/.test(type);
    const ready: Ready = { status, type, body: bytes, gzip: text && bytes.length > 600 ? await compress(bytes, { level: 6 }) : null, etag: createHash('sha256').update(bytes).digest('base64url').slice(0, 22), headers };
    // What was made from data that changed meanwhile is given once and not kept.
    if (status < 500 && generation === this.#generation) this.#ready.set(key, ready);
    return ready;
  }

  /** Answers from memory, or makes the answer once. */
  async answer(context: Context, key: string, cacheControl: string, make: () => Promise<Made>): Promise<void> {
    let ready = this.#ready.get(key);
    if (!ready) {
      let making = this.#underWay.get(key);
      if (!making) {
        making = this.#make(key, make).finally(() => { if (this.#underWay.get(key) === making) this.#underWay.delete(key); });
        this.#underWay.set(key, making);
      }
      ready = await making;
    }
    context.status = ready.status;
    context.set(ready.headers as Record<string, string>);
    context.set('Cache-Control', ready.status < 400 ? cacheControl : 'no-store');
    context.vary('Accept-Encoding');
    const small = ready.gzip && context.acceptsEncodings('gzip', 'identity') === 'gzip';
    context.etag = `W/"${ready.etag}"`;
    if (context.fresh) {
      context.status = 304;
      return;
    }
    if (small) context.set('Content-Encoding', 'gzip');
    context.body = small ? ready.gzip : ready.body;
    context.set('Content-Type', ready.type);
  }
}
