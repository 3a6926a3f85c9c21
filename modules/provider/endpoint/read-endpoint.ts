import { describeEndpoint, describeEndpointConfiguration, describeModel } from '../../aws';
import type { AwsSession } from '../../aws';
import type { Configured } from '../configured';
import { ownTags } from '../own-tags';
import type { EndpointState } from './types';

/**
 * The endpoint as it is. Gone is `null`. What it serves is read back only when its configuration is not the one in
 * state: then somebody rolled something else out, and state says what.
 */
export async function readEndpoint(
  configured: Configured,
  state: EndpointState,
  signal: AbortSignal,
): Promise<EndpointState | null> {
  // Nothing was made yet, so nothing can be gone.
  if (state.status === 'AwaitingChampion') return state;
  const { session, defaultTags } = configured;
  const seen = await describeEndpoint(session, state.name, signal);
  if (seen === undefined) return null;
  const known = seen.configurationName === state.endpoint_config_name;
  return {
    ...state,
    ...(known ? {} : await contentOf(session, seen.configurationName, signal)),
    endpoint_arn: seen.arn,
    endpoint_config_name: seen.configurationName,
    status: seen.status,
    failure_reason: seen.status === 'InService' ? state.failure_reason : (seen.failureReason ?? null),
    tags: ownTags(state.tags, seen.tags, defaultTags),
    tags_all: seen.tags,
  };
}

/** What a configuration serves, as attributes; nothing when it has been deleted. */
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
  const configuration = await describeEndpointConfiguration(session, configurationName, signal);
  if (configuration === undefined) return {};
  const model = await describeModel(session, configuration.modelName, signal);
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
