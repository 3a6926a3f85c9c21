import type { Channel, DescribeTrainingJobResponse } from '@aws-sdk/client-sagemaker';
import { billableSeconds } from '../../jobs/training/training-job-record';
import type { TrainingJobRecord } from '../../jobs/training/training-job-record';

/** DescribeTrainingJob's answer for a record. Options that were not given are left out, as the service does. */
export function describeTrainingJob(record: TrainingJobRecord): DescribeTrainingJobResponse {
  const { request } = record;
  const seconds = billableSeconds(record);
  return {
    ...request,
    TrainingJobName: record.name,
    TrainingJobArn: record.arn,
    ...(record.trial === undefined ? {} : { TuningJobArn: record.trial.tuningJobArn }),
    // Clients read members of it without asking whether it is there; before the upload it is empty.
    ModelArtifacts: { S3ModelArtifacts: record.modelArtifacts ?? '' },
    TrainingJobStatus: record.status,
    SecondaryStatus: record.transitions.at(-1)?.status,
    ...(record.failureReason === undefined ? {} : { FailureReason: record.failureReason }),
    ...(request.InputDataConfig === undefined
      ? {}
      : { InputDataConfig: request.InputDataConfig.map(describeChannel) }),
    OutputDataConfig: { ...request.OutputDataConfig, ...describeOutput(request.OutputDataConfig) },
    StoppingCondition: { MaxRuntimeInSeconds: 24 * 3600, ...request.StoppingCondition },
    CreationTime: new Date(record.createdAtMs),
    LastModifiedTime: new Date(record.modifiedAtMs),
    ...(record.startedAtMs === undefined ? {} : { TrainingStartTime: new Date(record.startedAtMs) }),
    ...(record.endedAtMs === undefined ? {} : { TrainingEndTime: new Date(record.endedAtMs) }),
    SecondaryStatusTransitions: record.transitions.map(({ status, startMs, endMs, message }) => ({
      Status: status,
      StartTime: new Date(startMs),
      ...(endMs === undefined ? {} : { EndTime: new Date(endMs) }),
      StatusMessage: message,
    })),
    ...(record.finalMetrics.length === 0
      ? {}
      : {
          FinalMetricDataList: record.finalMetrics.map(({ name, value, timestampMs }) => ({
            MetricName: name,
            Value: value,
            Timestamp: new Date(timestampMs),
          })),
        }),
    ...(seconds === undefined ? {} : { TrainingTimeInSeconds: seconds, BillableTimeInSeconds: seconds }),
    EnableNetworkIsolation: request.EnableNetworkIsolation ?? false,
    EnableInterContainerTrafficEncryption: request.EnableInterContainerTrafficEncryption ?? false,
    EnableManagedSpotTraining: request.EnableManagedSpotTraining ?? false,
  };
}

/** The defaults the service fills in for a channel. */
export function describeChannel(channel: Channel): Channel {
  return { CompressionType: 'None', RecordWrapperType: 'None', ...channel };
}

/** An absent key is described as an empty one; a widely used client reads it unasked. */
export function describeOutput<T extends { readonly KmsKeyId?: string | undefined }>(
  output: T | undefined,
): T & { KmsKeyId: string; S3OutputPath: string | undefined } {
  return { S3OutputPath: undefined, ...output, KmsKeyId: output?.KmsKeyId ?? '' } as T & {
    KmsKeyId: string;
    S3OutputPath: string | undefined;
  };
}
