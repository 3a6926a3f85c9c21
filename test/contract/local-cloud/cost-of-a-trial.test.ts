import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateHyperParameterTuningJobCommand,
  DescribeHyperParameterTuningJobCommand,
} from '@aws-sdk/client-sagemaker';
import { openLmdbStore } from '../../../modules/local-cloud/store/lmdb-store';
import { CountingStore } from '../../support/counting-store';
import { SimulatedCloud } from '../../support/simulated-cloud';
import { until } from './sagemaker-fixture';

const TRIALS = 40;

let directory: string;
let store: CountingStore;
let simulated: SimulatedCloud;
let marks: { reads: number; writes: number }[];

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'tuneform-cost-'));
  store = new CountingStore(openLmdbStore(join(directory, 'store')));
  marks = [];
  const program = (): { lines: string[] } => {
    marks.push({ reads: store.reads, writes: store.writes });
    // Every trial is as good as the last, so that no record is written for a better one.
    return { lines: ['score=1;'] };
  };
  simulated = new SimulatedCloud(program, { directory, store });
  await simulated.cloud.start();
  await simulated.furnish();
});

afterEach(async () => {
  await simulated.cloud.stop();
  rmSync(directory, { recursive: true, force: true });
});

test('a trial reads and writes as many records after many trials as after three', async () => {
  const HyperParameterTuningJobName = 'long';
  const request = simulated.tuningRequest(HyperParameterTuningJobName, {
    ResourceLimits: { MaxNumberOfTrainingJobs: TRIALS, MaxParallelTrainingJobs: 1 },
    TrainingJobEarlyStoppingType: 'Auto',
    TuningJobCompletionCriteria: {
      TargetObjectiveMetricValue: 2,
      BestObjectiveNotImproving: { MaxNumberOfTrainingJobsNotImproving: TRIALS },
    },
  });
  await simulated.sagemaker.send(new CreateHyperParameterTuningJobCommand(request));
  await until(
    () => Promise.resolve(marks.length),
    (count) => count === TRIALS,
  );
  const costs = marks.slice(1).map(({ reads, writes }, at) => ({
    reads: reads - marks[at]!.reads,
    writes: writes - marks[at]!.writes,
  }));
  const [, , third] = costs;
  expect(costs.slice(2)).toEqual(costs.slice(2).map(() => third));
  const job = await until(
    () =>
      simulated.sagemaker.send(new DescribeHyperParameterTuningJobCommand({ HyperParameterTuningJobName })),
    ({ HyperParameterTuningJobStatus: status }) => status !== 'InProgress',
  );
  expect(job.TrainingJobStatusCounters?.Completed).toBe(TRIALS);
});
