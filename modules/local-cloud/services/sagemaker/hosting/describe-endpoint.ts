import type { DescribeEndpointOutput } from '@aws-sdk/client-sagemaker';
import type { DeployedVariant, Deployment, EndpointRecord } from '../../../jobs/hosting/endpoint-record';

/** DescribeEndpoint's answer: the configuration that answers invocations, and apart from it the one on its way. */
export function describeEndpoint(record: EndpointRecord): DescribeEndpointOutput {
  const { live, pending } = record;
  const shown = live ?? pending;
  return {
    EndpointName: record.name,
    EndpointArn: record.arn,
    EndpointConfigName: shown?.configName,
    ...(live === undefined ? {} : { ProductionVariants: variantsOf(live) }),
    EndpointStatus: record.status,
    ...(record.failureReason === undefined ? {} : { FailureReason: record.failureReason }),
    CreationTime: new Date(record.createdAtMs),
    LastModifiedTime: new Date(record.modifiedAtMs),
    ...(record.deploymentConfig === undefined ? {} : { LastDeploymentConfig: record.deploymentConfig }),
    ...(live === undefined || pending === undefined
      ? {}
      : {
          PendingDeploymentSummary: {
            EndpointConfigName: pending.configName,
            ProductionVariants: variantsOf(pending),
            StartTime: new Date(pending.startedAtMs),
          },
        }),
  };
}

function variantsOf(deployment: Deployment) {
  return deployment.variants.map((variant) => ({
    VariantName: variant.name,
    DeployedImages: [
      {
        SpecifiedImage: variant.image,
        ResolvedImage: resolvedImage(variant),
        ResolutionTime: new Date(deployment.startedAtMs),
      },
    ],
    CurrentWeight: variant.weight,
    DesiredWeight: variant.weight,
    CurrentInstanceCount: variant.instanceCount,
    DesiredInstanceCount: variant.instanceCount,
  }));
}

const resolvedImage = ({ image, imageDigest }: DeployedVariant): string =>
  `${image.replace(/(@sha256:[0-9a-f]+|:[^:/]+)$/, '')}@${imageDigest}`;
