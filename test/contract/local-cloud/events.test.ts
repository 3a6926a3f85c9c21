import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '../../../modules/kernel';
import type { JobEvent } from '../../../modules/local-cloud/events/job-event';
import { Outbox, RETRY_AFTER_MS } from '../../../modules/local-cloud/events/outbox';
import type { ParkedEvent } from '../../../modules/local-cloud/events/outbox';
import { openLmdbStore } from '../../../modules/local-cloud/store/lmdb-store';
import type { Store } from '../../../modules/local-cloud/store/store';
import { ManualClock } from '../../support/manual-clock';

let directory: string;
let store: Store;
let said: string[];
let clock: ManualClock;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'tuneform-events-'));
  store = openLmdbStore(join(directory, 'store'));
  said = [];
  clock = new ManualClock();
});

afterEach(async () => {
  await store.close();
  rmSync(directory, { recursive: true, force: true });
});

const say = (message: string): void => void said.push(message);
const outbox = (): Outbox => new Outbox({ store, clock, logger: { ...silentLogger, warn: say, error: say } });
const event = (name: string, status = 'Completed'): JobEvent => ({
  kind: 'training job',
  name,
  arn: `arn:${name}`,
  status,
  atMs: 1,
});
const left = (): number => [...store.collection('events/outbox').list()].length;
const parked = (): ParkedEvent[] =>
  [...store.collection<ParkedEvent>('events/parked').list()].map(([, one]) => one);
const ALL_RETRIES_MS = RETRY_AFTER_MS.reduce((sum, ms) => sum + ms, 0);
/** Collects what a subscriber is told. */
function heardBy(events: Outbox, subscriber = 'listener'): string[] {
  const heard: string[] = [];
  events.subscribe(subscriber, ({ name, status }) => void heard.push(`${name} ${status}`));
  return heard;
}

test('every subscriber hears every event once it is on disk, those of one job in order', async () => {
  const events = outbox();
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  const slow: string[] = [];
  events.subscribe('slow', async ({ name, status }) => {
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

test('no subscriber receives an event that was not written', () => {
  const events = outbox();
  const heard = heardBy(events);
  const work = (): void => {
    events.append(event('undone'));
    throw new Error('changed my mind');
  };
  expect(() => store.transaction(work)).toThrow('changed my mind');
  expect([heard, left()]).toEqual([[], 0]);
});

/** Lets what was just begun fall asleep, then moves time. */
async function passes(ms: number): Promise<void> {
  await clock.advance(0);
  await clock.advance(ms);
}

/** A subscriber that fails on one job's first `times` deliveries. */
function failing(events: Outbox, times: number, subscriber = 'failing'): string[] {
  const heard: string[] = [];
  let failures = 0;
  events.subscribe(subscriber, ({ name, status }) => {
    if (name === 'job' && failures < times) {
      failures += 1;
      throw new Error('broken');
    }
    heard.push(`${name} ${status}`);
  });
  return heard;
}

test('a subscriber that fails gets the event again in time, and no other waits for it', async () => {
  const events = outbox();
  const late = failing(events, 2);
  const heard = heardBy(events);
  events.append(event('job', 'Stopping'));
  events.append(event('job', 'Stopped'));
  await passes(RETRY_AFTER_MS[0] + RETRY_AFTER_MS[1] - 1);
  expect([heard, late]).toEqual([['job Stopping', 'job Stopped'], []]);
  expect(left()).toBe(2);
  await passes(1);
  await events.idle();
  expect(late).toEqual(['job Stopping', 'job Stopped']);
  expect([left(), parked(), clock.sleeping]).toEqual([0, [], 0]);
  expect(said).toEqual(Array(2).fill('event not handled; it is delivered again'));
});

test('an event that a subscriber cannot handle is parked for it alone, and later ones reach it', async () => {
  const events = outbox();
  const late = failing(events, 1 + RETRY_AFTER_MS.length);
  const heard = heardBy(events);
  events.append(event('job', 'Stopping'));
  events.append(event('job', 'Stopped'));
  await passes(ALL_RETRIES_MS);
  await events.idle();
  expect(late).toEqual(['job Stopped']);
  expect(heard).toEqual(['job Stopping', 'job Stopped']);
  expect(left()).toBe(0);
  expect(parked()).toEqual([{ event: event('job', 'Stopping'), subscriber: 'failing', error: 'broken' }]);
  expect(said.at(-1)).toBe('event parked until the next start');
});

test('a parked event is delivered at the next start, to its subscriber, and parked again if that fails', async () => {
  const first = outbox();
  failing(first, Infinity);
  first.append(event('job'));
  await passes(ALL_RETRIES_MS);
  const second = outbox();
  failing(second, Infinity);
  const others = heardBy(second);
  second.resume();
  await passes(ALL_RETRIES_MS);
  await second.idle();
  expect([others, parked().length]).toEqual([[], 1]);
  const third = outbox();
  third.append(event('fresh'));
  const repaired = heardBy(third, 'failing');
  third.resume();
  await third.idle();
  expect(repaired).toEqual(['job Completed']);
  expect([left(), parked()]).toEqual([0, []]);
});

test('closing ends the wait for another delivery, and the next start delivers the event', async () => {
  const first = outbox();
  failing(first, Infinity);
  first.append(event('job'));
  await passes(1);
  expect(clock.sleeping).toBe(1);
  await first.close();
  expect([clock.sleeping, left(), parked()]).toEqual([0, 1, []]);
  const second = outbox();
  const heard = heardBy(second, 'failing');
  second.resume();
  await second.idle();
  expect([heard, left()]).toEqual([['job Completed'], 0]);
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
  const other = heardBy(events, 'other');
  events.append(event('fresh'));
  events.resume();
  await events.idle();
  expect(one.sort()).toEqual(['fresh Completed', 'second Completed', 'third Completed']);
  expect(other.sort()).toEqual(one);
  expect(left()).toBe(0);
});
