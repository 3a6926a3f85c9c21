import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../kernel';
import type { RequestLog } from './request-log';
import type { RequestListener } from './server';
import type { Dispatcher } from './server-dispatch';

/** Whatever speaks the registry protocol below `/v2/`. Answers the request itself and says what it was. */
export interface RegistryListener {
  handle(request: IncomingMessage, response: ServerResponse): Promise<RegistryOutcome>;
}

export interface RegistryOutcome {
  /** `PutManifest`, `GetBlob`, … */
  readonly operation: string;
  readonly status: number;
  readonly mutating: boolean;
  readonly principal: string;
  readonly requestId: string;
  readonly errorCode?: string;
}

export interface RouterParts {
  readonly dispatcher: Dispatcher;
  readonly registry: RegistryListener;
  readonly log: RequestLog;
  readonly clock: Clock;
  readonly directory: string;
}

const VERSION = '0.1.0';

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
  if (request.method !== 'GET') return answer(405, { error: 'Only GET is served here.' });
  switch (url.pathname) {
    case '/_tuneform/health':
      return answer(200, { version: VERSION, pid: process.pid, directory: parts.directory });
    case '/_tuneform/requests': {
      const since = Number(url.searchParams.get('since') ?? 0);
      if (Number.isNaN(since)) return answer(400, { error: 'since must be milliseconds since the epoch.' });
      return answer(200, parts.log.since(since));
    }
    default:
      return answer(404, { error: `There is no ${url.pathname}.` });
  }
}
