import {
  describeEndpoint,
  endpointClient,
  endpointRemovalClient,
  ensureEndpointConfiguration,
  ensureModel,
  patiently,
} from '../../aws';
import type { ObservedEndpoint } from '../../aws';
import { converge } from '../../reconcile';
import type { Convergence } from '../../reconcile';
import type { Configured } from '../configured';
import type { ContentNames } from './content-names';
import type { Servable } from './types';

/** SageMaker starts machines, pulls the image and waits for the server; large images take tens of minutes. */
const PATIENCE_MS = { aws: 3_600_000, local: 300_000 } as const;
/** Terraform expects an answer within a second of an interrupt. */
const LAST_LOOK_MS = 800;

/**
 * Makes the endpoint serve the content and waits until it is seen doing so. A failed endpoint of ours is removed
 * first, because SageMaker cannot update one.
 */
export async function rollOut(
  configured: Configured,
  endpoint: {
    readonly state: Servable;
    readonly names: ContentNames;
    readonly tags: Readonly<Record<string, string>>;
  },
  signal: AbortSignal,
): Promise<Convergence<ObservedEndpoint>> {
  const { session, owner } = configured;
  const { state, names, tags } = endpoint;
  const model = {
    name: names.modelName,
    roleArn: state.role_arn,
    image: state.image,
    modelDataUrl: state.model_data_url,
    environment: state.environment ?? {},
    tags,
  };
  const configuration = {
    name: names.configurationName,
    modelName: names.modelName,
    variantName: state.production_variant.variant_name,
    instanceType: state.production_variant.instance_type,
    initialInstanceCount: state.production_variant.initial_instance_count,
    tags,
  };
  const spec = { name: state.name, configurationName: names.configurationName, owner, tags };
  // Before anything is made: what is refused would leave models that no state knows. A client of its own, because the
  // one below remembers how often it has looked.
  const seen = await endpointClient(session).observe(spec, signal);
  // A role made a moment ago may not be assumable yet, and a model made a moment ago not visible.
  await patiently(session, signal, () => ensureModel(session, model, signal));
  await patiently(session, signal, () => ensureEndpointConfiguration(session, configuration, signal), [
    'absent',
  ]);
  if (seen.kind === 'failed' && seen.status.status === 'Failed') {
    await removeEndpoint(configured, state.name, signal);
  }
  const end = await converge(
    endpointClient(session),
    { intent: 'present', spec },
    {
      clock: session.clock,
      signal,
      deadlineMs: session.clock.now() + PATIENCE_MS[session.settings.target],
      random: Math.random,
    },
  );
  return end.status === undefined ? { ...end, status: await lastLook(configured, state.name) } : end;
}

/** One more look, detached from an interrupt, so that state names an endpoint that was asked for a moment ago. */
async function lastLook({ session, owner }: Configured, name: string): Promise<ObservedEndpoint | undefined> {
  try {
    const seen = await describeEndpoint(session, name, AbortSignal.timeout(LAST_LOOK_MS));
    return seen?.tags['tuneform:owner'] === owner ? seen : undefined;
  } catch {
    // The next apply finds it by its name.
    return undefined;
  }
}

/** Removes the endpoint and waits until it is gone. */
export function removeEndpoint(
  { session, owner }: Configured,
  name: string,
  signal: AbortSignal,
): Promise<Convergence<ObservedEndpoint>> {
  return converge(
    endpointRemovalClient(session),
    { intent: 'gone', spec: { name, owner } },
    {
      clock: session.clock,
      signal,
      deadlineMs: session.clock.now() + PATIENCE_MS[session.settings.target],
      random: Math.random,
    },
  );
}
