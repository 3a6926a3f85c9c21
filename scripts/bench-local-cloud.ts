/**
 * Measures the local cloud: its start-up time; signed describes, puts and invocations per second; the overhead of a training job
 * over the bare process; and the cost of a long history (many metric lines with early stopping, a long log, many finished trials).
 * The load comes from another process on the same machine.
 *
 *   npm run bench -- local-cloud [--rounds 5] [--lines 100000] [--log-lines 200000] [--trials 5000]
 *     [--simulated 10000]
 */
import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CreateTrainingJobCommand, DescribeTrainingJobCommand } from '@aws-sdk/client-sagemaker';
import { BUCKET, ROLE_ARN, SageMakerFixture } from '../test/support/sagemaker-fixture';
import { send, sign } from '../test/support/signed-request';
import { CHATTY, longestPause, SEEDED, secondsATrial, seed, tenLines, TRIALS } from './history-rounds';
import { ECHO, invokeRound, serveEcho } from './invoke-rounds';
import type { InvokeRound } from './invoke-rounds';
import { processorMs, warnWhenBusy } from './machine-load';
import { median } from './median';
import { objectRound } from './object-rounds';
import type { ObjectRound } from './object-rounds';
import { simulatedTrials } from './simulated-trials';
import { startRound } from './start-rounds';
import type { StartRound } from './start-rounds';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    lines: { type: 'string', default: '100000' },
    'log-lines': { type: 'string', default: '200000' },
    trials: { type: 'string', default: '5000' },
    simulated: { type: 'string', default: '10000' },
  },
});
const rounds = Number(values.rounds);
const IN_FLIGHT = 16;
const DESCRIBES = 3000;

const PROGRAM = `#!/usr/bin/env python3
import json, os
open(os.path.join(os.environ["SAGEMAKER_BASE_DIR"], "model", "model.json"), "w").write(json.dumps([1]))
print("score=1;")
`;

/** The interpreter itself: `python3` may be a version manager's script, which takes longer to start than Python. */
const PYTHON = execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], {
  encoding: 'utf8',
}).trim();

/** Runs the same program directly, with the folders that it needs. */
function bareProcess(): number {
  const base = mkdtempSync(join(tmpdir(), 'tuneform-bench-'));
  mkdirSync(join(base, 'model'));
  const program = join(base, 'train');
  writeFileSync(program, PROGRAM, { mode: 0o755 });
  const started = performance.now();
  execFileSync(PYTHON, [program], { env: { ...process.env, SAGEMAKER_BASE_DIR: base }, stdio: 'ignore' });
  const ms = performance.now() - started;
  rmSync(base, { recursive: true });
  return ms;
}

/** Returns the time from the request for the job to its completion. */
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

/** One request, signed once and sent repeatedly: the server verifies each, the client only sends. */
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

/** The local cloud in a separate process, as users run it. */
async function startCloud(directory: string): Promise<{ url: string; child: ChildProcess }> {
  const script = join(__dirname, '../test/support/cloud-process.ts');
  const child = spawn(process.execPath, ['-r', 'tsx/cjs', script, directory], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { url: line.toString().trim(), child };
}

/** Prints the cost of a long history. Its records are written before the cloud starts; searches would take hours. */
async function history(): Promise<void> {
  const lines = Number(values.lines);
  const logLines = Number(values['log-lines']);
  const trials = Number(values.trials);
  const directory = mkdtempSync(join(tmpdir(), 'tuneform-bench-'));
  let { url, child } = await startCloud(directory);
  let aws = new SageMakerFixture(url);
  try {
    await aws.furnish();
    const image = await aws.pushImage('history', { train: CHATTY });
    const plain = await aws.pushImage('plain', { train: PROGRAM });
    const chatty = await longestPause(aws, image, { lines, pid: child.pid ?? 0 });
    console.log(
      `${String(lines)} lines a trial  longest pause of a describe ${chatty.pauseMs.toFixed(0)} ms  (bar 100), ` +
        `4 trials ${chatty.seconds.toFixed(1)} s, ${chatty.microsecondsALine.toFixed(0)} µs of processor time a line`,
    );
    const first = await secondsATrial(aws, plain, 'first');
    const request = aws.tuningRequest(SEEDED, plain, {
      ResourceLimits: { MaxNumberOfTrainingJobs: trials + TRIALS, MaxParallelTrainingJobs: 1 },
    });
    child.stdin?.end();
    await once(child, 'exit');
    await seed(directory, { trials, lines: logLines, request, imageDigest: plain.replace(/^.*@/, '') });
    ({ url, child } = await startCloud(directory));
    aws.dispose();
    aws = new SageMakerFixture(url);
    const last = await secondsATrial(aws, plain, SEEDED);
    console.log(
      `after ${String(trials)} trials  ${(1000 * last).toFixed(0)} ms a trial, at first ${(1000 * first).toFixed(0)} ms: × ${(last / first).toFixed(2)}`,
    );
    const [head = 0, tail = 0, token = 0] = await tenLines(aws);
    console.log(
      `ten of ${String(logLines)} lines  head ${head.toFixed(0)} ms, tail ${tail.toFixed(0)} ms, from a token ${token.toFixed(0)} ms`,
    );
  } finally {
    aws.dispose();
    child.stdin?.end();
    if (child.exitCode === null) await once(child, 'exit');
    rmSync(directory, { recursive: true });
  }
}

async function main(): Promise<void> {
  warnWhenBusy();
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
    const spent: number[] = [];
    const starts: StartRound[] = [];
    const objects: ObjectRound[] = [];
    const invocations: InvokeRound[] = [];
    await serveEcho(aws, await aws.pushImage('echo', { serve: ECHO }));
    await invokeRound(url, 0);
    startRound();
    for (let round = 0; round < rounds; round += 1) {
      starts.push(startRound());
      bare.push(bareProcess());
      jobs.push(await trainingJob(aws, image, `job-${String(round)}`));
      const before = processorMs(child.pid ?? 0);
      rates.push(await describesPerSecond(url, 'warm-up'));
      spent.push((processorMs(child.pid ?? 0) - before) / DESCRIBES);
      objects.push(await objectRound(url, child.pid ?? 0, round));
      invocations.push(await invokeRound(url, child.pid ?? 0));
    }
    const middle = <R>(of: readonly R[], pick: (one: R) => number, digits = 0): string =>
      median(of.map(pick)).toFixed(digits);
    console.log(
      `tuneform local start  ${middle(starts, (one) => one.ms)} ms  (bar 600), ` +
        `the server ${middle(starts, (one) => one.serverMs)} ms of processor time`,
    );
    console.log(`signed describes      ${median(rates).toFixed(0)} a second  (bar 2,500)`);
    console.log(`processor time        ${median(spent).toFixed(2)} ms a request`);
    console.log(
      `puts of 1 KB          ${middle(objects, (one) => one.putsPerSecond)} a second  (bar 400), ` +
        `${middle(objects, (one) => one.msAPut, 2)} ms of processor time each`,
    );
    console.log(
      `an object of 100 MB   put ${middle(objects, (one) => one.megabytesPutPerSecond)} MB/s  (bar 170), ` +
        `get ${middle(objects, (one) => one.megabytesGotPerSecond)} MB/s`,
    );
    console.log(
      `InvokeEndpoint        ${middle(invocations, (one) => one.perSecond)} a second  (bar 1,300), ` +
        `p50 ${middle(invocations, (one) => one.p50, 1)} ms, p99 ${middle(invocations, (one) => one.p99, 1)} ms  (bar 25), ` +
        `${middle(invocations, (one) => one.msARequest, 2)} ms of processor time each`,
    );
    console.log(`bare process          ${median(bare).toFixed(0)} ms`);
    console.log(`training job          ${median(jobs).toFixed(0)} ms`);
    console.log(`overhead              ${(median(jobs) - median(bare)).toFixed(0)} ms  (bar 150)`);
  } finally {
    aws.dispose();
    child.stdin?.end();
    await once(child, 'exit');
    rmSync(directory, { recursive: true });
  }
  await history();
  const simulated = Number(values.simulated);
  const cost = await simulatedTrials(simulated);
  console.log(
    `${String(simulated)} simulated trials  the last hundred ${cost.last.toFixed(1)} ms a trial, ` +
      `the first ${cost.first.toFixed(1)} ms: × ${(cost.last / cost.first).toFixed(2)}  (bar 1.3)`,
  );
  warnWhenBusy();
}

void main();
