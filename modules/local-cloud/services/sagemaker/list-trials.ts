import type {
  ListTrainingJobsForHyperParameterTuningJobRequest,
  ListTrainingJobsForHyperParameterTuningJobResponse,
} from '@aws-sdk/client-sagemaker';
import { ServiceFault } from '../../service';
import type { OperationHandler } from '../../service';
import { objectiveValue } from '../../training/training-job-record';
import type { TrainingJobRecord } from '../../training/training-job-record';
import { summariseTrial } from './describe-tuning-job';
import { member } from './faults';
import { inOrder } from '../../paging';
import type { Listing } from '../../paging';
import { listPage } from './list-page';
import { listQuery } from './list-query';
import type { SageMakerParts } from './sagemaker-parts';

/** ListTrainingJobsForHyperParameterTuningJob. */
export function trialOperations(parts: SageMakerParts) {
  const ListTrainingJobsForHyperParameterTuningJob: OperationHandler<
    ListTrainingJobsForHyperParameterTuningJobRequest,
    ListTrainingJobsForHyperParameterTuningJobResponse
  > = (input) => {
    const name = member(input.HyperParameterTuningJobName, 'hyperParameterTuningJobName');
    const job = parts.tuning.get(name);
    if (job === undefined) {
      throw new ServiceFault(
        'ResourceNotFound',
        `Amazon SageMaker can't find a tuning job called ${name}. Type another name.`,
      );
    }
    const listed = listQuery(parts.tuning.trials(job), input, { by: 'Name', order: 'Ascending' });
    const sorted = input.SortBy === 'FinalObjectiveMetricValue' ? byValue(listed) : listed;
    const { items, ...token } = listPage(sorted, input);
    return { TrainingJobSummaries: items.map(summariseTrial), ...token };
  };
  return { ListTrainingJobsForHyperParameterTuningJob };
}

/** Jobs without a value of the objective are not listed in this order. */
function byValue({ items, descending }: Listing<TrainingJobRecord>): Listing<TrainingJobRecord> {
  return inOrder(
    items.filter((record) => objectiveValue(record) !== undefined),
    {
      placeOf: (record) => [objectiveValue(record) ?? 0, record.name],
      ...(descending === undefined ? {} : { descending }),
    },
  );
}
