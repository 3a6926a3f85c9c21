import type { ObservedEndpoint, Tags } from '../../aws';
import { errorAt, messageOf, TuneformError, warningAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import { isUnknown } from '../../plugin';
import type { ApplyResult } from '../../plugin';
import type { Convergence } from '../../reconcile';
import type { Configured } from '../configured';
import { contentNames } from './content-names';
import { rollOut } from './roll-out';
import type { endpointSchema } from './schema';
import { smokeOutcome } from './smoke-outcome';
import { smokeTest } from './smoke-test';
import { sweepContent } from './sweep-content';
import type { EndpointFinalPlan, EndpointState, Servable } from './types';

type Result = ApplyResult<typeof endpointSchema>;

export interface EndpointApply {
  readonly planned: EndpointFinalPlan;
  readonly prior: EndpointState | null;
  readonly configured: Configured;
}

/** Rolls the planned content out, proves it with the smoke request, and only then deletes what it replaced. */
export async function applyEndpoint(apply: EndpointApply, signal: AbortSignal): Promise<Result> {
  const { planned, prior, configured } = apply;
  if (planned.model_data_url === null) return { state: planned as unknown as EndpointState };
  const state = planned as unknown as Servable;
  const names = contentNames(state);
  const tags = state.tags_all;
  const end = await rollOut(configured, { state, names, tags }, signal);
  if (end.outcome !== 'converged' || end.status === undefined) {
    return notVerified({ state, prior, names, tags }, end);
  }
  const before = prior?.endpoint_config_name ?? null;
  const replaced = before === names.configurationName ? null : before;
  const smoke = smokeOutcome(state.name, await smokeTest(configured, state, signal), replaced);
  const served = fill(state, {
    endpoint_arn: end.status.arn,
    endpoint_config_name: end.status.configurationName,
    model_name: names.modelName,
    status: end.status.status,
    ...smoke.attributes,
  });
  // Unless the new content has proved itself, what was served before stays where it is, for going back.
  if (smoke.diagnostics.length > 0) return { state: served, diagnostics: smoke.diagnostics };
  return { state: served, diagnostics: await sweep(configured, { name: state.name, keep: names }, signal) };
}

/** Deletes what is no longer served. Failing to is untidy, not wrong. */
async function sweep(
  configured: Configured,
  endpoint: Parameters<typeof sweepContent>[1],
  signal: AbortSignal,
): Promise<Diagnostic[]> {
  try {
    await sweepContent(configured, endpoint, signal);
    return [];
  } catch (error) {
    return [
      warningAt(
        [],
        'Earlier Configurations Not Deleted',
        `Endpoint "${endpoint.name}" serves the new configuration, but not all earlier models and configurations ` +
          `could be deleted; they cost nothing and the next rollout tries again. ${messageOf(error)} [CONTENT_NOT_SWEPT]`,
      ),
    ];
  }
}

interface Unverified {
  readonly state: Servable;
  readonly prior: EndpointState | null;
  readonly names: { readonly modelName: string; readonly configurationName: string };
  readonly tags: Tags;
}

/** Tells the truth about an endpoint that does not serve what was asked for (yet). */
function notVerified({ state, prior, names, tags }: Unverified, end: Convergence<ObservedEndpoint>): Result {
  const seen = end.status;
  if (end.outcome !== 'failed') {
    if (seen === undefined && (prior?.endpoint_arn ?? null) === null) throw nothingMade(state.name, end);
    return {
      state: fill(state, {
        endpoint_arn: seen?.arn ?? prior?.endpoint_arn ?? null,
        endpoint_config_name: names.configurationName,
        model_name: names.modelName,
        status: seen?.status ?? (prior === null ? 'Creating' : 'Updating'),
        failure_reason: null,
        smoke_response: null,
      }),
      diagnostics: [goesOnWarning(state.name, seen?.status, end.outcome)],
    };
  }
  if (seen === undefined) throw end.error instanceof Error ? end.error : new Error(end.reason);
  const reason = end.reason ?? 'the service gave no reason';
  const truth = {
    endpoint_arn: seen.arn,
    endpoint_config_name: seen.configurationName,
    status: seen.status,
    failure_reason: reason,
  };
  // After a rollback the endpoint is what it was before, so that is what state says; the next plan shows the
  // wanted change again.
  const kept: EndpointState =
    prior?.endpoint_config_name === seen.configurationName
      ? { ...prior, ...truth, tags: state.tags, tags_all: tags }
      : {
          ...fill(state, { ...truth, model_name: names.modelName, smoke_response: null }),
          ...truth,
        };
  return { state: kept, diagnostics: [rolloutError(state.name, reason, seen, names.configurationName)] };
}

/** Nothing exists that state would have to remember. */
function nothingMade(name: string, end: Convergence<ObservedEndpoint>): Error {
  if (end.error instanceof Error) return end.error;
  return new TuneformError(`Terraform was interrupted before endpoint "${name}" was created. Apply again.`, {
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

function goesOnWarning(name: string, status: string | undefined, outcome: string): Diagnostic {
  return warningAt(
    [],
    'Endpoint Not Ready Yet',
    `Endpoint "${name}" is ${status ?? 'being changed'}; ` +
      `${outcome === 'interrupted' ? 'Terraform was interrupted while waiting' : 'the wait timed out'}. The service ` +
      'goes on by itself, and the next apply continues to wait. [ENDPOINT_NOT_READY]',
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
