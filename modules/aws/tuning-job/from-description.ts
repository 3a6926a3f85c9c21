import type {
  DescribeHyperParameterTuningJobCommandOutput,
  ParameterRanges,
  Channel as SdkChannel,
} from '@aws-sdk/client-sagemaker';
import type { Channel, ExperimentSpec, ParameterRange } from '../../tuning';
import type { Tags } from '../tags/sync-tags';
import type { ObservedTuningJob } from './tuning-job';

/** Reads a DescribeHyperParameterTuningJob answer. */
export function fromDescription(
  answer: DescribeHyperParameterTuningJobCommandOutput,
  tags: Tags,
): ObservedTuningJob {
  const counters = answer.TrainingJobStatusCounters;
  const spec = specOf(answer);
  return {
    name: answer.HyperParameterTuningJobName ?? '',
    arn: answer.HyperParameterTuningJobArn ?? '',
    status: answer.HyperParameterTuningJobStatus ?? 'InProgress',
    counters: {
      completed: counters?.Completed ?? 0,
      inProgress: counters?.InProgress ?? 0,
      retryableError: counters?.RetryableError ?? 0,
      nonRetryableError: counters?.NonRetryableError ?? 0,
      stopped: counters?.Stopped ?? 0,
    },
    createdAtMs: answer.CreationTime?.getTime() ?? 0,
    tags,
    ...(answer.FailureReason !== undefined &&
      answer.FailureReason !== '' && { failureReason: answer.FailureReason }),
    ...(spec !== undefined && { spec }),
  };
}

/** Static hyperparameters that the service adds to a definition by itself; nobody asked for them. */
const INJECTED_HYPERPARAMETERS: ReadonlySet<string> = new Set(['_tuning_objective_metric']);

/** The spec a job was created from, as far as one definition with one image can express it. */
function specOf(answer: DescribeHyperParameterTuningJobCommandOutput): ExperimentSpec | undefined {
  const config = answer.HyperParameterTuningJobConfig;
  const definition = answer.TrainingJobDefinition;
  const strategy = config?.Strategy;
  const objective = config?.HyperParameterTuningJobObjective;
  const image = definition?.AlgorithmSpecification?.TrainingImage;
  const resources = definition?.ResourceConfig;
  if (strategy !== 'Bayesian' && strategy !== 'Random') return undefined;
  if (objective === undefined || definition === undefined || image === undefined) return undefined;
  if (resources === undefined) return undefined;
  const limits = config?.ResourceLimits;
  const kmsKeyId = definition.OutputDataConfig?.KmsKeyId;
  return {
    strategy,
    objective: { type: objective.Type ?? 'Maximize', metricName: objective.MetricName ?? '' },
    resourceLimits: {
      maxNumberOfTrainingJobs: limits?.MaxNumberOfTrainingJobs ?? 1,
      maxParallelTrainingJobs: limits?.MaxParallelTrainingJobs ?? 1,
      ...(limits?.MaxRuntimeInSeconds !== undefined && { maxRuntimeInSeconds: limits.MaxRuntimeInSeconds }),
    },
    trainingJobEarlyStoppingType: config?.TrainingJobEarlyStoppingType ?? 'Off',
    parameterRanges: rangesOf(config?.ParameterRanges),
    staticHyperParameters: Object.fromEntries(
      Object.entries(definition.StaticHyperParameters ?? {}).filter(
        ([key]) => !INJECTED_HYPERPARAMETERS.has(key),
      ),
    ),
    ...(config?.RandomSeed !== undefined && { randomSeed: config.RandomSeed }),
    trainingImage: image,
    trainingInputMode: definition.AlgorithmSpecification?.TrainingInputMode ?? 'File',
    metricDefinitions: (definition.AlgorithmSpecification?.MetricDefinitions ?? []).map((metric) => ({
      name: metric.Name ?? '',
      regex: metric.Regex ?? '',
    })),
    roleArn: definition.RoleArn ?? '',
    inputDataConfig: (definition.InputDataConfig ?? []).map(channelOf),
    s3OutputPath: definition.OutputDataConfig?.S3OutputPath ?? '',
    // An empty key means none; some services answer it in place of leaving the member out.
    ...(kmsKeyId !== undefined && kmsKeyId !== '' && { outputKmsKeyId: kmsKeyId }),
    instanceType: resources.InstanceType ?? '',
    instanceCount: resources.InstanceCount ?? 1,
    volumeSizeInGb: resources.VolumeSizeInGB ?? 0,
    maxRuntimeInSeconds: definition.StoppingCondition?.MaxRuntimeInSeconds ?? 86_400,
    environment: definition.Environment ?? {},
  };
}

function rangesOf(ranges: ParameterRanges | undefined): ParameterRange[] {
  const bounded = (kind: 'integer' | 'continuous'): ParameterRange[] =>
    ((kind === 'integer' ? ranges?.IntegerParameterRanges : ranges?.ContinuousParameterRanges) ?? []).map(
      (range) => ({
        kind,
        name: range.Name ?? '',
        min: Number(range.MinValue),
        max: Number(range.MaxValue),
        scaling: range.ScalingType ?? 'Auto',
      }),
    );
  return [
    ...bounded('integer'),
    ...bounded('continuous'),
    ...(ranges?.CategoricalParameterRanges ?? []).map((range): ParameterRange => ({
      kind: 'categorical',
      name: range.Name ?? '',
      values: range.Values ?? [],
    })),
  ];
}

function channelOf(channel: SdkChannel): Channel {
  const source = channel.DataSource?.S3DataSource;
  return {
    channelName: channel.ChannelName ?? '',
    s3Uri: source?.S3Uri ?? '',
    s3DataType: source?.S3DataType === 'ManifestFile' ? 'ManifestFile' : 'S3Prefix',
    s3DataDistributionType: source?.S3DataDistributionType ?? 'FullyReplicated',
    ...(channel.ContentType !== undefined && { contentType: channel.ContentType }),
    ...(channel.CompressionType !== undefined && { compressionType: channel.CompressionType }),
    ...(channel.InputMode !== undefined && { inputMode: channel.InputMode }),
  };
}
