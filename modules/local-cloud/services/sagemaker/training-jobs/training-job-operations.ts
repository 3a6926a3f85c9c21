import type {
  CreateTrainingJobRequest,
  CreateTrainingJobResponse,
  DeleteTrainingJobRequest,
  DescribeTrainingJobRequest,
  DescribeTrainingJobResponse,
  ListTrainingJobsRequest,
  ListTrainingJobsResponse,
  StopTrainingJobRequest,
} from '@aws-sdk/client-sagemaker';
import { ServiceFault } from '../../../ports/service';
import type { OperationHandler } from '../../../ports/service';
import { isEnded } from '../../../jobs/training/training-job-record';
import type { TrainingJobRecord } from '../../../jobs/training/training-job-record';
import { completedBy, shareOf } from '../../../jobs/training/algorithm-record';
import { algorithmOf } from '../algorithms/algorithm-of';
import { checkTraining } from './check-training';
import { checkHyperparameters } from '../algorithms/check-use-of-algorithm';
import { describeTrainingJob } from './describe-training-job';
import { checkQuotasOfTraining } from '../quotas/check-quotas';
import { addTags } from '../tags/add-tags';
import { invalid, member } from '../rejections';
import { listPage } from '../listing/list-page';
import { listQuery } from '../listing/list-query';
import { resourceArn } from '../../../jobs/resource-arn';
import type { SageMakerDependencies } from '../sagemaker-dependencies';

/** CreateTrainingJob, DescribeTrainingJob, ListTrainingJobs, StopTrainingJob, DeleteTrainingJob. */
export function trainingJobOperations(dependencies: SageMakerDependencies) {
  const { training, tags, store } = dependencies;

  const CreateTrainingJob: OperationHandler<CreateTrainingJobRequest, CreateTrainingJobResponse> = (
    input,
    call,
  ) => {
    const name = member(input.TrainingJobName, 'trainingJobName');
    const arn = resourceArn('training-job', name, call);
    if (training.get(name) !== undefined) {
      throw new ServiceFault(
        'ResourceInUse',
        `Job name must be unique within an AWS account and region, and a job with this name already exists (${arn})`,
      );
    }
    const algorithm = algorithmOf(input, dependencies, call);
    const imageDigest = checkTraining(input, arn, dependencies, algorithm);
    if (algorithm !== undefined) checkHyperparameters(algorithm, input.HyperParameters ?? {});
    checkQuotasOfTraining(input, dependencies);
    const { Tags: given = [], ...own } = input;
    const request = completedBy(own, algorithm && shareOf(algorithm));
    store.transaction(() => {
      addTags(tags, arn, given);
      training.add({ name, arn, request, imageDigest, createdAtMs: call.now });
    });
    training.start(name);
    return { TrainingJobArn: arn };
  };

  const DescribeTrainingJob: OperationHandler<DescribeTrainingJobRequest, DescribeTrainingJobResponse> = (
    input,
  ) => describeTrainingJob(existing(input.TrainingJobName));

  const ListTrainingJobs: OperationHandler<ListTrainingJobsRequest, ListTrainingJobsResponse> = (input) => {
    const { items, ...token } = listPage(
      listQuery(training.index, input, { by: 'CreationTime', order: 'Descending' }),
      input,
      ({ name }) => training.get(name),
    );
    return { TrainingJobSummaries: items.map(summaryOf), ...token };
  };

  const StopTrainingJob: OperationHandler<StopTrainingJobRequest> = (input) => {
    const record = existing(input.TrainingJobName);
    if (isEnded(record.status)) throw rejected(record);
    training.stop(record.name);
    return {};
  };

  const DeleteTrainingJob: OperationHandler<DeleteTrainingJobRequest> = (input) => {
    const record = existing(input.TrainingJobName);
    if (!isEnded(record.status)) throw rejected(record);
    store.transaction(() => {
      training.remove(record.name);
      tags.forget(record.arn);
    });
    return {};
  };

  function existing(name: string | undefined): TrainingJobRecord {
    const record = training.get(member(name, 'trainingJobName'));
    if (record === undefined) throw invalid('Requested resource not found.');
    return record;
  }

  return { CreateTrainingJob, DescribeTrainingJob, ListTrainingJobs, StopTrainingJob, DeleteTrainingJob };
}

const rejected = (record: TrainingJobRecord): ServiceFault =>
  invalid(`The request was rejected because the training job is in status ${record.status}.`);

function summaryOf(
  record: TrainingJobRecord,
): NonNullable<ListTrainingJobsResponse['TrainingJobSummaries']>[number] {
  return {
    TrainingJobName: record.name,
    TrainingJobArn: record.arn,
    CreationTime: new Date(record.createdAtMs),
    LastModifiedTime: new Date(record.modifiedAtMs),
    TrainingJobStatus: record.status,
    SecondaryStatus: record.transitions.at(-1)?.status,
    ...(record.endedAtMs === undefined ? {} : { TrainingEndTime: new Date(record.endedAtMs) }),
  };
}
