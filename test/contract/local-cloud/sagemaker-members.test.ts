import {
  CreateAlgorithmCommand,
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateHyperParameterTuningJobCommand,
  CreateModelCommand,
  CreateTrainingJobCommand,
  DescribeAlgorithmCommand,
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  DescribeHyperParameterTuningJobCommand,
  DescribeModelCommand,
  DescribeTrainingJobCommand,
  ListTagsCommand,
  ListTrainingJobsForHyperParameterTuningJobCommand,
  StopHyperParameterTuningJobCommand,
  UpdateEndpointCommand,
} from '@aws-sdk/client-sagemaker';
import { SAGEMAKER_MEMBERS } from '../../../modules/local-cloud/served-members/sagemaker-members';
import { holds, namesMember, valuesAt } from '../../support/described-members';
import { send, sign } from '../../support/signed-request';
import { besideLeaf, configRequest, listed, listOrPrefix, NO_IMAGE } from '../../support/member-requests';
import { leavesOf, sentinels, withLeaf } from '../../support/request-leaves';
import type { Leaf } from '../../support/request-leaves';
import { BUCKET, furnishedCloud, PYTHON_SERVE, ROLE_ARN, until } from '../../support/sagemaker-fixture';
import type { FurnishedCloud, SageMakerFixture } from '../../support/sagemaker-fixture';

let running: FurnishedCloud;
let aws: SageMakerFixture;
let image: string;
let serving: string;
let sequence = 0;

const TRAIN = `#!/bin/sh\necho 'score=1;'\n`;

beforeAll(async () => {
  running = await furnishedCloud();
  ({ aws } = running);
  await aws.put('models/part', 'weights');
  await aws.put('models/archive.tar.gz', 'weights');
  // Both a manifest and, as a prefix, an object.
  await aws.put('data/list', JSON.stringify([{ prefix: `s3://${BUCKET}/data/train/` }, 'rows.csv']));
  image = await aws.pushImage('walk', { train: TRAIN });
  serving = await aws.pushImage('serving', { serve: PYTHON_SERVE });
  await aws.sagemaker.send(new CreateAlgorithmCommand(algorithmRequest('base') as never));
  const parent = tuningRequest('parent', { path: '' });
  await aws.sagemaker.send(new CreateHyperParameterTuningJobCommand(parent as never));
  await aws.tuningJobEnd('parent');
  await aws.sagemaker.send(new CreateModelCommand(modelRequest('base') as never));
  await aws.sagemaker.send(new CreateEndpointConfigCommand(configRequest('base') as never));
});

afterAll(() => running.remove());

/** An algorithm that supports what the requests for the member that names it have. */
const algorithmRequest = (
  name: string,
  x: object = { Name: 'x', Type: 'Continuous', IsTunable: true },
): object => ({
  AlgorithmName: name,
  TrainingSpecification: {
    TrainingImage: image,
    SupportedHyperParameters: [
      x,
      { Name: 'n', Type: 'Integer', IsTunable: true },
      { Name: 'c', Type: 'Categorical', IsTunable: true },
      { Name: 'epochs', Type: 'Integer' },
    ],
    SupportedTrainingInstanceTypes: ['ml.m5.large'],
    MetricDefinitions: [{ Name: 'score', Regex: 'score=([^;]*);' }],
    TrainingChannels: [{ Name: 'train', SupportedContentTypes: ['text/csv'], SupportedInputModes: ['File'] }],
    SupportedTuningJobObjectiveMetrics: [{ Type: 'Maximize', MetricName: 'score' }],
  },
});

const modelRequest = (name: string): object => ({
  ModelName: name,
  ExecutionRoleArn: ROLE_ARN,
  PrimaryContainer: { Image: serving },
});

/** A request that is served, as far as the leaf leaves it a choice of alternatives. */
function tuningRequest(name: string, { path }: Pick<Leaf, 'path'>): object {
  const given = aws.tuningRequest(name, image, {
    ResourceLimits: { MaxNumberOfTrainingJobs: 3, MaxParallelTrainingJobs: 1 },
    ParameterRanges: {
      ContinuousParameterRanges: [{ Name: 'x', MinValue: '0.5', MaxValue: '8' }],
      IntegerParameterRanges: [{ Name: 'n', MinValue: '1', MaxValue: '9' }],
      CategoricalParameterRanges: [{ Name: 'c', Values: ['a', 'b'] }],
    },
  });
  const request = {
    ...given,
    TrainingJobDefinition: { ...given.TrainingJobDefinition!, InputDataConfig: listOrPrefix },
  };
  if (path.includes('HyperbandStrategyConfig')) {
    const StrategyConfig = { HyperbandStrategyConfig: { MinResource: 1, MaxResource: 9 } };
    Object.assign(request.HyperParameterTuningJobConfig!, { Strategy: 'Hyperband', StrategyConfig });
  }
  Object.assign(request.TrainingJobDefinition, besideLeaf(path));
  if (path.endsWith('AlgorithmName')) {
    Object.assign(request.TrainingJobDefinition, { AlgorithmSpecification: NO_IMAGE });
  }
  if (path.startsWith('WarmStartConfig')) {
    const WarmStartConfig = {
      WarmStartType: 'TransferLearning',
      ParentHyperParameterTuningJobs: [{ HyperParameterTuningJobName: 'parent' }],
    };
    return { ...request, WarmStartConfig };
  }
  if (path.includes('HyperParameterTuningResourceConfig')) {
    const single = { InstanceType: 'ml.m5.large' as const, InstanceCount: 1, VolumeSizeInGB: 5 };
    const { ResourceConfig: _, ...definition } = request.TrainingJobDefinition;
    Object.assign(request, {
      TrainingJobDefinition: {
        ...definition,
        HyperParameterTuningResourceConfig: path.includes('InstanceConfigs')
          ? { InstanceConfigs: [single] }
          : single,
      },
    });
  }
  return path.startsWith('TrainingJobDefinitions[]') ? listed(request) : request;
}

/** Leaves whose value has to name something that exists, or to fit beside another. */
function valuesFor(leaf: Leaf): readonly unknown[] {
  const own: readonly (readonly [RegExp, () => unknown])[] = [
    // Waiting is for spot instances.
    [/EnableManagedSpotTraining$/, () => true],
    [/AlgorithmSpecification\.TrainingImage$/, () => image],
    [/AlgorithmSpecification\.AlgorithmName$/, () => 'base'],
    [/^TrainingSpecification\.TrainingImage$/, () => image],
    [/(PrimaryContainer|Containers\[\])\.Image$/, () => serving],
    [/ModelDataUrl$/, () => `s3://${BUCKET}/models/archive.tar.gz`],
    [/^ProductionVariants\[\]\.ModelName$|^EndpointConfigName$/, () => 'base'],
    [/MetricDefinitions\[\]\.Name$|MetricName$/, () => 'score'],
    [/ParentHyperParameterTuningJobs\[\]\.HyperParameterTuningJobName$/, () => 'parent'],
    [/MetricDefinitions\[\]\.Regex$/, () => '(sentinel)'],
    [/RangeSpecification\.MinValue$/, () => '1'],
    [/RangeSpecification\.MaxValue$/, () => '4'],
    [/Ranges\[\]\.MinValue$/, () => '1'],
    [/Ranges\[\]\.MaxValue$/, () => '4'],
    [/CheckpointConfig\.S3Uri$/, () => `s3://${BUCKET}/checkpoints`],
    [/CheckpointConfig\.LocalPath$/, () => '/opt/ml/kept'],
    [/InputDataConfig\[\]\.DataSource\.S3DataSource\.S3Uri$/, () => `s3://${BUCKET}/data/train`],
  ];
  const [, given] = own.find(([path]) => path.test(leaf.path)) ?? [];
  return given === undefined ? sentinels(leaf) : [given()];
}

interface Walked {
  readonly request: (name: string, leaf: Leaf) => object;
  readonly create: (request: object) => Promise<unknown>;
  readonly describe: (name: string) => Promise<unknown>;
  /** Where the description shows the leaf; the same place unless it says otherwise. */
  readonly shown?: (path: string) => string;
}

const named = async (sent: Promise<unknown>): Promise<unknown> => {
  const answer = (await sent) as Record<string, unknown>;
  const arn = Object.entries(answer).find(([key]) => key.endsWith('Arn'))![1] as string;
  return { ...answer, ...(await aws.sagemaker.send(new ListTagsCommand({ ResourceArn: arn }))) };
};

const OPERATIONS: Readonly<Record<string, Walked>> = {
  CreateTrainingJob: {
    request: (name, { path }) => {
      const request = aws.trainingRequest(name, image, {
        InputDataConfig: listOrPrefix,
        ...besideLeaf(path),
      });
      if (path.endsWith('AlgorithmName')) return { ...request, AlgorithmSpecification: NO_IMAGE };
      return path.includes('ContainerEntrypoint')
        ? {
            ...request,
            AlgorithmSpecification: { ...request.AlgorithmSpecification, ContainerArguments: ['x'] },
          }
        : request;
    },
    create: (request) => aws.sagemaker.send(new CreateTrainingJobCommand(request as never)),
    describe: (name) => named(aws.sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName: name }))),
  },
  CreateHyperParameterTuningJob: {
    request: tuningRequest,
    create: (request) => aws.sagemaker.send(new CreateHyperParameterTuningJobCommand(request as never)),
    describe: (name) =>
      named(
        aws.sagemaker.send(new DescribeHyperParameterTuningJobCommand({ HyperParameterTuningJobName: name })),
      ),
  },
  CreateAlgorithm: {
    request: (name, { path }) => {
      const [, kind] = /Range\.(\w+)ParameterRangeSpecification/.exec(path) ?? [];
      const bounds = { MinValue: '0', MaxValue: '9' };
      const range = kind === 'Categorical' ? { Values: ['a'] } : bounds;
      return kind === undefined
        ? algorithmRequest(name)
        : algorithmRequest(name, {
            Name: 'x',
            Type: kind,
            Range: { [`${kind}ParameterRangeSpecification`]: range },
          });
    },
    create: (request) => aws.sagemaker.send(new CreateAlgorithmCommand(request as never)),
    describe: (name) => named(aws.sagemaker.send(new DescribeAlgorithmCommand({ AlgorithmName: name }))),
  },
  CreateModel: {
    request: (name, { path }) => {
      const request = modelRequest(name) as Record<string, unknown>;
      const { PrimaryContainer: container, ...rest } = request;
      const source = path.includes('ModelDataSource')
        ? {
            ModelDataSource: {
              S3DataSource: {
                S3Uri: `s3://${BUCKET}/models/`,
                S3DataType: 'S3Prefix',
                CompressionType: 'None',
              },
            },
          }
        : {};
      const full = { ...(container as object), ...source };
      return path.startsWith('Containers[]')
        ? { ...rest, Containers: [full] }
        : { ...rest, PrimaryContainer: full };
    },
    create: (request) => aws.sagemaker.send(new CreateModelCommand(request as never)),
    describe: (name) => named(aws.sagemaker.send(new DescribeModelCommand({ ModelName: name }))),
  },
  CreateEndpointConfig: {
    request: (name, { path }) =>
      path.startsWith('DataCaptureConfig') && !path.endsWith('EnableCapture')
        ? {
            ...configRequest(name),
            DataCaptureConfig: {
              EnableCapture: false,
              InitialSamplingPercentage: 1,
              DestinationS3Uri: `s3://${BUCKET}/captured`,
              CaptureOptions: [{ CaptureMode: 'Input' }],
            },
          }
        : configRequest(name),
    create: (request) => aws.sagemaker.send(new CreateEndpointConfigCommand(request as never)),
    describe: (name) =>
      named(aws.sagemaker.send(new DescribeEndpointConfigCommand({ EndpointConfigName: name }))),
  },
  CreateEndpoint: {
    request: (name) => ({ EndpointName: name, EndpointConfigName: 'base' }),
    create: (request) => aws.sagemaker.send(new CreateEndpointCommand(request as never)),
    describe: (name) => named(aws.sagemaker.send(new DescribeEndpointCommand({ EndpointName: name }))),
    shown: (path) => path.replace('DeploymentConfig', 'LastDeploymentConfig'),
  },
};

const nameOf = (operation: string): string => `${operation.replace('Create', '')}Name`;

describe.each(Object.entries(OPERATIONS))('%s', (operation, walked) => {
  const leaves = leavesOf(operation).filter(({ path }) => path !== nameOf(operation));

  test('describes every member back that it accepts, and rejects the others by their names', async () => {
    const lost: string[] = [];
    const outcomes = { described: 0, refused: 0 };
    for (const leaf of leaves) {
      for (const value of valuesFor(leaf)) {
        const name = `w${String((sequence += 1))}`;
        const request = withLeaf(operation, walked.request(name, leaf), leaf, value);
        const outcome = await walked.create(request).then(
          () => 'accepted',
          (error: unknown) => (error as Error).message,
        );
        if (outcome !== 'accepted') {
          outcomes.refused += 1;
          if (!namesMember(outcome, leaf.path, value)) {
            lost.push(`${leaf.path} = ${JSON.stringify(value)}: ${outcome}`);
          }
          continue;
        }
        outcomes.described += 1;
        const at = walked.shown?.(leaf.path) ?? leaf.path;
        const shown = valuesAt(await walked.describe(name), at);
        // What is off by default and has no place in the description is described by its absence.
        const off = value === false && shown.every((one) => one === undefined);
        if (!off && !shown.some((one) => holds(one, value))) {
          lost.push(`${leaf.path} = ${JSON.stringify(value)} is described as ${JSON.stringify(shown)}`);
        }
        if (operation === 'CreateHyperParameterTuningJob') {
          lost.push(...(await lostInTrial(name, leaf, value)));
          await stopSearch(name);
        }
      }
    }
    expect(lost).toEqual([]);
    expect(Math.min(outcomes.described, outcomes.refused)).toBeGreaterThan(0);
  }, 120_000);
});

/** So that searches do not pile up; one that has ended already needs no stop. */
const stopSearch = (name: string): Promise<unknown> =>
  aws.sagemaker
    .send(new StopHyperParameterTuningJobCommand({ HyperParameterTuningJobName: name }))
    .catch((error: unknown) => expect((error as Error).message).toContain('is in status'));

/** Members of a definition that concern the search alone. */
const SEARCH_ONLY = /^(DefinitionName|TuningObjective|HyperParameterRanges)|AllocationStrategy$/;

/** What a definition said must be what its trials were launched with. */
async function lostInTrial(name: string, leaf: Leaf, value: unknown): Promise<string[]> {
  const [, inDefinition] = /^TrainingJobDefinitions?(?:\[\])?\.(.+)$/.exec(leaf.path) ?? [];
  if (inDefinition === undefined || SEARCH_ONLY.test(inDefinition)) return [];
  const query = { HyperParameterTuningJobName: name };
  const { TrainingJobSummaries: [trial] = [] } = await until(
    () => aws.sagemaker.send(new ListTrainingJobsForHyperParameterTuningJobCommand(query)),
    ({ TrainingJobSummaries: trials = [] }) => trials.length > 0,
  );
  const described = await aws.sagemaker.send(
    new DescribeTrainingJobCommand({ TrainingJobName: trial!.TrainingJobName! }),
  );
  const path = inDefinition
    .replace('StaticHyperParameters', 'HyperParameters')
    .replace(/HyperParameterTuningResourceConfig(\.InstanceConfigs\[\])?/, 'ResourceConfig');
  const shown = valuesAt(described, path);
  // A trial has a place of its own for its checkpoints.
  const wanted = path === 'CheckpointConfig.S3Uri' ? `${String(value)}/${trial!.TrainingJobName!}` : value;
  if (shown.some((one) => holds(one, wanted))) return [];
  return [`${leaf.path} = ${JSON.stringify(value)} reaches a trial as ${JSON.stringify(shown)}`];
}

test('UpdateEndpoint rejects the members it does not carry out', async () => {
  await aws.sagemaker.send(
    new CreateEndpointCommand({ EndpointName: 'updated', EndpointConfigName: 'base' }),
  );
  const lost: string[] = [];
  const table = SAGEMAKER_MEMBERS['UpdateEndpoint']!;
  for (const leaf of leavesOf('UpdateEndpoint').filter(({ path }) => !(path in table))) {
    const [value] = sentinels(leaf);
    const base = { EndpointName: 'updated', EndpointConfigName: 'base' };
    const request = withLeaf('UpdateEndpoint', base, leaf, value);
    const outcome = await aws.sagemaker.send(new UpdateEndpointCommand(request as never)).then(
      () => 'accepted',
      (error: unknown) => (error as Error).message,
    );
    if (
      !outcome.includes('is not supported by the local cloud yet') ||
      !namesMember(outcome, leaf.path, value)
    ) {
      lost.push(`${leaf.path}: ${outcome}`);
    }
  }
  expect(lost).toEqual([]);
});

test('a member that the pinned SDK does not know is rejected as it comes over the wire', async () => {
  const body = JSON.stringify({ ...aws.trainingRequest('newer', image), BrandNewConfig: { A: 1 } });
  const request = await sign(
    running.cloud.url,
    {
      method: 'POST',
      path: '/',
      headers: {
        'x-amz-target': 'SageMaker.CreateTrainingJob',
        'content-type': 'application/x-amz-json-1.1',
      },
      body,
    },
    { service: 'sagemaker' },
  );
  const answer = await send(running.cloud.url, request);
  expect(answer.status).toBe(400);
  expect(answer.body).toContain('BrandNewConfig is not supported by the local cloud yet');
});
