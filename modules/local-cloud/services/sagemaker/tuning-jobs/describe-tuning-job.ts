import type {
  DescribeHyperParameterTuningJobResponse,
  HyperParameterTrainingJobDefinition,
  HyperParameterTrainingJobSummary,
  HyperParameterTuningJobCompletionDetails,
  HyperParameterTuningJobSummary,
} from '@aws-sdk/client-sagemaker';
import { objectiveValue } from '../../../jobs/training/training-job-record';
import type { TrainingJobRecord } from '../../../jobs/training/training-job-record';
import type { TuningJobRecord, TuningProgress } from '../../../jobs/tuning/tuning-job-record';
import { describeChannel, describeOutput } from '../training-jobs/describe-training-job';
import { failureReason } from '../training-jobs/failure-reason';

/**
 * DescribeHyperParameterTuningJob's answer. `best` is the record of the best training job, if there is one, and `overallBest`
 * that of the best among those of a warm start's parents too.
 */
export function describeTuningJob(
  job: TuningJobRecord,
  best: TrainingJobRecord | undefined,
  overallBest: TrainingJobRecord | undefined,
): DescribeHyperParameterTuningJobResponse {
  const { TrainingJobDefinition: single, TrainingJobDefinitions: list, ...request } = job.request;
  const metric = request.HyperParameterTuningJobConfig?.HyperParameterTuningJobObjective?.MetricName;
  return {
    ...request,
    ...shared(job),
    HyperParameterTuningJobConfig: {
      Strategy: undefined,
      ResourceLimits: undefined,
      TrainingJobEarlyStoppingType: 'Off',
      ...request.HyperParameterTuningJobConfig,
    },
    ...(single === undefined ? {} : { TrainingJobDefinition: describeDefinition(single, metric) }),
    ...(list === undefined
      ? {}
      : { TrainingJobDefinitions: list.map((definition) => describeDefinition(definition)) }),
    ...(best === undefined ? {} : { BestTrainingJob: summariseTrial(best) }),
    ...(overallBest === undefined ? {} : { OverallBestTrainingJob: summariseTrial(overallBest) }),
    ...(job.failure === undefined ? {} : { FailureReason: failureReason(job.failure) }),
    ...(job.progress === undefined ? {} : { TuningJobCompletionDetails: describeProgress(job.progress) }),
    ConsumedResources: { RuntimeInSeconds: job.summary.runtimeInSeconds },
  };
}

function describeProgress({
  jobsNotImproving,
  convergedAtMs,
}: TuningProgress): HyperParameterTuningJobCompletionDetails {
  return {
    NumberOfTrainingJobsObjectiveNotImproving: jobsNotImproving,
    ...(convergedAtMs === undefined ? {} : { ConvergenceDetectedTime: new Date(convergedAtMs) }),
  };
}

/** A tuning job as ListHyperParameterTuningJobs shows it. */
export function summariseTuningJob(job: TuningJobRecord): HyperParameterTuningJobSummary {
  const config = job.request.HyperParameterTuningJobConfig;
  return {
    ...shared(job),
    Strategy: config?.Strategy,
    ...(config?.ResourceLimits === undefined ? {} : { ResourceLimits: config.ResourceLimits }),
  };
}

/** A trial as ListTrainingJobsForHyperParameterTuningJob shows it. */
export function summariseTrial(record: TrainingJobRecord): HyperParameterTrainingJobSummary {
  const value = objectiveValue(record);
  const { trial } = record;
  return {
    ...(trial?.definitionName === undefined ? {} : { TrainingJobDefinitionName: trial.definitionName }),
    TrainingJobName: record.name,
    TrainingJobArn: record.arn,
    CreationTime: new Date(record.createdAtMs),
    ...(record.startedAtMs === undefined ? {} : { TrainingStartTime: new Date(record.startedAtMs) }),
    ...(record.endedAtMs === undefined ? {} : { TrainingEndTime: new Date(record.endedAtMs) }),
    TrainingJobStatus: record.status,
    TunedHyperParameters: { ...trial?.hyperparameters },
    ...(record.failure === undefined ? {} : { FailureReason: failureReason(record.failure) }),
    ...(trial === undefined ? {} : { ObjectiveStatus: trial.objectiveStatus }),
    ...(trial === undefined || value === undefined
      ? {}
      : {
          FinalHyperParameterTuningJobObjectiveMetric: {
            Type: trial.objective.type,
            MetricName: trial.objective.metricName,
            Value: value,
          },
        }),
  };
}

function shared(job: TuningJobRecord) {
  return {
    HyperParameterTuningJobName: job.name,
    HyperParameterTuningJobArn: job.arn,
    HyperParameterTuningJobStatus: job.status,
    CreationTime: new Date(job.createdAtMs),
    LastModifiedTime: new Date(job.modifiedAtMs),
    ...(job.endedAtMs === undefined ? {} : { HyperParameterTuningEndTime: new Date(job.endedAtMs) }),
    TrainingJobStatusCounters: job.summary.trials,
    ObjectiveStatusCounters: job.summary.objectives,
  };
}

/** The service adds the objective to the static hyperparameters; clients rely on finding it there. */
function describeDefinition(
  definition: HyperParameterTrainingJobDefinition,
  metric = definition.TuningObjective?.MetricName ?? '',
): HyperParameterTrainingJobDefinition {
  const { InputDataConfig: channels } = definition;
  return {
    ...definition,
    StaticHyperParameters: { ...definition.StaticHyperParameters, _tuning_objective_metric: metric },
    ...(channels === undefined ? {} : { InputDataConfig: channels.map(describeChannel) }),
    OutputDataConfig: describeOutput(definition.OutputDataConfig),
    EnableNetworkIsolation: definition.EnableNetworkIsolation ?? false,
    EnableInterContainerTrafficEncryption: definition.EnableInterContainerTrafficEncryption ?? false,
    EnableManagedSpotTraining: definition.EnableManagedSpotTraining ?? false,
  };
}
