import { join } from 'node:path';
import { rmSync } from 'node:fs';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { BatchGetImageCommand, ECRClient, PutImageCommand } from '@aws-sdk/client-ecr';
import { DeleteObjectsCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DescribeHyperParameterTuningJobCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { buildProvider } from '../../../scripts/build-provider';
import { ServiceFault } from '../../../modules/local-cloud/ports/service';
import type { Interceptor } from '../../../modules/local-cloud/ports/interceptor';
import { unknown } from '../../../modules/plugin';
import { instanceRecommendationSchema } from '../../../modules/provider/instance-recommendation/schema';
import { received, sent } from '../../unit/plugin/server/served';
import { furnishAccount } from '../../support/furnish-account';
import { memoryFolder } from '../../support/memory-folder';
import { PlayedProvider } from '../../support/played-terraform/played-provider';
import { PlayedResource } from '../../support/played-terraform/played-resource';
import type { Outcome } from '../../support/played-terraform/played-resource';
import type { Values } from '../../support/played-terraform/proposed-state';
import { runCloud } from '../../support/running-cloud';
import type { RunningCloud } from '../../support/running-cloud';
import { until } from '../../support/until';

const BUCKET = 'preflight-data';
const IMAGES = join(__dirname, '../../support/fault-table/images/tiny');
const directory = memoryFolder('preflight-');

let cloud: RunningCloud;
let provider: PlayedProvider;
let iam: IAMClient;
let ecr: ECRClient;
let s3: S3Client;
let sageMaker: SageMakerClient;
let roleArn: string;
let imageUri: string;
/** What the account answers to an operation instead. */
let answers: Readonly<Record<string, () => unknown>> = {};
let asked: string[] = [];

const intercept: Interceptor = async ({ operation }, next) => {
  asked.push(operation);
  const answer = answers[operation];
  return answer === undefined ? next() : answer();
};

beforeAll(async () => {
  const [running, { executable }] = await Promise.all([
    runCloud({ directory: join(directory, 'cloud'), interceptors: [intercept] }),
    buildProvider(join(directory, 'provider')),
  ]);
  cloud = running;
  provider = new PlayedProvider(executable);
  iam = new IAMClient(cloud.client);
  ecr = new ECRClient(cloud.client);
  s3 = new S3Client({ ...cloud.client, forcePathStyle: true });
  sageMaker = new SageMakerClient(cloud.client);
  const names = { bucket: BUCKET, role: 'preflight', repository: 'preflight' };
  const { repositoryUrl, ...account } = await furnishAccount({ s3, iam, ecr }, names);
  roleArn = account.roleArn;
  const image = open('tuneform_container_image');
  await image.apply({ repository_url: repositoryUrl, context: IMAGES, prefer_packing: true });
  imageUri = String(image.state?.value['image_uri']);
}, 60_000);
beforeEach(() => {
  asked = [];
  answers = {};
});
afterAll(async () => {
  for (const client of [iam, ecr, s3, sageMaker]) client.destroy();
  await provider.dispose();
  await cloud.remove();
  rmSync(directory, { recursive: true, force: true });
});

const open = (typeName: string, more: Values = {}): PlayedResource =>
  new PlayedResource(provider, {
    typeName,
    providerConfig: {
      endpoint: cloud.cloud.url,
      owner: 'tests',
      access_key: cloud.client.credentials.accessKeyId,
      secret_key: cloud.client.credentials.secretAccessKey,
      ...more,
    },
  });

const channel = (uri: string, more: Values = {}): Values => ({
  channel_name: 'train',
  data_source: { s3_data_source: { s3_uri: uri, ...more } },
});

/** A search for which everything is in place. */
const search = (more: Values = {}): Values => ({
  name: 'churn',
  role_arn: roleArn,
  strategy: 'Random',
  objective: { type: 'Maximize', metric_name: 'score' },
  resource_limits: { max_number_of_training_jobs: 2, max_parallel_training_jobs: 1 },
  parameter_ranges: { continuous_parameter_ranges: [{ name: 'x', min_value: 0, max_value: 1 }] },
  algorithm_specification: {
    training_image: imageUri,
    metric_definitions: [{ name: 'score', regex: 'score=([0-9.]+);' }],
  },
  input_data_config: [channel(`s3://${BUCKET}/train/`)],
  output_data_config: { s3_output_path: `s3://${BUCKET}/output/` },
  resource_config: { instance_type: 'ml.m5.large' },
  stopping_condition: { max_runtime_in_seconds: 600 },
  ...more,
});

const image = (uri: string): Values => ({
  algorithm_specification: { ...(search()['algorithm_specification'] as Values), training_image: uri },
});

const plan = (more: Values = {}, settings: Values = {}): Promise<Outcome> =>
  open('tuneform_experiment', settings).plan(search(more));

/** What the data source answers, in a command of its own. */
async function recommended(config: Values): Promise<Values> {
  const { accessKeyId: access_key, secretAccessKey: secret_key } = cloud.client.credentials;
  await provider.configure({ endpoint: cloud.cloud.url, owner: 'tests', access_key, secret_key });
  const { state, diagnostics = [] } = await provider.call('ReadDataSource', {
    typeName: 'tuneform_instance_recommendation',
    config: sent(instanceRecommendationSchema, config),
  });
  expect(diagnostics).toEqual([]);
  return received(instanceRecommendationSchema, state) ?? {};
}

/** What the preflight says: whatever has a code of its own. */
const found = ({ errors, warnings }: Outcome): readonly string[] =>
  [...errors.map((text) => `error ${text}`), ...warnings].filter((text) => text.includes('[PREFLIGHT_'));

/** The account has some hundred quotas, on pages of a hundred. */
const quotaPages = (): readonly string[] => {
  const pages = asked.filter((name) => name === 'ListServiceQuotas');
  expect(pages).toHaveLength(3);
  return pages;
};

const denied = (): never => {
  throw new ServiceFault('AccessDenied', 'User: ci is not authorized to perform: the look', { status: 403 });
};

describe('the preflight of an experiment', () => {
  it('says nothing where everything is in place, reads only, and looks at each thing once', async () => {
    const since = Date.now();
    const outcome = await plan({
      input_data_config: [
        channel(`s3://${BUCKET}/train/`),
        { ...channel(`s3://${BUCKET}/train/data.csv`), channel_name: 'again' },
      ],
    });
    expect(found(outcome)).toEqual([]);
    expect(outcome.action).toBe('create');
    expect(asked.filter((name) => name !== 'GetCallerIdentity').sort()).toEqual([
      'DescribeHyperParameterTuningJob',
      'DescribeImages',
      'GetAuthorizationToken',
      'GetRole',
      'HeadBucket',
      'ListHyperParameterTuningJobs',
      'ListObjectsV2',
      'ListObjectsV2',
      ...quotaPages(),
      'ListTrainingJobs',
      'ListTrainingJobs',
    ]);
    expect(cloud.cloud.requests(since).filter(({ mutating }) => mutating)).toEqual([]);
  });

  it('makes no call when it is turned off, and plans the same values', async () => {
    const on = await plan({ input_data_config: [channel(`s3://${BUCKET}/nothing/`)] });
    asked = [];
    const off = await plan({ input_data_config: [channel(`s3://${BUCKET}/nothing/`)] }, { preflight: false });
    expect(found(on)).toHaveLength(1);
    expect(found(off)).toEqual([]);
    expect(asked).toEqual([]);
    expect(off.planned).toEqual(on.planned);
  });

  it.each<{ what: string; more: () => Values; says: RegExp }>([
    {
      what: 'an image that is not in its repository',
      more: () => image(imageUri.replace(/@.*/, ':v0')),
      says: /^Training Image Not Found: churn: .*Repository "preflight" does not contain this image.*If this apply pushes it/s,
    },
    {
      what: 'an image without a repository',
      more: () => image(imageUri.replace('/preflight@', '/elsewhere@')),
      says: /^Training Image Not Found: churn: .*Repository "elsewhere" does not exist/s,
    },
    {
      what: 'an image for another platform',
      more: () => ({ resource_config: { instance_type: 'ml.p6e-gb200.36xlarge' } }),
      says: /^Image for Another Platform: churn: .*is built for linux\/amd64, but ml\.p6e-gb200\.36xlarge runs linux\/arm64/s,
    },
    {
      what: 'a channel without an object',
      more: () => ({ input_data_config: [channel(`s3://${BUCKET}/nothing/`)] }),
      says: /^Channel Without Data: churn, train: .*no object is under "s3:\/\/preflight-data\/nothing\/"/s,
    },
    {
      what: 'a manifest that is not there, though a neighbour begins with its name',
      more: () => ({
        input_data_config: [channel(`s3://${BUCKET}/train/data`, { s3_data_type: 'ManifestFile' })],
      }),
      says: /^Channel Without Data: churn, train: .*the object "s3:\/\/preflight-data\/train\/data" does not exist/s,
    },
    {
      what: 'a bucket that is not there, once for all that it is for',
      more: () => ({
        input_data_config: [channel('s3://absent-bucket/train/')],
        output_data_config: { s3_output_path: 's3://absent-bucket/output/' },
      }),
      says: /^Bucket Not Found: churn, absent-bucket: .*for channel "train", the output, does not exist now\. If this apply creates it/s,
    },
    {
      what: 'a role that is not there',
      more: () => ({ role_arn: roleArn.replace(/preflight$/, 'absent') }),
      says: /^Role Not Found: churn: .*IAM finds no such role/s,
    },
    {
      what: 'a role of another account',
      more: () => ({ role_arn: roleArn.replace(/\d{12}/, '111122223333') }),
      says: /^Role Not Found: churn: .*the role of that name is "arn:aws:iam::000000000000:role\/preflight"/s,
    },
    {
      what: 'a parent that does not exist',
      more: () => ({
        warm_start_config: {
          warm_start_type: 'TransferLearning',
          parent_hyper_parameter_tuning_jobs: [{ hyper_parameter_tuning_job_name: 'absent-parent' }],
        },
      }),
      says: /^Warm-Start Parent Not Found: churn, absent-parent: /,
    },
  ])('warns of $what, once', async ({ more, says }) => {
    const outcome = await plan(more());
    expect(outcome.errors).toEqual([]);
    expect(found(outcome)).toEqual([expect.stringMatching(says)]);
  });

  it('takes an image with a variant for every platform', async () => {
    const imageDigest = imageUri.slice(imageUri.indexOf('@') + 1);
    const repositoryName = 'preflight';
    const { images: [one] = [] } = await ecr.send(
      new BatchGetImageCommand({ repositoryName, imageIds: [{ imageDigest }] }),
    );
    const variant = {
      mediaType: one?.imageManifestMediaType,
      digest: imageDigest,
      size: Buffer.byteLength(one?.imageManifest ?? ''),
    };
    const mediaType = 'application/vnd.oci.image.index.v1+json';
    const imageManifest = JSON.stringify({
      schemaVersion: 2,
      mediaType,
      manifests: ['amd64', 'arm64'].map((architecture) => ({
        ...variant,
        platform: { os: 'linux', architecture },
      })),
    });
    await ecr.send(
      new PutImageCommand({
        repositoryName,
        imageManifest,
        imageManifestMediaType: mediaType,
        imageTag: 'both',
      }),
    );
    const both = image(imageUri.replace(/@.*/, ':both'));
    for (const type of ['ml.m5.large', 'ml.p6e-gb200.36xlarge']) {
      expect(found(await plan({ ...both, resource_config: { instance_type: type } }))).toEqual([]);
    }
  });

  it('warns of a role that SageMaker may not assume', async () => {
    const { Role: role } = await iam.send(
      new CreateRoleCommand({
        RoleName: 'for-lambda',
        AssumeRolePolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: {
            Effect: 'Allow',
            Principal: { Service: 'lambda.amazonaws.com' },
            Action: 'sts:AssumeRole',
          },
        }),
      }),
    );
    expect(found(await plan({ role_arn: role?.Arn }))).toEqual([
      expect.stringMatching(
        /^Role Does Not Trust SageMaker: churn: .*does not let sagemaker\.amazonaws\.com/s,
      ),
    ]);
  });

  it('rejects a bucket of another region, and lists nothing there', async () => {
    answers = { HeadBucket: () => ({ BucketRegion: 'eu-west-1' }) };
    const outcome = await plan();
    expect(found(outcome)).toEqual([
      expect.stringMatching(
        /^error Bucket in Another Region: churn, preflight-data: .*is in region eu-west-1, but the training jobs run in us-east-1/s,
      ),
    ]);
    expect(asked).not.toContain('ListObjectsV2');
  });

  it('notes all that it may not look at in one warning, with the permissions', async () => {
    answers = { DescribeImages: denied, GetRole: denied, ListObjectsV2: denied };
    const outcome = await plan();
    expect(outcome.errors).toEqual([]);
    expect(found(outcome)).toEqual([
      expect.stringMatching(
        /^Not Everything Checked Before the Launch: The plan’s credentials may not look at image ".*", role ".*", "s3:\/\/preflight-data\/train\/": allow ecr:BatchGetImage, ecr:DescribeImages, .*, iam:GetRole, s3:ListBucket\./,
      ),
    ]);
  });

  describe('of quotas', () => {
    const ON_DEMAND = 'ml.m5.large for training job usage';
    const SPOT = 'ml.m5.large for spot training job usage';
    const CONCURRENT = 'Number of parallel (concurrent) hyperparameter tuning jobs';
    const RANDOM =
      'Maximum number of training jobs that each hyperparameter tuning job with Random search strategy can create';
    const set = (name: string, value: number): void => expect(cloud.cloud.setQuota(name, value)).toBe(true);
    afterEach(() => {
      for (const name of [ON_DEMAND, SPOT]) set(name, 1000);
      set(CONCURRENT, 100);
      set(RANDOM, 10_000);
    });
    const limits = (total: number, parallel: number): Values => ({
      resource_limits: { max_number_of_training_jobs: total, max_parallel_training_jobs: parallel },
    });

    it('says which is too small, on-demand and spot apart', async () => {
      set(ON_DEMAND, 3);
      set(SPOT, 0);
      expect(found(await plan(limits(8, 3)))).toEqual([]);
      expect(found(await plan(limits(8, 4)))).toEqual([
        expect.stringMatching(
          /^Quota Too Small: churn, ml\.m5\.large for training job usage: .*is 3 instances in us-east-1, but this experiment runs up to 4 instances at a time: 4 together/s,
        ),
      ]);
      const spot = {
        enable_managed_spot_training: true,
        stopping_condition: { max_runtime_in_seconds: 600, max_wait_time_in_seconds: 600 },
      };
      expect(found(await plan(spot))).toEqual([
        expect.stringMatching(
          /^Quota Too Small: churn, ml\.m5\.large for spot training job usage: .*is 0 instances/s,
        ),
      ]);
    });

    it('stand beside the machines that are recommended for data, with their prices', async () => {
      set('ml.p3.8xlarge for training job usage', 2);
      set('ml.p3.8xlarge for spot training job usage', 5);
      expect(await recommended({ rows: 63_000_000, columns: 14 })).toMatchObject({
        cpu_instance_type: 'ml.m5.24xlarge',
        gpu_instance_type: 'ml.p3.8xlarge',
        candidates: [
          {
            compute: 'CPU',
            instance_type: 'ml.m5.24xlarge',
            price_per_hour_usd: 5.53,
            quota_instances: 1000,
          },
          {
            compute: 'GPU',
            instance_type: 'ml.p3.8xlarge',
            price_per_hour_usd: 14.688,
            quota_instances: 2,
            quota_spot_instances: 5,
          },
        ],
        quotas: 'of this account in us-east-1',
      });
      for (const kind of ['', 'spot ']) set(`ml.p3.8xlarge for ${kind}training job usage`, 1000);
    });

    it('are no reason for a recommendation to fail', async () => {
      answers = { ListServiceQuotas: denied };
      expect(await recommended({ data_gb: 0.5 })).toMatchObject({
        candidates: [
          { instance_type: 'ml.m5.4xlarge', quota_instances: null, quota_spot_instances: null },
          { instance_type: 'ml.p3.2xlarge', quota_instances: null, quota_spot_instances: null },
        ],
        quotas: expect.stringMatching(/^not looked at: allow .*servicequotas:ListServiceQuotas$/),
      });
    });

    it('that may not be looked at are a note', async () => {
      answers = { ListServiceQuotas: denied };
      const outcome = await plan();
      expect(outcome.errors).toEqual([]);
      expect(found(outcome)).toEqual([
        expect.stringMatching(
          /may not look at the quotas for training: allow .*servicequotas:ListServiceQuotas\./,
        ),
      ]);
    });

    it('is right: the launch is refused, and requested again when the quota is larger', async () => {
      set(ON_DEMAND, 0);
      const stack = open('tuneform_experiment');
      expect(found(await stack.plan(search({ name: 'queued' })))).toHaveLength(1);
      const refused = await stack.apply(search({ name: 'queued' }));
      expect(refused.errors).toEqual([]);
      expect(stack.state?.value['status']).toBe('Pending');
      expect(refused.warnings.join()).toContain(
        "'ml.m5.large for training job usage' is 0 Instances, with current utilization of 0 Instances and a request delta of 1 Instances",
      );
      set(ON_DEMAND, 1000);
      expect((await stack.apply(search({ name: 'queued' }))).errors).toEqual([]);
      expect(stack.state?.value['status']).not.toBe('Pending');
      expect((await stack.destroy()).errors).toEqual([]);
    });

    it('counts the searches that run', async () => {
      set(CONCURRENT, 0);
      expect(found(await plan())).toEqual([
        expect.stringMatching(
          /^Quota Too Small: churn, Number of parallel \(concurrent\) .*is 0 tuning jobs in us-east-1, but this experiment starts 1 tuning job: 1 together/s,
        ),
      ]);
    });

    it('knows how many training jobs a random search may have', async () => {
      set(RANDOM, 750);
      expect(found(await plan(limits(750, 1)))).toEqual([]);
      expect(found(await plan(limits(751, 1)))).toEqual([
        expect.stringMatching(
          /^Quota Too Small: churn, Maximum number of training jobs .*is 750 training jobs/s,
        ),
      ]);
    });
  });

  it.each([
    'DescribeHyperParameterTuningJob',
    'DescribeImages',
    'GetAuthorizationToken',
    'GetRole',
    'HeadBucket',
    'ListHyperParameterTuningJobs',
    'ListObjectsV2',
    'ListServiceQuotas',
    'ListTrainingJobs',
  ])('notes that %s failed, and plans as if it had not been asked', async (operation) => {
    const calm = await plan({}, { preflight: false });
    answers = {
      [operation]: () => {
        throw new ServiceFault('InternalFailure', 'The request processing has failed.', { status: 500 });
      },
    };
    const outcome = await plan();
    expect(outcome.errors).toEqual([]);
    expect(found(outcome)).toEqual([
      expect.stringMatching(/^Not Everything Checked Before the Launch: The look at .* failed: /),
    ]);
    expect(outcome.planned).toEqual(calm.planned);
  });

  describe('without AWS credentials', () => {
    const account = (more: Values = {}): PlayedResource =>
      new PlayedResource(provider, {
        typeName: 'tuneform_experiment',
        providerConfig: { target: 'aws', owner: 'tests', region: 'us-east-1', ...more },
      });
    const inEcr = (): Values =>
      search(image(`123456789012.dkr.ecr.us-east-1.amazonaws.com/x@sha256:${'a'.repeat(64)}`));

    it('plans the same as with them, in one note', async () => {
      const outcome = await account().plan(inEcr());
      const checked = await account({ access_key: 'A', secret_key: 'B', preflight: false }).plan(inEcr());
      expect([outcome.errors, outcome.action]).toEqual([[], 'create']);
      expect(outcome.planned).toEqual(checked.planned);
      expect(outcome.planned?.['cost_ceiling']).toMatch(/^\$/);
      expect(found(outcome)).toEqual([
        expect.stringMatching(
          /^Not Everything Checked Before the Launch: There are no valid AWS credentials, so nothing could be looked at; an apply needs some\./,
        ),
      ]);
    });

    it('still finds mistakes and budgets offline', async () => {
      const wrong = account().plan({ ...inEcr(), budget_usd: 0.01 });
      expect((await wrong).errors).toEqual([expect.stringContaining('Cost Ceiling Above Budget')]);
    });

    it('launches and reads nothing, and says why', async () => {
      const stack = account();
      expect((await stack.apply(inEcr())).errors).toEqual([expect.stringContaining('No AWS Credentials')]);
      expect(stack.state).toBeUndefined();
      const launched = open('tuneform_experiment');
      await launched.apply(search({ name: 'read' }));
      const elsewhere = new PlayedResource(provider, {
        typeName: 'tuneform_experiment',
        providerConfig: { target: 'aws', owner: 'tests', region: 'us-east-1' },
        ...(launched.state && { state: launched.state }),
      });
      const outcome = await elsewhere.plan(search({ name: 'read' }));
      expect(outcome.errors).toEqual([expect.stringContaining('No AWS Credentials')]);
      await launched.destroy();
    });
  });

  it('says nothing about a bucket that a first plan may create, until the rest is known', async () => {
    const absent = { input_data_config: [channel('s3://absent-bucket/train/')] };
    expect(found(await plan({ ...absent, role_arn: unknown }))).toEqual([]);
    expect(found(await plan(absent))).toEqual([expect.stringContaining('[PREFLIGHT_BUCKET_MISSING]')]);
  });

  describe('of a search that an earlier apply has launched', () => {
    /** What is said about launching. */
    const titles = ({ warnings }: Outcome): readonly string[] =>
      warnings.flatMap((text) => /^(?:Launch of [\w-]+|Earlier Search Taken Over: [^:]+)/.exec(text) ?? []);
    /** A search that ends at once: its data contains the gate for which the program waits. */
    const ending = { name: 'taken', input_data_config: [channel(`s3://${BUCKET}/taken/`)] };
    const taken = (more: Values = {}): Promise<Outcome> => plan({ ...ending, ...more });
    const TUNING_JOB = /taken, taken-[a-z2-7]{12}/.source;

    it('says that applying takes it over and pays for nothing, and which artifact is gone', async () => {
      await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'taken/gate', Body: 'open' }));
      const earlier = open('tuneform_experiment');
      await earlier.apply(search(ending));
      const name = String(earlier.state?.value['tuning_job_names']);
      await until(async () => {
        const { HyperParameterTuningJobStatus: status } = await sageMaker.send(
          new DescribeHyperParameterTuningJobCommand({ HyperParameterTuningJobName: name }),
        );
        return status === 'Completed';
      });
      const whole = await taken();
      expect(titles(whole)).toEqual([
        expect.stringMatching(`^Earlier Search Taken Over: ${TUNING_JOB}, Completed$`),
      ]);
      const { Contents: objects = [] } = await s3.send(
        new ListObjectsV2Command({ Bucket: BUCKET, Prefix: 'output/' }),
      );
      await s3.send(
        new DeleteObjectsCommand({
          Bucket: BUCKET,
          Delete: { Objects: objects.map(({ Key }) => ({ Key })) },
        }),
      );
      const gone = await taken();
      expect(found(gone)).toEqual([
        expect.stringMatching(/^Earlier Search Taken Over: .*raise run\. \[PREFLIGHT_TAKEN_OVER\]$/s),
        expect.stringMatching(
          /^Artifact of an Earlier Search Is Missing: taken, taken-.*S3 finds no object "s3:\/\/preflight-data\/output\/.*\/model\.tar\.gz".*Raise run.*\[PREFLIGHT_ARTIFACT_MISSING\]$/s,
        ),
      ]);
      expect(gone.planned).toEqual(whole.planned);
      expect(titles(await taken({ run: 2 }))).toEqual(['Launch of taken']);
      // The search of another experiment is none of this one's.
      expect(titles(await plan())).toEqual(['Launch of churn']);
    });
  });

  it('says nothing where nothing is launched', async () => {
    const stack = open('tuneform_experiment');
    const applied = await stack.apply(search());
    expect(applied.errors).toEqual([]);
    asked = [];
    answers = { GetRole: denied };
    expect(found(await stack.plan(search()))).toEqual([]);
    expect(found(await stack.plan(search({ tags: { team: 'a' } })))).toEqual([]);
    expect(asked).not.toContain('GetRole');
    expect(found(await stack.plan(search({ run: 2 })))).toHaveLength(1);
    answers = {};
    expect((await stack.destroy()).errors).toEqual([]);
  });
});
