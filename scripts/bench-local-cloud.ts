/**
 * How many signed describes a second the local cloud answers, and what a training job there costs beyond the bare
 * process. The load comes from another process of the same
 * machine.
 *
 *   npm run bench -- local-cloud [--rounds 5]
 */
import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CreateTrainingJobCommand, DescribeTrainingJobCommand } from '@aws-sdk/client-sagemaker';
import { BUCKET, ROLE_ARN, SageMakerFixture } from '../test/contract/local-cloud/sagemaker-fixture';
import { send, sign } from '../test/support/signed-request';
import { median } from './median';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' } } });
const rounds = Number(values.rounds);
const IN_FLIGHT = 16;
const DESCRIBES = 3000;

const PROGRAM = `#!/usr/bin/env python3
import json, os
open(os.path.join(os.environ["SAGEMAKER_BASE_DIR"], "model", "model.json"), "w").write(json.dumps([1]))
print("score=1;")
`;

/** The same program, started by hand with the folders it wants. */
function bareProcess(): number {
  const base = mkdtempSync(join(tmpdir(), 'tuneform-bench-'));
  mkdirSync(join(base, 'model'));
  const program = join(base, 'train');
  writeFileSync(program, PROGRAM, { mode: 0o755 });
  const started = performance.now();
  execFileSync(program, { env: { ...process.env, SAGEMAKER_BASE_DIR: base }, stdio: 'ignore' });
  const ms = performance.now() - started;
  rmSync(base, { recursive: true });
  return ms;
}

/** From asking for the job to the job being completed. */
async function trainingJob(aws: SageMakerFixture, image: string, name: string): Promise<number> {
  const started = performance.now();
  await aws.sagemaker.send(
    new CreateTrainingJobCommand({
      TrainingJobName: name,
      AlgorithmSpecification: { TrainingImage: image, TrainingInputMode: 'File' },
      RoleArn: ROLE_ARN,
      OutputDataConfig: { S3OutputPath: `s3://${BUCKET}/output` },
      ResourceConfig: { InstanceType: 'ml.m5.large', InstanceCount: 1, VolumeSizeInGB: 1 },
      StoppingCondition: { MaxRuntimeInSeconds: 60 },
    }),
  );
  for (;;) {
    const job = await aws.sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName: name }));
    if (job.TrainingJobStatus === 'Completed') return performance.now() - started;
    if (job.TrainingJobStatus !== 'InProgress') throw new Error(job.FailureReason);
  }
}

/** One request, signed once and sent again and again: the server verifies every one, the client only sends. */
async function describesPerSecond(url: string, name: string): Promise<number> {
  const describe = await sign(
    url,
    {
      method: 'POST',
      path: '/',
      headers: {
        'x-amz-target': 'SageMaker.DescribeTrainingJob',
        'content-type': 'application/x-amz-json-1.1',
      },
      body: JSON.stringify({ TrainingJobName: name }),
    },
    { service: 'sagemaker' },
  );
  const started = performance.now();
  let left = DESCRIBES;
  const work = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const { status, body } = await send(url, describe);
      if (status !== 200) throw new Error(body);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, work));
  return (DESCRIBES / (performance.now() - started)) * 1000;
}

/** The local cloud as a process of its own, as its users have it. */
async function startCloud(directory: string): Promise<{ url: string; child: ChildProcess }> {
  const script = join(__dirname, '../test/support/cloud-process.ts');
  const child = spawn(process.execPath, ['-r', 'tsx/cjs', script, directory], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { url: line.toString().trim(), child };
}

async function main(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'tuneform-bench-'));
  const { url, child } = await startCloud(directory);
  const aws = new SageMakerFixture(url);
  try {
    await aws.furnish();
    const image = await aws.pushImage('bench', { train: PROGRAM });
    await trainingJob(aws, image, 'warm-up');
    await describesPerSecond(url, 'warm-up');
    const bare: number[] = [];
    const jobs: number[] = [];
    const rates: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      bare.push(bareProcess());
      jobs.push(await trainingJob(aws, image, `job-${String(round)}`));
      rates.push(await describesPerSecond(url, 'warm-up'));
    }
    console.log(`signed describes      ${median(rates).toFixed(0)} a second  (bar 1,500)`);
    console.log(`bare process          ${median(bare).toFixed(0)} ms`);
    console.log(`training job          ${median(jobs).toFixed(0)} ms`);
    console.log(`overhead              ${(median(jobs) - median(bare)).toFixed(0)} ms  (bar 150)`);
  } finally {
    aws.dispose();
    child.stdin?.end();
    await once(child, 'exit');
    rmSync(directory, { recursive: true });
  }
}

void main();
