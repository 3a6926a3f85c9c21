import { trimSlashes } from '../../tuning';
import type { S3Address } from '../../tuning';
import type { BucketLike, RepositoryLike } from '../values/references';
import type { Statement } from './policy-document';

/** Account and region of the granted resources. */
export interface Home {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** Log groups that SageMaker writes to; the service chooses their names. */
const LOG_GROUPS = {
  training: '/aws/sagemaker/TrainingJobs',
  serving: '/aws/sagemaker/Endpoints/*',
} as const;

const LIST_ACTIONS = ['s3:ListBucket'];
const READ_ACTIONS = ['s3:GetObject'];
const WRITE_ACTIONS = ['s3:PutObject', 's3:AbortMultipartUpload'];
const PULL_ACTIONS = ['ecr:BatchCheckLayerAvailability', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage'];
const LOG_ACTIONS = [
  'logs:CreateLogGroup',
  'logs:CreateLogStream',
  'logs:DescribeLogStreams',
  'logs:PutLogEvents',
];
const KEY_ACTIONS = ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'];
/** Of a role that trains in a VPC, as SageMaker documents it. */
const NETWORK_ACTIONS = [
  'ec2:CreateNetworkInterface',
  'ec2:CreateNetworkInterfacePermission',
  'ec2:DeleteNetworkInterface',
  'ec2:DeleteNetworkInterfacePermission',
  'ec2:DescribeDhcpOptions',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSecurityGroups',
  'ec2:DescribeSubnets',
  'ec2:DescribeVpcs',
];

/**
 * Collects the permissions of an execution role and writes them as the fewest statements: one list, one read and one
 * write statement per bucket, one pull statement over all repositories. Granting the same thing twice changes
 * nothing.
 */
export class ExecutionGrants {
  private readonly home: Home;
  private readonly reads = new Map<BucketLike, Set<string>>();
  private readonly writes = new Map<BucketLike, Set<string>>();
  /** Buckets of which only the name is known. */
  private readonly named = new Map<string, BucketLike>();
  private readonly repositories = new Set<Pick<RepositoryLike, 'repositoryArn'>>();
  private readonly logged = new Set<keyof typeof LOG_GROUPS>();
  private readonly keys = new Set<string>();
  private readonly volumeKeys = new Set<string>();
  private networked = false;

  constructor(home: Home) {
    this.home = home;
  }

  read(bucket: BucketLike, prefix: string): void {
    remember(this.reads, bucket, folderKey(prefix));
  }

  readObject(bucket: BucketLike, key: string): void {
    remember(this.reads, bucket, trimSlashes(key));
  }

  /** What an address names may be one object or a folder, and only the bucket's content tells which. */
  readAddress({ bucket, key }: S3Address): void {
    const known = this.named.get(bucket) ?? {
      bucketName: bucket,
      bucketArn: `arn:${this.home.partition}:s3:::${bucket}`,
    };
    this.named.set(bucket, known);
    if (key !== '' && !key.endsWith('/')) this.readObject(known, key);
    this.read(known, key);
  }

  write(bucket: BucketLike, prefix: string): void {
    remember(this.writes, bucket, folderKey(prefix));
  }

  pull(repository: Pick<RepositoryLike, 'repositoryArn'>): void {
    this.repositories.add(repository);
  }

  logs(of: keyof typeof LOG_GROUPS): void {
    this.logged.add(of);
  }

  key(kmsKeyArn: string): void {
    this.keys.add(kmsKeyArn);
  }

  volumeKey(kmsKeyArn: string): void {
    this.key(kmsKeyArn);
    this.volumeKeys.add(kmsKeyArn);
  }

  network(): void {
    this.networked = true;
  }

  /** Returns the statements, in an order that depends only on the grants. */
  statements(): Statement[] {
    return [
      ...this.bucketStatements(),
      ...this.pullStatements(),
      ...this.logStatements(),
      ...(this.keys.size === 0 ? [] : [{ sid: 'UseKeys', actions: KEY_ACTIONS, resources: [...this.keys] }]),
      // The storage service uses the key by a grant that SageMaker makes.
      ...when([...this.volumeKeys], {
        sid: 'GrantKeys',
        actions: ['kms:CreateGrant'],
        resources: [...this.volumeKeys],
        conditions: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      }),
      // Interfaces have no name before they exist.
      ...(this.networked ? [{ sid: 'UseNetwork', actions: NETWORK_ACTIONS, resources: ['*'] }] : []),
    ];
  }

  private bucketStatements(): Statement[] {
    const buckets = [...new Set([...this.reads.keys(), ...this.writes.keys()])];
    return buckets.flatMap((bucket, index) => {
      const reads = sorted(this.reads.get(bucket));
      const writes = sorted(this.writes.get(bucket));
      const number = String(index + 1);
      const objects = (prefixes: readonly string[]): string[] =>
        prefixes.map((prefix) => `${bucket.bucketArn}/${prefix}${prefix.endsWith('/') ? '*' : ''}`);
      const listed = sorted(new Set([...reads, ...writes]));
      const list: Statement = {
        sid: `ListBucket${number}`,
        actions: LIST_ACTIONS,
        resources: [bucket.bucketArn],
        conditions: { StringLike: { 's3:prefix': listed.flatMap(listings) } },
      };
      return [
        list,
        ...when(reads, { sid: `ReadBucket${number}`, actions: READ_ACTIONS, resources: objects(reads) }),
        ...when(writes, { sid: `WriteBucket${number}`, actions: WRITE_ACTIONS, resources: objects(writes) }),
      ];
    });
  }

  private pullStatements(): Statement[] {
    if (this.repositories.size === 0) return [];
    return [
      // ECR issues one token for the whole registry: this action accepts no narrower resource.
      { sid: 'LogInToRegistry', actions: ['ecr:GetAuthorizationToken'], resources: ['*'] },
      {
        sid: 'PullImages',
        actions: PULL_ACTIONS,
        resources: [...this.repositories].map((repository) => repository.repositoryArn),
      },
    ];
  }

  private logStatements(): Statement[] {
    if (this.logged.size === 0) return [];
    const { partition, region, account } = this.home;
    const groups = [...this.logged].sort().map((of) => LOG_GROUPS[of]);
    return [
      {
        sid: 'WriteLogs',
        actions: LOG_ACTIONS,
        resources: groups.flatMap((group) => [
          `arn:${partition}:logs:${region}:${account}:log-group:${group}`,
          `arn:${partition}:logs:${region}:${account}:log-group:${group}:*`,
        ]),
      },
      {
        // CloudWatch has no resource for a metric; the namespace limits it.
        sid: 'PublishMetrics',
        actions: ['cloudwatch:PutMetricData'],
        resources: ['*'],
        conditions: { StringLike: { 'cloudwatch:namespace': ['/aws/sagemaker/*', 'aws/sagemaker/*'] } },
      },
    ];
  }
}

/** A folder ends in a slash here, the key of an object does not. */
function folderKey(prefix: string): string {
  return `${trimSlashes(prefix)}/`;
}

/** Prefixes that a listing may name. SageMaker lists a folder with and without its slash. */
function listings(prefix: string): readonly string[] {
  return prefix.endsWith('/') ? [prefix.slice(0, -1), `${prefix}*`] : [prefix];
}

function remember(grants: Map<BucketLike, Set<string>>, bucket: BucketLike, prefix: string): void {
  if (prefix === '/' || prefix === '') {
    throw new Error(
      'A grant needs a prefix: a whole bucket is never granted. Put the data under a prefix, or use a role of your own.',
    );
  }
  const prefixes = grants.get(bucket);
  if (prefixes) prefixes.add(prefix);
  else grants.set(bucket, new Set([prefix]));
}

function sorted(values: Iterable<string> | undefined): string[] {
  return [...(values ?? [])].sort();
}

function when(prefixes: readonly string[], statement: Statement): Statement[] {
  return prefixes.length === 0 ? [] : [statement];
}
