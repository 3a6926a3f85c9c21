import { TuneformError } from '../../kernel';
import type { ExternalClient } from '../../reconcile';
import type { AwsSession } from '../client-factory';
import { endpointConfigurations } from '../immutable-object/endpoint-configurations';
import { endpointTags, TAG_KEYS } from '../tags/ownership';
import { carries, listTags } from '../tags/sync-tags';
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
 * for; its absence is observed, not assumed. One that is not known to be ours is never touched, and as long as it is
 * there it costs money, so that is an error.
 */
export function endpointRemovalClient(
  session: AwsSession,
): ExternalClient<EndpointRemoval, ObservedEndpoint> {
  const pollAfterMs = session.settings.target === 'local' ? 200 : 10_000;
  return {
    async observe(removal, signal) {
      const seen = await describeEndpoint(session, removal.name, signal);
      if (seen === undefined) return { kind: 'absent' };
      // Whoever owns it: it goes, and nothing but waiting is left to do.
      if (seen.status === 'Deleting') return { kind: 'terminating', status: seen, pollAfterMs };
      if (!(await isOurs(session, removal, seen, signal))) throw notRemoved(removal, seen);
      switch (seen.status) {
        case 'Updating':
        case 'SystemUpdating':
        case 'RollingBack':
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

/**
 * An endpoint that lost its tags is known by what it serves: its configuration carries tags of its own. An ARN would
 * prove nothing, because it is made of the name, and somebody else may have made an endpoint under ours.
 */
async function isOurs(
  session: AwsSession,
  { name, owner }: EndpointRemoval,
  seen: ObservedEndpoint,
  signal: AbortSignal,
): Promise<boolean> {
  if (seen.tags[TAG_KEYS.owner] !== undefined) return seen.tags[TAG_KEYS.owner] === owner;
  const configuration = await endpointConfigurations.describe(session, seen.configurationName, signal);
  if (configuration === undefined) return false;
  const tags = await listTags(session, configuration.arn, signal);
  return carries(tags, endpointTags({ owner, endpoint: name }));
}

function notRemoved(
  { name, owner: ours }: EndpointRemoval,
  { status, tags }: ObservedEndpoint,
): TuneformError {
  const owner = tags[TAG_KEYS.owner];
  const [whose, remedy] =
    owner === undefined
      ? [
          'neither its tags nor those of its configuration say whose it is',
          `tag it ${TAG_KEYS.owner} = "${ours}"`,
        ]
      : [`its tags name owner "${owner}" and not "${ours}"`, `set the provider's owner to "${owner}"`];
  return new TuneformError(
    `Endpoint "${name}" is ${status} and may cost money, but ${whose}, so it was left alone and stays in state. If it ` +
      `is yours, ${remedy} and destroy again, or remove it: aws sagemaker delete-endpoint --endpoint-name ${name}. If ` +
      'it is not, let Terraform forget it with terraform state rm.',
    { code: 'ENDPOINT_NOT_REMOVED', summary: 'Endpoint Not Removed' },
  );
}
