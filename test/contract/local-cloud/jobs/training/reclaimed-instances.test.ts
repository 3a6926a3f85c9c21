import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DescribeTrainingJobCommand, StopTrainingJobCommand } from '@aws-sdk/client-sagemaker';
import { ends, lossBench, MINUTE_MS, runs } from '../../../../support/loss-bench';
import type { SimulatedProgram } from '../../../../support/simulated-runner';
import { inVirtualTime } from '../../../../support/virtual-time';

const {
  play,
  later,
  clock,
  simulated,
  training,
  after,
  reclaimed,
  seen,
  ended,
  searched,
  trials,
  searching,
} = lossBench();

const SPOT = {
  EnableManagedSpotTraining: true,
  StoppingCondition: { MaxRuntimeInSeconds: 3600, MaxWaitTimeInSeconds: 7200 },
};

test('the wait between two spot instances is neither trained nor billed', async () => {
  play(runs, ends(20, 'score=1;'));
  await training(SPOT, 10);
  expect(reclaimed(30)).toBeUndefined();
  await after(1);
  expect(await seen()).toMatchObject({
    status: 'InProgress',
    steps: 'Starting Downloading Training Interrupted',
  });
  expect(reclaimed()).toBe(
    'The training job job has no program that runs now (it loses its instance already). Ask again when it is Training.',
  );
  expect(await ended()).toEqual({
    status: 'Completed',
    steps: 'Starting Downloading Training Interrupted Starting Downloading Training Uploading Completed',
    took: 60,
    trained: 30,
    billed: 30,
    artifact: 's3://experiments/output/job/output/model/',
  });
});

test('all stays on spot instances share the maximum run time', async () => {
  play(runs);
  await training(SPOT, 45);
  reclaimed(10);
  expect(await ended()).toMatchObject({
    status: 'Stopped',
    steps: expect.stringMatching(
      /Interrupted Starting Downloading Training Stopping Uploading MaxRuntimeExceeded$/,
    ),
    took: 70,
    billed: 60,
  });
});

test('the maximum wait ends a job that waits for an instance, and one that trains', async () => {
  play(runs);
  await training(SPOT, 10);
  reclaimed(500);
  expect(await ended()).toMatchObject({
    status: 'Stopped',
    steps: 'Starting Downloading Training Interrupted Stopping MaxWaitTimeExceeded',
    took: 120,
    billed: 10,
  });
  await training({ ...SPOT, TrainingJobName: 'second' }, 10);
  simulated().cloud.loseInstance('second', { how: 'reclaimed', awayMs: 100 * MINUTE_MS });
  await after(115);
  expect(await seen('second')).toMatchObject({
    steps: expect.stringMatching(/Training Stopping Uploading MaxWaitTimeExceeded$/),
    billed: 20,
    artifact: 's3://experiments/output/second/output/model/',
  });
});

test('a job that is stopped while it waits for an instance ends at once', async () => {
  play(runs);
  await training(SPOT, 10);
  reclaimed(60);
  await after(5);
  const stopped = simulated().sagemaker.send(new StopTrainingJobCommand({ TrainingJobName: 'job' }));
  await inVirtualTime(
    clock(),
    stopped.then(() => later(1)),
  );
  expect(await seen()).toMatchObject({
    status: 'Stopped',
    steps: 'Starting Downloading Training Interrupted Stopping Stopped',
    took: 15,
  });
});

test('only spot instances are reclaimed', async () => {
  play(ends(9));
  await training({}, 5);
  expect(reclaimed()).toBe(
    'The training job job is not on a spot instance. An instance that is not can only fail.',
  );
  expect(await ended()).toMatchObject({
    status: 'Completed',
    billed: 9,
  });
});

test('trials keep their checkpoints apart, each below its own name, and a further instance finds its own', async () => {
  const found: boolean[] = [];
  const checkpointing: SimulatedProgram = ({ mlDirectory }) => {
    const file = join(mlDirectory, 'checkpoints', 'epoch');
    found.push(existsSync(file));
    if (existsSync(file)) return { lines: ['score=2;'], tookMs: MINUTE_MS };
    mkdirSync(join(mlDirectory, 'checkpoints'), { recursive: true });
    writeFileSync(file, '1');
    return found.length === 1 ? 'runs until it is stopped' : { lines: ['score=1;'], tookMs: MINUTE_MS };
  };
  play(checkpointing);
  const trial = await searching(2, {
    ...SPOT,
    CheckpointConfig: { S3Uri: 's3://experiments/checkpoints' },
  });
  expect(simulated().cloud.loseInstance(trial, { how: 'reclaimed', awayMs: 0 })).toBeUndefined();
  await searched();
  expect(found).toEqual([false, true, false]);
  const [first, second] = await trials();
  expect([first, second].map((one) => one!.FinalHyperParameterTuningJobObjectiveMetric!.Value)).toEqual([
    2, 1,
  ]);
  const { CheckpointConfig } = await simulated().sagemaker.send(
    new DescribeTrainingJobCommand({ TrainingJobName: trial }),
  );
  expect(CheckpointConfig).toEqual({ S3Uri: `s3://experiments/checkpoints/${trial}` });
});
