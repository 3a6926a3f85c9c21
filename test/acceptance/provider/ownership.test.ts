import {
  AddTagsCommand,
  DeleteTagsCommand,
  DescribeEndpointCommand,
  DescribeHyperParameterTuningJobCommand,
} from '@aws-sdk/client-sagemaker';
import { join } from 'node:path';
import type { Bench } from './bench';
import { championBlock, endpointBlock, experimentBlock, imageBlock, providerBlock } from './configurations';
import { onBench } from './on-bench';
import type { TerraformFolder } from './terraform-folder';

let bench: Bench;
let folder: TerraformFolder;

onBench((stand) => {
  ({ bench, folder } = stand);
});

/** An experiment whose search goes on for ever: nobody opens its gate. */
function running(name: string, owner = 'tests'): void {
  const statics = `gate = "${join(folder.directory, 'gate')}"`;
  folder.write(
    providerBlock(bench).replace('"tests"', `"${owner}"`) +
      imageBlock(bench) +
      experimentBlock(bench, { name, statics, jobs: 1, parallel: 1 }),
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
const OWN_TAGS = ['owner', 'experiment', 'fingerprint', 'generation', 'run'].map(
  (name) => `tuneform:${name}`,
);

describe('destroying a search that still runs', () => {
  it('stops what was launched under an earlier owner too', async () => {
    running('moved');
    await folder.apply();
    running('moved', 'others');
    await folder.apply();
    const names = (await experiment())['tuning_job_names'] as readonly string[];
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
    const { tuning_job_name: job, tuning_job_arn: arn } = await experiment();
    await untagged(arn, ...keys);
    await folder.destroy();
    expect(await statusOf(String(job))).toBe('Stopped');
  });

  it('is an error that keeps the experiment while the job belongs to somebody else', async () => {
    running('given');
    await folder.apply();
    const { tuning_job_name: job, tuning_job_arn: arn } = await experiment();
    await tagged(arn, 'others');
    const { code, output } = await folder.run('destroy', '-auto-approve', '-no-color');
    expect([code, output]).toEqual([1, expect.stringContaining('TUNING_JOB_NOT_STOPPED')]);
    expect(output).toContain('"others"');
    expect(await statusOf(String(job))).toBe('InProgress');
    expect(await experiment()).toMatchObject({ tuning_job_name: job });
    await tagged(arn, 'tests');
    await folder.destroy();
    expect(await statusOf(String(job))).toBe('Stopped');
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
    const { code, output } = await folder.run('destroy', '-auto-approve', '-no-color');
    expect([code, output]).toEqual([1, expect.stringContaining('ENDPOINT_NOT_REMOVED')]);
    expect(output).toContain(`set the provider's owner to "tests"`);
    expect([await serving(), (await endpoint())['status']]).toEqual(['InService', 'InService']);

    folder.write(configuration);
    await untagged((await endpoint())['endpoint_arn'], 'tuneform:owner', 'tuneform:endpoint');
    await folder.destroy();
    await expect(serving()).rejects.toThrow('Could not find');
  });
});
