import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

/** ::1 in any spelling, and 127.0.0.0/8 written as an IPv4-mapped IPv6 address. */
const LOOPBACK_V6 = new BlockList();
LOOPBACK_V6.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK_V6.addAddress('::1', 'ipv6');

/**
 * True for an http URL whose host is loopback: an address of it in any spelling, `localhost`, or a name below that
 * (RFC 6761). The one rule of the project for "on this machine and reachable from nowhere else". 0.0.0.0 and the
 * machine's own name are not that: what they reach may be open to the network.
 */
export function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname, protocol } = new URL(url);
  return protocol === 'http:' && isLoopbackHost(hostname);
}

/** The same of a host name or address alone, without a port; IPv6 in brackets or without. */
export function isLoopbackHost(host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  const family = isIP(bare);
  // A server asks this for every request: a BlockList would take longer than all of its other checks. `isIP` accepts four
  // plain decimal numbers only.
  if (family === 4) return bare.startsWith('127.');
  if (family === 6) return LOOPBACK_V6.check(bare, 'ipv6');
  return /^(?:[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?\.)?localhost\.?$/i.test(bare);
}

/**
 * True when every address that the host of a loopback URL has on this machine is loopback as well: a hosts file or a
 * name server may have other ideas about `x.localhost`. A name without any address reaches nobody and passes.
 */
export async function resolvesToLoopback(url: string): Promise<boolean> {
  const host = new URL(url).hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(host) !== 0) return isLoopbackHost(host);
  const addresses = await lookup(host, { all: true }).catch(() => []);
  return addresses.every(({ address }) => isLoopbackHost(address));
}
