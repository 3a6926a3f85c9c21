import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { ECRClient } from '@aws-sdk/client-ecr';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SageMakerClient } from '@aws-sdk/client-sagemaker';
import type { SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import type { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { systemClock, systemFraction } from '../kernel';
import type { Clock } from '../kernel';
import { RateLimit } from '../reconcile';
import { classifyErrors } from './aws-error';
import type { AwsSettings } from './aws-settings';
import { credentialsFor } from './credentials-for';
import { askEndpoint, guardDestination } from './guard-destination';
import type { Transport } from './guard-destination';
import { loadIamSdk, loadLogsSdk, loadQuotasSdk, loadS3Sdk, loadSdk } from './load-sdk';
import { RetryOnClock } from './retry-on-clock';
import type { ServiceEndpoints } from './service-endpoints';
import { signOnClock } from './sign-on-clock';

/** A client and the SDK with its commands, both evaluated on first use. */
export interface LoadedClient<Client, Sdk = ReturnType<typeof loadSdk>> {
  /** Retries transient failures; for read-only requests. */
  readonly client: Client;
  /** Sends once, so that the outcome of a request that changes something is known. */
  readonly once: Client;
  readonly sdk: Sdk;
}

/** The process's access to AWS. It creates each client once and shares one rate limit for listing calls. */
export interface AwsSession {
  readonly settings: AwsSettings;
  readonly clock: Clock;
  /** Returns a number from 0 up to 1, which spreads pauses. */
  readonly random: () => number;
  /** The rate limit of all listing calls: SageMaker allows about two a second per account. */
  readonly listing: RateLimit;
  sageMaker(): LoadedClient<SageMakerClient>;
  sageMakerRuntime(): LoadedClient<SageMakerRuntimeClient>;
  ecr(): LoadedClient<ECRClient>;
  s3(): LoadedClient<S3Client, ReturnType<typeof loadS3Sdk>>;
  logs(): LoadedClient<CloudWatchLogsClient, ReturnType<typeof loadLogsSdk>>;
  iam(): LoadedClient<IAMClient, ReturnType<typeof loadIamSdk>>;
  serviceQuotas(): LoadedClient<ServiceQuotasClient, ReturnType<typeof loadQuotasSdk>>;
  /**
   * Checks where every client would send its requests, except those of S3, CloudWatch Logs, IAM and Service Quotas, which few
   * processes need. Rejects with AWS_REDIRECTED if that is neither AWS nor named in the settings' endpoints.
   */
  checkDestinations(): Promise<void>;
  /** Resolves if credentials are available; otherwise rejects with AWS_CREDENTIALS_MISSING or _EXPIRED. */
  checkCredentials(): Promise<void>;
}

/** Clock, randomness and transport, for tests and simulations. */
export interface SessionOptions {
  /** Dates signatures, times retries and polls. @default - the machine's */
  readonly clock?: Clock;
  /** A number from 0 up to 1. @default - the machine's chance */
  readonly random?: () => number;
  /** Takes every request of every client, checked and signed. @default - HTTP over the network */
  readonly transport?: Transport;
}

/** The only bound on retries: three attempts, each of at most a minute. */
const ATTEMPTS = 3;
const CONNECTION_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 65_000;

type ClientService = Exclude<keyof ServiceEndpoints, 'sts'>;

/** Opens a session. Nothing is loaded or sent until the first call. */
export function openSession(settings: AwsSettings, options: SessionOptions = {}): AwsSession {
  const { clock = systemClock, random = systemFraction, transport } = options;
  const local = settings.target === 'local';
  // The credential chain's own requests use the same checked handler as the clients.
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
      // The SDK dates requests by the machine's clock and corrects it if a service disagrees.
      ...(clock === systemClock ? {} : { signerConstructor: signOnClock(clock) }),
      ...(settings.profile === undefined || local ? {} : { profile: settings.profile }),
      // FIPS and dual-stack select AWS's own endpoints; the SDK rejects them together with a given endpoint.
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
  const s3 = once(() => {
    const sdk = loadS3Sdk();
    return {
      sdk,
      // In the path, a bucket's name, which a customer chose, stays out of the host that is checked.
      ...pair((attempts) => new sdk.S3Client({ ...clientOptions('s3', attempts), forcePathStyle: true })),
    };
  });
  const logs = once(() => {
    const sdk = loadLogsSdk();
    return {
      sdk,
      ...pair((attempts) => new sdk.CloudWatchLogsClient(clientOptions('cloudwatch_logs', attempts))),
    };
  });
  const iam = once(() => {
    const sdk = loadIamSdk();
    return { sdk, ...pair((attempts) => new sdk.IAMClient(clientOptions('iam', attempts))) };
  });
  const serviceQuotas = once(() => {
    const sdk = loadQuotasSdk();
    return {
      sdk,
      ...pair((attempts) => new sdk.ServiceQuotasClient(clientOptions('service_quotas', attempts))),
    };
  });
  return {
    settings,
    clock,
    random,
    listing: new RateLimit({ clock, perSecond: local ? 20 : 1, burst: local ? 20 : 2 }),
    sageMaker,
    sageMakerRuntime,
    ecr,
    s3,
    logs,
    iam,
    serviceQuotas,
    checkDestinations: async () => {
      const sdk = loadSdk();
      await askEndpoint(sageMaker().client, sdk.DescribeModelCommand, settings);
      await askEndpoint(sageMakerRuntime().client, sdk.InvokeEndpointCommand, settings);
      await askEndpoint(ecr().client, sdk.DescribeImagesCommand, settings);
    },
    checkCredentials: async () => {
      if (typeof credentials === 'function') {
        await classifyErrors('find AWS credentials', () => credentials());
      }
    },
  };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
