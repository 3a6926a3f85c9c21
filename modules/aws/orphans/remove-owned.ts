import { TuneformError } from '../../kernel';
import { converge } from '../../reconcile';
import type { Convergence } from '../../reconcile';
import type { AwsSession } from '../client-factory';
import { describeEndpoint } from '../endpoint/describe-endpoint';
import { endpointRemovalClient } from '../endpoint/endpoint-removal-client';
import { endpointConfigurations } from '../immutable-object/endpoint-configurations';
import { models } from '../immutable-object/models';
import { endpointTags } from '../tags/ownership';
import { trainingJobRemovalClient } from '../training-job/training-job-removal-client';
import { tuningJobRemovalClient } from '../tuning-job/tuning-job-removal-client';
import { listSummaries } from './list-summaries';
import type { OwnedObject } from './owned-object';

/** How long the service may take: a job's grace period, an endpoint's update. */
const PATIENCE_MS = { aws: 1_800_000, local: 120_000 } as const;

/**
 * Stops a job, or deletes another object, and waits for the result. Reads its tags again first. Rejects if the object
 * is in use, has another owner by now, or the time runs out.
 */
export async function removeOwned(
  session: AwsSession,
  object: OwnedObject,
  signal: AbortSignal,
): Promise<void> {
  const { kind, name, owner } = object;
  // A person asks for it by name.
  const claim = 'whichever';
  const isAnothers = (): boolean => false;
  const carrying = endpointTags({ owner, endpoint: object.belongsTo ?? '' });
  const wait = {
    clock: session.clock,
    signal,
    deadlineMs: session.clock.now() + PATIENCE_MS[session.settings.target],
    random: session.random,
  };
  switch (kind) {
    case 'tuning job': {
      const spec = { name, owner, fingerprint: '', arn: object.arn, claim, deleteRecord: false } as const;
      ended(object, await converge(tuningJobRemovalClient(session), { intent: 'gone', spec }, wait));
      return;
    }
    case 'training job': {
      const spec = { name, owner, arn: object.arn, claim, deleteRecord: false } as const;
      ended(object, await converge(trainingJobRemovalClient(session), { intent: 'gone', spec }, wait));
      return;
    }
    case 'endpoint':
      ended(
        object,
        await converge(
          endpointRemovalClient(session),
          { intent: 'gone', spec: { name, owner, claim } },
          wait,
        ),
      );
      return;
    case 'endpoint configuration': {
      const changing = await changingEndpoint(session, object, signal);
      if (changing !== undefined) throw inUse(object, `endpoint "${changing}" is being changed`);
      const user = await endpointServing(session, name, signal);
      if (user !== undefined) throw inUse(object, `endpoint "${user}" serves it`);
      await endpointConfigurations.delete(session, { name, carrying, isAnothers }, signal);
      return;
    }
    case 'model': {
      const user = await configurationNaming(session, name, signal);
      if (user !== undefined) throw inUse(object, `endpoint configuration "${user}" names it`);
      await models.delete(session, { name, carrying, isAnothers }, signal);
    }
  }
}

function ended({ kind, name }: OwnedObject, end: Convergence<unknown>): void {
  if (end.outcome === 'converged') return;
  if (end.error instanceof Error) throw end.error;
  throw new TuneformError(
    `Tuneform requested the removal of ${kind} "${name}", but it still existed when the wait timed out. Check again with tuneform orphans.`,
    { code: 'ORPHAN_NOT_REMOVED', summary: 'Orphan Not Removed Yet', disposition: 'retryable' },
  );
}

/** A changing endpoint still names its previous configuration, so it may be changing to this one. */
async function changingEndpoint(
  session: AwsSession,
  { belongsTo }: OwnedObject,
  signal: AbortSignal,
): Promise<string | undefined> {
  const seen = belongsTo === undefined ? undefined : await describeEndpoint(session, belongsTo, signal);
  return seen !== undefined && /ing$|^RollingBack$/.test(seen.status) ? belongsTo : undefined;
}

/** SageMaker allows deleting a configuration in use; the endpoint can then no longer be changed. */
async function endpointServing(
  session: AwsSession,
  configuration: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  for (const { name } of await listSummaries(session, { kind: 'endpoint', ended: false }, signal)) {
    const seen = await describeEndpoint(session, name, signal);
    if (seen?.configurationName === configuration) return name;
  }
  return undefined;
}

async function configurationNaming(
  session: AwsSession,
  model: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  for (const { name } of await listSummaries(
    session,
    { kind: 'endpoint configuration', ended: false },
    signal,
  )) {
    const seen = await endpointConfigurations.describe(session, name, signal);
    if (seen?.modelName === model) return name;
  }
  return undefined;
}

function inUse({ kind, name }: OwnedObject, by: string): TuneformError {
  return new TuneformError(
    `Tuneform kept ${kind} "${name}", because ${by}. Delete that first, or wait until it has changed; then run the command again.`,
    { code: 'ORPHAN_IN_USE', summary: 'Orphan Is in Use' },
  );
}
