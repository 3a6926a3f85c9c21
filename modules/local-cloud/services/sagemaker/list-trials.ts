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
    const sorted = input.SortBy === 'FinalObjectiveMetricValue' ? byValue(listed, input.SortOrder) : listed;
    const { items, ...token } = listPage(sorted, input);
    return { TrainingJobSummaries: items.map(summariseTrial), ...token };
  };
  return { ListTrainingJobsForHyperParameterTuningJob };
}

/** Jobs without a value of the objective are not listed in this order. */
function byValue(records: readonly TrainingJobRecord[], order = 'Ascending'): TrainingJobRecord[] {
  const sign = order === 'Descending' ? -1 : 1;
  return records
    .filter((record) => objectiveValue(record) !== undefined)
    .sort((a, b) => sign * ((objectiveValue(a) ?? 0) - (objectiveValue(b) ?? 0)));
}
