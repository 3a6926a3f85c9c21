import * as fc from 'fast-check';
import {
  costCeiling as ceilingAt,
  explainCostCeiling,
  formatCostCeiling,
  formatUsd,
  launchSentence as sentenceAt,
  pricePerHour as priceAt,
  trainingJobCost as costAt,
} from '../../../modules/tuning';
import type { CostQuestion, InstanceUse } from '../../../modules/tuning';
import { usEast1Prices as prices } from '../../support/us-east-1-prices';
import { anExperiment } from './an-experiment';
import type { Changes } from './an-experiment';

const costCeiling = (asked: CostQuestion) => ceilingAt(asked, prices);
const launchSentence = (asked: CostQuestion) => sentenceAt(asked, prices);
const pricePerHour = (type: string, use: InstanceUse) => priceAt(prices, type, use);
const trainingJobCost = (job: Parameters<typeof costAt>[0]) => costAt(job, prices);
const asOf = prices.table?.asOf ?? '';

const question = (changes: Changes = {}): CostQuestion => anExperiment(changes);

describe('costCeiling', () => {
  it('is training jobs × (cap + stop grace) × instances × list price', () => {
    const ceiling = costCeiling(question({ resource_config: { instance_count: 2 } }));
    // 40 × (3,600 + 120) s × 2 = 82.67 h at $1.408.
    expect(ceiling).toEqual({
      usd: 116.4,
      trainingJobs: 40,
      hours: (40 * 3720 * 2) / 3600,
      pricePerHour: 1.408,
      includesStorage: false,
      prices,
    });
  });

  it('is bounded by the tuning job’s own cap where that is tighter', () => {
    const resource_limits = {
      max_number_of_training_jobs: 40,
      max_parallel_training_jobs: 4,
      max_runtime_in_seconds: 7080,
    };
    // 4 at a time for at most 7,080 s and 120 s of grace: 8 hours.
    expect(costCeiling(question({ resource_limits }))).toMatchObject({ hours: 8, usd: 11.27 });
  });

  it('counts what machines cost that are kept alive after each training job', () => {
    const kept = question({ resource_config: { keep_alive_period_in_seconds: 600 } });
    expect(costCeiling(kept).hours).toBe((40 * (3720 + 600)) / 3600);
    const limits = { max_runtime_in_seconds: 7080 };
    expect(costCeiling({ ...kept, resource_limits: { ...kept.resource_limits, ...limits } }).hours).toBe(
      (4 * (7200 + 600)) / 3600,
    );
  });

  it('is not raised by a loose cap on the tuning job', () => {
    const loose = {
      max_number_of_training_jobs: 40,
      max_parallel_training_jobs: 4,
      max_runtime_in_seconds: 15_768_000,
    };
    expect(costCeiling(question({ resource_limits: loose })).usd).toBe(costCeiling(question()).usd);
  });

  describe('of a search that limits neither training jobs nor time', () => {
    const endless = {
      ...question(),
      resource_limits: { max_number_of_training_jobs: undefined, max_parallel_training_jobs: 4 },
    };

    it.each([
      ['Bayesian', 750],
      ['Hyperband', 750],
      ['Random', 10_000],
    ])('counts the limit of the service for strategy %s, and says so', (strategy, limit) => {
      const resource_limits = { max_number_of_training_jobs: limit, max_parallel_training_jobs: 4 };
      const ceiling = costCeiling({ ...endless, strategy });
      const { serviceLimit, ...same } = ceiling;
      expect(same).toEqual(costCeiling({ ...question({ resource_limits }), strategy }));
      expect(serviceLimit).toBe(limit);
      expect(explainCostCeiling(ceiling)).toMatch(
        new RegExp(
          `so this is SageMaker’s, ${limit === 750 ? '750' : '10,000'} training jobs: set resource_limits\\.max_number`,
        ),
      );
    });

    it('is UNBOUNDED if Autotune may choose the limits', () => {
      expect(costCeiling({ ...endless, autotune: { mode: 'Enabled' } })).toMatchObject({
        usd: 'UNBOUNDED',
        hours: 'UNBOUNDED',
        trainingJobs: 'UNBOUNDED',
      });
    });
  });

  it('is bounded by time alone when only time is limited', () => {
    const resource_limits = {
      max_number_of_training_jobs: undefined,
      max_parallel_training_jobs: 4,
      max_runtime_in_seconds: 7080,
    };
    expect(costCeiling(question({ resource_limits }))).toMatchObject({ hours: 8, trainingJobs: 750 });
    expect(costCeiling(question({ resource_limits }))).not.toHaveProperty('serviceLimit');
  });

  it('says that a price is unknown rather than calling it free', () => {
    expect(costCeiling(question({ resource_config: { instance_type: 'ml.trn2.48xlarge' } }))).toMatchObject({
      usd: 'UNKNOWN_PRICE',
      pricePerHour: undefined,
    });
  });

  it('takes one day for a training job without a cap, as the service does', () => {
    expect(costCeiling({ ...question(), stopping_condition: {} }).hours).toBe((40 * 86_520) / 3600);
  });

  it('never rounds down', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 750 }), fc.integer({ min: 1, max: 2_419_200 }), (total, cap) => {
        const { usd, hours } = costCeiling({
          resource_limits: { max_number_of_training_jobs: total, max_parallel_training_jobs: 1 },
          resource_config: { instance_type: 'ml.g5.xlarge', instance_count: 1 },
          stopping_condition: { max_runtime_in_seconds: cap },
        });
        const exact = Number(hours) * 1.408;
        expect(Number(usd)).toBeGreaterThanOrEqual(exact - 1e-7);
        expect(Number(usd)).toBeLessThan(exact + 0.01);
      }),
    );
  });
});

describe('launchSentence', () => {
  it.each([
    {
      given: question(),
      want: 'Applying launches 1 tuning job: up to 40 training jobs on ml.g5.xlarge, 4 at a time, at most $58.20.',
      why: 'the ordinary case',
    },
    {
      given: question({
        resource_limits: { max_number_of_training_jobs: 1, max_parallel_training_jobs: 1 },
        resource_config: { instance_count: 2 },
      }),
      want: 'Applying launches 1 tuning job: up to 1 training job on 2 × ml.g5.xlarge each, 1 at a time, at most $2.91.',
      why: 'one job on several machines',
    },
    {
      given: {
        ...question({
          resource_limits: { max_number_of_training_jobs: undefined, max_parallel_training_jobs: 4 },
        }),
        autotune: { mode: 'Enabled' },
      },
      want: 'Applying launches 1 tuning job: any number of training jobs on ml.g5.xlarge, 4 at a time, and its cost is UNBOUNDED.',
      why: 'nothing bounds it',
    },
    {
      given: question({ resource_config: { instance_type: 'ml.trn2.48xlarge' } }),
      want: 'Applying launches 1 tuning job: up to 40 training jobs on ml.trn2.48xlarge, 4 at a time, at a price this version does not know.',
      why: 'the table lacks the type',
    },
    {
      given: question({
        resource_limits: { max_number_of_training_jobs: 10_000, max_parallel_training_jobs: 100 },
      }),
      want: 'Applying launches 1 tuning job: up to 10,000 training jobs on ml.g5.xlarge, 100 at a time, at most $14,549.34.',
      why: 'large numbers are grouped',
    },
  ])('reads well: $why', ({ given, want }) => {
    expect(launchSentence(given)).toBe(want);
  });
});

describe('explainCostCeiling', () => {
  it('names the hours, the price, its date and what is left out', () => {
    expect(explainCostCeiling(costCeiling(question()))).toBe(
      `At most 41.34 instance hours at $1.408 an hour (us-east-1 on-demand list prices of ${asOf}; storage and data transfer are not included).`,
    );
  });

  it('says what to set when nothing bounds the cost', () => {
    const ceiling = costCeiling({
      ...question({
        resource_limits: { max_number_of_training_jobs: undefined, max_parallel_training_jobs: 4 },
      }),
      autotune: { mode: 'Enabled' },
    });
    expect(explainCostCeiling(ceiling)).toContain('Set resource_limits.max_number_of_training_jobs');
    expect(formatCostCeiling(ceiling)).toBe('UNBOUNDED');
  });

  it('gives the hours where only the price is unknown', () => {
    const ceiling = costCeiling(question({ resource_config: { instance_type: 'ml.trn2.48xlarge' } }));
    expect(explainCostCeiling(ceiling)).toMatch(
      /^At most 41.34 instance hours. The price table for region us-east-1 of .* does not list .* npx tuneform prices refresh/,
    );
    expect(formatCostCeiling(ceiling)).toBe('unknown price');
  });
});

describe('trainingJobCost', () => {
  it('is billable hours × instances × list price', () => {
    expect(
      trainingJobCost({ billableSeconds: 1800, machines: [{ type: 'ml.g5.xlarge', count: 2 }] }),
    ).toBeCloseTo(1.408, 9);
  });

  it('is the sum over the groups of a heterogeneous cluster', () => {
    const machines = [
      { type: 'ml.g5.xlarge', count: 2 },
      { type: 'ml.m5.large', count: 1 },
    ];
    expect(trainingJobCost({ billableSeconds: 3600, machines })).toBeCloseTo(2 * 1.408 + 0.115, 9);
  });

  it('is unknown without a price, without machines or without billable time', () => {
    expect(trainingJobCost({ billableSeconds: 60, machines: [{ type: 'ml.trn2.48xlarge', count: 1 }] })).toBe(
      undefined,
    );
    expect(trainingJobCost({ billableSeconds: 60, machines: [] })).toBe(undefined);
    expect(
      trainingJobCost({ billableSeconds: undefined, machines: [{ type: 'ml.g5.xlarge', count: 1 }] }),
    ).toBe(undefined);
  });
});

describe('pricePerHour', () => {
  it('knows what is not an instance type from what every object has', () => {
    expect(pricePerHour('constructor', 'training')).toBe(undefined);
  });
});

describe('formatUsd', () => {
  it.each([
    [0, '$0.00'],
    [1.5, '$1.50'],
    [1234567.891, '$1,234,567.89'],
    [0.00056, '$0.00056'],
    [0.0099, '$0.0099'],
  ])('writes %d as %s', (usd, want) => {
    expect(formatUsd(usd)).toBe(want);
  });
});

describe('costCeiling, of more than one kind of training job', () => {
  const limits = { max_number_of_training_jobs: 10, max_parallel_training_jobs: 1 };
  const definition = (instance_type: string, max_runtime_in_seconds: number) => ({
    resource_config: { instance_type },
    stopping_condition: { max_runtime_in_seconds },
  });

  it('takes the dearest definition for every training job', () => {
    const cheap = definition('ml.m5.large', 480);
    const dear = definition('ml.g5.xlarge', 480);
    const both = costCeiling({ resource_limits: limits, training_job_definitions: [cheap, dear] });
    expect(both.usd).toBe(costCeiling({ resource_limits: limits, ...dear }).usd);
  });

  it('bounds a search whose dear jobs are short and whose long jobs are cheap', () => {
    const short = definition('ml.g5.xlarge', 60);
    const long = definition('ml.m5.large', 86_400);
    const resource_limits = { ...limits, max_runtime_in_seconds: 86_400 };
    const { usd } = costCeiling({ resource_limits, training_job_definitions: [short, long] });
    const one = (rate: number, seconds: number) => (rate * (seconds + 120)) / 3600;
    const g5 = pricePerHour('ml.g5.xlarge', 'training') ?? 0;
    const m5 = pricePerHour('ml.m5.large', 'training') ?? 0;
    // Nine short jobs and a long one that fills the rest of the day.
    expect(Number(usd)).toBeGreaterThanOrEqual(9 * one(g5, 60) + one(m5, 86_400 - 9 * 180));
  });

  it('takes the dearest of alternative machines, and all machines of groups', () => {
    const stopping_condition = { max_runtime_in_seconds: 3480 };
    const of = (declared: object) =>
      costCeiling({ resource_limits: limits, stopping_condition, ...declared }).usd;
    const dear = of({ resource_config: { instance_type: 'ml.g5.xlarge', instance_count: 2 } });
    const cheap = { instance_type: 'ml.m5.large' };
    const two = { instance_type: 'ml.g5.xlarge', instance_count: 2 };
    expect(of({ hyper_parameter_tuning_resource_config: { instance_configs: [cheap, two] } })).toBe(dear);
    expect(of({ resource_config: { instance_preferences: [cheap, two] } })).toBe(dear);
    expect(Number(of({ resource_config: { instance_groups: [cheap, two] } }))).toBeGreaterThan(Number(dear));
  });

  it('counts the combinations of a grid', () => {
    const categorical_parameter_ranges = [
      { name: 'a', values: ['1', '2', '3'] },
      { name: 'b', values: ['1', '2'] },
    ];
    const grid = {
      strategy: 'Grid',
      resource_limits: { max_parallel_training_jobs: 2 },
      parameter_ranges: { categorical_parameter_ranges },
      ...definition('ml.m5.large', 480),
    };
    expect(costCeiling(grid)).toMatchObject({ trainingJobs: 6, hours: 1 });
    expect(costCeiling({ ...grid, strategy: 'Random' })).toMatchObject({ trainingJobs: 10_000 });
  });

  it('takes spot instances at the on-demand price, for as long as they train', () => {
    const spot = anExperiment({
      enable_managed_spot_training: true,
      stopping_condition: { max_wait_time_in_seconds: 86_400 },
    });
    expect(costCeiling(spot)).toEqual(costCeiling(question()));
  });
});
