import fs, { mkdtempSync, readdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identify, withFileLock } from '../../../modules/machine';
import { ManualClock } from '../../support/manual-clock';

const DEAD = JSON.stringify({ pid: 4_000_000, startedAt: '1' });
const LIVING = JSON.stringify(identify(process.pid));

let folder: string;
let lock: string;
let clock: ManualClock;
let waited: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tuneform-lock-'));
  lock = join(folder, 'x.lock');
  clock = new ManualClock();
  waited = 0;
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const options = (signal = new AbortController().signal) => ({
  clock,
  signal,
  onWait: () => void (waited += 1),
});

test('a lock names its owner while it is held and is gone afterwards', async () => {
  expect(await withFileLock(lock, options(), async () => readlinkSync(lock))).toBe(LIVING);
  expect(readdirSync(folder)).toEqual([]);
  expect(waited).toBe(0);
});

test('one waits until the other is done', async () => {
  const order: string[] = [];
  let release = (): void => undefined;
  const first = withFileLock(lock, options(), () => new Promise<void>((resolve) => (release = resolve)));
  const second = withFileLock(lock, options(), async () => void order.push('second'));
  await clock.advance(1_000);
  order.push('first');
  release();
  await first;
  await clock.advance(1_000);
  await second;
  expect(order).toEqual(['first', 'second']);
  expect(waited).toBe(1);
});

test.each([
  { what: 'the lock of a process that is gone', dead: ['x.lock'] },
  { what: 'the lock whose takeover is gone too', dead: ['x.lock', 'x.lock.takeover'] },
  {
    what: 'the lock whose heirs died one after the other',
    dead: ['x.lock', 'x.lock.takeover', 'x.lock.takeover.takeover'],
  },
])('$what is taken over, and nothing is left of it', async ({ dead }) => {
  for (const name of dead) symlinkSync(DEAD, join(folder, name));
  const done = withFileLock(lock, options(), async () => 'done');
  await clock.advance(1_000);
  expect(await done).toBe('done');
  expect(readdirSync(folder)).toEqual([]);
});

test('a lock that another heir is taking over is left to it', async () => {
  symlinkSync(DEAD, lock);
  symlinkSync(LIVING, `${lock}.takeover`);
  const done = withFileLock(lock, options(), async () => 'done');
  await clock.advance(1_000);
  expect(readlinkSync(lock)).toBe(DEAD);
  rmSync(`${lock}.takeover`);
  await clock.advance(1_000);
  expect(await done).toBe('done');
});

test('a lock that another heir took since it was looked at stays with it', async () => {
  symlinkSync(DEAD, lock);
  const make = fs.symlinkSync.bind(fs);
  // The other process has taken over in the moment between our look at the lock and our becoming its heir.
  const between = jest.spyOn(fs, 'symlinkSync').mockImplementation((target, path) => {
    if (path === `${lock}.takeover`) {
      rmSync(lock);
      make(LIVING, lock);
    }
    make(target, path);
  });
  const done = withFileLock(lock, options(), async () => 'done');
  between.mockRestore();
  await clock.advance(1_000);
  expect(readlinkSync(lock)).toBe(LIVING);
  rmSync(lock);
  await clock.advance(1_000);
  expect(await done).toBe('done');
});

test('waiting for a lock ends with the signal', async () => {
  await withFileLock(lock, options(), async () => {
    const waiting = new AbortController();
    const second = withFileLock(lock, options(waiting.signal), async () => 'never');
    waiting.abort(new Error('enough'));
    await expect(second).rejects.toThrow('enough');
  });
});
