import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateHyperParameterTuningJobCommand,
  CreateModelCommand,
} from '@aws-sdk/client-sagemaker';
import { ownershipTags } from '../../../modules/aws';
import { main } from '../../../modules/cli/main';
import { tuningJobName } from '../../../modules/tuning';
import { interruptedAtTerminal } from '../../support/at-a-terminal';
import { FaultProxy } from '../../support/fault-proxy/fault-proxy';
import { runCloud } from '../../support/running-cloud';
import type { RunningCloud } from '../../support/running-cloud';
import { until } from '../../support/until';
import { collectingTerminal } from '../../unit/cli/collecting-terminal';
import { BUCKET, PYTHON_SERVE, ROLE_ARN, SageMakerFixture } from '../../support/sagemaker-fixture';

const BIN = join(__dirname, '../../../modules/cli/bin/tuneform.js');

let running: RunningCloud;
let aws: SageMakerFixture;
let proxy: FaultProxy;
let folder: string;
let good: string;
let failing: string;
let endless: string;

const ownership = (experiment: string) => ({
  owner: 'me',
  experiment,
  fingerprint: 'f',
  generation: 1,
  run: 1,
});

async function launch(experiment: string, image: string): Promise<string> {
  const name = tuningJobName({ ...ownership(experiment), name: experiment });
  const Tags = Object.entries(ownershipTags(ownership(experiment))).map(([Key, Value]) => ({ Key, Value }));
  await aws.sagemaker.send(
    new CreateHyperParameterTuningJobCommand({ ...aws.tuningRequest(name, image), Tags }),
  );
  return name;
}

beforeAll(async () => {
  running = await runCloud();
  aws = new SageMakerFixture(running.cloud.url);
  await aws.furnish();
  const images = [
    aws.pushImage('short', { train: '#!/bin/sh\necho one\necho "password=hunter2"\necho "score=0.5;"\n' }),
    aws.pushImage('broken', { train: '#!/bin/sh\necho "ValueError: no column y" >&2\nexit 1\n' }),
    aws.pushImage('endless', { train: '#!/bin/sh\necho begun\nexec sleep 600\n' }),
  ];
  [good = '', failing = '', endless = ''] = await Promise.all(images);
  proxy = await FaultProxy.start({ target: running.cloud });
  folder = mkdtempSync(join(tmpdir(), 'tuneform-searches-'));
  await aws.tuningJobEnd(await launch('good', good));
  await aws.tuningJobEnd(await launch('failing', failing));
}, 60_000);
afterAll(async () => {
  await proxy.stop();
  aws.dispose();
  await running.remove();
  rmSync(folder, { recursive: true, force: true });
});

function terminalOf() {
  return collectingTerminal(folder, { TUNEFORM_LOCAL_CREDENTIALS: running.cloud.credentialsFile });
}
async function tuneform(command: string, ...argv: readonly string[]) {
  const terminal = terminalOf();
  const code = await main([command, '--endpoint', proxy.url, ...argv], terminal);
  return { code, stdout: terminal.stdout.join('\n'), stderr: terminal.stderr.join('\n') };
}

describe('tuneform list', () => {
  it('shows every experiment with status, best result and cost', async () => {
    const { code, stdout } = await tuneform('list', '--json');
    const found = JSON.parse(stdout) as { experiment: string }[];
    expect(code).toBe(0);
    expect(found.toSorted((a, b) => a.experiment.localeCompare(b.experiment))).toEqual([
      expect.objectContaining({ experiment: 'failing', owner: 'me', status: 'Failed', best: null }),
      expect.objectContaining({
        experiment: 'good',
        status: 'Completed',
        best: expect.objectContaining({ metric: 'score', value: 0.5 }),
        costUsd: expect.any(Number),
      }),
    ]);
    expect((await tuneform('list')).stdout).toMatch(/good +me +1 +Completed +\d+ +0 +0 +score 0\.5 +\$/);
    expect(await tuneform('list', '--owner', 'nobody', '--json')).toMatchObject({ code: 0, stdout: '[]' });
  });
});

describe('tuneform logs and trials', () => {
  it('prints the logs of the training jobs that failed, and why', async () => {
    const { code, stdout, stderr } = await tuneform('logs', 'failing', '--failed');
    expect([code, stdout, stderr]).toEqual([
      0,
      expect.stringMatching(/^failing-\S+ \| ValueError: no column y$/m),
      expect.stringMatching(/^failing-\S+ failed: /m),
    ]);
    expect((await tuneform('logs', 'good', '--failed')).stderr).toContain('No training job has failed.');
  });

  it('prints the end of one training job’s log without what looks like a password', async () => {
    const [first] = JSON.parse((await tuneform('logs', 'good', '--json')).stdout) as {
      trainingJobName: string;
      lines: string[];
    }[];
    expect(first?.lines.slice(-3)).toEqual(['one', 'password=***', 'score=0.5;']);
    const one = await tuneform('logs', first?.trainingJobName ?? '', '--tail', '1');
    expect(one).toEqual({ code: 0, stdout: 'score=0.5;', stderr: '' });
    const followed = await tuneform('logs', first?.trainingJobName ?? '', '--follow', '--json');
    expect(followed.stdout.split('\n').map((line) => (JSON.parse(line) as { line: string }).line)).toEqual(
      first?.lines,
    );
  });

  it('names an unknown experiment as JSON', async () => {
    const { code, stdout, stderr } = await tuneform('logs', 'gone', '--json');
    expect([code, stdout, JSON.parse(stderr)]).toEqual([
      3,
      '',
      { error: expect.objectContaining({ code: 'EXPERIMENT_NOT_FOUND', exitCode: 3 }) },
    ]);
  });

  it('says in trials why they failed, with the end of a log', async () => {
    expect((await tuneform('trials', 'failing')).stderr).toMatch(
      /✘ .*failing-\S+.*\n(?: {4}.*\n)? {4}ValueError: no column y/,
    );
    const rows = JSON.parse((await tuneform('trials', 'failing', '--json')).stdout) as {
      failureReason?: string;
      logTail?: string[];
    }[];
    expect(rows.every(({ failureReason }) => failureReason !== undefined)).toBe(true);
    expect(rows.flatMap(({ logTail = [] }) => logTail.slice(-1))).toEqual(['ValueError: no column y']);
  });
});

describe('tuneform watch and stop', () => {
  it('shows a search that has ended once, and ends', async () => {
    const { code, stdout, stderr } = await tuneform('watch', 'good');
    expect([code, stderr]).toEqual([0, expect.stringMatching(/status Completed: best 0\.5 of good-/)]);
    expect(stdout).toMatch(/^good-\S+ {2}Completed {2}0\.5 {2}best so far$/m);
  });

  it('follows a running search until it is stopped, redrawing on a terminal, and stops it only if asked to', async () => {
    const name = await launch('endless', endless);
    const screen: string[] = [];
    const watching = { ...terminalOf(), live: (text: string) => void screen.push(text) };
    const watched = main(['watch', 'endless', '--endpoint', running.cloud.url], watching);
    await until(() => screen.some((text) => text.includes('InProgress')));
    expect(await tuneform('stop', 'endless')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--yes'),
    });

    const answer = { status: 400, name: 'AccessDeniedException', message: 'not authorized to stop' };
    proxy.lay({
      operation: 'StopHyperParameterTuningJob',
      fault: { carriedOut: false, answer },
      times: Infinity,
    });
    const refused = await tuneform('stop', 'endless', '--yes', '--json');
    proxy.heal();
    expect([refused.code, JSON.parse(refused.stdout)]).toEqual([
      1,
      expect.objectContaining({
        tuningJobs: [expect.objectContaining({ tuningJobName: name, outcome: 'refused' })],
      }),
    ]);
    expect(JSON.parse(refused.stderr.split('\n').at(-1) ?? '')).toMatchObject({
      error: { code: 'SEARCH_NOT_STOPPED', exitCode: 1 },
    });

    const stopped = await tuneform('stop', 'endless', '--yes', '--json');
    expect([stopped.code, JSON.parse(stopped.stdout)]).toEqual([
      0,
      { experiment: 'endless', owner: 'me', tuningJobs: [{ tuningJobName: name, outcome: 'done' }] },
    ]);
    expect(await watched).toBe(0);
    expect(screen.at(-1)?.startsWith('\u001b[')).toBe(true);
    expect(await tuneform('stop', 'endless', '--yes')).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/No search/),
    });
  }, 60_000);
});

describe('a command that follows', () => {
  it('ends at Ctrl-C with exit code 130, leaves the terminal as it was, and the search running', async () => {
    const name = await launch('interrupted', endless);
    const { code, screen } = await interruptedAtTerminal(
      [process.execPath, BIN, 'watch', 'interrupted', '--endpoint', running.cloud.url],
      {
        once: 'InProgress',
        env: {
          PATH: process.env['PATH'],
          HOME: folder,
          TERM: 'xterm',
          TUNEFORM_LOCAL_CREDENTIALS: running.cloud.credentialsFile,
        },
      },
    );
    expect(screen).toContain('The search runs on. Watch it again with npx tuneform watch interrupted.');
    expect(code).toBe(130);
    // No cursor is hidden, no other screen is left open, no colour goes on, and the prompt gets a line of its own.
    expect(screen).not.toContain('\u001b[?');
    expect(screen.slice(screen.lastIndexOf('\u001b[') + 2)).toMatch(/^(?:(?:0|39|49|2[2-9])?m|\d*[AJ])/);
    expect(JSON.parse((await tuneform('show', 'interrupted', '--json')).stdout)).toMatchObject({
      generations: [expect.objectContaining({ status: 'InProgress' })],
    });
    expect(await tuneform('stop', name, '--yes')).toMatchObject({ code: 0 });
  }, 60_000);

  it('shows a log as it comes, and ends with the search', async () => {
    await launch('followed', endless);
    const terminal = terminalOf();
    const followed = main(['logs', 'followed', '--follow', '--endpoint', running.cloud.url], terminal);
    await until(() => terminal.stdout.some((line) => line.endsWith('begun')));
    expect(await tuneform('stop', 'followed', '--yes')).toMatchObject({ code: 0 });
    expect(await followed).toBe(0);
  }, 60_000);

  it.each(['watch', 'stop', 'logs'])(
    '%s names an unknown experiment, and those that there are',
    async (command) => {
      const { code, stderr } = await tuneform(command, 'gone', ...(command === 'stop' ? ['--yes'] : []));
      expect([code, stderr]).toEqual([3, expect.stringMatching(/no experiment .*"gone".*good/is)]);
    },
  );
});

describe('tuneform invoke', () => {
  it('tells what a model refused from an endpoint that is not there', async () => {
    await aws.put('model.tar.gz', gzipSync(Buffer.alloc(1024)));
    const served = await aws.pushImage('refusing', { serve: PYTHON_SERVE });
    await aws.sagemaker.send(
      new CreateModelCommand({
        ModelName: 'refusing',
        ExecutionRoleArn: ROLE_ARN,
        PrimaryContainer: { Image: served, ModelDataUrl: `s3://${BUCKET}/model.tar.gz` },
      }),
    );
    await aws.sagemaker.send(
      new CreateEndpointConfigCommand({
        EndpointConfigName: 'refusing',
        ProductionVariants: [
          { VariantName: 'All', ModelName: 'refusing', InstanceType: 'ml.m5.large', InitialInstanceCount: 1 },
        ],
      }),
    );
    await aws.sagemaker.send(
      new CreateEndpointCommand({ EndpointName: 'refusing', EndpointConfigName: 'refusing' }),
    );
    const early = await tuneform('invoke', 'refusing', '--body', 'x', '--json');
    expect(JSON.parse(early.stderr)).toMatchObject({ error: { code: 'ENDPOINT_NOT_IN_SERVICE' } });
    await aws.endpointSettled('refusing');
    const { code, stderr } = await tuneform('invoke', 'refusing', '--body', 'wrong');
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/refused the request with status 400: “no such column”.*MODEL_REFUSED_REQUEST/),
    ]);
  }, 60_000);
});
