import { ServiceFault } from '../../../ports/service';
import { parsePolicy } from '../../../policies/policy-document';
import type { PolicyDocument } from '../../../policies/policy-document';

const MAX_POLICY_BYTES = 20_480;

/** Checks a bucket policy against the grammar and its own bucket. Throws `MalformedPolicy`. */
export function checkBucketPolicy(bucket: string, text: string): PolicyDocument {
  if (Buffer.byteLength(text) > MAX_POLICY_BYTES) {
    throw new ServiceFault('PolicyTooLarge', 'The policy exceeds the maximum allowed document size.', {
      status: 400,
    });
  }
  const policy = parsePolicy(text, 'resource', 'MalformedPolicy');
  const own = `arn:aws:s3:::${bucket}`;
  for (const { resources } of policy.statements) {
    if (resources === undefined) {
      throw new ServiceFault('MalformedPolicy', 'Missing required field Resource', { status: 400 });
    }
    if (
      resources.some(
        (resource) => resource !== own && !resource.startsWith(`${own}/`) && !resource.startsWith(`${own}*`),
      )
    ) {
      throw new ServiceFault('MalformedPolicy', 'Policy has invalid resource', { status: 400 });
    }
  }
  return policy;
}

/** Whether the policy allows every principal something without a condition. */
export function isPublicPolicy(policy: PolicyDocument): boolean {
  return policy.statements.some(
    ({ effect, principals, conditions }) =>
      effect === 'Allow' &&
      conditions.length === 0 &&
      principals?.some(({ type, values }) => type === '*' || (type === 'AWS' && values.includes('*'))) ===
        true,
  );
}
