import {
  generationOf,
  jobsInForce,
  stateOfGeneration,
} from '../../../modules/provider/experiment/tuning-jobs';

const generation = (number: number, ...names: readonly string[]) => ({
  generation: number,
  fingerprint: `f${String(number)}`,
  tuningJobs: names.map((name, shard) => ({ name, ...(shard > 0 && { shard }) })),
});

describe('the tuning jobs of a generation in state', () => {
  it('come back as they went, the first without a shard', () => {
    const two = generation(2, 'churn-a', 'churn-b');
    expect(stateOfGeneration(two)).toEqual({
      generation: 2,
      fingerprint: 'f2',
      adjustments: null,
      tuning_jobs: [
        { name: 'churn-a', shard: null },
        { name: 'churn-b', shard: 1 },
      ],
    });
    expect(generationOf(stateOfGeneration(two))).toEqual(two);
  });

  it('are current as a whole', () => {
    const generations = [generation(1, 'churn-x'), generation(2, 'churn-a', 'churn-b')].map(
      stateOfGeneration,
    );
    expect(jobsInForce({ generation: 2, generations })).toEqual([
      { name: 'churn-a' },
      { name: 'churn-b', shard: 1 },
    ]);
  });
});
