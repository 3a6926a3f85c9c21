import { asLaunched } from '../../../../modules/provider/preflight/as-launched';
import { launchDemand } from '../../../../modules/provider/preflight/launch-demand';
import { unknown } from '../../../../modules/plugin';
import { experimentPlan } from '../configurations';

const generation = (number: number, adjustments: object | null) => ({
  generation: number,
  tuning_jobs: [{ name: `job-${String(number)}`, shard: null }],
  fingerprint: 'f',
  adjustments: adjustments && {
    warm_start_from: [],
    inherited_training_jobs: null,
    max_number_of_training_jobs: null,
    max_parallel_training_jobs: null,
    max_runtime_in_seconds: null,
    random_seed: null,
    ...adjustments,
  },
});

const launch = (more: object) => asLaunched(experimentPlan({ generation: 2, ...more }));
const instances = (more: object) =>
  launchDemand(launch(more)).flatMap(({ unit, count }) => (unit === 'instance' ? [count] : []));

describe('what a plan launches', () => {
  it('is what is configured, without a known generation', () => {
    expect(launch({ generations: unknown })).toMatchObject({ extended: [], tuningJobs: 1 });
    expect(instances({ generations: unknown })).toEqual([4]);
    expect(instances({ generations: [generation(1, null), generation(2, null)] })).toEqual([4]);
  });

  it('has the parents and the slots of its own adjustments, not those of an earlier search', () => {
    const extension = { warm_start_from: ['job-1', 'job-0'], max_parallel_training_jobs: 2 };
    const generations = [generation(1, { max_parallel_training_jobs: 1 }), generation(2, extension)];
    expect(launch({ generations }).extended).toEqual(['job-1', 'job-0']);
    expect(instances({ generations })).toEqual([2]);
    // Two training jobs are missing, so no more run at a time.
    expect(instances({ generations: [generation(2, { max_number_of_training_jobs: 2 })] })).toEqual([2]);
  });
});
