import type { IConstruct } from 'constructs';
import { parseS3Address } from '../tuning';
import { Annotations } from './dialect';
import type { ITerraformDependable } from './dialect';
import { isExecutionRole } from './execution-role';
import type { ExecutionRole } from './execution-role';
import type { TrainingProps } from './training-props';
import type { Channel } from './values/channel';

/** Returns what must exist before a job may read the channel. An address carries its own references. */
export const channelDependables = (channel: Channel | string): readonly ITerraformDependable[] =>
  typeof channel === 'string' ? [] : (channel.dependables ?? []);

/** Grants a role its channels in S3. Warns on `construct` about an address that does not say which bucket it is in. */
export function grantChannels(construct: IConstruct, { role, channels }: TrainingProps): void {
  if (!isExecutionRole(role)) return;
  for (const [name, channel] of Object.entries(channels)) {
    if (typeof channel === 'string') grantAddress(construct, role, { name, text: channel });
    else if (channel.bucket === undefined) continue;
    else if (channel.object === true) role.grantReadObject(channel.bucket, channel.prefix);
    else role.grantRead(channel.bucket, channel.prefix);
  }
}

function grantAddress(
  construct: IConstruct,
  role: ExecutionRole,
  { name, text }: { readonly name: string; readonly text: string },
): void {
  const address = parseS3Address(text);
  // Objects of an access point have ARNs of another form, and a reference is resolved only by Terraform.
  if (address === undefined || address.bucket.startsWith('arn:')) {
    Annotations.of(construct).addWarning(
      `Channel Not Granted: the address of channel "${name}" does not name a bucket, so its role was granted nothing for it. Grant it ` +
        'what the channel needs, or give the channel as Channel.s3(bucket, prefix).',
    );
  } else role.grantReadAddress(address);
}
