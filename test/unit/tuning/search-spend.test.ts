import { gigabytesOf, needsDescription, recommendInstances, searchSpend } from '../../../modules/tuning';
import type { ExperimentSpec } from '../../../modules/tuning';
import { usEast1Prices as prices } from '../../support/us-east-1-prices';
import { anExperiment } from './an-experiment';

const hour = (more: object = {}) => ({ startedAtMs: 0, endedAtMs: 3_600_000, ...more });

const several = {
  training_job_definitions: [
    { definition_name: 'cheap', resource_config: { instance_type: 'ml.m5.large', instance_count: 2 } },
    {
      definition_name: 'either',
      hyper_parameter_tuning_resource_config: {
        instance_configs: [{ instance_type: 'ml.g5.xlarge' }, { instance_type: 'ml.m5.large' }],
      },
    },
  ],
} as unknown as ExperimentSpec;

describe('searchSpend', () => {
  it('prices each training job by the machines of its definition', () => {
    const trials = [hour({ definitionName: 'cheap' }), hour({ definitionName: 'cheap' })];
    expect(searchSpend(trials, several, prices)).toEqual({ billableSeconds: 7200, usd: 0.46 });
  });

  it('takes the billed time and the type where they are known, else the whole time and the dearest', () => {
    const either = { definitionName: 'either' };
    expect(searchSpend([hour(either)], several, prices).usd).toBe(1.408);
    const known = { ...either, billableSeconds: 1800, instanceType: 'ml.m5.large' };
    expect(searchSpend([hour(known)], several, prices)).toEqual({ billableSeconds: 1800, usd: 0.0575 });
  });

  it('counts nothing for what has not ended, and knows no sum with an unknown price', () => {
    expect(searchSpend([{ startedAtMs: 0 }], several, prices)).toEqual({ billableSeconds: 0, usd: 0 });
    const unknown = anExperiment({ resource_config: { instance_type: 'ml.trn2.48xlarge' } });
    expect(searchSpend([hour()], unknown, prices)).toEqual({ billableSeconds: 3600, usd: undefined });
  });

  it('asks for a description only on spot instances and among alternatives', () => {
    expect(needsDescription(several, { definitionName: 'cheap' })).toBe(false);
    expect(needsDescription(several, { definitionName: 'either' })).toBe(true);
    expect(needsDescription(anExperiment(), {})).toBe(false);
    expect(needsDescription(anExperiment({ enable_managed_spot_training: true }), {})).toBe(true);
  });
});

describe('recommendInstances', () => {
  const types = (gigabytes: number) => recommendInstances(gigabytes, prices).map((one) => one.instanceType);

  it('names the smallest measured machine of each kind, the cheaper first', () => {
    expect(types(gigabytesOf(18_000_000, 14))).toEqual(['ml.m5.4xlarge', 'ml.p3.2xlarge']);
    expect(types(gigabytesOf(63_000_000, 14))).toEqual(['ml.m5.24xlarge', 'ml.p3.8xlarge']);
  });

  it('says what a training job cost that was measured: the dearer machine by the hour was the cheaper one', () => {
    expect(recommendInstances(gigabytesOf(63_000_000, 14), prices)).toMatchObject([
      { compute: 'CPU', usdPerHour: 5.53, measuredHours: 4.94, measuredUsd: 27.3182 },
      { compute: 'GPU', usdPerHour: 14.688, measuredHours: 0.41, measuredUsd: 6.0221 },
    ]);
  });

  it('says that more than was measured may not fit, and that a price is not known', () => {
    expect(recommendInstances(500, { region: 'eu-central-1' })).toMatchObject([
      {
        instanceType: 'ml.m5.24xlarge',
        usdPerHour: undefined,
        because: expect.stringContaining('not known') as unknown,
      },
      { instanceType: 'ml.p3.8xlarge', measuredUsd: undefined },
    ]);
  });
});
