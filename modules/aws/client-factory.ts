import type { ECRClient } from '@aws-sdk/client-ecr';
import type { SageMakerClient } from '@aws-sdk/client-sagemaker';
import type { SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { systemClock } from '../kernel';
import type { Clock } from '../kernel';
import { RateLimit } from '../reconcile';
import { calling } from './aws-error';
import { LOCAL_CLOUD_CREDENTIALS } from './aws-settings';
import type { AwsSettings, StaticCredentials } from './aws-settings';
import { loadSdk } from './load-sdk';

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
  /** Everyone who lists takes a turn here: SageMaker allows about two list calls a second per account. */
  readonly listing: RateLimit;
  sageMaker(): LoadedClient<SageMakerClient>;
  sageMakerRuntime(): LoadedClient<SageMakerRuntimeClient>;
  ecr(): LoadedClient<ECRClient>;
  /** Resolves when credentials can be had; otherwise rejects with AWS_CREDENTIALS_MISSING or _EXPIRED. */
  checkCredentials(): Promise<void>;
}

/** Retries are bounded here and nowhere else: the SDK's own three attempts, each of at most a minute. */
const ATTEMPTS = 3;
const CONNECTION_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 65_000;

/** Opens a session. Nothing is loaded or sent until the first call. */
export function openSession(settings: AwsSettings, clock: Clock = systemClock): AwsSession {
  const options = (attempts: number) => ({
    region: settings.region,
    credentials: credentialsFor(settings),
    maxAttempts: attempts,
    retryMode: 'standard',
    requestHandler: { connectionTimeout: CONNECTION_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS },
    ...(settings.endpoint === undefined ? {} : { endpoint: settings.endpoint }),
  });
  const local = settings.target === 'local';
  return {
    settings,
    clock,
    listing: new RateLimit({ clock, perSecond: local ? 20 : 1, burst: local ? 20 : 2 }),
    sageMaker: once(() => {
      const sdk = loadSdk();
      return { sdk, ...pair((attempts) => new sdk.SageMakerClient(options(attempts))) };
    }),
    sageMakerRuntime: once(() => {
      const sdk = loadSdk();
      return { sdk, ...pair((attempts) => new sdk.SageMakerRuntimeClient(options(attempts))) };
    }),
    ecr: once(() => {
      const sdk = loadSdk();
      return { sdk, ...pair((attempts) => new sdk.ECRClient(options(attempts))) };
    }),
    checkCredentials: async () => {
      const credentials = credentialsFor(settings);
      if (typeof credentials === 'function') await calling('find AWS credentials', () => credentials());
    },
  };
}

function credentialsFor(settings: AwsSettings): StaticCredentials | (() => Promise<StaticCredentials>) {
  if (settings.credentials !== undefined) return settings.credentials;
  if (settings.target === 'local') return LOCAL_CLOUD_CREDENTIALS;
  const { fromNodeProviderChain } = loadSdk();
  return fromNodeProviderChain(settings.profile === undefined ? {} : { profile: settings.profile });
}

function pair<Client>(make: (attempts: number) => Client): {
  readonly client: Client;
  readonly once: Client;
} {
  return { client: make(ATTEMPTS), once: make(1) };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
