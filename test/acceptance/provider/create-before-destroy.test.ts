import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DescribeImagesCommand } from '@aws-sdk/client-ecr';
import {
  DescribeEndpointCommand,
  DescribeHyperParameterTuningJobCommand,
  DescribeTrainingJobCommand,
} from '@aws-sdk/client-sagemaker';
import { RESOURCE_TYPES } from '../../support/resource-types';
import { newestTuningJob } from '../../support/tuning-job-names';
import { TINY_IMAGE } from './bench';
import type { Bench } from './bench';
import {
  championBlock,
  endpointBlock,
  experimentBlock,
  imageBlock,
  providerBlock,
  smokeRunBlock,
} from './configurations';
import { onBench } from './on-bench';
import { TerraformFolder } from './terraform-folder';

let bench: Bench;
let folder: TerraformFolder;

onBench((stand) => {
  ({ bench, folder } = stand);
});

/** Terraform creates the successor first and then destroys the object that it replaces. */
const CREATE_FIRST = 'lifecycle { create_before_destroy = true }';

const gate = (): string => join(folder.directory, 'gate');
const gated = (): string => `gate = "${gate()}"`;
const replace = (address: string): Promise<string> =>
  folder.succeed('apply', '-auto-approve', '-no-color', `-replace=${address}`);

async function searchStatus(name: string): Promise<string | undefined> {
  const named = { HyperParameterTuningJobName: name };
  const seen = await bench.sageMaker.send(new DescribeHyperParameterTuningJobCommand(named));
  return seen.HyperParameterTuningJobStatus;
}

async function jobStatus(name: string): Promise<string | undefined> {
  const seen = await bench.sageMaker.send(new DescribeTrainingJobCommand({ TrainingJobName: name }));
  return seen.TrainingJobStatus;
}

async function search(address = 'tuneform_experiment.it'): Promise<string> {
  return newestTuningJob((await folder.state())[address]);
}

/** The image of a folder of its own, which nothing else has pushed. */
function ownImageBlock(extra: string): string {
  const context = join(folder.directory, 'image');
  cpSync(TINY_IMAGE, context, { recursive: true });
  writeFileSync(join(context, 'train'), `# ${context}`);
  return providerBlock(bench) + imageBlock(bench, extra).replace(TINY_IMAGE, context);
}

/** The tags of the image in state; none if it was deleted. */
async function tagsOfImage(digest: unknown): Promise<readonly string[]> {
  const { imageDetails = [] } = await bench.ecr.send(
    new DescribeImagesCommand({ repositoryName: 'tiny', filter: { tagStatus: 'ANY' } }),
  );
  return imageDetails.find(({ imageDigest }) => imageDigest === digest)?.imageTags ?? [];
}

/** What of each resource must outlive the replacement of its object, by the resource's type. */
const OUTLIVES: Readonly<Record<string, () => Promise<void>>> = {
  async tuneform_experiment() {
    const base = providerBlock(bench) + imageBlock(bench);
    folder.write(base + experimentBlock(bench, { name: 'kept', statics: gated(), extra: CREATE_FIRST }));
    await folder.apply();
    const name = await search();
    expect(await replace('tuneform_experiment.it')).toContain('[TUNING_JOB_TAKEN_OVER]');
    expect([await search(), await searchStatus(name)]).toEqual([name, 'InProgress']);
    await folder.expectEmptyPlans();

    await folder.destroy();
    expect(await searchStatus(name)).toBe('Stopped');
  },

  async tuneform_container_image() {
    const tiny = async () => (await folder.state())['tuneform_container_image.tiny'];
    folder.write(ownImageBlock(`on_destroy = "delete"\n${CREATE_FIRST}`));
    await folder.apply();
    const before = await tiny();
    expect((await replace('tuneform_container_image.tiny')).replace(/\s+/g, ' ')).toMatch(
      /another Terraform object counts on it, whose tag "tuneform-object-[a-z0-9-]+" it has/,
    );
    expect(await tiny()).toEqual(before);
    // Its own tag, and that of the one object that counts on it.
    expect(await tagsOfImage(before?.['digest'])).toHaveLength(2);
    await folder.expectEmptyPlans();

    folder.write(ownImageBlock(CREATE_FIRST));
    await replace('tuneform_container_image.tiny');
    await folder.expectEmptyPlans();
    await folder.destroy();
    expect(await tagsOfImage(before?.['digest'])).toEqual([before?.['tag']]);
  },

  async tuneform_champion() {
    const base = providerBlock(bench) + imageBlock(bench) + experimentBlock(bench, { name: 'crowned' });
    folder.write(base + championBlock(`wait = { timeout = "60s" }\n${CREATE_FIRST}`));
    await folder.apply();
    const champion = async () => (await folder.state())['tuneform_champion.it'];
    const before = { at: Date.now(), state: await champion() };
    await replace('tuneform_champion.it');
    expect(await champion()).toEqual(before.state);
    expect(bench.mutations(before.at)).toEqual([]);
  },

  async tuneform_endpoint() {
    const base = providerBlock(bench) + imageBlock(bench) + experimentBlock(bench) + championBlock();
    folder.write(base + endpointBlock(bench, CREATE_FIRST));
    await folder.apply();
    expect(await replace('tuneform_endpoint.it')).toContain('[ENDPOINT_TAKEN_OVER]');
    const live = new DescribeEndpointCommand({ EndpointName: 'parabola' });
    expect((await bench.sageMaker.send(live)).EndpointStatus).toBe('InService');
    await folder.expectEmptyPlans();

    await folder.destroy();
    await expect(bench.sageMaker.send(live)).rejects.toThrow('Could not find');
  },

  async tuneform_training_job() {
    const base = providerBlock(bench) + imageBlock(bench);
    folder.write(base + smokeRunBlock(bench, { extra: CREATE_FIRST }));
    await folder.apply();
    const smoke = async () => (await folder.state())['tuneform_training_job.smoke'];
    const before = { at: Date.now(), state: await smoke() };
    await replace('tuneform_training_job.smoke');
    expect(await smoke()).toEqual(before.state);
    expect(bench.mutations(before.at)).toEqual(['AddTags']);

    // Terraform destroys the object before only once its successor has proven the job, which has then ended. An object of another
    // state can be destroyed while the job runs.
    const waiting = smokeRunBlock(bench, { statics: gated(), extra: 'wait = { timeout = "1s" }' });
    const other = new TerraformFolder(bench.providerFolder, await bench.keptProvider());
    try {
      for (const each of [folder, other]) {
        each.write(base + waiting);
        expect((await each.run('apply', '-auto-approve', '-no-color')).output).toContain(
          '[SMOKE_RUN_WAITING]',
        );
      }
      const job = (await smoke())?.['training_job_name'] as string;
      expect(await folder.destroy()).toContain('[TRAINING_JOB_TAKEN_OVER]');
      expect(await jobStatus(job)).toBe('InProgress');
      await other.destroy();
      expect(await jobStatus(job)).toBe('Stopped');
    } finally {
      other.remove();
    }
  },
};

describe('create_before_destroy', () => {
  it.each(RESOURCE_TYPES)(
    'replaces a %s without harm to what its successor has taken over',
    async (typeName) => {
      const outlives = OUTLIVES[typeName];
      if (outlives === undefined) throw new Error(`say above what of a ${typeName} must outlive its object`);
      await outlives();
    },
  );

  it('replaces an experiment by an edited one without stopping the search that the edit launched', async () => {
    const base = providerBlock(bench) + imageBlock(bench);
    const wide = '{ name = "x", min_value = 0, max_value = 2 }';
    const common = { name: 'edited', statics: gated(), extra: CREATE_FIRST };
    folder.write(base + experimentBlock(bench, common));
    await folder.apply();
    const first = await search();
    folder.write(base + experimentBlock(bench, { ...common, range: wide }));
    await replace('tuneform_experiment.it');
    const second = await search();
    expect([await searchStatus(first), await searchStatus(second)]).toEqual(['Stopped', 'InProgress']);
    await folder.destroy();
  });
});

describe('an object whose private bytes Terraform dropped, because the provider ended during an update', () => {
  /** Leaves the state that Terraform then writes. */
  function dropPrivateBytes(): void {
    const file = join(folder.directory, 'terraform.tfstate');
    const state = JSON.parse(readFileSync(file, 'utf8')) as {
      readonly resources: readonly { readonly instances: { private?: string }[] }[];
    };
    const instances = state.resources.flatMap((resource) => resource.instances);
    for (const instance of instances) delete instance.private;
    writeFileSync(file, JSON.stringify(state));
  }

  it('still stops its search when it is destroyed', async () => {
    const base = providerBlock(bench) + imageBlock(bench);
    folder.write(base + experimentBlock(bench, { name: 'dropped', statics: gated() }));
    await folder.apply();
    const name = await search();
    dropPrivateBytes();
    await folder.destroy();
    expect(await searchStatus(name)).toBe('Stopped');
  });

  it('still deletes its endpoint when it is destroyed', async () => {
    const base = providerBlock(bench) + imageBlock(bench) + experimentBlock(bench) + championBlock();
    folder.write(base + endpointBlock(bench));
    await folder.apply();
    dropPrivateBytes();
    await folder.destroy();
    const live = new DescribeEndpointCommand({ EndpointName: 'parabola' });
    await expect(bench.sageMaker.send(live)).rejects.toThrow('Could not find');
  });
});
