import {
  AddTagsCommand,
  DeleteTagsCommand,
  DescribeEndpointCommand,
  DescribeHyperParameterTuningJobCommand,
  StopHyperParameterTuningJobCommand,
} from '@aws-sdk/client-sagemaker';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { TAG_KEYS } from '../../../modules/aws';
import type { Bench } from './bench';
import { championBlock, endpointBlock, experimentBlock, imageBlock, providerBlock } from './configurations';
import { onBench } from './on-bench';
import type { TerraformFolder } from './terraform-folder';
import { newestTuningJob, tuningJobNames } from '../../support/tuning-job-names';

let bench: Bench;
let folder: TerraformFolder;

onBench((stand) => {
  ({ bench, folder } = stand);
});

/** An experiment whose search goes on for ever, because its gate stays closed. */
function running(name: string, owner = 'tests', jobs = 1): void {
  const statics = `gate = "${join(folder.directory, 'gate')}"`;
  folder.write(
    providerBlock(bench).replace('"tests"', `"${owner}"`) +
      imageBlock(bench) +
      experimentBlock(bench, { name, statics, jobs, parallel: 1 }),
  );
}
const experiment = async () => (await folder.state())['tuneform_experiment.it'] ?? {};
const statusOf = async (name: string) =>
  (
    await bench.sageMaker.send(
      new DescribeHyperParameterTuningJobCommand({ HyperParameterTuningJobName: name }),
    )
  ).HyperParameterTuningJobStatus;
const tagged = (arn: unknown, owner: string) =>
  bench.sageMaker.send(
    new AddTagsCommand({ ResourceArn: String(arn), Tags: [{ Key: 'tuneform:owner', Value: owner }] }),
  );
const untagged = (arn: unknown, ...TagKeys: string[]) =>
  bench.sageMaker.send(new DeleteTagsCommand({ ResourceArn: String(arn), TagKeys }));
const OWN_TAGS = Object.values(TAG_KEYS);

describe('destroying a search that still runs', () => {
  it('stops what was launched under an earlier owner too', async () => {
    running('moved');
    await folder.apply();
    running('moved', 'others');
    await folder.apply();
    const names = tuningJobNames(await experiment());
    expect(await Promise.all(names.map(statusOf))).toEqual(['InProgress', 'InProgress']);
    await folder.destroy();
    expect(await Promise.all(names.map(statusOf))).toEqual(['Stopped', 'Stopped']);
  });

  it.each([
    { what: 'its owner tag', name: 'nameless', keys: ['tuneform:owner'] },
    { what: 'every tag', name: 'tagless', keys: OWN_TAGS },
  ])('stops one from which a person has removed $what', async ({ name, keys }) => {
    running(name);
    await folder.apply();
    const job = newestTuningJob(await experiment());
    const arn = `arn:aws:sagemaker:us-east-1:000000000000:hyper-parameter-tuning-job/${job}`;
    await untagged(arn, ...keys);
    await folder.destroy();
    expect(await statusOf(job)).toBe('Stopped');
  });

  it('is an error that keeps the experiment while the job has another owner', async () => {
    running('given');
    await folder.apply();
    const job = newestTuningJob(await experiment());
    const arn = `arn:aws:sagemaker:us-east-1:000000000000:hyper-parameter-tuning-job/${job}`;
    await tagged(arn, 'others');
    const { code, output } = await folder.run('destroy', '-auto-approve', '-no-color');
    expect([code, output]).toEqual([1, expect.stringContaining('TUNING_JOB_NOT_STOPPED')]);
    expect(output).toContain('"others"');
    expect(await statusOf(job)).toBe('InProgress');
    expect(newestTuningJob(await experiment())).toBe(job);
    await tagged(arn, 'tests');
    await folder.destroy();
    expect(await statusOf(job)).toBe('Stopped');
  });
});

describe('a running search that is not in state', () => {
  /** Launches a second generation and rolls state back to before it. */
  async function rolledBack(name: string): Promise<string> {
    running(name);
    await folder.apply();
    const state = join(folder.directory, 'terraform.tfstate');
    copyFileSync(state, `${state}.before`);
    running(name, 'tests', 2);
    await folder.apply();
    const job = newestTuningJob(await experiment());
    copyFileSync(`${state}.before`, state);
    running(name);
    return job;
  }

  it('is reported by a refresh, adopted by the configuration that launched it, and stopped by destroying', async () => {
    const job = await rolledBack('rolled-back');
    const refreshed = await folder.succeed('plan', '-no-color');
    expect(refreshed).toContain('Running Tuning Job Not in State');
    expect(refreshed).toContain(job);
    expect(await statusOf(job)).toBe('InProgress');

    const known = newestTuningJob(await experiment());
    const output = await folder.destroy();
    expect(output).toContain('STRAY_JOB_STOPPED');
    expect(await Promise.all([job, known].map(statusOf))).toEqual(['Stopped', 'Stopped']);
  });

  it('is adopted when its configuration is applied again, and is no stray then', async () => {
    const job = await rolledBack('taken-over');
    running('taken-over', 'tests', 2);
    expect(await folder.apply()).toContain('Adopted Existing Tuning Job');
    expect(newestTuningJob(await experiment())).toBe(job);
    await folder.expectEmptyPlans();
    expect(await folder.destroy()).not.toContain('STRAY_JOB');
    expect(await statusOf(job)).toBe('Stopped');
  });

  it('keeps the experiment in state with an error when its name does not follow from its tags', async () => {
    const job = await rolledBack('doubtful');
    const { HyperParameterTuningJobArn: arn } = await bench.sageMaker.send(
      new DescribeHyperParameterTuningJobCommand({ HyperParameterTuningJobName: job }),
    );
    await untagged(arn, 'tuneform:fingerprint');
    const { code, output } = await folder.run('destroy', '-auto-approve', '-no-color');
    expect([code, output]).toEqual([1, expect.stringContaining('STRAY_JOB_IN_DOUBT')]);
    expect(output).toContain(job);
    expect(await statusOf(job)).toBe('InProgress');
    expect(await experiment()).toMatchObject({ name: 'doubtful' });

    await untagged(arn, 'tuneform:owner');
    await folder.destroy();
    expect(await statusOf(job)).toBe('InProgress');
    await bench.sageMaker.send(new StopHyperParameterTuningJobCommand({ HyperParameterTuningJobName: job }));
  });

  it('of another owner or experiment is ignored', async () => {
    running('theirs', 'others');
    await folder.apply();
    const theirs = newestTuningJob(await experiment());
    await folder.succeed('state', 'rm', 'tuneform_experiment.it');
    running('theirs');
    await folder.apply();
    expect(await folder.succeed('plan', '-no-color')).not.toContain('Not in State');
    await folder.destroy();
    expect(await statusOf(theirs)).toBe('InProgress');
    await bench.sageMaker.send(
      new StopHyperParameterTuningJobCommand({ HyperParameterTuningJobName: theirs }),
    );
  });
});

describe('renaming the owner', () => {
  it('is reported in the plan, with both owners and the cost', async () => {
    running('renamed');
    await folder.apply();
    running('renamed', 'others');
    const output = await folder.succeed('plan', '-no-color');
    expect(output).toContain('Owner Changed');
    expect(output).toMatch(/owner\s+was\s+"tests"/);
    expect(output).toMatch(/action\s+= "[^"]+" -> "launch: the provider's owner \\"tests\\" → \\"others\\""/);
    running('renamed');
    await folder.expectEmptyPlans();
    await folder.destroy();
  });
});

describe('target aws', () => {
  it('needs an owner, which validation reports offline', async () => {
    folder.write(
      providerBlock(bench).replace(/endpoint = .*\n.*owner .*\n/, 'target = "aws"\n') + imageBlock(bench),
    );
    const { code, output } = await folder.run('validate', '-no-color');
    const planned = await folder.run('plan', '-no-color');
    expect([code, planned.code]).not.toContain(0);
    expect(`${output}${planned.output}`).toContain('Owner Not Set');
  });
});

describe('destroying an endpoint', () => {
  it('is an error that keeps it while its owner is not the provider’s, and removes one that only lost its tags', async () => {
    const configuration =
      providerBlock(bench) +
      imageBlock(bench) +
      experimentBlock(bench) +
      championBlock() +
      endpointBlock(bench);
    folder.write(configuration);
    await folder.apply();
    const endpoint = async () => (await folder.state())['tuneform_endpoint.it'] ?? {};
    const serving = async () =>
      (await bench.sageMaker.send(new DescribeEndpointCommand({ EndpointName: 'parabola' }))).EndpointStatus;

    folder.write(configuration.replace('"tests"', '"others"'));
    // The plan that a destroy begins with says so already; without it the destruction itself does.
    const destroy = ['destroy', '-auto-approve', '-no-color'];
    const planned = await folder.run(...destroy);
    expect([planned.code, planned.output]).toEqual([
      1,
      expect.stringContaining('Endpoint Has Another Owner'),
    ]);
    const { code, output } = await folder.run(...destroy, '-refresh=false');
    expect([code, output]).toEqual([1, expect.stringContaining('ENDPOINT_NOT_REMOVED')]);
    expect(output).toContain(`set the provider's owner to "tests"`);
    expect([await serving(), (await endpoint())['status']]).toEqual(['InService', 'InService']);

    folder.write(configuration);
    await untagged((await endpoint())['endpoint_arn'], 'tuneform:owner', 'tuneform:endpoint');
    await folder.destroy();
    await expect(serving()).rejects.toThrow('Could not find');
  });
});
