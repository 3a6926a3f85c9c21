import type { Clock } from '../../kernel';
import type { CloudRequest } from '../ports/cloud-request';
import type { RegistryListener } from '../ports/registry-listener';
import type { CloudAnswer } from '../ports/wire-answer';
import type { Dispatcher } from './dispatcher';
import { serveOwnPage } from './own-pages';
import type { OwnPageParts } from './own-pages';

export interface RouterParts extends OwnPageParts {
  readonly dispatcher: Dispatcher;
  readonly registry: RegistryListener;
  readonly clock: Clock;
}

/**
 * Distributes requests by path: to the local cloud's own pages, to the registry, and to AWS services for everything
 * else.
 */
export function createRouter(parts: RouterParts): (request: CloudRequest) => Promise<CloudAnswer> {
  return async (request) => {
    const path = request.url.split('?', 1)[0] ?? '/';
    if (path.startsWith('/_tuneform/')) return serveOwnPage(request, parts);
    if (path !== '/v2' && !path.startsWith('/v2/')) return parts.dispatcher.handle(request);
    const { answer, ...outcome } = await parts.registry.handle(request);
    parts.log.append({ at: parts.clock.now(), service: 'oci', status: answer.status, ...outcome });
    return { ...answer, ...(outcome.principal === '' ? { toStranger: true } : {}) };
  };
}
