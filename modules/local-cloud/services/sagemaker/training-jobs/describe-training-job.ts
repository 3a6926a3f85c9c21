import type { Channel, DescribeTrainingJobResponse } from '@aws-sdk/client-sagemaker';
import { billableSeconds } from '../../../jobs/training/training-job-record';
import type { TrainingJobRecord } from '../../../jobs/training/training-job-record';
import { failureReason } from './failure-reason';

/**
 * DescribeTrainingJob's answer for a record. Options that were not given are undefined and so are left out, as the service
 * does: copying objects for the sake of absent members took more time here than reading the record.
 */
export function describeTrainingJob(record: TrainingJobRecord): DescribeTrainingJobResponse {
  const { request } = record;
  const seconds = billableSeconds(record);
  return {
    ...request,
    TrainingJobName: record.name,
    TrainingJobArn: record.arn,
    TuningJobArn: record.trial?.tuningJobArn,
    // Clients read members of it without asking whether it is there; before the upload it is empty.
    ModelArtifacts: { S3ModelArtifacts: record.modelArtifacts ?? '' },
    TrainingJobStatus: record.status,
    SecondaryStatus: record.transitions.at(-1)?.status,
    FailureReason: failureReason(record.failure),
    InputDataConfig: request.InputDataConfig?.map(describeChannel),
    OutputDataConfig: { ...request.OutputDataConfig, ...describeOutput(request.OutputDataConfig) },
    StoppingCondition: { MaxRuntimeInSeconds: 24 * 3600, ...request.StoppingCondition },
    CreationTime: new Date(record.createdAtMs),
    LastModifiedTime: new Date(record.modifiedAtMs),
    TrainingStartTime: dateOf(record.startedAtMs),
    TrainingEndTime: dateOf(record.endedAtMs),
    SecondaryStatusTransitions: record.transitions.map(({ status, startMs, endMs, message }) => ({
      Status: status,
      StartTime: new Date(startMs),
      EndTime: dateOf(endMs),
      StatusMessage: message,
    })),
    FinalMetricDataList:
      record.finalMetrics.length === 0
        ? undefined
        : record.finalMetrics.map(({ name, value, timestampMs }) => ({
            MetricName: name,
            Value: value,
            Timestamp: new Date(timestampMs),
          })),
    TrainingTimeInSeconds: seconds,
    BillableTimeInSeconds: seconds,
    EnableNetworkIsolation: request.EnableNetworkIsolation ?? false,
    EnableInterContainerTrafficEncryption: request.EnableInterContainerTrafficEncryption ?? false,
    EnableManagedSpotTraining: request.EnableManagedSpotTraining ?? false,
  };
}

const dateOf = (ms: number | undefined): Date | undefined => (ms === undefined ? undefined : new Date(ms));

/** The defaults the service fills in for a channel. */
export function describeChannel(channel: Channel): Channel {
  return { CompressionType: 'None', RecordWrapperType: 'None', ...channel };
}

/** Describes an absent key as an empty one, because a widely used client reads it without checking. */
export function describeOutput<T extends { readonly KmsKeyId?: string | undefined }>(
  output: T | undefined,
): T & { KmsKeyId: string; S3OutputPath: string | undefined } {
  return { S3OutputPath: undefined, ...output, KmsKeyId: output?.KmsKeyId ?? '' } as T & {
    KmsKeyId: string;
    S3OutputPath: string | undefined;
  };
}
