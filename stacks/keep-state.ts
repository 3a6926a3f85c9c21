import { LocalBackend, S3Backend } from 'cdktf';
import type { TerraformStack } from 'cdktf';
import { join } from 'node:path';
import type { Settings } from './settings';

/**
 * Where a stack's state lies: in the bucket the settings name, else in a file of the project. Each target has its
 * own, so that switching the target never makes Terraform look for one's resources in the other.
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
    // CDKTF 0.21 has no name for S3's own locking.
    stack.addOverride('terraform.backend.s3.use_lockfile', true);
    return;
  }
  const file = target.kind === 'local' ? `terraform.${name}.tfstate` : `terraform.aws.${name}.tfstate`;
  new LocalBackend(stack, { path: join(project, file) });
}
