import { describeTrainingJob } from '../../aws';
import type { RankedTrial } from '../../aws';
import type { StateOf } from '../../plugin';
import { searchSpend, trainingJobCost } from '../../tuning';
import type { ProviderData } from '../provider-data';
import { roundedUsd } from './read-results';
import type { FoundResults } from './read-results';
import type { championDataSchema } from './champion-schema';
import type { trainingJobsSchema } from './training-jobs-schema';

type TrialState = StateOf<typeof trainingJobsSchema>['training_jobs'][number];
export type WinnerState = NonNullable<StateOf<typeof championDataSchema>['current']>;

/** Returns a training job as the list tells it. */
export function trialState(
  trial: RankedTrial,
  { experiment }: Pick<FoundResults, 'experiment'>,
  { prices }: Pick<ProviderData, 'prices'>,
): TrialState {
  const jobs = experiment.generations.flatMap((generation) => generation.jobs);
  const spec = jobs.find(({ name }) => name === trial.tuningJobName)?.spec;
  const hasEnded = trial.endedAtMs !== undefined;
  const value = trial.objectiveValue;
  return {
    training_job_name: trial.trainingJobName,
    training_job_arn: trial.trainingJobArn,
    tuning_job_name: trial.tuningJobName,
    training_job_definition_name: trial.definitionName ?? null,
    generation: trial.generation,
    rank: trial.rank ?? null,
    status: trial.status,
    failure_reason: trial.failureReason ?? null,
    metric_name: trial.metricName ?? null,
    // Terraform's numbers are finite.
    metric_value: value !== undefined && Number.isFinite(value) ? value : null,
    hyperparameters: trial.hyperparameters,
    created_at: instant(trial.createdAtMs),
    started_at: trial.startedAtMs === undefined ? null : instant(trial.startedAtMs),
    ended_at: trial.endedAtMs === undefined ? null : instant(trial.endedAtMs),
    cost_usd: hasEnded && spec !== undefined ? roundedUsd(searchSpend([trial], spec, prices).usd) : null,
  };
}

/** Returns a winning training job with what only its description tells. */
export async function winnerState(
  trial: RankedTrial,
  found: FoundResults,
  configured: ProviderData,
  signal: AbortSignal,
): Promise<WinnerState> {
  const { session, prices } = configured;
  const { best } = found.results;
  const details =
    best?.trainingJobName === trial.trainingJobName
      ? best.details
      : await describeTrainingJob(session, trial.trainingJobName, signal);
  const listed = trialState(trial, found, configured);
  const none = { model_data_url: null, training_image: null, instance_type: null, billable_seconds: null };
  if (details === undefined) return { ...listed, ...none };
  const { billableSeconds, instanceType, machines, trainingImage } = details;
  return {
    ...listed,
    hyperparameters: details.hyperparameters,
    model_data_url: details.modelDataUrl ?? null,
    training_image: trainingImage === '' ? null : trainingImage,
    instance_type: instanceType === '' ? null : instanceType,
    billable_seconds: billableSeconds ?? null,
    cost_usd: roundedUsd(trainingJobCost({ billableSeconds, machines }, prices)),
  };
}

const instant = (milliseconds: number): string => new Date(milliseconds).toISOString();
