import { TuneformError } from '../../kernel';
import type { Drift, ExternalClient, Observation } from '../../reconcile';
import { changing, isAwsError } from '../aws-error';
import type { AwsSession } from '../client-factory';
import { TAG_KEYS } from '../tags/ownership';
import { syncTags } from '../tags/sync-tags';
import { tagDrift } from '../tags/tag-drift';
import { describeEndpoint } from './describe-endpoint';
import type { DesiredEndpoint, ObservedEndpoint } from './endpoint';

/** How many looks an update may take to become visible before an unchanged endpoint counts as rolled back. */
const LOOKS_BEFORE_UPDATE_SHOWS = 3;

/**
 * Creates endpoints and rolls them over to a configuration, and believes neither: SageMaker reports an endpoint as
 * InService after a rollback too. Only the configuration it really serves proves a rollout.
 *
 * Make one client per convergence: it remembers what it asked for.
 */
export function endpointClient(session: AwsSession): ExternalClient<DesiredEndpoint, ObservedEndpoint> {
  const pollAfterMs = session.settings.target === 'local' ? 200 : 10_000;
  // What became of the update that was asked for last: a refused one asked for nothing, one whose answer was lost may be
  // under way, and only one that was accepted is known to be.
  let asked: { readonly configuration: string; readonly accepted: boolean } | undefined;
  let sawUpdate = false;
  let looks = 0;

  const atRest = (desired: DesiredEndpoint, seen: ObservedEndpoint): Observation<ObservedEndpoint> => {
    const isDesired = seen.configurationName === desired.configurationName;
    if (isDesired && seen.status === 'InService') {
      return { kind: 'steady', status: seen, drift: tagDrift(seen.tags, desired.tags) };
    }
    // An endpoint that serves badly or not at all is updated like any other; only one that failed cannot be. But
    // never to the configuration it has: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateEndpoint.html
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
      refuseForeign(desired, seen);
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
      // Not abortable, like the update below: a request that was sent may have been carried out.
      try {
        await changing(`create endpoint "${desired.name}"`, () =>
          once.send(
            new sdk.CreateEndpointCommand({
              EndpointName: desired.name,
              EndpointConfigName: desired.configurationName,
              Tags: Object.entries(desired.tags).map(([Key, Value]) => ({ Key, Value })),
            }),
          ),
        );
      } catch (error) {
        if (!isAwsError(error, 'name taken')) throw error;
      }
    },

    async update(desired, observed, signal) {
      await syncTags(session, observed.arn, { observed: observed.tags, desired: desired.tags, signal });
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

    async delete(desired, signal) {
      await deleteEndpoint(session, desired.name, signal);
    },
  };
}

/** Asks for the removal of an endpoint. Gone already is a success; one being changed is left for a later step. */
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
    `the service went back to configuration "${seen.configurationName}" and did not keep ` +
    `"${desired.configurationName}": ${seen.failureReason ?? 'it gave no reason'}`
  );
}

function refuseForeign(desired: DesiredEndpoint, seen: ObservedEndpoint): void {
  const owner = seen.tags[TAG_KEYS.owner];
  if (owner === desired.owner) return;
  throw new TuneformError(
    `Endpoint "${desired.name}" already exists and ` +
      (owner === undefined ? 'carries no Tuneform tags' : `belongs to owner "${owner}"`) +
      `; this configuration's owner is "${desired.owner}". It was left alone. Choose another name, or tag the ` +
      `endpoint ${TAG_KEYS.owner} = "${desired.owner}" and import it if it is yours.`,
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
