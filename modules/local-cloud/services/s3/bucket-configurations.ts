import type * as S3 from '@aws-sdk/client-s3';
import { randomBytes } from 'node:crypto';
import { ServiceFault } from '../../service';
import type { Operations } from '../../service';
import type { BucketRecord } from './bucket-table';
import { checkBucketPolicy, isPublicPolicy } from './bucket-policy';
import type { S3Parts } from './s3-parts';

const MAX_BUCKET_TAGS = 50;
const DEFAULT_MINIMUM_SIZE: S3.TransitionDefaultMinimumObjectSize = 'all_storage_classes_128K';

/** Encryption every bucket has had since January 2023. */
const DEFAULT_ENCRYPTION: S3.ServerSideEncryptionConfiguration = {
  Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false }],
};
/** What new buckets start with since April 2023. */
const DEFAULT_OWNERSHIP: S3.OwnershipControls = { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] };
const DEFAULT_ACCESS_BLOCK: S3.PublicAccessBlockConfiguration = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

interface LifecycleSetting {
  readonly rules: S3.LifecycleRule[];
  readonly minimumSize: S3.TransitionDefaultMinimumObjectSize;
}

/** Settings of buckets that are kept and shown: versioning, encryption, access, ownership, lifecycle, policy, tags. */
export function bucketConfigurations(parts: S3Parts): Operations {
  const { store, buckets } = parts;
  const set = (name: string | undefined, change: Partial<BucketRecord['configurations']>): void =>
    store.transaction(() => {
      const bucket = buckets.get(name);
      buckets.put({ ...bucket, configurations: { ...bucket.configurations, ...change } });
    });
  const get = <T>(
    name: string | undefined,
    subresource: string,
    otherwise: T | undefined,
    missing: () => never,
  ): T => {
    const kept = buckets.get(name).configurations[subresource] as T | null | undefined;
    if (kept === null) return missing();
    return kept ?? otherwise ?? missing();
  };
  return {
    GetBucketVersioning: (input: S3.GetBucketVersioningRequest): S3.GetBucketVersioningOutput => {
      const { versioning } = buckets.get(input.Bucket);
      return versioning === undefined ? {} : { Status: versioning };
    },
    PutBucketVersioning: (input: S3.PutBucketVersioningRequest): void =>
      store.transaction(() => {
        const status = input.VersioningConfiguration?.Status;
        if (input.VersioningConfiguration?.MFADelete === 'Enabled') {
          throw new ServiceFault('NotImplemented', 'The local cloud does not serve MFA delete.', {
            status: 501,
          });
        }
        if (status !== 'Enabled' && status !== 'Suspended') {
          throw new ServiceFault(
            'IllegalVersioningConfigurationException',
            'The versioning status must be Enabled or Suspended.',
            { status: 400 },
          );
        }
        buckets.put({ ...buckets.get(input.Bucket), versioning: status });
      }),
    GetBucketEncryption: (input: S3.GetBucketEncryptionRequest): S3.GetBucketEncryptionOutput => ({
      ServerSideEncryptionConfiguration: get(input.Bucket, 'encryption', DEFAULT_ENCRYPTION, unreachable),
    }),
    PutBucketEncryption: (input: S3.PutBucketEncryptionRequest): void => {
      const rules = (input.ServerSideEncryptionConfiguration?.Rules ?? []).map((rule) => ({
        ...rule,
        BucketKeyEnabled: rule.BucketKeyEnabled ?? false,
      }));
      if (rules.length !== 1) throw malformed();
      set(input.Bucket, { encryption: { Rules: rules } });
    },
    DeleteBucketEncryption: (input: S3.DeleteBucketEncryptionRequest): void =>
      set(input.Bucket, { encryption: undefined }),
    GetPublicAccessBlock: (input: S3.GetPublicAccessBlockRequest): S3.GetPublicAccessBlockOutput => ({
      PublicAccessBlockConfiguration: get(
        input.Bucket,
        'publicAccessBlock',
        DEFAULT_ACCESS_BLOCK,
        absent('NoSuchPublicAccessBlockConfiguration', 'The public access block configuration was not found'),
      ),
    }),
    PutPublicAccessBlock: (input: S3.PutPublicAccessBlockRequest): void => {
      const given = input.PublicAccessBlockConfiguration ?? {};
      set(input.Bucket, {
        publicAccessBlock: {
          BlockPublicAcls: given.BlockPublicAcls ?? false,
          IgnorePublicAcls: given.IgnorePublicAcls ?? false,
          BlockPublicPolicy: given.BlockPublicPolicy ?? false,
          RestrictPublicBuckets: given.RestrictPublicBuckets ?? false,
        },
      });
    },
    DeletePublicAccessBlock: (input: S3.DeletePublicAccessBlockRequest): void =>
      set(input.Bucket, { publicAccessBlock: null }),
    GetBucketOwnershipControls: (
      input: S3.GetBucketOwnershipControlsRequest,
    ): S3.GetBucketOwnershipControlsOutput => ({
      OwnershipControls: get(
        input.Bucket,
        'ownershipControls',
        DEFAULT_OWNERSHIP,
        absent('OwnershipControlsNotFoundError', 'The bucket ownership controls were not found'),
      ),
    }),
    PutBucketOwnershipControls: (input: S3.PutBucketOwnershipControlsRequest): void => {
      if (input.OwnershipControls?.Rules?.length !== 1) throw malformed();
      set(input.Bucket, { ownershipControls: input.OwnershipControls });
    },
    DeleteBucketOwnershipControls: (input: S3.DeleteBucketOwnershipControlsRequest): void =>
      set(input.Bucket, { ownershipControls: null }),
    GetBucketLifecycleConfiguration: (
      input: S3.GetBucketLifecycleConfigurationRequest,
    ): S3.GetBucketLifecycleConfigurationOutput => {
      const missing = absent('NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist');
      const kept = get<LifecycleSetting>(input.Bucket, 'lifecycle', undefined, missing);
      return { Rules: kept.rules, TransitionDefaultMinimumObjectSize: kept.minimumSize };
    },
    PutBucketLifecycleConfiguration: (
      input: S3.PutBucketLifecycleConfigurationRequest,
    ): S3.PutBucketLifecycleConfigurationOutput => {
      const minimumSize = input.TransitionDefaultMinimumObjectSize ?? DEFAULT_MINIMUM_SIZE;
      const rules = (input.LifecycleConfiguration?.Rules ?? []).map(checkLifecycleRule);
      if (rules.length === 0) throw malformed();
      if (new Set(rules.map((rule) => rule.ID)).size < rules.length) {
        throw new ServiceFault(
          'InvalidArgument',
          'Rule ID must be unique. Found same ID for more than one rule',
          { status: 400 },
        );
      }
      set(input.Bucket, { lifecycle: { rules, minimumSize } });
      return { TransitionDefaultMinimumObjectSize: minimumSize };
    },
    DeleteBucketLifecycle: (input: S3.DeleteBucketLifecycleRequest): void =>
      set(input.Bucket, { lifecycle: undefined }),
    GetBucketPolicy: (input: S3.GetBucketPolicyRequest): S3.GetBucketPolicyOutput => ({
      Policy: get<string>(input.Bucket, 'policy', undefined, noPolicy),
    }),
    GetBucketPolicyStatus: (input: S3.GetBucketPolicyStatusRequest): S3.GetBucketPolicyStatusOutput => {
      const text = get<string>(input.Bucket, 'policy', undefined, noPolicy);
      return { PolicyStatus: { IsPublic: isPublicPolicy(checkBucketPolicy(input.Bucket ?? '', text)) } };
    },
    PutBucketPolicy: (input: S3.PutBucketPolicyRequest): void => {
      const bucket = buckets.get(input.Bucket);
      const policy = checkBucketPolicy(bucket.name, input.Policy ?? '');
      const block = get(input.Bucket, 'publicAccessBlock', DEFAULT_ACCESS_BLOCK, () => ({}) as never);
      if (block.BlockPublicPolicy === true && isPublicPolicy(policy)) {
        const reason =
          'Public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.';
        throw new ServiceFault('AccessDenied', reason, { status: 403 });
      }
      set(input.Bucket, { policy: input.Policy });
    },
    DeleteBucketPolicy: (input: S3.DeleteBucketPolicyRequest): void =>
      set(input.Bucket, { policy: undefined }),
    GetBucketTagging: (input: S3.GetBucketTaggingRequest): S3.GetBucketTaggingOutput => ({
      TagSet: get<S3.Tag[]>(
        input.Bucket,
        'tagging',
        undefined,
        absent('NoSuchTagSet', 'The TagSet does not exist'),
      ),
    }),
    PutBucketTagging: (input: S3.PutBucketTaggingRequest): void => {
      const tags = input.Tagging?.TagSet ?? [];
      if (tags.length > MAX_BUCKET_TAGS) {
        throw new ServiceFault(
          'BadRequest',
          `Bucket tag count cannot be greater than ${String(MAX_BUCKET_TAGS)}`,
          { status: 400 },
        );
      }
      if (new Set(tags.map((tag) => tag.Key)).size < tags.length) {
        throw new ServiceFault('InvalidTag', 'Cannot provide multiple Tags with the same key', {
          status: 400,
        });
      }
      set(input.Bucket, { tagging: tags.length === 0 ? undefined : tags });
    },
    DeleteBucketTagging: (input: S3.DeleteBucketTaggingRequest): void =>
      set(input.Bucket, { tagging: undefined }),
  };
}

/** The encryption new objects of a bucket get. */
export function defaultEncryption(bucket: BucketRecord): S3.ServerSideEncryptionByDefault {
  const kept = bucket.configurations['encryption'] as S3.ServerSideEncryptionConfiguration | undefined;
  return (
    (kept ?? DEFAULT_ENCRYPTION).Rules?.[0]?.ApplyServerSideEncryptionByDefault ?? { SSEAlgorithm: 'AES256' }
  );
}

/** Whether access control lists are switched off, as they are unless a bucket says otherwise. */
export function ownerEnforced(bucket: BucketRecord): boolean {
  const kept = bucket.configurations['ownershipControls'] as S3.OwnershipControls | null | undefined;
  return kept !== null && (kept ?? DEFAULT_OWNERSHIP).Rules?.[0]?.ObjectOwnership === 'BucketOwnerEnforced';
}

function checkLifecycleRule(rule: S3.LifecycleRule): S3.LifecycleRule {
  if (rule.Status !== 'Enabled' && rule.Status !== 'Disabled') throw malformed();
  const actions = [
    rule.Expiration,
    rule.Transitions,
    rule.NoncurrentVersionExpiration,
    rule.NoncurrentVersionTransitions,
    rule.AbortIncompleteMultipartUpload,
  ];
  if (actions.every((action) => action === undefined)) {
    throw new ServiceFault('InvalidRequest', 'At least one action needs to be specified in a rule', {
      status: 400,
    });
  }
  return { ...rule, ID: rule.ID ?? randomBytes(24).toString('base64url') };
}

const absent = (code: string, message: string) => (): never => {
  throw new ServiceFault(code, message, { status: 404 });
};

const noPolicy = absent('NoSuchBucketPolicy', 'The bucket policy does not exist');

const unreachable = (): never => {
  throw new Error('a bucket always has an encryption');
};

const malformed = (): ServiceFault =>
  new ServiceFault(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
    { status: 400 },
  );
