import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateHyperParameterTuningJobCommand,
  CreateModelCommand,
  CreateTrainingJobCommand,
  DescribeEndpointCommand,
  DescribeHyperParameterTuningJobCommand,
  ListTrainingJobsForHyperParameterTuningJobCommand,
  StopHyperParameterTuningJobCommand,
  StopTrainingJobCommand,
} from '@aws-sdk/client-sagemaker';
import { InvokeEndpointCommand } from '@aws-sdk/client-sagemaker-runtime';
import { startCloudProcess } from '../../support/sagemaker-cloud-process';
import type { CloudProcess } from '../../support/sagemaker-cloud-process';
import {
  cloudDirectory,
  PYTHON_SERVE,
  ROLE_ARN,
  SageMakerFixture,
  until,
} from '../../support/sagemaker-fixture';

/** Appears in the command line of every program these tests start, and nowhere else. */
const MARK = '86399.31415';

/** Two trials finish at once; the later ones take longer than the local cloud lives. */
const TRAIN = `#!/bin/sh
x=$(sed -n 's/.*"x": "\\([^"]*\\)".*/\\1/p' "$SAGEMAKER_BASE_DIR/input/config/hyperparameters.json")
folder="\${TMPDIR%/jobs/*}"
if mkdir "$folder/one" 2>/dev/null || mkdir "$folder/two" 2>/dev/null || [ -e "$folder/released" ]; then echo "score=$x;"; exit 0; fi
echo holding
trap '' TERM
sleep ${MARK}
`;

let directory: string;
let cloud: CloudProcess | undefined;
let aws: SageMakerFixture;

beforeEach(async () => {
  directory = cloudDirectory();
  cloud = await startCloudProcess(directory);
  aws = new SageMakerFixture(cloud.url);
  await aws.furnish();
});

afterEach(async () => {
  aws.dispose();
  await cloud?.kill();
  await until(
    async () => marked(),
    (left) => left.length === 0,
  );
  rmSync(directory, { recursive: true, force: true });
});

/** Living processes whose command line holds the mark. */
function marked(): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(MARK);
    } catch {
      return false;
    }
  });
}

const look = (name: string) =>
  aws.sagemaker.send(new DescribeHyperParameterTuningJobCommand({ HyperParameterTuningJobName: name }));

async function trials(name: string) {
  const list = { HyperParameterTuningJobName: name, MaxResults: 100 };
  return (await aws.sagemaker.send(new ListTrainingJobsForHyperParameterTuningJobCommand(list)))
    .TrainingJobSummaries!;
}

async function searchUntilHolding(): Promise<void> {
  const image = await aws.pushImage('programs', { train: TRAIN });
  await aws.sagemaker.send(new CreateHyperParameterTuningJobCommand(aws.tuningRequest('search', image)));
  await until(
    () => look('search'),
    (job) => job.TrainingJobStatusCounters!.Completed === 2,
  );
  await until(
    async () => marked(),
    (running) => running.length === 2,
  );
}

async function restart(): Promise<void> {
  const { port } = new URL(aws.url);
  cloud = await startCloudProcess(directory, Number(port));
}

test('SIGKILL loses nothing: trials are ended and marked, their places run again, endpoints serve again', async () => {
  const server = await aws.pushImage('server', { serve: PYTHON_SERVE });
  await aws.sagemaker.send(
    new CreateModelCommand({
      ModelName: 'm',
      ExecutionRoleArn: ROLE_ARN,
      PrimaryContainer: { Image: server },
    }),
  );
  const variant = {
    VariantName: 'v',
    ModelName: 'm',
    InstanceType: 'ml.m5.large',
    InitialInstanceCount: 1,
  } as const;
  await aws.sagemaker.send(
    new CreateEndpointConfigCommand({ EndpointConfigName: 'c', ProductionVariants: [variant] }),
  );
  await aws.sagemaker.send(new CreateEndpointCommand({ EndpointName: 'e', EndpointConfigName: 'c' }));
  expect((await aws.endpointSettled('e')).EndpointStatus).toBe('InService');
  await searchUntilHolding();
  const held = await trials('search');

  await cloud!.kill();
  await until(
    async () => marked(),
    (left) => left.length === 0,
  );
  writeFileSync(join(directory, 'released'), '');
  await restart();

  const job = await aws.tuningJobEnd('search');
  expect(job).toMatchObject({
    HyperParameterTuningJobStatus: 'Completed',
    TrainingJobStatusCounters: { Completed: 4, RetryableError: 2, NonRetryableError: 0, InProgress: 0 },
    ObjectiveStatusCounters: { Succeeded: 4, Failed: 0 },
  });
  const all = await trials('search');
  const interrupted = all.filter((trial) => trial.TrainingJobStatus === 'Failed');
  expect(interrupted.map((trial) => trial.FailureReason)).toEqual(
    Array<string>(2).fill('InternalServerError: interrupted by restart of the local cloud'),
  );
  const searched = (of: typeof all) => of.map((trial) => trial.TunedHyperParameters!['x']).sort();
  const completed = all.filter((trial) => trial.TrainingJobStatus === 'Completed');
  expect(searched(completed)).toEqual(searched(held));

  expect((await aws.sagemaker.send(new DescribeEndpointCommand({ EndpointName: 'e' }))).EndpointStatus).toBe(
    'InService',
  );
  const answer = await aws.runtime.send(
    new InvokeEndpointCommand({ EndpointName: 'e', Body: Buffer.from('hello') }),
  );
  expect(Buffer.from(answer.Body).toString()).toBe('||hello');
});

test('SIGKILL in the middle of a warm-started search loses none of what it has learnt and launches nothing twice', async () => {
  const image = await aws.pushImage('programs', { train: TRAIN });
  const two = { ResourceLimits: { MaxNumberOfTrainingJobs: 2, MaxParallelTrainingJobs: 2 } };
  await aws.sagemaker.send(new CreateHyperParameterTuningJobCommand(aws.tuningRequest('parent', image, two)));
  const { BestTrainingJob: best } = await aws.tuningJobEnd('parent');
  await aws.sagemaker.send(
    new CreateHyperParameterTuningJobCommand({
      ...aws.tuningRequest('child', image, { ...two, Strategy: 'Bayesian' }),
      WarmStartConfig: {
        WarmStartType: 'IdenticalDataAndAlgorithm',
        ParentHyperParameterTuningJobs: [{ HyperParameterTuningJobName: 'parent' }],
      },
    }),
  );
  await until(
    async () => marked(),
    (running) => running.length === 2,
  );
  const held = await trials('child');
  await cloud!.kill();
  await until(
    async () => marked(),
    (left) => left.length === 0,
  );
  writeFileSync(join(directory, 'released'), '');
  await restart();

  const job = await aws.tuningJobEnd('child');
  expect(job).toMatchObject({
    HyperParameterTuningJobStatus: 'Completed',
    TrainingJobStatusCounters: { Completed: 2, RetryableError: 2, NonRetryableError: 0, InProgress: 0 },
    WarmStartConfig: { ParentHyperParameterTuningJobs: [{ HyperParameterTuningJobName: 'parent' }] },
  });
  const completed = (await trials('child')).filter((trial) => trial.TrainingJobStatus === 'Completed');
  const searched = (of: typeof held) => of.map((trial) => trial.TunedHyperParameters!['x']).sort();
  expect(searched(completed)).toEqual(searched(held));
  const parents = await trials('parent');
  expect(parents).toHaveLength(2);
  expect(searched(parents).filter((x) => searched(held).includes(x))).toEqual([]);
  const valueOf = ({ FinalHyperParameterTuningJobObjectiveMetric: final }: (typeof held)[number]) =>
    final!.Value!;
  const [winner] = [...parents, ...completed].sort((a, b) => valueOf(b) - valueOf(a));
  expect(job.OverallBestTrainingJob?.TrainingJobName).toBe(winner?.TrainingJobName);
  expect(parents.map((trial) => trial.TrainingJobName)).toContain(best?.TrainingJobName);
});

test('a search that was being stopped when the local cloud was killed is stopped afterwards', async () => {
  await searchUntilHolding();
  await aws.sagemaker.send(new StopHyperParameterTuningJobCommand({ HyperParameterTuningJobName: 'search' }));
  expect((await look('search')).HyperParameterTuningJobStatus).toBe('Stopping');
  await cloud!.kill();
  await restart();
  expect(await aws.tuningJobEnd('search')).toMatchObject({
    HyperParameterTuningJobStatus: 'Stopped',
    TrainingJobStatusCounters: { Completed: 2, Stopped: 2, InProgress: 0 },
    BestTrainingJob: { TrainingJobStatus: 'Completed' },
  });
});

test('a clean stop ends every program at once and the search goes on at the next start', async () => {
  await searchUntilHolding();
  // The programs hold until they are released, which is after the stop.
  expect(await cloud!.end()).toBe(0);
  expect(marked()).toEqual([]);
  writeFileSync(join(directory, 'released'), '');
  await restart();
  expect(await aws.tuningJobEnd('search')).toMatchObject({
    HyperParameterTuningJobStatus: 'Completed',
    TrainingJobStatusCounters: { Completed: 4, RetryableError: 2 },
  });
});

test('a training job that ran when the local cloud was killed is a failed one, or a stopped one if it was stopping', async () => {
  const image = await aws.pushImage('programs', { train: `#!/bin/sh\ntrap '' TERM\nsleep ${MARK}` });
  for (const name of ['ran', 'was-stopping']) {
    await aws.sagemaker.send(new CreateTrainingJobCommand(aws.trainingRequest(name, image)));
  }
  await until(
    async () => marked(),
    (running) => running.length === 2,
  );
  await aws.sagemaker.send(new StopTrainingJobCommand({ TrainingJobName: 'was-stopping' }));
  await cloud!.kill();
  await restart();
  expect(await aws.trainingJobEnd('ran')).toMatchObject({
    TrainingJobStatus: 'Failed',
    FailureReason: 'InternalServerError: interrupted by restart of the local cloud',
  });
  expect(await aws.trainingJobEnd('was-stopping')).toMatchObject({ TrainingJobStatus: 'Stopped' });
});
