import * as s3 from '@aws-sdk/client-s3';
import { freshBuckets } from '../../../support/fresh-buckets';
import type { FreshBucket } from '../../../support/fresh-buckets';

describe('S3 listings', () => {
  const freshBucket = freshBuckets();
  let client: s3.S3Client;
  let Bucket: string;
  let put: FreshBucket['put'];

  beforeEach(async () => {
    ({ client, Bucket, put } = await freshBucket());
  });
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
    const after = await client.send(new s3.ListObjectsV2Command({ Bucket, StartAfter: 'a/2', Prefix: 'a' }));
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
