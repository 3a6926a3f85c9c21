import type { HyperParameterTrainingJobSummary } from '@aws-sdk/client-sagemaker';
import type { TrialRecord } from '../../tuning';
import { isAwsError } from '../aws-error';
import type { AwsSession } from '../client-factory';
import { pagesOf } from '../pages-of';

/**
 * Returns every training job that the service lists for a tuning job, oldest first; empty if it has none or its record does
 * not exist. The list may lag; to decide something, use `readSearch`.
 */
export async function listTrials(
  session: AwsSession,
  tuningJobName: string,
  signal: AbortSignal,
): Promise<readonly TrialRecord[]> {
  const { client, sdk } = session.sageMaker();
  // Keyed by name: a job that starts while the pages are read may put another job on two pages.
  const trials = new Map<string, TrialRecord>();
  const reading = { doing: `list the training jobs of tuning job "${tuningJobName}"`, signal };
  try {
    for await (const { TrainingJobSummaries: jobs = [] } of pagesOf(session, reading, (page, options) =>
      client.send(
        new sdk.ListTrainingJobsForHyperParameterTuningJobCommand({
          ...page,
          HyperParameterTuningJobName: tuningJobName,
          SortBy: 'CreationTime',
          SortOrder: 'Ascending',
        }),
        options,
      ),
    )) {
      for (const job of jobs) {
        const trial = trialOf(job, tuningJobName);
        trials.set(trial.trainingJobName, trial);
      }
    }
  } catch (error) {
    if (isAwsError(error, 'absent')) return [];
    throw error;
  }
  return [...trials.values()];
}

/** Converts one summary. Takes the metric only if the service says that the job emitted it. */
export function trialOf(summary: HyperParameterTrainingJobSummary, tuningJobName: string): TrialRecord {
  const {
    Value: value,
    MetricName: metricName,
    Type: metricGoal,
  } = summary.FinalHyperParameterTuningJobObjectiveMetric ?? {};
  const { TrainingJobDefinitionName: definitionName, FailureReason: failureReason } = summary;
  return {
    trainingJobName: summary.TrainingJobName ?? '',
    trainingJobArn: summary.TrainingJobArn ?? '',
    tuningJobName,
    status: summary.TrainingJobStatus ?? 'InProgress',
    objectiveStatus: summary.ObjectiveStatus ?? 'Pending',
    hyperparameters: summary.TunedHyperParameters ?? {},
    createdAtMs: summary.CreationTime?.getTime() ?? 0,
    ...(value !== undefined && { objectiveValue: value }),
    ...(metricName !== undefined && { metricName }),
    ...(metricGoal !== undefined && { metricGoal }),
    ...(definitionName !== undefined && { definitionName }),
    ...(failureReason !== undefined && failureReason !== '' && { failureReason }),
    ...(summary.TrainingStartTime !== undefined && { startedAtMs: summary.TrainingStartTime.getTime() }),
    ...(summary.TrainingEndTime !== undefined && { endedAtMs: summary.TrainingEndTime.getTime() }),
  };
}
