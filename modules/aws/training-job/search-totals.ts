import type { DescribeHyperParameterTuningJobCommandOutput } from '@aws-sdk/client-sagemaker';
import type { TuningJobStatus } from '../../tuning';
import { classifyErrors, isAwsError } from '../aws-error';
import type { AwsSession } from '../client-factory';

/** The description's counts of a tuning job's training jobs, which a complete list must match. */
export interface SearchTotals {
  readonly arn: string;
  readonly status: TuningJobStatus;
  /**
   * Launched training jobs in any status, without those that failed and that the service retries: how it lists a retry is
   * undocumented, and none of them can win.
   */
  readonly launched: number;
  readonly completed: number;
  /** Training jobs whose final metric the service has read. */
  readonly measured: number;
  /** Training jobs whose final metric the service has not read yet. */
  readonly unmeasured: number;
  /** The training job that the service names as the best; absent if it names none. */
  readonly best?: { readonly trainingJobName: string; readonly objectiveValue?: number };
  /** End of the search in milliseconds since the epoch; absent if the service does not say. */
  readonly endedAtMs?: number;
}

/** Returns the totals of a tuning job, or `undefined` if it does not exist. */
export async function describeSearchTotals(
  session: AwsSession,
  tuningJobName: string,
  signal: AbortSignal,
): Promise<SearchTotals | undefined> {
  const { client, sdk } = session.sageMaker();
  try {
    return totalsOf(
      await classifyErrors(`describe tuning job "${tuningJobName}"`, () =>
        client.send(
          new sdk.DescribeHyperParameterTuningJobCommand({ HyperParameterTuningJobName: tuningJobName }),
          { abortSignal: signal },
        ),
      ),
    );
  } catch (error) {
    if (isAwsError(error, 'absent')) return undefined;
    throw error;
  }
}

function totalsOf(answer: DescribeHyperParameterTuningJobCommandOutput): SearchTotals {
  const counters = answer.TrainingJobStatusCounters;
  const launched = [
    counters?.Completed,
    counters?.InProgress,
    counters?.NonRetryableError,
    counters?.Stopped,
  ] as const;
  const best = answer.BestTrainingJob;
  const value = best?.FinalHyperParameterTuningJobObjectiveMetric?.Value;
  return {
    arn: answer.HyperParameterTuningJobArn ?? '',
    status: answer.HyperParameterTuningJobStatus ?? 'InProgress',
    launched: launched.reduce<number>((sum, count) => sum + (count ?? 0), 0),
    completed: counters?.Completed ?? 0,
    measured: answer.ObjectiveStatusCounters?.Succeeded ?? 0,
    unmeasured: answer.ObjectiveStatusCounters?.Pending ?? 0,
    ...(best?.TrainingJobName !== undefined && {
      best: {
        trainingJobName: best.TrainingJobName,
        ...(value !== undefined && { objectiveValue: value }),
      },
    }),
    ...(answer.HyperParameterTuningEndTime !== undefined && {
      endedAtMs: answer.HyperParameterTuningEndTime.getTime(),
    }),
  };
}
