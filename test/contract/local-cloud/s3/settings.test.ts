import * as s3 from '@aws-sdk/client-s3';
import { runCloud } from '../../../support/running-cloud';
import type { RunningCloud } from '../../../support/running-cloud';

const Bucket = 'settings-bucket';

describe('settings of S3 buckets', () => {
  let running: RunningCloud;
  let client: s3.S3Client;

  beforeAll(async () => {
    running = await runCloud();
    client = new s3.S3Client(running.client);
  });
  afterAll(() => running.remove());
  beforeEach(() => client.send(new s3.CreateBucketCommand({ Bucket })));
  afterEach(() => client.send(new s3.DeleteBucketCommand({ Bucket })));

  it('start as those of a new bucket at AWS', async () => {
    expect((await client.send(new s3.GetBucketVersioningCommand({ Bucket }))).Status).toBeUndefined();
    expect(
      (await client.send(new s3.GetBucketEncryptionCommand({ Bucket }))).ServerSideEncryptionConfiguration,
    ).toEqual({
      Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false }],
    });
    expect(
      (await client.send(new s3.GetPublicAccessBlockCommand({ Bucket }))).PublicAccessBlockConfiguration,
    ).toEqual({
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    });
    expect(
      (await client.send(new s3.GetBucketOwnershipControlsCommand({ Bucket }))).OwnershipControls,
    ).toEqual({
      Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }],
    });
    const acl = await client.send(new s3.GetBucketAclCommand({ Bucket }));
    expect(acl.Grants).toMatchObject([
      { Permission: 'FULL_CONTROL', Grantee: { ID: acl.Owner?.ID, Type: 'CanonicalUser' } },
    ]);
    expect(await client.send(new s3.GetBucketRequestPaymentCommand({ Bucket }))).toMatchObject({
      Payer: 'BucketOwner',
    });
    for (const Command of [
      s3.GetBucketLoggingCommand,
      s3.GetBucketAccelerateConfigurationCommand,
      s3.GetBucketNotificationConfigurationCommand,
    ]) {
      const { $metadata, ...rest } = await client.send(new Command({ Bucket }));
      expect($metadata.httpStatusCode).toBe(200);
      expect(Object.values(rest).filter((value) => value !== undefined)).toEqual([]);
    }
  });

  it.each<[string, () => Promise<unknown>]>([
    ['NoSuchBucketPolicy', () => client.send(new s3.GetBucketPolicyCommand({ Bucket }))],
    ['NoSuchBucketPolicy', () => client.send(new s3.GetBucketPolicyStatusCommand({ Bucket }))],
    ['NoSuchTagSet', () => client.send(new s3.GetBucketTaggingCommand({ Bucket }))],
    [
      'NoSuchLifecycleConfiguration',
      () => client.send(new s3.GetBucketLifecycleConfigurationCommand({ Bucket })),
    ],
    ['NoSuchCORSConfiguration', () => client.send(new s3.GetBucketCorsCommand({ Bucket }))],
    ['NoSuchWebsiteConfiguration', () => client.send(new s3.GetBucketWebsiteCommand({ Bucket }))],
    [
      'ReplicationConfigurationNotFoundError',
      () => client.send(new s3.GetBucketReplicationCommand({ Bucket })),
    ],
    [
      'ObjectLockConfigurationNotFoundError',
      () => client.send(new s3.GetObjectLockConfigurationCommand({ Bucket })),
    ],
  ])('that were never made are rejected as %s', async (name, read) => {
    await expect(read()).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 404 } });
  });

  it('keep versioning', async () => {
    await client.send(
      new s3.PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }),
    );
    expect(await client.send(new s3.GetBucketVersioningCommand({ Bucket }))).toMatchObject({
      Status: 'Enabled',
    });
    await client.send(
      new s3.PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Suspended' } }),
    );
    expect(await client.send(new s3.GetBucketVersioningCommand({ Bucket }))).toMatchObject({
      Status: 'Suspended',
    });
    const MFADelete = { Status: 'Enabled', MFADelete: 'Enabled' } as const;
    await expect(
      client.send(new s3.PutBucketVersioningCommand({ Bucket, VersioningConfiguration: MFADelete })),
    ).rejects.toMatchObject({ name: 'NotImplemented' });
  });

  it('keep encryption, and new objects say so', async () => {
    const Rules: s3.ServerSideEncryptionRule[] = [
      {
        ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'alias/k' },
        BucketKeyEnabled: true,
      },
    ];
    const ServerSideEncryptionConfiguration = { Rules };
    await client.send(new s3.PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration }));
    expect(
      (await client.send(new s3.GetBucketEncryptionCommand({ Bucket }))).ServerSideEncryptionConfiguration,
    ).toEqual({ Rules });
    const stored = await client.send(new s3.PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
    expect(stored).toMatchObject({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: 'alias/k' });
    await client.send(new s3.DeleteObjectCommand({ Bucket, Key: 'k' }));
    await client.send(new s3.DeleteBucketEncryptionCommand({ Bucket }));
    const reset = await client.send(new s3.GetBucketEncryptionCommand({ Bucket }));
    expect(
      reset.ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm,
    ).toBe('AES256');
  });

  it('keep the public access block and the ownership, and lose them on delete', async () => {
    const block = {
      BlockPublicAcls: true,
      IgnorePublicAcls: false,
      BlockPublicPolicy: false,
      RestrictPublicBuckets: true,
    };
    await client.send(new s3.PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: block }));
    expect(
      (await client.send(new s3.GetPublicAccessBlockCommand({ Bucket }))).PublicAccessBlockConfiguration,
    ).toEqual(block);
    await client.send(new s3.DeletePublicAccessBlockCommand({ Bucket }));
    await expect(client.send(new s3.GetPublicAccessBlockCommand({ Bucket }))).rejects.toMatchObject({
      name: 'NoSuchPublicAccessBlockConfiguration',
    });
    const OwnershipControls: s3.OwnershipControls = { Rules: [{ ObjectOwnership: 'BucketOwnerPreferred' }] };
    await client.send(new s3.PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls }));
    expect(
      (await client.send(new s3.GetBucketOwnershipControlsCommand({ Bucket }))).OwnershipControls,
    ).toEqual(OwnershipControls);
    await client.send(new s3.PutBucketAclCommand({ Bucket, ACL: 'private' }));
    await client.send(new s3.DeleteBucketOwnershipControlsCommand({ Bucket }));
    await expect(client.send(new s3.GetBucketOwnershipControlsCommand({ Bucket }))).rejects.toMatchObject({
      name: 'OwnershipControlsNotFoundError',
    });
  });

  it('reject access control lists where the owner is enforced', async () => {
    await expect(client.send(new s3.PutBucketAclCommand({ Bucket, ACL: 'private' }))).rejects.toMatchObject({
      name: 'AccessControlListNotSupported',
    });
  });

  it('give an object to its owner and reject sharing it where the owner is enforced', async () => {
    const Key = 'shared';
    await client.send(new s3.PutObjectCommand({ Bucket, Key, Body: 'text' }));
    const acl = await client.send(new s3.GetObjectAclCommand({ Bucket, Key }));
    expect(acl.Grants).toMatchObject([{ Permission: 'FULL_CONTROL', Grantee: { ID: acl.Owner?.ID } }]);
    await expect(
      client.send(new s3.PutObjectAclCommand({ Bucket, Key, ACL: 'public-read' })),
    ).rejects.toMatchObject({ name: 'AccessControlListNotSupported' });
    await client.send(new s3.DeleteObjectCommand({ Bucket, Key }));
  });

  it('keep lifecycle rules with dates, filters and transitions', async () => {
    const Rules: s3.LifecycleRule[] = [
      {
        ID: 'archive',
        Status: 'Enabled',
        Filter: { And: { Prefix: 'a/', Tags: [{ Key: 'k', Value: 'v' }] } },
        Transitions: [
          { Days: 30, StorageClass: 'GLACIER' },
          { Date: new Date('2027-01-01T00:00:00Z'), StorageClass: 'DEEP_ARCHIVE' },
        ],
        NoncurrentVersionExpiration: { NoncurrentDays: 3 },
      },
      { ID: 'expire', Status: 'Disabled', Filter: { Prefix: '' }, Expiration: { Days: 1 } },
    ];
    await client.send(
      new s3.PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }),
    );
    expect(await client.send(new s3.GetBucketLifecycleConfigurationCommand({ Bucket }))).toMatchObject({
      Rules,
      TransitionDefaultMinimumObjectSize: 'all_storage_classes_128K',
    });
    const idle: s3.LifecycleRule[] = [{ ID: 'idle', Status: 'Enabled', Filter: { Prefix: '' } }];
    await expect(
      client.send(
        new s3.PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules: idle } }),
      ),
    ).rejects.toMatchObject({ name: 'InvalidRequest' });
    await client.send(new s3.DeleteBucketLifecycleCommand({ Bucket }));
    await expect(
      client.send(new s3.GetBucketLifecycleConfigurationCommand({ Bucket })),
    ).rejects.toMatchObject({
      name: 'NoSuchLifecycleConfiguration',
    });
  });

  it('keep a policy as it was sent and see when it is public', async () => {
    const policy = (more: object) =>
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: '*',
            Action: 's3:GetObject',
            Resource: `arn:aws:s3:::${Bucket}/*`,
            ...more,
          },
        ],
      });
    const Policy = policy({ Condition: { Bool: { 'aws:SecureTransport': 'true' } } });
    await client.send(new s3.PutBucketPolicyCommand({ Bucket, Policy }));
    expect((await client.send(new s3.GetBucketPolicyCommand({ Bucket }))).Policy).toBe(Policy);
    expect((await client.send(new s3.GetBucketPolicyStatusCommand({ Bucket }))).PolicyStatus).toEqual({
      IsPublic: false,
    });
    await expect(
      client.send(new s3.PutBucketPolicyCommand({ Bucket, Policy: policy({}) })),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
    for (const bad of ['{', policy({ Resource: 'arn:aws:s3:::other/*' }), policy({ Effect: 'Perhaps' })]) {
      await expect(client.send(new s3.PutBucketPolicyCommand({ Bucket, Policy: bad }))).rejects.toMatchObject(
        { name: 'MalformedPolicy' },
      );
    }
    await client.send(new s3.DeleteBucketPolicyCommand({ Bucket }));
    await expect(client.send(new s3.GetBucketPolicyCommand({ Bucket }))).rejects.toMatchObject({
      name: 'NoSuchBucketPolicy',
    });
  });

  it('keep tags, each key once', async () => {
    const TagSet = [
      { Key: 'a', Value: 'b & c' },
      { Key: 'd', Value: '' },
    ];
    await client.send(new s3.PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
    expect((await client.send(new s3.GetBucketTaggingCommand({ Bucket }))).TagSet).toEqual(TagSet);
    await expect(
      client.send(new s3.PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: [TagSet[0]!, TagSet[0]!] } })),
    ).rejects.toMatchObject({ name: 'InvalidTag' });
    await client.send(new s3.DeleteBucketTaggingCommand({ Bucket }));
    await expect(client.send(new s3.GetBucketTaggingCommand({ Bucket }))).rejects.toMatchObject({
      name: 'NoSuchTagSet',
    });
  });

  it('that are not served are rejected by name', async () => {
    const CORSConfiguration = { CORSRules: [{ AllowedMethods: ['GET'], AllowedOrigins: ['*'] }] };
    await expect(
      client.send(new s3.PutBucketCorsCommand({ Bucket, CORSConfiguration })),
    ).rejects.toMatchObject({
      name: 'NotImplemented',
      message: expect.stringContaining('s3:PutBucketCors') as string,
      $metadata: { httpStatusCode: 501 },
    });
  });
});
