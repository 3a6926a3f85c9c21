import type {
  CreateHyperParameterTuningJobRequest,
  CreateTrainingJobRequest,
  ResourceConfig,
} from '@aws-sdk/client-sagemaker';
import type { TrainingSpec } from '../training-jobs/training-spec';
import { overLimit } from '../rejections';
import type { SageMakerDependencies } from '../sagemaker-dependencies';

type Account = Pick<SageMakerDependencies, 'quotas' | 'training' | 'tuning'>;

const CONCURRENT = 'Number of parallel (concurrent) hyperparameter tuning jobs';
const RANDOM_TOTAL =
  'Maximum number of training jobs that each hyperparameter tuning job with Random search strategy can create';

/** Holds a training job to the quotas for its instances. Throws ResourceLimitExceeded. */
export function checkQuotasOfTraining(spec: CreateTrainingJobRequest, account: Account): void {
  checkInstances(instancesOf(spec), account);
}

/**
 * Holds a tuning job to the account's quotas: as many instances as its training jobs use at a time, though it might start with
 * fewer. `alternatives` are, for each definition, the resources that its training jobs may run on; one that fits is enough.
 * Throws ResourceLimitExceeded.
 */
export function checkQuotasOfTuning(
  { HyperParameterTuningJobConfig: config }: CreateHyperParameterTuningJobRequest,
  alternatives: readonly (readonly TrainingSpec[])[],
  account: Account,
): void {
  const { tuning, quotas } = account;
  const concurrent = quotas.limitOf(CONCURRENT) ?? Infinity;
  if (tuning.active >= concurrent) {
    throw overLimit(CONCURRENT, { limit: concurrent, used: tuning.active, asked: 1 });
  }
  const { MaxParallelTrainingJobs: parallel = 1, MaxNumberOfTrainingJobs: total = 1 } =
    config?.ResourceLimits ?? {};
  const limit = quotas.limitOf(RANDOM_TOTAL) ?? Infinity;
  if (config?.Strategy === 'Random' && total > limit) throw overLimit(RANDOM_TOTAL, { limit, asked: total });
  for (const specs of alternatives) {
    const refusals = specs.map((spec) =>
      refusalOf(() => checkInstances(instancesOf(spec, parallel), account)),
    );
    const [first] = refusals;
    if (first !== undefined && refusals.every((one) => one !== undefined)) throw first;
  }
}

function checkInstances(wanted: ReadonlyMap<string, number>, { quotas, training }: Account): void {
  for (const [name, asked] of wanted) {
    const limit = quotas.limitOf(name);
    if (limit === undefined) continue;
    const used = training
      .running()
      .reduce((sum, { request }) => sum + (instancesOf(request).get(name) ?? 0), 0);
    if (used + asked > limit) throw overLimit(name, { limit, used, asked, unit: 'Instances' });
  }
}

/** Returns the instances of a number of training jobs by the quota that they count against. */
function instancesOf(
  {
    ResourceConfig: resources,
    EnableManagedSpotTraining: isSpot,
  }: Pick<CreateTrainingJobRequest, 'ResourceConfig' | 'EnableManagedSpotTraining'>,
  jobs = 1,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const groups: readonly Partial<ResourceConfig>[] = resources?.InstanceGroups ?? [resources ?? {}];
  for (const { InstanceType: type, InstanceCount: count = 1 } of groups) {
    if (type === undefined) continue;
    const name = `${type} for ${isSpot === true ? 'spot ' : ''}training job usage`;
    counts.set(name, (counts.get(name) ?? 0) + count * jobs);
  }
  return counts;
}

function refusalOf(check: () => void): Error | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    return error as Error;
  }
}
