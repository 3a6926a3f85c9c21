import { join } from 'node:path';
import { GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateHyperParameterTuningJobCommand,
  DescribeHyperParameterTuningJobCommand,
} from '@aws-sdk/client-sagemaker';
import type { CreateHyperParameterTuningJobRequest } from '@aws-sdk/client-sagemaker';
import type { TrainingJobRecord } from '../modules/local-cloud/jobs/training/training-job-record';
import type { TuningJobRecord } from '../modules/local-cloud/jobs/tuning/tuning-job-record';
import { NO_TRIALS } from '../modules/local-cloud/jobs/tuning/tuning-summary';
import { openLmdbStore } from '../modules/local-cloud/store/lmdb-store';
import type { SageMakerFixture } from '../test/support/sagemaker-fixture';
import { processorMs } from './machine-load';

/** The name of a search whose first part `seedTrials` wrote. */
const SEEDED = 'seeded';

/** Prints its objective as often as its hyperparameter says. */
export const CHATTY = `#!/usr/bin/env python3
import json, os
lines = int(json.load(open(os.environ["SAGEMAKER_BASE_DIR"] + "/input/config/hyperparameters.json"))["lines"])
for line in range(lines): print(f"step {line} score=0.5;")
`;

/**
 * Runs one search of four trials with early stopping and the objective on every line; measures how long a describe had
 * to wait meanwhile.
 */
export async function longestPause(
  aws: SageMakerFixture,
  image: string,
  { lines, pid }: { readonly lines: number; readonly pid: number },
): Promise<{ readonly pauseMs: number; readonly seconds: number; readonly microsecondsALine: number }> {
  const name = `chatty-${String(lines)}`;
  const request = aws.tuningRequest(name, image, {
    TrainingJobEarlyStoppingType: 'Auto',
    ResourceLimits: { MaxNumberOfTrainingJobs: 4, MaxParallelTrainingJobs: 1 },
  });
  const { TrainingJobDefinition: definition } = request;
  if (definition === undefined) throw new Error('The request defines no training job.');
  const fixed = { ...definition.StaticHyperParameters, lines: String(lines) };
  const started = performance.now();
  const spent = processorMs(pid);
  await aws.sagemaker.send(
    new CreateHyperParameterTuningJobCommand({
      ...request,
      TrainingJobDefinition: { ...definition, StaticHyperParameters: fixed },
    }),
  );
  let pauseMs = 0;
  for (;;) {
    const asked = performance.now();
    const { HyperParameterTuningJobStatus: status } = await aws.sagemaker.send(
      new DescribeHyperParameterTuningJobCommand({ HyperParameterTuningJobName: name }),
    );
    pauseMs = Math.max(pauseMs, performance.now() - asked);
    if (status !== 'InProgress') break;
  }
  const ms = performance.now() - started;
  const used = processorMs(pid) - spent;
  return { pauseMs, seconds: ms / 1000, microsecondsALine: (1000 * used) / (4 * lines) };
}

/** Returns the milliseconds to read ten lines of a long log: at its start, at its end, and from a token. */
export async function tenLines(aws: SageMakerFixture): Promise<readonly number[]> {
  const log = { logGroupName: 'bench', logStreamName: 'long', limit: 10 };
  const read = async (more: object): Promise<number> => {
    const started = performance.now();
    await aws.logs.send(new GetLogEventsCommand({ ...log, ...more }));
    return performance.now() - started;
  };
  await read({});
  const { nextBackwardToken } = await aws.logs.send(new GetLogEventsCommand(log));
  return [await read({ startFromHead: true }), await read({}), await read({ nextToken: nextBackwardToken })];
}

/** Returns the seconds between two launches, in a search with or without earlier trials. */
export async function secondsATrial(aws: SageMakerFixture, image: string, name: string): Promise<number> {
  const look = () =>
    aws.sagemaker.send(new DescribeHyperParameterTuningJobCommand({ HyperParameterTuningJobName: name }));
  const done = async (): Promise<number> => (await look()).TrainingJobStatusCounters?.Completed ?? 0;
  if (name !== SEEDED) {
    await aws.sagemaker.send(
      new CreateHyperParameterTuningJobCommand(
        aws.tuningRequest(name, image, {
          ResourceLimits: { MaxNumberOfTrainingJobs: TRIALS, MaxParallelTrainingJobs: 1 },
        }),
      ),
    );
  }
  const before = await done();
  const started = performance.now();
  let status: string | undefined = 'InProgress';
  while (status === 'InProgress') ({ HyperParameterTuningJobStatus: status } = await look());
  const completed = (await done()) - before;
  if (completed === 0) throw new Error(`The search ${name} completed no training job: it is ${status}.`);
  return (performance.now() - started) / 1000 / completed;
}

const TRIALS = 10;
const STEPS = ['Starting', 'Downloading', 'Training', 'Uploading', 'Completed'] as const;

/**
 * Writes a search with this many finished trials and a long log into the store of a local cloud that is not running.
 */
export async function seed(
  directory: string,
  {
    trials,
    lines,
    request,
    imageDigest,
  }: {
    trials: number;
    lines: number;
    request: CreateHyperParameterTuningJobRequest;
    imageDigest: string;
  },
): Promise<void> {
  const store = openLmdbStore(join(directory, 'store'));
  const put = (collection: string, key: string, value: unknown): void =>
    store.collection(collection).put(key, value);
  const at = Date.now();
  store.transaction(() => {
    const search: TuningJobRecord = {
      name: SEEDED,
      arn: SEEDED,
      id: SEEDED,
      request,
      imageDigests: [imageDigest],
      seed: 1,
      status: 'InProgress',
      createdAtMs: at,
      modifiedAtMs: at,
      summary: NO_TRIALS,
    };
    put('sagemaker/tuning-jobs', SEEDED, search);
    const { TrainingJobDefinition: definition } = request;
    if (definition === undefined) throw new Error('The request defines no training job.');
    for (let sequence = 1; sequence <= trials; sequence += 1) {
      const name = `${SEEDED}-${String(sequence).padStart(5, '0')}`;
      const trial: TrainingJobRecord = {
        name,
        arn: name,
        request: { ...definition, TrainingJobName: name },
        imageDigest,
        status: 'Completed',
        transitions: STEPS.map((status) => ({
          status,
          startMs: at,
          endMs: at,
          message: status,
        })),
        createdAtMs: at + sequence,
        modifiedAtMs: at + sequence,
        startedAtMs: at,
        endedAtMs: at,
        finalMetrics: [{ name: 'score', value: 0.1, timestampMs: at }],
        trial: {
          tuningJobName: SEEDED,
          tuningJobArn: SEEDED,
          tuningJobId: SEEDED,
          sequence,
          hyperparameters: { x: String(sequence / trials / 2) },
          objective: { type: 'Maximize', metricName: 'score' },
          objectiveStatus: 'Succeeded',
        },
      };
      put('sagemaker/training-jobs', name, trial);
    }
    put('logs/groups', 'bench', { name: 'bench', createdAt: at, groupClass: 'STANDARD', tags: {} });
    put('logs/streams', 'bench\0long', {
      group: 'bench',
      name: 'long',
      createdAt: at,
      events: lines,
      bytes: 0,
      firstEventAt: at,
      lastEventAt: at + lines,
    });
    const pad = (value: number): string => String(value).padStart(16, '0');
    for (let line = 0; line < lines; line += 1) {
      put('logs/events', `bench\0long\0${pad(at + line)}.${pad(line)}`, {
        timestampMs: at + line,
        ingestedAt: at,
        message: `epoch ${String(line)} loss 0.1234 validation loss 0.2345`,
      });
    }
  });
  await store.close();
}

export { SEEDED, TRIALS };
