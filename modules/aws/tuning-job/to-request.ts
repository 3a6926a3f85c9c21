import type { CreateHyperParameterTuningJobCommandInput, ParameterRanges } from '@aws-sdk/client-sagemaker';
import type { Channel, ExperimentSpec, ParameterRange } from '../../tuning';
import { toTagList } from '../tags/sync-tags';
import type { DesiredTuningJob } from './tuning-job';

/**
 * The CreateHyperParameterTuningJob request of a desired tuning job.
 *
 * Options that were not asked for are left out: the service fills in its own defaults, and an empty structure
 * is not the same as an absent one to other readers of the description.
 */
export function toRequest(desired: DesiredTuningJob): CreateHyperParameterTuningJobCommandInput {
  const { spec } = desired;
  return {
    HyperParameterTuningJobName: desired.name,
    HyperParameterTuningJobConfig: {
      Strategy: spec.strategy,
      HyperParameterTuningJobObjective: { Type: spec.objective.type, MetricName: spec.objective.metricName },
      ResourceLimits: {
        MaxNumberOfTrainingJobs: spec.resourceLimits.maxNumberOfTrainingJobs,
        MaxParallelTrainingJobs: spec.resourceLimits.maxParallelTrainingJobs,
        ...(spec.resourceLimits.maxRuntimeInSeconds !== undefined && {
          MaxRuntimeInSeconds: spec.resourceLimits.maxRuntimeInSeconds,
        }),
      },
      ParameterRanges: toParameterRanges(spec.parameterRanges),
      TrainingJobEarlyStoppingType: spec.trainingJobEarlyStoppingType,
      ...(spec.randomSeed !== undefined && { RandomSeed: spec.randomSeed }),
    },
    TrainingJobDefinition: {
      ...(Object.keys(spec.staticHyperParameters).length > 0 && {
        StaticHyperParameters: { ...spec.staticHyperParameters },
      }),
      AlgorithmSpecification: toAlgorithmSpecification(spec),
      RoleArn: spec.roleArn,
      InputDataConfig: spec.inputDataConfig.map(toChannel),
      OutputDataConfig: {
        S3OutputPath: spec.s3OutputPath,
        ...(spec.outputKmsKeyId !== undefined && { KmsKeyId: spec.outputKmsKeyId }),
      },
      ResourceConfig: {
        // The types of the pinned SDK list the instances it knows; the service may know more.
        InstanceType: spec.instanceType as 'ml.m5.large',
        InstanceCount: spec.instanceCount,
        VolumeSizeInGB: spec.volumeSizeInGb,
      },
      StoppingCondition: { MaxRuntimeInSeconds: spec.maxRuntimeInSeconds },
      ...(Object.keys(spec.environment).length > 0 && { Environment: { ...spec.environment } }),
    },
    Tags: toTagList(desired.tags),
  };
}

function toAlgorithmSpecification(spec: ExperimentSpec) {
  return {
    TrainingImage: spec.trainingImage,
    TrainingInputMode: spec.trainingInputMode,
    ...(spec.metricDefinitions.length > 0 && {
      MetricDefinitions: spec.metricDefinitions.map(({ name, regex }) => ({ Name: name, Regex: regex })),
    }),
  };
}

/** Bounds travel as text. JavaScript's shortest form of a number reads back as the same number. */
function toParameterRanges(ranges: readonly ParameterRange[]): ParameterRanges {
  const bounds = (kind: 'integer' | 'continuous') =>
    ranges.flatMap((range) =>
      range.kind === kind
        ? [
            {
              Name: range.name,
              MinValue: String(range.min),
              MaxValue: String(range.max),
              ScalingType: range.scaling,
            },
          ]
        : [],
    );
  return {
    IntegerParameterRanges: bounds('integer'),
    ContinuousParameterRanges: bounds('continuous'),
    CategoricalParameterRanges: ranges.flatMap((range) =>
      range.kind === 'categorical' ? [{ Name: range.name, Values: [...range.values] }] : [],
    ),
  };
}

function toChannel(channel: Channel) {
  return {
    ChannelName: channel.channelName,
    DataSource: {
      S3DataSource: {
        S3Uri: channel.s3Uri,
        S3DataType: channel.s3DataType,
        S3DataDistributionType: channel.s3DataDistributionType,
      },
    },
    ...(channel.contentType !== undefined && { ContentType: channel.contentType }),
    ...(channel.compressionType !== undefined && { CompressionType: channel.compressionType }),
    ...(channel.inputMode !== undefined && { InputMode: channel.inputMode }),
  };
}
