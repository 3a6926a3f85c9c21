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
import { until } from '../../support/sagemaker-fixture';

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
 * How many records more a trial costs at the end than at the beginning, on average over a third of the trials each: events
 * that are delivered together move a few records from one trial to its neighbour.
 */
function growth(costs: readonly number[]): number {
  const third = Math.floor(costs.length / 3);
  const mean = (some: readonly number[]): number => some.reduce((sum, one) => sum + one, 0) / some.length;
  return mean(costs.slice(-third)) - mean(costs.slice(0, third));
}

/** What one more record for each twentieth earlier trial exceeds. */
const NO_GROWTH = 1;

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
  expect(growth(costs.map(({ reads }) => reads))).toBeLessThan(NO_GROWTH);
  expect(growth(costs.map(({ writes }) => writes))).toBeLessThan(NO_GROWTH);
  const job = await until(
    () =>
      simulated.sagemaker.send(new DescribeHyperParameterTuningJobCommand({ HyperParameterTuningJobName })),
    ({ HyperParameterTuningJobStatus: status }) => status !== 'InProgress',
  );
  expect(job.TrainingJobStatusCounters?.Completed).toBe(TRIALS);
});

test('a record more for each twentieth earlier trial would be found', () => {
  const costs = Array.from({ length: TRIALS - 1 }, (_, earlier) => 28 + Math.floor(earlier / 20));
  expect(growth(costs)).toBeGreaterThanOrEqual(NO_GROWTH);
});
