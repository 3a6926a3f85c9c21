import { randomBytes } from 'node:crypto';
import * as s3 from '@aws-sdk/client-s3';
import { freshBuckets } from '../../../support/fresh-buckets';
import type { FreshBucket } from '../../../support/fresh-buckets';

describe('S3 versions', () => {
  const freshBucket = freshBuckets();
  let client: s3.S3Client;
  let Bucket: string;
  let put: FreshBucket['put'];
  let text: FreshBucket['text'];
  let version: FreshBucket['version'];

  beforeEach(async () => {
    ({ client, Bucket, put, text, version } = await freshBucket());
  });
  it('stay when an object is replaced or deleted', async () => {
    await put('k', 'before');
    await version('Enabled');
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
    await version('Enabled');
    const kept = await put('k', 'kept');
    await version('Suspended');
    await put('k', 'x');
    await put('k', 'y');
    const list = await client.send(new s3.ListObjectVersionsCommand({ Bucket }));
    expect(list.Versions?.map(({ VersionId }) => VersionId)).toEqual(['null', kept.VersionId]);
    expect(await text('k')).toBe('y');
  });

  it('are listed page by page without a gap', async () => {
    await version('Enabled');
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
