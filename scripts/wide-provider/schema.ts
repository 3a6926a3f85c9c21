import { attr, defineSchema, types, useStateForUnknown } from '../../modules/plugin';

const required = { required: true, description: '-' } as const;
const optional = { optional: true, description: '-' } as const;
const kept = {
  computed: true,
  nonNull: true,
  description: '-',
  planModifiers: [useStateForUnknown<string>()],
} as const;
const text = () => attr.string(required);
const withDefault = (value: string) => attr.string({ ...optional, default: value });
const numberWithDefault = (value: number) => attr.number({ ...optional, default: value });

const numericRanges = () =>
  attr.listNested(
    {
      name: text(),
      min_value: attr.number(required),
      max_value: attr.number(required),
      scaling_type: withDefault('Auto'),
    },
    optional,
  );

/**
 * As wide as an experiment, and the same in every peer, so that the benchmark compares frameworks and not resources.
 */
export const wideSchema = defineSchema({
  description: 'A wide object.',
  attributes: {
    id: attr.string(kept),
    name: text(),
    role_arn: text(),
    strategy: withDefault('Bayesian'),
    random_seed: attr.number(optional),
    objective: attr.object({ type: text(), metric_name: text() }, required),
    resource_limits: attr.object(
      {
        max_number_of_training_jobs: attr.number(required),
        max_parallel_training_jobs: attr.number(required),
        max_runtime_in_seconds: attr.number(optional),
      },
      required,
    ),
    training_job_early_stopping_type: withDefault('Off'),
    parameter_ranges: attr.object(
      {
        integer_parameter_ranges: numericRanges(),
        continuous_parameter_ranges: numericRanges(),
        categorical_parameter_ranges: attr.listNested(
          { name: text(), values: attr.list(types.string, required) },
          optional,
        ),
      },
      required,
    ),
    static_hyper_parameters: attr.map(types.string, optional),
    algorithm_specification: attr.object(
      {
        training_image: text(),
        training_input_mode: withDefault('File'),
        metric_definitions: attr.listNested({ name: text(), regex: text() }, optional),
      },
      required,
    ),
    input_data_config: attr.listNested(
      {
        channel_name: text(),
        content_type: attr.string(optional),
        compression_type: attr.string(optional),
        input_mode: attr.string(optional),
        data_source: attr.object(
          {
            s3_data_source: attr.object(
              {
                s3_uri: text(),
                s3_data_type: withDefault('S3Prefix'),
                s3_data_distribution_type: withDefault('FullyReplicated'),
              },
              required,
            ),
          },
          required,
        ),
      },
      required,
    ),
    output_data_config: attr.object({ s3_output_path: text(), kms_key_id: attr.string(optional) }, required),
    resource_config: attr.object(
      {
        instance_type: text(),
        instance_count: numberWithDefault(1),
        volume_size_in_gb: numberWithDefault(30),
      },
      required,
    ),
    stopping_condition: attr.object({ max_runtime_in_seconds: attr.number(required) }, required),
    environment: attr.map(types.string, optional),
    tags: attr.map(types.string, optional),
    generation: attr.number({
      computed: true,
      nonNull: true,
      description: '-',
      planModifiers: [useStateForUnknown<number>()],
    }),
    verdict: attr.string(kept),
    because: attr.string(kept),
    search_space: attr.string(kept),
    status: attr.string(kept),
  },
});
