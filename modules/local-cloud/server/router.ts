import type { Clock } from '../../kernel';
import type { CloudRequest } from '../ports/cloud-request';
import type { RegistryListener } from '../ports/registry-listener';
import type { CloudAnswer } from '../ports/wire-answer';
import type { Dispatcher } from './dispatcher';
import { serveOwnPage } from './own-pages';
import type { OwnPageDependencies } from './own-pages';

export interface RouterDependencies extends OwnPageDependencies {
  readonly dispatcher: Dispatcher;
  readonly registry: RegistryListener;
  readonly clock: Clock;
}

/**
 * Distributes requests by path: to the local cloud's own pages, to the registry, and to AWS services for everything
 * else.
 */
export function createRouter(
  dependencies: RouterDependencies,
): (request: CloudRequest) => Promise<CloudAnswer> {
  return async (request) => {
    const path = request.url.split('?', 1)[0] ?? '/';
    if (path.startsWith('/_tuneform/')) return serveOwnPage(request, dependencies);
    if (path !== '/v2' && !path.startsWith('/v2/')) return dependencies.dispatcher.handle(request);
    const { answer, ...outcome } = await dependencies.registry.handle(request);
    dependencies.log.append({
      at: dependencies.clock.now(),
      service: 'oci',
      status: answer.status,
      ...outcome,
    });
    return { ...answer, ...(outcome.principal === '' ? { toStranger: true } : {}) };
  };
}
