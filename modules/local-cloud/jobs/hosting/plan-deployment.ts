import { randomUUID } from 'node:crypto';
import type { ProductionVariant } from '@aws-sdk/client-sagemaker';
import {
  ENDPOINT_CONFIG_MEMBERS,
  ENDPOINT_UPDATE_MEMBERS,
  MODEL_MEMBERS,
} from '../../served-members/hosting-members';
import { unenforcedLine } from '../../served-members/unenforced-line';
import type { Call } from '../../ports/service';
import { invalid, member } from '../../services/sagemaker/faults';
import { resourceArn } from '../../services/sagemaker/resource-arn';
import type { EndpointConfigRecord } from './endpoint-config-record';
import type { DeployedVariant, Deployment, ModelSource } from './endpoint-record';
import { onlyContainer } from './model-record';
import type { ModelRecord, Models } from './model-record';

/** SageMaker waits eight minutes for the first successful ping unless told otherwise. */
const STARTUP_TIMEOUT_SECONDS = 480;

/**
 * Everything needed to serve a configuration, resolved now. `request` is what asks for it: CreateEndpoint or
 * UpdateEndpoint. Throws ValidationException for a model that is gone.
 */
export function planDeployment(
  config: EndpointConfigRecord,
  { models, call, request }: { readonly models: Models; readonly call: Call; readonly request: unknown },
): Deployment {
  return {
    id: randomUUID().slice(0, 8),
    configName: config.name,
    variants: (config.request.ProductionVariants ?? []).map((variant) => {
      const name = member(variant.ModelName, 'productionVariants.modelName');
      const model = models.get(name);
      if (model === undefined) throw invalid(`Could not find model "${resourceArn('model', name, call)}".`);
      const unenforced = unenforcedLine(
        [MODEL_MEMBERS, model.request],
        [ENDPOINT_CONFIG_MEMBERS, { ...config.request, ProductionVariants: [variant] }],
        [ENDPOINT_UPDATE_MEMBERS, request],
      );
      return { ...deployed(variant, model), ...(unenforced === undefined ? {} : { unenforced }) };
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
    ...(variant.VolumeSizeInGB === undefined ? {} : { volumeSizeInGb: variant.VolumeSizeInGB }),
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
