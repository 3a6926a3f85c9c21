import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createGunzip, gzipSync } from 'node:zlib';
import { extractArchive } from '../../../../modules/local-cloud/runners/extract-archive';
import type { ExtractOptions } from '../../../../modules/local-cloud/runners/extract-archive';
import { UnpackBudget } from '../../../../modules/local-cloud/runners/unpack-budget';
import { tar } from '../../../support/pack-test-image';
import type { TestFile } from '../../../support/pack-test-image';

let base: string;
let root: string;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'tuneform-archive-'));
  root = join(base, 'root');
  mkdirSync(root);
});

afterEach(() => rmSync(base, { recursive: true, force: true }));

const unpack = async (files: readonly TestFile[], options: ExtractOptions = {}): Promise<void> =>
  extractArchive(Readable.from([await tar(files)]), root, options);

test('files keep their content and permission bits, folders appear as needed', async () => {
  await unpack([{ name: './a/b/train', content: 'x', mode: 0o4755 }]);
  expect(readFileSync(join(root, 'a/b/train'), 'utf8')).toBe('x');
  expect(lstatSync(join(root, 'a/b/train')).mode & 0o7777).toBe(0o755);
});

test.each<{ why: string; files: TestFile[] }>([
  { why: 'an absolute name', files: [{ name: '/etc/evil', content: 'x' }] },
  { why: 'a step up', files: [{ name: '../evil', content: 'x' }] },
  { why: 'a step up in the middle', files: [{ name: 'a/../../evil', content: 'x' }] },
  { why: 'a symbolic link that leads out', files: [{ name: 'a', type: 'symlink', linkname: '../evil' }] },
  { why: 'a hard link to a file outside', files: [{ name: 'a', type: 'link', linkname: '../secret' }] },
  {
    why: 'a link whose text stays inside but whose target does not',
    files: [
      { name: 'd', type: 'directory' },
      { name: 'p/q/r/s/up', type: 'symlink', linkname: '/d' },
      { name: 'p/q/r/s/out', type: 'symlink', linkname: 'up/../../evil' },
      { name: 'p/q/r/s/out/file', content: 'x' },
    ],
  },
])('rejects $why and writes nothing outside', async ({ files }) => {
  writeFileSync(join(base, 'secret'), 'secret');
  mkdirSync(join(base, 'evil'));
  await expect(unpack(files)).rejects.toMatchObject({ code: 'ARCHIVE_ENTRY_OUTSIDE' });
  expect(existsSync(join(base, 'evil', 'file'))).toBe(false);
  expect(readFileSync(join(base, 'secret'), 'utf8')).toBe('secret');
});

test('does not write through a link that was there before', async () => {
  writeFileSync(join(base, 'secret'), 'secret');
  symlinkSync(join(base, 'secret'), join(root, 'a'));
  await unpack([{ name: 'a', content: 'new' }]);
  expect(readFileSync(join(base, 'secret'), 'utf8')).toBe('secret');
  expect(readFileSync(join(root, 'a'), 'utf8')).toBe('new');
});

test('an absolute symbolic link means a path from the root, as in a container', async () => {
  await unpack([
    { name: 'usr/bin/tool', content: 'tool' },
    { name: 'opt/bin/tool', type: 'symlink', linkname: '/usr/bin/tool' },
  ]);
  expect(readlinkSync(join(root, 'opt/bin/tool'))).toBe('../../usr/bin/tool');
  expect(readFileSync(join(root, 'opt/bin/tool'), 'utf8')).toBe('tool');
});

test('whiteouts remove what lower layers put there, and only when asked to', async () => {
  await unpack([
    { name: 'd/a', content: 'a' },
    { name: 'd/b', content: 'b' },
    { name: 'e/c', content: 'c' },
  ]);
  await unpack([{ name: 'd/.wh.a' }, { name: 'e/.wh..wh..opq' }], { whiteouts: true });
  expect([
    existsSync(join(root, 'd/a')),
    existsSync(join(root, 'd/b')),
    existsSync(join(root, 'e/c')),
  ]).toEqual([false, true, false]);
  await unpack([{ name: 'd/.wh.b' }]);
  expect(existsSync(join(root, 'd/b'))).toBe(true);
});

describe('a whiteout whose rest is no name of its own folder', () => {
  const names = ['.wh.', '.wh..', '.wh...', 'd/.wh.', 'd/.wh..', 'd/.wh...', 'd/e/.wh...', './.wh...'];

  it.each(names)('%s is rejected, and nothing is deleted', async (name) => {
    writeFileSync(join(base, 'beside'), '');
    await unpack([{ name: 'd/e/kept', content: 'x' }]);
    await expect(unpack([{ name }], { whiteouts: true })).rejects.toMatchObject({
      code: 'ARCHIVE_ENTRY_OUTSIDE',
    });
    expect([existsSync(join(base, 'beside')), existsSync(join(root, 'd/e/kept'))]).toEqual([true, true]);
  });

  it.each(['.wh..wh.', '.wh..wh..wh..opq', '.wh..wh.plnk', '.wh.....', 'd/.wh..hidden'])(
    '%s hides what has exactly that name and nothing else',
    async (name) => {
      writeFileSync(join(base, 'beside'), '');
      await unpack([{ name: 'd/e/kept', content: 'x' }]);
      await unpack([{ name }], { whiteouts: true });
      expect([existsSync(join(base, 'beside')), existsSync(join(root, 'd/e/kept'))]).toEqual([true, true]);
    },
  );
});

test('stops at the bound on entries and on unpacked bytes, before the entry too many is written', async () => {
  const three = ['a', 'b', 'c'].map((name) => ({ name, content: '0123456789' }));
  const few = new UnpackBudget({ entries: 2, bytes: 1_000 });
  await expect(unpack(three, { budget: few })).rejects.toMatchObject({
    code: 'ARCHIVE_TOO_LARGE',
    message: expect.stringContaining('"c"') as string,
  });
  expect(existsSync(join(root, 'c'))).toBe(false);
  const small = new UnpackBudget({ entries: 10, bytes: 25 });
  await expect(unpack(three, { budget: small })).rejects.toMatchObject({ code: 'ARCHIVE_TOO_LARGE' });
  // Layers of one image share what one of them has left.
  await expect(unpack([{ name: 'd' }], { budget: small })).rejects.toMatchObject({
    code: 'ARCHIVE_TOO_LARGE',
  });
});

test('reads through a decompressor, and says so when the archive is broken', async () => {
  const archive = gzipSync(await tar([{ name: 'a', content: 'x' }]));
  await extractArchive(Readable.from([archive]), root, { through: [createGunzip()] });
  expect(existsSync(join(root, 'a'))).toBe(true);
  const torn = extractArchive(Readable.from([archive.subarray(0, 20)]), root, { through: [createGunzip()] });
  await expect(torn).rejects.toMatchObject({ code: 'ARCHIVE_UNREADABLE' });
});
