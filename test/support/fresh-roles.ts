import * as iam from '@aws-sdk/client-iam';
import { runCloud } from './running-cloud';
import type { RunningCloud } from './running-cloud';

/** The trust policy of a role for SageMaker; `more` replaces parts of its statement. */
export const trust = (more: object = {}): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'sagemaker.amazonaws.com' },
        Action: 'sts:AssumeRole',
        ...more,
      },
    ],
  });
/** A policy that allows an action. */
export const allow = (Action: string | string[], Resource = '*'): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource }] });

/** A client of IAM, and a role that no other test has. */
export interface FreshRole {
  readonly client: iam.IAMClient;
  readonly RoleName: string;
  /** Writes an inline policy of the role. */
  readonly inline: (PolicyName: string, PolicyDocument?: string) => Promise<iam.PutRolePolicyCommandOutput>;
}

/** Starts a local cloud for the tests of a file. Returns a function that creates a role in it. */
export function freshRoles(): () => Promise<FreshRole> {
  let running: RunningCloud;
  let client: iam.IAMClient;
  let number = 0;

  beforeAll(async () => {
    running = await runCloud();
    client = new iam.IAMClient(running.client);
  });
  afterAll(() => running.remove());

  return async () => {
    number += 1;
    const RoleName = `role-${String(number)}`;
    await client.send(new iam.CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust() }));
    return {
      client,
      RoleName,
      inline: (PolicyName, PolicyDocument = allow('s3:GetObject')) =>
        client.send(new iam.PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument })),
    };
  };
}
