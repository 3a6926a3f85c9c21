import type {
  CreateEndpointConfigInput,
  CreateEndpointConfigOutput,
  DeleteEndpointConfigInput,
  DescribeEndpointConfigInput,
  DescribeEndpointConfigOutput,
  ListEndpointConfigsInput,
  ListEndpointConfigsOutput,
  ProductionVariant,
} from '@aws-sdk/client-sagemaker';
import { hasLocalDisk } from '../../../../tuning';
import type { Call, OperationHandler } from '../../../ports/service';
import { addTags } from '../tags/add-tags';
import { invalid, member, unsupported } from '../rejections';
import type { EndpointConfigRecord } from '../../../jobs/hosting/endpoint-config-record';
import { listPage } from '../listing/list-page';
import { listQuery } from '../listing/list-query';
import { resourceArn } from '../../../jobs/resource-arn';
import type { SageMakerDependencies } from '../sagemaker-dependencies';

/** CreateEndpointConfig, DescribeEndpointConfig, ListEndpointConfigs, DeleteEndpointConfig. */
export function endpointConfigOperations(dependencies: SageMakerDependencies) {
  const { endpointConfigs, models, tags, store } = dependencies;

  const CreateEndpointConfig: OperationHandler<CreateEndpointConfigInput, CreateEndpointConfigOutput> = (
    input,
    call,
  ) => {
    const name = member(input.EndpointConfigName, 'endpointConfigName');
    const arn = resourceArn('endpoint-config', name, call);
    if (endpointConfigs.get(name) !== undefined) {
      throw invalid(`Cannot create already existing endpoint configuration "${arn}".`);
    }
    checkConfig(input);
    for (const { ModelName: model = '' } of input.ProductionVariants ?? []) {
      if (models.get(model) === undefined) {
        throw invalid(`Could not find model "${resourceArn('model', model, call)}".`);
      }
    }
    const { Tags: given = [], ...request } = input;
    store.transaction(() => {
      addTags(tags, arn, given);
      endpointConfigs.put({ name, arn, request, createdAtMs: call.now });
    });
    return { EndpointConfigArn: arn };
  };

  const DescribeEndpointConfig: OperationHandler<
    DescribeEndpointConfigInput,
    DescribeEndpointConfigOutput
  > = (input, call) => {
    const record = existing(input.EndpointConfigName, call);
    return {
      ...record.request,
      EndpointConfigName: record.name,
      EndpointConfigArn: record.arn,
      CreationTime: new Date(record.createdAtMs),
    };
  };

  const ListEndpointConfigs: OperationHandler<ListEndpointConfigsInput, ListEndpointConfigsOutput> = (
    input,
  ) => {
    const { items, ...token } = listPage(
      listQuery(endpointConfigs.index, input, { by: 'CreationTime', order: 'Descending' }),
      input,
      ({ name }) => endpointConfigs.get(name),
    );
    const summaries = items.map(({ name, arn, createdAtMs }) => ({
      EndpointConfigName: name,
      EndpointConfigArn: arn,
      CreationTime: new Date(createdAtMs),
    }));
    return { EndpointConfigs: summaries, ...token };
  };

  const DeleteEndpointConfig: OperationHandler<DeleteEndpointConfigInput> = (input, call) => {
    const record = existing(input.EndpointConfigName, call);
    store.transaction(() => {
      endpointConfigs.remove(record.name);
      tags.forget(record.arn);
    });
    return {};
  };

  function existing(name: string | undefined, call: Call): EndpointConfigRecord {
    const wanted = member(name, 'endpointConfigName');
    const record = endpointConfigs.get(wanted);
    if (record !== undefined) return record;
    throw invalid(`Could not find endpoint configuration "${resourceArn('endpoint-config', wanted, call)}".`);
  }

  return { CreateEndpointConfig, DescribeEndpointConfig, ListEndpointConfigs, DeleteEndpointConfig };
}

function checkConfig(input: CreateEndpointConfigInput): void {
  // "Defaults to enabled" (DataCaptureConfig, EnableCapture).
  if (input.DataCaptureConfig !== undefined && input.DataCaptureConfig.EnableCapture !== false) {
    throw unsupported('DataCaptureConfig without EnableCapture = false');
  }
  const variants = input.ProductionVariants ?? [];
  const names = variants.map(({ VariantName: name = '' }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw invalid(`Duplicate variant name "${twice}" in ProductionVariants.`);
  for (const variant of variants) checkVariant(variant, input.KmsKeyId);
}

function checkVariant(variant: ProductionVariant, key: string | undefined): void {
  const { VariantName: name = '', InstanceType: type, VolumeSizeInGB: size } = variant;
  if (variant.ModelName === undefined) {
    throw unsupported(`Variant "${name}" without a ModelName (inference components)`);
  }
  if (type === undefined) throw invalid(`InstanceType must be specified for variant "${name}".`);
  if ((variant.InitialInstanceCount ?? 0) < 1) {
    throw invalid(`InitialInstanceCount of variant "${name}" must be at least 1.`);
  }
  if (!hasLocalDisk(type)) return;
  const unfit = key !== undefined ? 'KmsKeyId' : size !== undefined ? 'VolumeSizeInGB' : undefined;
  if (unfit === undefined) return;
  throw invalid(
    `${unfit} cannot be used with ${type} of variant "${name}", which has local disks instead of a volume. Leave ${unfit} out.`,
  );
}
