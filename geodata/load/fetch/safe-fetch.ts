// Fetches a file that a person or a declaration names, into a file: never from the inner network, never endless, never larger than allowed.
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Agent as HttpAgent, request as askHttp, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as askHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { Transform, type Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { doorTo, type Door } from './door.ts';
import { FetchProblem, type FetchRules } from './fetch-rules.ts';
import { isSameAddress } from './public-address.ts';

export interface Wanted {
  url: string;
  /** Where the answer is written; nothing may stand there yet, and nothing stays there when the fetch fails. */
  path: string;
  /** What is known of an earlier answer: then « unchanged » is an answer too. */
  etag?: string | null;
  modified?: string | null;
  signal?: AbortSignal;
}

export interface Fetched {
  state: 'fetched';
  path: string;
  bytes: number;
  /** SHA-256 of what is in the file. */
  hash: string;
  etag: string | null;
  /** As the server wrote it. */
  modified: string | null;
  mediaType: string | null;
  /** What the server calls the file, or the end of the address: a name, never a path. */
  name: string;
  url: string;
}
export interface Unchanged { state: 'unchanged' }

const megabytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024).toLocaleString('fr')} Mo`;
const tooLarge = (most: number) => new FetchProblem('size', `Le fichier dépasse ${megabytes(most)} : il n’a pas été gardé. L’exploitant peut relever cette limite : FETCH_MOST_MB.`);
const tooSlow = (what: string) => new FetchProblem('time', `${what} : la demande a été abandonnée.`);

/** Codings that are undone on the way (RFC 9110, 8.4.1). */
const codings: Readonly<Record<string, () => Duplex>> = { gzip: createGunzip, 'x-gzip': createGunzip, deflate: createInflate, br: createBrotliDecompress };

function decoder(response: IncomingMessage): Duplex[] {
  const coding = (response.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (coding === 'identity' || coding === '') return [];
  if (!Object.hasOwn(codings, coding)) throw new FetchProblem('encoding', `Le serveur envoie un codage que Karter ne lit pas (« ${coding.slice(0, 40)} »).`);
  return [codings[coding]!()];
}

function nameOf(response: IncomingMessage, url: URL): string {
  const header = response.headers['content-disposition'] ?? '';
  const extended = /filename\*\s*=\s*UTF-8''([^;]+)/i.exec(header)?.[1];
  const plain = /filename\s*=\s*(?:"([^"]+)"|([^;\s]+))/i.exec(header);
  let said = plain?.[1] ?? plain?.[2] ?? url.pathname;
  try {
    said = decodeURIComponent(extended ?? said);
  } catch { /* as it is written, then */ }
  const name = (said.split(/[\\/]/).at(-1) ?? '').replaceAll(/[^\p{L}\p{N}._ -]/gu, '').replace(/^[. ]+/, '').slice(-100);
  return name || 'donnees';
}

/** Words for what the system or the other side did. */
function networkProblem(error: NodeJS.ErrnoException): Error {
  if (error instanceof FetchProblem) return error;
  const { code = '', message } = error;
  if (code === 'ENOSPC' || code === 'EDQUOT') return new FetchProblem('disk', 'Le disque est plein : le fichier n’a pas pu être écrit.');
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return new FetchProblem('disk', `Le fichier n’a pas pu être écrit (${code}).`);
  if (code.startsWith('Z_') || code.startsWith('ERR__ERROR') || code.startsWith('ERR_BROTLI')) return new FetchProblem('encoding', 'La réponse compressée ne se lit pas : elle est abîmée ou coupée.');
  if (code === 'ECONNREFUSED') return new FetchProblem('network', 'Le serveur refuse la connexion.');
  if (code === 'ECONNRESET' || code === 'EPIPE' || code === 'ERR_STREAM_PREMATURE_CLOSE') return new FetchProblem('network', 'La connexion a été coupée avant la fin.');
  if (/^(CERT_|ERR_TLS|UNABLE_TO|DEPTH_ZERO|SELF_SIGNED|ERR_SSL|EPROTO)/.test(code)) return new FetchProblem('network', `Le certificat ou la protection de la connexion ne convient pas (${code}).`);
  if (code.startsWith('HPE_')) return new FetchProblem('network', `Le serveur ne répond pas comme le demande HTTP (${code}).`);
  return new FetchProblem('network', `Le serveur n’a pas pu être joint (${code || message}).`);
}

/** Asks once, of the addresses that were checked: what the name resolves to afterwards makes no difference. */
function ask({ url, addresses }: Door, headers: Record<string, string>, rules: FetchRules, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((answered, fail) => {
    const lookup: LookupFunction = (_host, options, done) => {
      const [first] = addresses;
      if (options.all) done(null, [...addresses]);
      else done(null, first!.address, first!.family);
    };
    const secure = url.protocol === 'https:';
    // An agent of its own: no connection is taken over from, or left to, another request; nor does a proxy of the environment take part.
    const asked = (secure ? askHttps : askHttp)(url, { method: 'GET', headers, lookup, signal, agent: secure ? new HttpsAgent({ keepAlive: false }) : new HttpAgent({ keepAlive: false }) });
    let timer = setTimeout(() => asked.destroy(tooSlow('La connexion n’aboutit pas')), rules.connectMilliseconds);
    asked.once('socket', (socket) => socket.once(secure ? 'secureConnect' : 'connect', () => {
      clearTimeout(timer);
      timer = setTimeout(() => asked.destroy(tooSlow('Le serveur ne répond pas')), rules.answerMilliseconds);
      const reached = socket.remoteAddress ?? '';
      if (!addresses.some(({ address }) => isSameAddress(address, reached))) asked.destroy(new FetchProblem('refused', 'La connexion a abouti ailleurs qu’à l’adresse vérifiée.'));
    }));
    asked.once('response', (response) => { clearTimeout(timer); answered(response); });
    asked.on('error', (error) => { clearTimeout(timer); fail(networkProblem(error)); });
    asked.end();
  });
}

/** Counts what passes, stops it beyond `most`, and notices when nothing has passed for `stall` milliseconds. */
function meter(most: number, stall: number | null, heard: (piece: Buffer) => void): Transform {
  let bytes = 0;
  const counting = new Transform({
    transform(piece: Buffer, _encoding, done) {
      timer?.refresh();
      bytes += piece.length;
      if (bytes > most) { done(tooLarge(most)); return; }
      heard(piece);
      done(null, piece);
    },
    flush(done) { clearTimeout(timer); done(); },
    destroy(error, done) { clearTimeout(timer); done(error); },
  });
  const timer = stall ? setTimeout(() => counting.destroy(tooSlow('Plus rien n’arrive du serveur')), stall) : undefined;
  return counting;
}

async function store(response: IncomingMessage, url: URL, path: string, rules: FetchRules, signal: AbortSignal): Promise<Fetched> {
  const { mostBytes, stallMilliseconds } = rules;
  if (Number(response.headers['content-length'] ?? 0) > mostBytes) throw tooLarge(mostBytes);
  const hash = createHash('sha256');
  let bytes = 0;
  const decoding = decoder(response);
  const received = meter(mostBytes, stallMilliseconds, () => {});
  const written = meter(mostBytes, null, (piece) => { bytes += piece.length; hash.update(piece); });
  await pipeline([response, received, ...decoding, written, createWriteStream(path, { flags: 'wx', mode: 0o600 })], { signal });
  const { etag = null, 'last-modified': modified = null, 'content-type': type } = response.headers;
  return { state: 'fetched', path, bytes, hash: hash.digest('hex'), etag, modified, mediaType: type?.split(';')[0]?.trim().toLowerCase() ?? null, name: nameOf(response, url), url: url.href };
}

function statusProblem(status: number): FetchProblem {
  const words = status === 404 || status === 410 ? 'Le fichier n’est plus à cette adresse'
    : status === 401 || status === 403 ? 'Le serveur refuse de donner ce fichier'
      : status === 429 ? 'Le serveur demande d’attendre'
        : status >= 500 ? 'Le serveur de la source est en panne' : 'Le serveur a répondu autre chose que le fichier';
  return new FetchProblem('status', `${words} (code ${status}).`);
}

async function follow({ url, path, etag, modified }: Wanted, rules: FetchRules, signal: AbortSignal): Promise<Fetched | Unchanged> {
  const conditional = { ...(etag ? { 'if-none-match': etag } : {}), ...(modified ? { 'if-modified-since': modified } : {}) };
  const headers = { accept: '*/*', 'accept-encoding': 'gzip, br', 'user-agent': rules.userAgent, ...conditional };
  let door = await doorTo(url, rules, signal);
  for (let step = 0; ; step += 1) {
    const response = await ask(door, headers, rules, signal);
    try {
      const { statusCode: status = 0, headers: { location } } = response;
      if (status === 200) return await store(response, door.url, path, rules, signal);
      if (status === 304 && Object.keys(conditional).length > 0) return { state: 'unchanged' };
      if (![301, 302, 303, 307, 308].includes(status) || !location) throw statusProblem(status);
      if (step >= rules.redirects) throw new FetchProblem('redirect', `L’adresse renvoie plus de ${rules.redirects} fois ailleurs : elle n’est pas suivie.`);
      door = await doorTo(location, rules, signal, door.url);
    } finally {
      response.destroy();
    }
  }
}

/**
 * Fetches a URL into a file. Private, loopback, link-local and other inner addresses are refused, by name and after each redirect;
 * the connection is made to the very address that was checked. Raises FetchProblem, or the signal's reason when called off.
 */
export async function safeFetch(wanted: Wanted, rules: FetchRules): Promise<Fetched | Unchanged> {
  const { signal: stop, path } = wanted;
  const whole = AbortSignal.timeout(rules.wholeMilliseconds);
  const signal = stop ? AbortSignal.any([stop, whole]) : whole;
  try {
    return await follow(wanted, rules, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') await rm(path, { force: true });
    if (stop?.aborted) throw stop.reason;
    if (whole.aborted) throw tooSlow(`Le fichier n’est pas arrivé en ${Math.round(rules.wholeMilliseconds / 60_000)} min`);
    throw networkProblem(error as NodeJS.ErrnoException);
  }
}
