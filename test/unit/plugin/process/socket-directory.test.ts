import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  createSocketDirectory,
  sweepSocketDirectories,
} from '../../../../modules/plugin/process/socket-directory';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sockets-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('the directory is private, and removing it twice is fine', () => {
  const made = createSocketDirectory([folder]);
  expect(statSync(dirname(made.socketPath)).mode & 0o777).toBe(0o700);
  made.remove();
  made.remove();
  expect(existsSync(dirname(made.socketPath))).toBe(false);
});

test('the first folder that will do is taken', () => {
  writeFileSync(join(folder, 'file'), '');
  const made = createSocketDirectory([undefined, '', join(folder, 'gone'), join(folder, 'file'), folder]);
  expect(dirname(dirname(made.socketPath))).toBe(folder);
  made.remove();
});

test('where none will do, each is named with its reason, and what to do', () => {
  const long = join(folder, 'x'.repeat(90));
  mkdirSync(long);
  writeFileSync(join(folder, 'file'), '');
  expect(() => createSocketDirectory([join(folder, 'gone'), join(folder, 'file'), long])).toThrow(
    `it found no usable folder for its socket. Tried: ${folder}/gone (no such folder), ${folder}/file (not a folder), ` +
      `${long} (the name is too long for a socket's). Set TMPDIR to an existing folder that you may write to.`,
  );
});

test('a folder that is gone has nothing to sweep', () => {
  expect(() => sweepSocketDirectories(join(folder, 'gone'))).not.toThrow();
});
