import type { Clock } from '../../kernel';
import { drainBody, STRANGERS_DRAIN_LIMIT } from '../protocols/body/body-pieces';
import type { RegistryListener } from '../ports/registry-listener';
import type { RequestListener } from './loopback-server';
import type { Dispatcher } from './dispatcher';
import { serveOwnPage } from './own-pages';
import type { OwnPageParts } from './own-pages';

export interface RouterParts extends OwnPageParts {
  readonly dispatcher: Dispatcher;
  readonly registry: RegistryListener;
  readonly clock: Clock;
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
      if (outcome.principal === '') drainBody(request, STRANGERS_DRAIN_LIMIT);
      parts.log.append({ at: parts.clock.now(), service: 'oci', ...outcome });
      return;
    }
    await parts.dispatcher.handle(request, response);
  };
}
