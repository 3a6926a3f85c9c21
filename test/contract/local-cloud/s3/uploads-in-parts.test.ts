import { randomBytes } from 'node:crypto';
import * as s3 from '@aws-sdk/client-s3';
import { bodyFiles, freshBuckets } from '../../../support/fresh-buckets';
import type { FreshBucket } from '../../../support/fresh-buckets';

const TEN_MIB = 10 * 1024 * 1024;

describe('S3 uploads in parts', () => {
  const freshBucket = freshBuckets();
  let client: s3.S3Client;
  let Bucket: string;
  let put: FreshBucket['put'];
  let text: FreshBucket['text'];
  let directory: string;

  beforeEach(async () => {
    ({ client, Bucket, put, text, directory } = await freshBucket());
  });
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
    const before = bodyFiles(directory);
    await client.send(
      new s3.AbortMultipartUploadCommand({ Bucket, Key: 'never', UploadId: upload.UploadId }),
    );
    expect(bodyFiles(directory)).toBe(before - 1);
    await expect(part('never', upload, 2, Buffer.from('b'))).rejects.toBeInstanceOf(s3.NoSuchUpload);
  });
});
