import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { GetObjectCommand, ListBucketsCommand } from '@aws-sdk/client-s3';
import {
  CreateHyperParameterTuningJobCommand,
  CreateTrainingJobCommand,
  DescribeHyperParameterTuningJobCommand,
} from '@aws-sdk/client-sagemaker';
import { startCloudProcess } from '../../support/sagemaker-cloud-process';
import type { CloudProcess } from '../../support/sagemaker-cloud-process';
import {
  BUCKET,
  cloudDirectory,
  SageMakerFixture,
  SHELL_TRAIN,
  until,
} from '../../support/sagemaker-fixture';

const MEGABYTE = 1024 * 1024;

let folder: string;
let cloud: CloudProcess;
let aws: SageMakerFixture;

beforeEach(() => {
  folder = cloudDirectory();
});

afterEach(async () => {
  aws.dispose();
  await cloud.kill();
  rmSync(folder, { recursive: true });
});

const refused = (why: string) => ({
  name: 'InsufficientStorage',
  $metadata: expect.objectContaining({ httpStatusCode: 507 }) as unknown,
  message: expect.stringMatching(new RegExp(`cannot write to .*: ${why}.*Free some space`)) as string,
});

/** Adds a record of about this many bytes: a role's policy. */
const addRecord = (index: number, bytes: number): Promise<unknown> =>
  aws.iam.send(
    new PutRolePolicyCommand({
      RoleName: 'trainer',
      PolicyName: `p${String(bytes)}-${String(index)}`,
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Sid: 'x'.repeat(bytes), Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
      }),
    }),
  );

/** Adds records until one is refused, then smaller ones, until there is room for none. Answers the last refusal. */
async function addUntilRefused(): Promise<unknown> {
  let refusal: unknown;
  for (const bytes of [9_000, 3_000, 300, 1]) {
    refusal = undefined;
    for (let index = 0; refusal === undefined; index += 1) {
      await addRecord(index, bytes).catch((error: unknown) => (refusal = error));
    }
  }
  return refusal;
}

async function expectReads(): Promise<void> {
  await aws.iam.send(new GetRoleCommand({ RoleName: 'trainer' }));
  expect((await aws.s3.send(new ListBucketsCommand({}))).Buckets).toHaveLength(1);
  const object = await aws.s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'data/train/rows.csv' }));
  expect(await object.Body?.transformToString()).toBe('1,2,3\n');
}

test('where a file may not grow, writes are rejected with the reason, and reads are answered', async () => {
  // Blocks of 512 bytes or of 1,024, depending on the shell: 2 or 4 MB.
  cloud = await startCloudProcess(folder, 0, 'ulimit -f 4000');
  aws = new SageMakerFixture(cloud.url);
  await aws.furnish();
  await expect(aws.put('large', Buffer.alloc(5 * MEGABYTE))).rejects.toMatchObject(
    refused('a file would exceed the largest size'),
  );
  const log = join(folder, 'requests.jsonl');
  // From now on no line of the log can be written.
  writeFileSync(log, Buffer.alloc(5 * MEGABYTE, '\n'), { flag: 'a' });
  await expectReads();
  await aws.put('small', 'x');
  expect(await addUntilRefused()).toMatchObject(refused('(a file would exceed|the disk is full)'));
  await expectReads();
  await aws.put('small', 'y');
});

describe('on a small file system of its own', () => {
  const mounted = mountable();

  /** Mounts it and starts the cloud on it; only root can. */
  async function start(): Promise<void> {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=40m,mode=700', 'tmpfs', folder]);
    cloud = await startCloudProcess(join(folder, 'state'));
    aws = new SageMakerFixture(cloud.url);
    await aws.furnish();
  }

  afterEach(async () => {
    await cloud.kill();
    // The watchdog ends the programs of a killed local cloud, which work in the folder, a moment later.
    if (mounted) {
      await until(
        () => Promise.resolve(unmounts(folder)),
        (done) => done,
      );
    }
  });

  const ballast = (): string => join(folder, 'ballast');
  function fill(): void {
    try {
      writeFileSync(ballast(), Buffer.alloc(64 * MEGABYTE));
    } catch {
      // As far as it went.
    }
  }
  const free = (): void => rmSync(ballast());

  const itMounted = (title: string, body: () => Promise<void>): void => {
    test(title, async () => {
      if (mounted) {
        await start();
        await body();
        return;
      }
      // Only root may mount; the file size limit above fails in the same places.
      cloud = await startCloudProcess(join(folder, 'state'), 0, 'ulimit -f 4000');
      aws = new SageMakerFixture(cloud.url);
      await aws.furnish();
      await expect(aws.put('large', Buffer.alloc(5 * MEGABYTE))).rejects.toMatchObject(refused('a file'));
    });
  };

  itMounted(
    'every kind of write is refused in the same words while reads are answered, and all goes on later',
    async () => {
      const image = await aws.pushImage('programs', { train: SHELL_TRAIN });
      fill();
      await expect(aws.put('new', Buffer.alloc(MEGABYTE))).rejects.toMatchObject(refused('the disk is full'));
      expect(await addUntilRefused()).toMatchObject(refused('the disk is full'));
      await expect(
        aws.sagemaker.send(new CreateTrainingJobCommand(aws.trainingRequest('job', image))),
      ).rejects.toMatchObject(refused('the disk is full'));
      await expect(aws.pushImage('programs', { train: `${SHELL_TRAIN}# ${'x'.repeat(99)}` })).rejects.toThrow(
        /507|disk is full/,
      );
      for (let round = 0; round < 20; round += 1) await expectReads();
      free();
      await aws.put('new', Buffer.alloc(MEGABYTE));
      await addRecord(0, 1);
      await aws.sagemaker.send(new CreateTrainingJobCommand(aws.trainingRequest('job', image)));
      expect(await aws.trainingJobEnd('job')).toMatchObject({ TrainingJobStatus: 'Completed' });
      // The log was written to again as soon as it could be, in whole lines.
      const lines = readFileSync(join(folder, 'state/requests.jsonl'), 'utf8').trimEnd().split('\n');
      expect((JSON.parse(lines.at(-1) ?? '') as { operation: string }).operation).toBe('DescribeTrainingJob');
    },
  );

  itMounted('a search whose trials end on a full disk waits, and ends once there is room', async () => {
    const gate = cloudDirectory();
    const train = `#!/bin/sh
: > "${gate}/started-$$"
until [ -e "${gate}/go" ]; do sleep 0.05; done
${SHELL_TRAIN.split('\n').slice(2).join('\n')}
: > "${gate}/ended-$$"`;
    const image = await aws.pushImage('programs', { train });
    await aws.sagemaker.send(new CreateHyperParameterTuningJobCommand(aws.tuningRequest('search', image)));
    const count = (what: string) => async () =>
      readdirSync(gate).filter((name) => name.startsWith(what)).length;
    await until(count('started'), (number) => number === 2);
    fill();
    await addUntilRefused();
    writeFileSync(join(gate, 'go'), '');
    // The programs have ended, and none of it can be written down.
    await until(count('ended'), (number) => number === 2);
    await expectReads();
    expect(
      (
        await aws.sagemaker.send(
          new DescribeHyperParameterTuningJobCommand({ HyperParameterTuningJobName: 'search' }),
        )
      ).HyperParameterTuningJobStatus,
    ).toBe('InProgress');
    free();
    const ended = await aws.tuningJobEnd('search');
    expect(ended.TrainingJobStatusCounters).toMatchObject({ InProgress: 0 });
    expect(ended.HyperParameterTuningJobStatus).toMatch(/Completed|Failed/);
    rmSync(gate, { recursive: true });
  });
});

/** Whether this user may mount a file system. */
function mountable(): boolean {
  const probe = cloudDirectory();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', probe], { stdio: 'ignore' });
    execFileSync('umount', [probe]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(probe, { recursive: true });
  }
}

/** Returns false while something works in the folder. */
function unmounts(folder: string): boolean {
  try {
    execFileSync('umount', [folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
