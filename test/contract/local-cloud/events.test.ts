import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '../../../modules/kernel';
import type { JobEvent } from '../../../modules/local-cloud/events/job-event';
import { Outbox } from '../../../modules/local-cloud/events/outbox';
import { openLmdbStore } from '../../../modules/local-cloud/store/lmdb-store';
import type { Store } from '../../../modules/local-cloud/store/store';

let directory: string;
let store: Store;
let said: string[];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'tuneform-events-'));
  store = openLmdbStore(join(directory, 'store'));
  said = [];
});

afterEach(async () => {
  await store.close();
  rmSync(directory, { recursive: true, force: true });
});

const outbox = (): Outbox =>
  new Outbox({ store, logger: { ...silentLogger, error: (message) => void said.push(message) } });
const event = (name: string, status = 'Completed'): JobEvent => ({
  kind: 'training job',
  name,
  arn: `arn:${name}`,
  status,
  atMs: 1,
});
const left = (): number => [...store.collection('events/outbox').list()].length;
/** Collects what a subscriber is told. */
function heardBy(events: Outbox): string[] {
  const heard: string[] = [];
  events.subscribe(({ name, status }) => void heard.push(`${name} ${status}`));
  return heard;
}

test('every subscriber hears every event once it is on disk, those of one job in order', async () => {
  const events = outbox();
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  const slow: string[] = [];
  events.subscribe(async ({ name, status }) => {
    if (name === 'held') await gate;
    slow.push(`${name} ${status}`);
  });
  const heard = heardBy(events);
  store.transaction(() => {
    events.append(event('held', 'Stopping'));
    events.append(event('held', 'Stopped'));
    expect(heard).toEqual([]);
  });
  events.append(event('free'));
  await Promise.resolve();
  while (slow.length === 0) await new Promise(setImmediate);
  expect(slow).toEqual(['free Completed']);
  open();
  await events.idle();
  expect(slow).toEqual(['free Completed', 'held Stopping', 'held Stopped']);
  expect(heard).toEqual(['held Stopping', 'free Completed', 'held Stopped']);
  expect(left()).toBe(0);
});

test('nobody hears of what was not written', () => {
  const events = outbox();
  const heard = heardBy(events);
  const work = (): void => {
    events.append(event('undone'));
    throw new Error('changed my mind');
  };
  expect(() => store.transaction(work)).toThrow('changed my mind');
  expect([heard, left()]).toEqual([[], 0]);
});

test('a subscriber that fails keeps the event from nobody else, and says so', async () => {
  const events = outbox();
  events.subscribe(() => Promise.reject(new Error('broken')));
  const heard = heardBy(events);
  events.append(event('job'));
  await events.idle();
  expect(heard).toEqual(['job Completed']);
  expect(said).toEqual(['event not handled']);
});

test('what a killed process had not delivered is delivered after the next start, to all', async () => {
  await store.close();
  const folder = join(directory, 'killed');
  const script = require.resolve('../../support/outbox-process');
  const child = spawn(process.execPath, ['-r', 'tsx/cjs', script, folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
  store = openLmdbStore(folder);
  expect([...store.collection('records').list()].map(([name]) => name)).toEqual(['first', 'second', 'third']);
  const events = outbox();
  const one = heardBy(events);
  const other = heardBy(events);
  events.append(event('fresh'));
  events.resume();
  await events.idle();
  expect(one.sort()).toEqual(['fresh Completed', 'second Completed', 'third Completed']);
  expect(other.sort()).toEqual(one);
  expect(left()).toBe(0);
});
