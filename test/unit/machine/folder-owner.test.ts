import { lutimesSync, mkdtempSync, readdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../modules/kernel';
import { claimFolder, identify, ownerOfFolder } from '../../../modules/machine';
import type { FolderClaim } from '../../../modules/machine';

let folder: string;
const self = identify(process.pid)!;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tuneform-owner-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const leave = (holder: unknown): void => symlinkSync(JSON.stringify(holder), join(folder, 'owner.lock'));
const release = (claim: FolderClaim): void => {
  if (!claim.held) throw new Error(`held by ${String(claim.owner.pid)}`);
  claim.release();
};

test('a folder has one owner until it is given back, also within one process', async () => {
  const first = await claimFolder(folder, systemClock);
  expect(ownerOfFolder(folder)).toEqual(self);
  expect(await claimFolder(folder, systemClock)).toEqual({ held: false, owner: self });
  release(first);
  expect([ownerOfFolder(folder), readdirSync(folder)]).toEqual([undefined, []]);
  release(await claimFolder(folder, systemClock));
});

test('of many claims at one moment one is granted', async () => {
  const claims = await Promise.all(Array.from({ length: 20 }, () => claimFolder(folder, systemClock)));
  expect(claims.filter(({ held }) => held)).toHaveLength(1);
  release(claims.find(({ held }) => held)!);
});

test.each([
  { why: 'that has ended', holder: { ...self, pid: 4_000_000 } },
  { why: 'whose number was given to another', holder: { ...self, startedAt: '1' } },
  { why: 'of before the last boot', holder: { ...self, boot: 'another' } },
])('the lock of a process $why frees the folder', async ({ holder }) => {
  leave(holder);
  expect(ownerOfFolder(folder)).toBeUndefined();
  release(await claimFolder(folder, systemClock));
  expect(readdirSync(folder)).toEqual([]);
});

describe('an owner in another container that shares the folder', () => {
  const hidden = { ...self, container: 'pid:[1]' };

  test('is believed to live while it shows that it does', async () => {
    leave(hidden);
    expect(await claimFolder(folder, systemClock)).toEqual({ held: false, owner: hidden });
  });

  test('is gone once it has not done so for a minute', async () => {
    leave(hidden);
    const earlier = new Date(Date.now() - 61_000);
    lutimesSync(join(folder, 'owner.lock'), earlier, earlier);
    release(await claimFolder(folder, systemClock));
  });
});

test('an owner ousted because its folder was deleted leaves the lock of the next owner alone', async () => {
  const first = await claimFolder(folder, systemClock);
  rmSync(join(folder, 'owner.lock'));
  leave({ ...self, container: 'pid:[1]' });
  release(first);
  expect(readlinkSync(join(folder, 'owner.lock'))).toContain('pid:[1]');
});
