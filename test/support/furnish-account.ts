import { CreateRepositoryCommand } from '@aws-sdk/client-ecr';
import type { ECRClient } from '@aws-sdk/client-ecr';
import { CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import type { IAMClient } from '@aws-sdk/client-iam';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';

const TRUST = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'sagemaker.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
};
const ALLOW = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: ['s3:*', 'ecr:*', 'logs:*'], Resource: '*' }],
};

/** Creates the prerequisites of an experiment: a bucket with `train/data.csv`, a role for SageMaker and a repository for images. */
export async function furnishAccount(
  { s3, iam, ecr }: { readonly s3: S3Client; readonly iam: IAMClient; readonly ecr: ECRClient },
  names: { readonly bucket: string; readonly role: string; readonly repository: string },
): Promise<{ readonly roleArn: string; readonly repositoryUrl: string }> {
  await s3.send(new CreateBucketCommand({ Bucket: names.bucket }));
  await s3.send(new PutObjectCommand({ Bucket: names.bucket, Key: 'train/data.csv', Body: '1,2\n' }));
  const { Role: role } = await iam.send(
    new CreateRoleCommand({ RoleName: names.role, AssumeRolePolicyDocument: JSON.stringify(TRUST) }),
  );
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: names.role,
      PolicyName: 'all',
      PolicyDocument: JSON.stringify(ALLOW),
    }),
  );
  const { repository } = await ecr.send(new CreateRepositoryCommand({ repositoryName: names.repository }));
  return { roleArn: role?.Arn ?? '', repositoryUrl: repository?.repositoryUri ?? '' };
}
