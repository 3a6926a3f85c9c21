import { changing, classifyErrors } from '../aws-error';
import type { AwsSession } from '../client-factory';

/** One training job that shows whether a container works. */
export interface TrialJob {
  readonly name: string;
  readonly imageUri: string;
  readonly roleArn: string;
  readonly hyperparameters: Readonly<Record<string, string>>;
  /** Name to regular expression. */
  readonly metrics: Readonly<Record<string, string>>;
  /** Name to `s3://…`. */
  readonly channels: Readonly<Record<string, string>>;
  readonly outputUri: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly maxSeconds: number;
}

/** The state of such a job. */
export interface TrialJobState {
  readonly status: string;
  readonly failureReason?: string;
  readonly modelDataUrl?: string;
  /** The last value of each metric that was found. */
  readonly metrics: Readonly<Record<string, number>>;
}

/** Launches the job on the smallest common instance. */
export async function launchTrialJob(session: AwsSession, job: TrialJob): Promise<void> {
  const { once, sdk } = session.sageMaker();
  const channels = Object.entries(job.channels).map(([ChannelName, S3Uri]) => ({
    ChannelName,
    DataSource: { S3DataSource: { S3DataType: 'S3Prefix' as const, S3Uri } },
  }));
  await changing(`launch training job "${job.name}"`, () =>
    once.send(
      new sdk.CreateTrainingJobCommand({
        TrainingJobName: job.name,
        RoleArn: job.roleArn,
        AlgorithmSpecification: {
          TrainingImage: job.imageUri,
          TrainingInputMode: 'File',
          MetricDefinitions: Object.entries(job.metrics).map(([Name, Regex]) => ({ Name, Regex })),
        },
        HyperParameters: { ...job.hyperparameters },
        Environment: { ...job.environment },
        // SageMaker accepts a job without input, and refuses an empty list of it.
        ...(channels.length > 0 && { InputDataConfig: channels }),
        OutputDataConfig: { S3OutputPath: job.outputUri },
        ResourceConfig: { InstanceType: 'ml.m5.large', InstanceCount: 1, VolumeSizeInGB: 10 },
        StoppingCondition: { MaxRuntimeInSeconds: job.maxSeconds },
      }),
    ),
  );
}

/** Returns the state of a job that exists. */
export async function describeTrialJob(session: AwsSession, name: string): Promise<TrialJobState> {
  const { client, sdk } = session.sageMaker();
  const answer = await classifyErrors(`describe training job "${name}"`, () =>
    client.send(new sdk.DescribeTrainingJobCommand({ TrainingJobName: name })),
  );
  const { FailureReason: failureReason, ModelArtifacts: artifacts } = answer;
  const modelDataUrl = artifacts?.S3ModelArtifacts;
  return {
    status: answer.TrainingJobStatus ?? 'InProgress',
    ...(failureReason !== undefined && failureReason !== '' && { failureReason }),
    ...(modelDataUrl !== undefined && modelDataUrl !== '' && { modelDataUrl }),
    metrics: Object.fromEntries(
      (answer.FinalMetricDataList ?? []).map(({ MetricName = '', Value = NaN }) => [MetricName, Value]),
    ),
  };
}
