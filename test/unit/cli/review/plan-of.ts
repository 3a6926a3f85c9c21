/** One entry of `resource_changes`, with what the test says nothing of left out. */
export function change(
  type: string,
  actions: readonly string[],
  values: {
    readonly before?: object;
    readonly after?: object;
    readonly unknown?: object;
    readonly sensitive?: object;
  },
): object {
  const { before = null, after = null, unknown = {}, sensitive = {} } = values;
  return {
    address: `${type}.digits`,
    mode: 'managed',
    type,
    name: 'digits',
    change: {
      actions,
      before,
      after,
      after_unknown: unknown,
      before_sensitive: {},
      after_sensitive: sensitive,
    },
  };
}

/** The text that `terraform show -json` prints for a plan of these changes. */
export function planOf(changes: readonly object[], drift: readonly object[] = []): string {
  return JSON.stringify({ format_version: '1.2', resource_changes: changes, resource_drift: drift });
}

/** A new experiment as it is planned. */
export const launch = change('tuneform_experiment', ['create'], {
  after: {
    name: 'digits',
    action: 'launch: the experiment is new',
    parameter_ranges: {
      integer_parameter_ranges: [{ name: 'depth', min_value: 2, max_value: 9, scaling_type: null }],
    },
    cost_ceiling: '$0.46: 4.00 instance hours at $0.115 (us-east-1, 2025-12-01)',
    tuning_job_names: 'digits-ftyjjvqqh3k4',
  },
  unknown: { status: true },
});

/** The same experiment, whose size is known only during the apply. */
export const mayLaunch = change('tuneform_experiment', ['update'], {
  before: { name: 'digits' },
  after: { name: 'digits' },
  unknown: {
    action: true,
    cost_ceiling: true,
    tuning_job_names: true,
  },
});

/** A new endpoint of the champion that the apply chooses. */
export const serveUnseen = change('tuneform_endpoint', ['create'], {
  after: {
    name: 'digits',
    production_variant: { instance_type: 'ml.m5.large', initial_instance_count: 2 },
  },
  unknown: { model_data_url: true, endpoint_arn: true },
});

const champion = (training_job_name: string, metric_value: number, rate: string) => ({
  name: 'digits',
  objective: { type: 'Maximize', metric_name: 'accuracy' },
  because: 'better than the champion by 0.01',
  training_job_name,
  model_data_url: `s3://artifacts/${training_job_name}/output/model.tar.gz`,
  current: { metric_value, hyperparameters: { rate, depth: '4' } },
});

/** A champion that is replaced by a better one. */
export const promotion = change('tuneform_champion', ['update'], {
  before: champion('digits-one-003', 0.97, '0.1'),
  after: champion('digits-two-011', 0.98, '0.25'),
});

/** The removal of an endpoint that serves. */
export const endService = change('tuneform_endpoint', ['delete'], {
  before: {
    name: 'digits',
    endpoint_arn: 'arn:aws:sagemaker:us-east-1:000000000000:endpoint/digits',
    model_data_url: 's3://artifacts/model.tar.gz',
    production_variant: { instance_type: 'ml.m5.large', initial_instance_count: 1 },
  },
});
