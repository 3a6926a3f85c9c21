import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  DescribeHyperParameterTuningJobCommand,
  ListTrainingJobsForHyperParameterTuningJobCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { isTerminal } from '../../../modules/tuning';
import { startFaultBench } from '../../support/fault-table/fault-bench';
import type { FaultBench } from '../../support/fault-table/fault-bench';
import { experiment } from '../../support/fault-table/scenarios';
import { PlayedProvider } from '../../support/played-terraform/played-provider';
import { PlayedResource } from '../../support/played-terraform/played-resource';
import type { Values } from '../../support/played-terraform/proposed-state';
import { newestTuningJob } from '../../support/tuning-job-names';
import { until } from '../../support/until';

let bench: FaultBench;
let provider: PlayedProvider;
let sageMaker: SageMakerClient;
let s3: S3Client;

beforeAll(async () => {
  bench = await startFaultBench();
  provider = new PlayedProvider(bench.executable);
  sageMaker = new SageMakerClient(bench.cloud.client);
  s3 = new S3Client({ ...bench.cloud.client, forcePathStyle: true });
}, 120_000);
afterAll(async () => {
  sageMaker.destroy();
  s3.destroy();
  await provider.dispose();
  await bench.stop();
});

const open = (typeName: string): PlayedResource =>
  new PlayedResource(provider, { providerConfig: bench.providerConfig(bench.cloud.cloud.url), typeName });

const put = (key: string) => s3.send(new PutObjectCommand({ Bucket: bench.bucket, Key: key, Body: 'open' }));

/** Launches a search of one training job that reads a folder, and ends only if there is a gate in it. */
async function launch(search: PlayedResource, name: string, folder: string, more: Values = {}) {
  const channel = { s3_data_source: { s3_uri: `s3://${bench.bucket}/${folder}/` } };
  const input_data_config = [{ channel_name: 'train', data_source: channel }];
  const { errors } = await search.apply(
    experiment({ input_data_config, ...more })({ bench, name, host: '' }),
  );
  expect(errors).toEqual([]);
  return newestTuningJob(search.state?.value);
}

/** The trials are processes of their own, which a busy machine starts late. */
const PATIENT = { timeoutMs: 120_000 };

const ended = (name: string): Promise<void> =>
  until(async () => {
    const asked = new DescribeHyperParameterTuningJobCommand({ HyperParameterTuningJobName: name });
    const { HyperParameterTuningJobStatus: status } = await sageMaker.send(asked);
    return isTerminal(status ?? 'InProgress');
  }, PATIENT);

async function firstTrialOf(tuningJob: string): Promise<string> {
  const asked = { HyperParameterTuningJobName: tuningJob };
  let name = '';
  await until(async () => {
    const { TrainingJobSummaries: trials = [] } = await sageMaker.send(
      new ListTrainingJobsForHyperParameterTuningJobCommand(asked),
    );
    name = trials[0]?.TrainingJobName ?? '';
    return name !== '';
  }, PATIENT);
  return name;
}

const choosing = (names: readonly string[], more: Values = {}): Values => ({
  name: 'chosen',
  tuning_job_names: names.join(' '),
  objective: { type: 'Maximize', metric_name: 'score' },
  ...more,
});

describe('a champion whose winner no plan has shown', () => {
  it('is not promoted by the apply that waited for it; the next plan shows it, and applying that promotes it', async () => {
    const job = await launch(open('tuneform_experiment'), 'unseen', 'open');
    const champion = open('tuneform_champion');
    const config = choosing([job], { wait: { timeout: '60s' } });
    const { errors, warnings } = await champion.apply(config);
    expect(errors).toEqual([]);
    expect(warnings).toEqual([
      expect.stringMatching(/^Winner Not Planned Yet: The newest search of champion "chosen" has ended\./),
    ]);
    expect(warnings).toEqual([expect.stringContaining('[CHAMPION_NOT_PLANNED]')]);
    expect(champion.state?.value).toMatchObject({ status: 'InProgress', verdict: 'wait', current: null });

    const shown = await champion.plan(config);
    expect(shown).toMatchObject({ action: 'update', warnings: [], planned: { verdict: 'promote' } });
    const winner = shown.planned?.['training_job_name'];
    expect(winner).toMatch(new RegExp(`^${job}-001-`));
    expect(await champion.apply(config)).toMatchObject({ errors: [], warnings: [] });
    expect(champion.state?.value).toMatchObject({ verdict: 'promote', training_job_name: winner });
    expect(await champion.plan(config)).toMatchObject({ action: 'no-op', warnings: [] });
  });
});

describe('a champion without an objective', () => {
  it('is judged by the one of its search, and naming or leaving it out changes no champion', async () => {
    const job = await launch(open('tuneform_experiment'), 'unnamed', 'open');
    const champion = open('tuneform_champion');
    const config = choosing([job], { objective: null, wait: { timeout: '60s' } });
    expect((await champion.apply(config)).errors).toEqual([]);
    const { planned } = await champion.plan(config);
    expect(planned).toMatchObject({
      objective: null,
      verdict: 'promote',
      current: { metric_name: 'score' },
      training_job_name: expect.stringMatching(`^${job}-001-`) as string,
    });
    expect(await champion.apply(config)).toMatchObject({ errors: [], warnings: [] });
    expect(await champion.plan(config)).toMatchObject({ action: 'no-op' });

    const { objective: _none, wait: _left, ...decided } = planned ?? {};
    const named = choosing([job], { wait: { timeout: '60s' } });
    const { status, training_job_name, current } = decided;
    const same = { status, training_job_name, current };
    for (const next of [named, config]) {
      expect(await champion.plan(next)).toMatchObject({ action: 'update', planned: same, errors: [] });
      expect((await champion.apply(next)).errors).toEqual([]);
      expect(champion.state?.value).toMatchObject(same);
    }
    const gated = choosing([job], { objective: null, gate: { minimum_value: 2 } });
    expect((await champion.plan(gated)).planned).toMatchObject({
      ...same,
      because: expect.stringContaining("is below the gate's 2") as string,
    });
  });

  it('waits for one if training definitions of its search have different ones', async () => {
    const search = open('tuneform_experiment');
    const place = { bench, name: 'several', host: '' };
    const { objective, parameter_ranges, algorithm_specification, ...flat } = experiment()(place);
    const { role_arn, input_data_config: _train, output_data_config, resource_config, ...rest } = flat;
    const { stopping_condition, ...searching } = rest;
    const definition = (metric: string) => ({
      definition_name: metric,
      tuning_objective: { type: 'Maximize', metric_name: metric, regex: 'score=([0-9.]+);' },
      hyper_parameter_ranges: parameter_ranges,
      algorithm_specification: { training_image: bench.imageUri },
      channels: { train: `s3://${bench.bucket}/open/` },
      ...{ role_arn, output_data_config, resource_config, stopping_condition },
    });
    const { errors } = await search.apply({
      ...searching,
      resource_limits: { max_number_of_training_jobs: 2, max_parallel_training_jobs: 1 },
      training_job_definitions: [definition('score'), definition('other')],
    });
    expect(errors).toEqual([]);
    expect([objective, algorithm_specification]).not.toContain(undefined);
    const job = newestTuningJob(search.state?.value);
    await ended(job);
    const champion = open('tuneform_champion');
    const config = choosing([job], { objective: null, approval: 'automatic', wait: { timeout: '60s' } });
    const needed = expect.stringMatching(
      /^Champion Needs an Objective: .*: Maximize score, Maximize other, .*CHAMPION_OBJECTIVE_NEEDED/,
    ) as string;
    expect(await champion.apply(config)).toMatchObject({ errors: [], warnings: [needed] });
    expect(champion.state?.value).toMatchObject({ status: 'InProgress', current: null });
    expect((await champion.plan(config)).warnings).toEqual([needed]);

    const named = choosing([job], { approval: 'automatic', wait: { timeout: '60s' } });
    expect((await champion.apply(named)).errors).toEqual([]);
    expect(champion.state?.value).toMatchObject({ verdict: 'promote', current: { metric_name: 'score' } });
  });
});

describe('a champion of a running search', () => {
  it('says once that it waits, in the apply whose time is up', async () => {
    const search = open('tuneform_experiment');
    const job = await launch(search, 'running', 'train');
    const champion = open('tuneform_champion');
    const config = choosing([job], { approval: 'automatic', wait: { timeout: '0s' } });
    const { errors, warnings } = await champion.apply(config);
    expect(errors).toEqual([]);
    expect(warnings).toEqual([
      expect.stringMatching(/^Champion Not Decided Yet: .* is still running \(status InProgress,/),
    ]);
    expect(await champion.plan(config)).toMatchObject({ action: 'no-op', warnings: [] });
    expect((await search.destroy()).errors).toEqual([]);
  });

  it('cannot be pinned to a training job without a value, or of another search', async () => {
    const search = open('tuneform_experiment');
    const job = await launch(search, 'pinned', 'train');
    const champion = open('tuneform_champion');
    const pinnedTo = async (pin: string) => (await champion.plan(choosing([job], { pin }))).errors;
    expect(await pinnedTo(`${job}-007-abcdabcd`)).toEqual([
      expect.stringMatching(
        /^Pinned Training Job Cannot Serve: .* lists no training job of that name.*\[PIN_NOT_ELIGIBLE\]/,
      ),
    ]);
    expect(await pinnedTo(await firstTrialOf(job))).toEqual([
      expect.stringMatching(/it has status InProgress and no final value of score.*\[PIN_NOT_ELIGIBLE\]/),
    ]);
    expect(await pinnedTo('another-001-abcdabcd')).toEqual([
      expect.stringMatching(/^Training Job of Another Search: /),
    ]);
    expect((await search.destroy()).errors).toEqual([]);
  });
});

describe('a candidate that is no better than the champion', () => {
  it('takes its place if the data has changed since, and does not if it is the same', async () => {
    await put('growing/gate');
    const search = open('tuneform_experiment');
    const champion = open('tuneform_champion');
    const again = async (run: number, earlier: readonly string[]) => {
      const job = await launch(search, 'growing', 'growing', { run });
      await ended(job);
      const names = [...earlier, job];
      const outcome = await champion.apply(
        choosing(names, { approval: 'automatic', gate: { compare: 'same_data' } }),
      );
      expect(outcome.errors).toEqual([]);
      return names;
    };
    const value = () => champion.state?.value ?? {};
    const first = await again(1, []);
    const winner = value()['training_job_name'];
    const second = await again(2, first);
    expect(value()).toMatchObject({ verdict: 'keep', training_job_name: winner });

    // Another object in the folder makes another list of keys and ETags, which the next launch records.
    await put('growing/more');
    const third = await again(3, second);
    expect(value()).toMatchObject({
      verdict: 'promote',
      training_job_name: expect.stringMatching(`^${third.at(-1) ?? ''}-`),
      because: expect.stringContaining('data'),
    });
  });
});
