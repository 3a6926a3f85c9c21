import { describeTrainingJob } from '../../aws';
import type { AwsSession } from '../../aws';
import { trainingJobCost } from '../../tuning';
import type { Contender, Prices, TrialRecord } from '../../tuning';

interface Winner {
  readonly trial: TrialRecord;
  readonly metricName: string;
  readonly prices: Prices;
  readonly dataFingerprint: string | undefined;
}

/**
 * Returns the record of a winning training job. The artifact and the cost come from the description, because the listing
 * has neither; `described` is false until the description shows the job as completed.
 */
export async function contenderOf(
  session: AwsSession,
  { trial, metricName, prices, dataFingerprint }: Winner,
  signal: AbortSignal,
): Promise<{ readonly contender: Contender; readonly described: boolean }> {
  const details = await describeTrainingJob(session, trial.trainingJobName, signal);
  const cost =
    details === undefined
      ? undefined
      : trainingJobCost({ billableSeconds: details.billableSeconds, machines: details.machines }, prices);
  const contender = {
    training_job_name: trial.trainingJobName,
    metric_name: metricName,
    metric_value: trial.objectiveValue ?? 0,
    hyperparameters: details?.hyperparameters ?? trial.hyperparameters,
    model_data_url: details?.modelDataUrl ?? null,
    training_image: details?.trainingImage ?? '',
    data_fingerprint: dataFingerprint ?? null,
    // A hundredth of a cent; the rest is binary noise in a plan.
    cost_usd: cost === undefined ? null : Math.round(cost * 10_000) / 10_000,
  };
  return { contender, described: details?.status === 'Completed' };
}
