import type {
  CreateHyperParameterTuningJobRequest,
  HyperParameterTrainingJobDefinition,
  HyperParameterTuningJobConfig,
} from '@aws-sdk/client-sagemaker';
import { isBuiltInAlgorithm } from '../../../../tuning';
import { distinctTrials, effectiveDefinitions, serviceLimit } from '../../../jobs/tuning/tuning-job-record';
import type { EffectiveDefinition } from '../../../jobs/tuning/tuning-job-record';
import { checkDefinitions } from './check-definitions';
import { checkHyperband } from './check-hyperband';
import { checkGrid } from './check-grid';
import { checkParameterRanges } from './check-parameter-ranges';
import { invalid, member, overLimit } from '../rejections';

const MOST_HYPERPARAMETERS = 100;
/** "Parallel training jobs per tuning job", with every raise granted. */
const MOST_PARALLEL = 100;
const TOTAL_JOBS = 'Number of training jobs per hyperparameter tuning job';

/** Rules of a tuning job across its fields; the training definitions' own rules are elsewhere. */
export function checkTuning(request: CreateHyperParameterTuningJobRequest): readonly EffectiveDefinition[] {
  const config = member(request.HyperParameterTuningJobConfig, 'hyperParameterTuningJobConfig');
  checkDefinitions(request, config);
  const definitions = effectiveDefinitions(request);
  for (const effective of definitions) {
    checkResourcePlace(effective.definition);
    checkObjective(effective);
    const fixed = Object.keys(effective.definition.StaticHyperParameters ?? {});
    checkParameterRanges(effective.ranges, fixed);
    checkTotal(effective, fixed);
  }
  checkHyperband(config, definitions);
  checkLimits(config, definitions);
  checkTotalJobs(request);
  return definitions;
}

/** Trials get their instances from one place: ResourceConfig, or the tuning job's own resource configuration. */
function checkResourcePlace(definition: HyperParameterTrainingJobDefinition): void {
  const { ResourceConfig: resources, HyperParameterTuningResourceConfig: tuning } = definition;
  if (resources !== undefined && tuning !== undefined) {
    throw invalid('ResourceConfig and HyperParameterTuningResourceConfig cannot both be specified.');
  }
  const single = (['InstanceType', 'InstanceCount', 'VolumeSizeInGB'] as const).find(
    (name) => tuning?.[name] !== undefined,
  );
  if (single === undefined || (tuning?.InstanceConfigs ?? []).length === 0) return;
  throw invalid(
    `${single} of HyperParameterTuningResourceConfig cannot be specified with InstanceConfigs, whose entries have their own.`,
  );
}

function checkObjective({ definition, objective }: EffectiveDefinition): void {
  if (objective === undefined) throw invalid('A HyperParameterTuningJobObjective must be specified.');
  const {
    TrainingImage: image = '',
    AlgorithmName: algorithm,
    MetricDefinitions: metrics = [],
  } = definition.AlgorithmSpecification ?? {};
  // It says itself which metrics can be objectives.
  if (algorithm !== undefined) return;
  // A built-in algorithm defines its own metrics. The check of its image rejects it.
  if (isBuiltInAlgorithm(image, definition.RoleArn)) return;
  if (metrics.some(({ Name: name }) => name === objective.MetricName)) return;
  throw invalid(
    'A metric is required for this hyperparameter tuning job objective. Provide a metric in the metric definitions.',
  );
}

function checkTotal({ ranges }: EffectiveDefinition, fixed: readonly string[]): void {
  const searched =
    (ranges.IntegerParameterRanges ?? []).length +
    (ranges.ContinuousParameterRanges ?? []).length +
    (ranges.CategoricalParameterRanges ?? []).length;
  // The service adds one of its own, the name of the objective.
  const total = searched + fixed.length + 1;
  if (total <= MOST_HYPERPARAMETERS) return;
  throw invalid(
    `The training jobs would have ${String(total)} hyperparameters with the one SageMaker adds; at most ${String(MOST_HYPERPARAMETERS)} are allowed.`,
  );
}

function checkLimits(
  config: HyperParameterTuningJobConfig,
  definitions: readonly EffectiveDefinition[],
): void {
  const { MaxNumberOfTrainingJobs: total, MaxParallelTrainingJobs: parallel = 1 } = member(
    config.ResourceLimits,
    'hyperParameterTuningJobConfig.resourceLimits',
  );
  if (parallel > MOST_PARALLEL) {
    throw overLimit('Number of parallel training jobs per hyperparameter tuning job', {
      limit: MOST_PARALLEL,
      asked: parallel,
    });
  }
  const limit = serviceLimit(config.Strategy);
  const distinct = distinctTrials(definitions);
  if (config.Strategy === 'Grid') {
    checkGrid(definitions, total);
    if (distinct > limit) throw overLimit(TOTAL_JOBS, { limit, asked: distinct });
  }
  if (total === undefined) return;
  if (parallel > total) {
    throw invalid(
      `MaxParallelTrainingJobs (${String(parallel)}) must not be greater than MaxNumberOfTrainingJobs (${String(total)}).`,
    );
  }
  if (total > distinct) {
    throw invalid(
      `The search space has ${String(distinct)} combinations, fewer than MaxNumberOfTrainingJobs (${String(total)}). Reduce the number of training jobs or widen a range.`,
    );
  }
}

/** Checks the number of training jobs; those of a warm start's parents count as well. Throws ResourceLimitExceeded. */
export function checkTotalJobs(
  { HyperParameterTuningJobConfig: config }: CreateHyperParameterTuningJobRequest,
  inherited = 0,
): void {
  const total = (config?.ResourceLimits?.MaxNumberOfTrainingJobs ?? 1) + inherited;
  const limit = serviceLimit(config?.Strategy);
  if (total > limit) throw overLimit(TOTAL_JOBS, { limit, asked: total });
}
