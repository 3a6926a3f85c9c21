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
import type { DesiredEndpoint, ObservedEndpoint } from '../../aws';
import { messageOf, TuneformError } from '../../kernel';
import { converge } from '../../reconcile';
import type { Convergence, Observation } from '../../reconcile';
import type { ProviderData } from '../provider-data';
import { contentNames } from './content-names';
import type { ContentNames } from './content-names';
import { isNeverSeen } from './endpoint-status';
import { makeContent } from './make-content';
import type { EndpointState, Servable } from './types';

/** SageMaker starts machines, pulls the image and waits for the server; large images take tens of minutes. */
const PATIENCE_MS = { aws: 3_600_000, local: 300_000 } as const;
/** Terraform expects an answer within a second of an interrupt. */
const LAST_LOOK_MS = 800;
/** How often content is made again that somebody deletes between its making and its rollout. */
const ROUNDS = 3;

export interface RollOutRequest {
  readonly state: Servable;
  readonly prior: EndpointState | null;
  readonly names: ContentNames;
  readonly tags: Readonly<Record<string, string>>;
}

/** How a rollout ended. */
export interface RollOut {
  readonly end: Convergence<ObservedEndpoint>;
  /** True once a model or a configuration may have been made for it. */
  readonly contentMade: boolean;
  /** True when an endpoint that no state knew was there already and serves this very content. */
  readonly adopted: boolean;
}

/**
 * Makes the endpoint serve the content and waits until it is seen doing so. A failed endpoint of ours is removed
 * first, because SageMaker cannot update one.
 *
 * Throws only when nothing was made, asked for or found. From the first model on the answer tells what may exist.
 */
export async function rollOut(
  configured: ProviderData,
  request: RollOutRequest,
  signal: AbortSignal,
): Promise<RollOut> {
  const { session, owner } = configured;
  const { state, prior, names, tags } = request;
  const spec = { name: state.name, configurationName: names.configurationName, owner, tags };
  // Before anything is made: what is refused here would leave models that no state knows. A client of its own, because
  // the one below remembers how often it has looked.
  const first = await patiently(session, signal, () => endpointClient(session).observe(spec, signal));
  const known = prior !== null && !isNeverSeen(prior.status);
  const found = statusOf(first);
  if (!known) refuseTaken(spec, prior, found);
  const adopted =
    prior === null && first.kind !== 'failed' && found?.configurationName === names.configurationName;

  let contentMade = false;
  let latest: Convergence<ObservedEndpoint> = { outcome: 'interrupted', status: found, asked: false };
  const make = (content: Servable): Promise<void> =>
    makeContent(session, content, { tags, onMayExist: () => (contentMade = true) }, signal);
  try {
    if (prior !== null && isServedContent(prior, found?.configurationName)) await make(prior);
    await make(state);
    if (first.kind === 'failed' && first.status.status === 'Failed') {
      await removeEndpoint(configured, state.name, signal);
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
          random: Math.random,
        },
      );
      latest = { ...end, asked: end.asked || latest.asked };
      // Another pipeline's clean-up may have crossed this rollout: made again under the same names, the content is the same.
      const vanished = end.outcome === 'failed' && isAwsError(end.error, 'absent') && round < ROUNDS;
      if (!vanished && end.outcome !== 'converged') break;
      await make(state);
      if (!vanished) break;
    }
  } catch (error) {
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

function statusOf(seen: Observation<ObservedEndpoint>): ObservedEndpoint | undefined {
  return seen.kind === 'absent' ? undefined : seen.status;
}

/**
 * An endpoint that this state has never seen, and that serves something else, was made by another state of the same owner:
 * taking it over would have the two roll it back and forth, and either's destroy would take it from both.
 */
function refuseTaken(
  { name, configurationName, owner }: DesiredEndpoint,
  prior: EndpointState | null,
  seen: ObservedEndpoint | undefined,
): void {
  if (seen === undefined || seen.status === 'Deleting' || seen.configurationName === configurationName) {
    return;
  }
  // What was asked for by this state before may have come up since, with the content of that time.
  if (prior?.endpoint_config_name === seen.configurationName) return;
  throw new TuneformError(
    `Endpoint "${name}" of the same owner "${owner}" is ${seen.status} with configuration "${seen.configurationName}", and ` +
      'this state did not make it: another configuration did, or a state that was lost. It was left alone. Choose ' +
      'another name, give each configuration an owner of its own, or, if it is yours, import it: ' +
      `terraform import <address> ${name}.`,
    { code: 'ENDPOINT_TAKEN', summary: 'Endpoint Already Exists' },
  );
}

/**
 * Whether the endpoint serves what state knows. SageMaker reads the configuration in use during an update and refuses the
 * update when somebody has deleted it, so what is served is made sure of before anything is rolled out over it.
 */
function isServedContent(prior: EndpointState, live: string | undefined): prior is Servable {
  if (live === undefined || prior.model_data_url === null || prior.image === null) return false;
  return contentNames(prior as Servable).configurationName === live;
}

/** One more look, detached from an interrupt, so that state names an endpoint that was asked for a moment ago. */
async function lastLook(
  { session, owner }: ProviderData,
  name: string,
): Promise<ObservedEndpoint | undefined> {
  try {
    const seen = await describeEndpoint(session, name, AbortSignal.timeout(LAST_LOOK_MS));
    return seen?.tags[TAG_KEYS.owner] === owner ? seen : undefined;
  } catch {
    // The next refresh finds it by its name.
    return undefined;
  }
}

/** Waits for an endpoint that was asked for and has not been seen, so that removing it misses nothing. */
export function awaitEndpoint({ session }: ProviderData, name: string, signal: AbortSignal): Promise<void> {
  const look = () => describeEndpoint(session, name, signal);
  return awaitSighting(session, signal, () => patiently(session, signal, look));
}

/** Removes the endpoint and waits until it is gone. */
export function removeEndpoint(
  { session, owner }: ProviderData,
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
      failingMs: PROPAGATION_MS[session.settings.target],
      random: Math.random,
    },
  );
}
