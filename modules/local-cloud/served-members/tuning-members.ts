import { below } from '../../kernel';
import type { MemberTable } from '../../kernel';
import { TRIAL_MEMBERS } from './training-members';
import { allServed, most, only, TAGS } from './treatments';

const RANGES: MemberTable = allServed(
  'IntegerParameterRanges[].Name',
  'IntegerParameterRanges[].MinValue',
  'IntegerParameterRanges[].MaxValue',
  'IntegerParameterRanges[].ScalingType',
  'ContinuousParameterRanges[].Name',
  'ContinuousParameterRanges[].MinValue',
  'ContinuousParameterRanges[].MaxValue',
  'ContinuousParameterRanges[].ScalingType',
  'CategoricalParameterRanges[].Name',
  'CategoricalParameterRanges[].Values',
);

const DEFINITION: MemberTable = {
  ...TRIAL_MEMBERS,
  ...below('HyperParameterRanges.', RANGES),
  ...allServed(
    'DefinitionName',
    'TuningObjective.Type',
    'TuningObjective.MetricName',
    'StaticHyperParameters',
    'HyperParameterTuningResourceConfig.InstanceType',
    'HyperParameterTuningResourceConfig.VolumeSizeInGB',
    'HyperParameterTuningResourceConfig.InstanceConfigs[].InstanceType',
    'HyperParameterTuningResourceConfig.InstanceConfigs[].VolumeSizeInGB',
    // Prioritized, the only strategy, takes the first alternative with capacity; this machine always has capacity.
    'HyperParameterTuningResourceConfig.AllocationStrategy',
  ),
  'HyperParameterTuningResourceConfig.InstanceCount': most(1),
  'HyperParameterTuningResourceConfig.VolumeKmsKeyId':
    TRIAL_MEMBERS['ResourceConfig.VolumeKmsKeyId'] ?? only(),
  'HyperParameterTuningResourceConfig.InstanceConfigs[].InstanceCount': most(1),
};

/** CreateHyperParameterTuningJob. */
export const TUNING_MEMBERS: MemberTable = {
  ...TAGS,
  ...below('HyperParameterTuningJobConfig.ParameterRanges.', RANGES),
  ...below('TrainingJobDefinition.', DEFINITION),
  ...below('TrainingJobDefinitions[].', DEFINITION),
  ...allServed(
    'HyperParameterTuningJobName',
    'HyperParameterTuningJobConfig.Strategy',
    'HyperParameterTuningJobConfig.StrategyConfig.HyperbandStrategyConfig.MinResource',
    'HyperParameterTuningJobConfig.StrategyConfig.HyperbandStrategyConfig.MaxResource',
    'WarmStartConfig.WarmStartType',
    'WarmStartConfig.ParentHyperParameterTuningJobs[].HyperParameterTuningJobName',
    'HyperParameterTuningJobConfig.HyperParameterTuningJobObjective.Type',
    'HyperParameterTuningJobConfig.HyperParameterTuningJobObjective.MetricName',
    'HyperParameterTuningJobConfig.ResourceLimits.MaxNumberOfTrainingJobs',
    'HyperParameterTuningJobConfig.ResourceLimits.MaxParallelTrainingJobs',
    'HyperParameterTuningJobConfig.ResourceLimits.MaxRuntimeInSeconds',
    'HyperParameterTuningJobConfig.TrainingJobEarlyStoppingType',
    'HyperParameterTuningJobConfig.RandomSeed',
    'HyperParameterTuningJobConfig.TuningJobCompletionCriteria.TargetObjectiveMetricValue',
    'HyperParameterTuningJobConfig.TuningJobCompletionCriteria.BestObjectiveNotImproving.MaxNumberOfTrainingJobsNotImproving',
    'HyperParameterTuningJobConfig.TuningJobCompletionCriteria.ConvergenceDetected.CompleteOnConvergence',
  ),
};
