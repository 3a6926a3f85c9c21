import type {
  CreateEndpointInput,
  CreateEndpointOutput,
  DeleteEndpointInput,
  DeploymentConfig,
  DescribeEndpointInput,
  DescribeEndpointOutput,
  ListEndpointsInput,
  ListEndpointsOutput,
  UpdateEndpointInput,
  UpdateEndpointOutput,
  UpdateEndpointWeightsAndCapacitiesInput,
  UpdateEndpointWeightsAndCapacitiesOutput,
} from '@aws-sdk/client-sagemaker';
import type { Call, OperationHandler } from '../../../ports/service';
import { describeEndpoint } from './describe-endpoint';
import { addTags } from '../tags/add-tags';
import { invalid, member } from '../rejections';
import type { EndpointConfigRecord } from '../../../jobs/hosting/endpoint-config-record';
import type { EndpointRecord } from '../../../jobs/hosting/endpoint-record';
import type { ModelRecord } from '../../../jobs/hosting/model-record';
import { planDeployment } from '../../../jobs/hosting/plan-deployment';
import type { DeploymentPlan } from '../../../jobs/hosting/plan-deployment';
import { listPage } from '../listing/list-page';
import { listQuery } from '../listing/list-query';
import { resourceArn } from '../../../jobs/resource-arn';
import type { SageMakerDependencies } from '../sagemaker-dependencies';

/** Create, Describe, Update, List and Delete of Endpoint, and UpdateEndpointWeightsAndCapacities. */
export function endpointOperations(dependencies: SageMakerDependencies) {
  const { endpoints, endpointConfigs, models, tags, store } = dependencies;

  const CreateEndpoint: OperationHandler<CreateEndpointInput, CreateEndpointOutput> = (input, call) => {
    const name = member(input.EndpointName, 'endpointName');
    const arn = resourceArn('endpoint', name, call);
    if (endpoints.get(name) !== undefined) throw invalid(`Cannot create already existing endpoint "${arn}".`);
    checkDeploymentConfig(input.DeploymentConfig);
    const pending = planDeployment(config(input.EndpointConfigName, call), plan(input, call));
    store.transaction(() => {
      addTags(tags, arn, input.Tags ?? []);
      endpoints.add({ name, arn, createdAtMs: call.now }, pending, input.DeploymentConfig);
    });
    endpoints.begin(name);
    return { EndpointArn: arn };
  };

  const DescribeEndpoint: OperationHandler<DescribeEndpointInput, DescribeEndpointOutput> = (input, call) =>
    describeEndpoint(existing(input.EndpointName, call));

  const UpdateEndpoint: OperationHandler<UpdateEndpointInput, UpdateEndpointOutput> = (input, call) => {
    const record = existing(input.EndpointName, call);
    refuseUnlessSettled(record);
    checkDeploymentConfig(input.DeploymentConfig);
    const next = config(input.EndpointConfigName, call);
    // The service also reads the live configuration, and fails without it.
    const current = config(record.live?.configName, call);
    if (current.name === next.name) {
      throw invalid(
        `The endpoint "${record.arn}" already uses the endpoint configuration "${next.arn}". Create a new one to update it.`,
      );
    }
    if (input.RetainDeploymentConfig === true && input.DeploymentConfig !== undefined) {
      throw invalid('RetainDeploymentConfig and DeploymentConfig cannot both be specified.');
    }
    const retained = input.RetainAllVariantProperties === true ? record.live?.variants : undefined;
    const excluded = (input.ExcludeRetainedVariantProperties ?? []).map((one) => one.VariantPropertyType);
    const planned = planDeployment(next, plan(input, call));
    const variants = planned.variants.map((variant) => {
      const old = retained?.find(({ name }) => name === variant.name);
      return old === undefined
        ? variant
        : {
            ...variant,
            ...(excluded.includes('DesiredWeight') ? {} : { weight: old.weight }),
            ...(excluded.includes('DesiredInstanceCount') ? {} : { instanceCount: old.instanceCount }),
          };
    });
    endpoints.update(record.name, { ...planned, variants }, input.DeploymentConfig);
    return { EndpointArn: record.arn };
  };

  const UpdateEndpointWeightsAndCapacities: OperationHandler<
    UpdateEndpointWeightsAndCapacitiesInput,
    UpdateEndpointWeightsAndCapacitiesOutput
  > = (input, call) => {
    const record = existing(input.EndpointName, call);
    refuseUnlessSettled(record);
    const wanted = input.DesiredWeightsAndCapacities ?? [];
    const names = record.live?.variants.map(({ name }) => name) ?? [];
    const stranger = wanted.find(({ VariantName: name = '' }) => !names.includes(name));
    if (stranger !== undefined) {
      throw invalid(`The endpoint "${record.arn}" has no variant "${stranger.VariantName ?? ''}".`);
    }
    endpoints.adjust(record.name, (live) => ({
      ...live,
      variants: live.variants.map((variant) => {
        const change = wanted.find(({ VariantName: name }) => name === variant.name);
        return {
          ...variant,
          weight: change?.DesiredWeight ?? variant.weight,
          instanceCount: change?.DesiredInstanceCount ?? variant.instanceCount,
        };
      }),
    }));
    return { EndpointArn: record.arn };
  };

  const ListEndpoints: OperationHandler<ListEndpointsInput, ListEndpointsOutput> = (input) => {
    const { items, ...token } = listPage(
      listQuery(endpoints.index, input, { by: 'CreationTime', order: 'Descending' }),
      input,
      ({ name }) => endpoints.get(name),
    );
    const summaries = items.map((record) => ({
      EndpointName: record.name,
      EndpointArn: record.arn,
      CreationTime: new Date(record.createdAtMs),
      LastModifiedTime: new Date(record.modifiedAtMs),
      EndpointStatus: record.status,
    }));
    return { Endpoints: summaries, ...token };
  };

  const DeleteEndpoint: OperationHandler<DeleteEndpointInput> = (input, call) => {
    const record = existing(input.EndpointName, call);
    if (record.status === 'Updating' || record.status === 'RollingBack') throw inProgress(record);
    if (record.status !== 'Deleting') endpoints.delete(record.name);
    return {};
  };

  function existing(name: string | undefined, call: Call): EndpointRecord {
    const wanted = member(name, 'endpointName');
    const record = endpoints.get(wanted);
    if (record === undefined) {
      throw invalid(`Could not find endpoint "${resourceArn('endpoint', wanted, call)}".`);
    }
    return record;
  }

  function config(name: string | undefined, call: Call): EndpointConfigRecord {
    const wanted = member(name, 'endpointConfigName');
    const record = endpointConfigs.get(wanted);
    if (record !== undefined) return record;
    throw invalid(`Could not find endpoint configuration "${resourceArn('endpoint-config', wanted, call)}".`);
  }

  function plan(request: unknown, call: Call): DeploymentPlan {
    const model = (name: string | undefined): ModelRecord => {
      const wanted = member(name, 'productionVariants.modelName');
      const record = models.get(wanted);
      if (record !== undefined) return record;
      throw invalid(`Could not find model "${resourceArn('model', wanted, call)}".`);
    };
    return { id: dependencies.random.uuid().slice(0, 8), nowMs: call.now, request, model };
  }

  return {
    CreateEndpoint,
    DescribeEndpoint,
    UpdateEndpoint,
    UpdateEndpointWeightsAndCapacities,
    ListEndpoints,
    DeleteEndpoint,
  };
}

const inProgress = (record: EndpointRecord): Error =>
  invalid(`Cannot update in-progress endpoint "${record.arn}".`);

function refuseUnlessSettled(record: EndpointRecord): void {
  if (record.status === 'Failed') {
    throw invalid(`Cannot update failed endpoint "${record.arn}". Delete the endpoint and create it again.`);
  }
  if (record.status !== 'InService') throw inProgress(record);
}

/** "The value must be larger than the total wait time" (BlueGreenUpdatePolicy, MaximumExecutionTimeoutInSeconds). */
function checkDeploymentConfig(config: DeploymentConfig | undefined): void {
  const { MaximumExecutionTimeoutInSeconds: limit, TerminationWaitInSeconds: end = 0 } =
    config?.BlueGreenUpdatePolicy ?? {};
  const wait = end + (config?.BlueGreenUpdatePolicy?.TrafficRoutingConfiguration?.WaitIntervalInSeconds ?? 0);
  if (limit === undefined || limit > wait) return;
  throw invalid(
    `MaximumExecutionTimeoutInSeconds (${String(limit)}) must be greater than WaitIntervalInSeconds and TerminationWaitInSeconds together (${String(wait)}).`,
  );
}
