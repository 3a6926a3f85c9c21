import type { AwsProviderEndpoints } from '../dialect';
import { isLoopback, LOCAL_ACCOUNT, LOCAL_URL } from '../../kernel';
import { localCredentialsFile } from '../../local-access';

/** Target of a stack: an account of AWS, or the local cloud on this machine's loopback. */
export type Target = LocalTarget | AwsTarget;

export interface LocalTarget {
  readonly kind: 'local';
  /** Base URL of the local cloud; always on loopback. */
  readonly url: string;
  readonly region: string;
  readonly account: string;
  /** File with the local cloud's key pair, in AWS's credentials format. The secret itself is never in a configuration. */
  readonly credentialsFile: string;
}

export interface AwsTarget {
  readonly kind: 'aws';
  readonly region: string;
  /** 12 digits. Absent: STS supplies it when Terraform runs. */
  readonly account?: string;
  /** Named profile of the AWS configuration. Absent: the usual credential chain. */
  readonly profile?: string;
  /**
   * Addresses to use instead of AWS's own endpoints, under the AWS provider's names: `sagemaker`, `ecr`, `sts`,
   * `s3`…; and `sagemakerRuntime`, which that provider does not call.
   */
  readonly endpoints?: AwsEndpoints;
}

/** Addresses by the names of the AWS provider's `endpoints` block. */
export type AwsEndpoints = Readonly<Partial<Record<keyof AwsProviderEndpoints | 'sagemakerRuntime', string>>>;

/** Creates targets. */
export const Target = {
  /** The local cloud. `url` must be on loopback: a local run sends nothing to other machines. */
  local(
    options: { readonly url?: string; readonly region?: string; readonly credentialsFile?: string } = {},
  ): LocalTarget {
    const url = options.url ?? LOCAL_URL;
    if (!isLoopback(url)) {
      throw new Error(`The local cloud's URL must be on loopback, such as ${LOCAL_URL}, not '${url}'.`);
    }
    return {
      kind: 'local',
      url: url.replace(/\/+$/, ''),
      region: options.region ?? 'us-east-1',
      account: LOCAL_ACCOUNT,
      // The AWS provider expands `~`, so the configuration is the same for every user.
      credentialsFile: options.credentialsFile ?? localCredentialsFile(url, { env: process.env, home: '~' }),
    };
  },

  /** AWS itself. */
  aws(options: Omit<AwsTarget, 'kind'>): AwsTarget {
    return { kind: 'aws', ...options };
  },
} as const;
