import type { DescribeHyperParameterTuningJobCommandOutput } from '@aws-sdk/client-sagemaker';
import { experimentModel, specOf, trainingJobDefinition, tuningJobConfig } from '../../tuning';
import type { ExperimentSpec } from '../../tuning';
import type { Tags } from '../tags/sync-tags';
import { fromMembers, isExpressible } from './members';
import type { ObservedTuningJob } from './tuning-job';

/** Reads a DescribeHyperParameterTuningJob answer. */
export function fromDescription(
  answer: DescribeHyperParameterTuningJobCommandOutput,
  tags: Tags,
): ObservedTuningJob {
  const counters = answer.TrainingJobStatusCounters;
  const spec = specFrom(answer);
  return {
    name: answer.HyperParameterTuningJobName ?? '',
    arn: answer.HyperParameterTuningJobArn ?? '',
    status: answer.HyperParameterTuningJobStatus ?? 'InProgress',
    counters: {
      completed: counters?.Completed ?? 0,
      inProgress: counters?.InProgress ?? 0,
      retryableError: counters?.RetryableError ?? 0,
      nonRetryableError: counters?.NonRetryableError ?? 0,
      stopped: counters?.Stopped ?? 0,
    },
    createdAtMs: answer.CreationTime?.getTime() ?? 0,
    tags,
    ...(answer.FailureReason !== undefined &&
      answer.FailureReason !== '' && { failureReason: answer.FailureReason }),
    ...(spec !== undefined && { spec }),
  };
}

/** A static hyperparameter that the service adds to every definition by itself. */
const INJECTED = '_tuning_objective_metric';

/** The spec a job was created from, as far as the model can express it. */
function specFrom(answer: DescribeHyperParameterTuningJobCommandOutput): ExperimentSpec | undefined {
  const { HyperParameterTuningJobConfig: config, TrainingJobDefinition: definition } = answer;
  if (config === undefined || definition === undefined) return undefined;
  const { [INJECTED]: _, ...own } = definition.StaticHyperParameters ?? {};
  const values = {
    ...fromMembers(tuningJobConfig, config),
    ...fromMembers(trainingJobDefinition, { ...definition, StaticHyperParameters: own }),
  };
  return isExpressible(experimentModel, values) ? specOf(values) : undefined;
}
