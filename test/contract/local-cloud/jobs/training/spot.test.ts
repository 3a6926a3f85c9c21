import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
} from '@aws-sdk/client-s3';
import { CreateTrainingJobCommand, DescribeTrainingJobCommand } from '@aws-sdk/client-sagemaker';
import type { CreateTrainingJobRequest } from '@aws-sdk/client-sagemaker';
import { loseInstance } from '../../../../../modules/cli/local/lose-instance';
import { startLocalCloud } from '../../../../../modules/local-cloud';
import type { LocalCloud } from '../../../../../modules/local-cloud';
import { BUCKET, cloudDirectory, SageMakerFixture, until } from '../../../../support/sagemaker-fixture';

let directory: string;
let cloud: LocalCloud;
let aws: SageMakerFixture;
let gates: string;
let resuming: string;

beforeAll(async () => {
  directory = cloudDirectory();
  gates = mkdtempSync(join(tmpdir(), 'tuneform-gates-'));
  cloud = await startLocalCloud({ directory });
  aws = new SageMakerFixture(cloud.url);
  await aws.furnish();
  resuming = await aws.pushImage('resuming', { train: RESUMING });
});

afterAll(async () => {
  aws.dispose();
  await cloud.stop();
  for (const folder of [directory, gates]) rmSync(folder, { recursive: true, force: true });
});

/**
 * Trains two epochs. The first saves its progress and waits to be told to end; the second needs the first one's progress. What
 * is not a checkpoint would betray an instance that was used before.
 */
const RESUMING = `#!/bin/sh
cd "$SAGEMAKER_BASE_DIR"
folder=$(sed -n 's/.*"LocalPath": "\\(.*\\)".*/\\1/p' input/config/checkpointconfig.json)
trap 'echo told; echo 1 > "$folder/told"; exit 0' TERM
ls "$HOME" model output/data
touch "$HOME/trace" model/$$ output/data/trace
if [ -e "$folder/deep/epoch" ]; then
  ls "$folder" "$folder/deep"; rm "$folder/told"; echo 'score=2;'; exit 0
fi
mkdir "$folder/deep"; echo 'score=1;'; echo 1 > "$folder/deep/epoch"
sleep 60 & wait $!
`;

const spot = (name: string, image: string, extra: Partial<CreateTrainingJobRequest> = {}) =>
  aws.trainingRequest(name, image, {
    EnableManagedSpotTraining: true,
    StoppingCondition: { MaxRuntimeInSeconds: 600, MaxWaitTimeInSeconds: 1200 },
    CheckpointConfig: { S3Uri: `s3://${BUCKET}/checkpoints/${name}/` },
    ...extra,
  });

async function keys(prefix: string): Promise<readonly string[]> {
  const { Contents = [] } = await aws.s3.send(new ListObjectsV2Command({ Bucket: BUCKET, Prefix: prefix }));
  return Contents.map(({ Key = '' }) => Key.slice(prefix.length));
}

test('a spot job that is interrupted once goes on from its checkpoint, on an instance where nothing else is left', async () => {
  const request = spot('interrupted', resuming, {
    CheckpointConfig: { S3Uri: `s3://${BUCKET}/checkpoints/interrupted/`, LocalPath: '/opt/ml/kept' },
  });
  await aws.sagemaker.send(new CreateTrainingJobCommand(request));
  // Checkpoints are in S3 while the program runs.
  await until(
    () => keys('checkpoints/interrupted/'),
    (found) => found.includes('deep/epoch'),
  );
  await loseInstance({ record: cloud, credentials: cloud.credentials }, loss('interrupted'));
  const end = await aws.trainingJobEnd('interrupted');
  expect(end).toMatchObject({
    TrainingJobStatus: 'Completed',
    SecondaryStatus: 'Completed',
    EnableManagedSpotTraining: true,
    CheckpointConfig: request.CheckpointConfig,
    StoppingCondition: request.StoppingCondition,
  });
  expect(end.SecondaryStatusTransitions!.map(({ Status }) => Status)).toEqual([
    'Starting',
    'Downloading',
    'Training',
    'Interrupted',
    'Starting',
    'Downloading',
    'Training',
    'Uploading',
    'Completed',
  ]);
  expect(end.FinalMetricDataList).toMatchObject([{ MetricName: 'score', Value: 2 }]);
  expect(end.BillableTimeInSeconds).toBe(end.TrainingTimeInSeconds);
  // What the second program deleted is deleted in S3 as well.
  expect(await keys('checkpoints/interrupted/')).toEqual(['deep/epoch']);
  const lines = await aws.logLines('/aws/sagemaker/TrainingJobs', 'interrupted/');
  expect(lines.filter((line) => line !== '' && !/^Local cloud: image|^Terminated$/.test(line))).toEqual([
    '/root:',
    'model:',
    'output/data:',
    'score=1;',
    'Local cloud: the spot instance is reclaimed; the program has 120 s to save its progress.',
    'told',
    '/root:',
    'model:',
    'output/data:',
    '/opt/ml/kept:',
    'deep',
    'told',
    '/opt/ml/kept/deep:',
    'epoch',
    'score=2;',
  ]);
  // One folder entry and one file, of the second program alone.
  const artifact = await aws.s3.send(
    new GetObjectCommand({ Bucket: BUCKET, Key: 'output/interrupted/output/model.tar.gz' }),
  );
  const archive = gunzipSync(await artifact.Body!.transformToByteArray()).toString('latin1');
  expect(archive.match(/ustar/g)).toHaveLength(1);
  // Its folder goes right after its end.
  await until(
    async () => readdirSync(join(directory, 'jobs')),
    ({ length }) => length === 0,
  );
});

const loss = (job: string) => ({ job, how: 'reclaimed', away: 0 }) as const;

test('a job begins with what S3 has, leaves alone what others add, and its last files are in S3 though it fails', async () => {
  await aws.put('checkpoints/given/model', 'weights');
  const gate = join(gates, 'given');
  const program = `#!/bin/sh
cd "$SAGEMAKER_BASE_DIR/checkpoints"
cat model; echo
while [ ! -e ${gate} ]; do sleep 0.05; done
ls; echo late > last; rm model; exit 3
`;
  const image = await aws.pushImage('given', { train: program });
  const { EnableManagedSpotTraining: _, ...request } = spot('given', image, {
    StoppingCondition: { MaxRuntimeInSeconds: 600 },
  });
  await aws.sagemaker.send(new CreateTrainingJobCommand(request));
  await until(
    () => describe_('given'),
    ({ SecondaryStatus }) => SecondaryStatus === 'Training',
  );
  await aws.put('checkpoints/given/foreign', 'x');
  writeFileSync(gate, '');
  expect(await aws.trainingJobEnd('given')).toMatchObject({
    TrainingJobStatus: 'Failed',
    FailureReason: 'AlgorithmError: weights\nmodel, exit code: 3',
  });
  expect(await keys('checkpoints/given/')).toEqual(['foreign', 'last']);
});

test('a job whose bucket of checkpoints vanishes fails and says why', async () => {
  const gate = join(gates, 'bucketless');
  const image = await aws.pushImage('bucketless', {
    train: `#!/bin/sh\nwhile [ ! -e ${gate} ]; do sleep 0.05; done\n: > "$SAGEMAKER_BASE_DIR/checkpoints/a"\n`,
  });
  const bucket = { Bucket: 'checkpoints-of-a-day' };
  await aws.s3.send(new CreateBucketCommand(bucket));
  const request = spot('bucketless', image, { CheckpointConfig: { S3Uri: 's3://checkpoints-of-a-day' } });
  await aws.sagemaker.send(new CreateTrainingJobCommand(request));
  await aws.s3.send(new DeleteBucketCommand(bucket));
  writeFileSync(gate, '');
  expect(await aws.trainingJobEnd('bucketless')).toMatchObject({
    TrainingJobStatus: 'Failed',
    FailureReason:
      'ClientError: Artifact upload failed: the bucket of "s3://checkpoints-of-a-day/a" does not exist.',
  });
});

const describe_ = (name: string) =>
  aws.sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName: name }));

describe('rejects', () => {
  test.each([
    {
      why: 'a wait without spot instances',
      change: {
        EnableManagedSpotTraining: false,
        StoppingCondition: { MaxRuntimeInSeconds: 60, MaxWaitTimeInSeconds: 60 },
      },
      says: 'Invalid MaxWaitTimeInSeconds. It is only supported when EnableManagedSpotTraining is set to true',
    },
    {
      why: 'spot instances without a wait',
      change: { StoppingCondition: { MaxRuntimeInSeconds: 60 } },
      says: 'Invalid MaxWaitTimeInSeconds. It must be present',
    },
    {
      why: 'a wait that is shorter than the run',
      change: { StoppingCondition: { MaxRuntimeInSeconds: 61, MaxWaitTimeInSeconds: 60 } },
      says: 'be greater than or equal to MaxRuntimeInSeconds',
    },
    {
      why: 'a wait that is shorter than the run time that SageMaker fills in',
      change: { StoppingCondition: { MaxWaitTimeInSeconds: 86_399 } },
      says: 'be greater than or equal to MaxRuntimeInSeconds',
    },
    {
      why: 'spot instances that are kept warm',
      change: {
        ResourceConfig: {
          InstanceType: 'ml.m5.large' as const,
          InstanceCount: 1,
          VolumeSizeInGB: 1,
          KeepAlivePeriodInSeconds: 60,
        },
      },
      says: 'KeepAlivePeriodInSeconds (60) cannot be used with EnableManagedSpotTraining. Leave one of them out.',
    },
    {
      why: 'checkpoints in a bucket that is not there',
      change: { CheckpointConfig: { S3Uri: 's3://no-such-bucket/x' } },
      says: 'The bucket "no-such-bucket" of CheckpointConfig.S3Uri',
    },
    ...['/tmp/checkpoints', '/opt/ml', '/opt/ml/input/data/train', '/opt/ml/../checkpoints'].map((path) => ({
      why: `checkpoints in ${path}`,
      change: { CheckpointConfig: { S3Uri: `s3://${BUCKET}/c`, LocalPath: path } },
      says: `The CheckpointConfig.LocalPath "${path}", which is no folder of /opt/ml besides its input, is not supported`,
    })),
  ])('$why', async ({ change, says }) => {
    const refused = aws.sagemaker.send(new CreateTrainingJobCommand(spot('refused', resuming, change)));
    await expect(refused).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining(says),
    });
  });

  test('an interruption of what cannot be interrupted', async () => {
    const lose = (job: string) => loseInstance({ record: cloud, credentials: cloud.credentials }, loss(job));
    await expect(lose('nobody')).rejects.toMatchObject({
      code: 'INSTANCE_NOT_LOST',
      message: 'There is no training job nobody.',
    });
    await expect(lose('interrupted')).rejects.toThrow(
      'The training job interrupted has ended: it is Completed.',
    );
  });
});
