import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import { CreateRepositoryCommand, ECRClient } from '@aws-sdk/client-ecr';
import { CreateRoleCommand, GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import * as s3 from '@aws-sdk/client-s3';
import { digestOf, RegistryClient } from '../../support/registry-client';
import { keyPairOf } from '../../support/key-pair-of';
import type { ClientSettings } from '../../support/running-cloud';

const Bucket = 'durable-bucket';
const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'sagemaker.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
});

/** Starts the process and waits for its address. */
async function start(directory: string): Promise<{ child: ChildProcess; client: ClientSettings }> {
  const script = require.resolve('../../support/cloud-process');
  const child = spawn(process.execPath, ['-r', 'tsx/cjs', script, directory], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const endpoint = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (data: Buffer) => resolve(data.toString().trim()));
    child.once('exit', () => reject(new Error('the local cloud ended before it listened')));
  });
  return {
    child,
    client: { endpoint, region: 'us-east-1', credentials: keyPairOf(endpoint), maxAttempts: 1 },
  };
}

/** What clients were told is done. */
interface Acknowledged {
  readonly objects: Map<string, string>;
  readonly roles: string[];
  readonly lines: string[];
  readonly images: Map<string, string>;
}

/** Writes without pause from several clients until the process is gone. */
async function writeUntilGone(client: ClientSettings, round: number, done: Acknowledged): Promise<void> {
  const s3Client = new s3.S3Client(client);
  const iam = new IAMClient(client);
  const cloudWatch = new logs.CloudWatchLogsClient(client);
  const registry = await RegistryClient.login(client, 'durable');
  const untilRefused = async (write: (index: number) => Promise<void>): Promise<void> => {
    for (let index = 0; ; index += 1) {
      try {
        await write(index);
      } catch {
        return;
      }
    }
  };
  await Promise.all([
    ...[0, 1].map((lane) =>
      untilRefused(async (index) => {
        // A few keys again and again: what was there before must not be lost to what did not make it.
        const Key = `lane-${String(lane)}/${String(index % 7)}`;
        const body = randomBytes(20_000 + index);
        const hash = createHash('sha256').update(body).digest('hex');
        done.objects.set(Key, `${done.objects.get(Key)?.split(' ').at(-1) ?? 'none'} ${hash}`);
        await s3Client.send(new s3.PutObjectCommand({ Bucket, Key, Body: body }));
        done.objects.set(Key, hash);
      }),
    ),
    untilRefused(async (index) => {
      const RoleName = `role-${String(round)}-${String(index)}`;
      await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: TRUST }));
      done.roles.push(RoleName);
    }),
    untilRefused(async (index) => {
      const message = `line ${String(round)}-${String(index)}`;
      const logEvents = [{ timestamp: Date.now(), message }];
      await cloudWatch.send(
        new logs.PutLogEventsCommand({ logGroupName: 'durable', logStreamName: 's', logEvents }),
      );
      done.lines.push(message);
    }),
    untilRefused(async (index) => {
      const tag = `t-${String(round)}-${String(index)}`;
      const { manifest } = await registry.pushImage(tag, `content ${tag}`);
      done.images.set(tag, manifest);
    }),
  ]);
}

async function verify(client: ClientSettings, done: Acknowledged): Promise<void> {
  const s3Client = new s3.S3Client(client);
  for (const [Key, hashes] of done.objects) {
    const acceptable = hashes.split(' ');
    const read = await s3Client.send(new s3.GetObjectCommand({ Bucket, Key })).catch((error: unknown) => {
      if (error instanceof s3.NoSuchKey) return undefined;
      throw error;
    });
    const body = await read?.Body?.transformToByteArray();
    const found = body === undefined ? 'none' : createHash('sha256').update(body).digest('hex');
    // A write that was under way may have happened or not; anything else is a loss or a torn object.
    expect(acceptable).toContain(found);
    done.objects.set(Key, found);
  }
  const iam = new IAMClient(client);
  for (const RoleName of done.roles) {
    await expect(iam.send(new GetRoleCommand({ RoleName }))).resolves.toMatchObject({ Role: { RoleName } });
  }
  const page = await new logs.CloudWatchLogsClient(client).send(
    new logs.FilterLogEventsCommand({ logGroupName: 'durable' }),
  );
  expect(page.events?.map(({ message }) => message)).toEqual(expect.arrayContaining(done.lines));
  const registry = await RegistryClient.login(client, 'durable');
  for (const [tag, manifest] of done.images) {
    expect(await (await registry.fetch(`manifests/${tag}`)).text()).toBe(manifest);
    expect(await (await registry.fetch(`blobs/${digestOf(`content ${tag}`)}`)).text()).toBe(`content ${tag}`);
  }
}

it('loses nothing it acknowledged when it is killed in the middle of work, again and again', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'tuneform-durable-'));
  let running: ChildProcess | undefined;
  const done: Acknowledged = { objects: new Map(), roles: [], lines: [], images: new Map() };
  try {
    for (const round of [0, 1, 2]) {
      const { child, client } = await start(directory);
      running = child;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      if (round === 0) {
        await new s3.S3Client(client).send(new s3.CreateBucketCommand({ Bucket }));
        await new ECRClient(client).send(new CreateRepositoryCommand({ repositoryName: 'durable' }));
        const cloudWatch = new logs.CloudWatchLogsClient(client);
        await cloudWatch.send(new logs.CreateLogGroupCommand({ logGroupName: 'durable' }));
        await cloudWatch.send(
          new logs.CreateLogStreamCommand({ logGroupName: 'durable', logStreamName: 's' }),
        );
      } else await verify(client, done);
      const writing = writeUntilGone(client, round, done);
      const [roles, images, lines] = [done.roles.length + 5, done.images.size + 2, done.lines.length + 5];
      const worked = (): boolean =>
        done.roles.length >= roles && done.images.size >= images && done.lines.length >= lines;
      // By then every client has been told several times that something is done, and goes on.
      const refused = writing.then(() => {
        throw new Error('the writers gave up before anybody was killed');
      });
      while (!worked()) await Promise.race([delay(5), refused]);
      refused.catch(() => undefined);
      child.kill('SIGKILL');
      await Promise.all([ended, writing]);
    }
    const { child, client } = await start(directory);
    running = child;
    await verify(client, done);
    const requests = readFileSync(join(directory, 'requests.jsonl'), 'utf8');
    expect(
      requests.split('\n').filter((line) => line.includes('"CreateRole"') && line.includes('"status":200'))
        .length,
    ).toBeGreaterThanOrEqual(done.roles.length);
    child.stdin?.end();
    await new Promise((resolve) => child.once('exit', resolve));
  } finally {
    running?.kill('SIGKILL');
    rmSync(directory, { recursive: true, force: true });
  }
});
