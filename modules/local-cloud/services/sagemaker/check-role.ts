import type { RoleDirectory } from '../../ports/ports';
import { invalid } from './rejections';

/** Rejects a role that SageMaker could not assume for the resource. */
export function checkRole(roles: RoleDirectory, roleArn: string, sourceArn: string): void {
  const verdict = roles.check(roleArn, { service: 'sagemaker.amazonaws.com', sourceArn });
  if (verdict.ok) return;
  throw invalid(
    `Could not assume role ${roleArn}. Please ensure that the role exists and allows principal 'sagemaker.amazonaws.com' to assume the role. (${verdict.reason})`,
  );
}
