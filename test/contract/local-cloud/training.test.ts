import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import {
  CreateTrainingJobCommand,
  DeleteTrainingJobCommand,
  DescribeTrainingJobCommand,
  ListTagsCommand,
  ListTrainingJobsCommand,
  StopTrainingJobCommand,
} from '@aws-sdk/client-sagemaker';
import type { CreateTrainingJobRequest, DescribeTrainingJobResponse } from '@aws-sdk/client-sagemaker';
import { BUCKET, furnishedCloud, SHELL_TRAIN, until } from '../../support/sagemaker-fixture';
import type { FurnishedCloud, SageMakerFixture } from '../../support/sagemaker-fixture';

let running: FurnishedCloud;
let aws: SageMakerFixture;
let image: string;

const REPORT = `#!/bin/sh
cd "$SAGEMAKER_BASE_DIR"
cat input/config/hyperparameters.json input/config/inputdataconfig.json input/config/resourceconfig.json | tr -d ' \\n'; echo
cat input/data/train/rows.csv
env | grep -E '^(TRAINING_JOB_NAME|SM_.*|COLOUR)=' | sort
mkdir -p model/deep && echo weights > model/deep/w && echo extra > output/data/notes
`;

beforeAll(async () => {
  running = await furnishedCloud();
  ({ aws } = running);
  image = await aws.pushImage('shell', { train: SHELL_TRAIN });
});

afterAll(() => running.remove());

let jobs = 0;
async function train(
  program: string,
  extra: Partial<CreateTrainingJobRequest> = {},
): Promise<{ name: string; end: Promise<DescribeTrainingJobResponse> }> {
  jobs += 1;
  const name = `job-${String(jobs)}`;
  const own = await aws.pushImage('programs', { train: program });
  await aws.sagemaker.send(new CreateTrainingJobCommand(aws.trainingRequest(name, own, extra)));
  return { name, end: aws.trainingJobEnd(name) };
}

const describe_ = (name: string) =>
  aws.sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName: name }));

test('says once in the log that a program can be reached from other machines', async () => {
  const server = "require('node:net').createServer().listen(0, '0.0.0.0')";
  const { name, end } = await train(`#!/bin/sh\nexec "${process.execPath}" -e "${server}"\n`);
  const told = (lines: readonly string[]) =>
    lines.filter((line) => line.startsWith('Local cloud: the program listens on every network interface'));
  // The log group comes with the first line of the first job.
  const log = () =>
    aws.logLines('/aws/sagemaker/TrainingJobs', `${name}/`).catch((error: unknown) => {
      if ((error as Error).name !== 'ResourceNotFoundException') throw error;
      return [];
    });
  try {
    await until(log, (lines) => told(lines).length > 0);
  } finally {
    await aws.sagemaker.send(new StopTrainingJobCommand({ TrainingJobName: name }));
  }
  await end;
  expect(told(await log())).toHaveLength(1);
});

test('trains for real: inputs, configuration, environment, logs, metrics, artifacts and history', async () => {
  const { name, end } = await train(`${REPORT}\necho 'score=0.25;'; echo 'score=0.75;'`, {
    Environment: { COLOUR: 'red' },
    Tags: [{ Key: 'team', Value: 'blue' }],
  });
  const job = await end;
  expect(job.FailureReason).toBeUndefined();
  expect(job).toMatchObject({
    TrainingJobStatus: 'Completed',
    SecondaryStatus: 'Completed',
    ModelArtifacts: { S3ModelArtifacts: `s3://${BUCKET}/output/${name}/output/model.tar.gz` },
    FinalMetricDataList: [{ MetricName: 'score', Value: 0.75 }],
    OutputDataConfig: { KmsKeyId: '' },
    BillableTimeInSeconds: expect.any(Number),
  });
  expect(job.SecondaryStatusTransitions!.map(({ Status: status }) => status)).toEqual([
    'Starting',
    'Downloading',
    'Training',
    'Uploading',
    'Completed',
  ]);
  expect(job.TrainingEndTime!.getTime()).toBeGreaterThanOrEqual(job.TrainingStartTime!.getTime());

  const lines = await aws.logLines('/aws/sagemaker/TrainingJobs', `${name}/algo-1-`);
  expect(lines[0]).toContain('not isolated');
  expect(lines.slice(1)).toEqual([
    '{"x":"0.5"}' +
      '{"train":{"TrainingInputMode":"File","S3DistributionType":"FullyReplicated","RecordWrapperType":"None"}}' +
      '{"current_host":"algo-1","current_instance_type":"ml.m5.large","current_group_name":"homogeneousCluster","hosts":["algo-1"],' +
      '"instance_groups":[{"instance_group_name":"homogeneousCluster","instance_type":"ml.m5.large","hosts":["algo-1"]}],"network_interface_name":"lo"}',
    '1,2,3',
    'COLOUR=red',
    `TRAINING_JOB_NAME=${name}`,
    'score=0.25;',
    'score=0.75;',
  ]);

  const model = await aws.s3.send(
    new GetObjectCommand({ Bucket: BUCKET, Key: `output/${name}/output/model.tar.gz` }),
  );
  expect(gunzipSync(await model.Body!.transformToByteArray()).toString()).toContain('deep/w');
  const output = await aws.s3.send(
    new GetObjectCommand({ Bucket: BUCKET, Key: `output/${name}/output/output.tar.gz` }),
  );
  expect(gunzipSync(await output.Body!.transformToByteArray()).toString()).toContain('notes');
  const tags = await aws.sagemaker.send(new ListTagsCommand({ ResourceArn: job.TrainingJobArn! }));
  expect(tags.Tags).toEqual([{ Key: 'team', Value: 'blue' }]);
  await jobFoldersGone();
});

test('a program that needs no data trains without channels', async () => {
  const { end } = await train(
    `#!/bin/sh\nset -e\ntest -z "$(ls -A "$SAGEMAKER_BASE_DIR/input/data")"\necho 'score=1;'`,
    {
      InputDataConfig: undefined,
    },
  );
  expect(await end).toMatchObject({ TrainingJobStatus: 'Completed', FinalMetricDataList: [{ Value: 1 }] });
});

test('the same model files make the same archive', async () => {
  const etags = await Promise.all(
    [1, 2].map(async () => {
      const { name, end } = await train('#!/bin/sh\necho same > "$SAGEMAKER_BASE_DIR/model/a"; sleep 0.01');
      await end;
      const object = await aws.s3.send(
        new GetObjectCommand({ Bucket: BUCKET, Key: `output/${name}/output/model.tar.gz` }),
      );
      return object.ETag;
    }),
  );
  expect(etags[0]).toBe(etags[1]);
});

test.each([
  {
    why: 'what the program wrote to output/failure comes first',
    program: 'echo "no column y" > "$SAGEMAKER_BASE_DIR/output/failure"; echo later; exit 1',
    reason: 'AlgorithmError: no column y, exit code: 1',
  },
  {
    why: 'else the last it said',
    program: 'echo first; echo "ValueError: bad" >&2; exit 4',
    reason: /^AlgorithmError: (.|\n)*ValueError: bad(.|\n)*, exit code: 4$/,
  },
  {
    why: 'a signal is an exit code above 128',
    program: 'kill -KILL $$',
    reason: 'AlgorithmError: , exit code: 137',
  },
])('a program that fails makes a failed job: $why', async ({ program, reason }) => {
  const { end } = await train(`#!/bin/sh\n${program}`);
  const job = await end;
  expect(job.TrainingJobStatus).toBe('Failed');
  expect(job.FailureReason).toEqual(typeof reason === 'string' ? reason : expect.stringMatching(reason));
  expect(job.ModelArtifacts).toEqual({ S3ModelArtifacts: '' });
});

test('a program that is not in the image fails the job with that reason', async () => {
  const own = await aws.pushImage('programs', { serve: '#!/bin/sh\n' });
  await aws.sagemaker.send(new CreateTrainingJobCommand(aws.trainingRequest('no-train', own)));
  expect((await aws.trainingJobEnd('no-train')).FailureReason).toContain('train');
});

test('a stopped job gets SIGTERM, may save its model, and ends as Stopped', async () => {
  const { name, end } = await train(
    `#!/bin/sh\ntrap 'echo saved > "$SAGEMAKER_BASE_DIR/model/m"; exit 0' TERM\necho up\nwhile :; do sleep 0.05; done`,
  );
  await until(
    () => aws.logLines('/aws/sagemaker/TrainingJobs', name).catch((): string[] => []),
    (lines) => lines.includes('up'),
  );
  await aws.sagemaker.send(new StopTrainingJobCommand({ TrainingJobName: name }));
  const job = await end;
  expect(job).toMatchObject({ TrainingJobStatus: 'Stopped', SecondaryStatus: 'Stopped' });
  expect(job.SecondaryStatusTransitions!.map(({ Status: status }) => status)).toContain('Stopping');
  expect(job.ModelArtifacts!.S3ModelArtifacts).toContain(name);
});

test('a job that runs past its cap is stopped and says so', async () => {
  const { end } = await train('#!/bin/sh\nexec sleep 60', { StoppingCondition: { MaxRuntimeInSeconds: 1 } });
  expect(await end).toMatchObject({ TrainingJobStatus: 'Stopped', SecondaryStatus: 'MaxRuntimeExceeded' });
});

test('a manifest channel delivers what the manifest names and nothing else', async () => {
  await aws.put('sets/a/one.csv', 'one\n');
  await aws.put('sets/b/two.csv', 'two\n');
  await aws.put('sets/manifest', JSON.stringify([{ prefix: `s3://${BUCKET}/sets/` }, 'a/one.csv']));
  const { name, end } = await train('#!/bin/sh\ncd "$SAGEMAKER_BASE_DIR/input/data/train"; find . -type f', {
    InputDataConfig: [
      {
        ChannelName: 'train',
        DataSource: { S3DataSource: { S3DataType: 'ManifestFile', S3Uri: `s3://${BUCKET}/sets/manifest` } },
      },
    ],
  });
  await end;
  expect((await aws.logLines('/aws/sagemaker/TrainingJobs', name)).slice(1)).toEqual(['./a/one.csv']);
});

test('a job that changes its input does not change the bucket', async () => {
  const { end } = await train('#!/bin/sh\necho spoilt > "$SAGEMAKER_BASE_DIR/input/data/train/rows.csv"');
  await end;
  const object = await aws.s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'data/train/rows.csv' }));
  expect(await object.Body!.transformToString()).toBe('1,2,3\n');
});

test('lists jobs by name, status and page', async () => {
  for (const name of ['list-a', 'list-b', 'list-c']) {
    await aws.sagemaker.send(new CreateTrainingJobCommand(aws.trainingRequest(name, image)));
    await aws.trainingJobEnd(name);
  }
  const query = { NameContains: 'LIST-', SortBy: 'Name', SortOrder: 'Ascending', MaxResults: 2 } as const;
  const first = await aws.sagemaker.send(
    new ListTrainingJobsCommand({ ...query, StatusEquals: 'Completed' }),
  );
  expect(first.TrainingJobSummaries!.map((job) => job.TrainingJobName)).toEqual(['list-a', 'list-b']);
  const second = await aws.sagemaker.send(
    new ListTrainingJobsCommand({ ...query, NextToken: first.NextToken! }),
  );
  expect(second.TrainingJobSummaries!.map((job) => job.TrainingJobName)).toEqual(['list-c']);
  expect(second.NextToken).toBeUndefined();
});

test('the variables of the training toolkit are set for images that carry it', async () => {
  const show = `#!/bin/sh\nenv | grep -E '^SM_(CHANNEL|HP)_' | sort\n`;
  const package_ = 'usr/local/lib/python3.11/site-packages/sagemaker_training';
  const own = await aws.pushImage(
    'toolkit',
    { train: show, 'marker.py': '' },
    `COPY marker.py /${package_}/`,
  );
  await aws.sagemaker.send(new CreateTrainingJobCommand(aws.trainingRequest('toolkit', own)));
  await aws.trainingJobEnd('toolkit');
  expect((await aws.logLines('/aws/sagemaker/TrainingJobs', 'toolkit/')).slice(1)).toEqual([
    expect.stringMatching(/^SM_CHANNEL_TRAIN=.*\/input\/data\/train$/),
    'SM_HP_X=0.5',
  ]);
});

test.each([
  {
    why: 'a folder that only a container has',
    program: `#!/bin/sh\ncat /opt/ml/input/config/no-such.json\n`,
    says: 'read the folder from SAGEMAKER_BASE_DIR, with /opt/ml as the default.',
  },
  {
    why: 'CRLF line endings',
    program: '#!/bin/sh\r\necho x\r\n',
    says: 'Save it with LF line endings, not CRLF.',
  },
])('a program that fails for $why is told what to do', async ({ program, says }) => {
  const { end, name } = await train(program);
  const { FailureReason: reason } = await end;
  expect(reason).toContain('AlgorithmError: ');
  expect(reason).toContain(says);
  expect(reason).not.toContain(running.directory);
  expect(name).not.toBe('');
});

test('what is accepted without effect is described back and named once in the log', async () => {
  const change: Partial<CreateTrainingJobRequest> = {
    VpcConfig: { SecurityGroupIds: ['sg-1'], Subnets: ['subnet-1'] },
    EnableNetworkIsolation: true,
  };
  await aws.sagemaker.send(new CreateTrainingJobCommand(aws.trainingRequest('quiet', image, change)));
  expect(await aws.trainingJobEnd('quiet')).toMatchObject(change);
  const lines = await aws.logLines('/aws/sagemaker/TrainingJobs', 'quiet/');
  expect(lines.filter((line) => line.startsWith('Local cloud: '))).toEqual([
    expect.stringContaining("ml.m5.large with 10 GB is simulated on this machine's CPU and disk; "),
    'Local cloud: accepted, but without effect here: VpcConfig.SecurityGroupIds, VpcConfig.Subnets (processes of this ' +
      'machine are in no VPC); EnableNetworkIsolation (processes of this machine can use its network; on AWS this one could not).',
  ]);
});

test('deletes an ended job and not a running one', async () => {
  const { name, end } = await train('#!/bin/sh\nexec sleep 60');
  const remove = () => aws.sagemaker.send(new DeleteTrainingJobCommand({ TrainingJobName: name }));
  await expect(remove()).rejects.toThrow(
    'The request was rejected because the training job is in status InProgress.',
  );
  await aws.sagemaker.send(new StopTrainingJobCommand({ TrainingJobName: name }));
  await end;
  await remove();
  await expect(describe_(name)).rejects.toThrow('Requested resource not found.');
});

test('an expression that makes backtracking engines hang costs nothing noticeable', async () => {
  const own = await aws.pushImage('programs', {
    train: `#!/bin/sh\ni=0; while [ $i -lt 50 ]; do printf '%05000d!\\n' 0; i=$((i+1)); done; echo 'score=1;'`,
  });
  // An engine that backtracks would not be done with the first line before the sun goes out.
  await aws.sagemaker.send(
    new CreateTrainingJobCommand(
      aws.trainingRequest('bomb', own, {
        AlgorithmSpecification: {
          TrainingImage: own,
          TrainingInputMode: 'File',
          MetricDefinitions: [
            { Name: 'bomb', Regex: '((0+)+)+$' },
            { Name: 'score', Regex: 'score=(.*);' },
          ],
        },
      }),
    ),
  );
  const job = await aws.trainingJobEnd('bomb');
  expect(job.FinalMetricDataList!.map((metric) => metric.MetricName)).toEqual(['score']);
});

test('what ran leaves nothing behind in the job folder', () => jobFoldersGone());

/** A job's folder is removed right after its end is recorded. */
async function jobFoldersGone(): Promise<void> {
  await until(
    async () => readdirSync(join(running.directory, 'jobs')),
    (left) => left.length === 0,
  );
}
