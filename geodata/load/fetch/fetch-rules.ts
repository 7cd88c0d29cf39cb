// What a fetch keeps to, read from the settings, and what is said when it cannot.
import { readFileSync } from 'node:fs';
import type { LookupAddress } from 'node:dns';

export type Resolve = (host: string) => Promise<readonly LookupAddress[]>;

export interface FetchRules {
  /** Hosts of the inner network that may be asked all the same: `name`, or `name:port`. */
  allowPrivate: readonly string[];
  /** Ports of hosts outside. */
  ports: readonly number[];
  /** Bytes as they are written down: after decoding. */
  mostBytes: number;
  redirects: number;
  connectMilliseconds: number;
  /** Until the answer's head is there. */
  answerMilliseconds: number;
  /** Between two pieces of the answer. */
  stallMilliseconds: number;
  wholeMilliseconds: number;
  userAgent: string;
  /** Names to addresses; the system's resolver when absent. */
  resolve?: Resolve;
}

const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as { version: string };
const list = (text: string | undefined) => (text ?? '').split(/[\s,]+/).filter((part) => part !== '');

function number(env: NodeJS.ProcessEnv, name: string, fallback: number): number {
  const value = Number(env[name] || fallback);
  if (!Number.isFinite(value) || value <= 0) throw new Error(`${name}=${env[name]} : un nombre plus grand que zéro est attendu.`);
  return value;
}

/** FETCH_ALLOW_PRIVATE, FETCH_PORTS, FETCH_MOST_MB, FETCH_MINUTES. Raises an Error that names a setting of no sense. */
export function fetchRules(env: NodeJS.ProcessEnv = process.env): FetchRules {
  const home = env.PUBLIC_URL?.replace(/\/+$/, '');
  return {
    allowPrivate: list(env.FETCH_ALLOW_PRIVATE).map((host) => host.toLowerCase()),
    ports: [80, 443, ...list(env.FETCH_PORTS).map(Number)],
    mostBytes: number(env, 'FETCH_MOST_MB', 1024) * 1024 * 1024,
    redirects: 5,
    connectMilliseconds: 10_000, answerMilliseconds: 60_000, stallMilliseconds: 30_000,
    wholeMilliseconds: number(env, 'FETCH_MINUTES', 30) * 60_000,
    userAgent: `Karter/${version}${home ? ` (+${home})` : ''}`,
  };
}

export type FetchFault = 'address' | 'refused' | 'redirect' | 'status' | 'size' | 'time' | 'encoding' | 'network' | 'disk';

/** Raised when nothing was fetched; the message is French and names neither addresses nor answers of the inner network. */
export class FetchProblem extends Error {
  readonly fault: FetchFault;

  constructor(fault: FetchFault, message: string) {
    super(message);
    this.fault = fault;
  }
}
