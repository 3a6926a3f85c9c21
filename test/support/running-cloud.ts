import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalCloud } from '../../modules/local-cloud';
import type { LocalCloud } from '../../modules/local-cloud';

/** Configuration of every SDK client of a test. */
export interface ClientSettings {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly maxAttempts: number;
}

/** A local cloud in its own folder. */
export interface RunningCloud {
  readonly cloud: LocalCloud;
  readonly directory: string;
  readonly client: ClientSettings;
  /** Environment for other programs: the AWS CLI, boto3, Terraform. */
  readonly environment: NodeJS.ProcessEnv;
  remove(): Promise<void>;
}

/** Starts a local cloud for a test; `remove` stops it and deletes its folder. */
export async function runCloud(
  options: Partial<Parameters<typeof startLocalCloud>[0]> = {},
): Promise<RunningCloud> {
  const directory = options.directory ?? mkdtempSync(join(tmpdir(), 'tuneform-cloud-'));
  const discard = (): void => rmSync(directory, { recursive: true, force: true });
  const cloud = await startLocalCloud({ ...options, directory }).catch((refused: unknown) => {
    // A given folder belongs to the test that passed it in.
    if (options.directory === undefined) discard();
    throw refused;
  });
  return {
    cloud,
    directory,
    client: { endpoint: cloud.url, region: 'us-east-1', credentials: cloud.credentials, maxAttempts: 1 },
    environment: awsEnvironment(cloud),
    remove: async () => {
      try {
        await cloud.stop();
      } finally {
        discard();
      }
    },
  };
}

/** The environment that points AWS tools at a local cloud, cut off from any configuration of the machine. */
export function awsEnvironment({ url, credentials }: LocalCloud): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    GOGC: process.env['GOGC'],
    HOME: tmpdir(),
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_PAGER: '',
  };
}
