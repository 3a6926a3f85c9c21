import type {
  CreateHyperParameterTuningJobRequest,
  HyperParameterTuningJobConfig,
} from '@aws-sdk/client-sagemaker';
import { hyperparametersOf, SimulatedSearches } from '../../../support/simulated-searches';

let searches: SimulatedSearches;

/** Each epoch prints a value; the order of the trials is the same at every epoch. */
beforeAll(async () => {
  searches = new SimulatedSearches((container) => {
    const { x = '0', epochs = '0' } = hyperparametersOf(container);
    return {
      lines: Array.from(
        { length: Number(epochs) },
        (_, epoch) => `score=${String(Number(x) * (epoch + 1))};`,
      ),
    };
  });
  await searches.start();
});

afterAll(() => searches.remove());

function request(
  name: string,
  config: Partial<HyperParameterTuningJobConfig> = {},
  fixed: Record<string, string> = { epochs: '9' },
): CreateHyperParameterTuningJobRequest {
  const { TrainingJobDefinition: definition, ...rest } = searches.simulated.tuningRequest(name, {
    Strategy: 'Hyperband',
    ResourceLimits: { MaxNumberOfTrainingJobs: 17, MaxParallelTrainingJobs: 1 },
    ...config,
  });
  return { ...rest, TrainingJobDefinition: { ...definition!, StaticHyperParameters: fixed } };
}

const units = (MinResource: number, MaxResource: number): Partial<HyperParameterTuningJobConfig> => ({
  StrategyConfig: { HyperbandStrategyConfig: { MinResource, MaxResource } },
});

test('stops trials that lose at a rung, keeps the others, and picks the best of those', async () => {
  const job = await searches.run(request('inferred'));
  const trials = await searches.trials('inferred');
  const fates = trials.map(({ TrainingJobStatus: status, TunedHyperParameters: tuned }) => ({
    x: Number(tuned!['x']),
    stopped: status === 'Stopped',
  }));
  // Nine trials may be stopped after one epoch or three, five after three, and the last three not at all.
  const values: Record<number, number[]> = { 1: [], 3: [] };
  const expected = fates.map(({ x }, at) => {
    const rungs = at < 9 ? [1, 3] : at < 14 ? [3] : [];
    return rungs.some((rung) => {
      const better = values[rung]!.filter((one) => one >= x).length;
      values[rung]!.push(x);
      return better >= Math.max(1, Math.floor(values[rung]!.length / 3));
    });
  });
  expect(fates.map(({ stopped }) => stopped)).toEqual(expected);
  expect(expected.filter(Boolean).length).toBeGreaterThan(5);
  expect(job).toMatchObject({
    HyperParameterTuningJobStatus: 'Completed',
    TrainingJobStatusCounters: { Stopped: expected.filter(Boolean).length },
  });
  const best = Math.max(...fates.map(({ x, stopped }) => (stopped ? 0 : x)));
  expect(job.BestTrainingJob!.TunedHyperParameters).toEqual({ x: String(best) });
});

test('stops nobody before the minimum, and everybody beyond the maximum', async () => {
  const few = { ResourceLimits: { MaxNumberOfTrainingJobs: 6, MaxParallelTrainingJobs: 1 } };
  const sent = request('minimum', { ...units(4, 9), ...few });
  const job = await searches.run(sent);
  expect(job.HyperParameterTuningJobConfig!.StrategyConfig).toEqual(
    sent.HyperParameterTuningJobConfig!.StrategyConfig,
  );
  expect(job.TrainingJobStatusCounters).toMatchObject({ Completed: 6, Stopped: 0 });
  const beyond = await searches.run(request('beyond', { ...units(4, 8), ...few }));
  expect(beyond.TrainingJobStatusCounters).toMatchObject({ Completed: 0, Stopped: 6 });
});

test.each<{ why: string; sent: () => CreateHyperParameterTuningJobRequest; says: string }>([
  {
    why: 'no maximum',
    sent: () => request('wrong', {}, { depth: '9' }),
    says: 'MaxResource of HyperbandStrategyConfig is not specified and cannot be inferred.',
  },
  {
    why: 'a maximum above 20,000',
    sent: () => request('wrong', {}, { num_epochs: '20001' }),
    says: 'MaxResource (20001) must not be greater than 20000.',
  },
  {
    why: 'a minimum above the maximum',
    sent: () => request('wrong', units(10, 9)),
    says: 'MinResource (10) must not be greater than MaxResource (9).',
  },
  {
    why: 'early stopping besides its own',
    sent: () => request('wrong', { TrainingJobEarlyStoppingType: 'Auto' }),
    says: 'TrainingJobEarlyStoppingType must be Off with Strategy Hyperband',
  },
  {
    why: 'its configuration with another strategy',
    sent: () => request('wrong', { Strategy: 'Random', ...units(1, 9) }),
    says: 'StrategyConfig can be specified only with Strategy Hyperband; the Strategy is Random.',
  },
])('$why is rejected', async ({ sent, says }) => {
  await expect(searches.create(sent())).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining(says),
  });
});
