import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { awsPython } from '../../support/python-environment';
import type { AwsPython } from '../../support/python-environment';
import { runCloud } from '../../support/running-cloud';
import type { RunningCloud } from '../../support/running-cloud';

const run = promisify(execFile);

describe('clients of other languages', () => {
  let running: RunningCloud;
  let programs: AwsPython;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tuneform-clients-'));
    [running, programs] = await Promise.all([runCloud(), awsPython()]);
  }, 600_000);

  afterAll(async () => {
    await running.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('boto3 works with S3, STS, IAM, ECR and Logs and understands every error', async () => {
    const { stdout } = await run(programs.python, [join(__dirname, 'wire-clients.py')], {
      env: running.environment,
    });
    expect(JSON.parse(stdout)).toEqual({
      identity: 'arn:aws:iam::000000000000:user/tuneform',
      round_trip: true,
      multipart: true,
      download: true,
      keys: ['big', 'dir/a b+c=é&(1).txt'],
      presigned: true,
      presigned_v2: 400,
      missing_key: ['NoSuchKey', 404],
      missing_bucket: ['NoSuchBucket', 404],
      trust: true,
      created: true,
      missing_role: ['NoSuchEntity', 404],
      bad_role: ['ValidationError', 400],
      repository: 'arn:aws:ecr:us-east-1:000000000000:repository/boto/app',
      again: ['RepositoryAlreadyExistsException', 400],
      events: ['héllo'],
      missing_group: ['ResourceNotFoundException', 400],
      not_served: ['NotImplemented', 501],
      wrong_secret: ['SignatureDoesNotMatch', 403],
      unknown_key: ['InvalidAccessKeyId', 403],
    });
  });

  it('the AWS CLI copies folders up and down and reads the services', async () => {
    const aws = async (...args: readonly string[]): Promise<string> =>
      (await run(programs.aws, args, { env: running.environment, cwd: folder })).stdout;
    mkdirSync(join(folder, 'up', 'deep'), { recursive: true });
    writeFileSync(join(folder, 'up', 'one.txt'), 'one');
    writeFileSync(join(folder, 'up', 'deep', 'two words.bin'), Buffer.alloc(9 * 1024 * 1024, 7));
    await aws('s3', 'mb', 's3://cli-bucket');
    await aws('s3', 'sync', 'up', 's3://cli-bucket/data', '--only-show-errors');
    expect(await aws('s3', 'sync', 'up', 's3://cli-bucket/data')).toBe('');
    expect(await aws('s3', 'ls', '--recursive', 's3://cli-bucket/')).toMatch(
      /9437184 data\/deep\/two words\.bin\n.* 3 data\/one\.txt\n$/,
    );
    await aws('s3', 'cp', '--recursive', 's3://cli-bucket/data', 'down', '--only-show-errors');
    expect(
      readFileSync(join(folder, 'down', 'deep', 'two words.bin')).equals(Buffer.alloc(9 * 1024 * 1024, 7)),
    ).toBe(true);
    await aws('s3', 'mv', 's3://cli-bucket/data/one.txt', 's3://cli-bucket/moved.txt');
    await aws('s3', 'rb', '--force', 's3://cli-bucket');

    expect(JSON.parse(await aws('sts', 'get-caller-identity'))).toMatchObject({ Account: '000000000000' });
    expect(await aws('ecr', 'get-login-password')).toMatch(/^\S+\n$/);
    await aws('logs', 'create-log-group', '--log-group-name', '/cli');
    expect(
      JSON.parse(await aws('logs', 'describe-log-groups', '--log-group-name-prefix', '/cli')),
    ).toMatchObject({
      logGroups: [{ logGroupName: '/cli' }],
    });
    await expect(aws('iam', 'get-role', '--role-name', 'nobody')).rejects.toMatchObject({
      stderr: expect.stringContaining('(NoSuchEntity)') as string,
    });
    await expect(aws('sagemaker', 'list-apps')).rejects.toMatchObject({
      stderr: expect.stringContaining('The local cloud does not serve sagemaker:ListApps.') as string,
    });
  });
});
