import { TuneformError } from '../../kernel';
import type { ExternalClient } from '../../reconcile';
import type { AwsSession } from '../client-factory';
import { endpointConfigurations } from '../immutable-object/endpoint-configurations';
import { isTakenOver } from '../tags/object-id';
import type { Claim } from '../tags/object-id';
import { endpointTags, TAG_KEYS } from '../tags/ownership';
import { carries, listTags } from '../tags/sync-tags';
import { describeEndpoint } from './describe-endpoint';
import type { ObservedEndpoint } from './endpoint';
import { deleteEndpoint } from './endpoint-client';

/** An endpoint to delete; only an endpoint of this owner is deleted. */
export interface EndpointRemoval {
  readonly name: string;
  readonly owner: string;
  /** Whose the endpoint must be. */
  readonly claim: Claim;
  /** Called for an endpoint that stays as it is, because another Terraform object has taken it over. */
  readonly onTakenOver?: (endpoint: ObservedEndpoint) => void;
}

/**
 * Deletes endpoints. SageMaker accepts a deletion during an update and forgets it, so this client waits for a changing
 * endpoint and observes its absence. It never deletes an endpoint that another Terraform object has taken over, nor
 * one whose owner is not proven; the latter is an error, because the endpoint costs money.
 */
export function endpointRemovalClient(
  session: AwsSession,
): ExternalClient<EndpointRemoval, ObservedEndpoint> {
  const pollAfterMs = session.settings.target === 'local' ? 200 : 10_000;
  return {
    async observe(removal, signal) {
      const seen = await describeEndpoint(session, removal.name, signal);
      if (seen === undefined) return { kind: 'absent' };
      if (isTakenOver(removal.claim, seen.objectId)) {
        removal.onTakenOver?.(seen);
        return { kind: 'absent' };
      }
      // It is being deleted already, so the owner does not matter: just wait.
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
    delete: (removal, _observed, signal) => deleteEndpoint(session, removal.name, signal),
  };
}

/**
 * The tags of the configuration prove the owner of an endpoint that lost its own tags. Its ARN proves nothing, because it
 * only contains the name, and another owner may have created an endpoint under that name.
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
          'neither its tags nor those of its configuration name an owner',
          `tag it ${TAG_KEYS.owner} = "${ours}"`,
        ]
      : [`its tags name owner "${owner}" and not "${ours}"`, `set the provider's owner to "${owner}"`];
  return new TuneformError(
    `Endpoint "${name}" is ${status} and may cost money, but ${whose}, so Tuneform did not delete it, and it stays in state. ` +
      `If it is yours, ${remedy} and destroy again, or delete it: aws sagemaker delete-endpoint --endpoint-name ${name}. If ` +
      'it is not yours, remove it from state with terraform state rm.',
    { code: 'ENDPOINT_NOT_REMOVED', summary: 'Endpoint Not Removed' },
  );
}
