import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import {
  CreateHyperParameterTuningJobCommand,
  DescribeHyperParameterTuningJobCommand,
  ListTrainingJobsForHyperParameterTuningJobCommand,
  ListTrainingJobsCommand,
} from '@aws-sdk/client-sagemaker';
import type { Interceptor } from '../../../modules/local-cloud/ports/interceptor';
import { ServiceFault } from '../../../modules/local-cloud/ports/service';
import { SimulatedCloud } from '../../support/simulated-cloud';
import type { SimulatedProgram } from '../../support/simulated-runner';
import { until } from '../../support/sagemaker-fixture';

let directory: string;
let simulated: SimulatedCloud;
const seen: string[] = [];
let interceptors: Interceptor[];

/** Connections opened by this test: sockets of tests that ran before it in this process may still be closing. */
let connections: number;
/** Servers that listened before the test. */
let before: number;
const listening = (): number =>
  process.getActiveResourcesInfo().filter((resource) => resource === 'TCPServerWrap').length;
const countConnection = (): void => void (connections += 1);

beforeEach(async () => {
  connections = 0;
  before = listening();
  subscribe('net.client.socket', countConnection);
  directory = mkdtempSync(join(tmpdir(), 'tuneform-in-process-'));
  seen.length = 0;
  interceptors = [];
  const program: SimulatedProgram = ({ mlDirectory }) => {
    const file = join(mlDirectory, 'input/config/hyperparameters.json');
    const { x } = JSON.parse(readFileSync(file, 'utf8')) as { x: string };
    return { lines: [`score=${x};`] };
  };
  const intercept: Interceptor = (operation, next) =>
    interceptors.reduceRight<typeof next>((inner, one) => () => one(operation, inner), next)();
  simulated = new SimulatedCloud(program, { directory, interceptors: [intercept] });
  await simulated.cloud.start();
  await simulated.furnish();
});

afterEach(async () => {
  unsubscribe('net.client.socket', countConnection);
  await simulated.cloud.stop();
  rmSync(directory, { recursive: true, force: true });
});

test('a real client in the same process runs a search to its end, and nothing listens', async () => {
  const { sagemaker } = simulated;
  const name = 'in-process';
  const HyperParameterTuningJobName = name;
  await sagemaker.send(new CreateHyperParameterTuningJobCommand(simulated.tuningRequest(name)));
  const job = await until(
    () => sagemaker.send(new DescribeHyperParameterTuningJobCommand({ HyperParameterTuningJobName })),
    ({ HyperParameterTuningJobStatus: status }) => status !== 'InProgress',
  );
  expect(job).toMatchObject({
    HyperParameterTuningJobStatus: 'Completed',
    TrainingJobStatusCounters: { Completed: 4, InProgress: 0 },
    ObjectiveStatusCounters: { Succeeded: 4, Pending: 0, Failed: 0 },
  });
  const { TrainingJobSummaries: trials = [] } = await sagemaker.send(
    new ListTrainingJobsForHyperParameterTuningJobCommand({ HyperParameterTuningJobName }),
  );
  expect(trials.map(({ TrainingJobStatus: status }) => status)).toEqual(Array(4).fill('Completed'));
  expect(listening()).toBeLessThanOrEqual(before);
  expect(connections).toBe(0);
});

test('an in-process client sends and receives bytes and gets the service’s own errors', async () => {
  const { s3, sagemaker, cloud } = simulated;
  const place = { Bucket: 'experiments', Key: 'a key/with ü' };
  await s3.send(new PutObjectCommand({ ...place, Body: 'some bytes' }));
  expect((await s3.send(new HeadObjectCommand(place))).ContentLength).toBe(10);
  const range = await s3.send(new GetObjectCommand({ ...place, Range: 'bytes=5-9' }));
  expect(await range.Body?.transformToString()).toBe('bytes');
  await expect(s3.send(new GetObjectCommand({ ...place, Key: 'absent' }))).rejects.toMatchObject({
    name: 'NoSuchKey',
  });
  await expect(
    sagemaker.send(new ListTrainingJobsCommand({ SortBy: 'Nothing' as never })),
  ).rejects.toMatchObject({ name: 'ValidationException' });
  expect(cloud.requests().at(-1)).toMatchObject({
    service: 'sagemaker',
    operation: 'ListTrainingJobs',
    errorCode: 'ValidationException',
  });
});

test('interceptors stand around an operation: before it, after it and in its place', async () => {
  const { s3 } = simulated;
  const place = { Bucket: 'experiments', Key: 'key' };
  const put = (Body: string) => s3.send(new PutObjectCommand({ ...place, Body }));
  const read = async () => (await s3.send(new GetObjectCommand(place))).Body?.transformToString();
  interceptors = [
    async ({ service, operation }, next) => {
      seen.push(`before ${service}:${operation}`);
      const output = await next();
      seen.push(`after ${operation}`);
      return output;
    },
  ];
  await put('first');
  expect(seen).toEqual(['before s3:PutObject', 'after PutObject']);
  const fault = new ServiceFault('SlowDown', 'Reduce your request rate.', { status: 503 });
  interceptors = [({ operation }, next) => (operation === 'PutObject' ? Promise.reject(fault) : next())];
  await expect(put('refused')).rejects.toMatchObject({ name: 'SlowDown' });
  expect(await read()).toBe('first');
  interceptors = [
    async ({ operation }, next) => {
      const output = await next();
      if (operation === 'PutObject') throw fault;
      return output;
    },
  ];
  await expect(put('answer lost')).rejects.toMatchObject({ name: 'SlowDown' });
  expect(await read()).toBe('answer lost');
});
