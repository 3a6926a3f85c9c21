import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateHyperParameterTuningJobCommand,
  CreateModelCommand,
  CreateTrainingJobCommand,
  DescribeTrainingJobCommand,
  ListEndpointConfigsCommand,
  ListEndpointsCommand,
  ListHyperParameterTuningJobsCommand,
  ListModelsCommand,
  StopTrainingJobCommand,
} from '@aws-sdk/client-sagemaker';
import { ownershipTags, trainingJobTags } from '../../../modules/aws';
import { main } from '../../../modules/cli/main';
import { trainingJobName, tuningJobName } from '../../../modules/tuning';
import { FaultProxy } from '../../support/fault-proxy/fault-proxy';
import { runCloud } from '../../support/running-cloud';
import type { RunningCloud } from '../../support/running-cloud';
import { collectingTerminal } from '../../unit/cli/collecting-terminal';
import { BUCKET, PYTHON_SERVE, ROLE_ARN, SageMakerFixture } from '../../support/sagemaker-fixture';

let running: RunningCloud;
let aws: SageMakerFixture;
let proxy: FaultProxy;
let folder: string;
let endless: string;
let short: string;
let served: string;

beforeAll(async () => {
  running = await runCloud();
  aws = new SageMakerFixture(running.cloud.url);
  await aws.furnish();
  // The shortest archive: nothing in it.
  await aws.put('model.tar.gz', gzipSync(Buffer.alloc(1024)));
  endless = await aws.pushImage('endless', { train: '#!/bin/sh\nexec sleep 600\n' });
  short = await aws.pushImage('short', { train: '#!/bin/sh\necho "score=1;"\n' });
  served = await aws.pushImage('served', { serve: PYTHON_SERVE });
  proxy = await FaultProxy.start({ target: running.cloud });
  folder = mkdtempSync(join(tmpdir(), 'tuneform-orphans-'));
});
afterAll(async () => {
  await proxy.stop();
  aws.dispose();
  await running.remove();
  rmSync(folder, { recursive: true, force: true });
});

const tagList = (tags: Readonly<Record<string, string>>) =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

/** Launches a search as the provider does; `tags` replaces what its tags say. */
async function launch(owner: string, experiment: string, image = endless, tags = {}): Promise<string> {
  const ownership = { owner, experiment, fingerprint: 'f', generation: 3, run: 1 };
  const name = tuningJobName({ ...ownership, name: experiment });
  await aws.sagemaker.send(
    new CreateHyperParameterTuningJobCommand({
      ...aws.tuningRequest(name, image),
      Tags: tagList({ ...ownershipTags(ownership), ...tags }),
    }),
  );
  return name;
}

/** Makes a model and its configuration, and serves them if asked to. */
async function serve(owner: string, endpoint: string, { live }: { readonly live: boolean }) {
  const Tags = tagList({ 'tuneform:owner': owner, 'tuneform:endpoint': endpoint });
  const name = `${endpoint}-abcdefghijkl`;
  await aws.sagemaker.send(
    new CreateModelCommand({
      ModelName: name,
      ExecutionRoleArn: ROLE_ARN,
      PrimaryContainer: { Image: served, ModelDataUrl: `s3://${BUCKET}/model.tar.gz` },
      Tags,
    }),
  );
  await aws.sagemaker.send(
    new CreateEndpointConfigCommand({
      EndpointConfigName: name,
      ProductionVariants: [
        { VariantName: 'All', ModelName: name, InstanceType: 'ml.m5.large', InitialInstanceCount: 1 },
      ],
      Tags,
    }),
  );
  if (live) {
    await aws.sagemaker.send(
      new CreateEndpointCommand({ EndpointName: endpoint, EndpointConfigName: name, Tags }),
    );
    await aws.endpointSettled(endpoint);
  }
  return name;
}

/** A state file that knows these tuning jobs and endpoints of an owner. */
function state(
  owner: string,
  { jobs = [], endpoints = [] }: { jobs?: readonly string[]; endpoints?: readonly string[] },
) {
  const path = join(folder, `${owner}.tfstate`);
  const tags_all = { 'tuneform:owner': owner };
  const resources = [
    ...jobs.map((name) => ({
      type: 'tuneform_experiment',
      instances: [{ attributes: { tuning_job_names: name, tags_all } }],
    })),
    ...endpoints.map((name) => ({
      type: 'tuneform_endpoint',
      instances: [
        {
          attributes: {
            name,
            endpoint_config_name: `${name}-abcdefghijkl`,
            model_name: `${name}-abcdefghijkl`,
            tags_all,
          },
        },
      ],
    })),
  ];
  writeFileSync(path, JSON.stringify({ version: 4, resources }));
  return path;
}

async function orphans(...argv: readonly string[]) {
  const terminal = collectingTerminal(folder, { TUNEFORM_LOCAL_CREDENTIALS: running.cloud.credentialsFile });
  const code = await main(['orphans', '--endpoint', proxy.url, ...argv], terminal);
  return { code, stdout: terminal.stdout.join('\n'), stderr: terminal.stderr.join('\n') };
}
const found = (stdout: string) =>
  (JSON.parse(stdout) as { orphans: { kind: string; name: string }[] }).orphans.map(
    ({ kind, name }) => `${kind} ${name}`,
  );

async function left(): Promise<readonly string[]> {
  const [jobs, endpoints, configurations, models] = await Promise.all([
    aws.sagemaker.send(new ListHyperParameterTuningJobsCommand({ StatusEquals: 'InProgress' })),
    aws.sagemaker.send(new ListEndpointsCommand({})),
    aws.sagemaker.send(new ListEndpointConfigsCommand({})),
    aws.sagemaker.send(new ListModelsCommand({})),
  ]);
  return [
    ...(jobs.HyperParameterTuningJobSummaries ?? []).map((one) => one.HyperParameterTuningJobName),
    ...(endpoints.Endpoints ?? []).map((one) => one.EndpointName),
    ...(configurations.EndpointConfigs ?? []).map((one) => one.EndpointConfigName),
    ...(models.Models ?? []).map((one) => one.ModelName),
  ].map(String);
}

describe('tuneform orphans', () => {
  it('lists its owners’ objects that are in no state, marks doubtful ones, and stops proven ones', async () => {
    // First, while no other holds this machine's slots.
    await aws.tuningJobEnd(await launch('me', 'ended', short));
    const known = await launch('me', 'known');
    const lost = await launch('me', 'lost');
    const theirs = await launch('others', 'theirs');
    const doubtful = await launch('me', 'doubtful', endless, { 'tuneform:fingerprint': 'edited' });
    await serve('me', 'kept', { live: true });
    await serve('me', 'gone', { live: true });
    await serve('me', 'kept-too', { live: false });
    const mine = state('me', { jobs: [known], endpoints: ['kept'] });

    const listed = await orphans('--state', mine, '--json');
    expect(listed.code).toBe(4);
    expect(listed.stderr).toContain('"code":"ORPHANS_FOUND"');
    const leftOver = ['gone-abcdefghijkl', 'kept-too-abcdefghijkl'];
    const expected = [
      ...[lost, doubtful].map((name) => `tuning job ${name}`),
      'endpoint gone',
      ...leftOver.map((name) => `endpoint configuration ${name}`),
      ...leftOver.map((name) => `model ${name}`),
    ];
    expect([...found(listed.stdout)].sort()).toEqual([...expected].sort());

    const table = await orphans('--state', mine);
    expect(table.stdout).toMatch(
      new RegExp(`tuning job +${lost} +InProgress +me +experiment lost, generation 3`),
    );
    expect(table.stdout).toMatch(/experiment doubtful \(in doubt\)/);
    expect(table.stdout).not.toContain(theirs);

    const unasked = await orphans('--state', mine, '--stop');
    expect([unasked.code, unasked.stderr]).toEqual([
      2,
      expect.stringMatching(/--yes\. \[CONFIRMATION_NEEDED\]$/),
    ]);

    const stopped = await orphans('--state', mine, '--stop', '--yes', '--json');
    expect([stopped.code, stopped.stderr]).toEqual([
      1,
      expect.stringMatching(new RegExp(`"ORPHANS_LEFT".*tuning job ${doubtful}\\. .* run the command again`)),
    ]);
    expect([...(await left())].sort()).toEqual(
      [known, theirs, doubtful, 'kept', 'kept-abcdefghijkl', 'kept-abcdefghijkl'].sort(),
    );
    const outcomes = JSON.parse(stopped.stdout) as { orphans: { name: string; removed: boolean }[] };
    expect(outcomes.orphans.filter(({ removed }) => !removed).map(({ name }) => name)).toEqual([doubtful]);
  });

  it('finds smoke runs, not the training jobs of searches, and stops them', async () => {
    const ownership = { owner: 'smoker', training_job: 'smoke', fingerprint: 'f', run: 1 };
    const names = ['smoke', 'kept'].map((name) => trainingJobName({ ...ownership, name }));
    for (const [index, name] of names.entries()) {
      await aws.sagemaker.send(
        new CreateTrainingJobCommand({
          ...aws.trainingRequest(name, endless),
          Tags: tagList(trainingJobTags({ ...ownership, training_job: ['smoke', 'kept'][index] ?? '' })),
        }),
      );
    }
    const [lost = '', kept = ''] = names;
    const mine = join(folder, 'smoker.tfstate');
    const attributes = { training_job_name: kept, tags_all: null };
    // The provider keeps the owner beside the attributes.
    const bytes = Buffer.from(JSON.stringify({ owner: 'smoker' })).toString('base64');
    const resources = [{ type: 'tuneform_training_job', instances: [{ attributes, private: bytes }] }];
    writeFileSync(mine, JSON.stringify({ version: 4, resources }));
    const listed = await orphans('--state', mine);
    expect(listed.stdout).toMatch(new RegExp(`training job +${lost} +InProgress +smoker +smoke run smoke`));
    const stopped = await orphans('--state', mine, '--stop', '--yes', '--json');
    expect([stopped.code, found(stopped.stdout)]).toEqual([0, [`training job ${lost}`]]);
    const status = async (TrainingJobName: string) =>
      (await aws.sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName }))).TrainingJobStatus;
    expect([await status(lost), await status(kept)]).toEqual(['Stopped', 'InProgress']);
    await aws.sagemaker.send(new StopTrainingJobCommand({ TrainingJobName: kept }));
  });

  it('finds nothing if the states contain everything, and ended jobs only when asked', async () => {
    const names = (await left()).filter((name) => /^(known|doubtful)-/.test(name));
    const mine = state('me', { jobs: names, endpoints: ['kept'] });
    const none = await orphans('--state', mine);
    expect(none).toEqual({
      code: 0,
      stdout: '',
      stderr: 'No orphans of me: the given states contain every object.',
    });
    const all = await orphans('--state', mine, '--all', '--json');
    expect([all.code, found(all.stdout).some((line) => line.startsWith('tuning job ended-'))]).toEqual([
      4,
      true,
    ]);
  });

  it('uses the named owner, and without a state says that everything is listed', async () => {
    const { code, stdout, stderr } = await orphans('--owner', 'others', '--json');
    expect([code, found(stdout)]).toEqual([4, [expect.stringMatching(/^tuning job theirs-/)]]);
    expect(stderr).toContain('You gave no state');
    expect((await orphans('--owner', 'nobody')).code).toBe(0);
  });

  it.each([
    { argv: ['--stop', '--yes'], says: '--stop without --state' },
    {
      argv: ['--stop', '--yes', '--state', 'empty'],
      says: 'No resource in the given state names an owner',
    },
    { argv: ['--state', 'absent'], says: 'could not be read' },
    { argv: ['--state', '-', '-'], says: 'only once' },
  ])('rejects $argv, and touches nothing', async ({ argv, says }) => {
    writeFileSync(join(folder, 'empty'), '{"version":4,"resources":[]}');
    const before = await left();
    expect(await orphans(...argv)).toMatchObject({ code: 2, stderr: expect.stringContaining(says) });
    expect(await left()).toEqual(before);
  });

  it('says that it may have missed some where a kind may not be listed, and lists the others', async () => {
    const answer = {
      status: 400,
      name: 'AccessDeniedException',
      message: 'not authorized: sagemaker:ListModels',
    };
    proxy.lay({ operation: 'ListModels', fault: { carriedOut: false, answer }, times: Infinity });
    const { code, stdout, stderr } = await orphans('--owner', 'me', '--json');
    proxy.heal();
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/"ORPHANS_NOT_LISTED".*models: .*sagemaker:ListModels/),
    ]);
    expect(found(stdout)).toContain('endpoint kept');
  });

  it('keeps a configuration that an endpoint serves, though no state knows either of them', async () => {
    await aws.sagemaker.send(
      new CreateEndpointCommand({
        EndpointName: 'handmade',
        EndpointConfigName: 'kept-abcdefghijkl',
        Tags: [],
      }),
    );
    await aws.endpointSettled('handmade');
    const { code, stderr } = await orphans('--owner', 'me', '--stop', '--yes');
    expect(code).toBe(1);
    expect(stderr).toMatch(/endpoint configuration kept-abcdefghijkl not deleted: .*"handmade" serves it/);
    expect(stderr).toMatch(/model kept-abcdefghijkl not deleted: .*"kept-abcdefghijkl" names it/);
    expect(await left()).toEqual(expect.arrayContaining(['handmade', 'kept-abcdefghijkl']));
    expect(await left()).not.toContain('kept');
  });
});
