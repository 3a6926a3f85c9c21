import { attr, defineSchema, oneOf, types, wholeNumber } from '../../plugin';
import { MARKS, settableTags, tagsDescription } from '../tag-checks';
import { computedAttributes } from './computed-attributes';

const scaling = attr.string({
  optional: true,
  default: 'Auto',
  description: 'How values are spread: `Auto`, `Linear`, `Logarithmic` or `ReverseLogarithmic`.',
});

const boundedRanges = (kind: string) =>
  attr.listNested(
    {
      name: attr.string({ required: true, description: 'Hyperparameter to search.' }),
      min_value: attr.number({ required: true, description: 'Smallest value, inclusive.' }),
      max_value: attr.number({ required: true, description: 'Largest value, inclusive.' }),
      scaling_type: scaling,
    },
    { optional: true, description: `${kind} hyperparameters to search; at most 30 ranges of all kinds.` },
  );

/** `tuneform_experiment`: AWS's own names in Terraform's spelling. */
export const experimentSchema = defineSchema({
  description:
    'A hyperparameter search on SageMaker. Applying launches the tuning job and returns; it never waits for the ' +
    'search. A change of anything the search depends on launches another tuning job, a new generation, and keeps ' +
    'the earlier ones.',
  attributes: {
    name: attr.string({ required: true, description: 'Logical name; opens the names of its tuning jobs.' }),
    role_arn: attr.string({ required: true, description: 'Role that the training jobs assume.' }),
    strategy: attr.string({
      optional: true,
      default: 'Bayesian',
      description: '`Bayesian` (default) or `Random`.',
    }),
    random_seed: attr.number({
      optional: true,
      description: 'Seed of the search, 0 or more; the same seed repeats a search.',
    }),
    objective: attr.object(
      {
        type: attr.string({ required: true, description: '`Maximize` or `Minimize`.' }),
        metric_name: attr.string({ required: true, description: 'Metric to improve.' }),
      },
      { required: true, description: 'What a better training job is.' },
    ),
    resource_limits: attr.object(
      {
        max_number_of_training_jobs: attr.number({ required: true, description: 'Training jobs in all.' }),
        max_parallel_training_jobs: attr.number({ required: true, description: 'Training jobs at a time.' }),
        max_runtime_in_seconds: attr.number({
          optional: true,
          description: 'Cap on the whole search, 120 to 15,768,000 seconds.',
        }),
      },
      { required: true, description: 'Bounds of the search, which also bound its cost.' },
    ),
    training_job_early_stopping_type: attr.string({
      optional: true,
      default: 'Off',
      description: '`Auto` stops training jobs that promise little; default `Off`.',
    }),
    parameter_ranges: attr.object(
      {
        integer_parameter_ranges: boundedRanges('Integer'),
        continuous_parameter_ranges: boundedRanges('Continuous'),
        categorical_parameter_ranges: attr.listNested(
          {
            name: attr.string({ required: true, description: 'Hyperparameter to search.' }),
            values: attr.list(types.string, { required: true, description: '1 to 30 values.' }),
          },
          { optional: true, description: 'Categorical hyperparameters to search.' },
        ),
      },
      { required: true, description: 'The search space.' },
    ),
    static_hyper_parameters: attr.map(types.string, {
      optional: true,
      description: 'Hyperparameters with one value for the whole search.',
    }),
    algorithm_specification: attr.object(
      {
        training_image: attr.string({
          required: true,
          description: 'Image URI, best by digest (`repository@sha256:…`).',
        }),
        training_input_mode: attr.string({
          optional: true,
          default: 'File',
          description: '`File` (default), `Pipe` or `FastFile`.',
        }),
        metric_definitions: attr.listNested(
          {
            name: attr.string({ required: true, description: 'Metric name.' }),
            regex: attr.string({
              required: true,
              description: 'Regular expression over the log with one capturing group, the value.',
            }),
          },
          { optional: true, description: 'Metrics read from the training log.' },
        ),
      },
      { required: true, description: 'What trains.' },
    ),
    input_data_config: attr.listNested(
      {
        channel_name: attr.string({ required: true, description: 'Folder name inside the container.' }),
        content_type: attr.string({ optional: true, description: 'MIME type of the data.' }),
        compression_type: attr.string({ optional: true, description: '`None` or `Gzip`.' }),
        input_mode: attr.string({ optional: true, description: '`File`, `Pipe` or `FastFile`.' }),
        data_source: attr.object(
          {
            s3_data_source: attr.object(
              {
                s3_uri: attr.string({ required: true, description: '`s3://bucket/prefix/`.' }),
                s3_data_type: attr.string({
                  optional: true,
                  default: 'S3Prefix',
                  description: '`S3Prefix` (default) or `ManifestFile`.',
                }),
                s3_data_distribution_type: attr.string({
                  optional: true,
                  default: 'FullyReplicated',
                  description: '`FullyReplicated` (default) or `ShardedByS3Key`.',
                }),
              },
              { required: true, description: 'Data in S3.' },
            ),
          },
          { required: true, description: 'Where the data lies.' },
        ),
      },
      { required: true, description: 'Input channels, 1 to 20.' },
    ),
    output_data_config: attr.object(
      {
        s3_output_path: attr.string({ required: true, description: 'Where artifacts go, `s3://…`.' }),
        kms_key_id: attr.string({ optional: true, description: 'Key that encrypts the artifacts.' }),
      },
      { required: true, description: 'Where artifacts go.' },
    ),
    resource_config: attr.object(
      {
        instance_type: attr.string({ required: true, description: 'For instance `ml.m5.xlarge`.' }),
        instance_count: attr.number({ optional: true, default: 1, description: 'Per training job.' }),
        volume_size_in_gb: attr.number({ optional: true, default: 30, description: 'Per instance.' }),
      },
      { required: true, description: 'Machines of one training job.' },
    ),
    stopping_condition: attr.object(
      {
        max_runtime_in_seconds: attr.number({
          required: true,
          description: 'Cap on one training job, all attempts together.',
        }),
      },
      { required: true, description: 'When a training job is stopped.' },
    ),
    environment: attr.map(types.string, {
      optional: true,
      description: 'Environment variables of the container; not for secrets.',
    }),
    tags: attr.map(types.string, {
      optional: true,
      description: tagsDescription('tuning job', MARKS.experiment),
      validators: [settableTags],
    }),
    run: attr.number({
      optional: true,
      default: 1,
      description: 'Raise it to pay for the same search once more.',
      validators: [wholeNumber({ min: 1 })],
    }),
    on_destroy: attr.string({
      optional: true,
      default: 'stop',
      description:
        '`stop` (default) stops what runs and keeps the records, `delete` deletes the records as well, `detach` ' +
        'leaves everything as it is. Training jobs and artifacts always stay.',
      validators: [oneOf('stop', 'delete', 'detach')],
    }),
    ...computedAttributes,
  },
});
