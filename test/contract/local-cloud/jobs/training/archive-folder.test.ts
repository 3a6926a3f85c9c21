import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { archiveFolder } from '../../../../../modules/local-cloud/jobs/training/archive-folder';

let root: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tuneform-archive-'));
  folder = join(root, 'model');
  mkdirSync(folder);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** What another program makes of the archive. */
async function unpacked(): Promise<string> {
  await archiveFolder(folder, join(root, 'model.tar.gz'));
  const target = join(root, 'unpacked');
  mkdirSync(target);
  execFileSync('tar', ['-xzf', join(root, 'model.tar.gz'), '-C', target]);
  return target;
}

const bytesOf = (text: string): Buffer => Buffer.from(text, 'latin1');
const place = (name: Buffer): Buffer => Buffer.concat([Buffer.from(`${folder}/`), name]);

const inOrder = (names: readonly Buffer[]): readonly Buffer[] =>
  [...names].sort((one, other) => Buffer.compare(one, other));

test('files of any name come through: not in UTF-8, long, with line breaks', async () => {
  const names = ['caf\xe9', '\xff\xfe', 'plain', 'a\nb', 'n'.repeat(255), '-rf', 'é'].map(bytesOf);
  for (const name of names) writeFileSync(place(name), name);
  const target = await unpacked();
  const found = readdirSync(target, { encoding: 'buffer' });
  expect(inOrder(found)).toEqual(inOrder(names));
  for (const name of names) {
    expect(readFileSync(Buffer.concat([Buffer.from(`${target}/`), name]))).toEqual(name);
  }
});

test('empty folders, deep ones, empty files, links and modes come through', async () => {
  const deep = Array.from({ length: 12 }, (_, at) => `folder-number-${String(at)}`).join('/');
  mkdirSync(join(folder, 'empty/inner'), { recursive: true });
  mkdirSync(join(folder, deep), { recursive: true });
  writeFileSync(join(folder, deep, 'w'), 'weights');
  writeFileSync(join(folder, 'nothing'), '');
  writeFileSync(join(folder, 'run'), '#!/bin/sh\n', { mode: 0o755 });
  writeFileSync(join(folder, 'large'), Buffer.alloc(200_001, 7));
  symlinkSync('nothing', join(folder, 'near'));
  symlinkSync(`${'x'.repeat(150)}/far`, join(folder, 'far'));
  const target = await unpacked();
  expect(readdirSync(join(target, 'empty'))).toEqual(['inner']);
  expect(readFileSync(join(target, deep, 'w'), 'utf8')).toBe('weights');
  expect(readFileSync(join(target, 'nothing'), 'utf8')).toBe('');
  expect(readFileSync(join(target, 'large'))).toEqual(Buffer.alloc(200_001, 7));
  expect(readlinkSync(join(target, 'near'))).toBe('nothing');
  expect(readlinkSync(join(target, 'far'))).toBe(`${'x'.repeat(150)}/far`);
  expect(execFileSync(join(target, 'run'), { encoding: 'utf8' })).toBe('');
});

test('files that their owner may not read are read all the same', async () => {
  mkdirSync(join(folder, 'closed'));
  writeFileSync(join(folder, 'closed/secret'), 'x', { mode: 0o000 });
  chmodSync(join(folder, 'closed'), 0o000);
  await archiveFolder(folder, join(root, 'model.tar.gz'));
  const listed = execFileSync('tar', ['-tzf', join(root, 'model.tar.gz')], { encoding: 'utf8' });
  expect(listed).toBe('closed/\nclosed/secret\n');
});

test('what is no file is left out, and a folder that is not there makes an empty archive', async () => {
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  expect(readdirSync(await unpacked())).toEqual([]);
  await archiveFolder(join(root, 'gone'), join(root, 'none.tar.gz'));
  expect(execFileSync('tar', ['-tzf', join(root, 'none.tar.gz')], { encoding: 'utf8' })).toBe('');
});
