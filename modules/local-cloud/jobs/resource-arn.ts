/** The kinds of SageMaker resources served here, as they stand in ARNs. */
export type ResourceKind =
  'hyper-parameter-tuning-job' | 'training-job' | 'algorithm' | 'model' | 'endpoint-config' | 'endpoint';

/** Returns the ARN of a resource. SageMaker writes its name in lower case. */
export function resourceArn(
  kind: ResourceKind,
  name: string,
  place: { readonly account: string; readonly region: string },
): string {
  return `arn:aws:sagemaker:${place.region}:${place.account}:${kind}/${name.toLowerCase()}`;
}
