import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { silentLogger } from '../../../../modules/kernel';
import { discardFolder } from '../../../../modules/local-cloud/runners/discard-folder';
import { removeFolder } from '../../../../modules/local-cloud/runners/remove-folder';

const NOBODY = 65_534;
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tuneform-remove-'));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Rights bind all users but root, who runs some of our tests. */
async function asOrdinaryUser(work: () => Promise<void>): Promise<void> {
  if (process.geteuid?.() !== 0) return work();
  chmodSync(dirname(root), 0o711);
  process.seteuid?.(NOBODY);
  try {
    await work();
  } finally {
    process.seteuid?.(0);
  }
}

function readOnlyFolders(): string {
  const folder = join(root, 'job');
  const deep = join(folder, 'a', 'b');
  mkdirSync(deep, { recursive: true });
  writeFileSync(join(deep, 'file'), '');
  if (process.geteuid?.() === 0) {
    for (const path of [root, folder, join(folder, 'a'), deep, join(deep, 'file')]) {
      chownSync(path, NOBODY, NOBODY);
    }
  }
  chmodSync(deep, 0o500);
  chmodSync(join(folder, 'a'), 0o000);
  return folder;
}

test('removes folders whose owner may neither read nor change them', async () => {
  const folder = readOnlyFolders();
  await asOrdinaryUser(() => removeFolder(folder));
  expect(existsSync(folder)).toBe(false);
});

test('is content with a folder that is not there', async () => {
  await expect(removeFolder(join(root, 'none'))).resolves.toBeUndefined();
});

test('names a folder that cannot be removed in the log', async () => {
  const said: unknown[] = [];
  const logger = { ...silentLogger, warn: (...line: unknown[]) => void said.push(line) };
  const file = join(root, 'file');
  writeFileSync(file, '');
  await discardFolder(join(file, 'below'), logger);
  expect(said).toEqual([
    ['folder left behind', { folder: join(file, 'below'), error: expect.stringContaining('ENOTDIR') }],
  ]);
});
