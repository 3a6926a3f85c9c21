import type { IncomingHttpHeaders } from 'node:http';
import { isLoopbackHost } from '../../kernel';

/** Where browsers say a request comes from when no other page caused it: the address bar, or a page of our own. */
const OWN_SITES: ReadonlySet<string> = new Set(['none', 'same-origin']);

/**
 * Why a request is turned away before anything in it is read; undefined for those that may go on. Any page in a browser on this
 * machine can send requests here: under a name rebound to this address, by scripts, and by images, links and forms, which carry
 * no Origin but say in Sec-Fetch-Site that another site sent them. `same-site` is another program's port on this machine.
 */
export function turnAway(headers: IncomingHttpHeaders): string | undefined {
  const host = headers.host ?? '';
  if (!isForLoopback(host)) {
    return 'This server answers on the loopback interface only; the Host header names another host.';
  }
  const { origin } = headers;
  const site = headers['sec-fetch-site'];
  const isOwn =
    (origin === undefined || origin.toLowerCase() === `http://${host.toLowerCase()}`) &&
    (site === undefined || OWN_SITES.has(site));
  return isOwn
    ? undefined
    : 'This server answers no web page but its own; another site caused this request in a browser.';
}

/** A page of another origin whose name was rebound to us shows its own name in the Host header. */
function isForLoopback(host: string): boolean {
  const [, name] = /^(\[[0-9a-f:.]+\]|[^:/?#@[\]]+)(?::\d{1,5})?$/i.exec(host) ?? [];
  return name !== undefined && isLoopbackHost(name);
}
