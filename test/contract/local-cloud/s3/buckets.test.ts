import * as s3 from '@aws-sdk/client-s3';
import { freshBuckets } from '../../../support/fresh-buckets';
import type { FreshBucket } from '../../../support/fresh-buckets';

describe('S3 buckets', () => {
  const freshBucket = freshBuckets();
  let client: s3.S3Client;
  let Bucket: string;
  let put: FreshBucket['put'];
  let text: FreshBucket['text'];

  beforeEach(async () => {
    ({ client, Bucket, put, text } = await freshBucket());
  });
  it('are made, found, listed and deleted', async () => {
    await expect(client.send(new s3.HeadBucketCommand({ Bucket }))).resolves.toMatchObject({
      BucketRegion: 'us-east-1',
    });
    const { Buckets } = await client.send(new s3.ListBucketsCommand({ Prefix: Bucket }));
    expect(Buckets).toMatchObject([{ Name: Bucket, CreationDate: expect.any(Date) as Date }]);
    const location = await client.send(new s3.GetBucketLocationCommand({ Bucket }));
    expect(location.LocationConstraint).toBeUndefined();
    await client.send(new s3.DeleteBucketCommand({ Bucket }));
    await expect(client.send(new s3.HeadBucketCommand({ Bucket }))).rejects.toBeInstanceOf(s3.NotFound);
  });

  it('are listed page by page', async () => {
    await client.send(new s3.CreateBucketCommand({ Bucket: `${Bucket}-too` }));
    const first = await client.send(new s3.ListBucketsCommand({ MaxBuckets: 1, Prefix: Bucket }));
    const { ContinuationToken } = first;
    const second = await client.send(new s3.ListBucketsCommand({ Prefix: Bucket, ContinuationToken }));
    expect([first, second].map(({ Buckets }) => Buckets?.map(({ Name }) => Name))).toEqual([
      [Bucket],
      [`${Bucket}-too`],
    ]);
  });

  it('can be created again by their owner, as in us-east-1, keeping what they hold', async () => {
    await put('kept');
    await client.send(new s3.CreateBucketCommand({ Bucket }));
    expect(await text('kept')).toBe('kept');
  });

  it.each([
    ['upper case', 'Not-A-Bucket'],
    ['an address', '192.168.0.1'],
    ['two letters', 'ab'],
    ['two dots', 'a..b'],
    ['a reserved prefix', 'xn--bucket'],
  ])('must not be named with %s', async (_why, name) => {
    await expect(client.send(new s3.CreateBucketCommand({ Bucket: name }))).rejects.toMatchObject({
      name: 'InvalidBucketName',
    });
  });

  it('reject a location other than their own', async () => {
    const CreateBucketConfiguration = { LocationConstraint: 'eu-west-1' } as const;
    await expect(
      client.send(new s3.CreateBucketCommand({ Bucket: 'elsewhere', CreateBucketConfiguration })),
    ).rejects.toMatchObject({
      name: 'IllegalLocationConstraintException',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('are not deleted while they hold anything', async () => {
    await put('a');
    await expect(client.send(new s3.DeleteBucketCommand({ Bucket }))).rejects.toMatchObject({
      name: 'BucketNotEmpty',
      $metadata: { httpStatusCode: 409 },
    });
  });

  it.each<[string, (Bucket: string) => Promise<unknown>]>([
    ['listing', (name) => client.send(new s3.ListObjectsV2Command({ Bucket: name }))],
    ['reading', (name) => client.send(new s3.GetObjectCommand({ Bucket: name, Key: 'k' }))],
    ['writing', (name) => client.send(new s3.PutObjectCommand({ Bucket: name, Key: 'k', Body: 'x' }))],
    ['deleting', (name) => client.send(new s3.DeleteBucketCommand({ Bucket: name }))],
    [
      'uploading in parts',
      (name) => client.send(new s3.CreateMultipartUploadCommand({ Bucket: name, Key: 'k' })),
    ],
    ['reading a setting', (name) => client.send(new s3.GetBucketEncryptionCommand({ Bucket: name }))],
  ])('that do not exist are rejected as NoSuchBucket: %s', async (_what, operation) => {
    await expect(operation('no-such-bucket')).rejects.toMatchObject({
      name: 'NoSuchBucket',
      $metadata: { httpStatusCode: 404 },
    });
  });
});
