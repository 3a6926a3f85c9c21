import type { TrialRecord } from '../../tuning';
import { classifyErrors, isAwsError } from '../aws-error';
import type { AwsSession } from '../client-factory';
import { usedMachines } from './used-machines';
import type { UsedMachine } from './used-machines';

/** The details of a training job that a listing lacks: artifact, image, instances and billed time. */
export interface TrainingJobDetails {
  readonly status: TrialRecord['status'];
  readonly hyperparameters: Readonly<Record<string, string>>;
  /** `s3://…/model.tar.gz`; absent if the job has no artifact. */
  readonly modelDataUrl?: string;
  readonly trainingImage: string;
  /** Those that it ran on; empty while that is not known. */
  readonly machines: readonly UsedMachine[];
  /** Empty unless it ran on a single type. */
  readonly instanceType: string;
  readonly billableSeconds?: number;
}

/** Returns the details of a training job, or `undefined` if it does not exist. */
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
    const machines = usedMachines(answer.ResourceConfig);
    const modelDataUrl = answer.ModelArtifacts?.S3ModelArtifacts;
    return {
      status: answer.TrainingJobStatus ?? 'InProgress',
      hyperparameters: Object.fromEntries(
        // Omits the parameters that the service itself adds.
        Object.entries(answer.HyperParameters ?? {}).filter(([key]) => !key.startsWith('_tuning_')),
      ),
      trainingImage: answer.AlgorithmSpecification?.TrainingImage ?? '',
      machines,
      instanceType: machines.length === 1 ? (machines[0]?.type ?? '') : '',
      ...(modelDataUrl !== undefined && modelDataUrl !== '' && { modelDataUrl }),
      ...(answer.BillableTimeInSeconds !== undefined && { billableSeconds: answer.BillableTimeInSeconds }),
    };
  } catch (error) {
    if (isAwsError(error, 'absent')) return undefined;
    throw error;
  }
}
