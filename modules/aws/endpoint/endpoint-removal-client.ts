import type { ExternalClient } from '../../reconcile';
import type { AwsSession } from '../client-factory';
import { describeEndpoint } from './describe-endpoint';
import type { ObservedEndpoint } from './endpoint';
import { deleteEndpoint } from './endpoint-client';

/** Which endpoint should go; only one of this owner is touched. */
export interface EndpointRemoval {
  readonly name: string;
  readonly owner: string;
}

/**
 * Removes endpoints. SageMaker accepts a deletion during an update and forgets it, so a changing endpoint is waited
 * for; its absence is observed, not assumed.
 */
export function endpointRemovalClient(
  session: AwsSession,
): ExternalClient<EndpointRemoval, ObservedEndpoint> {
  const pollAfterMs = session.settings.target === 'local' ? 200 : 10_000;
  return {
    async observe(removal, signal) {
      const seen = await describeEndpoint(session, removal.name, signal);
      if (seen?.tags['tuneform:owner'] !== removal.owner) return { kind: 'absent' };
      switch (seen.status) {
        case 'Updating':
        case 'SystemUpdating':
        case 'RollingBack':
        case 'Deleting':
          return { kind: 'terminating', status: seen, pollAfterMs };
        case 'Creating':
          return { kind: 'progressing', status: seen, pollAfterMs };
        default:
          return { kind: 'steady', status: seen, drift: [] };
      }
    },
    create: () => Promise.resolve(),
    update: () => Promise.resolve(),
    delete: (removal, signal) => deleteEndpoint(session, removal.name, signal),
  };
}
