import { BlockList, isIP } from 'node:net';

/** ::1 in any spelling, and 127.0.0.0/8 as IPv4-mapped IPv6 addresses. */
const LOOPBACK_V6 = new BlockList();
LOOPBACK_V6.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK_V6.addAddress('::1', 'ipv6');

/**
 * Returns true for an http URL whose host is loopback: an address in any spelling, `localhost`, or a name below it
 * (RFC 6761). This is the project's only rule for "reachable only from this machine". It excludes 0.0.0.0 and the machine's
 * own name, because these may be open to the network.
 */
export function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname, protocol } = new URL(url);
  return protocol === 'http:' && isLoopbackHost(hostname);
}

/** Returns true for a loopback host name or address without a port; IPv6 with or without brackets. */
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
 * Returns true if every address of the URL's host is loopback, because a hosts file or a name server may resolve
 * `x.localhost` to another address. Also returns true for a name without any address, which reaches no server.
 */
export async function resolvesToLoopback(url: string): Promise<boolean> {
  const host = new URL(url).hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(host) !== 0) return isLoopbackHost(host);
  // Loaded here, because few of the provider's starts ask.
  const { lookup } = process.getBuiltinModule('node:dns/promises');
  const addresses = await lookup(host, { all: true }).catch(() => []);
  return addresses.every(({ address }) => isLoopbackHost(address));
}
