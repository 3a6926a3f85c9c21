import { Construct } from 'constructs';
import {
  S3BucketLifecycleConfiguration,
  S3BucketOwnershipControls,
  S3BucketPolicy,
  S3BucketPublicAccessBlock,
  S3BucketServerSideEncryptionConfigurationA,
  S3BucketVersioningA,
  S3Bucket,
} from './dialect';
import { document } from './policy/policy-document';
import type { BucketLike } from './values/references';

export interface ArtifactBucketProps {
  /** 3 to 63 characters; unique over all of AWS. */
  readonly name: string;
  /** Delete the objects with the bucket. @default false: destroying a bucket with objects fails */
  readonly forceDestroy?: boolean;
  /** KMS key that encrypts the objects. @default - AES-256 with a key of S3's */
  readonly kmsKeyArn?: string;
  /** Delete replaced versions of objects after this many days. @default - never */
  readonly expireReplacedAfterDays?: number;
  readonly tags?: Readonly<Record<string, string>>;
}

/** A bucket for data and models: versioned, encrypted, reachable over TLS only, never public, owned by its account. */
export class ArtifactBucket extends Construct implements BucketLike {
  readonly bucket: S3Bucket;
  readonly forceDestroy: boolean;

  constructor(scope: Construct, id: string, props: ArtifactBucketProps) {
    super(scope, id);
    this.forceDestroy = props.forceDestroy ?? false;
    this.bucket = new S3Bucket(this, 'Bucket', {
      bucket: props.name,
      forceDestroy: this.forceDestroy,
      ...(props.tags ? { tags: { ...props.tags } } : {}),
    });
    const bucket = this.bucket.id;
    new S3BucketVersioningA(this, 'Versioning', { bucket, versioningConfiguration: { status: 'Enabled' } });
    this.encrypt(bucket, props.kmsKeyArn);
    this.close(bucket);
    if (props.expireReplacedAfterDays !== undefined) this.expire(bucket, props.expireReplacedAfterDays);
  }

  get bucketName(): string {
    return this.bucket.id;
  }

  get bucketArn(): string {
    return this.bucket.arn;
  }

  private encrypt(bucket: string, kmsKeyArn: string | undefined): void {
    new S3BucketServerSideEncryptionConfigurationA(this, 'Encryption', {
      bucket,
      rule: [
        {
          applyServerSideEncryptionByDefault:
            kmsKeyArn === undefined
              ? { sseAlgorithm: 'AES256' }
              : { sseAlgorithm: 'aws:kms', kmsMasterKeyId: kmsKeyArn },
          bucketKeyEnabled: kmsKeyArn !== undefined,
        },
      ],
    });
  }

  private close(bucket: string): void {
    new S3BucketOwnershipControls(this, 'Ownership', {
      bucket,
      rule: { objectOwnership: 'BucketOwnerEnforced' },
    });
    const block = new S3BucketPublicAccessBlock(this, 'PublicAccess', {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketPolicy(this, 'TlsOnly', {
      bucket,
      policy: document([
        {
          sid: 'DenyWithoutTls',
          effect: 'Deny',
          principal: '*',
          actions: ['s3:*'],
          resources: [this.bucketArn, `${this.bucketArn}/*`],
          conditions: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ]),
      // S3 rejects two concurrent changes of a bucket's access.
      dependsOn: [block],
    });
  }

  private expire(bucket: string, days: number): void {
    new S3BucketLifecycleConfiguration(this, 'Lifecycle', {
      bucket,
      rule: [
        {
          id: 'expire-replaced-versions',
          status: 'Enabled',
          filter: [{ prefix: '' }],
          noncurrentVersionExpiration: [{ noncurrentDays: days }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
        },
      ],
    });
  }
}
