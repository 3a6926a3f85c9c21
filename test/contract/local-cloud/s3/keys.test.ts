import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { runCloud } from '../../../support/running-cloud';
import type { RunningCloud } from '../../../support/running-cloud';
import { send, sign } from '../../../support/signed-request';

const Bucket = 'hostile-keys';
const PARTS = [
  '..',
  '.',
  '...',
  '~',
  'CON',
  'nul',
  'a',
  ' ',
  '',
  '\\',
  '..\\',
  '%2e%2e',
  '%00',
  '$(id)',
  '`id`',
  ';',
  '\u202e',
  '\u00e9',
  'e\u0301',
];

/** Keys that would do harm as paths, commands or markup. */
function hostileKeys(): string[] {
  const pairs = PARTS.flatMap((a) => PARTS.map((b) => `${a}/${b}`));
  const deep = Array.from({ length: 20 }, (_, depth) => `${'../'.repeat(depth + 1)}etc/passwd`);
  const odd = [
    '/etc/passwd',
    '//etc/passwd',
    'C:\\windows\\system32',
    '\\\\host\\share',
    '..\\..\\x',
    'a/../../../../tmp/pwned',
    'a\u0001b',
    '\u007f',
    '<Key>&amp;</Key>',
    '"quoted"',
    "'",
    '?versionId=1',
    '#fragment',
    'a+b c',
    'x'.repeat(1024),
    '\u{1F600}'.repeat(256),
    '__proto__',
    'constructor/prototype',
  ];
  return [...new Set([...pairs, ...deep, ...odd])].filter((key) => key !== '');
}

/** Paths as no well-behaved client would send them. */
const HOSTILE_PATHS = [
  `/${Bucket}/../../../etc/passwd`,
  `/${Bucket}/..%2f..%2f..%2fetc%2fpasswd`,
  `/${Bucket}/%2e%2e/%2e%2e/x`,
  `/${Bucket}/%252e%252e/x`,
  `/${Bucket}/%c0%ae%c0%ae/x`,
  `/${Bucket}/%e0%80%ae/x`,
  `/${Bucket}/a%00b`,
  `/${Bucket}/%zz`,
  `/${Bucket}/%`,
  `/${Bucket}/%ff`,
  '/../x/y',
  '/%2e%2e/x',
  '/..%2fx/y',
  '/%/x',
];

let topLevel: readonly string[];

describe('keys of S3 objects', () => {
  let parent: string;
  let running: RunningCloud;

  beforeAll(async () => {
    parent = mkdtempSync(join(tmpdir(), 'tuneform-keys-'));
    running = await runCloud({ directory: join(parent, 'cloud') });
    await new S3Client(running.client).send(new CreateBucketCommand({ Bucket }));
    topLevel = readdirSync(running.cloud.directory).sort();
  });
  afterAll(async () => {
    await running.remove();
    rmSync(parent, { recursive: true, force: true });
  });

  it('are names and never paths: over 300 hostile ones come back as they were', async () => {
    const client = new S3Client(running.client);
    const keys = hostileKeys();
    expect(keys.length).toBeGreaterThan(300);
    for (const Key of keys) await client.send(new PutObjectCommand({ Bucket, Key, Body: `body of ${Key}` }));
    for (const Key of keys) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
      expect(await Body?.transformToString()).toBe(`body of ${Key}`);
    }
    const listed = await client.send(
      new ListObjectsV2Command({ Bucket, EncodingType: 'url', MaxKeys: 1000 }),
    );
    const decoded = (listed.Contents ?? []).map(({ Key }) => decodeURIComponent(Key ?? ''));
    expect(decoded.sort()).toEqual([...keys].sort());
    expectOnlyBodies(running.cloud.directory);
    expect(bodies(running.cloud.directory)).toHaveLength(keys.length);
  });

  it.each(HOSTILE_PATHS)('reach no file by the raw path %s', async (path) => {
    const put = await send(
      running.cloud.url,
      await sign(running.cloud.url, { method: 'PUT', path, body: 'x' }, { service: 's3' }),
    );
    expect(put.status).toBeLessThan(500);
    const get = await send(
      running.cloud.url,
      await sign(running.cloud.url, { method: 'GET', path }, { service: 's3' }),
    );
    expect(get.status).toBeLessThan(500);
    if (put.status === 200) expect(get.body).toBe('x');
    expectOnlyBodies(running.cloud.directory);
  });
});

const bodies = (directory: string): readonly string[] =>
  readdirSync(join(directory, 'objects')).flatMap((folder) =>
    readdirSync(join(directory, 'objects', folder)),
  );

/** Every file that holds object data has a name of the store's own choosing, inside its folder. */
function expectOnlyBodies(directory: string): void {
  for (const name of bodies(directory)) expect(name).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  // Nothing beside the cloud's own folder, and in it only the folders it makes.
  expect(readdirSync(dirname(directory))).toEqual(['cloud']);
  expect(readdirSync(directory).sort()).toEqual(topLevel);
}
