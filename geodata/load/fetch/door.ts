// Decides whether a URL may be asked, and by which addresses: the connection is then made to these and no others.
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { LookupAddress } from 'node:dns';
import { FetchProblem, type FetchRules } from './fetch-rules.ts';
import { isPublicAddress } from './public-address.ts';

export interface Door { url: URL; host: string; addresses: readonly LookupAddress[] }

const quoted = (text: string) => `« ${text.slice(0, 200)} »`;

/** Reads a URL as browsers do: decimal, octal and hexadecimal forms of IPv4 become dotted ones. Raises FetchProblem. */
function readUrl(text: string, base?: URL): URL {
  if (!URL.canParse(text, base)) throw new FetchProblem('address', `${quoted(text)} n’est pas une adresse complète, comme https://exemple.fr/fichier.csv.`);
  const url = new URL(text, base);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new FetchProblem('address', `${quoted(text)} : seules les adresses http:// et https:// sont suivies.`);
  if (url.username || url.password) throw new FetchProblem('address', 'Cette adresse contient un nom ou un mot de passe : elle n’est pas suivie.');
  return url;
}

/** Without a final dot, which names the same host, and without the brackets of IPv6. */
const hostOf = ({ hostname }: URL) => hostname.replace(/^\[|\]$/g, '').replace(/\.+$/, '').toLowerCase();

async function resolved(host: string, { resolve, connectMilliseconds }: FetchRules, signal: AbortSignal): Promise<readonly LookupAddress[]> {
  const family = isIP(host);
  if (family) return [{ address: host, family }];
  const unknown = new FetchProblem('network', `Le nom ${quoted(host)} n’est pas connu, ou le service de noms ne répond pas.`);
  // The system's resolver cannot be called off: it is left behind.
  const late = AbortSignal.any([signal, AbortSignal.timeout(connectMilliseconds)]);
  const found = await new Promise<readonly LookupAddress[]>((found, fail) => {
    const leave = () => fail(signal.aborted ? signal.reason : unknown);
    if (late.aborted) leave();
    late.addEventListener('abort', leave, { once: true });
    (resolve ?? ((name) => lookup(name, { all: true })))(host).then(found, () => fail(unknown));
  });
  if (found.length === 0) throw unknown;
  return found;
}

/**
 * Where a URL leads, given the one that redirected to it. Every address that its name resolves to has to be public, unless the settings allow the host.
 * Raises FetchProblem.
 */
export async function doorTo(text: string, rules: FetchRules, signal: AbortSignal, from?: URL): Promise<Door> {
  const url = readUrl(text, from);
  if (from?.protocol === 'https:' && url.protocol === 'http:') throw new FetchProblem('redirect', 'L’adresse renvoie d’une connexion protégée (https) vers une qui ne l’est pas (http) : elle n’est pas suivie.');
  const host = hostOf(url);
  if (!host) throw new FetchProblem('address', `${quoted(text)} ne nomme aucune machine.`);
  const port = url.port ? Number(url.port) : url.protocol === 'https:' ? 443 : 80;
  const named = isIP(host) === 6 ? `[${host}]` : host;
  const exactly = rules.allowPrivate.includes(`${named}:${port}`);
  const allowed = exactly || rules.allowPrivate.includes(named);
  if (!exactly && !rules.ports.includes(port)) throw new FetchProblem('refused', `Le port ${port} n’est pas de ceux que Karter appelle (${rules.ports.join(', ')}). L’exploitant peut l’ajouter : FETCH_PORTS.`);
  const addresses = await resolved(host, rules, signal);
  if (!allowed && !addresses.every(({ address }) => isPublicAddress(address))) {
    throw new FetchProblem('refused', `${quoted(host)} est une adresse du réseau interne : Karter n’y va pas. L’exploitant peut l’autoriser : FETCH_ALLOW_PRIVATE.`);
  }
  return { url, host, addresses };
}
