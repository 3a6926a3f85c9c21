import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  endpointConfigurations,
  hasTrials,
  listOwned,
  listTags,
  listTrials,
  lookForExperiment,
  models,
  modelUsingImage,
  trainingInstancesInUse,
  trainingQuotas,
  TuningJobBoard,
} from '../../../modules/aws';
import type { AwsSession } from '../../../modules/aws';
import { ManualClock } from '../../support/manual-clock';
import { inVirtualTime } from '../../support/virtual-time';
import { refusal, scriptedSession } from './scripted-session';
import type { Answer } from './scripted-session';

const AWS = join(__dirname, '../../../modules/aws');
const { signal } = new AbortController();
const DIGEST = `sha256:${'a'.repeat(64)}`;
const REGISTRY = '111122223333.dkr.ecr.us-east-1.amazonaws.com';
const image = {
  registry: REGISTRY,
  registryId: '111122223333',
  region: 'us-east-1',
  repository: 'churn',
  digest: DIGEST,
  tags: [],
};
/** Names as Tuneform gives them, so that their tags are read. */
const NAMES = ['churn-aaaaaaaaaaaa', 'churn-bbbbbbbbbbbb', 'churn-cccccccccccc'];

/** Every list, by the rows of one object. A page has one row. */
const ROWS: Readonly<Record<string, { readonly member: string; row: (name: string) => object }>> = {
  ListHyperParameterTuningJobs: {
    member: 'HyperParameterTuningJobSummaries',
    row: (name) => ({ HyperParameterTuningJobName: name, HyperParameterTuningJobArn: name }),
  },
  ListTrainingJobsForHyperParameterTuningJob: {
    member: 'TrainingJobSummaries',
    row: (name) => ({ TrainingJobName: name }),
  },
  ListTrainingJobs: { member: 'TrainingJobSummaries', row: (name) => ({ TrainingJobName: name }) },
  ListEndpoints: { member: 'Endpoints', row: (name) => ({ EndpointName: name, EndpointArn: name }) },
  ListEndpointConfigs: {
    member: 'EndpointConfigs',
    row: (name) => ({ EndpointConfigName: name, EndpointConfigArn: name }),
  },
  ListModels: { member: 'Models', row: (name) => ({ ModelName: name, ModelArn: name }) },
  ListTags: { member: 'Tags', row: (name) => ({ Key: name, Value: 'v' }) },
  ListServiceQuotas: {
    member: 'Quotas',
    row: (name) => ({ QuotaName: `${name} training job usage`, Value: 1 }),
  },
};

/** Answers a list in pages of one row; the token is the number of the page. */
const paged =
  ({ member, row }: (typeof ROWS)[string], names = NAMES): Answer =>
  ({ NextToken: token }) => {
    const at = Number(token ?? 0);
    const next = at + 1 < names.length ? { NextToken: String(at + 1) } : {};
    return { [member]: names.slice(at, at + 1).map(row), ...next };
  };

const lists = Object.fromEntries(Object.entries(ROWS).map(([operation, list]) => [operation, paged(list)]));
const ownTags: Answer = ({ NextToken: token }) => ({
  Tags: [token === undefined ? { Key: 'team', Value: 'ml' } : { Key: 'tuneform:owner', Value: 'me' }],
  ...(token === undefined && { NextToken: 'owner' }),
});

interface Reading {
  readonly list: string;
  readonly by: string;
  readonly read: (session: AwsSession) => Promise<unknown>;
  readonly is?: unknown;
  readonly answers?: Readonly<Record<string, Answer>>;
}

const owned = (kind: Parameters<typeof listOwned>[1]['kind']): Pick<Reading, 'by' | 'read' | 'answers'> => ({
  by: `the search for owned objects of kind ${kind}`,
  read: async (session) =>
    (await listOwned(session, { kind, ended: true, isKnown: () => false }, signal)).map(({ name }) => name),
  answers: { ListTags: ownTags },
});

const READINGS: readonly Reading[] = [
  { list: 'ListHyperParameterTuningJobs', ...owned('tuning job') },
  { list: 'ListEndpoints', ...owned('endpoint') },
  { list: 'ListEndpointConfigs', ...owned('endpoint configuration') },
  { list: 'ListModels', ...owned('model') },
  {
    list: 'ListModels',
    by: 'the models of an endpoint',
    read: async (session) => (await models.list(session, 'churn', signal)).map(({ name }) => name),
  },
  {
    list: 'ListEndpointConfigs',
    by: 'the configurations of an endpoint',
    read: async (session) =>
      (await endpointConfigurations.list(session, 'churn', signal)).map(({ name }) => name),
  },
  {
    list: 'ListHyperParameterTuningJobs',
    by: 'the running tuning jobs',
    read: async (session) => (await new TuningJobBoard(session).running.list(signal)).map(({ name }) => name),
  },
  {
    list: 'ListHyperParameterTuningJobs',
    by: 'the board that all waiters share',
    read: async (session) => {
      const board = new TuningJobBoard(session);
      for (const name of NAMES) board.watch(name);
      // The first look of each is a description; the next ones come from the list.
      for (const name of NAMES) await board.look(name, signal);
      const seen = await Promise.all(NAMES.map((name) => board.look(name, signal)));
      return seen.map((entry) => entry?.completed);
    },
    answers: {
      ListTags: () => ({ Tags: [] }),
      DescribeHyperParameterTuningJob: ({ HyperParameterTuningJobName: name }) => ({
        HyperParameterTuningJobName: name,
        HyperParameterTuningJobStatus: 'InProgress',
        CreationTime: new Date(0),
      }),
      ListHyperParameterTuningJobs: paged({
        member: 'HyperParameterTuningJobSummaries',
        row: (name) => ({
          HyperParameterTuningJobName: name,
          TrainingJobStatusCounters: { Completed: 7 },
        }),
      }),
    },
    is: [7, 7, 7],
  },
  {
    list: 'ListHyperParameterTuningJobs',
    by: 'the search for an experiment',
    read: async (session) => {
      const found = await lookForExperiment(session, { name: 'churn' }, signal);
      return found?.generations.flatMap(({ jobs }) => jobs.map(({ name }) => name));
    },
    answers: {
      ListTags: () => ({
        Tags: Object.entries({
          experiment: 'churn',
          owner: 'me',
          fingerprint: 'f',
          generation: '1',
          run: '1',
        }).map(([key, Value]) => ({ Key: `tuneform:${key}`, Value })),
      }),
      DescribeHyperParameterTuningJob: ({ HyperParameterTuningJobName: name }) => {
        if (name === 'churn') throw refusal('ResourceNotFound', 'no such job');
        return { HyperParameterTuningJobName: name, HyperParameterTuningJobArn: name };
      },
    },
  },
  {
    list: 'ListTrainingJobsForHyperParameterTuningJob',
    by: 'the training jobs of a tuning job',
    read: async (session) =>
      (await listTrials(session, 'churn', signal)).map(({ trainingJobName }) => trainingJobName),
  },
  {
    list: 'ListTrainingJobs',
    by: 'the instances in use',
    read: async (session) => Object.fromEntries((await trainingInstancesInUse(session, signal)).byQuota),
    answers: {
      DescribeTrainingJob: () => ({ ResourceConfig: { InstanceType: 'ml.m5.large', InstanceCount: 1 } }),
    },
    // Running and stopping ones.
    is: { 'ml.m5.large for training job usage': 2 * NAMES.length },
  },
  {
    list: 'ListModels',
    by: 'the model that uses an image',
    read: (session) => modelUsingImage(session, image, signal),
    answers: {
      DescribeModel: ({ ModelName: name }) => ({
        ModelName: name,
        PrimaryContainer: { Image: name === NAMES.at(-1) ? `${REGISTRY}/churn@${DIGEST}` : 'other' },
      }),
    },
    is: { model: NAMES.at(-1) },
  },
  {
    list: 'ListTags',
    by: 'the tags of an object',
    read: (session) => listTags(session, 'arn', signal),
    is: Object.fromEntries(NAMES.map((name) => [name, 'v'])),
  },
  {
    list: 'ListServiceQuotas',
    by: 'the quotas of an account',
    read: async (session) =>
      [...(await trainingQuotas(session, signal)).keys()].filter((name) =>
        name.endsWith('training job usage'),
      ),
    is: NAMES.map((name) => `${name} training job usage`),
  },
];

/** The lists that `modules/aws` asks for, file by file. */
const listsInCode = () =>
  readdirSync(AWS, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => {
      const text = readFileSync(join(AWS, file), 'utf8');
      const isPaged = text.includes('pagesOf(');
      return [...text.matchAll(/\.(List\w+)Command\b/g)].map(([, list = '']) => ({ file, list, isPaged }));
    });

describe('a list of several pages', () => {
  it.each(READINGS)('$list is read to its end by $by', async ({ list, read, answers, is = NAMES }) => {
    const clock = new ManualClock();
    const { session, sent } = scriptedSession({ ...lists, ...answers }, { clock });
    const result = await inVirtualTime(clock, read(session));
    expect(result).toEqual(is);
    expect(sent.filter((operation) => operation === list).length % NAMES.length).toBe(0);
    expect(sent).toContain(list);
  });

  it('is every one that Tuneform asks for, except where one page is the answer', () => {
    const asked = listsInCode();
    const onePage = asked.filter(({ isPaged }) => !isPaged).map(({ file }) => file);
    expect(onePage.toSorted()).toEqual([
      // Reads S3's pages, which have a token of another name, as far as a launch may wait.
      'object/data-fingerprint.ts',
      'object/first-key.ts',
      'object/look-for-object.ts',
      'training-job/has-trials.ts',
      'tuning-job/ask-service.ts',
    ]);
    const paged = asked.filter(({ isPaged }) => isPaged).map(({ list }) => list);
    expect(new Set(READINGS.map(({ list }) => list))).toEqual(new Set(paged));
  });

  it('is not read further than asked', async () => {
    const { session, sent } = scriptedSession(lists);
    await hasTrials(session, 'churn', signal);
    expect(sent).toEqual(['ListTrainingJobs']);
  });
});
