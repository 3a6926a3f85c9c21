import {
  CreateAlgorithmCommand,
  CreateHyperParameterTuningJobCommand,
  CreateTrainingJobCommand,
  DeleteAlgorithmCommand,
  DescribeAlgorithmCommand,
  DescribeTrainingJobCommand,
  ListAlgorithmsCommand,
  ListTagsCommand,
} from '@aws-sdk/client-sagemaker';
import type {
  CreateHyperParameterTuningJobRequest,
  CreateTrainingJobRequest,
  HyperParameterSpecification,
  TrainingSpecification,
} from '@aws-sdk/client-sagemaker';
import { runCloud } from '../../support/running-cloud';
import type { RunningCloud } from '../../support/running-cloud';
import { SageMakerFixture, SHELL_TRAIN } from '../../support/sagemaker-fixture';

const ARN = 'arn:aws:sagemaker:us-east-1:000000000000:algorithm/mine';

let running: RunningCloud;
let aws: SageMakerFixture;
let image: string;

beforeAll(async () => {
  running = await runCloud();
  aws = new SageMakerFixture(running.cloud.url);
  await aws.furnish();
  image = await aws.pushImage('shell', { train: SHELL_TRAIN });
  await create('mine', specification());
});
afterAll(async () => {
  aws.dispose();
  await running.remove();
});

const X: HyperParameterSpecification = {
  Name: 'x',
  Type: 'Continuous',
  Range: { ContinuousParameterRangeSpecification: { MinValue: '0', MaxValue: '1' } },
  IsTunable: true,
  IsRequired: true,
};
const DEPTH: HyperParameterSpecification = {
  Name: 'depth',
  Type: 'Integer',
  Range: { IntegerParameterRangeSpecification: { MinValue: '1', MaxValue: '9' } },
  IsTunable: true,
  DefaultValue: '4',
};
const BOOSTER: HyperParameterSpecification = {
  Name: 'booster',
  Type: 'Categorical',
  Range: { CategoricalParameterRangeSpecification: { Values: ['tree', 'linear'] } },
  IsTunable: true,
};
const NOTE: HyperParameterSpecification = { Name: 'note', Type: 'FreeText' };
const FIXED: HyperParameterSpecification = { ...X, Name: 'fixed', IsTunable: false, IsRequired: false };

function specification(changes: Partial<TrainingSpecification> = {}): TrainingSpecification {
  return {
    TrainingImage: image,
    SupportedHyperParameters: [X, DEPTH, BOOSTER, NOTE, FIXED],
    SupportedTrainingInstanceTypes: ['ml.m5.large'],
    MetricDefinitions: [
      { Name: 'score', Regex: 'score=([^;]*);' },
      { Name: 'loss', Regex: 'loss=([^;]*);' },
    ],
    TrainingChannels: [
      {
        Name: 'train',
        IsRequired: true,
        SupportedContentTypes: ['text/csv'],
        SupportedCompressionTypes: ['None'],
        SupportedInputModes: ['File'],
      },
      {
        Name: 'zipped',
        SupportedContentTypes: ['text/csv'],
        SupportedCompressionTypes: ['Gzip'],
        SupportedInputModes: ['File'],
      },
    ],
    SupportedTuningJobObjectiveMetrics: [{ Type: 'Maximize', MetricName: 'score' }],
    ...changes,
  };
}

const create = (name: string, TrainingSpecification: TrainingSpecification) =>
  aws.sagemaker.send(
    new CreateAlgorithmCommand({
      AlgorithmName: name,
      TrainingSpecification,
      Tags: [{ Key: 'team', Value: 'a' }],
    }),
  );

const BY_NAME = { AlgorithmName: 'mine', TrainingInputMode: 'File' as const };

const training = (name: string, changes: Partial<CreateTrainingJobRequest> = {}) =>
  aws.sagemaker.send(
    new CreateTrainingJobCommand(
      aws.trainingRequest(name, image, { AlgorithmSpecification: BY_NAME, ...changes }),
    ),
  );

type Config = NonNullable<CreateHyperParameterTuningJobRequest['HyperParameterTuningJobConfig']>;

function search(
  name: string,
  config: Partial<Config> = {},
  fixed: Readonly<Record<string, string>> = {},
  AlgorithmSpecification: NonNullable<
    CreateHyperParameterTuningJobRequest['TrainingJobDefinition']
  >['AlgorithmSpecification'] = BY_NAME,
) {
  const request = aws.tuningRequest(name, image, config);
  return aws.sagemaker.send(
    new CreateHyperParameterTuningJobCommand({
      ...request,
      TrainingJobDefinition: {
        ...request.TrainingJobDefinition!,
        AlgorithmSpecification,
        StaticHyperParameters: fixed,
      },
    }),
  );
}

const rejection = (says: string) => ({
  name: 'ValidationException',
  message: expect.stringContaining(says) as string,
});

describe('an algorithm', () => {
  test('is described as it was created, by name and by ARN, with its tags', async () => {
    for (const AlgorithmName of ['mine', ARN]) {
      const described = await aws.sagemaker.send(new DescribeAlgorithmCommand({ AlgorithmName }));
      expect(described).toMatchObject({
        AlgorithmName: 'mine',
        AlgorithmArn: ARN,
        AlgorithmStatus: 'Completed',
        TrainingSpecification: specification(),
      });
    }
    const { Tags: tags } = await aws.sagemaker.send(new ListTagsCommand({ ResourceArn: ARN }));
    expect(tags).toEqual([{ Key: 'team', Value: 'a' }]);
  });

  test('is listed by page, order and part of the name, and gone after its deletion', async () => {
    for (const name of ['list-b', 'list-a', 'list-c']) await create(name, specification());
    const query = { NameContains: 'LIST-', SortBy: 'Name' as const, MaxResults: 2 };
    const list = async (more: object) => {
      const answer = await aws.sagemaker.send(new ListAlgorithmsCommand({ ...query, ...more }));
      return {
        names: answer.AlgorithmSummaryList?.map(({ AlgorithmName: name }) => name),
        token: answer.NextToken,
      };
    };
    const first = await list({});
    expect(first.names).toEqual(['list-a', 'list-b']);
    expect((await list({ NextToken: first.token })).names).toEqual(['list-c']);
    expect((await list({ SortOrder: 'Descending' })).names).toEqual(['list-c', 'list-b']);
    expect((await list({ SortBy: 'CreationTime' })).names).toEqual(['list-b', 'list-a']);
    await aws.sagemaker.send(new DeleteAlgorithmCommand({ AlgorithmName: 'list-a' }));
    expect((await list({})).names).toEqual(['list-b', 'list-c']);
    await expect(
      aws.sagemaker.send(new DescribeAlgorithmCommand({ AlgorithmName: 'list-a' })),
    ).rejects.toMatchObject(rejection('does not exist'));
  });

  test.each<readonly [string, Partial<TrainingSpecification>]>([
    ['not found', { TrainingImage: '000000000000.dkr.ecr.us-east-1.amazonaws.com/absent:1' }],
    ['is not the digest of', { TrainingImageDigest: `sha256:${'0'.repeat(64)}` }],
    ['SupportedHyperParameters lists "x" twice', { SupportedHyperParameters: [X, X] }],
    [
      'SupportedTrainingInstanceTypes lists "ml.m5.large" twice',
      { SupportedTrainingInstanceTypes: ['ml.m5.large', 'ml.m5.large'] },
    ],
    [
      'must be a IntegerParameterRangeSpecification',
      { SupportedHyperParameters: [{ ...DEPTH, Range: X.Range! }] },
    ],
    ['it takes no Range', { SupportedHyperParameters: [{ ...NOTE, Range: X.Range! }] }],
    ['IsTunable true', { SupportedHyperParameters: [{ ...NOTE, IsTunable: true }] }],
    ['cannot be required', { SupportedHyperParameters: [{ ...DEPTH, IsRequired: true }] }],
    [
      'DefaultValue "10", which is outside of the range 1 to 9',
      { SupportedHyperParameters: [{ ...DEPTH, DefaultValue: '10' }] },
    ],
    [
      'MinValue must not be greater',
      {
        SupportedHyperParameters: [
          { ...X, Range: { ContinuousParameterRangeSpecification: { MinValue: '2', MaxValue: '1' } } },
        ],
      },
    ],
    [
      'MaxValue "much", which is not a number',
      {
        SupportedHyperParameters: [
          { ...X, Range: { ContinuousParameterRangeSpecification: { MinValue: '2', MaxValue: 'much' } } },
        ],
      },
    ],
    [
      'MetricName "speed", which MetricDefinitions does not define',
      { SupportedTuningJobObjectiveMetrics: [{ Type: 'Maximize', MetricName: 'speed' }] },
    ],
  ])('is rejected: %s', async (says, changes) => {
    await expect(create('wrong', specification(changes))).rejects.toMatchObject(rejection(says));
  });

  test('cannot be created twice', async () => {
    await expect(create('MINE', specification())).rejects.toMatchObject(
      rejection(`Cannot create already existing algorithm "${ARN}"`),
    );
  });
});

describe('a job by algorithm', () => {
  test.each(['mine', ARN])(
    'searches to its end with the image, metrics and defaults of %s',
    async (named) => {
      const name = named === ARN ? 'by-arn' : 'by-name';
      await search(name, {}, { note: 'free' }, { AlgorithmName: named, TrainingInputMode: 'File' });
      const job = await aws.tuningJobEnd(name);
      expect(job).toMatchObject({
        HyperParameterTuningJobStatus: 'Completed',
        TrainingJobStatusCounters: { Completed: 4 },
        ObjectiveStatusCounters: { Succeeded: 4 },
        TrainingJobDefinition: { AlgorithmSpecification: { AlgorithmName: named } },
      });
      const { TrainingJobName: best, TunedHyperParameters: tuned } = job.BestTrainingJob!;
      const trial = await aws.sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName: best }));
      expect(trial.AlgorithmSpecification).toMatchObject({
        AlgorithmName: named,
        MetricDefinitions: specification().MetricDefinitions,
      });
      expect(trial.HyperParameters).toMatchObject({ ...tuned, depth: '4', note: 'free' });
    },
  );

  test('trains although the algorithm is deleted meanwhile, with its own values before the defaults', async () => {
    await create('gone', specification());
    const HyperParameters = { x: '0.5', depth: '7' };
    await training('outlives', {
      AlgorithmSpecification: { ...BY_NAME, AlgorithmName: 'gone' },
      HyperParameters,
    });
    await aws.sagemaker.send(new DeleteAlgorithmCommand({ AlgorithmName: 'gone' }));
    expect(await aws.trainingJobEnd('outlives')).toMatchObject({
      TrainingJobStatus: 'Completed',
      HyperParameters,
      FinalMetricDataList: [{ MetricName: 'score', Value: 0.5 }],
    });
  });

  const channel = (ChannelName: string, more: object = {}) => ({
    ChannelName,
    DataSource: {
      S3DataSource: { S3DataType: 'S3Prefix' as const, S3Uri: 's3://experiments/data/train' },
    },
    ...more,
  });

  test.each<readonly [string, Partial<CreateTrainingJobRequest>]>([
    [
      'Algorithm arn:aws:sagemaker:us-east-1:000000000000:algorithm/absent does not exist',
      { AlgorithmSpecification: { ...BY_NAME, AlgorithmName: 'absent' } },
    ],
    [
      'does not exist',
      { AlgorithmSpecification: { ...BY_NAME, AlgorithmName: ARN.replace('000000000000', '111111111111') } },
    ],
    ['Both are specified', { AlgorithmSpecification: { ...BY_NAME, TrainingImage: 'image' } }],
    ['Neither is specified', { AlgorithmSpecification: { TrainingInputMode: 'File' } }],
    [
      "You can't override the metric definitions",
      { AlgorithmSpecification: { ...BY_NAME, MetricDefinitions: [{ Name: 'a', Regex: '(.*)' }] } },
    ],
    ['requires the hyperparameter "x"', { HyperParameters: {} }],
    ['"y" is not supported by the algorithm', { HyperParameters: { x: '0', y: '1' } }],
    ['"1.5" of the hyperparameter "x" is outside of the range 0 to 1', { HyperParameters: { x: '1.5' } }],
    ['"a" of the hyperparameter "x" is not a number', { HyperParameters: { x: 'a' } }],
    ['"2.5" of the hyperparameter "depth" is not an integer', { HyperParameters: { x: '0', depth: '2.5' } }],
    ['is none of "tree", "linear"', { HyperParameters: { x: '0', booster: 'forest' } }],
    [
      'instance type ml.m5.xlarge is not supported',
      { ResourceConfig: { InstanceType: 'ml.m5.xlarge', InstanceCount: 1, VolumeSizeInGB: 1 } },
    ],
    ['requires the channel "train"', { InputDataConfig: undefined }],
    ['channel "other" is not supported', { InputDataConfig: [channel('train'), channel('other')] }],
    [
      'content type text/plain of the channel "train"',
      { InputDataConfig: [channel('train', { ContentType: 'text/plain' })] },
    ],
    [
      'input mode FastFile of the channel "train"',
      { InputDataConfig: [channel('train', { InputMode: 'FastFile' })] },
    ],
    [
      'compression type None of the channel "zipped"',
      { InputDataConfig: [channel('train'), channel('zipped')] },
    ],
  ])('rejects a training job: %s', async (says, changes) => {
    await expect(training('wrong', changes)).rejects.toMatchObject(rejection(says));
  });

  const x = { Name: 'x', MinValue: '0', MaxValue: '1' };
  test.each<readonly [string, Partial<Config>]>([
    [
      '"fixed" of the algorithm',
      { ParameterRanges: { ContinuousParameterRanges: [x, { ...x, Name: 'fixed' }] } },
    ],
    ['"y" is not supported by', { ParameterRanges: { ContinuousParameterRanges: [x, { ...x, Name: 'y' }] } }],
    [
      '"2" of the hyperparameter "x" is outside',
      { ParameterRanges: { ContinuousParameterRanges: [{ ...x, MaxValue: '2' }] } },
    ],
    [
      'is of Type Integer; it cannot have a Continuous range',
      { ParameterRanges: { ContinuousParameterRanges: [x, { ...x, Name: 'depth' }] } },
    ],
    [
      '"forest" of the hyperparameter "booster"',
      {
        ParameterRanges: {
          ContinuousParameterRanges: [x],
          CategoricalParameterRanges: [{ Name: 'booster', Values: ['tree', 'forest'] }],
        },
      },
    ],
    [
      'requires the hyperparameter "x"',
      { ParameterRanges: { IntegerParameterRanges: [{ Name: 'depth', MinValue: '1', MaxValue: '9' }] } },
    ],
    [
      'objective Maximize loss is not supported',
      { HyperParameterTuningJobObjective: { Type: 'Maximize', MetricName: 'loss' } },
    ],
    [
      'objective Minimize score is not supported',
      { HyperParameterTuningJobObjective: { Type: 'Minimize', MetricName: 'score' } },
    ],
  ])('rejects a search: %s', async (says, config) => {
    await expect(search('wrong', config)).rejects.toMatchObject(rejection(says));
  });

  test('rejects a static value that is outside of its range', async () => {
    await expect(search('wrong', {}, { depth: '0' })).rejects.toMatchObject(
      rejection('"0" of the hyperparameter "depth" is outside'),
    );
  });

  test('rejects a search for an image and an algorithm at once', async () => {
    await expect(search('wrong', {}, {}, { ...BY_NAME, TrainingImage: image })).rejects.toMatchObject(
      rejection('Both are specified'),
    );
  });
});
