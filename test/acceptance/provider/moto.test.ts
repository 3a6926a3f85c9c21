import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CreateRepositoryCommand, ECRClient, PutImageCommand } from '@aws-sdk/client-ecr';
import {
  ListEndpointConfigsCommand,
  ListEndpointsCommand,
  ListHyperParameterTuningJobsCommand,
  ListModelsCommand,
  ListTrainingJobsForHyperParameterTuningJobCommand,
  SageMakerClient,
  StopHyperParameterTuningJobCommand,
  UpdateEndpointCommand,
} from '@aws-sdk/client-sagemaker';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { builtProvider } from '../../support/built-provider';
import { runMoto } from '../../support/moto/running-moto';
import type { RunningMoto } from '../../support/moto/running-moto';
import { championBlock, experimentBlock } from './configurations';
import type { ExperimentOptions } from './configurations';
import { keepProvider } from './kept-provider';
import type { KeptProvider } from './kept-provider';
import { TerraformFolder } from './terraform-folder';
import { newestTuningJob } from '../../support/tuning-job-names';

/** moto's only account. */
const ACCOUNT = '123456789012';
const KEYS = { accessKeyId: 'testing', secretAccessKey: 'testing' };
const NEEDED = { roleArn: `arn:aws:iam::${ACCOUNT}:role/bench`, bucket: 'bench-data' };

let providerFolder: string;
let kept: KeptProvider | undefined;
let moto: RunningMoto | undefined;
let sageMaker: SageMakerClient;
let ecr: ECRClient;
let s3: S3Client;
let image: string;
let folder: TerraformFolder;

beforeAll(async () => {
  moto = await runMoto();
  const options = { endpoint: moto.url, region: 'us-east-1', credentials: KEYS, maxAttempts: 1 };
  sageMaker = new SageMakerClient(options);
  ecr = new ECRClient(options);
  s3 = new S3Client({ ...options, forcePathStyle: true });
  const executable = await builtProvider();
  providerFolder = dirname(executable);
  kept = await keepProvider(executable);
  image = await pushedImage('tiny');
});
afterAll(async () => {
  for (const client of [sageMaker, ecr, s3]) client.destroy();
  await kept?.stop();
  await moto?.stop();
});
beforeEach(() => {
  folder = new TerraformFolder(providerFolder, kept?.environment);
});
afterEach(() => folder.remove());

/** The URI of an image that moto's registry lists; it never runs. */
async function pushedImage(repositoryName: string): Promise<string> {
  const { repository } = await ecr.send(new CreateRepositoryCommand({ repositoryName }));
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  const config = {
    mediaType: 'application/vnd.oci.image.config.v1+json',
    size: 2,
    digest: `sha256:${'1'.repeat(64)}`,
  };
  const imageManifest = JSON.stringify({ schemaVersion: 2, mediaType, config, layers: [] });
  const answer = await ecr.send(new PutImageCommand({ repositoryName, imageManifest, imageTag: 'v1' }));
  return `${repository?.repositoryUri ?? ''}@${answer.image?.imageId?.imageDigest ?? ''}`;
}

function experiment(name: string, options: ExperimentOptions = {}): string {
  const url = JSON.stringify(moto?.url);
  return `
terraform {
  required_providers {
    tuneform = { source = "registry.terraform.io/tuneform/tuneform" }
  }
}
provider "tuneform" {
  target     = "aws"
  region     = "us-east-1"
  owner      = "tests"
  access_key = "${KEYS.accessKeyId}"
  secret_key = "${KEYS.secretAccessKey}"
  endpoints  = { sagemaker = ${url}, sagemaker_runtime = ${url}, ecr = ${url}, s3 = ${url}, iam = ${url}, service_quotas = ${url}, sts = ${url} }
}
${experimentBlock(NEEDED, { name, image: JSON.stringify(image), ...options })}`;
}

function endpoint(name: string, extra = ''): string {
  return `
resource "tuneform_endpoint" "it" {
  name           = "${name}"
  role_arn       = "${NEEDED.roleArn}"
  model_data_url = "s3://${NEEDED.bucket}/output/model.tar.gz"
  image          = "${image}"
  production_variant = { instance_type = "ml.m5.large" }
  smoke_request = { content_type = "text/plain", body = "ping", expect_pattern = "^body$" }
  ${extra}
}
`;
}

/** What moto itself knows of the tuning jobs of an experiment. */
async function jobs(NameContains: string) {
  const answer = await sageMaker.send(new ListHyperParameterTuningJobsCommand({ NameContains }));
  return (answer.HyperParameterTuningJobSummaries ?? []).map((job) => ({
    name: job.HyperParameterTuningJobName,
    status: job.HyperParameterTuningJobStatus,
  }));
}

/** What moto itself knows of everything that is served. */
async function served() {
  const { Models = [] } = await sageMaker.send(new ListModelsCommand({}));
  const { EndpointConfigs = [] } = await sageMaker.send(new ListEndpointConfigsCommand({}));
  const { Endpoints = [] } = await sageMaker.send(new ListEndpointsCommand({}));
  return {
    models: Models.map((model) => model.ModelName),
    configurations: EndpointConfigs.map((configuration) => configuration.EndpointConfigName),
    endpoints: Endpoints.map(({ EndpointName, EndpointStatus }) => [EndpointName, EndpointStatus]),
  };
}

const inState = async (type: string) => (await folder.state())[`tuneform_${type}.it`] ?? {};

describe('an experiment on moto', () => {
  it('is launched once, read again, and adopted when the state is lost', async () => {
    folder.write(experiment('launched'));
    await folder.apply();
    const state = await inState('experiment');
    const job = { name: newestTuningJob(state), status: 'Completed' };
    expect(await jobs('launched-')).toEqual([job]);
    expect(state).toMatchObject({ status: 'Completed' });

    await folder.expectEmptyPlans();
    await folder.succeed('apply', '-refresh-only', '-auto-approve', '-no-color');
    expect(await folder.apply()).toContain('0 added, 0 changed, 0 destroyed');
    expect([await inState('experiment'), await jobs('launched-')]).toEqual([state, [job]]);

    rmSync(join(folder.directory, 'terraform.tfstate'));
    expect(await folder.apply()).toContain('TUNING_JOB_ADOPTED');
    expect([await inState('experiment'), await jobs('launched-')]).toEqual([state, [job]]);
    await folder.expectEmptyPlans();
  });

  it('is not launched with an image that the registry does not have', async () => {
    const missing = image.replace(/[0-9a-f]{64}$/, '0'.repeat(64));
    folder.write(experiment('imageless', { image: JSON.stringify(missing) }));
    const { code, output } = await folder.run('apply', '-auto-approve', '-no-color');
    expect([code, output]).toEqual([1, expect.stringContaining('[IMAGE_NOT_PUSHED]')]);
    expect(await jobs('imageless-')).toEqual([]);
  });

  it.each([
    { onDestroy: 'stop', name: 'stopped', left: ['Completed'] },
    { onDestroy: 'detach', name: 'detached', left: ['Completed'] },
    { onDestroy: 'delete', name: 'deleted', left: [] },
  ])('leaves $left.length records when destroyed with "$onDestroy"', async ({ onDestroy, name, left }) => {
    folder.write(experiment(name, { extra: `on_destroy = "${onDestroy}"` }));
    await folder.apply();
    await folder.destroy();
    await folder.destroy();
    expect(await folder.state()).toEqual({});
    expect((await jobs(`${name}-`)).map(({ status }) => status)).toEqual(left);
  });
});

describe('an endpoint on moto', () => {
  it('is rejected without its artifact, of which moto’s S3 tells', async () => {
    await s3.send(new CreateBucketCommand({ Bucket: NEEDED.bucket }));
    folder.write(experiment('empty') + endpoint('empty'));
    const { code, output } = await folder.run('apply', '-auto-approve', '-no-color');
    expect([code, output]).toEqual([1, expect.stringContaining('[ARTIFACT_MISSING]')]);
    expect(await served()).toEqual({ models: [], configurations: [], endpoints: [] });
    await folder.destroy();
  });

  it('is made of a model and a configuration, asked, read again, adopted, replaced, and removed whole', async () => {
    const artifact = { Bucket: NEEDED.bucket, Key: 'output/model.tar.gz', Body: 'a model' };
    await s3.send(new PutObjectCommand(artifact));
    folder.write(experiment('serving') + endpoint('serving'));
    await folder.apply();
    const made = await served();
    expect(made).toEqual({
      models: [expect.stringMatching(/^serving-/)],
      configurations: [expect.stringMatching(/^serving-/)],
      endpoints: [['serving', 'InService']],
    });
    expect(await inState('endpoint')).toMatchObject({
      status: 'InService',
      // What moto answers to whatever it is asked.
      smoke_response: 'body',
      endpoint_arn: `arn:aws:sagemaker:us-east-1:${ACCOUNT}:endpoint/serving`,
    });
    await folder.expectEmptyPlans();

    rmSync(join(folder.directory, 'terraform.tfstate'));
    expect(await folder.apply()).toContain('[ENDPOINT_ADOPTED]');
    expect(await served()).toEqual(made);

    folder.write(experiment('serving') + endpoint('serving', 'environment = { GREETING = "hi" }'));
    await folder.succeed('apply', '-replace=tuneform_endpoint.it', '-auto-approve', '-no-color');
    const replaced = await served();
    expect(replaced.endpoints).toEqual(made.endpoints);
    expect([replaced.models.length, replaced.configurations.length]).toEqual([1, 1]);
    expect(replaced.models).not.toEqual(made.models);
    await folder.expectEmptyPlans();

    await folder.destroy();
    expect(await served()).toEqual({ models: [], configurations: [], endpoints: [] });
  });
});

describe('what moto lacks', () => {
  const lacking = {
    // The provider never gets that far: on moto a search has ended once it is launched.
    StopHyperParameterTuningJob: () =>
      sageMaker.send(new StopHyperParameterTuningJobCommand({ HyperParameterTuningJobName: 'any' })),
    ListTrainingJobsForHyperParameterTuningJob: () =>
      sageMaker.send(
        new ListTrainingJobsForHyperParameterTuningJobCommand({ HyperParameterTuningJobName: 'any' }),
      ),
    UpdateEndpoint: () =>
      sageMaker.send(new UpdateEndpointCommand({ EndpointName: 'any', EndpointConfigName: 'any' })),
  };

  it.each(Object.entries(lacking))(
    'answers %s with a fault, and the reference says so',
    async (operation, ask) => {
      await expect(ask()).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } });
      const page = readFileSync(join(__dirname, '../../../docs/reference/compatibility.md'), 'utf8');
      const section = /## Other implementations of the API\n([\s\S]*?)\n## /.exec(page)?.[1];
      expect(section).toContain(`\`${operation}\``);
    },
  );

  it('leaves a champion undecided, with a warning that names the tuning job', async () => {
    folder.write(experiment('undecided') + championBlock('wait = { timeout = "1s" }'));
    const output = await folder.apply();
    const job = newestTuningJob(await inState('experiment'));
    expect(output).toMatch(new RegExp(`Tuning job ${job} has ended, but the training jobs`));
    expect(output).toContain('[CHAMPION_WAITING]');
    // Reading the champion again would be as patient as with an account that is out of order.
    await folder.succeed('destroy', '-refresh=false', '-auto-approve', '-no-color');
    expect(await folder.state()).toEqual({});
  });
});
