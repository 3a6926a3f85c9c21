import { writeFileSync } from 'node:fs';
import {
  DeleteHyperParameterTuningJobCommand,
  DescribeHyperParameterTuningJobCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { impliedType } from '../../../modules/plugin/cty/implied-type';
import { isTerminal } from '../../../modules/tuning';
import { startFaultBench } from '../../support/fault-table/fault-bench';
import type { FaultBench } from '../../support/fault-table/fault-bench';
import { experiment } from '../../support/fault-table/scenarios';
import { objectIn, PlayedProvider } from '../../support/played-terraform/played-provider';
import { PlayedResource } from '../../support/played-terraform/played-resource';
import type { StoredObject } from '../../support/played-terraform/played-resource';
import type { Values } from '../../support/played-terraform/proposed-state';
import { until } from '../../support/until';
import { newestTuningJob } from '../../support/tuning-job-names';

let bench: FaultBench;
let provider: PlayedProvider;
let sageMaker: SageMakerClient;

beforeAll(async () => {
  bench = await startFaultBench();
  provider = new PlayedProvider(bench.executable);
  sageMaker = new SageMakerClient(bench.cloud.client);
}, 120_000);
afterAll(async () => {
  sageMaker.destroy();
  await provider.dispose();
  await bench.stop();
});

const open = (typeName = 'tuneform_experiment', state?: StoredObject): PlayedResource =>
  new PlayedResource(provider, {
    providerConfig: bench.providerConfig(bench.cloud.cloud.url),
    typeName,
    ...(state !== undefined && { state }),
  });

/** An experiment whose training jobs end at once, or not at all. */
const config = (name: string, ends: boolean, more: Values = {}): Values =>
  experiment({
    resource_limits: { max_number_of_training_jobs: 2, max_parallel_training_jobs: 2 },
    // In short forms, as an import writes them.
    objective: { type: 'Maximize', metric_name: 'score', regex: 'score=([0-9.]+);' },
    algorithm_specification: { training_image: bench.imageUri },
    input_data_config: null,
    channels: { train: `s3://${bench.bucket}/${ends ? 'open' : 'train'}/` },
    ...more,
  })({ bench, name, host: '' });

const limits = (most: number, parallel = 2): Values => ({
  resource_limits: { max_number_of_training_jobs: most, max_parallel_training_jobs: parallel },
});
const wider: Values = {
  parameter_ranges: { continuous_parameter_ranges: [{ name: 'x', min_value: 0, max_value: 2 }] },
};

const describeJob = (name: unknown) =>
  sageMaker.send(new DescribeHyperParameterTuningJobCommand({ HyperParameterTuningJobName: String(name) }));
const ended = (name: unknown): Promise<void> =>
  until(async () => isTerminal((await describeJob(name)).HyperParameterTuningJobStatus ?? 'InProgress'));
const jobNameOf = ({ state }: PlayedResource): string => newestTuningJob(state?.value);
const jobsOf = async (name: string): Promise<readonly string[]> =>
  (await bench.world.of(name)).jobs.map((job) => job.name);

async function applied(resource: PlayedResource, values: Values): Promise<string> {
  const { errors } = await resource.apply(values);
  expect(errors).toEqual([]);
  return jobNameOf(resource);
}

const parentsIn = ({ WarmStartConfig: warm }: Awaited<ReturnType<typeof describeJob>>) =>
  warm?.ParentHyperParameterTuningJobs?.map(({ HyperParameterTuningJobName: name }) => name);

/** The titles of the warnings of a plan. */
const titlesOf = ({ warnings }: { readonly warnings: readonly string[] }): readonly string[] =>
  warnings.map((one) => one.slice(0, one.indexOf(': ')));

describe('advice about a configuration', () => {
  it('comes with every plan that launches, and with no other', async () => {
    const resource = open();
    // Of two training jobs, both at a time, the second learns nothing from the first.
    const given = config('advised', true, { strategy: 'Bayesian' });
    const advice = 'Parallel Jobs Learn Little';
    expect(titlesOf(await resource.plan(given))).toContain(advice);
    const first = await applied(resource, given);
    expect(await resource.plan(given)).toMatchObject({ action: 'no-op', warnings: [] });
    const tagged = { ...given, tags: { team: 'a' } };
    expect(await resource.plan(tagged)).toMatchObject({ action: 'update', warnings: [] });
    await ended(first);
    expect(titlesOf(await resource.plan({ ...given, ...wider }))).toContain(advice);
  });
});

describe('an edit that asks for more of a search', () => {
  it('extends it from all earlier ones, survives lost state and import, and keeps the champion', async () => {
    const resource = open();
    const champion = open('tuneform_champion');
    const choose = (names: readonly string[]) =>
      champion.apply({
        name: 'extended',
        tuning_job_names: names.join(' '),
        objective: { type: 'Maximize', metric_name: 'score' },
        approval: 'automatic',
      });
    const first = await applied(resource, config('extended', true));
    await ended(first);
    await choose([first]);
    const winner = champion.state?.value['training_job_name'];

    const more = config('extended', true, limits(5));
    const { planned, warnings } = await resource.plan(more);
    expect(planned).toMatchObject({
      action: 'extend: resource_limits.max_number_of_training_jobs 2 → 5',
    });
    expect(warnings).toContainEqual(expect.stringMatching('^Extension of extended: up to 3 jobs, at most '));
    const second = await applied(resource, more);
    expect((await resource.plan(more)).action).toBe('no-op');
    const description = await describeJob(second);
    expect(description.HyperParameterTuningJobConfig).toMatchObject({
      ResourceLimits: { MaxNumberOfTrainingJobs: 3, MaxParallelTrainingJobs: 2 },
      RandomSeed: 8,
    });
    expect(parentsIn(description)).toEqual([first]);
    await ended(second);

    // An extension that finds nothing better leaves the earlier winner where it is.
    const { errors } = await choose([first, second]);
    expect(errors).toEqual([]);
    expect(champion.state?.value).toMatchObject({ verdict: 'keep', training_job_name: winner });

    const lost = open();
    const adoption = await lost.apply(more);
    expect(adoption.errors).toEqual([]);
    expect(adoption.warnings).toContainEqual(expect.stringContaining('[TUNING_JOB_ADOPTED]'));
    expect(jobNameOf(lost)).toBe(second);
    expect((await lost.plan(more)).action).toBe('no-op');

    const schema = await provider.schema('tuneform_experiment');
    const { importedResources = [] } = await provider.call('ImportResourceState', {
      typeName: 'tuneform_experiment',
      id: second,
    });
    const value = objectIn(impliedType(schema), importedResources[0]?.state);
    const imported = open('tuneform_experiment', {
      value: value ?? {},
      private: new Uint8Array(),
      tainted: false,
    });
    expect((await imported.plan(more)).action).toBe('no-op');

    const whole = config('extended', true, { ...limits(5), ...wider });
    for (const one of [imported, lost, resource]) {
      expect((await one.plan(whole)).planned).toMatchObject({ action: 'extend: x 0–1 → 0–2' });
    }
    const third = await applied(resource, whole);
    const last = await describeJob(third);
    expect(last.HyperParameterTuningJobConfig?.ResourceLimits?.MaxNumberOfTrainingJobs).toBe(5);
    expect(parentsIn(last)).toEqual([second, first]);
    await ended(third);
    expect((await resource.plan(whole)).action).toBe('no-op');
    expect((await jobsOf('extended')).length).toBe(3);
  }, 60_000);

  it('starts cold while the search runs, and says why; what changes no result launches nothing', async () => {
    const resource = open();
    const first = await applied(resource, config('running', false));
    const { planned } = await resource.plan(config('running', false, limits(4)));
    expect(planned).toMatchObject({
      action: `launch: resource_limits.max_number_of_training_jobs 2 → 4; cold start, because tuning job ${first} has not ended`,
    });
    const slower = config('running', false, limits(2, 1));
    expect((await resource.plan(slower)).planned).toMatchObject({
      action:
        'metadata only: only resource_limits.max_parallel_training_jobs 2 → 1 changed; the search stays as it is, and the next one uses the new value',
    });
    expect(await applied(resource, slower)).toBe(first);
    expect((await resource.plan(slower)).action).toBe('no-op');
    expect(await jobsOf('running')).toEqual([first]);
    await resource.destroy();
  }, 60_000);
});

describe('an edit with on_change = stop_previous', () => {
  it('stops the search that it supersedes after the new one is launched', async () => {
    const resource = open();
    const first = await applied(resource, config('stopped', false));
    const next = config('stopped', false, { run: 2, on_change: 'stop_previous' });
    expect((await resource.plan(next)).warnings).toContainEqual(
      expect.stringMatching(new RegExp(`^Stop of an Earlier Search: Generation 1, tuning job ${first}, `)),
    );
    const second = await applied(resource, next);
    await ended(first);
    expect((await describeJob(first)).HyperParameterTuningJobStatus).toBe('Stopped');
    expect((await describeJob(second)).HyperParameterTuningJobStatus).toBe('InProgress');
    expect((await resource.plan(next)).action).toBe('no-op');
    await resource.destroy();
  }, 60_000);

  it('stops an earlier search also when that is asked for later', async () => {
    const resource = open();
    const first = await applied(resource, config('later', false));
    await applied(resource, config('later', false, { run: 2 }));
    const stop = config('later', false, { run: 2, on_change: 'stop_previous' });
    expect((await resource.plan(stop)).planned).toMatchObject({
      action: expect.stringMatching(`^metadata only: .*tuning job ${first} of generation 1 still runs`),
    });
    await applied(resource, stop);
    await ended(first);
    expect((await resource.plan(stop)).action).toBe('no-op');
    await resource.destroy();
  }, 60_000);
});

describe('an extension of a search that still runs', () => {
  /** The first training job of a search ends at once, and the others when they are stopped. */
  const FIRST_ENDS = `#!/bin/sh
echo 'score=1;'
case "$TRAINING_JOB_NAME" in *-001-*) echo weights > "$SAGEMAKER_BASE_DIR/model/weights"; exit 0;; esac
exec sleep 600
`;
  let imageUri: string;
  beforeAll(async () => {
    const context = bench.imageFolder('first-ends');
    writeFileSync(`${context}/train`, FIRST_ENDS, { mode: 0o755 });
    const image = open('tuneform_container_image');
    await image.apply({ repository_url: bench.imageUri.split('@')[0]!, context, prefer_packing: true });
    imageUri = String(image.state?.value['image_uri']);
  }, 60_000);
  const halfDone = (name: string, more: Values = {}): Values => ({
    ...config(name, true, more),
    algorithm_specification: { training_image: imageUri },
    on_change: 'stop_previous',
  });
  const oneCompleted = (name: string): Promise<void> =>
    until(async () => (await describeJob(name)).TrainingJobStatusCounters?.Completed === 1);

  it('waits until its parent, which is stopped first, has ended', async () => {
    const resource = open();
    const first = await applied(resource, halfDone('parent'));
    await oneCompleted(first);
    const more = halfDone('parent', limits(3));
    const { planned, warnings } = await resource.plan(more);
    expect(planned).toMatchObject({ action: expect.stringMatching(/^extend: /) });
    expect(warnings).toContainEqual(expect.stringMatching(`^Stop of an Earlier Search: .*${first}`));
    const since = Date.now();
    const second = await applied(resource, more);
    const asked = bench.cloud.cloud.requests(since).map(({ operation }) => operation);
    const changes = asked.filter((operation) => /^(Create|Stop)HyperParameterTuningJob$/.test(operation));
    expect(changes).toEqual(['StopHyperParameterTuningJob', 'CreateHyperParameterTuningJob']);
    expect((await describeJob(first)).HyperParameterTuningJobStatus).toBe('Stopped');
    expect(parentsIn(await describeJob(second))).toEqual([first]);
    expect((await resource.plan(more)).action).toBe('no-op');
    expect((await resource.destroy()).errors).toEqual([]);
  }, 60_000);
});

describe('a search whose record was deleted', () => {
  it('is launched again under its name only if on_missing says so', async () => {
    const resource = open();
    const kept = config('missing', true);
    const name = await applied(resource, kept);
    await ended(name);
    await sageMaker.send(new DeleteHyperParameterTuningJobCommand({ HyperParameterTuningJobName: name }));
    const { action, warnings } = await resource.apply(kept);
    expect(action).toBe('no-op');
    expect(warnings).toContainEqual(expect.stringContaining('[TUNING_JOB_MISSING]'));
    expect(await jobsOf('missing')).toEqual([]);

    const again = config('missing', true, { on_missing: 'relaunch' });
    expect((await resource.plan(again)).planned).toMatchObject({
      action: `launch: the record of tuning job ${name} was deleted, and on_missing is relaunch`,
    });
    expect(await applied(resource, again)).toBe(name);
    await ended(name);
    expect(await jobsOf('missing')).toEqual([name]);
    expect((await resource.plan(again)).action).toBe('no-op');
  }, 60_000);

  it('is refused while the searches that it extended are gone, and launched cold when run is raised', async () => {
    const resource = open();
    const first = await applied(resource, config('orphaned', true));
    await ended(first);
    const more = config('orphaned', true, { ...limits(4), on_missing: 'relaunch' });
    const second = await applied(resource, more);
    await ended(second);
    for (const name of [first, second]) {
      await sageMaker.send(new DeleteHyperParameterTuningJobCommand({ HyperParameterTuningJobName: name }));
    }
    const { planned, warnings } = await resource.plan(more);
    expect(planned).toMatchObject({
      action: expect.stringMatching(/^extend: /),
      tuning_job_names: `${first} ${second}`,
    });
    expect(warnings).toContainEqual(
      expect.stringMatching(new RegExp(`"${first}" .* Increase run, .*\\[PREFLIGHT_PARENT_MISSING\\]$`)),
    );
    const { errors } = await resource.apply(more);
    expect(errors).toEqual([expect.stringContaining(`can't find a tuning job called ${first}`)]);
    expect(resource.state).toMatchObject({
      tainted: false,
      value: { tuning_job_names: `${first} ${second}` },
    });
    expect(await jobsOf('orphaned')).toEqual([]);

    const cold = { ...more, run: 2 };
    expect((await resource.plan(cold)).planned).toMatchObject({ action: 'launch: run 1 → 2' });
    const third = await applied(resource, cold);
    expect((await describeJob(third)).WarmStartConfig).toBeUndefined();
    expect((await resource.plan(cold)).action).toBe('no-op');
    expect((await resource.destroy()).errors).toEqual([]);
  }, 60_000);
});
