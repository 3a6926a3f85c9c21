import { randomUUID } from 'node:crypto';
import type { ProductionVariant } from '@aws-sdk/client-sagemaker';
import type { Call } from '../../../service';
import { invalid, member } from '../faults';
import { resourceArn } from '../resource-arn';
import type { EndpointConfigRecord } from './endpoint-config-record';
import type { DeployedVariant, Deployment, ModelSource } from './endpoint-record';
import { onlyContainer } from './model-record';
import type { ModelRecord, Models } from './model-record';

/** SageMaker waits eight minutes for the first successful ping unless told otherwise. */
const STARTUP_TIMEOUT_SECONDS = 480;

/** Everything needed to serve a configuration, resolved now. Throws ValidationException for a model that is gone. */
export function planDeployment(config: EndpointConfigRecord, models: Models, call: Call): Deployment {
  return {
    id: randomUUID().slice(0, 8),
    configName: config.name,
    variants: (config.request.ProductionVariants ?? []).map((variant) => {
      const name = member(variant.ModelName, 'productionVariants.modelName');
      const model = models.get(name);
      if (model === undefined) throw invalid(`Could not find model "${resourceArn('model', name, call)}".`);
      return deployed(variant, model);
    }),
    startedAtMs: call.now,
  };
}

function deployed(variant: ProductionVariant, model: ModelRecord): DeployedVariant {
  const container = onlyContainer(model.request) ?? {};
  const source = modelSource(container);
  return {
    name: variant.VariantName ?? '',
    image: container.Image ?? '',
    imageDigest: model.imageDigest,
    ...(source === undefined ? {} : { source }),
    environment: container.Environment ?? {},
    instanceType: variant.InstanceType ?? '',
    instanceCount: variant.InitialInstanceCount ?? 1,
    weight: variant.InitialVariantWeight ?? 1,
    startupTimeoutMs: (variant.ContainerStartupHealthCheckTimeoutInSeconds ?? STARTUP_TIMEOUT_SECONDS) * 1000,
  };
}

type Container = NonNullable<ReturnType<typeof onlyContainer>>;

/** Where a container's model comes from, if it has one. */
export function modelSource(container: Container): ModelSource | undefined {
  if (container.ModelDataUrl !== undefined) return { uri: container.ModelDataUrl, kind: 'archive' };
  const source = container.ModelDataSource?.S3DataSource;
  if (source?.S3Uri === undefined) return undefined;
  return { uri: source.S3Uri, kind: source.CompressionType === 'Gzip' ? 'archive' : 'prefix' };
}
