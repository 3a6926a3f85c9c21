import { TuneformError } from '../../kernel';
import type { Drift, ExternalClient, Observation } from '../../reconcile';
import { changing, isAwsError } from '../aws-error';
import type { AwsSession } from '../client-factory';
import { allTags, youngestId } from '../tags/object-id';
import { TAG_KEYS } from '../tags/ownership';
import { syncTags, toTagList } from '../tags/sync-tags';
import type { Tags } from '../tags/sync-tags';
import { tagDrift } from '../tags/tag-drift';
import { describeEndpoint } from './describe-endpoint';
import type { DesiredEndpoint, ObservedEndpoint } from './endpoint';

/** The number of observations after which an unchanged endpoint counts as rolled back. */
const LOOKS_BEFORE_UPDATE_SHOWS = 3;

/**
 * Creates endpoints and updates their configuration, and verifies both: SageMaker reports an endpoint as InService after a
 * rollback too, so only the configuration that it serves proves a rollout.
 *
 * Create one client per convergence, because it remembers its last request.
 */
export function endpointClient(session: AwsSession): ExternalClient<DesiredEndpoint, ObservedEndpoint> {
  const pollAfterMs = session.settings.target === 'local' ? 200 : 10_000;
  // The outcome of the last update request: refused (no change), unknown (the response was lost, so it may be in progress)
  // or accepted.
  let asked: { readonly configuration: string; readonly accepted: boolean } | undefined;
  let sawUpdate = false;
  let looks = 0;

  const atRest = (desired: DesiredEndpoint, seen: ObservedEndpoint): Observation<ObservedEndpoint> => {
    const isDesired = seen.configurationName === desired.configurationName;
    if (isDesired && seen.status === 'InService') {
      return { kind: 'steady', status: seen, drift: tagDrift(allTags(seen), wantedTags(desired, seen)) };
    }
    // SageMaker can update every endpoint except a failed one, but not to its current configuration: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateEndpoint.html
    const isAsked = asked?.configuration === desired.configurationName && (asked.accepted || sawUpdate);
    if (!isDesired && !isAsked) {
      return { kind: 'steady', status: seen, drift: [configurationDrift(desired, seen)] };
    }
    looks += 1;
    if (asked !== undefined && !sawUpdate && looks <= LOOKS_BEFORE_UPDATE_SHOWS) {
      return { kind: 'progressing', status: seen, pollAfterMs };
    }
    return {
      kind: 'failed',
      status: seen,
      reason: seen.status === 'InService' ? rollbackReason(desired, seen) : failureReason(seen),
    };
  };

  return {
    async observe(desired, signal) {
      const seen = await describeEndpoint(session, desired.name, signal);
      if (seen === undefined) return { kind: 'absent' };
      rejectForeign(desired, seen);
      switch (seen.status) {
        case 'Creating':
        case 'Updating':
        case 'SystemUpdating':
        case 'RollingBack':
          sawUpdate = true;
          return { kind: 'progressing', status: seen, pollAfterMs };
        case 'Deleting':
          return { kind: 'terminating', status: seen, pollAfterMs };
        case 'InService':
        case 'OutOfService':
        case 'UpdateRollbackFailed':
          return atRest(desired, seen);
        case 'Failed':
          return { kind: 'failed', status: seen, reason: failureReason(seen) };
      }
    },

    async create(desired) {
      const { once, sdk } = session.sageMaker();
      // Not abortable, like the update below, because a request that was sent may have been carried out.
      try {
        await changing(`create endpoint "${desired.name}"`, () =>
          once.send(
            new sdk.CreateEndpointCommand({
              EndpointName: desired.name,
              EndpointConfigName: desired.configurationName,
              Tags: toTagList(allTags(desired)),
            }),
          ),
        );
      } catch (error) {
        if (!isAwsError(error, 'name taken')) throw error;
      }
    },

    async update(desired, observed, signal) {
      const change = { observed: allTags(observed), desired: wantedTags(desired, observed), signal };
      await syncTags(session, observed.arn, change);
      if (observed.configurationName === desired.configurationName) return;
      const { once, sdk } = session.sageMaker();
      const before = asked;
      asked = { configuration: desired.configurationName, accepted: false };
      sawUpdate = false;
      looks = 0;
      try {
        await changing(`update endpoint "${desired.name}"`, () =>
          once.send(
            new sdk.UpdateEndpointCommand({
              EndpointName: desired.name,
              EndpointConfigName: desired.configurationName,
            }),
          ),
        );
      } catch (error) {
        if (error instanceof TuneformError && error.outcome === 'refused') asked = before;
        throw error;
      }
      asked = { configuration: desired.configurationName, accepted: true };
    },

    async delete(desired, _observed, signal) {
      await deleteEndpoint(session, desired.name, signal);
    },
  };
}

function wantedTags({ tags, objectId }: DesiredEndpoint, seen: ObservedEndpoint): Tags {
  return allTags({ tags, objectId: youngestId(objectId, seen.objectId) });
}

/** Deletes an endpoint. Succeeds if it does not exist; leaves a changing endpoint for a later step. */
export async function deleteEndpoint(session: AwsSession, name: string, signal: AbortSignal): Promise<void> {
  const { once, sdk } = session.sageMaker();
  try {
    await changing(`delete endpoint "${name}"`, () =>
      once.send(new sdk.DeleteEndpointCommand({ EndpointName: name }), { abortSignal: signal }),
    );
  } catch (error) {
    if (!isAwsError(error, 'absent', 'busy')) throw error;
  }
}

function failureReason(seen: ObservedEndpoint): string {
  return seen.failureReason ?? `the service reports status ${seen.status} and gives no reason`;
}

function rollbackReason(desired: DesiredEndpoint, seen: ObservedEndpoint): string {
  return (
    `the endpoint serves configuration "${seen.configurationName}" and not ` +
    `"${desired.configurationName}": ${seen.failureReason ?? 'it gave no reason'}`
  );
}

function rejectForeign(desired: DesiredEndpoint, seen: ObservedEndpoint): void {
  const owner = seen.tags[TAG_KEYS.owner];
  if (owner === desired.owner) return;
  throw new TuneformError(
    `Endpoint "${desired.name}" already exists and ` +
      (owner === undefined ? 'carries no Tuneform tags' : `belongs to owner "${owner}"`) +
      `; this configuration's owner is "${desired.owner}". Tuneform did not change it. Choose another name, or, if the ` +
      `endpoint is yours, tag it ${TAG_KEYS.owner} = "${desired.owner}" and import it.`,
    { code: 'FOREIGN_ENDPOINT', summary: 'Endpoint Has Another Owner' },
  );
}

function configurationDrift(desired: DesiredEndpoint, seen: ObservedEndpoint): Drift {
  return {
    attribute: 'endpoint_config_name',
    desired: desired.configurationName,
    observed: seen.configurationName,
  };
}
