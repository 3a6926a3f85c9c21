import type { Values } from '../played-terraform/proposed-state';
import type { FaultBench } from './fault-bench';

/** What a scenario is made with. */
export interface Place {
  readonly bench: FaultBench;
  /** Of the cell, which nothing else has. */
  readonly name: string;
  /** `127.0.0.1:<port>` of the proxy. */
  readonly host: string;
}

/** A row of the table: an operation, and the command in which it is used. */
export interface Scenario {
  readonly operation: string;
  /** What the command does. */
  readonly when: string;
  readonly typeName:
    | 'tuneform_experiment'
    | 'tuneform_champion'
    | 'tuneform_endpoint'
    | 'tuneform_training_job'
    | 'tuneform_container_image';
  /** What has been applied before the command; undefined when it is the first one. */
  readonly before?: (place: Place) => Values;
  /** Set where state forgets what has been applied before, so that the command takes it over. */
  readonly forgets?: true;
  /** What the command applies, or that it destroys. */
  readonly command: 'destroy' | ((place: Place) => Values);
  /** Set where the applies fail on purpose, because what they make is to run on; only a destroy follows. */
  readonly unproven?: true;
  /** Set where a destroy right after the fault tells no more than the one after another apply. */
  readonly appliesAgain?: true;
  /** Set where the image of before stays, because models of earlier searches may need it. */
  readonly keepsImage?: true;
  /** How many searches the command leaves in the account; 1 if absent. */
  readonly searches?: number;
  /** How many training jobs that no search launched the command leaves in the account; 1 if absent. */
  readonly runs?: number;
  /** Whether the row meets a killed provider, too: where state knows what was done, so that either sequel has to end it. */
  readonly killed?: true;
  /** Whether the row meets every fault: where the same mechanism first makes, changes or removes what costs money. */
  readonly costs?: true;
}

/** An experiment that runs until it is stopped. */
export const experiment =
  (more: Values = {}) =>
  ({ bench, name }: Place): Values => ({
    name,
    role_arn: bench.roleArn,
    strategy: 'Random',
    random_seed: 7,
    objective: { type: 'Maximize', metric_name: 'score' },
    resource_limits: { max_number_of_training_jobs: 1, max_parallel_training_jobs: 1 },
    parameter_ranges: { continuous_parameter_ranges: [{ name: 'x', min_value: 0, max_value: 1 }] },
    algorithm_specification: {
      training_image: bench.imageUri,
      metric_definitions: [{ name: 'score', regex: 'score=([0-9.]+);' }],
    },
    input_data_config: [
      {
        channel_name: 'train',
        data_source: { s3_data_source: { s3_uri: `s3://${bench.bucket}/train/` } },
      },
    ],
    output_data_config: { s3_output_path: `s3://${bench.bucket}/output/` },
    resource_config: { instance_type: 'ml.m5.large' },
    stopping_condition: { max_runtime_in_seconds: 3600 },
    ...more,
  });

/** A smoke run that ends by itself if its channel has a gate. */
export const trainingJob =
  (more: Values = {}, channel = 'open') =>
  ({ bench, name }: Place): Values => ({
    name,
    role_arn: bench.roleArn,
    algorithm_specification: {
      training_image: bench.imageUri,
      metric_definitions: [{ name: 'score', regex: 'score=([0-9.]+);' }],
    },
    input_data_config: [
      {
        channel_name: 'train',
        data_source: { s3_data_source: { s3_uri: `s3://${bench.bucket}/${channel}/` } },
      },
    ],
    output_data_config: { s3_output_path: `s3://${bench.bucket}/output/` },
    resource_config: { instance_type: 'ml.m5.large' },
    stopping_condition: { max_runtime_in_seconds: 3600 },
    ...more,
  });

/** An endpoint that answers with a greeting. */
export const endpoint =
  (more: Values = {}) =>
  ({ bench, name }: Place): Values => ({
    name,
    role_arn: bench.roleArn,
    model_data_url: bench.modelDataUrl,
    image: bench.imageUri,
    production_variant: { instance_type: 'ml.m5.large' },
    ...more,
  });

/** A champion of a search that ends by itself. */
export const champion = ({ bench, name }: Place): Values => ({
  name,
  tuning_job_names: bench.shortSearch,
  objective: { type: 'Maximize', metric_name: 'score' },
  approval: 'automatic',
});

const image =
  (more: Values = {}) =>
  ({ bench, name, host }: Place): Values => ({
    repository_url: `${host}/${name}`,
    context: bench.imageFolder(name),
    prefer_packing: true,
    on_destroy: 'delete',
    ...more,
  });

/** The image of another folder, in the same repository. */
const otherImage = (place: Place): Values =>
  image({ context: place.bench.imageFolder(`${place.name}-other`) })(place);

const TEAM = { tags: { team: 'a' } };
const SMOKE = { smoke_request: { content_type: 'text/plain', body: 'x', expect_pattern: 'hello|hi' } };
const GREETED = { environment: { GREETING: 'hi' } };

const onExperiment = { typeName: 'tuneform_experiment' } as const;
const onChampion = { typeName: 'tuneform_champion' } as const;
const onEndpoint = { typeName: 'tuneform_endpoint' } as const;
const onTrainingJob = { typeName: 'tuneform_training_job' } as const;
const onImage = { typeName: 'tuneform_container_image' } as const;
const making = { when: 'making' } as const;
const takingOver = { when: 'taking over', forgets: true } as const;
const destroying = { when: 'destroying', command: 'destroy', killed: true } as const;
const rollingOut = { when: 'rolling out', before: endpoint(), command: endpoint(GREETED) } as const;

/** Every operation of the provider that changes something, where it is used. */
export const SCENARIOS: readonly Scenario[] = [
  {
    operation: 'CreateHyperParameterTuningJob',
    ...onExperiment,
    ...making,
    command: experiment(),
    costs: true,
  },
  {
    operation: 'CreateHyperParameterTuningJob',
    when: 'searching again',
    ...onExperiment,
    before: experiment(),
    command: experiment({ run: 2 }),
    searches: 2,
  },
  {
    operation: 'StopHyperParameterTuningJob',
    when: 'stopping the search before it',
    ...onExperiment,
    before: experiment(),
    command: experiment({ run: 2, on_change: 'stop_previous' }),
    searches: 2,
  },
  {
    operation: 'StopHyperParameterTuningJob',
    ...onExperiment,
    ...destroying,
    before: experiment(),
  },
  {
    operation: 'DeleteHyperParameterTuningJob',
    ...onExperiment,
    ...destroying,
    before: experiment({ on_destroy: 'delete' }),
  },
  {
    operation: 'AddTags',
    when: 'tagging a search',
    ...onExperiment,
    before: experiment(),
    command: experiment(TEAM),
  },
  {
    operation: 'DeleteTags',
    when: 'untagging a search',
    ...onExperiment,
    before: experiment(TEAM),
    command: experiment(),
  },
  { operation: 'AddTags', ...onExperiment, ...takingOver, before: experiment(), command: experiment() },
  { operation: 'AddTags', ...onTrainingJob, ...takingOver, before: trainingJob(), command: trainingJob() },
  { operation: 'AddTags', ...onEndpoint, ...takingOver, before: endpoint(), command: endpoint() },
  { operation: 'CreateTrainingJob', ...onTrainingJob, ...making, command: trainingJob() },
  {
    operation: 'CreateTrainingJob',
    when: 'running again',
    ...onTrainingJob,
    before: trainingJob(),
    command: trainingJob({ run: 2, wait: { timeout: '0s' } }, 'train'),
    unproven: true,
    killed: true,
    runs: 2,
  },
  {
    operation: 'StopTrainingJob',
    ...onTrainingJob,
    ...destroying,
    before: trainingJob({ wait: { timeout: '0s' } }, 'train'),
    unproven: true,
  },
  {
    operation: 'DeleteTrainingJob',
    ...onTrainingJob,
    ...destroying,
    before: trainingJob({ on_destroy: 'delete' }),
  },
  { operation: 'CreateModel', ...onEndpoint, ...making, command: endpoint() },
  { operation: 'CreateEndpointConfig', ...onEndpoint, ...making, command: endpoint() },
  { operation: 'CreateEndpoint', ...onEndpoint, ...making, command: endpoint(), costs: true },
  { operation: 'InvokeEndpoint', ...onEndpoint, ...making, command: endpoint(SMOKE) },
  { operation: 'CreateModel', ...onEndpoint, ...rollingOut },
  { operation: 'UpdateEndpoint', ...onEndpoint, ...rollingOut, costs: true },
  { operation: 'DeleteEndpointConfig', ...onEndpoint, ...rollingOut },
  { operation: 'DeleteModel', ...onEndpoint, ...rollingOut },
  {
    operation: 'InvokeEndpoint',
    ...onEndpoint,
    when: 'rolling out',
    before: endpoint(SMOKE),
    command: endpoint({ ...SMOKE, ...GREETED }),
  },
  {
    operation: 'AddTags',
    when: 'tagging an endpoint',
    ...onEndpoint,
    before: endpoint(),
    command: endpoint(TEAM),
  },
  {
    operation: 'DeleteTags',
    when: 'untagging an endpoint',
    ...onEndpoint,
    before: endpoint(TEAM),
    command: endpoint(),
  },
  { operation: 'DeleteEndpoint', ...onEndpoint, ...destroying, before: endpoint(), costs: true },
  { operation: 'DeleteEndpointConfig', ...onEndpoint, ...destroying, before: endpoint() },
  { operation: 'DeleteModel', ...onEndpoint, ...destroying, before: endpoint() },
  { operation: 'UploadBlob', ...onImage, ...making, command: image() },
  { operation: 'PutManifest', ...onImage, ...making, command: image() },
  { operation: 'PutImage', ...onImage, ...making, command: image() },
  { operation: 'PutImage', ...onImage, ...takingOver, before: image(), command: image() },
  {
    operation: 'PutImage',
    when: 'pushing other content',
    ...onImage,
    before: image(),
    command: otherImage,
    keepsImage: true,
    killed: true,
  },
  { operation: 'BatchDeleteImage', ...onImage, ...destroying, before: image() },
];

/** What is read while something is made, changed or removed; a look that fails says nothing about what was looked at. */
export const LOOKS: readonly Scenario[] = [
  { operation: 'DescribeHyperParameterTuningJob', ...onExperiment, ...making, command: experiment() },
  { operation: 'ListTags', ...onExperiment, ...making, command: experiment() },
  { operation: 'ListHyperParameterTuningJobs', ...onExperiment, ...destroying, before: experiment() },
  { operation: 'ListTrainingJobsForHyperParameterTuningJob', ...onChampion, ...making, command: champion },
  { operation: 'DescribeTrainingJob', ...onChampion, ...making, command: champion },
  { operation: 'HeadObject', ...onChampion, ...making, command: champion },
  { operation: 'DescribeModel', ...onEndpoint, ...making, command: endpoint() },
  { operation: 'DescribeEndpointConfig', ...onEndpoint, ...making, command: endpoint() },
  { operation: 'DescribeEndpoint', ...onEndpoint, ...making, command: endpoint() },
  { operation: 'HeadObject', ...onEndpoint, ...making, command: endpoint() },
  { operation: 'DescribeEndpoint', ...onEndpoint, ...rollingOut },
  { operation: 'HeadObject', ...onEndpoint, ...rollingOut },
  { operation: 'ListEndpointConfigs', ...onEndpoint, ...rollingOut },
  { operation: 'ListModels', ...onEndpoint, ...rollingOut },
  { operation: 'DescribeEndpoint', ...onEndpoint, ...destroying, before: endpoint() },
  {
    operation: 'DescribeTrainingJob',
    ...onTrainingJob,
    ...making,
    command: trainingJob(),
    appliesAgain: true,
  },
  {
    operation: 'DescribeLogStreams',
    ...onTrainingJob,
    ...making,
    command: trainingJob(),
    appliesAgain: true,
  },
  { operation: 'GetLogEvents', ...onTrainingJob, ...making, command: trainingJob(), appliesAgain: true },
  { operation: 'GetObject', ...onTrainingJob, ...making, command: trainingJob(), appliesAgain: true },
  { operation: 'DescribeImages', ...onImage, ...making, command: image() },
  { operation: 'BatchGetImage', ...onImage, ...making, command: image() },
  { operation: 'GetAuthorizationToken', ...onImage, ...making, command: image() },
  { operation: 'ListModels', ...onImage, ...destroying, before: image() },
];
