import { classifyErrors, isAwsError } from '../aws-error';
import type { AwsSession } from '../client-factory';

/** A role of the caller's account. */
export interface ObservedRole {
  readonly arn: string;
  /** The trust policy, JSON. */
  readonly trustPolicy: string;
}

/** Returns the role of that name in the caller's account, or `undefined` if there is none. */
export async function lookAtRole(
  session: AwsSession,
  name: string,
  signal: AbortSignal,
): Promise<ObservedRole | undefined> {
  const { client, sdk } = session.iam();
  try {
    const { Role: role } = await classifyErrors(`look at role "${name}"`, () =>
      client.send(new sdk.GetRoleCommand({ RoleName: name }), { abortSignal: signal }),
    );
    // IAM encodes policies in responses as a URL does (GetRole).
    return {
      arn: role?.Arn ?? '',
      trustPolicy: decodeURIComponent(role?.AssumeRolePolicyDocument ?? ''),
    };
  } catch (error) {
    if (isAwsError(error, 'absent')) return undefined;
    throw error;
  }
}
