import type { ProductionVariant } from '@aws-sdk/client-sagemaker';
import {
  ENDPOINT_CONFIG_MEMBERS,
  ENDPOINT_UPDATE_MEMBERS,
  MODEL_MEMBERS,
} from '../../served-members/hosting-members';
import { withNetworkIsolation } from '../../served-members/network-isolation';
import { unenforcedLine } from '../../served-members/unenforced-line';
import type { EndpointConfigRecord } from './endpoint-config-record';
import type { DeployedVariant, Deployment, ModelSource } from './endpoint-record';
import { onlyContainer } from './model-record';
import type { ModelRecord } from './model-record';

/** SageMaker's default wait for the first successful ping is eight minutes. */
const STARTUP_TIMEOUT_SECONDS = 480;

/** The inputs of a deployment plan. */
export interface DeploymentPlan {
  /** Name of the servers' working folder. */
  readonly id: string;
  readonly nowMs: number;
  /** The request, a CreateEndpoint or UpdateEndpoint: its log names the members without effect. */
  readonly request: unknown;
  /**
   * Returns a model by name.
   *
   * @throws If there is none
   */
  readonly model: (name: string | undefined) => ModelRecord;
}

/** Returns everything that is needed to serve a configuration, resolved now. */
export function planDeployment(config: EndpointConfigRecord, plan: DeploymentPlan): Deployment {
  return {
    id: plan.id,
    configName: config.name,
    variants: (config.request.ProductionVariants ?? []).map((variant) => {
      const model = plan.model(variant.ModelName);
      const unenforced = unenforcedLine(
        // The server itself says whether its network is isolated, because that depends on the runner.
        [withNetworkIsolation(MODEL_MEMBERS), model.request],
        [ENDPOINT_CONFIG_MEMBERS, { ...config.request, ProductionVariants: [variant] }],
        [ENDPOINT_UPDATE_MEMBERS, plan.request],
      );
      return { ...deployed(variant, model), ...(unenforced === undefined ? {} : { unenforced }) };
    }),
    startedAtMs: plan.nowMs,
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
    ...(model.request.EnableNetworkIsolation === true ? { isolatesNetwork: true } : {}),
    weight: variant.InitialVariantWeight ?? 1,
    startupTimeoutMs: (variant.ContainerStartupHealthCheckTimeoutInSeconds ?? STARTUP_TIMEOUT_SECONDS) * 1000,
  };
}

type Container = NonNullable<ReturnType<typeof onlyContainer>>;

/** Returns the source of a container's model, if it has one. */
export function modelSource(container: Container): ModelSource | undefined {
  if (container.ModelDataUrl !== undefined) return { uri: container.ModelDataUrl, kind: 'archive' };
  const source = container.ModelDataSource?.S3DataSource;
  if (source?.S3Uri === undefined) return undefined;
  return { uri: source.S3Uri, kind: source.CompressionType === 'Gzip' ? 'archive' : 'prefix' };
}
