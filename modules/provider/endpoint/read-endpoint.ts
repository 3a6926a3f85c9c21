import { describeEndpoint, endpointConfigurations, models, patiently } from '../../aws';
import type { AwsSession, ObservedEndpoint } from '../../aws';
import { warningAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import type { ReadResult } from '../../plugin';
import type { ProviderData } from '../provider-data';
import { artifactMissingWarnings } from '../missing-artifact';
import { imageMissingWarnings } from '../missing-image';
import { ownTags } from '../own-tags';
import { isNeverSeen } from './endpoint-status';
import { keptEndpoint, rememberKept, withFoundId } from './kept-endpoint';
import type { endpointSchema } from './schema';
import type { EndpointState } from './types';
import { UNFINISHED } from './unfinished';

/** The inputs of a refresh. */
export interface EndpointRead {
  readonly state: EndpointState;
  readonly configured: ProviderData;
  /** What {@link keptEndpoint} reads. */
  readonly private: Uint8Array | undefined;
}

type Result = ReadResult<typeof endpointSchema>;

/**
 * Returns the current state of the endpoint. If the endpoint serves another configuration than state expects, it reads the
 * content from the service. If the model or the configuration in state was deleted, it warns, and the next apply recreates it.
 */
export async function readEndpoint(read: EndpointRead, signal: AbortSignal): Promise<Result> {
  const { state, configured } = read;
  // Nothing was created yet, so nothing can be missing.
  if (state.status === 'AwaitingChampion') return { state };
  const { session, defaultTags } = configured;
  const seen = await patiently(session, signal, () => describeEndpoint(session, state.name, signal));
  if (seen === undefined) return absentEndpoint(read, signal);
  const known = seen.configurationName === state.endpoint_config_name;
  const kept = withFoundId(keptEndpoint(read.private, state), seen);
  const common = {
    endpoint_arn: seen.arn,
    endpoint_config_name: seen.configurationName,
    status: seen.status,
    failure_reason: seen.status === 'InService' ? state.failure_reason : (seen.failureReason ?? null),
    tags: ownTags(state.tags, seen.tags, defaultTags),
    tags_all: seen.tags,
  };
  if (!known) {
    const served = await patiently(session, signal, () => contentOf(session, seen.configurationName, signal));
    return {
      // Even if this is the desired content, it is unverified: the apply that requested it may have been killed.
      state: { ...state, ...served, ...common, unfinished: UNFINISHED.rollout },
      // The replaced content was created by this state's applies, so they may delete it.
      private: rememberKept(kept),
      diagnostics: [changedElsewhere(state, seen)],
    };
  }
  const used = {
    who: `Endpoint "${state.name}"`,
    then: 'it keeps serving, but replacing or adding an instance will fail',
  };
  const [gone, ...needed] = await Promise.all([
    patiently(session, signal, () => missingContent(session, state, signal)),
    imageMissingWarnings(session, { ...used, uri: state.image ?? '' }, signal),
    artifactMissingWarnings(session, { ...used, uri: state.model_data_url }, signal),
  ]);
  const neededGone = needed.flat();
  if (gone === undefined) {
    return { state: { ...state, ...common }, private: rememberKept(kept), diagnostics: neededGone };
  }
  return {
    state: { ...state, ...common, unfinished: UNFINISHED.restore },
    private: rememberKept(kept),
    diagnostics: [contentMissing(state.name, gone), ...neededGone],
  };
}

/** Returns a null state, unless content is left that only this state can delete. */
async function absentEndpoint({ state, configured }: EndpointRead, signal: AbortSignal): Promise<Result> {
  if (state.status === 'Unconfirmed') return { state };
  const { session } = configured;
  const { endpoint_config_name: configuration, model_name: model } = state;
  const left =
    (configuration !== null &&
      (await patiently(session, signal, () =>
        endpointConfigurations.describe(session, configuration, signal),
      )) !== undefined) ||
    (model !== null &&
      (await patiently(session, signal, () => models.describe(session, model, signal))) !== undefined);
  if (!left) return { state: null };
  if (isNeverSeen(state.status)) return { state };
  return {
    state: { ...state, status: 'Missing', endpoint_arn: null, failure_reason: null, unfinished: null },
    diagnostics: [endpointMissing(state.name)],
  };
}

/** Returns the deleted object that the endpoint in state needs: the configuration or its model. */
async function missingContent(
  session: AwsSession,
  { endpoint_config_name: configuration, model_name: model }: EndpointState,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (configuration === null) return undefined;
  if ((await endpointConfigurations.describe(session, configuration, signal)) === undefined) {
    return `endpoint configuration ${configuration}`;
  }
  if (model === null || (await models.describe(session, model, signal)) !== undefined) return undefined;
  return `model ${model}`;
}

/** Returns the content of a configuration as attributes; an empty object if it was deleted. */
export async function contentOf(
  session: AwsSession,
  configurationName: string,
  signal: AbortSignal,
): Promise<
  Partial<
    Pick<
      EndpointState,
      'model_name' | 'production_variant' | 'role_arn' | 'image' | 'model_data_url' | 'environment'
    >
  >
> {
  const configuration = await endpointConfigurations.describe(session, configurationName, signal);
  if (configuration === undefined) return {};
  const model = await models.describe(session, configuration.modelName, signal);
  return {
    model_name: configuration.modelName,
    production_variant: {
      instance_type: configuration.instanceType,
      initial_instance_count: configuration.initialInstanceCount,
      variant_name: configuration.variantName,
    },
    ...(model !== undefined && {
      role_arn: model.roleArn,
      image: model.image,
      model_data_url: model.modelDataUrl,
      environment: Object.keys(model.environment).length === 0 ? null : model.environment,
    }),
  };
}

function changedElsewhere(state: EndpointState, seen: ObservedEndpoint): Diagnostic {
  return warningAt(
    [],
    'Endpoint Changed Elsewhere',
    `Endpoint "${state.name}" is ${seen.status} with configuration "${seen.configurationName}", but state expects ` +
      `"${state.endpoint_config_name ?? 'none'}": another apply or a person rolled it out, or the service rolled back. ` +
      'Applying rolls out this configuration again. [ENDPOINT_CHANGED_ELSEWHERE]',
  );
}

function contentMissing(name: string, what: string): Diagnostic {
  return warningAt(
    [],
    'Endpoint Content Missing',
    `Endpoint "${name}" is in service, but ${what} was deleted outside Terraform. SageMaker cannot update or scale the ` +
      'endpoint without it. The next apply recreates it under the same name. [ENDPOINT_CONTENT_MISSING]',
  );
}

function endpointMissing(name: string): Diagnostic {
  return warningAt(
    [],
    'Endpoint Missing',
    `Endpoint "${name}" was deleted outside Terraform; its model or its configuration still exists. The next apply ` +
      'creates the endpoint again, and destroying deletes the model and the configuration. [ENDPOINT_MISSING]',
  );
}
