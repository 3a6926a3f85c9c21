import { ArtifactBucket } from '../../../modules/constructs';
import { localStack, only, synthesised } from './synthesised';

const bucketWith = (props: Partial<ConstructorParameters<typeof ArtifactBucket>[2]> = {}) => {
  const stack = localStack();
  new ArtifactBucket(stack, 'Artifacts', { name: 'artifacts', ...props });
  return synthesised(stack);
};

describe('an artifact bucket', () => {
  it.each<[string, object, string]>([
    [
      'aws_s3_bucket_versioning',
      { versioning_configuration: { status: 'Enabled' } },
      'a model overwritten is a model lost',
    ],
    [
      'aws_s3_bucket_server_side_encryption_configuration',
      {
        rule: [
          { apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' }, bucket_key_enabled: false },
        ],
      },
      'nothing lies in the clear',
    ],
    [
      'aws_s3_bucket_ownership_controls',
      { rule: { object_ownership: 'BucketOwnerEnforced' } },
      'access lists are off',
    ],
    [
      'aws_s3_bucket_public_access_block',
      {
        block_public_acls: true,
        block_public_policy: true,
        ignore_public_acls: true,
        restrict_public_buckets: true,
      },
      'no mistake makes it public',
    ],
    ['aws_s3_bucket', { bucket: 'artifacts', force_destroy: false }, 'models outlive a slip of the hand'],
  ])('has %s with %j because %s', (type, expected) => {
    expect(only(bucketWith(), type)).toMatchObject(expected);
  });

  it('denies every request that does not come over TLS', () => {
    const { policy } = only(bucketWith(), 'aws_s3_bucket_policy');
    expect(JSON.parse(policy as string)).toMatchObject({
      Statement: [
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Resource: [expect.stringMatching(/\.arn\}$/), expect.stringMatching(/\.arn\}\/\*$/)] as unknown[],
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ],
    });
  });

  it('has no lifecycle unless one is asked for, because Terraform waits a minute for each', () => {
    expect(bucketWith().resource?.['aws_s3_bucket_lifecycle_configuration']).toBeUndefined();
    expect(
      only(bucketWith({ expireReplacedAfterDays: 30 }), 'aws_s3_bucket_lifecycle_configuration'),
    ).toMatchObject({
      rule: [{ noncurrent_version_expiration: [{ noncurrent_days: 30 }] }],
    });
  });

  it('encrypts with a key of the account, through a bucket key, when one is given', () => {
    const kmsKeyArn = 'arn:aws:kms:us-east-1:000000000000:key/one';
    expect(
      only(bucketWith({ kmsKeyArn }), 'aws_s3_bucket_server_side_encryption_configuration'),
    ).toMatchObject({
      rule: [
        {
          apply_server_side_encryption_by_default: { sse_algorithm: 'aws:kms', kms_master_key_id: kmsKeyArn },
          bucket_key_enabled: true,
        },
      ],
    });
  });
});
