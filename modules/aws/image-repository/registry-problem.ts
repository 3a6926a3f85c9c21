import { isLoopback } from '../../kernel';
import { ecrRegistry } from '../aws-host';
import type { AwsSettings } from '../aws-settings';
import type { ImageReference } from './image-reference';

/**
 * Why an image of the target must not be pushed to the registry, or undefined. The push carries a password for ECR, so
 * it goes to ECR alone: to this machine for target local, to AWS for target aws unless an ECR elsewhere was named.
 */
export function registryProblem(
  { target, endpoints }: Pick<AwsSettings, 'target' | 'endpoints'>,
  { registry }: ImageReference,
): string | undefined {
  if (target === 'local') {
    return isLoopback(`http://${registry}`)
      ? undefined
      : `"${registry}" is not on this machine, which target "local" never leaves. Use the address that the local cloud ` +
          'gives its repository, such as aws_ecr_repository.….repository_url.';
  }
  if (ecrRegistry(registry) !== undefined || endpoints?.ecr !== undefined) return undefined;
  return (
    `"${registry}" is no registry of ECR, and the push would show it a password for ECR. Use the address of a repository ` +
    'such as 123456789012.dkr.ecr.eu-west-1.amazonaws.com/churn, or name the ECR it belongs to in the provider’s ' +
    'endpoints.'
  );
}
