import type { ObservedEndpoint } from '../../aws';
import { errorAt, TuneformError, warningAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import { isUnknown } from '../../plugin';
import type { ApplyResult } from '../../plugin';
import type { Convergence } from '../../reconcile';
import type { ProviderData } from '../provider-data';
import { diagnosticOf } from '../diagnostic-of';
import { contentNames } from './content-names';
import type { ContentNames } from './content-names';
import { finishRollOut } from './finish-roll-out';
import { madeContent, rememberContent, withContent } from './made-content';
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
  /** What {@link madeContent} reads. */
  readonly private?: Uint8Array | undefined;
}

/** Rolls the planned content out, proves it with the smoke request, and only then deletes what it replaced. */
export async function applyEndpoint(apply: EndpointApply, signal: AbortSignal): Promise<Result> {
  const { planned, prior, configured } = apply;
  if (planned.model_data_url === null) return { state: planned as unknown as EndpointState };
  const state = planned as unknown as Servable;
  const names = contentNames(state);
  const tags = state.tags_all;
  const made = withContent(madeContent(apply.private, prior), names);
  const rolledOut = await rollOut(configured, { state, prior, names, tags }, signal);
  const { end, adopted } = rolledOut;
  if (end.outcome !== 'converged' || end.status === undefined) {
    const result = await notServing({ state, prior, names, configured }, rolledOut, signal);
    return { ...result, private: rememberContent(made) };
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
  // Unless the new content has proved itself, what was served before stays where it is, for going back.
  if (smoke.attributes.unfinished !== null) {
    return { state: served, private: rememberContent(made), diagnostics: told };
  }
  const finished = await finishRollOut(configured, { name: state.name, made, keep: names }, signal);
  return {
    state: { ...served, unfinished: finished.unfinished },
    private: rememberContent(finished.made),
    diagnostics: [...told, ...finished.diagnostics],
  };
}

interface Unserved {
  readonly state: Servable;
  readonly prior: EndpointState | null;
  readonly names: ContentNames;
  readonly configured: ProviderData;
}

/** Tells the truth about an endpoint that was not seen serving what was asked for. */
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
  // Without asking, too, it may be on its way: an earlier apply asked for this content and did not see the end.
  const isOnItsWay = prior === null || prior.endpoint_config_name === names.configurationName;
  if (end.asked || (seen !== undefined && isOnItsWay)) return goesOn(unserved, end);
  // Nothing was asked of the endpoint, so it is as it was before.
  const error = whyNothingAsked(state.name, end);
  if (prior !== null) return { state: { ...prior }, diagnostics: [diagnosticOf(error)] };
  if (!contentMade) throw error;
  return {
    state: unconfirmed(unserved, 'NotCreated', { unfinished: null }),
    diagnostics: [diagnosticOf(error)],
  };
}

/** A call failed, or the time was up: that says nothing about the endpoint, which was asked for and may be coming up. */
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

/** The endpoint itself was seen to have failed, or to have gone back. */
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
  // After a rollback the endpoint is what it was before, so that is what state says; the next plan shows the
  // wanted change again. If it serves neither that nor what was asked for, another apply rolled out what it serves: state
  // says what that is, so that the next plan shows all of the difference.
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
  return new TuneformError(`${why} before anything was asked of endpoint "${name}". Apply again.`, {
    code: 'INTERRUPTED',
    summary: 'Interrupted',
    disposition: 'retryable',
  });
}

/** The planned object with what the plan left open filled in. */
function fill(state: EndpointState, outcome: Partial<EndpointState>): EndpointState {
  const open = Object.entries(outcome).filter(([name]) => isUnknown(state[name as keyof EndpointState]));
  return { ...state, ...Object.fromEntries(open) };
}

function adoptedWarning({ name, status, configurationName }: ObservedEndpoint): Diagnostic {
  return warningAt(
    [],
    'Adopted Existing Endpoint',
    `Endpoint "${name}" of the same owner was there already, is ${status} and serves this very content (configuration ` +
      `"${configurationName}"). It was taken over and none was made. If another configuration manages it, give each an ` +
      'owner or a name of its own: destroying either removes it. [ENDPOINT_ADOPTED]',
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
        : `it could not be watched any longer: ${reason ?? 'no reason was given'}`;
  return warningAt(
    [],
    'Endpoint Not Ready Yet',
    `Endpoint "${name}" is ${status}; ${why}. The service goes on by itself, and the next apply continues to wait. ` +
      '[ENDPOINT_NOT_READY]',
  );
}

function unconfirmedWarning(name: string, { reason }: Convergence<ObservedEndpoint>): Diagnostic {
  return warningAt(
    [],
    'Endpoint Not Confirmed',
    `Endpoint "${name}" was asked for, but no answer said whether it was created, so it may be coming up, and cost money` +
      `${reason === undefined ? '' : ` (${reason})`}. It is in state with status Unconfirmed: the next refresh finds it, ` +
      'the next apply waits for it or creates it, and destroying removes it. [ENDPOINT_UNCONFIRMED]',
  );
}

function rolloutError(name: string, reason: string, seen: ObservedEndpoint, wanted: string): Diagnostic {
  return errorAt(
    [],
    'Endpoint Rollout Failed',
    `Endpoint "${name}" does not serve what was asked for: ${reason}. It is ${seen.status} with configuration ` +
      `"${seen.configurationName}", which was left untouched. Check the container’s logs (/aws/sagemaker/Endpoints/${name}) ` +
      `and ${remedy(seen, wanted)}. [ENDPOINT_ROLLOUT_FAILED]`,
  );
}

/** The next apply makes a failed endpoint anew and updates any other, but SageMaker updates none to what it has. */
function remedy(seen: ObservedEndpoint, wanted: string): string {
  if (seen.status === 'Failed' || seen.configurationName !== wanted) return 'apply again';
  return 'make the endpoint anew with terraform apply -replace, because SageMaker updates none to the configuration it has';
}
