import {
  AwsProviderFor,
  ArtifactBucket,
  ExecutionRole,
  ImageRepository,
  Target,
} from '../../../modules/constructs';
import { TerraformStack } from 'cdktf';
import { localStack, only, synthesised, scratchApp } from './synthesised';

interface Statement {
  readonly Sid: string;
  readonly Action: string | string[];
  readonly Resource: string | string[];
  readonly Condition?: object;
}

const statementsOf = (stack: TerraformStack): Statement[] => {
  const { policy } = only(synthesised(stack), 'aws_iam_role_policy');
  return (JSON.parse(policy as string) as { Statement: Statement[] }).Statement;
};

const grantedRole = (): { stack: TerraformStack; role: ExecutionRole; bucket: ArtifactBucket } => {
  const stack = localStack();
  const bucket = new ArtifactBucket(stack, 'Artifacts', { name: 'artifacts' });
  const role = new ExecutionRole(stack, 'Role', { name: 'execution' });
  return { stack, role, bucket };
};

describe('an execution role', () => {
  it('is assumed by SageMaker alone, and only for resources of its own account and region', () => {
    const { stack } = grantedRole();
    const { assume_role_policy: trust } = only(synthesised(stack), 'aws_iam_role');
    expect(JSON.parse(trust as string)).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'SageMakerForThisAccountOnly',
          Effect: 'Allow',
          Principal: { Service: 'sagemaker.amazonaws.com' },
          Action: 'sts:AssumeRole',
          Condition: {
            StringEquals: { 'aws:SourceAccount': '000000000000' },
            ArnLike: { 'aws:SourceArn': 'arn:aws:sagemaker:us-east-1:000000000000:*' },
          },
        },
      ],
    });
  });

  it('may do nothing until something is granted', () => {
    const { stack } = grantedRole();
    expect(synthesised(stack).resource?.['aws_iam_role_policy']).toBeUndefined();
  });

  it('reads and writes exactly the granted prefixes', () => {
    const { stack, role, bucket } = grantedRole();
    role
      .grantRead(bucket, '/digits/train/')
      .grantRead(bucket, 'digits/validation')
      .grantWrite(bucket, 'digits/output');
    const arn = '${aws_s3_bucket.Artifacts_Bucket_6D2E9DA1.arn}'.replace(
      /\.Artifacts_\w+/,
      `.${Object.keys(synthesised(stack).resource?.['aws_s3_bucket'] ?? {})[0] ?? ''}`,
    );
    const byId = Object.fromEntries(statementsOf(stack).map((statement) => [statement.Sid, statement]));
    expect(byId['ListBucket1']).toMatchObject({
      Action: 's3:ListBucket',
      Resource: arn,
      Condition: {
        StringLike: {
          's3:prefix': [
            'digits/output',
            'digits/output/*',
            'digits/train',
            'digits/train/*',
            'digits/validation',
            'digits/validation/*',
          ],
        },
      },
    });
    expect(byId['ReadBucket1']).toMatchObject({
      Action: 's3:GetObject',
      Resource: [`${arn}/digits/train/*`, `${arn}/digits/validation/*`],
    });
    expect(byId['WriteBucket1']).toMatchObject({
      Action: ['s3:PutObject', 's3:AbortMultipartUpload'],
      Resource: `${arn}/digits/output/*`,
    });
  });

  it('reads one object and no neighbour of it', () => {
    const { stack, role, bucket } = grantedRole();
    role.grantReadObject(bucket, '/data/train.csv');
    const [list, read] = statementsOf(stack);
    expect(list).toMatchObject({ Condition: { StringLike: { 's3:prefix': ['data/train.csv'] } } });
    expect(read?.Resource).toMatch(/\.arn\}\/data\/train\.csv$/);
  });

  it.each(['', '/', '//'])('never grants a whole bucket: %j', (prefix) => {
    const { role, bucket } = grantedRole();
    expect(() => role.grantRead(bucket, prefix)).toThrow('a whole bucket is never granted');
    expect(() => role.grantReadObject(bucket, prefix)).toThrow('a whole bucket is never granted');
  });

  it('grants the same thing once however often it is asked', () => {
    const { stack, role, bucket } = grantedRole();
    role.grantRead(bucket, 'data').grantRead(bucket, 'data/').grantLogs('training').grantLogs('training');
    expect(statementsOf(stack).map((statement) => statement.Sid)).toEqual([
      'ListBucket1',
      'ReadBucket1',
      'WriteLogs',
      'PublishMetrics',
    ]);
  });

  it('has a star for a resource only where AWS knows no narrower one', () => {
    const { stack, role, bucket } = grantedRole();
    const repository = new ImageRepository(stack, 'Images', { name: 'images' });
    role
      .grantRead(bucket, 'a')
      .grantWrite(bucket, 'b')
      .grantPull(repository)
      .grantLogs('training')
      .grantLogs('serving');
    role.grantKey('arn:aws:kms:us-east-1:000000000000:key/one');
    const starred = statementsOf(stack).filter((statement) => statement.Resource === '*');
    expect(starred.map((statement) => [statement.Action, statement.Condition])).toEqual([
      ['ecr:GetAuthorizationToken', undefined],
      [
        'cloudwatch:PutMetricData',
        { StringLike: { 'cloudwatch:namespace': ['/aws/sagemaker/*', 'aws/sagemaker/*'] } },
      ],
    ]);
    const actions = statementsOf(stack).flatMap((statement) => statement.Action);
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
  });

  it('rejects to grant a whole bucket', () => {
    const { role, bucket } = grantedRole();
    expect(() => role.grantRead(bucket, '/')).toThrow('a whole bucket is never granted');
  });

  it('is bounded by a permissions boundary and narrowed to given sources', () => {
    const stack = localStack();
    const boundary = 'arn:aws:iam::000000000000:policy/boundary';
    const source = 'arn:aws:sagemaker:us-east-1:000000000000:endpoint/digits';
    new ExecutionRole(stack, 'Serving', {
      name: 's',
      permissionsBoundaryArn: boundary,
      sourceArns: [source],
    });
    const role = only(synthesised(stack), 'aws_iam_role');
    expect(role['permissions_boundary']).toBe(boundary);
    expect(role['assume_role_policy']).toContain(`"aws:SourceArn":["${source}"]`);
  });

  it('uses the partition of its region', () => {
    const stack = new TerraformStack(scratchApp(), 'china');
    new AwsProviderFor(stack, 'Aws', {
      target: Target.aws({ region: 'cn-north-1', account: '123456789012' }),
    });
    new ExecutionRole(stack, 'Role', { name: 'r' });
    expect(only(synthesised(stack), 'aws_iam_role')['assume_role_policy']).toContain(
      'arn:aws-cn:sagemaker:cn-north-1:123456789012:*',
    );
  });

  it('says what is missing in a stack without an AWS provider', () => {
    const stack = new TerraformStack(scratchApp(), 'bare');
    expect(() => new ExecutionRole(stack, 'Role', { name: 'r' })).toThrow(
      "'bare/Role' needs to know its AWS account and region: first add",
    );
  });
});
