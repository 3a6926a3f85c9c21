import {
  awaitSighting,
  describeEndpoint,
  endpointClient,
  endpointRemovalClient,
  isAwsError,
  patiently,
  PROPAGATION_MS,
  TAG_KEYS,
} from '../../aws';
import type { DesiredEndpoint, EndpointRemoval, ObjectId, ObservedEndpoint } from '../../aws';
import { messageOf, TuneformError } from '../../kernel';
import { converge } from '../../reconcile';
import type { Convergence, Observation } from '../../reconcile';
import { requireArtifact } from '../missing-artifact';
import type { ProviderData } from '../provider-data';
import { contentNames } from './content-names';
import type { ContentNames } from './content-names';
import { isNeverSeen } from './endpoint-status';
import { makeContent } from './make-content';
import { takeOverEndpoint } from './take-over';
import type { EndpointState, Servable } from './types';
import { UNFINISHED } from './unfinished';

/** SageMaker starts instances, pulls the image and waits for the server; large images take tens of minutes. */
const PATIENCE_MS = { aws: 3_600_000, local: 300_000 } as const;
/** Terraform expects an answer within a second of an interrupt. */
const LAST_LOOK_MS = 800;
/** How often to create content that another process deletes before it is rolled out. */
const ROUNDS = 3;

export interface RollOutRequest {
  readonly state: Servable;
  readonly prior: EndpointState | null;
  readonly names: ContentNames;
  readonly tags: Readonly<Record<string, string>>;
  /** Of the Terraform object that rolls out. */
  readonly objectId: ObjectId;
}

/** The result of a rollout. */
export interface RollOut {
  readonly end: Convergence<ObservedEndpoint>;
  /** True once the rollout may have created a model or a configuration. */
  readonly contentMade: boolean;
  /** True if an endpoint existed that is not in state and that serves exactly this content. */
  readonly adopted: boolean;
}

/**
 * Makes the endpoint serve the content and waits until it observes that. Removes a failed endpoint of the same owner first,
 * because SageMaker cannot update one.
 *
 * Throws only if it created, requested and found nothing, or could not take over what it found. Afterwards the result names every object that may exist.
 */
export async function rollOut(
  configured: ProviderData,
  request: RollOutRequest,
  signal: AbortSignal,
): Promise<RollOut> {
  const { session, owner } = configured;
  const { state, prior, names, tags, objectId } = request;
  const spec = { name: state.name, configurationName: names.configurationName, owner, tags, objectId };
  // Check before creating anything: an error after that would leave models that are in no state. Uses a separate client,
  // because the one below counts its observations.
  const first = await patiently(session, signal, () => endpointClient(session).observe(spec, signal));
  const known = prior !== null && !isNeverSeen(prior.status);
  const found = statusOf(first);
  if (!known) refuseTaken(spec, prior, found);
  if (!isOnItsWay(first, names) || prior?.unfinished === UNFINISHED.restore) {
    await requireArtifact(session, { endpoint: state.name, uri: state.model_data_url }, signal);
  }
  const adopted =
    prior === null && first.kind !== 'failed' && found?.configurationName === names.configurationName;

  // What this state knows, it has already.
  let left = !known && isOnItsWay(first, names) ? first.status : undefined;
  let contentMade = false;
  let latest: Convergence<ObservedEndpoint> = { outcome: 'interrupted', status: found, asked: false };
  const make = (content: Servable): Promise<void> =>
    makeContent(session, content, { tags, objectId, onMayExist: () => (contentMade = true) }, signal);
  try {
    if (prior !== null && isServedContent(prior, found?.configurationName)) await make(prior);
    await make(state);
    if (left !== undefined) await takeOverEndpoint(session, { seen: left, objectId }, signal);
    left = undefined;
    if (first.kind === 'failed' && first.status.status === 'Failed') {
      await removeEndpoint(configured, { name: state.name, claim: 'whichever' }, signal);
    }
    for (let round = 1; ; round++) {
      const end = await converge(
        endpointClient(session),
        { intent: 'present', spec },
        {
          clock: session.clock,
          signal,
          deadlineMs: session.clock.now() + PATIENCE_MS[session.settings.target],
          failingMs: PROPAGATION_MS[session.settings.target],
          random: session.random,
        },
      );
      latest = { ...end, asked: end.asked || latest.asked };
      // Another pipeline's clean-up may have deleted the content. Creating it again gives the same names.
      const vanished = end.outcome === 'failed' && isAwsError(end.error, 'absent') && round < ROUNDS;
      if (!vanished && end.outcome !== 'converged') break;
      await make(state);
      if (!vanished) break;
    }
  } catch (error) {
    if (left !== undefined) throw error;
    latest = {
      outcome: signal.aborted ? 'interrupted' : 'failed',
      status: latest.status,
      reason: messageOf(error),
      error,
      asked: latest.asked,
    };
  }
  const status = latest.status ?? (latest.asked ? await lastLook(configured, state.name) : undefined);
  return { end: { ...latest, status }, contentMade, adopted };
}

/** Returns whether the endpoint serves the content or is changing to it, so that it needs no deployment. */
function isOnItsWay(
  seen: Observation<ObservedEndpoint>,
  { configurationName }: ContentNames,
): seen is Extract<typeof seen, { readonly kind: 'steady' | 'progressing' }> {
  const isLive = seen.kind === 'steady' || seen.kind === 'progressing';
  return isLive && seen.status.configurationName === configurationName;
}

function statusOf(seen: Observation<ObservedEndpoint>): ObservedEndpoint | undefined {
  return seen.kind === 'absent' ? undefined : seen.status;
}

/**
 * Throws if the endpoint is not in state and serves different content: another state of the same owner created it. If this
 * state adopted it, the two states would undo each other's rollouts, and destroying one would delete the endpoint of both.
 */
function refuseTaken(
  { name, configurationName, owner }: DesiredEndpoint,
  prior: EndpointState | null,
  seen: ObservedEndpoint | undefined,
): void {
  if (seen === undefined || seen.status === 'Deleting' || seen.configurationName === configurationName) {
    return;
  }
  // An earlier request of this state may have created the endpoint since, with the content of that time.
  if (prior?.endpoint_config_name === seen.configurationName) return;
  throw new TuneformError(
    `Endpoint "${name}" of the same owner "${owner}" is ${seen.status} with configuration "${seen.configurationName}", but ` +
      'it is not in this state: another configuration created it, or the state was lost. Tuneform did not change it. Choose ' +
      'another name, give each configuration its own owner, or, if the endpoint is yours, import it: ' +
      `terraform import <address> ${name}.`,
    { code: 'ENDPOINT_TAKEN', summary: 'Endpoint Already Exists' },
  );
}

/**
 * Returns whether the endpoint serves the content in state. SageMaker reads the current configuration during an update and
 * fails if it has been deleted, so the caller recreates it before a rollout.
 */
function isServedContent(prior: EndpointState, live: string | undefined): prior is Servable {
  if (live === undefined || prior.model_data_url === null || prior.image === null) return false;
  return contentNames(prior).configurationName === live;
}

/** Observes the endpoint once more, independently of an interrupt, so that state contains an endpoint just requested. */
async function lastLook(
  { session, owner }: ProviderData,
  name: string,
): Promise<ObservedEndpoint | undefined> {
  try {
    const seen = await describeEndpoint(session, name, AbortSignal.timeout(LAST_LOOK_MS));
    return seen?.tags[TAG_KEYS.owner] === owner ? seen : undefined;
  } catch {
    // The next refresh finds the endpoint by its name.
    return undefined;
  }
}

/** Waits for an endpoint that was requested but not observed yet, so that its removal does not miss it. */
export function awaitEndpoint({ session }: ProviderData, name: string, signal: AbortSignal): Promise<void> {
  const look = () => describeEndpoint(session, name, signal);
  return awaitSighting(session, signal, () => patiently(session, signal, look));
}

/** Deletes the endpoint, unless another object has taken it over, and waits until it no longer exists. */
export function removeEndpoint(
  { session, owner }: ProviderData,
  removal: Omit<EndpointRemoval, 'owner'>,
  signal: AbortSignal,
): Promise<Convergence<ObservedEndpoint>> {
  return converge(
    endpointRemovalClient(session),
    { intent: 'gone', spec: { ...removal, owner } },
    {
      clock: session.clock,
      signal,
      deadlineMs: session.clock.now() + PATIENCE_MS[session.settings.target],
      failingMs: PROPAGATION_MS[session.settings.target],
      random: session.random,
    },
  );
}
