import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger, systemClock } from '../../../../modules/kernel';
import { Outbox } from '../../../../modules/local-cloud/events/outbox';
import { ProcessRunner } from '../../../../modules/local-cloud/runners/process/process-runner';
import { eventOperations } from '../../../../modules/local-cloud/services/logs/event-operations';
import { LogStore } from '../../../../modules/local-cloud/services/logs/log-store';
import { streamOperations } from '../../../../modules/local-cloud/services/logs/stream-operations';
import { listPage } from '../../../../modules/local-cloud/services/sagemaker/listing/list-page';
import { listQuery } from '../../../../modules/local-cloud/services/sagemaker/listing/list-query';
import { openLmdbStore } from '../../../../modules/local-cloud/store/lmdb-store';
import { listedOf, NamedRecords } from '../../../../modules/local-cloud/store/named-records';
import { TrainingJobs } from '../../../../modules/local-cloud/jobs/training/training-jobs';
import { TuningJobs } from '../../../../modules/local-cloud/jobs/tuning/tuning-jobs';
import { CountingStore } from '../../../support/counting-store';
import { TestImages } from '../../../support/pack-test-image';
import { trainingDependencies } from './training-dependencies';

let root: string;
let store: CountingStore;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tuneform-work-'));
  store = new CountingStore(openLmdbStore(join(root, 'store')));
});

afterEach(async () => {
  await store.close();
  rmSync(root, { recursive: true, force: true });
});

test.each([
  {},
  { SortBy: 'Name', SortOrder: 'Ascending' },
  { SortBy: 'CreationTime', StatusEquals: 'InService' },
] as const)('a page reads the records it shows, however many there are: %j', (query) => {
  const records = new NamedRecords<{ name: string; createdAtMs: number; status: string }>(
    store,
    'things',
    listedOf,
  );
  const add = (from: number, to: number): void =>
    store.transaction(() => {
      for (let at = from; at < to; at += 1) {
        const status = at % 3 === 0 ? 'InService' : 'Failed';
        records.put({ name: `thing-${String(at).padStart(4, '0')}`, createdAtMs: at, status });
      }
    });
  const first = () =>
    listPage(
      listQuery(records.index, query, { by: 'CreationTime', order: 'Descending' }),
      { MaxResults: 7 },
      ({ name }) => records.get(name),
    );
  add(0, 100);
  expect([...records.index.all()]).toHaveLength(100);
  expect(store.readsOf(first)).toBe(7);
  add(100, 1000);
  expect(store.readsOf(first)).toBe(7);
  const { NextToken } = first();
  const second = () =>
    listPage(
      listQuery(records.index, query, { by: 'CreationTime', order: 'Descending' }),
      { MaxResults: 7, NextToken },
      ({ name }) => records.get(name),
    );
  expect(store.readsOf(second)).toBe(7);
});

test('an index knows nothing of what a transaction that failed had put', () => {
  const records = new NamedRecords<{ name: string; createdAtMs: number }>(store, 'things', listedOf);
  records.put({ name: 'kept', createdAtMs: 1 });
  expect([...records.index.all()]).toHaveLength(1);
  expect(() =>
    store.transaction(() => {
      records.put({ name: 'lost', createdAtMs: 2 });
      records.remove('kept');
      throw new Error('changed my mind');
    }),
  ).toThrow('changed my mind');
  expect([...records.index.all()].map(({ name }) => name)).toEqual(['kept']);
});

describe('logs', () => {
  const group = 'g';
  const call = undefined as never;

  function filled(lines: number, streams: number): LogStore {
    const logs = new LogStore(store, systemClock);
    for (let at = 0; at < streams; at += 1) {
      const events = Array.from({ length: lines }, (_, line) => ({
        timestampMs: 1000 * at + line,
        message: `line ${String(line)}`,
      }));
      logs.append(group, `s${String(at)}`, events);
    }
    return logs;
  }

  /** Reads of ten lines: at the head, at the tail, and from the middle of one stream; of all streams; and of streams. */
  function readsOfTen(logs: LogStore): number[] {
    const operations = { ...eventOperations(logs), ...streamOperations(logs) };
    const ask = (name: keyof typeof operations, input: object): number =>
      store.readsOf(() => operations[name]!({ logGroupName: group, limit: 10, ...input } as never, call));
    const one = { logStreamName: 's0' };
    return [
      ask('GetLogEvents', { ...one, startFromHead: true }),
      ask('GetLogEvents', one),
      ask('GetLogEvents', { ...one, startTime: 40, startFromHead: true }),
      ask('GetLogEvents', { ...one, nextToken: `f/${'40'.padStart(16, '0')}.${'40'.padStart(16, '0')}` }),
      ask('GetLogEvents', { ...one, nextToken: `b/${'40'.padStart(16, '0')}.${'40'.padStart(16, '0')}` }),
      ask('FilterLogEvents', {}),
    ];
  }

  test('ten lines are ten reads and a few, however long the log', () => {
    const short = readsOfTen(filled(100, 2));
    const long = readsOfTen(filled(1000, 2));
    expect(long).toEqual(short);
    expect(Math.max(...long)).toBeLessThan(20);
  });

  test('a page of streams reads those it shows, by name and by last event', () => {
    const logs = filled(1, 80);
    const { DescribeLogStreams: describe_ } = streamOperations(logs);
    const ask = (input: object): number =>
      store.readsOf(() =>
        describe_!(
          { logGroupName: group, limit: 5, ...input } as never,
          { region: 'r', account: 'a' } as never,
        ),
      );
    ask({ orderBy: 'LastEventTime' });
    expect(ask({})).toBeLessThan(10);
    expect(ask({ orderBy: 'LastEventTime', descending: true })).toBeLessThan(10);
  });
});

describe('a search', () => {
  let runner: ProcessRunner;
  let images: TestImages;

  beforeEach(() => {
    images = new TestImages(join(root, 'blobs'));
    runner = new ProcessRunner({ clock: systemClock, images, directory: join(root, 'runner') });
  });
  afterEach(() => runner.close());

  /** Runs a search with early stopping to its end; answers how many records were read from each launch to the next. */
  async function readsPerTrial(trials: number, lines: number): Promise<number[]> {
    const marks: number[] = [];
    const dependencies = trainingDependencies({
      store,
      events: new Outbox({ store, clock: systemClock, logger: silentLogger }),
      images,
      runner: () => Promise.resolve(runner),
      directory: root,
    });
    const training = new TrainingJobs(dependencies);
    const tuning = new TuningJobs(dependencies, training, {
      arnOf: (name) => name,
      tag: () => marks.push(store.reads),
    });
    const content = `#!/bin/sh\ni=0; while [ $i -lt ${String(lines)} ]; do echo "score=1;"; i=$((i+1)); done\n`;
    const imageDigest = await images.add([{ name: 'opt/program/train', content, mode: 0o755 }]);
    const name = `search-${String(lines)}`;
    tuning.add({
      name,
      arn: name,
      id: name,
      imageDigests: [imageDigest],
      createdAtMs: 0,
      request: {
        HyperParameterTuningJobName: name,
        HyperParameterTuningJobConfig: {
          Strategy: 'Random',
          TrainingJobEarlyStoppingType: 'Auto',
          HyperParameterTuningJobObjective: { Type: 'Maximize', MetricName: 'score' },
          ResourceLimits: { MaxNumberOfTrainingJobs: trials, MaxParallelTrainingJobs: 1 },
          ParameterRanges: { ContinuousParameterRanges: [{ Name: 'x', MinValue: '0', MaxValue: '1' }] },
        },
        TrainingJobDefinition: {
          AlgorithmSpecification: {
            TrainingInputMode: 'File',
            MetricDefinitions: [{ Name: 'score', Regex: 'score=(.*);' }],
          },
          RoleArn: 'role',
          OutputDataConfig: { S3OutputPath: 's3://b/o' },
          StoppingCondition: { MaxRuntimeInSeconds: 600 },
        },
      },
    });
    tuning.start(name);
    while (tuning.active > 0) await new Promise(setImmediate);
    expect(tuning.get(name)).toMatchObject({
      status: 'Completed',
      summary: { trials: { Completed: trials }, objectives: { Succeeded: trials } },
    });
    return marks.slice(1).map((mark, at) => mark - marks[at]!);
  }

  test('reads as much for the twelfth trial as for the third, and nothing for a line', async () => {
    const few = await readsPerTrial(12, 2);
    // The first has no best trial to be compared with.
    expect(few.slice(2)).toEqual(few.slice(1, -1));
    const many = await readsPerTrial(3, 200);
    expect(many).toEqual(few.slice(0, 2));
  });

  test('writes no more at once for a trial that printed twenty thousand values', async () => {
    await readsPerTrial(2, 20_000);
    const curve = [...store.collection('sagemaker/objective-curves').list()];
    // The search has ended and forgotten what its trials were compared with.
    expect(curve).toEqual([]);
    // 4,096 numbers of eight bytes as text; all at once they would be five times as much.
    expect(store.mostWritten).toBeLessThan(50_000);
    expect(store.mostWritten).toBeGreaterThan(40_000);
  });
});
