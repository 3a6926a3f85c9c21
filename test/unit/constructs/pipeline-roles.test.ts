import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PipelineRoles } from '../../../modules/constructs';
import type { CodeRepository } from '../../../modules/constructs';
import { localStack, synthesised } from './synthesised';

interface Statement {
  readonly Sid: string;
  readonly Action: string | string[];
  readonly Resource: string | string[];
  readonly Condition?: object;
  readonly Principal?: object;
}

const GITHUB: CodeRepository = { host: 'github', repository: 'acme/infrastructure' };
const bucket = (name: string) => ({ bucketName: name, bucketArn: `arn:aws:s3:::${name}` });
const SCOPE = {
  owner: 'churn',
  executionRoleArns: ['arn:aws:iam::000000000000:role/churn-execution'],
  repositoryArns: ['arn:aws:ecr:us-east-1:000000000000:repository/churn'],
  buckets: [bucket('data')],
  state: { bucket: bucket('state'), prefix: 'churn' },
  plans: { bucket: bucket('state'), prefix: 'plans/churn' },
};

function rolesOf(code: CodeRepository, identityProviderArn?: string) {
  const stack = localStack();
  new PipelineRoles(stack, 'Pipeline', {
    name: 'churn',
    code,
    ...SCOPE,
    ...(identityProviderArn === undefined ? {} : { identityProviderArn }),
  });
  const { resource } = synthesised(stack);
  const of = (type: string, what: string) =>
    Object.values(resource?.[type] ?? {}).find(
      (block) => block['name'] === what || String(block['role']).includes(`Pipeline_${what}`),
    ) ?? {};
  const statements = (text: unknown) => (JSON.parse(String(text)) as { Statement: Statement[] }).Statement;
  return {
    providers: Object.values(resource?.['aws_iam_openid_connect_provider'] ?? {}),
    trust: (what: string) => statements(of('aws_iam_role', `churn-${what}`)['assume_role_policy'])[0],
    policy: (what: string) => statements(of('aws_iam_role_policy', what)['policy']),
  };
}

const actions = (policy: readonly Statement[]): readonly string[] => policy.flatMap(({ Action }) => Action);

describe('the roles of a pipeline', () => {
  it('are for the jobs of one repository on GitHub: pull requests plan, protected environments apply', () => {
    const { providers, trust } = rolesOf(GITHUB);
    expect(providers).toEqual([
      expect.objectContaining({
        url: 'https://token.actions.githubusercontent.com',
        client_id_list: ['sts.amazonaws.com'],
      }),
    ]);
    const aud = { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' };
    expect(trust('plan')).toMatchObject({
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: aud,
        StringLike: {
          'token.actions.githubusercontent.com:sub': [
            'repo:acme/infrastructure:pull_request',
            'repo:acme/infrastructure:ref:refs/heads/main',
          ],
        },
      },
    });
    expect(trust('apply')).toMatchObject({
      Condition: {
        StringEquals: aud,
        StringLike: {
          'token.actions.githubusercontent.com:sub': [
            'repo:acme/infrastructure:environment:production',
            'repo:acme/infrastructure:environment:promotion',
          ],
        },
      },
    });
  });

  it('are for the jobs of one project of a GitLab instance, and apply on its deployed branch only', () => {
    const { providers, trust } = rolesOf(
      { host: 'gitlab', project: 'acme/infrastructure', url: 'https://git.acme.example', branch: 'live' },
      'arn:aws:iam::000000000000:oidc-provider/git.acme.example',
    );
    expect(providers).toEqual([]);
    expect(trust('apply')).toMatchObject({
      Principal: { Federated: 'arn:aws:iam::000000000000:oidc-provider/git.acme.example' },
      Condition: {
        StringEquals: { 'git.acme.example:aud': 'https://git.acme.example' },
        StringLike: { 'git.acme.example:sub': ['project_path:acme/infrastructure:ref_type:branch:ref:live'] },
      },
    });
  });

  it('let the plan change nothing but the lock of the state and the plans it leaves', () => {
    const policy = rolesOf(GITHUB).policy('plan');
    const writing = policy.filter(({ Action }) =>
      [Action].flat().some((action) => !/:(?:Get|List|Describe|BatchGet)/.test(action)),
    );
    expect(writing.map(({ Sid, Action, Resource }) => [Sid, Action, Resource])).toEqual([
      ['LockState', ['s3:PutObject', 's3:DeleteObject'], 'arn:aws:s3:::state/churn/*.tflock'],
      ['KeepPlans', 's3:PutObject', 'arn:aws:s3:::state/plans/churn/*'],
    ]);
  });

  it('let the apply change only what carries the owner, and pass only the given roles to SageMaker', () => {
    const policy = rolesOf(GITHUB).policy('apply');
    const changing = policy.filter(({ Action }) =>
      [Action].flat().some((action) => /^sagemaker:(?!Describe|List)/.test(action)),
    );
    expect(changing.map(({ Condition }) => Condition)).toEqual([
      { StringEquals: { 'aws:RequestTag/tuneform:owner': 'churn' } },
      { StringEquals: { 'aws:ResourceTag/tuneform:owner': 'churn' } },
    ]);
    expect(policy.find(({ Sid }) => Sid === 'PassExecutionRoles')).toMatchObject({
      Resource: 'arn:aws:iam::000000000000:role/churn-execution',
      Condition: { StringEquals: { 'iam:PassedToService': 'sagemaker.amazonaws.com' } },
    });
    expect(actions(policy).filter((action) => action.includes('*'))).toEqual([]);
  });

  it('allow every call that the provider makes, and in a plan every one that only reads', () => {
    const { policy } = rolesOf(GITHUB);
    const needed = ['sdk.ts', 's3-sdk.ts', 'logs-sdk.ts'].flatMap(actionsOf);
    expect(needed.length).toBeGreaterThan(30);
    expect(needed.filter((action) => !actions(policy('apply')).includes(action))).toEqual([]);
    const reads = needed.filter((action) => /:(?:Get|List|Describe)/.test(action));
    expect(reads.filter((action) => !actions(policy('plan')).includes(action))).toEqual([]);
  });
});

/** IAM calls a few operations of S3 otherwise. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  'client-s3:HeadBucket': 's3:ListBucket',
  'client-s3:HeadObject': 's3:GetObject',
  'client-s3:ListObjectsV2': 's3:ListBucket',
};
const PREFIXES: Readonly<Record<string, string>> = {
  'client-sagemaker': 'sagemaker',
  'client-sagemaker-runtime': 'sagemaker',
  'client-service-quotas': 'servicequotas',
  'client-ecr': 'ecr',
  'client-iam': 'iam',
  'client-s3': 's3',
  'client-cloudwatch-logs': 'logs',
};

/** The actions of all commands that a file of the SDK’s parts exports, except GetCallerIdentity, which needs no permission. */
function actionsOf(file: string): readonly string[] {
  const source = readFileSync(join(__dirname, '../../../modules/aws', file), 'utf8');
  return [...source.matchAll(/\{([^}]*)\} from '@aws-sdk\/([a-z0-9-]+)'/g)].flatMap(
    ([, names = '', client = '']) =>
      client === 'client-sts'
        ? []
        : [...names.matchAll(/(\w+)Command/g)].map(
            ([, operation = '']) =>
              OTHER_NAMES[`${client}:${operation}`] ?? `${PREFIXES[client] ?? client}:${operation}`,
          ),
  );
}
