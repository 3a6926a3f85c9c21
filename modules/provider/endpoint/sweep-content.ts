import {
  describeEndpoint,
  endpointConfigurations,
  endpointTags,
  isOfSuccessor,
  isTakenOver,
  models,
  patiently,
} from '../../aws';
import type { AwsSession, Claim, ListedContent, ObjectId } from '../../aws';
import type { ProviderData } from '../provider-data';
import { contentPrefix, isContentName } from './content-names';
import type { ContentNames } from './content-names';

/** The content of an endpoint that a sweep considers. */
export interface Sweep {
  /** The endpoint's name. */
  readonly name: string;
  /** Content that this resource's applies have created, as recorded in its private bytes. */
  readonly made: readonly ContentNames[];
  /** Of the Terraform object that sweeps. */
  readonly claim: Claim;
  /** The content to keep serving; absent if the endpoint was deleted. */
  readonly keep?: ContentNames;
}

/** Content in no record is deleted only at this age, when no apply can still be about to roll it out. */
const LEFT_OVER_AFTER_MS = 24 * 3_600_000;

/**
 * Deletes the models and endpoint configurations that the resource's own applies have replaced, and old leftovers that carry
 * the endpoint's tags. It keeps unknown content, because another pipeline may be rolling it out, and what another Terraform object
 * has taken over or created since.
 *
 * It describes the endpoint again before each deletion, because SageMaker allows deleting a configuration in use. Returns the
 * content that it kept because the endpoint serves it or is changing.
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
      endpointConfigurations.list(session, prefix, signal),
    ),
    models: await patiently(session, signal, () => models.list(session, prefix, signal)),
  };
  const configurationNames = new Set([
    ...sweep.made.map(({ configurationName }) => configurationName),
    ...abandoned(listed.configurations),
  ]);
  const modelNames = new Set([...sweep.made.map(({ modelName }) => modelName), ...abandoned(listed.models)]);

  const made = new Set(sweep.made.flatMap((one) => [one.configurationName, one.modelName]));
  const removal = (name: string) => ({
    name,
    carrying,
    isAnothers: (objectId: ObjectId | undefined) =>
      made.has(name) ? isTakenOver(sweep.claim, objectId) : isOfSuccessor(sweep.claim, objectId),
  });
  const kept = new Set<string>();
  const deleted = new Set<string>();
  for (const name of configurationNames) {
    if (name === sweep.keep?.configurationName) continue;
    if (await mayServe(session, sweep.name, name, signal)) kept.add(name);
    else {
      await patiently(session, signal, () => endpointConfigurations.delete(session, removal(name), signal));
      deleted.add(name);
    }
  }
  for (const name of modelNames) {
    if (name === sweep.keep?.modelName) continue;
    if (await isNamed(session, { model: name, prefix, deleted }, signal)) kept.add(name);
    else await patiently(session, signal, () => models.delete(session, removal(name), signal));
  }
  return sweep.made.filter(
    ({ configurationName, modelName }) => kept.has(configurationName) || kept.has(modelName),
  );
}

/** Returns whether the endpoint serves the configuration or may be changing to it. */
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
  /** Prefix of the names of the endpoint's configurations. */
  readonly prefix: string;
  /** Configurations that were just deleted and that a listing may still show. */
  readonly deleted: ReadonlySet<string>;
}

/** Returns whether any configuration of the endpoint names the model. */
async function isNamed(
  session: AwsSession,
  { model, prefix, deleted }: Naming,
  signal: AbortSignal,
): Promise<boolean> {
  const present = await patiently(session, signal, () =>
    endpointConfigurations.list(session, prefix, signal),
  );
  for (const { name } of present) {
    if (deleted.has(name)) continue;
    const seen = await patiently(session, signal, () =>
      endpointConfigurations.describe(session, name, signal),
    );
    if (seen?.modelName === model) return true;
  }
  return false;
}
