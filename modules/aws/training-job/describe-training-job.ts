import type { TrialRecord } from '../../tuning';
import { classifyErrors, isAwsError } from '../aws-error';
import type { AwsSession } from '../client-factory';

/** What a listing does not tell about a training job: what it made, from what, and what it cost. */
export interface TrainingJobDetails {
  readonly status: TrialRecord['status'];
  readonly hyperparameters: Readonly<Record<string, string>>;
  /** `s3://…/model.tar.gz`; absent when the job left none. */
  readonly modelDataUrl?: string;
  readonly trainingImage: string;
  readonly instanceType: string;
  readonly instanceCount: number;
  readonly billableSeconds?: number;
}

/** The details of a training job, or `undefined` when there is none of that name. */
export async function describeTrainingJob(
  session: AwsSession,
  name: string,
  signal: AbortSignal,
): Promise<TrainingJobDetails | undefined> {
  const { client, sdk } = session.sageMaker();
  try {
    const answer = await classifyErrors(`describe training job "${name}"`, () =>
      client.send(new sdk.DescribeTrainingJobCommand({ TrainingJobName: name }), { abortSignal: signal }),
    );
    const modelDataUrl = answer.ModelArtifacts?.S3ModelArtifacts;
    return {
      status: answer.TrainingJobStatus ?? 'InProgress',
      hyperparameters: Object.fromEntries(
        // The service's own bookkeeping among the practitioner's parameters.
        Object.entries(answer.HyperParameters ?? {}).filter(([key]) => !key.startsWith('_tuning_')),
      ),
      trainingImage: answer.AlgorithmSpecification?.TrainingImage ?? '',
      instanceType: answer.ResourceConfig?.InstanceType ?? '',
      instanceCount: answer.ResourceConfig?.InstanceCount ?? 1,
      ...(modelDataUrl !== undefined && modelDataUrl !== '' && { modelDataUrl }),
      ...(answer.BillableTimeInSeconds !== undefined && { billableSeconds: answer.BillableTimeInSeconds }),
    };
  } catch (error) {
    if (isAwsError(error, 'absent')) return undefined;
    throw error;
  }
}
