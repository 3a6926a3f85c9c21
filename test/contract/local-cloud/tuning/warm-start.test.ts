import { PutObjectCommand } from '@aws-sdk/client-s3';
import type {
  CreateHyperParameterTuningJobRequest,
  HyperParameterTuningJobConfig,
} from '@aws-sdk/client-sagemaker';
import { hyperparametersOf, SimulatedSearches } from '../../../support/simulated-searches';

let searches: SimulatedSearches;
const optimum = 0.3;

beforeAll(async () => {
  searches = new SimulatedSearches((container) => {
    const { x = '0', hang } = hyperparametersOf(container);
    if (hang === 'yes') return 'runs until it is stopped';
    return { lines: [`score=${String(-((Number(x) - optimum) ** 2))};`] };
  });
  await searches.start();
  await searches.run(request('parent'));
  await searches.create(
    request('running', (own) => ({ ...own, StaticHyperParameters: { epochs: '1', hang: 'yes' } })),
  );
});

afterAll(() => searches.remove());

type Definition = NonNullable<CreateHyperParameterTuningJobRequest['TrainingJobDefinition']>;

function request(
  name: string,
  change: (own: Definition) => Definition = (same) => same,
  config: Partial<HyperParameterTuningJobConfig> = {},
): CreateHyperParameterTuningJobRequest {
  const { TrainingJobDefinition: definition, ...rest } = searches.simulated.tuningRequest(name, {
    Strategy: 'Bayesian',
    ResourceLimits: { MaxNumberOfTrainingJobs: 12, MaxParallelTrainingJobs: 2 },
    ...config,
  });
  const given = { ...definition!, StaticHyperParameters: { epochs: '1', hang: 'no' } };
  return { ...rest, TrainingJobDefinition: change(given) };
}

function child(
  name: string,
  type: 'IdenticalDataAndAlgorithm' | 'TransferLearning',
  own: CreateHyperParameterTuningJobRequest = request(name),
  parents: readonly string[] = ['parent'],
): CreateHyperParameterTuningJobRequest {
  return {
    ...own,
    WarmStartConfig: {
      WarmStartType: type,
      ParentHyperParameterTuningJobs: parents.map((parent) => ({ HyperParameterTuningJobName: parent })),
    },
  };
}

const few = { ResourceLimits: { MaxNumberOfTrainingJobs: 2, MaxParallelTrainingJobs: 1 } };

test('a child learns from its parent, repeats none of its trials and tells the best of all', async () => {
  const sent = child('child', 'IdenticalDataAndAlgorithm', request('child', undefined, few));
  const job = await searches.run(sent);
  expect(job.HyperParameterTuningJobStatus).toBe('Completed');
  expect(job.WarmStartConfig).toEqual(sent.WarmStartConfig);
  const cold = await searches.run(request('cold', undefined, few));
  expect(cold.OverallBestTrainingJob).toBeUndefined();

  const parents = await searches.trials('parent');
  const all = [...parents, ...(await searches.trials('child'))].sort(
    (a, b) =>
      b.FinalHyperParameterTuningJobObjectiveMetric!.Value! -
      a.FinalHyperParameterTuningJobObjectiveMetric!.Value!,
  );
  expect(job.OverallBestTrainingJob).toEqual(all[0]);
  // The seed is the same: what differs is what the parent taught.
  const values = async (name: string) =>
    (await searches.trials(name)).map(({ TunedHyperParameters: tuned }) => tuned!['x']);
  expect(await values('child')).not.toEqual(await values('cold'));
  const tried = new Set(parents.map(({ TunedHyperParameters: tuned }) => tuned!['x']));
  for (const { TunedHyperParameters: tuned } of await searches.trials('child')) {
    expect(tried.has(tuned!['x'])).toBe(false);
  }
});

test('a child with other data learns by transfer and has a best of its own alone', async () => {
  const job = await searches.run(
    child('transferred', 'TransferLearning', request('transferred', undefined, few)),
  );
  expect(job.HyperParameterTuningJobStatus).toBe('Completed');
  expect(job.OverallBestTrainingJob).toBeUndefined();
});

const categories = (Values: string[]): Partial<HyperParameterTuningJobConfig> => ({
  ...few,
  ParameterRanges: { CategoricalParameterRanges: [{ Name: 'x', Values }] },
});

test('what a static hyperparameter of a child was in its parent may be changed ten times, counted by value', async () => {
  const eleven = Array.from({ length: 11 }, (_, at) => String(at));
  const other = { ParameterRanges: { CategoricalParameterRanges: [{ Name: 'epochs', Values: ['1', '2'] }] } };
  const noEpochs = (own: Definition): Definition => ({
    ...own,
    StaticHyperParameters: { hang: 'no', x: '0' },
  });
  await searches.run(request('eleven', undefined, categories(eleven)));
  await searches.run(request('ten', undefined, categories(eleven.slice(1))));
  await expect(
    searches.create(
      child('counted', 'TransferLearning', request('counted', noEpochs, { ...few, ...other }), ['eleven']),
    ),
  ).rejects.toThrow('differs in 11 values of hyperparameters');
  await searches.run(
    child('counted', 'TransferLearning', request('counted', noEpochs, { ...few, ...other }), ['ten']),
  );
});

test.each<{ why: string; sent: () => CreateHyperParameterTuningJobRequest; says: string }>([
  {
    why: 'a parent that does not exist',
    sent: () => child('wrong', 'TransferLearning', undefined, ['nobody']),
    says: "can't find a tuning job called nobody",
  },
  {
    why: 'a parent that still runs',
    sent: () => child('wrong', 'TransferLearning', undefined, ['running']),
    says: 'The parent hyperparameter tuning job running is in status InProgress.',
  },
  {
    why: 'six parents',
    sent: () => child('wrong', 'TransferLearning', undefined, ['a', 'b', 'c', 'd', 'e', 'f']),
    says: 'Member must have length less than or equal to 5',
  },
  {
    why: 'a parent that is listed twice',
    sent: () => child('wrong', 'TransferLearning', undefined, ['parent', 'parent']),
    says: 'The parent hyperparameter tuning job parent is listed twice.',
  },
  {
    why: 'another objective',
    sent: () =>
      child(
        'wrong',
        'TransferLearning',
        request('wrong', undefined, {
          HyperParameterTuningJobObjective: { Type: 'Minimize', MetricName: 'score' },
        }),
      ),
    says: 'The objective Minimize score must be the same as that of all parent jobs.',
  },
  {
    why: 'a hyperparameter that the parent does not have',
    sent: () =>
      child(
        'wrong',
        'TransferLearning',
        request('wrong', (own) => ({
          ...own,
          StaticHyperParameters: { ...own.StaticHyperParameters, depth: '3' },
        })),
      ),
    says: 'does not have "depth"',
  },
  {
    why: 'a hyperparameter less than the parent has',
    sent: () =>
      child(
        'wrong',
        'TransferLearning',
        request('wrong', (own) => ({ ...own, StaticHyperParameters: { hang: 'no' } })),
      ),
    says: 'has "epochs", which this job does not have',
  },
  {
    why: 'another type of a hyperparameter',
    sent: () => child('wrong', 'TransferLearning', request('wrong', undefined, categories(['1', '2']))),
    says: 'it is categorical, and continuous in the parent job',
  },
  {
    why: 'more training jobs than the limit with those of the parents',
    sent: () =>
      child(
        'wrong',
        'TransferLearning',
        request('wrong', undefined, {
          ResourceLimits: { MaxNumberOfTrainingJobs: 739, MaxParallelTrainingJobs: 1 },
        }),
      ),
    says: 'a request delta of 751',
  },
  {
    why: 'other data under IdenticalDataAndAlgorithm',
    sent: () =>
      child(
        'wrong',
        'IdenticalDataAndAlgorithm',
        request('wrong', (own) => ({
          ...own,
          InputDataConfig: [
            {
              ChannelName: 'train',
              DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://experiments/data' } },
            },
          ],
        })),
      ),
    says: 'the InputDataConfig must be the same as in all parent jobs',
  },
])('$why is rejected', async ({ sent, says }) => {
  await searches.simulated.s3.send(
    new PutObjectCommand({ Bucket: 'experiments', Key: 'data/rows.csv', Body: '1' }),
  );
  await expect(searches.create(sent())).rejects.toThrow(says);
});
