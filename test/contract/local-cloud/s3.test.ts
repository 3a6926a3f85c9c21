import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import * as s3 from '@aws-sdk/client-s3';
import { runCloud } from '../../support/running-cloud';
import type { RunningCloud } from '../../support/running-cloud';

const TEN_MIB = 10 * 1024 * 1024;

describe('S3 through the SDK', () => {
  let running: RunningCloud;
  let client: s3.S3Client;
  let bucketNumber = 0;
  let Bucket: string;

  beforeAll(async () => {
    running = await runCloud();
    client = new s3.S3Client(running.client);
  });
  afterAll(() => running.remove());
  beforeEach(async () => {
    bucketNumber += 1;
    Bucket = `test-bucket-${String(bucketNumber)}`;
    await client.send(new s3.CreateBucketCommand({ Bucket }));
  });

  const put = (Key: string, Body: string | Buffer = Key) =>
    client.send(new s3.PutObjectCommand({ Bucket, Key, Body }));
  const text = async (Key: string, more: Partial<s3.GetObjectCommandInput> = {}) => {
    const { Body } = await client.send(new s3.GetObjectCommand({ Bucket, Key, ...more }));
    return Body?.transformToString();
  };
  const versioned = (Status: 'Enabled' | 'Suspended') =>
    client.send(new s3.PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));

  describe('buckets', () => {
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

  describe('objects', () => {
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
  });

  describe('listings', () => {
    const keys = ['a', 'a/1', 'a/2', 'a/b/3', 'a0', 'b/1', 'c', 'ä/1', '\u{1F600}', '\uFFFC'];
    const inOrder = (list: readonly string[]): string[] =>
      [...list].sort((x, y) => Buffer.compare(Buffer.from(x), Buffer.from(y)));

    beforeEach(() => Promise.all(keys.map((key) => put(key))));

    it('come in the order of UTF-8 bytes', async () => {
      const { Contents, KeyCount } = await client.send(new s3.ListObjectsV2Command({ Bucket }));
      expect(Contents?.map(({ Key }) => Key)).toEqual(inOrder(keys));
      expect(KeyCount).toBe(keys.length);
    });

    it.each([1, 2, 3, 100])('roll up by delimiter, %d entries a page', async (MaxKeys) => {
      const seen: string[] = [];
      let ContinuationToken: string | undefined;
      do {
        const page: s3.ListObjectsV2CommandOutput = await client.send(
          new s3.ListObjectsV2Command({
            Bucket,
            Delimiter: '/',
            MaxKeys,
            ContinuationToken,
            EncodingType: 'url',
          }),
        );
        expect(page.KeyCount).toBeLessThanOrEqual(MaxKeys);
        const names = [
          ...(page.Contents ?? []).map(({ Key }) => Key),
          ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
        ];
        seen.push(...names.map((name) => decodeURIComponent(name ?? '')));
        ContinuationToken = page.NextContinuationToken;
      } while (ContinuationToken !== undefined);
      expect(inOrder(seen)).toEqual(inOrder(['a', 'a/', 'a0', 'b/', 'c', 'ä/', '\u{1F600}', '\uFFFC']));
    });

    it('keep to a prefix and start after a key', async () => {
      const under = await client.send(new s3.ListObjectsV2Command({ Bucket, Prefix: 'a/', Delimiter: '/' }));
      expect(under.Contents?.map(({ Key }) => Key)).toEqual(['a/1', 'a/2']);
      expect(under.CommonPrefixes).toEqual([{ Prefix: 'a/b/' }]);
      const after = await client.send(
        new s3.ListObjectsV2Command({ Bucket, StartAfter: 'a/2', Prefix: 'a' }),
      );
      expect(after.Contents?.map(({ Key }) => Key)).toEqual(['a/b/3', 'a0']);
    });

    it.each([1, 2, 100])('go on by marker in version 1, %d entries a page', async (MaxKeys) => {
      const seen: (string | undefined)[] = [];
      let Marker: string | undefined;
      for (;;) {
        const page: s3.ListObjectsCommandOutput = await client.send(
          new s3.ListObjectsCommand({ Bucket, Delimiter: '/', MaxKeys, Marker }),
        );
        seen.push(
          ...(page.Contents ?? []).map(({ Key }) => Key),
          ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
        );
        if (page.IsTruncated !== true) break;
        Marker = page.NextMarker;
      }
      expect(inOrder(seen as string[])).toEqual(
        inOrder(['a', 'a/', 'a0', 'b/', 'c', 'ä/', '\u{1F600}', '\uFFFC']),
      );
    });

    it('are whole where no keys are asked for', async () => {
      const asked = { Bucket, MaxKeys: 0 };
      const whole = { IsTruncated: false };
      expect(await client.send(new s3.ListObjectsCommand(asked))).toMatchObject(whole);
      expect(await client.send(new s3.ListObjectsV2Command(asked))).toMatchObject({ ...whole, KeyCount: 0 });
      expect(await client.send(new s3.ListObjectVersionsCommand(asked))).toMatchObject(whole);
    });

    it('are empty where there is nothing', async () => {
      expect(await client.send(new s3.ListObjectsV2Command({ Bucket, Prefix: 'zzz' }))).toMatchObject({
        KeyCount: 0,
      });
    });

    it('reject an invalid token', async () => {
      await expect(
        client.send(new s3.ListObjectsV2Command({ Bucket, ContinuationToken: 'AAAA' })),
      ).rejects.toMatchObject({
        name: 'InvalidArgument',
      });
    });
  });

  describe('versions', () => {
    it('stay when an object is replaced or deleted', async () => {
      await put('k', 'before');
      await versioned('Enabled');
      const one = await put('k', 'one');
      const two = await put('k', 'two');
      const gone = await client.send(new s3.DeleteObjectCommand({ Bucket, Key: 'k' }));
      expect(gone).toMatchObject({ DeleteMarker: true, VersionId: expect.any(String) as string });
      await expect(text('k')).rejects.toBeInstanceOf(s3.NoSuchKey);
      expect(await text('k', { VersionId: one.VersionId })).toBe('one');
      expect(await text('k', { VersionId: two.VersionId })).toBe('two');
      expect(await text('k', { VersionId: 'null' })).toBe('before');
      const list = await client.send(new s3.ListObjectVersionsCommand({ Bucket }));
      expect(list.Versions?.map(({ VersionId, IsLatest }) => [VersionId, IsLatest])).toEqual([
        [two.VersionId, false],
        [one.VersionId, false],
        ['null', false],
      ]);
      expect(list.DeleteMarkers).toMatchObject([{ Key: 'k', IsLatest: true, VersionId: gone.VersionId }]);
      await client.send(new s3.DeleteObjectCommand({ Bucket, Key: 'k', VersionId: gone.VersionId }));
      expect(await text('k')).toBe('two');
      await expect(text('k', { VersionId: 'nope' })).rejects.toMatchObject({ name: 'NoSuchVersion' });
    });

    it('are replaced in place while versioning is suspended', async () => {
      await versioned('Enabled');
      const kept = await put('k', 'kept');
      await versioned('Suspended');
      await put('k', 'x');
      await put('k', 'y');
      const list = await client.send(new s3.ListObjectVersionsCommand({ Bucket }));
      expect(list.Versions?.map(({ VersionId }) => VersionId)).toEqual(['null', kept.VersionId]);
      expect(await text('k')).toBe('y');
    });

    it('are listed page by page without a gap', async () => {
      await versioned('Enabled');
      const made: (string | undefined)[] = [];
      for (const key of ['a', 'a', 'b', 'b', 'b', 'c']) made.push((await put(key, randomBytes(4))).VersionId);
      const seen: (string | undefined)[] = [];
      let at: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {};
      for (;;) {
        const page: s3.ListObjectVersionsCommandOutput = await client.send(
          new s3.ListObjectVersionsCommand({ Bucket, MaxKeys: 2, ...at }),
        );
        seen.push(...(page.Versions ?? []).map(({ VersionId }) => VersionId));
        if (page.IsTruncated !== true) break;
        at = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
      }
      expect([...seen].sort()).toEqual([...made].sort());
      expect(seen).toHaveLength(made.length);
    });
  });

  describe('uploads in parts', () => {
    const begin = (Key: string, more: Partial<s3.CreateMultipartUploadCommandInput> = {}) =>
      client.send(new s3.CreateMultipartUploadCommand({ Bucket, Key, ...more }));
    const part = async (
      Key: string,
      upload: { UploadId?: string | undefined },
      PartNumber: number,
      Body: Buffer,
    ) => {
      const { ETag, ...sums } = await client.send(
        new s3.UploadPartCommand({ Bucket, Key, UploadId: upload.UploadId, PartNumber, Body }),
      );
      return { PartNumber, ETag, ChecksumCRC32: sums.ChecksumCRC32 };
    };
    const complete = (Key: string, upload: { UploadId?: string | undefined }, Parts: s3.CompletedPart[]) =>
      client.send(
        new s3.CompleteMultipartUploadCommand({
          Bucket,
          Key,
          UploadId: upload.UploadId,
          MultipartUpload: { Parts },
        }),
      );

    it('join in order, with metadata and a composite checksum', async () => {
      const upload = await begin('big', { Metadata: { a: 'b' }, ChecksumAlgorithm: 'CRC32' });
      const bodies = [randomBytes(TEN_MIB / 2), randomBytes(1000)];
      const second = await part('big', upload, 2, bodies[1]!);
      const first = await part('big', upload, 1, bodies[0]!);
      const listed = await client.send(
        new s3.ListPartsCommand({ Bucket, Key: 'big', UploadId: upload.UploadId }),
      );
      expect(listed.Parts?.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([
        [1, TEN_MIB / 2],
        [2, 1000],
      ]);
      const done = await complete('big', upload, [first, second]);
      expect(done.ETag).toMatch(/^"[0-9a-f]{32}-2"$/);
      expect(done.ChecksumCRC32).toMatch(/-2$/);
      const read = await client.send(new s3.GetObjectCommand({ Bucket, Key: 'big' }));
      expect(Buffer.from((await read.Body?.transformToByteArray()) ?? []).equals(Buffer.concat(bodies))).toBe(
        true,
      );
      expect(read.Metadata).toEqual({ a: 'b' });
      const tail = await client.send(new s3.GetObjectCommand({ Bucket, Key: 'big', PartNumber: 2 }));
      expect(tail).toMatchObject({ ContentLength: 1000, PartsCount: 2 });
      await tail.Body?.transformToByteArray();
      await expect(complete('big', upload, [first, second])).rejects.toBeInstanceOf(s3.NoSuchUpload);
    });

    it('take parts of other objects', async () => {
      await put('source', '0123456789');
      const upload = await begin('joined');
      const copied = await client.send(
        new s3.UploadPartCopyCommand({
          Bucket,
          Key: 'joined',
          UploadId: upload.UploadId,
          PartNumber: 1,
          CopySource: `${Bucket}/source`,
          CopySourceRange: 'bytes=2-5',
        }),
      );
      await complete('joined', upload, [{ PartNumber: 1, ETag: copied.CopyPartResult?.ETag }]);
      expect(await text('joined')).toBe('2345');
    });

    it('are rejected when a part is missing, wrong, out of order or too small', async () => {
      const upload = await begin('odd');
      const one = await part('odd', upload, 1, Buffer.from('a'));
      const two = await part('odd', upload, 2, Buffer.from('b'));
      await expect(complete('odd', upload, [one, { PartNumber: 3, ETag: one.ETag }])).rejects.toMatchObject({
        name: 'InvalidPart',
      });
      await expect(complete('odd', upload, [{ ...one, ETag: two.ETag }])).rejects.toMatchObject({
        name: 'InvalidPart',
      });
      await expect(complete('odd', upload, [two, one])).rejects.toMatchObject({ name: 'InvalidPartOrder' });
      await expect(complete('odd', upload, [one, two])).rejects.toMatchObject({ name: 'EntityTooSmall' });
      await complete('odd', upload, [two]);
      expect(await text('odd')).toBe('b');
    });

    it('are listed page by page', async () => {
      const begun = await Promise.all(['b', 'a', 'b'].map((Key) => begin(Key)));
      const seen: (string | undefined)[] = [];
      let at: { KeyMarker?: string | undefined; UploadIdMarker?: string | undefined } = {};
      for (;;) {
        const page: s3.ListMultipartUploadsCommandOutput = await client.send(
          new s3.ListMultipartUploadsCommand({ Bucket, MaxUploads: 1, ...at }),
        );
        seen.push(...(page.Uploads ?? []).map(({ Key, UploadId }) => `${String(Key)} ${String(UploadId)}`));
        if (page.IsTruncated !== true) break;
        at = { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker };
      }
      const all = begun.map(({ Key, UploadId }) => `${String(Key)} ${String(UploadId)}`);
      expect(seen).toEqual(all.sort());
    });

    it('can be listed and aborted, and leave no file behind', async () => {
      const upload = await begin('never');
      await part('never', upload, 1, Buffer.from('a'));
      const { Uploads } = await client.send(new s3.ListMultipartUploadsCommand({ Bucket }));
      expect(Uploads).toMatchObject([{ Key: 'never', UploadId: upload.UploadId }]);
      const before = bodyFiles(running.directory);
      await client.send(
        new s3.AbortMultipartUploadCommand({ Bucket, Key: 'never', UploadId: upload.UploadId }),
      );
      expect(bodyFiles(running.directory)).toBe(before - 1);
      await expect(part('never', upload, 2, Buffer.from('b'))).rejects.toBeInstanceOf(s3.NoSuchUpload);
    });
  });

  it('deletes the bytes of what is replaced or deleted', async () => {
    const before = bodyFiles(running.directory);
    for (const body of ['1', '2', '3']) await put('same', body);
    expect(bodyFiles(running.directory)).toBe(before + 1);
    await client.send(new s3.DeleteObjectCommand({ Bucket, Key: 'same' }));
    expect(bodyFiles(running.directory)).toBe(before);
    expect(readdirSync(join(running.directory, 'spool'))).toEqual([]);
  });
});

function bodyFiles(directory: string): number {
  const root = join(directory, 'objects');
  return readdirSync(root).reduce((sum, folder) => sum + readdirSync(join(root, folder)).length, 0);
}
