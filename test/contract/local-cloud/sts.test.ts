import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { runCloud } from '../../support/running-cloud';
import type { RunningCloud } from '../../support/running-cloud';

describe('STS through the SDK', () => {
  let running: RunningCloud;
  let client: STSClient;

  beforeAll(async () => {
    running = await runCloud();
    client = new STSClient(running.client);
  });
  afterAll(() => running.remove());

  const role = async (RoleName: string, Principal: object, Condition?: object): Promise<string> => {
    const Statement = [
      { Effect: 'Allow', Principal, Action: 'sts:AssumeRole', ...(Condition && { Condition }) },
    ];
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    const { Role } = await new IAMClient(running.client).send(
      new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }),
    );
    return Role?.Arn ?? '';
  };

  it('reports the caller’s identity', async () => {
    expect(await client.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: '000000000000',
      Arn: 'arn:aws:iam::000000000000:user/tuneform',
      UserId: expect.stringMatching(/^AIDA/) as string,
    });
  });

  it('lets the principals in its trust policy assume a role, whose sessions act as the role', async () => {
    const RoleArn = await role('assumable', { AWS: 'arn:aws:iam::000000000000:root' });
    const { Credentials, AssumedRoleUser } = await client.send(
      new AssumeRoleCommand({ RoleArn, RoleSessionName: 'me', DurationSeconds: 900 }),
    );
    expect(AssumedRoleUser?.Arn).toBe('arn:aws:sts::000000000000:assumed-role/assumable/me');
    expect((Credentials?.Expiration?.getTime() ?? 0) - Date.now()).toBeLessThanOrEqual(900_000);
    const session = new STSClient({
      ...running.client,
      credentials: {
        accessKeyId: Credentials?.AccessKeyId ?? '',
        secretAccessKey: Credentials?.SecretAccessKey ?? '',
        sessionToken: Credentials?.SessionToken ?? '',
      },
    });
    expect(await session.send(new GetCallerIdentityCommand({}))).toMatchObject({ Arn: AssumedRoleUser?.Arn });
    await expect(session.send(new GetSessionTokenCommand({}))).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });

  it.each([
    ['trusts a service only', { Service: 'sagemaker.amazonaws.com' }, undefined],
    ['trusts another account', { AWS: 'arn:aws:iam::111111111111:root' }, undefined],
    ['wants an external id', { AWS: '*' }, { StringEquals: { 'sts:ExternalId': 'abc' } }],
  ])('rejects a role that %s', async (why, principal, condition) => {
    const RoleArn = await role(why.replaceAll(' ', '-'), principal, condition);
    await expect(
      client.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'me' })),
    ).rejects.toMatchObject({
      name: 'AccessDenied',
      message: `User: arn:aws:iam::000000000000:user/tuneform is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
      $metadata: { httpStatusCode: 403 },
    });
  });

  it('rejects a missing role, a session longer than the role allows and a bad session name', async () => {
    const RoleArn = await role('short', { AWS: '*' });
    const missing = 'arn:aws:iam::000000000000:role/missing-role';
    await expect(
      client.send(new AssumeRoleCommand({ RoleArn: missing, RoleSessionName: 'me' })),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(
      client.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'me', DurationSeconds: 7200 })),
    ).rejects.toMatchObject({ name: 'ValidationError' });
    await expect(
      client.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'not me' })),
    ).rejects.toMatchObject({ name: 'ValidationError' });
  });
});
