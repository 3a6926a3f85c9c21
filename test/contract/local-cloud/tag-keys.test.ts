import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as ecr from '@aws-sdk/client-ecr';
import * as iam from '@aws-sdk/client-iam';
import * as s3 from '@aws-sdk/client-s3';
import { runCloud } from '../../support/running-cloud';
import type { RunningCloud } from '../../support/running-cloud';

interface Tag {
  readonly Key: string;
  readonly Value: string;
}

interface Place {
  readonly operation: string;
  readonly code: string;
  readonly send: (tags: Tag[]) => Promise<unknown>;
  /** Tags that are a map cannot repeat a key. */
  readonly map?: true;
}

let running: RunningCloud;
let clients: ReturnType<typeof clientsOf>;

const clientsOf = ({ client }: RunningCloud) => ({
  s3: new s3.S3Client({ ...client, forcePathStyle: true }),
  iam: new iam.IAMClient(client),
  ecr: new ecr.ECRClient(client),
  logs: new logs.CloudWatchLogsClient(client),
});

const DOCUMENT = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
});
const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'sagemaker.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
});
const REPOSITORY = 'arn:aws:ecr:us-east-1:000000000000:repository/there';
const GROUP = 'arn:aws:logs:us-east-1:000000000000:log-group:there';

beforeAll(async () => {
  running = await runCloud();
  clients = clientsOf(running);
  await clients.s3.send(new s3.CreateBucketCommand({ Bucket: 'there' }));
  await clients.s3.send(new s3.PutObjectCommand({ Bucket: 'there', Key: 'k', Body: 'x' }));
  await clients.iam.send(new iam.CreateRoleCommand({ RoleName: 'there', AssumeRolePolicyDocument: TRUST }));
  await clients.iam.send(new iam.CreatePolicyCommand({ PolicyName: 'there', PolicyDocument: DOCUMENT }));
  await clients.ecr.send(new ecr.CreateRepositoryCommand({ repositoryName: 'there' }));
  await clients.logs.send(new logs.CreateLogGroupCommand({ logGroupName: 'there' }));
});

afterAll(async () => {
  for (const client of Object.values(clients)) client.destroy();
  await running.remove();
});

const asMap = (tags: readonly Tag[]) =>
  Object.fromEntries(tags.map(({ Key: key, Value: value }) => [key, value]));

const PLACES: readonly Place[] = [
  {
    operation: 'S3 CreateBucket',
    code: 'InvalidTag',
    send: (Tags) =>
      clients.s3.send(new s3.CreateBucketCommand({ Bucket: 'new', CreateBucketConfiguration: { Tags } })),
  },
  {
    operation: 'S3 PutBucketTagging',
    code: 'InvalidTag',
    send: (TagSet) =>
      clients.s3.send(new s3.PutBucketTaggingCommand({ Bucket: 'there', Tagging: { TagSet } })),
  },
  {
    operation: 'S3 PutObject',
    code: 'InvalidTag',
    send: (tags) => {
      const Tagging = tags.map(({ Key, Value }) => `${encodeURIComponent(Key)}=${Value}`).join('&');
      return clients.s3.send(new s3.PutObjectCommand({ Bucket: 'there', Key: 'n', Body: 'x', Tagging }));
    },
  },
  {
    operation: 'S3 PutObjectTagging',
    code: 'InvalidTag',
    send: (TagSet) =>
      clients.s3.send(new s3.PutObjectTaggingCommand({ Bucket: 'there', Key: 'k', Tagging: { TagSet } })),
  },
  {
    operation: 'IAM CreateRole',
    code: 'InvalidInputException',
    send: (Tags) =>
      clients.iam.send(new iam.CreateRoleCommand({ RoleName: 'new', AssumeRolePolicyDocument: TRUST, Tags })),
  },
  {
    operation: 'IAM TagRole',
    code: 'InvalidInputException',
    send: (Tags) => clients.iam.send(new iam.TagRoleCommand({ RoleName: 'there', Tags })),
  },
  {
    operation: 'IAM CreatePolicy',
    code: 'InvalidInputException',
    send: (Tags) =>
      clients.iam.send(new iam.CreatePolicyCommand({ PolicyName: 'new', PolicyDocument: DOCUMENT, Tags })),
  },
  {
    operation: 'IAM TagPolicy',
    code: 'InvalidInputException',
    send: (Tags) =>
      clients.iam.send(
        new iam.TagPolicyCommand({ PolicyArn: 'arn:aws:iam::000000000000:policy/there', Tags }),
      ),
  },
  {
    operation: 'ECR CreateRepository',
    code: 'InvalidTagParameterException',
    send: (tags) => clients.ecr.send(new ecr.CreateRepositoryCommand({ repositoryName: 'new', tags })),
  },
  {
    operation: 'ECR TagResource',
    code: 'InvalidTagParameterException',
    send: (tags) => clients.ecr.send(new ecr.TagResourceCommand({ resourceArn: REPOSITORY, tags })),
  },
  {
    operation: 'Logs CreateLogGroup',
    code: 'InvalidParameterException',
    map: true,
    send: (tags) =>
      clients.logs.send(new logs.CreateLogGroupCommand({ logGroupName: 'new', tags: asMap(tags) })),
  },
  {
    operation: 'Logs TagResource',
    code: 'InvalidParameterException',
    map: true,
    send: (tags) => clients.logs.send(new logs.TagResourceCommand({ resourceArn: GROUP, tags: asMap(tags) })),
  },
];

test.each(PLACES)('$operation rejects keys that AWS keeps for itself', async ({ send, code }) => {
  for (const Key of ['aws:team', 'AWS:team']) {
    await expect(send([{ Key, Value: 'x' }])).rejects.toMatchObject({ name: code });
  }
});

test.each(PLACES.filter(({ map }) => map === undefined))(
  '$operation rejects a key given twice',
  async ({ send, code }) => {
    const twice = [
      { Key: 'team', Value: 'a' },
      { Key: 'team', Value: 'b' },
    ];
    await expect(send(twice)).rejects.toMatchObject({ name: code });
  },
);

test.each(PLACES)('$operation takes other keys, also one like a reserved one', async ({ send }) => {
  await send([
    { Key: 'team', Value: 'a' },
    { Key: 'awsome:team', Value: 'b' },
  ]);
});
