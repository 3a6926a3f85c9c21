import type { PolicyRecord } from './policy-record';

const allow = (...actions: string[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] });

/**
 * Policies that AWS itself publishes and that roles for SageMaker usually have, with only the actions that the local cloud serves.
 * Other policies of AWS can be attached by ARN, but grant nothing in a simulation.
 */
export const AWS_MANAGED_POLICIES: readonly PolicyRecord[] = [
  managed('AdministratorAccess', allow('*')),
  managed('AmazonS3FullAccess', allow('s3:*')),
  managed('AmazonS3ReadOnlyAccess', allow('s3:Get*', 's3:List*', 's3:Describe*')),
  managed(
    'AmazonEC2ContainerRegistryReadOnly',
    allow(
      'ecr:GetAuthorizationToken',
      'ecr:BatchCheckLayerAvailability',
      'ecr:GetDownloadUrlForLayer',
      'ecr:GetRepositoryPolicy',
      'ecr:DescribeRepositories',
      'ecr:ListImages',
      'ecr:DescribeImages',
      'ecr:BatchGetImage',
      'ecr:GetLifecyclePolicy',
      'ecr:ListTagsForResource',
    ),
  ),
  managed('CloudWatchLogsFullAccess', allow('logs:*')),
  managed(
    'AmazonSageMakerFullAccess',
    allow(
      'sagemaker:*',
      'ecr:*',
      'logs:*',
      's3:GetObject',
      's3:PutObject',
      's3:DeleteObject',
      's3:ListBucket',
    ),
  ),
];

function managed(name: string, document: string): PolicyRecord {
  const createdAt = Date.UTC(2015, 1, 6);
  return {
    name,
    path: '/',
    id: `ANPA${name.toUpperCase().padEnd(17, 'A').slice(0, 17)}`,
    arn: `arn:aws:iam::aws:policy/${name}`,
    createdAt,
    updatedAt: createdAt,
    defaultVersion: 'v1',
    versions: [{ id: 'v1', document, createdAt }],
    nextVersion: 2,
    tags: [],
  };
}
