import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Channel, S3DataType } from '@aws-sdk/client-sagemaker';
import type { ObjectStorage } from '../../../../../modules/local-cloud/ports/ports';
import { channelObjects } from '../../../../../modules/local-cloud/jobs/training/channel-objects';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tuneform-channel-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const storage = (keys: readonly string[]): ObjectStorage => ({
  exists: (bucket) => bucket === 'b',
  list: (bucket, prefix) =>
    bucket === 'b'
      ? keys.filter((key) => key.startsWith(prefix)).map((key) => ({ key, size: key.endsWith('/') ? 0 : 1 }))
      : [],
  filePath: (bucket, key) =>
    bucket === 'b' && keys.includes(key) ? join(folder, key.replaceAll('/', '_')) : undefined,
  putFile: () => Promise.resolve(),
  remove: () => undefined,
});

const channel = (uri: string, type: S3DataType = 'S3Prefix'): Channel => ({
  ChannelName: 'train',
  DataSource: { S3DataSource: { S3DataType: type, S3Uri: uri } },
});

test.each([
  {
    why: 'a folder',
    uri: 's3://b/data/train',
    keys: ['data/train/a.csv', 'data/train/x/b.csv'],
    paths: ['a.csv', 'x/b.csv'],
  },
  { why: 'a folder with a slash', uri: 's3://b/data/train/', keys: ['data/train/a.csv'], paths: ['a.csv'] },
  { why: 'one object', uri: 's3://b/data/train.csv', keys: ['data/train.csv'], paths: ['train.csv'] },
  {
    why: 'part of a name',
    uri: 's3://b/data/tr',
    keys: ['data/train.csv', 'data/try/a'],
    paths: ['train.csv', 'try/a'],
  },
  { why: 'a whole bucket', uri: 's3://b', keys: ['a.csv', 'x/b.csv'], paths: ['a.csv', 'x/b.csv'] },
  { why: 'folder markers aside', uri: 's3://b/data', keys: ['data/', 'data/a'], paths: ['a'] },
])('an S3 prefix names $why', ({ uri, keys, paths }) => {
  const content = channelObjects(channel(uri), storage(keys), 'us-east-1');
  expect(content.ok && content.objects.map(({ path }) => path)).toEqual(paths);
});

test.each([
  {
    why: 'nothing there',
    uri: 's3://b/none',
    keys: ['a'],
    says: /^No S3 objects found under S3 URL "s3:\/\/b\/none"/,
  },
  { why: 'no bucket', uri: 's3://c/x', keys: ['a'], says: /The specified bucket does not exist$/ },
  { why: 'no S3 URI', uri: 'https://b/data', keys: [], says: /is not an S3 URI/ },
])('rejects $why', ({ uri, keys, says }) => {
  const content = channelObjects(channel(uri), storage(keys), 'us-east-1');
  expect(!content.ok && content.reason).toMatch(says);
});

test.each([
  { why: 'names that exist', text: '[{"prefix":"s3://b/d/"},"a","x/b"]', paths: ['a', 'x/b'] },
  {
    why: 'a name that does not',
    text: '[{"prefix":"s3://b/d/"},"gone"]',
    says: /"s3:\/\/b\/d\/gone" named by the manifest/,
  },
  { why: 'no prefix', text: '["a"]', says: /must be a JSON list/ },
  { why: 'no JSON', text: 'a,b', says: /must be a JSON list/ },
])('a manifest with $why', ({ text, paths, says }) => {
  writeFileSync(join(folder, 'manifest'), text);
  const content = channelObjects(
    channel('s3://b/manifest', 'ManifestFile'),
    storage(['manifest', 'd/a', 'd/x/b']),
    'us-east-1',
  );
  if (content.ok) expect(content.objects.map(({ path }) => path)).toEqual(paths);
  else expect(content.reason).toMatch(says ?? /^$/);
});
