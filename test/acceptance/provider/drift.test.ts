import {
  AddTagsCommand,
  DeleteEndpointCommand,
  DeleteEndpointConfigCommand,
  DeleteModelCommand,
  DeleteTagsCommand,
} from '@aws-sdk/client-sagemaker';
import {
  DeleteHyperParameterTuningJobCommand,
  DescribeHyperParameterTuningJobCommand,
  StopHyperParameterTuningJobCommand,
} from '@aws-sdk/client-sagemaker';
import { BatchDeleteImageCommand } from '@aws-sdk/client-ecr';
import { CopyObjectCommand, DeleteObjectCommand } from '@aws-sdk/client-s3';
import { join } from 'node:path';
import type { Bench } from './bench';
import { championBlock, endpointBlock, experimentBlock, imageBlock, providerBlock } from './configurations';
import { onBench } from './on-bench';
import type { TerraformFolder } from './terraform-folder';
import { newestTuningJob } from '../../support/tuning-job-names';
import { until } from '../../support/until';

let bench: Bench;
let folder: TerraformFolder;

onBench((stand) => {
  ({ bench, folder } = stand);
});

const value = async (address: string, name: string): Promise<string> =>
  String((await folder.state())[address]?.[name]);

const newestJob = async (): Promise<string> =>
  newestTuningJob((await folder.state())['tuneform_experiment.it']);

describe('changes outside Terraform', () => {
  it('records that the search was stopped and launches nothing', async () => {
    folder.write(
      providerBlock(bench) +
        imageBlock(bench) +
        experimentBlock(bench, { name: 'halted', jobs: 1, parallel: 1, statics: 'seconds = "60"' }),
    );
    await folder.apply();
    const name = await newestJob();
    await bench.sageMaker.send(new StopHyperParameterTuningJobCommand({ HyperParameterTuningJobName: name }));
    await until(async () => {
      await folder.succeed('refresh');
      return (await value('tuneform_experiment.it', 'status')) === 'Stopped';
    });
    const before = Date.now();
    await folder.expectEmptyPlans();
    await folder.apply();
    expect(bench.mutations(before)).toEqual([]);
  });

  it('keeps an experiment whose record was deleted, warns, and launches nothing', async () => {
    folder.write(providerBlock(bench) + imageBlock(bench) + experimentBlock(bench, { name: 'erased' }));
    await folder.apply();
    const name = await newestJob();
    await until(async () => {
      await folder.succeed('refresh');
      return (await value('tuneform_experiment.it', 'status')) === 'Completed';
    });
    await bench.sageMaker.send(
      new DeleteHyperParameterTuningJobCommand({ HyperParameterTuningJobName: name }),
    );
    const before = Date.now();
    expect(await folder.apply()).toContain('Tuning Job Record Missing');
    expect(bench.mutations(before)).toEqual([]);
    expect(await value('tuneform_experiment.it', 'status')).toBe('Missing');
    await folder.destroy();
  });

  it('settles a champion whose search’s record was deleted, keeps the current champion, and does not wait', async () => {
    const gate = join(folder.directory, 'gate');
    const write = (range: string, statics: string, wait: string): void => {
      folder.write(
        providerBlock(bench) +
          imageBlock(bench) +
          experimentBlock(bench, { name: 'lost', range, statics, jobs: 1, parallel: 1 }) +
          championBlock(`wait = { timeout = "${wait}" }`),
      );
    };
    const champion = async () => (await folder.state())['tuneform_champion.it'] ?? {};
    write('{ name = "x", min_value = 0, max_value = 1 }', 'seconds = "0"', '60s');
    await folder.apply();
    const { current } = await champion();
    const wider = '{ name = "x", min_value = 0, max_value = 2 }';
    write(wider, `gate = "${gate}"`, '0s');
    await folder.apply();
    expect(await champion()).toMatchObject({ status: 'InProgress', current });
    const name = { HyperParameterTuningJobName: await newestJob() };
    await bench.sageMaker.send(new StopHyperParameterTuningJobCommand(name));
    await until(async () => {
      const seen = await bench.sageMaker.send(new DescribeHyperParameterTuningJobCommand(name));
      return seen.HyperParameterTuningJobStatus === 'Stopped';
    });
    await bench.sageMaker.send(new DeleteHyperParameterTuningJobCommand(name));
    expect(await folder.apply()).toContain('Search Record Missing');
    expect(await champion()).toMatchObject({ status: 'Missing', candidate: null, current });
    await folder.expectEmptyPlans();

    // The gate would stay closed for an apply that waits a whole hour.
    await folder.succeed('state', 'rm', 'tuneform_champion.it');
    write(wider, `gate = "${gate}"`, '1h');
    expect(await folder.apply()).toContain('Search Record Missing');
    expect(await champion()).toMatchObject({ status: 'Missing', candidate: null, current });
    await folder.destroy();
  });

  it('shows and repairs changed, added and removed tags of the search', async () => {
    folder.write(
      providerBlock(bench) +
        imageBlock(bench) +
        experimentBlock(bench, { name: 'labels', extra: 'tags = { team = "red" }' }),
    );
    await folder.apply();
    const job = await newestJob();
    const arn = `arn:aws:sagemaker:us-east-1:000000000000:hyper-parameter-tuning-job/${job}`;
    await bench.sageMaker.send(
      new AddTagsCommand({
        ResourceArn: arn,
        Tags: [
          { Key: 'team', Value: 'green' },
          { Key: 'extra', Value: 'yes' },
        ],
      }),
    );
    await bench.sageMaker.send(new DeleteTagsCommand({ ResourceArn: arn, TagKeys: ['tuneform:owner'] }));
    const plan = (await folder.plan())['tuneform_experiment.it'];
    expect(plan?.after).toMatchObject({
      action: 'metadata only: only tags changed; the search stays as it is',
      tags: { team: 'red' },
    });
    const before = Date.now();
    await folder.apply();
    expect(bench.mutations(before)).toEqual(['DeleteTags', 'AddTags']);
    await folder.expectEmptyPlans();
  });

  it('recreates the deleted content of a live endpoint, and can roll out after that', async () => {
    const write = (greeting: string): void =>
      folder.write(
        providerBlock(bench) +
          imageBlock(bench) +
          experimentBlock(bench, { name: 'unmade' }) +
          championBlock() +
          endpointBlock(bench, `environment = { GREETING = "${greeting}" }`),
      );
    write('hi');
    await folder.apply();
    const content = async () => {
      const { endpoint_config_name, model_name } = (await folder.state())['tuneform_endpoint.it'] ?? {};
      return { EndpointConfigName: String(endpoint_config_name), ModelName: String(model_name) };
    };
    const before = await content();
    const lose = async (what: 'configuration' | 'model'): Promise<void> => {
      const { EndpointConfigName, ModelName } = await content();
      await (what === 'model'
        ? bench.sageMaker.send(new DeleteModelCommand({ ModelName }))
        : bench.sageMaker.send(new DeleteEndpointConfigCommand({ EndpointConfigName })));
    };
    for (const what of ['configuration', 'model'] as const) {
      await lose(what);
      const told = await folder.succeed('plan', '-no-color');
      expect(told).toContain('Endpoint Content Missing');
      expect(told).toMatch(/unfinished += "recreate deleted objects"/);
      await folder.apply();
      expect(await content()).toEqual(before);
      await folder.expectEmptyPlans();
    }
    // In one go: SageMaker refuses to update an endpoint whose own configuration is gone.
    await lose('configuration');
    write('hello');
    await folder.apply();
    expect(await content()).not.toEqual(before);
    await folder.expectEmptyPlans();
    await folder.destroy();
  });

  it('tells that a live endpoint’s artifact was deleted, and deploys nothing with it until it is back', async () => {
    const write = (greeting: string): void =>
      folder.write(
        providerBlock(bench) +
          imageBlock(bench) +
          experimentBlock(bench, { name: 'artifact' }) +
          championBlock() +
          endpointBlock(bench, `environment = { GREETING = "${greeting}" }`),
      );
    write('hi');
    await folder.apply();
    const uri = await value('tuneform_endpoint.it', 'model_data_url');
    const object = { Bucket: bench.bucket, Key: uri.replace(/^s3:\/\/[^/]+\//, '') };
    const aside = { Bucket: bench.bucket, Key: 'aside/model.tar.gz' };
    await bench.s3.send(new CopyObjectCommand({ ...aside, CopySource: `${bench.bucket}/${object.Key}` }));
    await bench.s3.send(new DeleteObjectCommand(object));
    const since = Date.now();
    const told = await folder.succeed('plan', '-no-color', '-detailed-exitcode');
    expect(told).toContain('Artifact in Use Is Missing');
    expect(told.replaceAll(/[\s│]+/g, ' ')).toContain(
      `S3 finds no object "${object.Key}" in bucket "${bench.bucket}"`,
    );
    write('hello');
    const { code, output } = await folder.run('apply', '-auto-approve', '-no-color');
    expect({ code, output }).toEqual({
      code: 1,
      output: expect.stringContaining('Artifact Missing') as string,
    });
    expect(bench.mutations(since)).toEqual([]);

    await bench.s3.send(new CopyObjectCommand({ ...object, CopySource: `${aside.Bucket}/${aside.Key}` }));
    await folder.apply();
    await folder.expectEmptyPlans();
    await folder.destroy();
  });

  it('recreates a deleted endpoint, repairs its tags, and pushes a deleted image again', async () => {
    folder.write(
      providerBlock(bench) +
        imageBlock(bench) +
        experimentBlock(bench, { name: 'served' }) +
        championBlock() +
        endpointBlock(bench, 'tags = { team = "red" }'),
    );
    await folder.apply();
    const arn = await value('tuneform_endpoint.it', 'endpoint_arn');
    await bench.sageMaker.send(
      new AddTagsCommand({ ResourceArn: arn, Tags: [{ Key: 'team', Value: 'green' }] }),
    );
    const retag = await folder.plan();
    expect(Object.keys(retag)).toEqual(['tuneform_endpoint.it']);
    expect(retag['tuneform_endpoint.it']?.actions).toEqual(['update']);
    await folder.apply();
    await folder.expectEmptyPlans();

    await bench.sageMaker.send(new DeleteEndpointCommand({ EndpointName: 'parabola' }));
    await until(async () => {
      const { code } = await folder.run('plan', '-detailed-exitcode');
      return code === 2;
    });
    const before = Date.now();
    await folder.apply();
    expect(bench.mutations(before)).toContain('CreateEndpoint');
    await folder.expectEmptyPlans();

    await bench.ecr.send(
      new BatchDeleteImageCommand({
        repositoryName: 'tiny',
        imageIds: [{ imageDigest: await value('tuneform_container_image.tiny', 'digest') }],
      }),
    );
    expect(await folder.succeed('plan', '-no-color')).toContain('Image in Use Is Missing');
    const push = await folder.plan();
    expect(push['tuneform_container_image.tiny']?.actions).toEqual(['create']);
    expect(Object.keys(push)).toEqual(['tuneform_container_image.tiny']);
    await folder.apply();
    await folder.expectEmptyPlans();
    await folder.destroy();
  });
});
