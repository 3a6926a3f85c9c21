import type {
  CreateHyperParameterTuningJobRequest,
  CreateHyperParameterTuningJobResponse,
  DeleteHyperParameterTuningJobRequest,
  DescribeHyperParameterTuningJobRequest,
  DescribeHyperParameterTuningJobResponse,
  HyperParameterTrainingJobDefinition,
  ListHyperParameterTuningJobsRequest,
  ListHyperParameterTuningJobsResponse,
  StopHyperParameterTuningJobRequest,
} from '@aws-sdk/client-sagemaker';
import { ServiceFault } from '../../../ports/service';
import type { OperationHandler } from '../../../ports/service';
import { inheritedTrials, isTuningEnded } from '../../../jobs/tuning/tuning-job-record';
import type { EffectiveDefinition, TuningJobRecord } from '../../../jobs/tuning/tuning-job-record';
import type { TrainingJobRecord } from '../../../jobs/training/training-job-record';
import { bestOf } from '../../../jobs/tuning/tuning-summary';
import { shareOf } from '../../../jobs/training/algorithm-record';
import type { AlgorithmShare } from '../../../jobs/training/algorithm-record';
import { algorithmOf } from '../algorithms/algorithm-of';
import { checkTraining } from '../training-jobs/check-training';
import { checkSearchOfAlgorithm } from '../algorithms/check-use-of-algorithm';
import type { TrainingSpec } from '../training-jobs/training-spec';
import { checkWarmStart } from './check-warm-start';
import { checkTotalJobs, checkTuning } from './check-tuning';
import { checkQuotasOfTuning } from '../quotas/check-quotas';
import { describeTuningJob, summariseTuningJob } from './describe-tuning-job';
import { addTags } from '../tags/add-tags';
import { invalid, member } from '../rejections';
import { listPage } from '../listing/list-page';
import { listQuery } from '../listing/list-query';
import { resourceArn } from '../../../jobs/resource-arn';
import type { SageMakerDependencies } from '../sagemaker-dependencies';

/** Create, Describe, List, Stop and Delete of HyperParameterTuningJob. */
export function tuningJobOperations(dependencies: SageMakerDependencies) {
  const { tuning, tags, store } = dependencies;

  const CreateHyperParameterTuningJob: OperationHandler<
    CreateHyperParameterTuningJobRequest,
    CreateHyperParameterTuningJobResponse
  > = (input, call) => {
    const name = member(input.HyperParameterTuningJobName, 'hyperParameterTuningJobName');
    const arn = resourceArn('hyper-parameter-tuning-job', name, call);
    if (tuning.get(name) !== undefined) {
      throw new ServiceFault(
        'ResourceInUse',
        `A hyperparameter tuning job with the name, ${name}, already exists. Choose a different name.`,
      );
    }
    const definitions = checkTuning(input);
    const algorithms: Record<number, AlgorithmShare> = {};
    const imageDigests = definitions.flatMap((effective) => {
      const { definition, index } = effective;
      const algorithm = algorithmOf(definition, dependencies, call);
      const [digest] = resourced(definition).map((spec) => checkTraining(spec, arn, dependencies, algorithm));
      if (algorithm !== undefined) {
        checkSearchOfAlgorithm(effective, algorithm);
        algorithms[index] = shareOf(algorithm);
      }
      return digest ?? [];
    });
    const parents = parentsOf(input, definitions[0], imageDigests[0]);
    checkQuotasOfTuning(
      input,
      definitions.map(({ definition }) => resourced(definition)),
      dependencies,
    );
    const { Tags: given = [], ...request } = input;
    store.transaction(() => {
      addTags(tags, arn, given);
      tuning.add({
        name,
        arn,
        id: dependencies.random.uuid(),
        request,
        imageDigests,
        algorithms,
        ...parents,
        createdAtMs: call.now,
      });
    });
    tuning.start(name);
    return { HyperParameterTuningJobArn: arn };
  };

  const DescribeHyperParameterTuningJob: OperationHandler<
    DescribeHyperParameterTuningJobRequest,
    DescribeHyperParameterTuningJobResponse
  > = (input) => {
    const job = existing(input.HyperParameterTuningJobName);
    const best = job.summary.best === undefined ? undefined : dependencies.training.get(job.summary.best);
    return describeTuningJob(job, best, overallBest(job, best));
  };

  const ListHyperParameterTuningJobs: OperationHandler<
    ListHyperParameterTuningJobsRequest,
    ListHyperParameterTuningJobsResponse
  > = (input) => {
    const { items, ...token } = listPage(
      listQuery(tuning.index, input, { by: 'Name', order: 'Ascending' }),
      input,
      ({ name }) => tuning.get(name),
    );
    return { HyperParameterTuningJobSummaries: items.map(summariseTuningJob), ...token };
  };

  const StopHyperParameterTuningJob: OperationHandler<StopHyperParameterTuningJobRequest> = (input) => {
    const job = existing(input.HyperParameterTuningJobName);
    if (isTuningEnded(job.status)) throw rejected(job);
    if (job.status !== 'Stopping') tuning.stop(job.name);
    return {};
  };

  const DeleteHyperParameterTuningJob: OperationHandler<DeleteHyperParameterTuningJobRequest> = (input) => {
    const job = existing(input.HyperParameterTuningJobName);
    if (!isTuningEnded(job.status)) throw rejected(job);
    store.transaction(() => {
      tuning.remove(job.name);
      tags.forget(job.arn);
    });
    return {};
  };

  /** Reported for IdenticalDataAndAlgorithm only; other values are not comparable. */
  function overallBest(
    job: TuningJobRecord,
    best: TrainingJobRecord | undefined,
  ): TrainingJobRecord | undefined {
    if (job.request.WarmStartConfig?.WarmStartType !== 'IdenticalDataAndAlgorithm') return undefined;
    const inherited = (job.parents ?? []).flatMap(({ best: name }) =>
      name === undefined ? [] : (dependencies.training.get(name) ?? []),
    );
    return bestOf(best === undefined ? inherited : [...inherited, best]);
  }

  /** Returns the parents of a warm start, whose training jobs count against the limit of this one. */
  function parentsOf(
    request: CreateHyperParameterTuningJobRequest,
    effective: EffectiveDefinition | undefined,
    imageDigest = '',
  ): Pick<TuningJobRecord, 'parents'> {
    if (request.WarmStartConfig === undefined || effective === undefined) return {};
    const found = checkWarmStart({ request, effective, imageDigest }, (parent) => tuning.get(parent));
    const parents = found.map(({ id, summary }) => ({
      id,
      trials: [...dependencies.training.trialsOf(id).all()].length,
      ...(summary.best === undefined ? {} : { best: summary.best }),
    }));
    checkTotalJobs(request, inheritedTrials(parents));
    return { parents };
  }

  function existing(name: string | undefined): TuningJobRecord {
    const wanted = member(name, 'hyperParameterTuningJobName');
    const job = tuning.get(wanted);
    if (job !== undefined) return job;
    throw new ServiceFault(
      'ResourceNotFound',
      `Amazon SageMaker can't find a tuning job called ${wanted}. Type another name.`,
    );
  }

  return {
    CreateHyperParameterTuningJob,
    DescribeHyperParameterTuningJob,
    ListHyperParameterTuningJobs,
    StopHyperParameterTuningJob,
    DeleteHyperParameterTuningJob,
  };
}

/** Returns the definition with each of the resources that its trials may run on, where a training job has them. */
function resourced(definition: HyperParameterTrainingJobDefinition): readonly TrainingSpec[] {
  const { HyperParameterTuningResourceConfig: tuning, ResourceConfig: own, ...rest } = definition;
  if (own !== undefined) return [{ ...rest, ResourceConfig: own }];
  const { InstanceConfigs: alternatives = [], AllocationStrategy: _, ...single } = tuning ?? {};
  return (alternatives.length === 0 ? [{}] : alternatives).map((alternative) => ({
    ...rest,
    ResourceConfig: { ...alternative, ...single },
  }));
}

const rejected = (job: TuningJobRecord): ServiceFault =>
  invalid(`The request was rejected because the hyperparameter tuning job is in status ${job.status}.`);
