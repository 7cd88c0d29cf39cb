// Which addresses of the network lie outside, where anyone may ask: every other is refused before a connection is tried.
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');
const translated = ipaddr.IPv6.parseCIDR('64:ff9b::/96');

/** Answers machines of one provider with their own secrets, and is no private address (Azure's WireServer). */
const metadata = new Set(['168.63.129.16']);

/**
 * Whether an IPv4 or IPv6 address, as text, is a public one. Those that carry an IPv4 address (mapped, RFC 4291; NAT64, RFC 6052) are what they carry;
 * 6to4 and Teredo, which route by what they carry, are refused whole, as is all that IANA did not give out for global unicast.
 */
export function isPublicAddress(text: string): boolean {
  // A zone (`fe80::1%eth0`) belongs to one link: never public.
  if (!isIP(text) || text.includes('%')) return false;
  const address = ipaddr.process(text);
  if (address instanceof ipaddr.IPv6) {
    if (address.match(translated)) return isPublicAddress(address.toByteArray().slice(12).join('.'));
    if (!address.match(globalUnicast)) return false;
  }
  return address.range() === 'unicast' && !metadata.has(address.toString());
}

/** Whether two texts are the same address; a mapped one is the IPv4 address it carries. */
export const isSameAddress = (one: string, other: string): boolean => ipaddr.isValid(one) && ipaddr.isValid(other) && ipaddr.process(one).toString() === ipaddr.process(other).toString();
