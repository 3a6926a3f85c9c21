import { join } from 'node:path';
import { LocalBackend, S3Backend } from '../modules/constructs';
import type { TerraformStack } from '../modules/constructs';
import type { Settings } from './settings';

/**
 * Keeps a stack's state in the bucket from the settings, or else in a file of the project. Each target has its own
 * state, so that after switching the target Terraform does not look for the objects of the other one.
 */
export function keepState(stack: TerraformStack, settings: Settings): void {
  const { target, owner, stateBucket, project } = settings;
  const name = stack.node.id;
  if (target.kind === 'aws' && stateBucket !== undefined) {
    new S3Backend(stack, {
      bucket: stateBucket,
      key: `tuneform/${owner}/${name}.tfstate`,
      region: target.region,
      encrypt: true,
      ...(target.profile === undefined ? {} : { profile: target.profile }),
    });
    // CDKTF 0.21 has no property for S3's own locking.
    stack.addOverride('terraform.backend.s3.use_lockfile', true);
    return;
  }
  const file = target.kind === 'local' ? `terraform.${name}.tfstate` : `terraform.aws.${name}.tfstate`;
  new LocalBackend(stack, { path: join(project, file) });
}
