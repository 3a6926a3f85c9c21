import {
  deleteEndpointConfiguration,
  deleteModel,
  describeEndpoint,
  describeEndpointConfiguration,
  listEndpointConfigurations,
  listModels,
  patiently,
  endpointTags,
} from '../../aws';
import type { AwsSession, ListedContent } from '../../aws';
import type { ProviderData } from '../provider-data';
import { contentPrefix, isContentName } from './content-names';
import type { ContentNames } from './content-names';

/** What to delete of the content that was made for an endpoint. */
export interface Sweep {
  /** The endpoint's name. */
  readonly name: string;
  /** What this resource's applies have made, by its own account. */
  readonly made: readonly ContentNames[];
  /** What it is to serve from now on; absent when the endpoint has been deleted. */
  readonly keep?: ContentNames;
}

/** Content of nobody's account is deleted only when it is so old that no apply can be about to put it live. */
const LEFT_OVER_AFTER_MS = 24 * 3_600_000;

/**
 * Deletes the models and endpoint configurations that the resource's own applies have replaced, and old left-overs that
 * carry the endpoint's tags. Never everything but what it keeps: what it does not know may be what another pipeline is
 * putting live at this moment.
 *
 * It looks at the endpoint again just before each deletion, because SageMaker lets a configuration in use be deleted. Answers
 * what is left because it is live, or because the endpoint is being changed.
 */
export async function sweepContent(
  { session, owner }: ProviderData,
  sweep: Sweep,
  signal: AbortSignal,
): Promise<readonly ContentNames[]> {
  const carrying = endpointTags({ owner, endpoint: sweep.name });
  const prefix = contentPrefix(sweep.name);
  const abandoned = (listed: readonly ListedContent[]): readonly string[] =>
    listed
      .filter(({ name }) => isContentName(name, sweep.name))
      .filter(({ createdAtMs }) => createdAtMs < session.clock.now() - LEFT_OVER_AFTER_MS)
      .map(({ name }) => name);
  const listed = {
    configurations: await patiently(session, signal, () =>
      listEndpointConfigurations(session, prefix, signal),
    ),
    models: await patiently(session, signal, () => listModels(session, prefix, signal)),
  };
  const configurations = new Set([
    ...sweep.made.map(({ configurationName }) => configurationName),
    ...abandoned(listed.configurations),
  ]);
  const models = new Set([...sweep.made.map(({ modelName }) => modelName), ...abandoned(listed.models)]);

  const kept = new Set<string>();
  const deleted = new Set<string>();
  for (const name of configurations) {
    if (name === sweep.keep?.configurationName) continue;
    if (await mayServe(session, sweep.name, name, signal)) kept.add(name);
    else {
      await patiently(session, signal, () =>
        deleteEndpointConfiguration(session, { name, carrying }, signal),
      );
      deleted.add(name);
    }
  }
  for (const name of models) {
    if (name === sweep.keep?.modelName) continue;
    if (await isNamed(session, { model: name, prefix, deleted }, signal)) kept.add(name);
    else await patiently(session, signal, () => deleteModel(session, { name, carrying }, signal));
  }
  return sweep.made.filter(
    ({ configurationName, modelName }) => kept.has(configurationName) || kept.has(modelName),
  );
}

/** Whether the endpoint serves the configuration now, or may be on its way to it. */
async function mayServe(
  session: AwsSession,
  endpoint: string,
  configuration: string,
  signal: AbortSignal,
): Promise<boolean> {
  const seen = await patiently(session, signal, () => describeEndpoint(session, endpoint, signal));
  if (seen === undefined || seen.status === 'Deleting') return false;
  const atRest = seen.status === 'InService' || seen.status === 'OutOfService' || seen.status === 'Failed';
  return !atRest || seen.configurationName === configuration;
}

interface Naming {
  readonly model: string;
  /** What the names of the endpoint's configurations begin with. */
  readonly prefix: string;
  /** Configurations deleted a moment ago, which a listing may still show. */
  readonly deleted: ReadonlySet<string>;
}

/** Whether any configuration of the endpoint names the model, live or about to be. */
async function isNamed(
  session: AwsSession,
  { model, prefix, deleted }: Naming,
  signal: AbortSignal,
): Promise<boolean> {
  const present = await patiently(session, signal, () => listEndpointConfigurations(session, prefix, signal));
  for (const { name } of present) {
    if (deleted.has(name)) continue;
    const seen = await patiently(session, signal, () => describeEndpointConfiguration(session, name, signal));
    if (seen?.modelName === model) return true;
  }
  return false;
}
