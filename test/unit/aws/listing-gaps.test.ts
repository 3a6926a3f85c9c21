import { listingGaps } from '../../../modules/aws';
import type { SearchTotals } from '../../../modules/aws';
import type { TrialRecord } from '../../../modules/tuning';

const trial = (name: string, changes: Partial<TrialRecord> = {}): TrialRecord => ({
  trainingJobName: name,
  trainingJobArn: `arn:aws:sagemaker:us-east-1:000000000000:training-job/${name}`,
  tuningJobName: 'churn',
  status: 'Completed',
  objectiveStatus: 'Succeeded',
  objectiveValue: 0.5,
  hyperparameters: {},
  createdAtMs: 1,
  ...changes,
});
const without = (name: string, changes: Partial<TrialRecord> = {}): TrialRecord => {
  const { objectiveValue: _, ...rest } = trial(name);
  return { ...rest, ...changes };
};
const TOTALS: Omit<SearchTotals, 'arn'> = {
  status: 'Completed',
  launched: 2,
  completed: 2,
  measured: 2,
  unmeasured: 0,
  best: { trainingJobName: 'b', objectiveValue: 0.9 },
};
const BEST = trial('b', { objectiveValue: 0.9 });

describe('the gaps of a list', () => {
  it.each<{ what: string; trials: readonly TrialRecord[]; totals?: Partial<SearchTotals> }>([
    { what: 'it holds what the description counts', trials: [trial('a'), BEST] },
    { what: 'it holds more', trials: [trial('a'), BEST, trial('c')] },
    {
      what: 'a job never emitted the metric',
      trials: [without('a', { objectiveStatus: 'Failed' }), BEST],
      totals: { measured: 1 },
    },
    {
      what: 'the description waits for the metric as well',
      trials: [without('a', { objectiveStatus: 'Pending' }), BEST],
      totals: { measured: 1, unmeasured: 1 },
    },
    {
      what: 'jobs failed and were stopped',
      trials: [
        without('a', { status: 'Failed', objectiveStatus: 'Failed' }),
        BEST,
        trial('c', { status: 'Stopped' }),
      ],
      totals: { launched: 3, completed: 1 },
    },
    {
      what: 'a job was stopped early and its row says no value',
      trials: [without('a', { status: 'Stopped' }), BEST],
      totals: { completed: 1 },
    },
    { what: 'there were no jobs', trials: [], totals: { launched: 0, completed: 0, measured: 0 } },
    {
      what: 'the best value is not a number in both',
      trials: [trial('a'), trial('b', { objectiveValue: NaN })],
      totals: { best: { trainingJobName: 'b', objectiveValue: NaN } },
    },
    {
      what: 'the description names no value of the best',
      trials: [trial('a'), BEST],
      totals: { best: { trainingJobName: 'b' } },
    },
  ])('are none when $what', ({ trials, totals = {} }) => {
    const { best, ...rest } = { ...TOTALS, ...totals };
    const asked = trials.length === 0 || best === undefined ? rest : { ...rest, best };
    expect(listingGaps(asked, trials)).toEqual([]);
  });

  it.each<{ what: string; trials: readonly TrialRecord[]; totals?: Partial<SearchTotals>; says: string }>([
    {
      what: 'a job is not listed',
      trials: [BEST],
      says: 'it holds 1 of the 2 training jobs that the description counts',
    },
    {
      what: 'the best is not listed',
      trials: [trial('a'), trial('c')],
      says: 'it lacks b, the best by the description',
    },
    { what: 'the best has no metric', trials: [trial('a'), without('b')], says: 'it gives no metric of b' },
    {
      what: 'the best lost its metric and says so',
      trials: [trial('a'), without('b', { objectiveStatus: 'Failed' })],
      says: 'it holds 1 of the 2 training jobs with a metric that the description counts',
    },
    {
      what: 'the best has an earlier metric',
      trials: [trial('a'), trial('b', { objectiveValue: 0.4 })],
      says: 'it gives metric 0.4 of b, and the description 0.9',
    },
    {
      what: 'another has no metric',
      trials: [without('a', { objectiveStatus: 'Pending' }), BEST],
      says: 'it gives no metric of a',
    },
    {
      what: 'a job is listed as it was before it ended',
      trials: [without('a', { status: 'InProgress', objectiveStatus: 'Pending' }), BEST],
      says: 'it shows a as not ended',
    },
    {
      what: 'a job is listed as it was while it stopped',
      trials: [trial('a', { status: 'Stopping' }), BEST],
      says: 'it shows a as not ended',
    },
    {
      what: 'the list knows more than the description, which has not ended',
      trials: [trial('a'), BEST],
      totals: { status: 'InProgress' },
      says: 'the description says InProgress and not that it has ended',
    },
  ])('name what differs when $what', ({ trials, totals = {}, says }) => {
    expect(listingGaps({ ...TOTALS, ...totals }, trials)).toContain(says);
  });

  it('name three jobs and count the rest', () => {
    const open = ['a', 'b', 'c', 'd', 'e'].map((name) => without(name, { objectiveStatus: 'Pending' }));
    expect(
      listingGaps({ status: 'Completed', launched: 5, completed: 5, measured: 0, unmeasured: 0 }, open),
    ).toEqual(['it gives no metric of a, b, c and 2 more']);
  });
});
