import * as s3 from '@aws-sdk/client-s3';
import { freshBuckets } from '../../../support/fresh-buckets';
import type { FreshBucket } from '../../../support/fresh-buckets';

describe('conditional requests to S3', () => {
  const freshBucket = freshBuckets();
  let client: s3.S3Client;
  let Bucket: string;
  let put: FreshBucket['put'];
  let text: FreshBucket['text'];

  beforeEach(async () => {
    ({ client, Bucket, put, text } = await freshBucket());
  });
  it('answer conditions', async () => {
    const { ETag } = await put('cond', 'one');
    expect(await text('cond', { IfMatch: ETag })).toBe('one');
    await expect(text('cond', { IfMatch: '"other"' })).rejects.toMatchObject({
      $metadata: { httpStatusCode: 412 },
    });
    await expect(text('cond', { IfNoneMatch: ETag })).rejects.toMatchObject({
      $metadata: { httpStatusCode: 304 },
    });
    await expect(text('cond', { IfModifiedSince: new Date(Date.now() + 60_000) })).rejects.toMatchObject({
      $metadata: { httpStatusCode: 304 },
    });
    await expect(text('cond', { IfUnmodifiedSince: new Date(0) })).rejects.toMatchObject({
      $metadata: { httpStatusCode: 412 },
    });
  });

  it('are created once by conditional writes, and replaced only with the current entity tag', async () => {
    const write = (Body: string, condition: Partial<s3.PutObjectCommandInput>) =>
      client.send(new s3.PutObjectCommand({ Bucket, Key: 'lock', Body, ...condition }));
    const { ETag } = await write('first', { IfNoneMatch: '*' });
    await expect(write('second', { IfNoneMatch: '"0123"' })).rejects.toMatchObject({
      name: 'NotImplemented',
      message: expect.stringContaining('"0123" is rejected') as string,
    });
    await expect(write('second', { IfNoneMatch: '*' })).rejects.toMatchObject({
      name: 'PreconditionFailed',
    });
    await expect(write('second', { IfMatch: '"other"' })).rejects.toMatchObject({
      name: 'PreconditionFailed',
    });
    await write('second', { IfMatch: ETag });
    expect(await text('lock')).toBe('second');
  });

  it('are deleted on condition that they exist, or that their entity tag matches', async () => {
    const remove = (IfMatch: string) =>
      client.send(new s3.DeleteObjectCommand({ Bucket, Key: 'condition', IfMatch }));
    const refused = { name: 'PreconditionFailed', $metadata: { httpStatusCode: 412 } };
    await expect(remove('*')).rejects.toMatchObject(refused);
    await put('condition', 'one');
    await expect(remove('"other"')).rejects.toMatchObject(refused);
    expect(await text('condition')).toBe('one');
    await remove('*');
    await expect(text('condition')).rejects.toBeInstanceOf(s3.NoSuchKey);
  });

  it('are deleted many at a time on condition of their entity tags', async () => {
    const { ETag } = await put('known', 'one');
    await put('changed', 'two');
    const { Deleted, Errors } = await client.send(
      new s3.DeleteObjectsCommand({
        Bucket,
        Delete: {
          Objects: [
            { Key: 'known', ETag },
            { Key: 'changed', ETag },
            { Key: 'missing', ETag: '*' },
          ],
        },
      }),
    );
    expect(Deleted).toEqual([{ Key: 'known' }]);
    expect(Errors).toMatchObject([
      { Key: 'changed', Code: 'PreconditionFailed' },
      { Key: 'missing', Code: 'PreconditionFailed' },
    ]);
  });
});
