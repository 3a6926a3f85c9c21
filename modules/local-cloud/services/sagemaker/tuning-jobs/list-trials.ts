import type {
  ListTrainingJobsForHyperParameterTuningJobRequest,
  ListTrainingJobsForHyperParameterTuningJobResponse,
} from '@aws-sdk/client-sagemaker';
import { ServiceFault } from '../../../ports/service';
import type { OperationHandler } from '../../../ports/service';
import type { ListedTrial } from '../../../jobs/training/training-records';
import { summariseTrial } from './describe-tuning-job';
import { member } from '../rejections';
import { inOrder } from '../../paging';
import type { Listing } from '../../paging';
import { listPage } from '../listing/list-page';
import { filterOf, listQuery } from '../listing/list-query';
import type { SageMakerDependencies } from '../sagemaker-dependencies';

/** ListTrainingJobsForHyperParameterTuningJob. */
export function trialOperations(dependencies: SageMakerDependencies) {
  const ListTrainingJobsForHyperParameterTuningJob: OperationHandler<
    ListTrainingJobsForHyperParameterTuningJobRequest,
    ListTrainingJobsForHyperParameterTuningJobResponse
  > = (input) => {
    const name = member(input.HyperParameterTuningJobName, 'hyperParameterTuningJobName');
    const job = dependencies.tuning.get(name);
    if (job === undefined) {
      throw new ServiceFault(
        'ResourceNotFound',
        `Amazon SageMaker can't find a tuning job called ${name}. Type another name.`,
      );
    }
    const trials = dependencies.training.trialsOf(job.id);
    const listing =
      input.SortBy === 'FinalObjectiveMetricValue'
        ? byValue(filterOf(input)(trials.all()), input.SortOrder === 'Descending')
        : listQuery(trials, input, { by: 'Name', order: 'Ascending' });
    const { items, ...token } = listPage(listing, input, (trial) => dependencies.training.get(trial.name));
    return { TrainingJobSummaries: items.map(summariseTrial), ...token };
  };
  return { ListTrainingJobsForHyperParameterTuningJob };
}

/** This order leaves out jobs without an objective value. */
function byValue(trials: Iterable<ListedTrial>, descending: boolean): Listing<ListedTrial> {
  const judged = [...trials].filter(({ value }) => value !== undefined);
  return inOrder(judged, { placeOf: ({ value = 0, name }) => [value, name], descending });
}
