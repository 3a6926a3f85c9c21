import { experimentModel, specOf } from '../../../modules/tuning';
import type {
  Attributes,
  DraftOf,
  ExperimentDraft,
  ExperimentSpec,
  ParameterRange,
  ParameterRanges,
} from '../../../modules/tuning';

/** What a test wants different: whole values, or some attributes of an object. */
export type Changes = DraftOf<typeof experimentModel>;

const sound: ExperimentSpec = specOf({
  strategy: 'Bayesian',
  objective: { type: 'Maximize', metric_name: 'validation:accuracy' },
  resource_limits: { max_number_of_training_jobs: 40, max_parallel_training_jobs: 4 },
  parameter_ranges: {
    integer_parameter_ranges: [{ name: 'max_depth', min_value: 2, max_value: 10, scaling_type: 'Auto' }],
    continuous_parameter_ranges: [
      { name: 'learning_rate', min_value: 0.01, max_value: 0.3, scaling_type: 'Logarithmic' },
    ],
    categorical_parameter_ranges: [{ name: 'booster', values: ['gbtree', 'dart'] }],
  },
  training_job_early_stopping_type: 'Off',
  static_hyper_parameters: { rounds: '100' },
  algorithm_specification: {
    training_image: `000000000000.dkr.ecr.us-east-1.amazonaws.com/digits@sha256:${'0'.repeat(64)}`,
    training_input_mode: 'File',
    metric_definitions: [{ name: 'validation:accuracy', regex: '(?:^|\\s)validation:accuracy=(\\S+)' }],
  },
  role_arn: 'arn:aws:iam::000000000000:role/training',
  input_data_config: [
    {
      channel_name: 'training',
      data_source: {
        s3_data_source: {
          s3_uri: 's3://data/training',
          s3_data_type: 'S3Prefix',
          s3_data_distribution_type: 'FullyReplicated',
        },
      },
    },
  ],
  output_data_config: { s3_output_path: 's3://artifacts/digits' },
  resource_config: { instance_type: 'ml.g5.xlarge', instance_count: 1, volume_size_in_gb: 30 },
  stopping_condition: { max_runtime_in_seconds: 3600 },
  environment: {},
});

/** A sound experiment, changed where a test says so. */
export function anExperiment(changes: Changes = {}): ExperimentSpec {
  return changed(sound, changes);
}

/** The same values but for some changes; lists and maps are replaced as a whole. */
export function changed<T extends ExperimentDraft>(values: T, changes: Changes): T {
  return merged(experimentModel, values, changes) as T;
}

function merged(attributes: Attributes, values: object, changes: object): object {
  const inner = Object.entries(changes).map(([name, change]: [string, unknown]) => {
    const { kind, attributes: nested = {} } = attributes[name] ?? {};
    const value = (values as Readonly<Record<string, unknown>>)[name];
    const deep = kind === 'object' && typeof change === 'object' && change !== null && value !== undefined;
    return [name, deep ? merged(nested, value as object, change) : change];
  });
  return { ...values, ...(Object.fromEntries(inner) as object) };
}

/** Ranges in short, as the searchers know them. */
type Short = { readonly [K in keyof ParameterRange]?: unknown } & {
  readonly kind: ParameterRange['kind'];
  readonly min?: number;
  readonly max?: number;
  readonly scaling?: string;
  readonly values?: readonly (string | undefined)[];
};

/** The declaration of ranges: each in the list of its kind. */
export function declared(ranges: readonly Short[]) {
  const of = (wanted: Short['kind']) =>
    ranges
      .filter(({ kind }) => kind === wanted)
      .map(({ name, min, max, scaling, values }) => ({
        name,
        ...(wanted === 'categorical'
          ? { values }
          : { min_value: min, max_value: max, scaling_type: scaling }),
      }));
  return {
    integer_parameter_ranges: of('integer'),
    continuous_parameter_ranges: of('continuous'),
    categorical_parameter_ranges: of('categorical'),
    auto_parameters: [],
  } as unknown as ParameterRanges;
}
