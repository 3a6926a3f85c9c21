import { endpointClient, removeOwned } from '../../../modules/aws';
import type { OwnedObject, Tags } from '../../../modules/aws';
import { TuneformError } from '../../../modules/kernel';
import { applyEndpoint } from '../../../modules/provider/endpoint/apply-endpoint';
import { contentNames } from '../../../modules/provider/endpoint/content-names';
import { readEndpoint } from '../../../modules/provider/endpoint/read-endpoint';
import { endpointResource } from '../../../modules/provider/endpoint/resource';
import type { EndpointFinalPlan, EndpointState, Servable } from '../../../modules/provider/endpoint/types';
import { planImage } from '../../../modules/provider/container-image/plan-image';
import { artifactMissingWarnings } from '../../../modules/provider/missing-artifact';
import { imageMissingWarnings } from '../../../modules/provider/missing-image';
import type { ProviderData } from '../../../modules/provider/provider-data';
import { removeTrainingJob } from '../../../modules/provider/training-job/remove-training-job';
import { unknown } from '../../../modules/plugin';
import { expectTold } from '../../support/expect-told';
import type { Told } from '../../support/expect-told';
import { hastyClock } from '../../support/hasty-clock';
import { removeTemporaryFolders, temporaryFolder } from '../../support/temporary-folder';
import { lostAnswer, refusal, scriptedSession } from '../aws/scripted-session';
import type { Answer } from '../aws/scripted-session';
import { configured, endpointConfig } from './configurations';

afterEach(removeTemporaryFolders);

const { signal } = new AbortController();
const OURS: Tags = { 'tuneform:owner': 'me', 'tuneform:endpoint': 'churn' };
const THEIRS: Tags = { 'tuneform:owner': 'them' };
const written = {
  ...endpointConfig,
  smoke_request: null,
  id: 'churn',
  endpoint_name: 'churn',
  compute: 'CPU',
  tags: null,
  tags_all: OURS,
} as unknown as Servable;
const names = contentNames(written);
const serving: EndpointState = {
  ...written,
  endpoint_arn: 'arn:endpoint',
  endpoint_config_name: names.configurationName,
  model_name: names.modelName,
  status: 'InService',
  failure_reason: null,
  smoke_response: null,
  unfinished: null,
};
const planned = {
  ...serving,
  status: unknown,
  failure_reason: unknown,
  unfinished: unknown,
} as unknown as EndpointFinalPlan;

/** An account in which an endpoint is what the test says, and everything else is in place. */
interface Account {
  /** @default - there is none until it is created */
  readonly status?: string;
  /** @default - what `serving` serves */
  readonly configuration?: string;
  /** The status once it is created. @default - InService */
  readonly created?: string;
  readonly tags?: Tags;
  readonly answers?: Readonly<Record<string, Answer>>;
  readonly region?: string;
}

const absent = (): never => {
  throw refusal('ResourceNotFound', 'Could not find it.');
};

function account({
  configuration,
  created = 'InService',
  tags = OURS,
  answers = {},
  ...more
}: Account): ProviderData {
  let { status } = more;
  const { session } = scriptedSession(
    {
      DescribeEndpoint: () =>
        status === undefined
          ? absent()
          : {
              EndpointArn: 'arn:endpoint',
              EndpointStatus: status,
              EndpointConfigName: configuration ?? names.configurationName,
              ...(status === 'Failed' && { FailureReason: 'the container has no serve program' }),
            },
      CreateEndpoint: () => void (status = created),
      DeleteEndpoint: () => void (status = 'Deleting'),
      DescribeModel: () => ({ ModelArn: 'arn:model', PrimaryContainer: {} }),
      DescribeEndpointConfig: () => ({
        EndpointConfigArn: 'arn:configuration',
        ProductionVariants: [{ ModelName: names.modelName, InstanceType: 'ml.m5.large', VariantName: 'All' }],
      }),
      ListTags: () => ({ Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) }),
      AddTags: () => ({}),
      ListEndpoints: () => ({ Endpoints: [] }),
      ListEndpointConfigs: () => ({
        EndpointConfigs: [
          { EndpointConfigName: names.configurationName, EndpointConfigArn: 'arn:configuration' },
        ],
      }),
      ListModels: () => ({ Models: [] }),
      HeadObject: () => ({}),
      ...answers,
    },
    { clock: hastyClock() },
  );
  return configured({ session });
}

const create = (data: ProviderData) => applyEndpoint({ planned, prior: null, configured: data }, signal);
const refresh = (data: ProviderData) =>
  readEndpoint({ state: serving, configured: data, private: undefined }, signal);
const orphan = (kind: OwnedObject['kind'], name: string): OwnedObject => ({
  kind,
  name,
  arn: `arn:${name}`,
  createdAtMs: 0,
  owner: 'me',
  belongsTo: 'churn',
  billed: false,
  proven: true,
});
const image = '111122223333.dkr.ecr.us-east-1.amazonaws.com/churn:v1';

interface Row {
  readonly when: string;
  readonly account?: Account;
  readonly make: (data: ProviderData) => unknown;
  readonly told: Told;
}

it.each<Row>([
  {
    when: 'it has another owner',
    account: { status: 'InService', tags: THEIRS },
    make: ({ session }) =>
      endpointClient(session).observe(
        {
          name: 'churn',
          owner: 'me',
          configurationName: names.configurationName,
          tags: OURS,
          objectId: 'mine',
        },
        signal,
      ),
    told: { code: 'FOREIGN_ENDPOINT', names: 'owner "them"', remedy: 'Choose another name' },
  },
  {
    when: 'it is not in state and serves something else',
    account: { status: 'InService', configuration: 'churn-by-hand' },
    make: create,
    told: { code: 'ENDPOINT_TAKEN', names: '"churn-by-hand"', remedy: 'terraform import' },
  },
  {
    when: 'it does not come into service in time',
    account: { created: 'Creating' },
    make: create,
    told: { code: 'ENDPOINT_NOT_READY', names: '"churn" is Creating', remedy: 'the next apply continues' },
  },
  {
    when: 'nothing answers the request for it',
    account: {
      answers: {
        CreateEndpoint: () => {
          throw lostAnswer();
        },
      },
    },
    make: create,
    told: { code: 'ENDPOINT_UNCONFIRMED', names: '"churn"', remedy: 'destroying deletes it' },
  },
  {
    when: 'its rollout fails',
    account: { created: 'Failed' },
    make: create,
    told: {
      code: 'ENDPOINT_ROLLOUT_FAILED',
      names: 'the container has no serve program',
      remedy: '(/aws/sagemaker/Endpoints/churn) and apply again',
    },
  },
  {
    when: 'it was deleted and its configuration was not',
    make: refresh,
    told: { code: 'ENDPOINT_MISSING', names: '"churn"', remedy: 'The next apply creates the endpoint again' },
  },
  {
    when: 'its configuration was deleted',
    account: { status: 'InService', answers: { DescribeEndpointConfig: absent } },
    make: refresh,
    told: {
      code: 'ENDPOINT_CONTENT_MISSING',
      names: `endpoint configuration ${names.configurationName}`,
      remedy: 'The next apply recreates it',
    },
  },
  {
    when: 'it serves another configuration than state expects',
    account: { status: 'InService', configuration: 'churn-by-hand' },
    make: refresh,
    told: {
      code: 'ENDPOINT_CHANGED_ELSEWHERE',
      names: '"churn-by-hand"',
      remedy: 'Applying rolls out this configuration again',
    },
  },
  {
    when: 'it is not deleted in time',
    account: { status: 'InService' },
    make: (data) =>
      endpointResource.delete(
        { prior: serving, configured: data, private: undefined } as never,
        { signal } as never,
      ),
    told: { code: 'STILL_DELETING', names: 'still Deleting', remedy: 'destroy again' },
  },
  {
    when: 'it is imported and has another owner',
    account: { status: 'InService', tags: THEIRS },
    make: (data) => endpointResource.importState?.({ id: 'churn', configured: data }, { signal } as never),
    told: { code: 'IMPORT_NOT_OURS', names: 'owner "them"', remedy: 'tag it tuneform:owner = "me"' },
  },
  {
    when: 'its artifact may not be looked for',
    account: {
      answers: {
        HeadObject: () => {
          throw new TuneformError('s3.example.com is no host of AWS. Correct endpoints.s3.', {
            code: 'AWS_REDIRECTED',
            summary: 'AWS Requests Redirected',
          });
        },
      },
    },
    make: ({ session }) =>
      artifactMissingWarnings(
        session,
        { who: 'Endpoint "churn"', uri: 's3://models/churn/model.tar.gz', then: 'it fails' },
        signal,
      ),
    told: {
      code: 'ARTIFACT_NOT_CHECKED',
      names: 's3://models/churn/model.tar.gz',
      remedy: 'Correct endpoints.s3',
    },
  },
  {
    when: 'its image was deleted',
    account: {
      answers: {
        DescribeImages: () => {
          throw refusal('ImageNotFoundException', 'no such image');
        },
      },
    },
    make: ({ session }) =>
      imageMissingWarnings(session, { who: 'Endpoint "churn"', uri: image, then: 'it fails' }, signal),
    told: { code: 'IMAGE_IN_USE_MISSING', names: image, remedy: 'Push the image again' },
  },
])(
  'an endpoint tells with its value and a remedy that $when',
  async ({ account: found = {}, make, told }) => {
    await expectTold(() => make(account(found)), told);
  },
);

const newImage = (repository_url: string, context: string) =>
  ({
    planned: {
      context,
      repository_url,
      dockerfile: 'Dockerfile',
      platform: 'linux/amd64',
      build_args: null,
      prefer_packing: false,
    },
    prior: null,
  }) as const;

it.each<Row>([
  {
    when: 'its registry is outside of the target',
    make: (data) =>
      planImage({ ...newImage('registry.example.com/churn', 'churn'), configured: data } as never),
    told: {
      code: 'REGISTRY_ELSEWHERE',
      names: '"registry.example.com"',
      remedy: 'Use the address of a repository',
    },
  },
  {
    // A unit test starts no process, so it finds no builder that works.
    when: 'there is no builder for it',
    make: (data) =>
      planImage({
        ...newImage(image.replace(':v1', ''), temporaryFolder({ Dockerfile: 'FROM scratch\n' })),
        configured: data,
      } as never),
    told: { code: 'NO_IMAGE_BUILDER', names: 'tuneform-files-', remedy: 'Install one' },
  },
])('an image tells with its value and a remedy that $when', async ({ account: found = {}, make, told }) => {
  await expectTold(() => make(account(found)), told);
});

it.each<Row>([
  {
    when: 'is a model that a configuration names',
    make: ({ session }) => removeOwned(session, orphan('model', names.modelName), signal),
    told: {
      code: 'ORPHAN_IN_USE',
      names: `endpoint configuration "${names.configurationName}" names it`,
      remedy: 'run the command again',
    },
  },
  {
    when: 'does not go in time',
    account: { status: 'InService' },
    make: ({ session }) => removeOwned(session, orphan('endpoint', 'churn'), signal),
    told: {
      code: 'ORPHAN_NOT_REMOVED',
      names: 'endpoint "churn"',
      remedy: 'Check again with tuneform orphans',
    },
  },
])(
  'an orphan tells with its name and a remedy that it $when',
  async ({ account: found = {}, make, told }) => {
    await expectTold(() => make(account(found)), told);
  },
);

it('a defect of Tuneform is an error that asks for a report', async () => {
  const data = account({
    // A date that is text: no release of the SDK answers that.
    answers: { DescribeTrainingJob: () => ({ TrainingJobName: 'smoke', TrainingEndTime: 'today' }) },
  });
  const state = {
    training_job_name: 'smoke',
    status: 'InProgress',
    on_destroy: 'stop',
    training_job_arn: null,
  };
  await expectTold(() => removeTrainingJob(data, { state: state as never, claim: 'whichever' }, signal), {
    code: 'UNEXPECTED_ERROR',
    names: 'getTime is not a function',
    remedy: 'please report it with this message',
  });
});
