import type {
  CreateModelInput,
  CreateModelOutput,
  DeleteModelInput,
  DescribeModelInput,
  DescribeModelOutput,
  ListModelsInput,
  ListModelsOutput,
} from '@aws-sdk/client-sagemaker';
import type { Call, OperationHandler } from '../../../ports/service';
import { parseS3Uri } from '../../../jobs/s3-uri';
import { checkRole } from '../check-role';
import { checkModelData } from './check-model-data';
import { addTags } from '../tags/add-tags';
import { invalid, member } from '../rejections';
import { onlyContainer } from '../../../jobs/hosting/model-record';
import type { ModelRecord } from '../../../jobs/hosting/model-record';
import { modelSource } from '../../../jobs/hosting/plan-deployment';
import { listPage } from '../listing/list-page';
import { listQuery } from '../listing/list-query';
import { resourceArn } from '../../../jobs/resource-arn';
import type { SageMakerDependencies } from '../sagemaker-dependencies';

/** CreateModel, DescribeModel, ListModels, DeleteModel. */
export function modelOperations(dependencies: SageMakerDependencies) {
  const { models, tags, store } = dependencies;

  const CreateModel: OperationHandler<CreateModelInput, CreateModelOutput> = (input, call) => {
    const name = member(input.ModelName, 'modelName');
    const arn = resourceArn('model', name, call);
    if (models.get(name) !== undefined) throw invalid(`Cannot create already existing model "${arn}".`);
    const imageDigest = checkModel(input, arn, dependencies);
    const { Tags: given = [], ...request } = input;
    store.transaction(() => {
      addTags(tags, arn, given);
      models.put({ name, arn, request, imageDigest, createdAtMs: call.now });
    });
    return { ModelArn: arn };
  };

  const DescribeModel: OperationHandler<DescribeModelInput, DescribeModelOutput> = (input, call) => {
    const record = existing(input.ModelName, call);
    return {
      ...record.request,
      ModelName: record.name,
      ModelArn: record.arn,
      CreationTime: new Date(record.createdAtMs),
      EnableNetworkIsolation: record.request.EnableNetworkIsolation ?? false,
    };
  };

  const ListModels: OperationHandler<ListModelsInput, ListModelsOutput> = (input) => {
    const { items, ...token } = listPage(
      listQuery(models.index, input, { by: 'CreationTime', order: 'Descending' }),
      input,
      ({ name }) => models.get(name),
    );
    const summaries = items.map(({ name, arn, createdAtMs }) => ({
      ModelName: name,
      ModelArn: arn,
      CreationTime: new Date(createdAtMs),
    }));
    return { Models: summaries, ...token };
  };

  const DeleteModel: OperationHandler<DeleteModelInput> = (input, call) => {
    const record = existing(input.ModelName, call);
    store.transaction(() => {
      models.remove(record.name);
      tags.forget(record.arn);
    });
    return {};
  };

  function existing(name: string | undefined, call: Call): ModelRecord {
    const wanted = member(name, 'modelName');
    const record = models.get(wanted);
    if (record === undefined) throw invalid(`Could not find model "${resourceArn('model', wanted, call)}".`);
    return record;
  }

  return { CreateModel, DescribeModel, ListModels, DeleteModel };
}

/** Answers the digest of the model's image. */
function checkModel(input: CreateModelInput, arn: string, dependencies: SageMakerDependencies): string {
  if (input.PrimaryContainer !== undefined && input.Containers !== undefined) {
    throw invalid('PrimaryContainer and Containers cannot both be specified.');
  }
  const container = onlyContainer(input);
  if (container === undefined) throw invalid('A model needs a PrimaryContainer.');
  checkModelData(container);
  checkRole(dependencies.roles, member(input.ExecutionRoleArn, 'executionRoleArn'), arn);
  const image = member(container.Image, 'primaryContainer.image');
  const resolved = dependencies.images.resolve(image);
  if (resolved === undefined) throw invalid(`Requested image ${image} not found.`);
  const source = modelSource(container);
  const at = source === undefined ? undefined : parseS3Uri(source.uri);
  if (source === undefined) return resolved.digest;
  const found =
    at !== undefined &&
    (source.kind === 'archive'
      ? dependencies.objects.filePath(at.bucket, at.key) !== undefined
      : dependencies.objects.list(at.bucket, at.key).length > 0);
  if (!found) throw invalid(`Could not find model data at ${source.uri}.`);
  return resolved.digest;
}
