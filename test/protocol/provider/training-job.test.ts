import { join } from 'node:path';
import {
  DeleteTagsCommand,
  DescribeTrainingJobCommand,
  ListTagsCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { sweepSocketDirectories } from '../../../modules/plugin/process/socket-directory';
import { impliedType } from '../../../modules/plugin/cty/implied-type';
import { metricPattern } from '../../../modules/tuning';
import { FaultProxy } from '../../support/fault-proxy/fault-proxy';
import { startFaultBench } from '../../support/fault-table/fault-bench';
import type { FaultBench } from '../../support/fault-table/fault-bench';
import { trainingJob } from '../../support/fault-table/scenarios';
import { lives } from '../../support/fault-table/world';
import type { Living } from '../../support/fault-table/world';
import { objectIn, PlayedProvider } from '../../support/played-terraform/played-provider';
import { PlayedResource } from '../../support/played-terraform/played-resource';
import type { Values } from '../../support/played-terraform/proposed-state';
import { fill, scratchFolder } from '../../support/scratch-folder';

/** Its training prints, fails and saves as its hyperparameters say. */
const IMAGE = join(__dirname, '../../acceptance/provider/images/tiny');

const gates = scratchFolder();
let bench: FaultBench;
let provider: PlayedProvider;
let proxy: FaultProxy;
let smokeRun: PlayedResource;
let imageUri: string;

beforeAll(async () => {
  bench = await startFaultBench();
  provider = new PlayedProvider(bench.executable);
  await provider.schema('tuneform_training_job');
  proxy = await FaultProxy.start({
    target: bench.cloud.cloud,
    kill: () => {
      provider.kill();
    },
    interrupt: () => {
      smokeRun.interrupt();
    },
  });
  await bench.world.makeRepository('smoke');
  const image = open('tuneform_container_image', bench.cloud.cloud.url);
  const repository = `${new URL(bench.cloud.cloud.url).host}/smoke`;
  await image.apply({ repository_url: repository, context: IMAGE, prefer_packing: true });
  imageUri = String(image.state?.value['image_uri']);
}, 120_000);
beforeEach(() => {
  smokeRun = open('tuneform_training_job', proxy.url);
});
afterEach(() => {
  proxy.heal();
});
afterAll(async () => {
  await provider.dispose();
  await proxy.stop();
  await bench.stop();
  // What a killed provider leaves is removed by the next one that runs for two seconds, and here none has to.
  sweepSocketDirectories();
});

const open = (typeName: string, endpoint: string): PlayedResource =>
  new PlayedResource(provider, { providerConfig: bench.providerConfig(endpoint), typeName });

/** A smoke run of the image with these hyperparameters. */
function smoke(name: string, hyperParameters: Readonly<Record<string, string>>, more: Values = {}): Values {
  return trainingJob(
    {
      hyper_parameters: hyperParameters,
      algorithm_specification: {
        training_image: imageUri,
        metric_definitions: [{ name: 'score', regex: metricPattern('score') }],
      },
      require: null,
      // In the short form, as an import writes it.
      input_data_config: null,
      channels: { train: `s3://${bench.bucket}/train/` },
      ...more,
    },
    'train',
  )({ bench, name, host: proxy.host });
}

const jobsOf = async (name: string): Promise<readonly Living[]> => (await bench.world.of(name)).trainingJobs;
const value = (name: string): unknown => smokeRun.state?.value[name];
/** A file without which a training does not end. */
const gateOf = (name: string): string => join(gates, name);
const openGate = (name: string): void => {
  fill(gates, { [name]: '' });
};

describe('a smoke run', () => {
  it.each(['kept', 'kept/'])(
    'has checkpoints of its own below %s, so that it proves its own image, and its plan stays empty',
    async (place) => {
      const config = smoke(
        'keeps',
        { x: '0.50' },
        { checkpoint_config: { s3_uri: `s3://${bench.bucket}/${place}` } },
      );
      expect((await smokeRun.apply(config)).errors).toEqual([]);
      const { url: endpoint, credentials } = bench.cloud.cloud;
      const client = new SageMakerClient({ endpoint, credentials, region: 'us-east-1' });
      const TrainingJobName = String(value('training_job_name'));
      const { CheckpointConfig } = await client.send(new DescribeTrainingJobCommand({ TrainingJobName }));
      client.destroy();
      const slash = place.endsWith('/') ? '/' : '';
      expect(CheckpointConfig?.S3Uri).toBe(`s3://${bench.bucket}/kept/${TrainingJobName}${slash}`);
      expect(await smokeRun.plan(config)).toMatchObject({ action: 'no-op', errors: [], warnings: [] });
    },
  );

  it('passes when it printed its metric, used what it was given and left a model; then its plan is empty', async () => {
    const config = smoke('passes', { x: '0.50' });
    const plan = await smokeRun.plan(config);
    expect(plan.warnings).toEqual([
      expect.stringMatching(
        /^Launch of passes: 1 job, at most \$0\.12: Applying launches 1 training job on ml\.m5\.large, at most \$0\.12, for smoke run "passes", because it is new\./,
      ),
    ]);
    expect((await smokeRun.apply(config)).errors).toEqual([]);
    expect(smokeRun.state?.value).toMatchObject({
      status: 'Completed',
      verdict:
        'passed: it completed with score 1, left a model and does not say which hyperparameters it used',
      metrics: { score: 1 },
      used_hyper_parameters: null,
      model_data_url: `s3://${bench.bucket}/output/${String(value('training_job_name'))}/output/model.tar.gz`,
    });
    expect(await smokeRun.plan(config)).toMatchObject({ action: 'no-op', errors: [], warnings: [] });
    // A tag is written without a launch.
    expect((await smokeRun.apply({ ...config, tags: { team: 'a' } })).errors).toEqual([]);
    expect(value('tags_all')).toEqual({ team: 'a' });
    expect(value('verdict')).toMatch(/^passed: /);
    expect(await jobsOf('passes')).toHaveLength(1);

    const imported = await importOf(String(value('training_job_name')));
    expect(imported).toEqual({ ...smokeRun.state?.value, tags: { team: 'a' }, wait: null });
  });

  it('shows a tag of Tuneform’s own only while it is not as it should be, and repairs it', async () => {
    const config = smoke('marked', {});
    expect((await smokeRun.apply(config)).errors).toEqual([]);
    expect(value('tags_all')).toBeNull();
    const { url: endpoint, credentials } = bench.cloud.cloud;
    const client = new SageMakerClient({ endpoint, credentials, region: 'us-east-1' });
    const asked = { TrainingJobName: String(value('training_job_name')) };
    const { TrainingJobArn: ResourceArn } = await client.send(new DescribeTrainingJobCommand(asked));
    await client.send(new DeleteTagsCommand({ ResourceArn, TagKeys: ['tuneform:owner'] }));
    const plan = await smokeRun.plan(config);
    expect([plan.action, plan.seen?.['tags_all'], plan.planned?.['tags_all']]).toEqual([
      'update',
      { 'tuneform:owner': '' },
      null,
    ]);
    expect((await smokeRun.apply(config)).errors).toEqual([]);
    const { Tags = [] } = await client.send(new ListTagsCommand({ ResourceArn }));
    client.destroy();
    expect(Tags).toContainEqual({ Key: 'tuneform:owner', Value: 'tests' });
    expect(await smokeRun.plan(config)).toMatchObject({ action: 'no-op', errors: [], warnings: [] });
    expect(await jobsOf('marked')).toHaveLength(1);
  });

  it('is advised once, when it launches', async () => {
    const config = smoke('advised', { api_token: 'not to be told' });
    const { warnings } = await smokeRun.plan(config);
    expect(warnings).toContainEqual(expect.stringMatching('^Possible Secret in Plain Text: '));
    expect((await smokeRun.apply(config)).errors).toEqual([]);
    expect(await smokeRun.plan(config)).toMatchObject({ action: 'no-op', warnings: [] });
  });

  it('fails without its metric, is not paid for again as it is, and passes once it is mended', async () => {
    const config = smoke('silent', { silent: 'yes' });
    const first = await smokeRun.apply(config);
    expect(first.errors).toEqual([
      expect.stringContaining('It did not print metric score: no line of its log'),
    ]);
    expect(first.errors).toEqual([expect.stringContaining('[SMOKE_RUN_FAILED]')]);
    expect(smokeRun.state?.tainted).toBe(true);
    expect(value('verdict')).toMatch(/^failed: /);
    const [job] = await jobsOf('silent');
    const second = await smokeRun.apply(config);
    expect(second.errors).toEqual(first.errors);
    expect(second.warnings).toEqual([
      expect.stringContaining('Applying launches nothing and judges what it left.'),
    ]);
    expect(await jobsOf('silent')).toEqual([job]);
    expect((await smokeRun.apply(smoke('silent', {}))).errors).toEqual([]);
    expect(smokeRun.state?.tainted).toBe(false);
    expect(value('verdict')).toMatch(/^passed: /);
    expect(await jobsOf('silent')).toHaveLength(2);
  });

  it('shows the nearest line when the regex matches none', async () => {
    const algorithm_specification = {
      training_image: imageUri,
      metric_definitions: [{ name: 'score', regex: metricPattern('the_score') }],
    };
    const { errors } = await smokeRun.apply(smoke('nearest', {}, { algorithm_specification }));
    expect(errors).toEqual([expect.stringContaining('The nearest lines are:\n    score=1.000000;')]);
  });

  it('fails without a file in its model, unless it need not have one', async () => {
    const config = smoke('empty', { model: 'no' });
    expect((await smokeRun.apply(config)).errors).toEqual([
      expect.stringContaining('Its model in S3 contains no file.'),
    ]);
    expect((await smokeRun.apply({ ...config, require: { artifact: false } })).errors).toEqual([]);
    expect(await jobsOf('empty')).toHaveLength(1);
  });

  it('fails when the container ignores a hyperparameter or uses another value', async () => {
    const { errors } = await smokeRun.apply(
      smoke('ignores', { echo: 'yes', depth: '5', colour: 'red', x: '.5' }),
    );
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain('Hyperparameter depth was given as 5, but the container used 3.');
    expect(errors[0]).toContain('Hyperparameter colour had no effect');
    expect(errors[0]).not.toContain('Hyperparameter x');
    expect(value('used_hyper_parameters')).toEqual({ x: '0.5', echo: 'true', model: 'yes', depth: '3' });
  });

  it('fails with the log of a container that failed', async () => {
    const { errors } = await smokeRun.apply(smoke('breaks', { fails: 'yes' }));
    expect(errors).toEqual([
      expect.stringMatching(
        /It failed: AlgorithmError: .* Its log ends:\n[^]*\n {4}ValueError: the data is upside down\n/,
      ),
    ]);
    expect(value('status')).toBe('Failed');
  });

  it('that is not over in time fails without ending, and the next apply goes on with it', async () => {
    const config = smoke('slow', { gate: gateOf('slow') }, { wait: { timeout: '0s' } });
    const { errors } = await smokeRun.apply(config);
    expect(errors).toEqual([expect.stringContaining('has not proven itself: the wait timed out.')]);
    expect(smokeRun.state?.value).toMatchObject({
      status: 'InProgress',
      verdict: expect.stringMatching(/^waiting: /),
    });
    const [job] = await jobsOf('slow');
    openGate('slow');
    const next = await smokeRun.apply({ ...config, wait: { timeout: '1m' } });
    expect(next).toMatchObject({ action: 'replace', errors: [] });
    expect(value('verdict')).toMatch(/^passed: /);
    expect(await jobsOf('slow')).toEqual([{ ...job, status: 'Completed' }]);
  });

  it('that runs is stopped by a destroy, and by an edit that supersedes it', async () => {
    const config = smoke('stops', { gate: gateOf('never') }, { wait: { timeout: '0s' } });
    await smokeRun.apply(config);
    const edited = { ...config, hyper_parameters: { gate: gateOf('never'), x: '0.1' } };
    await smokeRun.apply(edited);
    const [running, ...stopped] = [...(await jobsOf('stops'))].sort(
      (a, b) => Number(lives(b)) - Number(lives(a)),
    );
    expect(running?.name).toBe(value('training_job_name'));
    expect(stopped).toHaveLength(1);
    expect((await smokeRun.destroy()).errors).toEqual([]);
    expect((await jobsOf('stops')).map(({ status }) => status)).toEqual(['Stopped', 'Stopped']);
  });

  it('is run anew after a destroy that deleted its record, also if it was running', async () => {
    const config = smoke('goes', { x: '0.50' }, { on_destroy: 'delete' });
    await smokeRun.apply(config);
    const [first] = await jobsOf('goes');
    expect(await smokeRun.destroy()).toMatchObject({ errors: [], warnings: [] });
    expect(await jobsOf('goes')).toEqual([]);
    const again = await smokeRun.apply(config);
    expect(again).toMatchObject({ errors: [], warnings: [expect.stringContaining('because it is new')] });
    expect(value('verdict')).toMatch(/^passed/);
    expect((await jobsOf('goes')).map(({ name }) => name)).toEqual([first?.name]);
    const runs = smoke('goes', { gate: gateOf('never') }, { on_destroy: 'delete', wait: { timeout: '0s' } });
    await smokeRun.apply(runs);
    expect(await smokeRun.destroy()).toMatchObject({ errors: [], warnings: [] });
    // The job of the edit before stays: a destroy deletes what state names.
    expect((await jobsOf('goes')).map(({ status }) => status)).toEqual(['Completed']);
  });

  it('whose launch nobody heard of is found by the next apply', async () => {
    const config = smoke('crashes', {});
    proxy.lay({
      operation: 'CreateTrainingJob',
      fault: { carriedOut: true, answer: 'lost', then: [{ kind: 'killed' }] },
    });
    await smokeRun.apply(config);
    expect(smokeRun.state).toBeUndefined();
    proxy.heal();
    const { errors, warnings } = await smokeRun.apply(config);
    expect(errors).toEqual([]);
    expect(warnings).toEqual([expect.stringContaining('[SMOKE_RUN_CONTINUED]')]);
    expect(await jobsOf('crashes')).toHaveLength(1);
  });

  it('whose second run was never heard of is stopped with it', async () => {
    const passed = smoke('rerun', {});
    expect((await smokeRun.apply(passed)).errors).toEqual([]);
    proxy.lay({
      operation: 'CreateTrainingJob',
      fault: { carriedOut: true, answer: 'lost', then: [{ kind: 'killed' }] },
    });
    const endless = smoke('rerun', { gate: gateOf('rerun') }, { run: 2 });
    await smokeRun.apply(endless);
    proxy.heal();
    const [stray, ...others] = (await jobsOf('rerun')).filter(lives);
    expect([stray?.name === value('training_job_name'), others]).toEqual([false, []]);
    const { errors, warnings } = await smokeRun.destroy();
    expect(errors).toEqual([]);
    expect(warnings).toEqual([
      expect.stringMatching(
        new RegExp(`^Stopped a Training Job Not in State: .*"${stray?.name ?? ''}".*STRAY_SMOKE_RUN_STOPPED`),
      ),
    ]);
    expect((await jobsOf('rerun')).filter(lives)).toEqual([]);
  });

  it('leaves the jobs of other smoke runs, and is destroyed by who may not list them', async () => {
    const alike = new PlayedResource(provider, {
      providerConfig: bench.providerConfig(proxy.url),
      typeName: 'tuneform_training_job',
    });
    await alike.apply(smoke('listed-too', { gate: gateOf('listed') }, { wait: { timeout: '0s' } }));
    expect((await smokeRun.apply(smoke('listed', {}))).errors).toEqual([]);
    const message = 'User: arn:aws:iam::000000000000:user/ci is not authorized to perform this';
    proxy.lay({
      operation: 'ListTrainingJobs',
      fault: { carriedOut: false, answer: { status: 400, name: 'AccessDeniedException', message } },
    });
    const { errors, warnings } = await smokeRun.destroy();
    expect(errors).toEqual([]);
    expect(warnings).toEqual([expect.stringContaining('[SMOKE_RUNS_NOT_LISTED]')]);
    proxy.heal();
    expect((await smokeRun.apply(smoke('listed', {}))).errors).toEqual([]);
    expect(await smokeRun.destroy()).toMatchObject({ errors: [], warnings: [] });
    expect((await jobsOf('listed-too')).filter(lives)).toHaveLength(1);
    expect(await alike.destroy()).toMatchObject({ errors: [], warnings: [] });
  });

  it('that an edit breaks is not tainted, and fails again in place', async () => {
    expect((await smokeRun.apply(smoke('edited', {}))).errors).toEqual([]);
    const broken = smoke('edited', { silent: 'yes' });
    const plan = await smokeRun.plan(broken);
    expect(plan.warnings).toEqual([expect.stringContaining('because hyper_parameters.silent yes added.')]);
    expect((await smokeRun.apply(broken)).errors).toHaveLength(1);
    expect(smokeRun.state?.tainted).toBe(false);
    const again = await smokeRun.apply(broken);
    expect(again).toMatchObject({
      action: 'update',
      errors: [expect.stringContaining('[SMOKE_RUN_FAILED]')],
    });
    expect(again.warnings).toEqual([expect.stringContaining('[SMOKE_RUN_HAS_FAILED]')]);
    expect(await jobsOf('edited')).toHaveLength(2);
  });

  it('answers an interrupt at once and stays in state', async () => {
    const config = smoke('interrupted', { gate: gateOf('interrupted') });
    proxy.lay({
      operation: 'CreateTrainingJob',
      fault: { carriedOut: true, answer: 'real', then: [{ kind: 'interrupted' }] },
    });
    const { errors } = await smokeRun.apply(config);
    expect(errors).toEqual([expect.stringContaining('Terraform was interrupted while waiting')]);
    expect(value('verdict')).toMatch(/^waiting: /);
    expect((await smokeRun.destroy()).errors).toEqual([]);
    expect((await jobsOf('interrupted')).filter(lives)).toEqual([]);
  });
});

async function importOf(id: string): Promise<Values | null | undefined> {
  await provider.configure(bench.providerConfig(bench.cloud.cloud.url));
  const { importedResources = [] } = await provider.call('ImportResourceState', {
    typeName: 'tuneform_training_job',
    id,
  });
  const type = impliedType(await provider.schema('tuneform_training_job'));
  return objectIn(type, importedResources[0]?.state);
}
