import { writeFileSync } from 'node:fs';
import {
  DescribeHyperParameterTuningJobCommand,
  DescribeTrainingJobCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import type { Schema } from '../../../modules/plugin';
import { championDataSchema } from '../../../modules/provider/results/champion-schema';
import { experimentDataSchema } from '../../../modules/provider/results/experiment-schema';
import { trainingJobsSchema } from '../../../modules/provider/results/training-jobs-schema';
import { isTerminal, parseUsd } from '../../../modules/tuning';
import { startFaultBench } from '../../support/fault-table/fault-bench';
import type { FaultBench } from '../../support/fault-table/fault-bench';
import { experiment } from '../../support/fault-table/scenarios';
import { PlayedProvider } from '../../support/played-terraform/played-provider';
import { PlayedResource } from '../../support/played-terraform/played-resource';
import type { Values } from '../../support/played-terraform/proposed-state';
import { until } from '../../support/until';
import { received, sent } from '../../unit/plugin/server/served';
import { newestTuningJob } from '../../support/tuning-job-names';

/** The score is the hyperparameter, unless that is no number. It takes a second, so that it costs something. */
const TRAIN = `#!/bin/sh
cd "$SAGEMAKER_BASE_DIR"
x=$(sed -n 's/.*"x": *"\\([^"]*\\)".*/\\1/p' input/config/hyperparameters.json)
[ "$x" != broken ] || { echo 'ValueError: broken' >&2; exit 1; }
sleep 1
echo "score=$x;"
echo weights > model/weights
`;

let bench: FaultBench;
let provider: PlayedProvider;
let sageMaker: SageMakerClient;
/** The search of two generations; the best training job is one of the first. */
let search: PlayedResource;
let names: readonly string[];
let gradedImage: string;

const providerConfig = (): Values => bench.providerConfig(bench.cloud.cloud.url);

const grid = (values: readonly string[]): Values =>
  experiment({
    strategy: 'Grid',
    resource_limits: { max_parallel_training_jobs: 2 },
    parameter_ranges: { categorical_parameter_ranges: [{ name: 'x', values }] },
    input_data_config: [
      {
        channel_name: 'train',
        data_source: { s3_data_source: { s3_uri: `s3://${bench.bucket}/open/` } },
      },
    ],
  })({ bench: { ...bench, imageUri: gradedImage }, name: 'graded', host: '' });

async function launch(values: readonly string[]): Promise<string> {
  const { errors } = await search.apply(grid(values));
  expect(errors).toEqual([]);
  const job = newestTuningJob(search.state?.value);
  const describe = new DescribeHyperParameterTuningJobCommand({ HyperParameterTuningJobName: job });
  await until(async () =>
    isTerminal((await sageMaker.send(describe)).HyperParameterTuningJobStatus ?? 'InProgress'),
  );
  return job;
}

beforeAll(async () => {
  bench = await startFaultBench();
  provider = new PlayedProvider(bench.executable);
  sageMaker = new SageMakerClient(bench.cloud.client);
  const context = bench.imageFolder('graded');
  writeFileSync(`${context}/train`, TRAIN, { mode: 0o755 });
  const image = new PlayedResource(provider, {
    providerConfig: providerConfig(),
    typeName: 'tuneform_container_image',
  });
  await image.apply({ repository_url: bench.imageUri.split('@')[0]!, context, prefer_packing: true });
  gradedImage = String(image.state?.value['image_uri']);
  search = new PlayedResource(provider, {
    providerConfig: providerConfig(),
    typeName: 'tuneform_experiment',
  });
  names = [await launch(['5', 'broken']), await launch(['3', '4'])];
}, 120_000);
afterAll(async () => {
  sageMaker.destroy();
  await provider.dispose();
  await bench.stop();
});

async function ask(typeName: string, schema: Schema, config: Values) {
  await provider.configure(providerConfig());
  const { state, diagnostics = [] } = await provider.call('ReadDataSource', {
    typeName,
    config: sent(schema, config),
  });
  const said = diagnostics.map(({ summary = '', detail = '' }) => `${summary}: ${detail}`);
  return { said, value: state === undefined ? null : received(schema, state) };
}

async function read(typeName: string, schema: Schema, config: Values): Promise<Values> {
  const { said, value } = await ask(typeName, schema, config);
  expect(said).toEqual([]);
  return value ?? {};
}

const instant = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as unknown;

describe('the data source tuneform_experiment', () => {
  it('tells the newest search, the lineage, the ceiling and the cost', async () => {
    const [first, second] = names;
    const found = await read('tuneform_experiment', experimentDataSchema, { name: 'graded' });
    expect(found).toMatchObject({
      status: 'Completed',
      generation: 2,
      tuning_job_name: second,
      tuning_job_names: names.join(' '),
      objective: { type: 'Maximize', metric_name: 'score' },
      strategy: 'Grid',
      cost_ceiling_usd: expect.any(Number),
      cost_ceiling: String(search.state?.value['cost_ceiling']).split(':')[0],
      search_space: expect.any(String),
      generations: [
        { generation: 1, run: 1, tuning_job_names: [first], completed: 1, failed: 1, created_at: instant },
        {
          generation: 2,
          tuning_job_names: [second],
          completed: 2,
          failed: 0,
          warm_start_from: [],
          fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
        },
      ],
    });
    expect(found['cost_usd']).toEqual(expect.any(Number));
  });

  it('finds it by a tuning job, and no experiment of another owner unless it is named', async () => {
    const byJob = await read('tuneform_experiment', experimentDataSchema, { name: names[0] });
    expect(byJob).toMatchObject({ tuning_job_names: names.join(' ') });
    const asked = { name: 'graded', owner: 'others' };
    const { said } = await ask('tuneform_experiment', experimentDataSchema, asked);
    expect(said).toEqual([expect.stringMatching(/^Experiment Not Found: .*\[EXPERIMENT_NOT_FOUND\]$/)]);
  });
});

describe('what a search has cost', () => {
  /** The billed seconds of the training jobs of the newest search, as the service tells them. */
  async function billed(): Promise<number> {
    const { training_jobs } = await read('tuneform_training_jobs', trainingJobsSchema, { name: 'graded' });
    const newest = (training_jobs as readonly Values[]).filter(
      ({ tuning_job_name }) => tuning_job_name === names[1],
    );
    const seconds = newest.map(async ({ training_job_name }) => {
      const asked = new DescribeTrainingJobCommand({ TrainingJobName: training_job_name as string });
      return (await sageMaker.send(asked)).BillableTimeInSeconds ?? NaN;
    });
    return (await Promise.all(seconds)).reduce((sum, one) => sum + one, 0);
  }

  it('is in state after it has ended, in seconds and dollars, and is not above the ceiling', async () => {
    expect(await search.apply(grid(['3', '4']))).toMatchObject({ action: 'no-op', errors: [] });
    const found = await read('tuneform_experiment', experimentDataSchema, { name: 'graded' });
    const { search_billable_seconds: seconds, search_cost_usd: cost, cost_ceiling_usd: most } = found;
    const told = await billed();
    // The times of the list have fractions, so each of the two training jobs may seem a second longer.
    expect(Number(seconds)).toBeGreaterThanOrEqual(told);
    expect(Number(seconds)).toBeLessThanOrEqual(told + 2);
    expect(Number(cost)).toBeGreaterThan(0);
    expect(Number(cost)).toBeLessThanOrEqual(Number(most));
    // At the list price of one ml.m5.large with its volume, to a hundredth of a cent.
    expect(Number(cost)).toBeCloseTo((Number(seconds) / 3600) * 0.115, 3);
    // What the resource has in state is the same, beside its ceiling.
    const [amount = '', rest] = String(search.state?.value['cost']).split(': ');
    expect(rest).toBe(`${String(seconds)} billable seconds of ${String(names[1])}`);
    expect(parseUsd(amount)).toBeCloseTo(Number(cost), 3);
  });
});

describe('the data source tuneform_champion', () => {
  it('tells the best of the newest search and the best of all, with artifact and cost', async () => {
    const found = await read('tuneform_champion', championDataSchema, { name: 'graded' });
    expect(found).toMatchObject({
      status: 'Completed',
      candidate: { metric_value: 4, tuning_job_name: names[1], generation: 2, hyperparameters: { x: '4' } },
      current: {
        metric_name: 'score',
        metric_value: 5,
        rank: 1,
        tuning_job_name: names[0],
        status: 'Completed',
        model_data_url: expect.stringMatching(/^s3:\/\/.*\/output\/model\.tar\.gz$/),
        training_image: expect.stringContaining('@sha256:'),
        instance_type: 'ml.m5.large',
        billable_seconds: expect.any(Number),
        cost_usd: expect.any(Number),
        ended_at: instant,
      },
    });
  });

  it('tells the training job that the resource holds', async () => {
    const { candidate } = await read('tuneform_champion', championDataSchema, { name: 'graded' });
    const held = (candidate as Values)['training_job_name'];
    const found = await read('tuneform_champion', championDataSchema, {
      name: 'graded',
      training_job_name: held,
    });
    expect(found['current']).toEqual(candidate);
    const { said } = await ask('tuneform_champion', championDataSchema, {
      name: 'graded',
      training_job_name: 'elsewhere',
    });
    expect(said).toEqual([
      expect.stringMatching(/has no training job "elsewhere"\. Give .*\[TRAINING_JOB_NOT_FOUND\]/),
    ]);
  });
});

describe('the data source tuneform_training_jobs', () => {
  const values = async (config: Values) => {
    const asked = { name: 'graded', ...config };
    const found = await read('tuneform_training_jobs', trainingJobsSchema, asked);
    const jobs = found['training_jobs'] as readonly Values[];
    return {
      jobs,
      x: jobs.map((job) => (job['hyperparameters'] as Values)['x']),
      count: found['training_job_count'],
    };
  };

  it('lists all, the best first, each with status, metric, times and cost', async () => {
    const { jobs, x } = await values({});
    expect(x).toEqual(['5', '4', '3', 'broken']);
    expect(jobs[0]).toMatchObject({
      rank: 1,
      status: 'Completed',
      metric_value: 5,
      failure_reason: null,
      created_at: instant,
      ended_at: instant,
      cost_usd: expect.any(Number),
    });
    expect(jobs[3]).toMatchObject({
      rank: null,
      status: 'Failed',
      metric_value: null,
      failure_reason: expect.any(String),
    });
  });

  it('filters by status, sorts and limits', async () => {
    expect(await values({ statuses: ['Completed'], limit: 2 })).toMatchObject({ x: ['5', '4'], count: 3 });
    expect((await values({ statuses: ['Failed'] })).x).toEqual(['broken']);
    const { jobs } = await values({ sort_by: 'creation_time' });
    const times = jobs.map((job) => String(job['created_at']));
    expect(times).toEqual([...times].sort());
    expect(jobs.map((job) => job['generation'])).toEqual([1, 1, 2, 2]);
  });
});

describe('the import of an experiment', () => {
  it('finds its other generations, whichever tuning job is given', async () => {
    const schema = await provider.schema('tuneform_experiment');
    for (const [at, id] of names.entries()) {
      await provider.configure(providerConfig());
      const { importedResources = [], diagnostics = [] } = await provider.call('ImportResourceState', {
        typeName: 'tuneform_experiment',
        id,
      });
      expect(diagnostics).toEqual([]);
      const imported = received(schema, importedResources[0]?.state);
      expect(imported).toMatchObject({
        tuning_job_names: `${names[1 - at] ?? ''} ${id}`,
        still_running: null,
      });
    }
  });
});

describe('every resource that AWS records', () => {
  it('can be imported, and says if there is nothing to import', async () => {
    const { resourceSchemas = new Map<string, object>() } = await provider.call('GetProviderSchema', {});
    const wrong = await Promise.all(
      [...resourceSchemas.keys()].map(async (typeName) => {
        await provider.configure(providerConfig());
        const { diagnostics = [] } = await provider.call('ImportResourceState', { typeName, id: 'nothing' });
        return [typeName, diagnostics[0]?.detail ?? ''];
      }),
    );
    expect(wrong.length).toBeGreaterThan(4);
    expect(wrong.filter(([, detail = '']) => !/\[IMPORT_[A-Z_]+\]/.test(detail))).toEqual([]);
    const others = wrong.filter(([, detail = '']) => !detail.includes('[IMPORT_NOT_FOUND]'));
    expect(others).toEqual([]);
  });
});
