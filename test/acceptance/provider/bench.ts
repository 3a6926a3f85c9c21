import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { ECRClient } from '@aws-sdk/client-ecr';
import { IAMClient } from '@aws-sdk/client-iam';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { startLocalCloud } from '../../../modules/local-cloud';
import type { LocalCloud } from '../../../modules/local-cloud';
import { builtProvider } from '../../support/built-provider';
import { furnishAccount } from '../../support/furnish-account';
import { keepProvider } from './kept-provider';
import type { KeptProvider, ProviderEnvironment } from './kept-provider';

/** A running local cloud with what every experiment needs, and a built provider to try on it. */
export interface Bench {
  readonly cloud: LocalCloud;
  readonly directory: string;
  /** Folder that holds the provider's executable. */
  readonly providerFolder: string;
  /**
   * Environment of Terraform commands that use a running provider instead of starting their own. There is one for each
   * environment that a provider is to run in.
   */
  keptProvider(environment?: ProviderEnvironment): Promise<ProviderEnvironment>;
  readonly bucket: string;
  readonly roleArn: string;
  readonly repositoryUrl: string;
  readonly sageMaker: SageMakerClient;
  readonly s3: S3Client;
  readonly iam: IAMClient;
  readonly ecr: ECRClient;
  /** Names of the operations that changed something since an instant, in order. */
  mutations(since: number): readonly string[];
  stop(): Promise<void>;
}

/** The folder of the image whose training takes no time. */
export const TINY_IMAGE = join(__dirname, 'images', 'tiny');

const BUCKET = 'bench-data';
const REPOSITORY = 'tiny';

/** Starts a cloud of its own for one test file. */
export async function startBench(): Promise<Bench> {
  const directory = mkdtempSync(join(tmpdir(), 'provider-bench-'));
  const [cloud, executable] = await Promise.all([
    startLocalCloud({ directory: join(directory, 'cloud') }),
    builtProvider(),
  ]);
  const options = {
    endpoint: cloud.url,
    region: 'us-east-1',
    credentials: cloud.credentials,
  };
  const s3 = new S3Client({ ...options, forcePathStyle: true });
  const iam = new IAMClient(options);
  const ecr = new ECRClient(options);
  const sageMaker = new SageMakerClient(options);
  const kept = new Map<string, Promise<KeptProvider>>();
  const account = await furnishAccount(
    { s3, iam, ecr },
    { bucket: BUCKET, role: 'bench', repository: REPOSITORY },
  );
  return {
    cloud,
    directory,
    providerFolder: join(executable, '..'),
    keptProvider: async (environment = {}) => {
      const key = JSON.stringify(environment);
      const running = kept.get(key) ?? keepProvider(executable, environment);
      kept.set(key, running);
      return { ...environment, ...(await running).environment };
    },
    bucket: BUCKET,
    ...account,
    sageMaker,
    s3,
    iam,
    ecr,
    mutations: (since) =>
      cloud
        .requests(since)
        // What shares the millisecond of the mark came before it: Terraform takes longer than that to start.
        .filter((request) => request.mutating && request.at > since)
        .map((request) => request.operation),
    stop: async () => {
      for (const client of [s3, iam, ecr, sageMaker]) client.destroy();
      for (const provider of kept.values()) await (await provider).stop();
      await cloud.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
