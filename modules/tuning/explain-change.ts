import { describeRange } from './describe-search-space';
import type { Channel, ExperimentSpec } from './experiment-spec';
import { canonicalSpec } from './fingerprint';
import { looksSecret } from './looks-secret';

/** Changes named one by one; further ones are counted. */
const MAX_CHANGES_NAMED = 6;
const MAX_VALUE_LENGTH = 80;
/** Keeps a searched `random_seed` apart from the attribute of that name; not shown, as ranges are known by name. */
const RANGES = 'parameter_ranges.';

/**
 * Why a new tuning job is needed: every changed leaf, in Terraform's attribute names, old → new.
 * `learning_rate 0.01–0.3 (log) → 0.01–0.5 (log), resource_limits.max_number_of_training_jobs 20 → 40`.
 * Values that look like secrets are not shown. Says so when nothing the paid job depends on changed.
 */
export function explainChange(previous: ExperimentSpec, next: ExperimentSpec): string {
  const before = leaves(previous);
  const after = leaves(next);
  const changes = [...new Set([...before.keys(), ...after.keys()])].flatMap((name) => {
    const old = before.get(name);
    const now = after.get(name);
    return old === now ? [] : [describeChange(name, old, now)];
  });
  if (changes.length === 0) return 'nothing the tuning job depends on changed';
  const rest = changes.length - MAX_CHANGES_NAMED;
  const named = changes.slice(0, MAX_CHANGES_NAMED).join(', ');
  return rest > 0 ? `${named} and ${String(rest)} more` : named;
}

function describeChange(path: string, old: string | undefined, now: string | undefined): string {
  const name = path.startsWith(RANGES) ? path.slice(RANGES.length) : path;
  const hidden = looksSecret(name.slice(name.lastIndexOf('.') + 1), `${old ?? ''} ${now ?? ''}`);
  const show = (value: string): string => (hidden ? '(hidden)' : shorten(value));
  if (old === undefined) return `${name} ${show(now ?? '')} added`;
  if (now === undefined) return `${name} ${show(old)} removed`;
  return hidden ? `${name} changed` : `${name} ${show(old)} → ${show(now)}`;
}

function shorten(value: string): string {
  return value.length <= MAX_VALUE_LENGTH ? value : `${value.slice(0, MAX_VALUE_LENGTH - 1)}…`;
}

/** Every leaf as text, keyed by what a practitioner calls it, in the order of the resource's attributes. */
function leaves(given: ExperimentSpec): ReadonlyMap<string, string> {
  const spec = canonicalSpec(given);
  const limits = spec.resourceLimits;
  const pairs: [string, string | number | undefined][] = [
    ...spec.parameterRanges.map((range): [string, string] => [
      `${RANGES}${range.name}`,
      describeRangeExactly(range),
    ]),
    ['resource_limits.max_number_of_training_jobs', limits.maxNumberOfTrainingJobs],
    ['resource_limits.max_parallel_training_jobs', limits.maxParallelTrainingJobs],
    ['resource_limits.max_runtime_in_seconds', limits.maxRuntimeInSeconds],
    ['strategy', spec.strategy],
    ['random_seed', spec.randomSeed],
    ['objective.type', spec.objective.type],
    ['objective.metric_name', spec.objective.metricName],
    ['training_job_early_stopping_type', spec.trainingJobEarlyStoppingType],
    ...entries('static_hyper_parameters', spec.staticHyperParameters),
    ['algorithm_specification.training_image', spec.trainingImage],
    ['algorithm_specification.training_input_mode', spec.trainingInputMode],
    ...spec.metricDefinitions.map((metric): [string, string] => [
      `metric_definitions.${metric.name}`,
      metric.regex,
    ]),
    ...spec.inputDataConfig.flatMap(channelLeaves),
    ['output_data_config.s3_output_path', spec.s3OutputPath],
    ['output_data_config.kms_key_id', spec.outputKmsKeyId],
    ['resource_config.instance_type', spec.instanceType],
    ['resource_config.instance_count', spec.instanceCount],
    ['resource_config.volume_size_in_gb', spec.volumeSizeInGb],
    ['stopping_condition.max_runtime_in_seconds', spec.maxRuntimeInSeconds],
    ['role_arn', spec.roleArn],
    ...entries('environment', spec.environment),
  ];
  return new Map(pairs.flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])));
}

/** As a plan shows it, but with every value of a long list and with the kind, both of which can change. */
function describeRangeExactly(range: ExperimentSpec['parameterRanges'][number]): string {
  if (range.kind === 'categorical') return `{${range.values.join(', ')}}`;
  return range.kind === 'integer' ? `${describeRange(range)} integer` : describeRange(range);
}

function channelLeaves(channel: Channel): [string, string | undefined][] {
  const path = `input_data_config.${channel.channelName}`;
  return [
    [`${path}.s3_uri`, channel.s3Uri],
    [`${path}.s3_data_type`, channel.s3DataType],
    [`${path}.s3_data_distribution_type`, channel.s3DataDistributionType],
    [`${path}.content_type`, channel.contentType],
    [`${path}.compression_type`, channel.compressionType],
    [`${path}.input_mode`, channel.inputMode],
  ];
}

function entries(path: string, record: Readonly<Record<string, string>>): [string, string][] {
  return Object.keys(record)
    .sort()
    .map((key) => [`${path}.${key}`, record[key] ?? '']);
}
