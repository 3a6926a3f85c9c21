import { changing } from '../aws-error';
import type { AwsSession } from '../client-factory';

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
  const s3 = session.s3();
  await changing(`create bucket "${names.bucket}"`, () =>
    s3.once.send(new s3.sdk.CreateBucketCommand({ Bucket: names.bucket })),
  );
  const iam = session.iam();
  const { Role: role } = await changing(`create role "${names.role}"`, () =>
    iam.once.send(
      new iam.sdk.CreateRoleCommand({
        RoleName: names.role,
        AssumeRolePolicyDocument: JSON.stringify(TRUST),
      }),
    ),
  );
  return role?.Arn ?? '';
}

/** Creates a repository. Returns its address, host and name. */
export async function createRepository(session: AwsSession, name: string): Promise<string> {
  const { once, sdk } = session.ecr();
  const { repository } = await changing(`create repository "${name}"`, () =>
    once.send(new sdk.CreateRepositoryCommand({ repositoryName: name })),
  );
  return repository?.repositoryUri ?? '';
}

/** Writes one object. */
export async function putObject(
  session: AwsSession,
  { bucket, key, body }: { readonly bucket: string; readonly key: string; readonly body: Uint8Array },
): Promise<void> {
  const { once, sdk } = session.s3();
  await changing(`write object "${key}"`, () =>
    once.send(new sdk.PutObjectCommand({ Bucket: bucket, Key: key, Body: body })),
  );
}
