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

/**
 * More than any trial needs, few events or many being delivered at once. One record read or written for each earlier trial
 * would take the last trials over it.
 */
const ENOUGH = { reads: 45, writes: 32 };

test('a trial reads and writes no more records after many trials than after three', async () => {
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
  const over = costs.filter(({ reads, writes }) => reads > ENOUGH.reads || writes > ENOUGH.writes);
  expect(over).toEqual([]);
  const job = await until(
    () =>
      simulated.sagemaker.send(new DescribeHyperParameterTuningJobCommand({ HyperParameterTuningJobName })),
    ({ HyperParameterTuningJobStatus: status }) => status !== 'InProgress',
  );
  expect(job.TrainingJobStatusCounters?.Completed).toBe(TRIALS);
});
