import { changing } from '../aws-error';
import type { AwsSession } from '../client-factory';
import { loadTrialSdk } from '../load-sdk';

const TRUST = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'sagemaker.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
};

/** Creates a bucket, and a role that SageMaker can assume. Returns the role's ARN. For a local cloud of one's own only. */
export async function furnishAccount(
  session: AwsSession,
  names: { readonly bucket: string; readonly role: string },
): Promise<string> {
  const sdk = loadTrialSdk();
  await changing(`create bucket "${names.bucket}"`, () =>
    session.s3().once.send(new sdk.CreateBucketCommand({ Bucket: names.bucket })),
  );
  const { Role: role } = await changing(`create role "${names.role}"`, () =>
    session.iam().once.send(
      new sdk.CreateRoleCommand({
        RoleName: names.role,
        AssumeRolePolicyDocument: JSON.stringify(TRUST),
      }),
    ),
  );
  return role?.Arn ?? '';
}

/** Creates a repository. Returns its address, host and name. */
export async function createRepository(session: AwsSession, name: string): Promise<string> {
  const { CreateRepositoryCommand } = loadTrialSdk();
  const { repository } = await changing(`create repository "${name}"`, () =>
    session.ecr().once.send(new CreateRepositoryCommand({ repositoryName: name })),
  );
  return repository?.repositoryUri ?? '';
}

/** Writes one object. */
export async function putObject(
  session: AwsSession,
  { bucket, key, body }: { readonly bucket: string; readonly key: string; readonly body: Uint8Array },
): Promise<void> {
  const { PutObjectCommand } = loadTrialSdk();
  await changing(`write object "${key}"`, () =>
    session.s3().once.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body })),
  );
}
