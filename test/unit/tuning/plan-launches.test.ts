import { planLaunches, tuningJobName } from '../../../modules/tuning';

const search = { owner: 'me', name: 'churn', fingerprint: 'f1', run: 1 };
const name = tuningJobName(search);

describe('planning the launches of a search', () => {
  it('spreads it over one tuning job, the first, which has no shard', () => {
    expect(planLaunches(search, new Set()).tuningJobs).toEqual([{ name }]);
  });

  it('spreads it over as many as an earlier search has, each with a name of its own', () => {
    const jobs = [
      { name },
      { name: tuningJobName({ ...search, shard: 1 }), shard: 1 },
      { name: tuningJobName({ ...search, shard: 2 }), shard: 2 },
    ];
    expect(new Set(jobs.map((job) => job.name)).size).toBe(3);
    expect(planLaunches(search, new Set([name]), 3)).toEqual({ tuningJobs: jobs, launch: jobs.slice(1) });
  });

  it.each([
    { what: 'nobody has paid for', launched: [], launch: [{ name }] },
    { what: 'another run has not paid for', launched: ['churn-other'], launch: [{ name }] },
    { what: 'was never paid for twice', launched: ['churn-other', name], launch: [] },
  ])('launches the job that $what', ({ launched, launch }) => {
    expect(planLaunches(search, new Set(launched)).launch).toEqual(launch);
  });
});
