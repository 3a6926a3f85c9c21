import type { ECRClient } from '@aws-sdk/client-ecr';
import type { SageMakerClient } from '@aws-sdk/client-sagemaker';
import type { SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { systemClock, systemFraction } from '../kernel';
import type { Clock } from '../kernel';
import { RateLimit } from '../reconcile';
import { classifyErrors } from './aws-error';
import type { AwsSettings } from './aws-settings';
import { credentialsFor } from './credentials-for';
import { askEndpoint, guardDestination } from './guard-destination';
import type { Transport } from './guard-destination';
import { loadSdk } from './load-sdk';
import { RetryOnClock } from './retry-on-clock';
import type { ServiceEndpoints } from './service-endpoints';

/** A client together with the SDK whose commands it understands, both evaluated on first use. */
export interface LoadedClient<Client> {
  /** Repeats by itself what failed in passing; for requests that only ask. */
  readonly client: Client;
  /** Sends once, so that the outcome of a request that changes something is known. */
  readonly once: Client;
  readonly sdk: ReturnType<typeof loadSdk>;
}

/** One way into AWS for the whole process: clients are made once, and share one budget of listing calls. */
export interface AwsSession {
  readonly settings: AwsSettings;
  readonly clock: Clock;
  /** A number from 0 up to 1, which spreads pauses. */
  readonly random: () => number;
  /** Everyone who lists takes a turn here: SageMaker allows about two list calls a second per account. */
  readonly listing: RateLimit;
  sageMaker(): LoadedClient<SageMakerClient>;
  sageMakerRuntime(): LoadedClient<SageMakerRuntimeClient>;
  ecr(): LoadedClient<ECRClient>;
  /**
   * Asks every client where it would send its requests; rejects with AWS_REDIRECTED when that is neither AWS nor named in
   * the settings' endpoints.
   */
  checkDestinations(): Promise<void>;
  /** Resolves when credentials can be had; otherwise rejects with AWS_CREDENTIALS_MISSING or _EXPIRED. */
  checkCredentials(): Promise<void>;
}

/** Time, chance and the way out, for tests and simulations. */
export interface SessionOptions {
  /** @default - the machine's */
  readonly clock?: Clock;
  /** A number from 0 up to 1. @default - the machine's chance */
  readonly random?: () => number;
  /** Takes every request of every client, checked and signed. @default - HTTP over the network */
  readonly transport?: Transport;
}

/** Retries are bounded here and nowhere else: the SDK's own three attempts, each of at most a minute. */
const ATTEMPTS = 3;
const CONNECTION_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 65_000;

type ClientService = Exclude<keyof ServiceEndpoints, 'sts'>;

/** Opens a session. Nothing is loaded or sent until the first call. */
export function openSession(settings: AwsSettings, options: SessionOptions = {}): AwsSession {
  const { clock = systemClock, random = systemFraction, transport } = options;
  const local = settings.target === 'local';
  // The chain's own requests go through the door that a client of ours has.
  const credentials = credentialsFor(settings, () => sageMaker().client.config.requestHandler);
  const clientOptions = (service: ClientService, attempts: number) => {
    const endpoint = local ? settings.endpoint : settings.endpoints?.[service];
    return {
      region: settings.region,
      credentials,
      maxAttempts: attempts,
      retryStrategy: new RetryOnClock({ attempts, clock, random }),
      requestHandler: transport ?? {
        connectionTimeout: CONNECTION_TIMEOUT_MS,
        requestTimeout: REQUEST_TIMEOUT_MS,
      },
      ...(settings.profile === undefined || local ? {} : { profile: settings.profile }),
      // FIPS and dual-stack choose among AWS's own endpoints; the SDK refuses them beside a given one.
      ...(local || endpoint !== undefined ? { useFipsEndpoint: false, useDualstackEndpoint: false } : {}),
      ...(endpoint === undefined ? {} : { endpoint }),
    };
  };
  const pair = <Client extends object>(make: (attempts: number) => Client) => ({
    client: guardDestination(make(ATTEMPTS), settings),
    once: guardDestination(make(1), settings),
  });
  const sageMaker = once(() => {
    const sdk = loadSdk();
    return { sdk, ...pair((attempts) => new sdk.SageMakerClient(clientOptions('sagemaker', attempts))) };
  });
  const sageMakerRuntime = once(() => {
    const sdk = loadSdk();
    return {
      sdk,
      ...pair((attempts) => new sdk.SageMakerRuntimeClient(clientOptions('sagemaker_runtime', attempts))),
    };
  });
  const ecr = once(() => {
    const sdk = loadSdk();
    return { sdk, ...pair((attempts) => new sdk.ECRClient(clientOptions('ecr', attempts))) };
  });
  return {
    settings,
    clock,
    random,
    listing: new RateLimit({ clock, perSecond: local ? 20 : 1, burst: local ? 20 : 2 }),
    sageMaker,
    sageMakerRuntime,
    ecr,
    checkDestinations: async () => {
      const sdk = loadSdk();
      await askEndpoint(sageMaker().client, sdk.DescribeModelCommand, settings);
      await askEndpoint(sageMakerRuntime().client, sdk.InvokeEndpointCommand, settings);
      await askEndpoint(ecr().client, sdk.DescribeImagesCommand, settings);
    },
    checkCredentials: async () => {
      if (typeof credentials === 'function')
        await classifyErrors('find AWS credentials', () => credentials());
    },
  };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
