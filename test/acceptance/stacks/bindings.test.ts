import { App, TerraformOutput, TerraformStack } from 'cdktf';
import type { TerraformResource } from 'cdktf';
import { join } from 'node:path';
import {
  Target,
  TuneformChampion,
  TuneformContainerImage,
  TuneformEndpoint,
  TuneformExperiment,
  TuneformProvider,
  TuneformTrainingJob,
} from '../../../modules/constructs';
import { scratchFolder, terraform } from '../delivery/terraform';

interface Attribute {
  readonly computed?: boolean;
  readonly optional?: boolean;
  readonly required?: boolean;
}
interface Schemas {
  readonly provider_schemas: Record<
    string,
    {
      readonly resource_schemas: Record<
        string,
        { readonly block: { readonly attributes: Record<string, Attribute> } }
      >;
    }
  >;
}

const objective = { type: 'Maximize' as const, metricName: 'm' };
const roleArn = 'arn:aws:iam::000000000000:role/execution';
const image = `000000000000.dkr.ecr.us-east-1.amazonaws.com/image@sha256:${'a'.repeat(64)}`;

const SEARCH = {
  objective,
  resourceLimits: { maxNumberOfTrainingJobs: 20, maxParallelTrainingJobs: 2 },
  parameterRanges: { continuousParameterRanges: [{ name: 'rate', minValue: 0.1, maxValue: 0.9 }] },
};

const TRAINING = {
  roleArn,
  algorithmSpecification: { trainingImage: image, metricDefinitions: [{ name: 'm', regex: 'x:m=(\\S+)' }] },
  inputDataConfig: [{ channelName: 'train', dataSource: { s3DataSource: { s3Uri: 's3://bucket/train/' } } }],
  outputDataConfig: { s3OutputPath: 's3://bucket/output' },
  stoppingCondition: { maxRuntimeInSeconds: 600 },
};

/** Every argument of every binding has a value, and every getter an output. */
const everything = (): { folder: string; resources: TerraformResource[] } => {
  const outdir = scratchFolder();
  const app = new App({ outdir });
  const stack = new TerraformStack(app, 'stack');
  new TuneformProvider(stack, 'Tuneform', {
    target: Target.local(),
    owner: 'team',
    defaultTags: { Team: 'a' },
  });
  const resources = [
    new TuneformExperiment(stack, 'Experiment', {
      name: 'digits',
      roleArn,
      strategy: 'Bayesian',
      randomSeed: 1,
      objective,
      resourceLimits: { maxNumberOfTrainingJobs: 20, maxParallelTrainingJobs: 2, maxRuntimeInSeconds: 7200 },
      trainingJobEarlyStoppingType: 'Auto',
      parameterRanges: {
        integerParameterRanges: [{ name: 'a', minValue: 1, maxValue: 9, scalingType: 'Auto' }],
        continuousParameterRanges: [{ name: 'b', minValue: 0.1, maxValue: 0.9, scalingType: 'Linear' }],
        categoricalParameterRanges: [{ name: 'c', values: ['x', 'y'] }],
      },
      staticHyperParameters: { d: '1' },
      channels: { more: 's3://bucket/more/' },
      algorithmSpecification: {
        trainingImage: image,
        trainingInputMode: 'File',
        metricDefinitions: [{ name: 'm', regex: 'x:m=(\\S+)' }],
      },
      inputDataConfig: [
        {
          channelName: 'train',
          contentType: 'text/csv',
          compressionType: 'None',
          inputMode: 'File',
          dataSource: {
            s3DataSource: {
              s3Uri: 's3://bucket/train/',
              s3DataType: 'S3Prefix',
              s3DataDistributionType: 'FullyReplicated',
            },
          },
        },
      ],
      outputDataConfig: { s3OutputPath: 's3://bucket/output', kmsKeyId: 'alias/key' },
      resourceConfig: { instanceType: 'ml.m5.large', instanceCount: 1, volumeSizeInGb: 30 },
      stoppingCondition: { maxRuntimeInSeconds: 600 },
      environment: { LOG: 'info' },
      tags: { Team: 'a' },
      run: 1,
      budgetUsd: 100,
      budgetAction: 'stop',
      onChange: 'stop_previous',
      onMissing: 'relaunch',
      onDestroy: 'stop',
    }),
    // Arguments that exclude one another need an experiment each.
    new TuneformExperiment(stack, 'Spot', {
      ...SEARCH,
      ...TRAINING,
      name: 'spot',
      strategy: 'Hyperband',
      strategyConfig: { hyperbandStrategyConfig: { minResource: 1, maxResource: 27 } },
      tuningJobCompletionCriteria: { targetObjectiveMetricValue: 0.99 },
      resourceConfig: { instanceType: 'ml.m5.large' },
      stoppingCondition: { maxRuntimeInSeconds: 600, maxWaitTimeInSeconds: 1200 },
      enableManagedSpotTraining: true,
      checkpointConfig: { s3Uri: 's3://bucket/checkpoints/' },
      retryStrategy: { maximumRetryAttempts: 3 },
      vpcConfig: { subnets: ['subnet-1'], securityGroupIds: ['sg-1'] },
      enableNetworkIsolation: true,
      enableInterContainerTrafficEncryption: true,
    }),
    new TuneformExperiment(stack, 'Alternatives', {
      ...SEARCH,
      ...TRAINING,
      name: 'alternatives',
      autotune: { mode: 'Enabled' },
      hyperParameterTuningResourceConfig: {
        allocationStrategy: 'Prioritized',
        instanceConfigs: [{ instanceType: 'ml.m5.large', instanceCount: 1, volumeSizeInGb: 30 }],
      },
    }),
    new TuneformExperiment(stack, 'Child', {
      ...SEARCH,
      ...TRAINING,
      name: 'child',
      resourceConfig: { instanceType: 'ml.m5.large' },
      warmStartConfig: {
        warmStartType: 'TransferLearning',
        parentHyperParameterTuningJobs: [{ hyperParameterTuningJobName: 'parent' }],
      },
    }),
    new TuneformExperiment(stack, 'Definitions', {
      name: 'definitions',
      resourceLimits: SEARCH.resourceLimits,
      trainingJobDefinitions: [
        {
          ...TRAINING,
          definitionName: 'only',
          tuningObjective: objective,
          hyperParameterRanges: SEARCH.parameterRanges,
          resourceConfig: { instanceType: 'ml.m5.large' },
        },
      ],
    }),
    new TuneformTrainingJob(stack, 'SmokeRun', {
      ...TRAINING,
      name: 'smoke',
      hyperParameters: { rate: '0.1' },
      channels: { more: 's3://bucket/more/' },
      resourceConfig: { instanceType: 'ml.m5.large' },
      stoppingCondition: { maxRuntimeInSeconds: 600, maxWaitTimeInSeconds: 1200 },
      enableManagedSpotTraining: true,
      checkpointConfig: { s3Uri: 's3://bucket/checkpoints/' },
      retryStrategy: { maximumRetryAttempts: 3 },
      vpcConfig: { subnets: ['subnet-1'], securityGroupIds: ['sg-1'] },
      enableNetworkIsolation: true,
      enableInterContainerTrafficEncryption: true,
      environment: { LOG: 'info' },
      require: { metricNames: ['m'], artifact: true, echo: 'if_printed' },
      wait: { timeout: '10m', poll: '5s' },
      tags: { Team: 'a' },
      run: 1,
      onDestroy: 'stop',
    }),
    new TuneformChampion(stack, 'Champion', {
      name: 'digits',
      tuningJobNames: 'job',
      objective,
      wait: { timeout: '10m', poll: '5s' },
      gate: { minimumValue: 0.9, minimumImprovement: 0.01, maximumCostUsd: 1, compare: 'same_data' },
      approval: 'manual',
      approvedTrainingJob: 'job-001-1a2b3c4d',
      pin: 'job-001-1a2b3c4d',
      reject: ['job-002-1a2b3c4d'],
      failOn: 'no_winner',
    }),
    new TuneformEndpoint(stack, 'Endpoint', {
      name: 'digits',
      roleArn,
      modelDataUrl: 's3://bucket/model.tar.gz',
      image,
      productionVariant: { instanceType: 'ml.m5.large', initialInstanceCount: 1, variantName: 'AllTraffic' },
      environment: { LOG: 'info' },
      smokeRequest: { contentType: 'text/csv', body: '1,2', accept: 'text/csv', expectPattern: '^[0-9]$' },
      tags: { Team: 'a' },
    }),
    new TuneformContainerImage(stack, 'Image', {
      name: 'image',
      repositoryUrl: '127.0.0.1:4747/image',
      context: join(__dirname, '..', '..', '..', 'containers', 'gradient-boosting'),
      dockerfile: 'Dockerfile',
      platform: 'linux/amd64',
      buildArgs: { PYTHON_VERSION: '3.11' },
      preferPacking: true,
      onDestroy: 'keep',
    }),
  ];
  for (const resource of resources) {
    for (const name of gettersOf(resource)) {
      const value = (resource as unknown as Readonly<Record<string, string>>)[name];
      new TerraformOutput(stack, `${resource.node.id}-${name}`, { value: value ?? '' });
    }
  }
  app.synth();
  return { folder: join(outdir, 'stacks', 'stack'), resources };
};

const gettersOf = (resource: TerraformResource): string[] => {
  const prototype = Object.getPrototypeOf(resource) as object;
  return Object.getOwnPropertyNames(prototype).filter(
    (name) => Object.getOwnPropertyDescriptor(prototype, name)?.value === undefined,
  );
};

describe('the typed bindings', () => {
  const { folder, resources } = everything();

  beforeAll(() => {
    expect(terraform(folder, 'init', '-lockfile=readonly', '-input=false').status).toBe(0);
  });

  it('write nothing the provider does not take, and read nothing it does not give', () => {
    const { stdout } = terraform(folder, 'validate', '-json');
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { severity: string }[] };
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('have a place for every argument the provider takes', () => {
    const { stdout } = terraform(folder, 'providers', 'schema', '-json');
    const schemas = (JSON.parse(stdout) as Schemas).provider_schemas[
      'registry.terraform.io/tuneform/tuneform'
    ];
    const written = new Map<string, Set<string>>();
    for (const resource of resources) {
      const type = resource.terraformResourceType;
      const { resource: own } = resource.toTerraform() as {
        resource: Record<string, Record<string, object>>;
      };
      const [arguments_ = {}] = Object.values(own[type] ?? {});
      const names = written.get(type) ?? new Set();
      for (const [name, value] of Object.entries(arguments_)) if (value !== undefined) names.add(name);
      written.set(type, names);
    }
    for (const [type, names] of written) {
      const taken = Object.entries(schemas?.resource_schemas[type]?.block.attributes ?? {})
        .filter(([, attribute]) => attribute.required === true || attribute.optional === true)
        .map(([name]) => name);
      expect([...names]).toEqual(expect.arrayContaining(taken));
    }
  });
});
