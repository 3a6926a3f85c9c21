import type { IncomingMessage, ServerResponse } from 'node:http';
import { version } from '../../package.json';
import type { Clock } from '../kernel';
import type { RegistryListener } from './registry-listener';
import type { RequestLog } from './request-log';
import type { RequestListener } from './server';
import type { Dispatcher } from './server-dispatch';

export interface RouterParts {
  readonly dispatcher: Dispatcher;
  readonly registry: RegistryListener;
  readonly log: RequestLog;
  readonly clock: Clock;
  readonly directory: string;
}

/** Parts the one port: the local cloud's own pages, the registry, and AWS for everything else. */
export function createRouter(parts: RouterParts): RequestListener {
  return async (request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    if (path.startsWith('/_tuneform/')) {
      serveOwnPage(request, response, parts);
      return;
    }
    if (path === '/v2' || path.startsWith('/v2/')) {
      const outcome = await parts.registry.handle(request, response);
      parts.log.append({ at: parts.clock.now(), service: 'oci', ...outcome });
      return;
    }
    await parts.dispatcher.handle(request, response);
  };
}

function serveOwnPage(request: IncomingMessage, response: ServerResponse, parts: RouterParts): void {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const answer = (status: number, body: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(`${JSON.stringify(body)}\n`);
  };
  if (request.method !== 'GET') {
    answer(405, { error: 'Only GET is served here.' });
    return;
  }
  switch (url.pathname) {
    case '/_tuneform/health': {
      answer(200, { version, pid: process.pid, directory: parts.directory });
      return;
    }
    case '/_tuneform/requests': {
      const since = Number(url.searchParams.get('since') ?? 0);
      if (Number.isNaN(since)) {
        answer(400, { error: 'since must be milliseconds since the epoch.' });
        return;
      }
      answer(200, parts.log.since(since));
      return;
    }
    default: {
      answer(404, { error: `There is no ${url.pathname}.` });
      return;
    }
  }
}
