import { execFileSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { hashContext, imageTag } from '../../../modules/image';
import {
  addItem,
  removeTemporaryFolders,
  setTime,
  temporaryFolder,
  type Item,
} from '../../support/temporary-folder';

afterEach(removeTemporaryFolders);

const FILES: Readonly<Record<string, Item>> = {
  Dockerfile: 'FROM scratch\nCOPY . /app/\n',
  train: { content: '#!/bin/sh\n', mode: 0o755 },
  'src/model.py': 'x = 1\n',
};

test('the same content has the same hash in another folder, at another time, under another umask', async () => {
  const one = temporaryFolder(FILES);
  const two = temporaryFolder(FILES);
  setTime(two, 'src/model.py', 1_000_000_000);
  chmodSync(join(two, 'src/model.py'), 0o664);
  chmodSync(join(two, 'train'), 0o700);
  expect(await hashContext(two)).toBe(await hashContext(one));
});

test('the hash is the same on every machine: it is written down here', async () => {
  expect(await hashContext(temporaryFolder(FILES))).toBe(
    '49cce6fc8328a1bf99e15375c30b6a62899e8f799b761cbb191c10c4ee1856b0',
  );
});

test.each<{ why: string; change: (folder: string) => void }>([
  { why: 'content', change: (folder) => addItem(folder, 'src/model.py', 'x = 2\n') },
  { why: 'the executable bit', change: (folder) => chmodSync(join(folder, 'train'), 0o644) },
  { why: 'a new file', change: (folder) => addItem(folder, 'src/more.py', '') },
  { why: 'a new link', change: (folder) => addItem(folder, 'src/latest.py', { linkTo: 'model.py' }) },
  { why: 'the Dockerfile', change: (folder) => addItem(folder, 'Dockerfile', 'FROM scratch\n') },
])('$why changes the hash', async ({ change }) => {
  const folder = temporaryFolder(FILES);
  const before = await hashContext(folder);
  change(folder);
  expect(await hashContext(folder)).not.toBe(before);
});

test('platform and build arguments change the hash', async () => {
  const folder = temporaryFolder(FILES);
  const hashes = await Promise.all([
    hashContext(folder),
    hashContext(folder, { platform: 'linux/arm64' }),
    hashContext(folder, { buildArgs: { A: '1' } }),
    hashContext(folder, { buildArgs: { A: '2' } }),
  ]);
  expect(new Set(hashes).size).toBe(4);
  expect(
    await hashContext(folder, { buildArgs: {}, platform: 'linux/amd64', dockerfile: 'Dockerfile' }),
  ).toBe(hashes[0]);
});

test('what .dockerignore names does not count, but the Dockerfile does even when ignored', async () => {
  const folder = temporaryFolder({
    ...FILES,
    '.dockerignore': '.dockerignore\nDockerfile\n**/*.log\nnotes\n',
  });
  const before = await hashContext(folder);
  addItem(folder, 'deep/run.log', 'noise');
  addItem(folder, 'notes/today.md', 'noise');
  expect(await hashContext(folder)).toBe(before);
  addItem(folder, 'Dockerfile', 'FROM scratch\nCOPY src /\n');
  expect(await hashContext(folder)).not.toBe(before);
});

test('an empty folder does not count, because version control does not keep it', async () => {
  const folder = temporaryFolder(FILES);
  const before = await hashContext(folder);
  execFileSync('mkdir', [join(folder, 'empty')]);
  expect(await hashContext(folder)).toBe(before);
});

test('a link counts by its target path, not by the target’s content', async () => {
  const folder = temporaryFolder({ ...FILES, latest: { linkTo: 'src/model.py' } });
  const other = temporaryFolder({ ...FILES, latest: 'x = 1\n' });
  expect(await hashContext(folder)).not.toBe(await hashContext(other));
});

describe('folders that no image can be made of', () => {
  test.each<{ why: string; items: Record<string, Item>; code: string; says: string }>([
    {
      why: 'no Dockerfile',
      items: { train: '' },
      code: 'IMAGE_DOCKERFILE_MISSING',
      says: 'Dockerfile "',
    },
    { why: 'no files', items: {}, code: 'IMAGE_FOLDER_EMPTY', says: 'contains no files' },
    {
      why: 'everything ignored',
      items: { Dockerfile: 'FROM scratch', '.dockerignore': '*' },
      code: 'IMAGE_FOLDER_EMPTY',
      says: '"!" rule',
    },
    {
      why: 'a link out of the folder',
      items: { ...FILES, up: { linkTo: '../secret' } },
      code: 'IMAGE_FOLDER_ENTRY',
      says: 'outside the folder',
    },
    {
      why: 'a link out of the folder by a detour',
      items: { ...FILES, 'src/up': { linkTo: '../src/../../secret' } },
      code: 'IMAGE_FOLDER_ENTRY',
      says: 'outside the folder',
    },
    {
      why: 'an absolute link',
      items: { ...FILES, passwords: { linkTo: '/etc/passwd' } },
      code: 'IMAGE_FOLDER_ENTRY',
      says: '/etc/passwd',
    },
  ])('$why', async ({ items, code, says }) => {
    const failure = hashContext(temporaryFolder(items));
    await expect(failure).rejects.toMatchObject({ code, message: expect.stringContaining(says) as string });
  });

  test('a pipe', async () => {
    const folder = temporaryFolder(FILES);
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    await expect(hashContext(folder)).rejects.toMatchObject({ code: 'IMAGE_FOLDER_ENTRY' });
  });

  test('a folder that is not there, and a file in its place', async () => {
    const folder = temporaryFolder(FILES);
    await expect(hashContext(join(folder, 'absent'))).rejects.toMatchObject({ code: 'IMAGE_FOLDER_MISSING' });
    await expect(hashContext(join(folder, 'train'))).rejects.toMatchObject({
      code: 'IMAGE_FOLDER_MISSING',
      message: expect.stringContaining('is a file') as string,
    });
  });

  test('a Dockerfile outside the folder', async () => {
    await expect(hashContext(temporaryFolder(FILES), { dockerfile: '../Dockerfile' })).rejects.toMatchObject({
      code: 'IMAGE_DOCKERFILE_MISSING',
      message: expect.stringContaining('outside') as string,
    });
  });

  test('a platform SageMaker has no machine for', async () => {
    await expect(hashContext(temporaryFolder(FILES), { platform: 'linux/riscv64' })).rejects.toMatchObject({
      code: 'IMAGE_PLATFORM_UNSUPPORTED',
    });
  });
});

test('an ignored link out of the folder is allowed', async () => {
  const folder = temporaryFolder({ ...FILES, '.dockerignore': 'up\n', up: { linkTo: '../secret' } });
  await expect(hashContext(folder)).resolves.toMatch(/^[0-9a-f]{64}$/);
});

test('an exception below an ignored folder is let back in', async () => {
  const folder = temporaryFolder({ ...FILES, '.dockerignore': '*\n!src/keep.py\n', 'src/keep.py': 'a' });
  const before = await hashContext(folder);
  addItem(folder, 'src/keep.py', 'b');
  expect(await hashContext(folder)).not.toBe(before);
});

test('a Dockerfile’s own ignore file goes before the general one', async () => {
  const folder = temporaryFolder({
    ...FILES,
    'Dockerfile.dockerignore': '*\n!train\n',
    '.dockerignore': 'train\n',
  });
  const before = await hashContext(folder);
  addItem(folder, 'src/model.py', 'x = 9\n');
  expect(await hashContext(folder)).toBe(before);
});

test('an image packed without a builder never gets the tag of a built one', () => {
  const hash = 'a'.repeat(64);
  expect(imageTag(hash, 'built')).toBe('a'.repeat(24));
  expect(imageTag(hash, 'packed')).toBe(`packed-${'a'.repeat(24)}`);
});
