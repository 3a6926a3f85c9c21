import { isLoopback } from '../../kernel';
import { ecrRegistry } from '../aws-host';
import type { AwsSettings } from '../aws-settings';
import type { ImageReference } from './image-reference';

/**
 * Returns why an image must not be pushed to the registry, or undefined. The push sends a password for ECR, so it may go only
 * to ECR: on this machine for target `local`, in AWS for target `aws` unless the settings name another ECR.
 */
export function registryProblem(
  { target, endpoints }: Pick<AwsSettings, 'target' | 'endpoints'>,
  { registry }: ImageReference,
): string | undefined {
  if (target === 'local') {
    return isLoopback(`http://${registry}`)
      ? undefined
      : `"${registry}" is not on this machine, but target "local" pushes only to this machine. Use the repository address of ` +
          'the local cloud, such as aws_ecr_repository.….repository_url.';
  }
  if (ecrRegistry(registry) !== undefined || endpoints?.ecr !== undefined) return undefined;
  return (
    `"${registry}" is not an ECR registry, and the push would send it a password for ECR. Use the address of a repository ` +
    'such as 123456789012.dkr.ecr.eu-west-1.amazonaws.com/churn, or set the address of its ECR in the provider’s ' +
    'endpoints.'
  );
}
