import type {
  CreateAlgorithmInput,
  CreateAlgorithmOutput,
  DeleteAlgorithmInput,
  DescribeAlgorithmInput,
  DescribeAlgorithmOutput,
  ListAlgorithmsInput,
  ListAlgorithmsOutput,
} from '@aws-sdk/client-sagemaker';
import type { Call, OperationHandler } from '../../../ports/service';
import type { AlgorithmRecord } from '../../../jobs/training/algorithm-record';
import { resourceArn } from '../../../jobs/resource-arn';
import { addTags } from '../tags/add-tags';
import { checkAlgorithm } from './check-algorithm';
import { findAlgorithm } from './find-algorithm';
import { invalid, member } from '../rejections';
import { listPage } from '../listing/list-page';
import { listQuery } from '../listing/list-query';
import type { SageMakerDependencies } from '../sagemaker-dependencies';

/** CreateAlgorithm, DescribeAlgorithm, ListAlgorithms, DeleteAlgorithm. */
export function algorithmOperations(dependencies: SageMakerDependencies) {
  const { algorithms, tags, store } = dependencies;

  const CreateAlgorithm: OperationHandler<CreateAlgorithmInput, CreateAlgorithmOutput> = (input, call) => {
    const name = member(input.AlgorithmName, 'algorithmName');
    const arn = resourceArn('algorithm', name, call);
    if (algorithms.get(name) !== undefined) {
      throw invalid(`Cannot create already existing algorithm "${arn}".`);
    }
    const specification = member(input.TrainingSpecification, 'trainingSpecification');
    const imageDigest = checkAlgorithm(specification, dependencies.images);
    const { Tags: given = [], ...request } = input;
    store.transaction(() => {
      addTags(tags, arn, given);
      algorithms.put({ name, arn, request, imageDigest, createdAtMs: call.now });
    });
    return { AlgorithmArn: arn };
  };

  const DescribeAlgorithm: OperationHandler<DescribeAlgorithmInput, DescribeAlgorithmOutput> = (
    input,
    call,
  ) => {
    const record = existing(input.AlgorithmName, call);
    return {
      ...record.request,
      TrainingSpecification: record.request.TrainingSpecification,
      AlgorithmName: record.name,
      AlgorithmArn: record.arn,
      CreationTime: new Date(record.createdAtMs),
      // Without a validation profile there is no validation to wait for.
      AlgorithmStatus: 'Completed',
      AlgorithmStatusDetails: { ValidationStatuses: [], ImageScanStatuses: [] },
      CertifyForMarketplace: record.request.CertifyForMarketplace ?? false,
    };
  };

  const ListAlgorithms: OperationHandler<ListAlgorithmsInput, ListAlgorithmsOutput> = (input) => {
    const { items, ...token } = listPage(
      listQuery(algorithms.index, input, { by: 'CreationTime', order: 'Ascending' }),
      input,
      ({ name }) => algorithms.get(name),
    );
    const summaries = items.map(({ name, arn, createdAtMs, request }) => ({
      AlgorithmName: name,
      AlgorithmArn: arn,
      AlgorithmDescription: request.AlgorithmDescription,
      CreationTime: new Date(createdAtMs),
      AlgorithmStatus: 'Completed' as const,
    }));
    return { AlgorithmSummaryList: summaries, ...token };
  };

  const DeleteAlgorithm: OperationHandler<DeleteAlgorithmInput> = (input, call) => {
    const record = existing(input.AlgorithmName, call);
    store.transaction(() => {
      algorithms.remove(record.name);
      tags.forget(record.arn);
    });
    return {};
  };

  const existing = (nameOrArn: string | undefined, call: Call): AlgorithmRecord =>
    findAlgorithm(member(nameOrArn, 'algorithmName'), algorithms, call);

  return { CreateAlgorithm, DescribeAlgorithm, ListAlgorithms, DeleteAlgorithm };
}
