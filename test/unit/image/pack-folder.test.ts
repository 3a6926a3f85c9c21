import { createHash } from 'node:crypto';
import { truncateSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  PACKED_BASE_LABEL,
  PACKED_LABEL,
  PACKED_NOT_EXECUTED_LABEL,
  packFolder,
} from '../../../modules/image';
import { readConfig, readLayer } from './read-tar';
import { removeTemporaryFolders, setTime, temporaryFolder, type Item } from '../../support/temporary-folder';

afterEach(removeTemporaryFolders);

const FILES: Readonly<Record<string, Item>> = {
  Dockerfile:
    'FROM python:3.11-slim\nWORKDIR /opt/program\nCOPY requirements.txt ./\nRUN pip install -r requirements.txt\nCOPY train src ./\n',
  'requirements.txt': 'numpy\n',
  train: { content: '#!/usr/bin/env python3\n', mode: 0o755 },
  'src/model.py': 'x = 1\n',
  'src/deep/er.py': 'y = 2\n',
};

const sha256 = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

async function pathsOf(dockerfile: string, items: Readonly<Record<string, Item>> = FILES): Promise<string[]> {
  const folder = temporaryFolder({ ...items, Dockerfile: `FROM a\n${dockerfile}\n` });
  const layer = await readLayer(await packFolder(folder));
  return [...layer.keys()].filter((path) => !path.endsWith('/'));
}

test('the same folder gives the same image to the byte, whenever and wherever it is packed', async () => {
  const one = temporaryFolder(FILES);
  const two = temporaryFolder(FILES);
  setTime(two, 'train', 1_000_000_000);
  const [first, second] = [await packFolder(one), await packFolder(two)];
  expect(second.digest).toBe(first.digest);
  expect(Buffer.from(second.layers[0]!.bytes).equals(first.layers[0]!.bytes)).toBe(true);
  // Written down, so that another machine, another Node or another compressor shows itself.
  expect(first.digest).toBe('sha256:a48c72550a2e118e41fdc0ca4752acd02a0928c1601fcc9f0367db69519acf97');
});

test('manifest, configuration and layer name one another by digest', async () => {
  const image = await packFolder(temporaryFolder(FILES));
  const layer = image.layers[0]!;
  expect(image.digest).toBe(sha256(image.manifest.bytes));
  expect(JSON.parse(Buffer.from(image.manifest.bytes).toString())).toEqual({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: {
      mediaType: 'application/vnd.oci.image.config.v1+json',
      digest: sha256(image.config.bytes),
      size: image.config.bytes.length,
    },
    layers: [
      {
        mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
        digest: sha256(layer.bytes),
        size: layer.bytes.length,
      },
    ],
  });
  expect(readConfig(image).rootfs.diff_ids).toEqual([sha256(gunzipSync(layer.bytes))]);
  expect(image.size).toBe(image.manifest.bytes.length + image.config.bytes.length + layer.bytes.length);
});

test('the layer holds the files where COPY puts them, owned by root, without times', async () => {
  const layer = await readLayer(await packFolder(temporaryFolder(FILES)));
  expect([...layer.keys()]).toEqual([
    'opt/',
    'opt/program/',
    'opt/program/deep/',
    'opt/program/deep/er.py',
    'opt/program/model.py',
    'opt/program/requirements.txt',
    'opt/program/train',
  ]);
  for (const { header } of layer.values()) {
    expect(header).toMatchObject({ uid: 0, gid: 0, uname: '', gname: '', mtime: new Date(0) });
  }
  expect(layer.get('opt/program/train')).toMatchObject({
    text: '#!/usr/bin/env python3\n',
    header: { mode: 0o755 },
  });
  expect(layer.get('opt/program/model.py')?.header.mode).toBe(0o644);
});

test('labels say what was left out', async () => {
  const image = await packFolder(temporaryFolder(FILES));
  expect(readConfig(image).config.Labels).toEqual({
    [PACKED_LABEL]: 'true',
    [PACKED_BASE_LABEL]: 'python:3.11-slim',
    [PACKED_NOT_EXECUTED_LABEL]: '["RUN pip install -r requirements.txt"]',
    'io.tuneform.packed.run': expect.stringContaining('"command":["/bin/sh","-c","pip install -r') as string,
  });
  expect(image).toMatchObject({
    base: 'python:3.11-slim',
    notExecuted: ['RUN pip install -r requirements.txt'],
  });
});

test('the platform is in the configuration', async () => {
  const image = await packFolder(temporaryFolder(FILES), { platform: 'linux/arm64' });
  expect(readConfig(image)).toMatchObject({ os: 'linux', architecture: 'arm64', variant: 'v8' });
});

describe('COPY', () => {
  test.each([
    { dockerfile: 'COPY train /bin/', paths: ['bin/train'], why: 'a file into a folder' },
    { dockerfile: 'COPY train /bin/run', paths: ['bin/run'], why: 'a file under a new name' },
    { dockerfile: 'WORKDIR /w\nCOPY train /w', paths: ['w/train'], why: 'a file onto a folder that exists' },
    { dockerfile: 'WORKDIR /w\nCOPY train .', paths: ['w/train'], why: 'a file into the working directory' },
    { dockerfile: 'COPY src /x', paths: ['x/deep/er.py', 'x/model.py'], why: 'the content of a folder' },
    { dockerfile: 'COPY src/ /x', paths: ['x/deep/er.py', 'x/model.py'], why: 'the same with a slash' },
    { dockerfile: 'COPY src/deep /x', paths: ['x/er.py'], why: 'a deeper folder' },
    { dockerfile: 'COPY /src/model.py ./', paths: ['model.py'], why: 'absolute means from the context' },
    { dockerfile: 'COPY ./src/../train /', paths: ['train'], why: 'a detour inside' },
    { dockerfile: 'COPY src/*.py /x/', paths: ['x/model.py'], why: 'a pattern stops at a slash' },
    { dockerfile: 'COPY tra[h-j]? /x/', paths: ['x/train'], why: 'sets and single characters' },
    { dockerfile: 'COPY t* /x', paths: ['x'], why: 'a pattern with one match is that file' },
    {
      dockerfile: 'COPY . /',
      paths: ['Dockerfile', 'requirements.txt', 'src/deep/er.py', 'src/model.py', 'train'],
      why: 'everything',
    },
    {
      dockerfile: 'COPY train /x/a\nCOPY requirements.txt /x/a',
      paths: ['x/a'],
      why: 'the later one replaces',
    },
    { dockerfile: 'ENV D=/d\nCOPY train $D/', paths: ['d/train'], why: 'variables' },
    { dockerfile: 'COPY ["train", "/a b/"]', paths: ['a b/train'], why: 'the JSON form' },
  ])('$dockerfile: $why', async ({ dockerfile, paths }) => {
    expect(await pathsOf(dockerfile)).toEqual(paths);
  });

  test('a later copy really replaces the content, and --chmod sets the mode', async () => {
    const folder = temporaryFolder({
      ...FILES,
      Dockerfile: 'FROM a\nCOPY train /a\nCOPY --chmod=700 requirements.txt /a\n',
    });
    expect((await readLayer(await packFolder(folder))).get('a')).toMatchObject({
      text: 'numpy\n',
      header: { mode: 0o700 },
    });
  });

  test('links below a folder stay links; a link named as the source is followed', async () => {
    const folder = temporaryFolder({
      Dockerfile: 'FROM a\nCOPY src /x\nCOPY src/latest /y\n',
      'src/model.py': 'x = 1\n',
      'src/latest': { linkTo: 'model.py' },
    });
    const layer = await readLayer(await packFolder(folder));
    expect(layer.get('x/latest')?.header).toMatchObject({ type: 'symlink', linkname: 'model.py' });
    expect(layer.get('y')).toMatchObject({ text: 'x = 1\n', header: { type: 'file' } });
  });

  test('long and foreign names survive', async () => {
    const long = `${'deep/'.repeat(30)}größe-数.py`;
    expect(await pathsOf('COPY . /', { [long]: 'x' })).toEqual(['Dockerfile', long]);
  });

  test.each([
    {
      dockerfile: 'COPY ../secret /x',
      code: 'IMAGE_COPY_OUTSIDE_CONTEXT',
      says: 'COPY ../secret /x copies "../secret"',
    },
    {
      dockerfile: 'COPY src/../../secret /x',
      code: 'IMAGE_COPY_OUTSIDE_CONTEXT',
      says: 'outside the folder',
    },
    { dockerfile: 'COPY trian /x', code: 'IMAGE_COPY_SOURCE_MISSING', says: 'line 2, COPY trian /x' },
    { dockerfile: 'COPY *.txt2 /x/', code: 'IMAGE_COPY_SOURCE_MISSING', says: '.dockerignore' },
  ])('$dockerfile is rejected', async ({ dockerfile, code, says }) => {
    await expect(pathsOf(dockerfile)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(says) as string,
    });
  });

  test('what .dockerignore keeps out cannot be copied', async () => {
    await expect(pathsOf('COPY train /x', { ...FILES, '.dockerignore': 'train' })).rejects.toMatchObject({
      code: 'IMAGE_COPY_SOURCE_MISSING',
    });
  });
});

test('a folder too large for memory is rejected before it is read', async () => {
  const folder = temporaryFolder({ Dockerfile: 'FROM a\nCOPY . /\n', 'weights.bin': '' });
  truncateSync(join(folder, 'weights.bin'), 257 * 1024 * 1024);
  await expect(packFolder(folder)).rejects.toMatchObject({
    code: 'IMAGE_FOLDER_TOO_LARGE',
    message: expect.stringContaining('258 MiB') as string,
  });
});
