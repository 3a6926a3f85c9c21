import { newObjectId } from '../../aws';
import type { ObservedEndpoint } from '../../aws';
import { errorAt, TuneformError, warningAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import { isUnknown, whollyKnown } from '../../plugin';
import type { ApplyResult } from '../../plugin';
import type { Convergence } from '../../reconcile';
import type { ProviderData } from '../provider-data';
import { diagnosticOf } from '../diagnostic-of';
import { contentNames } from './content-names';
import type { ContentNames } from './content-names';
import { finishRollOut } from './finish-roll-out';
import { keptEndpoint, rememberKept, withContent } from './kept-endpoint';
import { contentOf } from './read-endpoint';
import { rollOut } from './roll-out';
import type { RollOut } from './roll-out';
import type { endpointSchema } from './schema';
import { smokeOutcome } from './smoke-outcome';
import { smokeTest } from './smoke-test';
import type { EndpointFinalPlan, EndpointState, Servable } from './types';
import { UNFINISHED } from './unfinished';

type Result = ApplyResult<typeof endpointSchema>;

export interface EndpointApply {
  readonly planned: EndpointFinalPlan;
  readonly prior: EndpointState | null;
  readonly configured: ProviderData;
  /** What {@link keptEndpoint} reads. */
  readonly private?: Uint8Array | undefined;
}

/** Rolls out the planned content, verifies it with the smoke request, and only then deletes the replaced content. */
export async function applyEndpoint(apply: EndpointApply, signal: AbortSignal): Promise<Result> {
  const { planned, prior, configured } = apply;
  if (planned.model_data_url === null) return { state: whollyKnown(planned) };
  const state = planned as Servable;
  const names = contentNames(state);
  const tags = state.tags_all;
  const kept = keptEndpoint(apply.private, prior);
  const objectId = kept.objectId ?? newObjectId(configured.session);
  const made = withContent(kept.made, names);
  const remember = (made: readonly ContentNames[]): Uint8Array => rememberKept({ objectId, made });
  const rolledOut = await rollOut(configured, { state, prior, names, tags, objectId }, signal);
  const { end, adopted } = rolledOut;
  if (end.outcome !== 'converged' || end.status === undefined) {
    const result = await notServing({ state, prior, names, configured }, rolledOut, signal);
    return { ...result, private: remember(made) };
  }
  const before = prior?.endpoint_config_name ?? null;
  const replaced = before === names.configurationName ? null : before;
  const smoke = smokeOutcome(
    { name: state.name, created: prior === null, replaced },
    await smokeTest(configured, state, signal),
  );
  const served = fill(state, {
    endpoint_arn: end.status.arn,
    endpoint_config_name: end.status.configurationName,
    model_name: names.modelName,
    status: end.status.status,
    ...smoke.attributes,
  });
  const told = [...(adopted ? [adoptedWarning(end.status)] : []), ...smoke.diagnostics];
  // Until the new content is verified, keep the previous content for a rollback.
  if (smoke.attributes.unfinished !== null) {
    return { state: served, private: remember(made), diagnostics: told };
  }
  const finished = await finishRollOut(
    configured,
    { name: state.name, made, claim: { objectId }, keep: names },
    signal,
  );
  return {
    state: { ...served, unfinished: finished.unfinished },
    private: remember(finished.made),
    diagnostics: [...told, ...finished.diagnostics],
  };
}

interface Unserved {
  readonly state: Servable;
  readonly prior: EndpointState | null;
  readonly names: ContentNames;
  readonly configured: ProviderData;
}

/** Returns the state and diagnostics of an endpoint that was not observed serving the planned content. */
async function notServing(
  unserved: Unserved,
  { end, contentMade }: RollOut,
  signal: AbortSignal,
): Promise<Result> {
  const { state, prior, names } = unserved;
  const seen = end.status;
  const wasSeenToFail = end.outcome === 'failed' && end.error === undefined;
  if (wasSeenToFail && seen !== undefined) {
    return failedRollOut(unserved, { seen, reason: end.reason }, signal);
  }
  // The rollout may be in progress without a request: an earlier apply may have requested it and not seen its end.
  const isOnItsWay = prior === null || prior.endpoint_config_name === names.configurationName;
  if (end.asked || (seen !== undefined && isOnItsWay)) return goesOn(unserved, end);
  // No change was requested, so the endpoint is unchanged.
  const error = whyNothingAsked(state.name, end);
  if (prior !== null) return { state: { ...prior }, diagnostics: [diagnosticOf(error)] };
  if (!contentMade) throw error;
  return {
    state: unconfirmed(unserved, 'NotCreated', { unfinished: null }),
    diagnostics: [diagnosticOf(error)],
  };
}

/** A call failed or the time ran out. That says nothing about the endpoint, which was requested and may be starting. */
function goesOn(unserved: Unserved, end: Convergence<ObservedEndpoint>): Result {
  const { state } = unserved;
  const seen = end.status;
  return {
    state: unconfirmed(unserved, seen?.status ?? 'Unconfirmed', {
      unfinished: UNFINISHED.rollout,
      ...(seen !== undefined && { endpoint_arn: seen.arn }),
    }),
    diagnostics: [
      seen === undefined ? unconfirmedWarning(state.name, end) : goesOnWarning(state.name, seen, end),
    ],
  };
}

function unconfirmed(
  { state, prior, names }: Unserved,
  status: string,
  known: Partial<EndpointState>,
): EndpointState {
  return fill(state, {
    endpoint_arn: prior?.endpoint_arn ?? null,
    endpoint_config_name: names.configurationName,
    model_name: names.modelName,
    status,
    failure_reason: null,
    smoke_response: null,
    ...known,
  });
}

/** Returns the state of an endpoint that was observed as failed or rolled back. */
async function failedRollOut(
  { state, prior, names, configured }: Unserved,
  { seen, reason = 'the service gave no reason' }: { seen: ObservedEndpoint; reason: string | undefined },
  signal: AbortSignal,
): Promise<Result> {
  const truth = {
    endpoint_arn: seen.arn,
    endpoint_config_name: seen.configurationName,
    status: seen.status,
    failure_reason: reason,
    unfinished: null,
  };
  // After a rollback the endpoint serves its previous content, so state keeps that, and the next plan shows the change again.
  // If it serves neither the previous nor the planned content, another apply rolled that out: state records it, so that the
  // next plan shows the whole difference.
  const isAnothers = ![prior?.endpoint_config_name, names.configurationName].includes(seen.configurationName);
  const served = isAnothers
    ? await contentOf(configured.session, seen.configurationName, signal).catch(() => ({}))
    : {};
  const kept: EndpointState =
    prior?.endpoint_config_name === seen.configurationName
      ? { ...prior, ...truth, tags: state.tags, tags_all: state.tags_all }
      : {
          ...fill(state, { ...truth, model_name: names.modelName, smoke_response: null }),
          ...served,
          ...truth,
        };
  return { state: kept, diagnostics: [rolloutError(state.name, reason, seen, names.configurationName)] };
}

function whyNothingAsked(name: string, end: Convergence<ObservedEndpoint>): Error {
  if (end.error instanceof Error) return end.error;
  const why = end.outcome === 'interrupted' ? 'Terraform was interrupted' : 'The wait timed out';
  return new TuneformError(`${why} before endpoint "${name}" was changed. Apply again.`, {
    code: 'INTERRUPTED',
    summary: 'Interrupted',
    disposition: 'retryable',
  });
}

/** Returns the planned object with its unknown values filled in. */
function fill(state: EndpointState, outcome: Partial<EndpointState>): EndpointState {
  const open = Object.entries(outcome).filter(([name]) => isUnknown(state[name as keyof EndpointState]));
  return { ...state, ...Object.fromEntries(open) };
}

function adoptedWarning({ name, status, configurationName }: ObservedEndpoint): Diagnostic {
  return warningAt(
    [],
    'Adopted Existing Endpoint',
    `Endpoint "${name}" of the same owner already exists, is ${status} and serves exactly this content (configuration ` +
      `"${configurationName}"). Tuneform adopted it and created no endpoint. If another configuration manages it, give each ` +
      'its own owner or name, because destroying either one deletes it. [ENDPOINT_ADOPTED]',
  );
}

function goesOnWarning(
  name: string,
  { status }: ObservedEndpoint,
  { outcome, reason, error }: Convergence<ObservedEndpoint>,
): Diagnostic {
  const timedOut = error === undefined && outcome === 'timedOut';
  const why =
    outcome === 'interrupted'
      ? 'Terraform was interrupted while waiting'
      : timedOut
        ? 'the wait timed out'
        : `Tuneform could no longer observe it: ${reason ?? 'no reason was given'}`;
  return warningAt(
    [],
    'Endpoint Not Ready Yet',
    `Endpoint "${name}" is ${status}; ${why}. The service continues, and the next apply continues to wait. ` +
      '[ENDPOINT_NOT_READY]',
  );
}

function unconfirmedWarning(name: string, { reason }: Convergence<ObservedEndpoint>): Diagnostic {
  return warningAt(
    [],
    'Endpoint Not Confirmed',
    `Tuneform requested endpoint "${name}", but received no response. The endpoint may be starting and cost money` +
      `${reason === undefined ? '' : ` (${reason})`}. It is in state with status Unconfirmed: the next refresh finds it, ` +
      'the next apply waits for it or creates it, and destroying deletes it. [ENDPOINT_UNCONFIRMED]',
  );
}

function rolloutError(name: string, reason: string, seen: ObservedEndpoint, wanted: string): Diagnostic {
  return errorAt(
    [],
    'Endpoint Rollout Failed',
    `Endpoint "${name}" does not serve the planned content: ${reason}. It is ${seen.status} with configuration ` +
      `"${seen.configurationName}", which Tuneform did not change. Check the container’s logs (/aws/sagemaker/Endpoints/${name}) ` +
      `and ${remedy(seen, wanted)}. [ENDPOINT_ROLLOUT_FAILED]`,
  );
}

/** The next apply recreates a failed endpoint and updates any other, except to the configuration that it already has. */
function remedy(seen: ObservedEndpoint, wanted: string): string {
  if (seen.status === 'Failed' || seen.configurationName !== wanted) return 'apply again';
  return 'recreate the endpoint with terraform apply -replace, because SageMaker does not update an endpoint to its current configuration';
}
