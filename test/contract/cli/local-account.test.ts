import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateTrainingJobCommand,
  DescribeTrainingJobCommand,
  StopTrainingJobCommand,
} from '@aws-sdk/client-sagemaker';
import { main } from '../../../modules/cli/main';
import { runCloud } from '../../support/running-cloud';
import type { RunningCloud } from '../../support/running-cloud';
import { until } from '../../support/until';
import { collectingTerminal } from '../../unit/cli/collecting-terminal';
import { BUCKET, SageMakerFixture } from '../../support/sagemaker-fixture';

// What a user does to the local cloud's account and no AWS operation does, by the commands for it.

const QUOTA = 'ml.m5.large for training job usage';

let running: RunningCloud;
let aws: SageMakerFixture;
let image: string;

beforeAll(async () => {
  running = await runCloud();
  // What `tuneform local start` leaves for other commands.
  const record = { pid: process.pid, url: running.cloud.url, startedAt: Date.now() };
  writeFileSync(join(running.directory, 'server.json'), JSON.stringify(record));
  aws = new SageMakerFixture(running.cloud.url);
  await aws.furnish();
  // Runs on, unless it finds what its first instance saved.
  image = await aws.pushImage('saving', {
    train: `#!/bin/sh
cd "$SAGEMAKER_BASE_DIR"
if [ -e checkpoints/begun ]; then echo 'score=1;'; echo weights > model/weights; exit 0; fi
mkdir -p checkpoints && echo 1 > checkpoints/begun
echo begun
exec sleep 600
`,
  });
});
afterAll(async () => {
  aws.dispose();
  await running.remove();
});

async function local(...argv: readonly string[]) {
  const terminal = collectingTerminal(running.directory);
  const code = await main(['local', ...argv, '--directory', running.directory], terminal);
  return { code, stdout: terminal.stdout.join(''), stderr: terminal.stderr.join('\n') };
}

const describeJob = (name: string) =>
  aws.sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName: name }));
const launch = (name: string, more: object = {}) =>
  aws.sagemaker.send(new CreateTrainingJobCommand(aws.trainingRequest(name, image, more)));

const begun = (name: string) =>
  until(async () =>
    (await aws.logLines('/aws/sagemaker/TrainingJobs', `${name}/`).catch(() => [])).some((line) =>
      line.includes('begun'),
    ),
  );

describe('tuneform local interrupt', () => {
  it('takes a spot instance away, after which the job goes on from its checkpoint', async () => {
    await launch('spot', {
      EnableManagedSpotTraining: true,
      CheckpointConfig: { S3Uri: `s3://${BUCKET}/checkpoints/`, LocalPath: '/opt/ml/checkpoints' },
      StoppingCondition: { MaxRuntimeInSeconds: 600, MaxWaitTimeInSeconds: 600 },
    });
    await begun('spot');
    const { code, stdout } = await local('interrupt', 'spot', '--json');
    expect([code, JSON.parse(stdout)]).toEqual([0, { job: 'spot', how: 'reclaimed', away: 0 }]);
    expect(await aws.trainingJobEnd('spot')).toMatchObject({ TrainingJobStatus: 'Completed' });
    const { SecondaryStatusTransitions: passed = [] } = await describeJob('spot');
    expect(passed.map(({ Status }) => Status)).toContain('Interrupted');
  });

  it('keeps the job waiting for its next spot instance, with --for', async () => {
    await launch('waiting', {
      EnableManagedSpotTraining: true,
      StoppingCondition: { MaxRuntimeInSeconds: 600, MaxWaitTimeInSeconds: 3600 },
    });
    await begun('waiting');
    const { code, stdout } = await local('interrupt', 'waiting', '--for', '600', '--json');
    expect([code, JSON.parse(stdout)]).toEqual([0, { job: 'waiting', how: 'reclaimed', away: 600 }]);
    await until(async () => (await describeJob('waiting')).SecondaryStatus === 'Interrupted');
    await aws.sagemaker.send(new StopTrainingJobCommand({ TrainingJobName: 'waiting' }));
    expect(await aws.trainingJobEnd('waiting')).toMatchObject({ TrainingJobStatus: 'Stopped' });
  });

  it('fails the instance without a warning, with --crash', async () => {
    await launch('crashing');
    await begun('crashing');
    const { code, stdout } = await local('interrupt', 'crashing', '--crash', '--json');
    expect([code, JSON.parse(stdout)]).toEqual([0, { job: 'crashing', how: 'failed', away: 0 }]);
    expect(await aws.trainingJobEnd('crashing')).toMatchObject({
      TrainingJobStatus: 'Failed',
      FailureReason: 'InternalServerError: The instance failed. Please retry.',
    });
  });

  it('says why it cannot', async () => {
    const { code, stderr } = await local('interrupt', 'nobody');
    expect(code).toBe(1);
    expect(stderr).toContain('There is no training job nobody.');
    expect(stderr).toContain('INSTANCE_NOT_LOST');
  });
});

describe('tuneform local quota', () => {
  it('sets what later launches are held to', async () => {
    const { code, stderr } = await local('quota', QUOTA, '0');
    expect([code, stderr]).toEqual([0, `${QUOTA} is 0 from the next launch on, also after a restart.`]);
    await expect(launch('refused')).rejects.toMatchObject({ name: 'ResourceLimitExceeded' });
    expect(JSON.parse((await local('quota', QUOTA, '5', '--json')).stdout)).toEqual({
      name: QUOTA,
      value: 5,
    });
    await launch('admitted');
    await aws.sagemaker.send(new StopTrainingJobCommand({ TrainingJobName: 'admitted' }));
    await aws.trainingJobEnd('admitted');
  });

  it.each([
    {
      argv: ['no such quota', '1'],
      code: 1,
      says: 'has no quota "no such quota". Name it as Service Quotas',
    },
    { argv: [QUOTA, '-1'], code: 2, says: 'Give a whole number, from 0 to 9999999.' },
    { argv: [QUOTA, '1.5'], code: 2, says: 'Give a whole number, from 0 to 9999999.' },
  ])('rejects $argv', async ({ argv, code, says }) => {
    const end = await local('quota', ...argv);
    expect(end.stderr).toContain(says);
    expect(end.code).toBe(code);
  });
});
