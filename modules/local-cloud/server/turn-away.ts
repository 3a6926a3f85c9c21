import type { IncomingHttpHeaders } from 'node:http';
import { isLoopbackHost } from '../../kernel';

/**
 * Values of Sec-Fetch-Site for requests that no other page caused: from the address bar, or from a page of this
 * server.
 */
const OWN_SITES: ReadonlySet<string> = new Set(['none', 'same-origin']);

/**
 * Returns why a request is rejected before anything in it is read; undefined for an allowed one. Any web page in a
 * browser on this machine can send requests here: under a name rebound to this address, by scripts, and by images,
 * links and forms, which have no Origin but whose Sec-Fetch-Site names another site. `same-site` is another program's
 * port on this machine.
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
    : 'This server rejects requests from the web pages of other sites; another site caused this request in a browser.';
}

/** A page of another origin whose name was rebound to this address has its own name in the Host header. */
function isForLoopback(host: string): boolean {
  const [, name] = /^(\[[0-9a-f:.]+\]|[^:/?#@[\]]+)(?::\d{1,5})?$/i.exec(host) ?? [];
  return name !== undefined && isLoopbackHost(name);
}
