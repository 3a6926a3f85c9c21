import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import * as s3 from '@aws-sdk/client-s3';
import { bodyFiles, freshBuckets } from '../../../support/fresh-buckets';
import type { FreshBucket } from '../../../support/fresh-buckets';

describe('S3 objects', () => {
  const freshBucket = freshBuckets();
  let client: s3.S3Client;
  let Bucket: string;
  let put: FreshBucket['put'];
  let text: FreshBucket['text'];
  let directory: string;

  beforeEach(async () => {
    ({ client, Bucket, put, text, directory } = await freshBucket());
  });
  it('keep their bytes, metadata and headers', async () => {
    const Body = randomBytes(300_000);
    const Key = "data/a b+c&d=é/ünï~(1)!*'.bin";
    const stored = await client.send(
      new s3.PutObjectCommand({
        Bucket,
        Key,
        Body,
        ContentType: 'application/x-tar',
        CacheControl: 'no-store',
        ContentEncoding: 'gzip',
        ContentDisposition: 'attachment',
        Metadata: { owner: 'me', 'two-words': 'a b' },
        Tagging: 'team=a%26b&empty=',
      }),
    );
    const read = await client.send(new s3.GetObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
    expect(Buffer.from((await read.Body?.transformToByteArray()) ?? []).equals(Body)).toBe(true);
    expect(read).toMatchObject({
      ETag: stored.ETag,
      ChecksumCRC32: stored.ChecksumCRC32,
      ContentLength: 300_000,
      ContentType: 'application/x-tar',
      CacheControl: 'no-store',
      ContentEncoding: 'gzip',
      ContentDisposition: 'attachment',
      Metadata: { owner: 'me', 'two-words': 'a b' },
      ServerSideEncryption: 'AES256',
      TagCount: 2,
    });
    const tags = await client.send(new s3.GetObjectTaggingCommand({ Bucket, Key }));
    expect(tags.TagSet).toEqual([
      { Key: 'team', Value: 'a&b' },
      { Key: 'empty', Value: '' },
    ]);
  });

  it('arrive whole from a stream whose framing is taken off', async () => {
    const pieces = [Buffer.alloc(70_000, 'a'), Buffer.alloc(3, 'b'), Buffer.alloc(100_000, 'c')];
    const Body = Readable.from(pieces);
    await client.send(new s3.PutObjectCommand({ Bucket, Key: 'stream', Body, ContentLength: 170_003 }));
    expect(await text('stream')).toBe(Buffer.concat(pieces).toString());
    const head = await client.send(new s3.HeadObjectCommand({ Bucket, Key: 'stream' }));
    expect(head.ContentEncoding).toBeUndefined();
  });

  it.each(['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const)(
    'are checked with %s, given as a trailer',
    async (ChecksumAlgorithm) => {
      const Body = Readable.from([Buffer.from('hello '), Buffer.from('world')]);
      const stored = await client.send(
        new s3.PutObjectCommand({ Bucket, Key: 'sum', Body, ContentLength: 11, ChecksumAlgorithm }),
      );
      expect(stored[`Checksum${ChecksumAlgorithm}`]).toMatch(/^[\w+/]+=*$/);
      const { Checksum } = await client.send(
        new s3.GetObjectAttributesCommand({
          Bucket,
          Key: 'sum',
          ObjectAttributes: ['Checksum', 'ObjectSize', 'ETag', 'StorageClass'],
        }),
      );
      expect(Checksum?.[`Checksum${ChecksumAlgorithm}`]).toBe(stored[`Checksum${ChecksumAlgorithm}`]);
    },
  );

  it.each([
    ['CRC32', { ChecksumCRC32: 'AAAAAA==' }],
    ['SHA256', { ChecksumSHA256: Buffer.alloc(32).toString('base64') }],
    ['MD5', { ContentMD5: Buffer.alloc(16).toString('base64') }],
  ])('are rejected when their %s is wrong, and nothing is stored', async (_what, checksum) => {
    await expect(
      client.send(new s3.PutObjectCommand({ Bucket, Key: 'bad', Body: 'x', ...checksum })),
    ).rejects.toMatchObject({
      name: 'BadDigest',
    });
    await expect(text('bad')).rejects.toBeInstanceOf(s3.NoSuchKey);
  });

  it.each([
    ['bytes=0-4', 'hello', 'bytes 0-4/11'],
    ['bytes=6-', 'world', 'bytes 6-10/11'],
    ['bytes=-3', 'rld', 'bytes 8-10/11'],
    ['bytes=4-999', 'o world', 'bytes 4-10/11'],
    ['bytes=-999', 'hello world', 'bytes 0-10/11'],
  ])('give the range %s', async (Range, expected, ContentRange) => {
    await put('range', 'hello world');
    const read = await client.send(new s3.GetObjectCommand({ Bucket, Key: 'range', Range }));
    expect(await read.Body?.transformToString()).toBe(expected);
    expect(read).toMatchObject({ ContentRange, $metadata: { httpStatusCode: 206 } });
  });

  it('reject a range behind their end', async () => {
    await put('range', 'hello');
    await expect(text('range', { Range: 'bytes=5-' })).rejects.toMatchObject({
      name: 'InvalidRange',
      $metadata: { httpStatusCode: 416 },
    });
  });

  it('may be empty', async () => {
    await put('empty', Buffer.alloc(0));
    expect(await text('empty')).toBe('');
  });

  it('give way to headers asked for in the link', async () => {
    await put('doc', 'x');
    const read = await client.send(
      new s3.GetObjectCommand({
        Bucket,
        Key: 'doc',
        ResponseContentType: 'text/html',
        ResponseCacheControl: 'no-cache',
      }),
    );
    expect(read).toMatchObject({ ContentType: 'text/html', CacheControl: 'no-cache' });
  });

  it('are copied with their metadata or with new ones', async () => {
    await client.send(
      new s3.PutObjectCommand({ Bucket, Key: 'src +é', Body: 'x', Metadata: { a: '1' }, Tagging: 't=1' }),
    );
    const CopySource = encodeURI(`${Bucket}/src +é`).replace('+', '%2B');
    await client.send(new s3.CopyObjectCommand({ Bucket, Key: 'copy', CopySource }));
    await client.send(
      new s3.CopyObjectCommand({
        Bucket,
        Key: 'fresh',
        CopySource,
        MetadataDirective: 'REPLACE',
        Metadata: { b: '2' },
      }),
    );
    await client.send(new s3.DeleteObjectCommand({ Bucket, Key: 'src +é' }));
    expect(await text('copy')).toBe('x');
    expect(await client.send(new s3.HeadObjectCommand({ Bucket, Key: 'copy' }))).toMatchObject({
      Metadata: { a: '1' },
      TagCount: 1,
    });
    expect(await client.send(new s3.HeadObjectCommand({ Bucket, Key: 'fresh' }))).toMatchObject({
      Metadata: { b: '2' },
    });
    await expect(
      client.send(new s3.CopyObjectCommand({ Bucket, Key: 'copy', CopySource: `${Bucket}/copy` })),
    ).rejects.toMatchObject({ name: 'InvalidRequest' });
    await expect(
      client.send(new s3.CopyObjectCommand({ Bucket, Key: 'c', CopySource: `${Bucket}/none` })),
    ).rejects.toBeInstanceOf(s3.NoSuchKey);
  });

  it('carry tags that can be set, read and taken away', async () => {
    await put('tagged');
    const address = { Bucket, Key: 'tagged' };
    await client.send(
      new s3.PutObjectTaggingCommand({ ...address, Tagging: { TagSet: [{ Key: 'a', Value: 'b' }] } }),
    );
    expect((await client.send(new s3.GetObjectTaggingCommand(address))).TagSet).toEqual([
      { Key: 'a', Value: 'b' },
    ]);
    await client.send(new s3.DeleteObjectTaggingCommand(address));
    expect((await client.send(new s3.GetObjectTaggingCommand(address))).TagSet).toEqual([]);
    const TagSet = Array.from({ length: 11 }, (_, i) => ({ Key: String(i), Value: '' }));
    await expect(
      client.send(new s3.PutObjectTaggingCommand({ ...address, Tagging: { TagSet } })),
    ).rejects.toMatchObject({
      name: 'BadRequest',
    });
  });

  it('that are missing are rejected by class', async () => {
    await expect(text('none')).rejects.toBeInstanceOf(s3.NoSuchKey);
    await expect(client.send(new s3.HeadObjectCommand({ Bucket, Key: 'none' }))).rejects.toBeInstanceOf(
      s3.NotFound,
    );
    await client.send(new s3.DeleteObjectCommand({ Bucket, Key: 'none' }));
  });

  it('are deleted many at a time', async () => {
    await Promise.all(['a', 'b', 'c'].map((key) => put(key)));
    const Delete = { Objects: [{ Key: 'a' }, { Key: 'b' }, { Key: 'never' }] };
    const { Deleted } = await client.send(new s3.DeleteObjectsCommand({ Bucket, Delete }));
    expect(Deleted?.map(({ Key }) => Key)).toEqual(['a', 'b', 'never']);
    const { Contents } = await client.send(new s3.ListObjectsV2Command({ Bucket }));
    expect(Contents?.map(({ Key }) => Key)).toEqual(['c']);
  });

  it('may have keys up to 1,024 bytes and no longer', async () => {
    await put('é'.repeat(512));
    expect(await text('é'.repeat(512))).toBe('é'.repeat(512));
    await expect(put(`${'é'.repeat(512)}x`)).rejects.toMatchObject({ name: 'KeyTooLongError' });
  });

  it('deletes the bytes of what is replaced or deleted', async () => {
    const before = bodyFiles(directory);
    for (const body of ['1', '2', '3']) await put('same', body);
    expect(bodyFiles(directory)).toBe(before + 1);
    await client.send(new s3.DeleteObjectCommand({ Bucket, Key: 'same' }));
    expect(bodyFiles(directory)).toBe(before);
    expect(readdirSync(join(directory, 'spool'))).toEqual([]);
  });
});
