import { TuneformError } from '../../../modules/kernel';
import type { ObservedTuningJob } from '../../../modules/aws';
import { aggregateJobs } from '../../../modules/provider/experiment/aggregate-jobs';
import { gatherLaunches } from '../../../modules/provider/experiment/gather-launches';

const observed = (name: string, more: Partial<ObservedTuningJob> = {}): ObservedTuningJob =>
  ({
    name,
    arn: `arn:${name}`,
    status: 'InProgress',
    counters: { completed: 3, inProgress: 1, retryableError: 0, nonRetryableError: 2, stopped: 0 },
    tags: { team: 'a', 'tuneform:owner': 'me' },
    ...more,
  }) as ObservedTuningJob;

const seen = (job: ObservedTuningJob) => ({ status: job.status, observed: job });
const TAGS = { team: 'a', 'tuneform:owner': 'me' };

describe('what is known about a search of several tuning jobs', () => {
  it('is the status of all, the sum of their counters, the ARN of the first and the tags of all', () => {
    const jobs = [
      seen(observed('first', { status: 'Completed' })),
      seen(observed('second', { tags: { ...TAGS, 'tuneform:shard': '1' } })),
    ];
    expect(aggregateJobs(jobs, TAGS)).toEqual({
      status: 'InProgress',
      arn: 'arn:first',
      counters: { completed: 6, in_progress: 2, retryable_error: 0, non_retryable_error: 4, stopped: 0 },
      tags: TAGS,
    });
  });

  it.each([
    { what: 'lost', tags: { 'tuneform:owner': 'me' }, is: { 'tuneform:owner': 'me' } },
    { what: 'changed', tags: { ...TAGS, team: 'b' }, is: { ...TAGS, team: 'b' } },
    { what: 'got', tags: { ...TAGS, extra: 'x' }, is: { ...TAGS, extra: 'x' } },
  ])('has the tag that only one of them $what', ({ tags, is }) => {
    const jobs = [observed('first'), observed('second', { tags }), observed('third')].map(seen);
    expect(aggregateJobs(jobs, TAGS).tags).toEqual(is);
    expect(aggregateJobs([...jobs].reverse(), TAGS).tags).toEqual(is);
  });

  it('is what the observed ones tell, while others are pending', () => {
    const pending = { status: 'Pending' } as const;
    expect(aggregateJobs([pending, seen(observed('second'))], TAGS)).toEqual({
      status: 'Pending',
      arn: undefined,
      counters: { completed: 3, in_progress: 1, retryable_error: 0, non_retryable_error: 2, stopped: 0 },
      tags: TAGS,
    });
    expect(aggregateJobs([pending])).toEqual({
      status: 'Pending',
      arn: undefined,
      counters: undefined,
      tags: undefined,
    });
  });
});

describe('the launches of a search of several tuning jobs', () => {
  const refused = new TuneformError('The service refused it.', { code: 'X', summary: 'X' });
  const launched = { ...seen(observed('first')), diagnostics: [] };
  const queued = { status: 'Pending', diagnostics: [] } as const;
  const unconfirmed = { status: 'Unconfirmed', diagnostics: [] } as const;

  it.each([
    { what: 'runs', other: launched },
    { what: 'may run', other: unconfirmed },
  ])('leave a refused one pending, with a warning, while another $what', ({ other }) => {
    const ends = [
      { name: 'first', launch: other },
      { name: 'second', refused },
    ];
    expect(gatherLaunches(ends)).toEqual([
      other,
      {
        status: 'Pending',
        diagnostics: [
          {
            severity: 'warning',
            path: [],
            summary: 'Search Launched in Part',
            detail:
              'Tuning job "second" was not launched, but others of the same search exist or may exist: "first". The status is ' +
              'Pending, and the next apply requests it again; destroying stops the others. The service refused it. ' +
              '[LAUNCH_REFUSED_IN_PART]',
          },
        ],
      },
    ]);
  });

  it.each([
    { what: 'all are refused', others: [] },
    { what: 'the others are queued', others: [{ name: 'second', launch: queued }] },
  ])('are an error when $what: nothing exists', ({ others }) => {
    expect(() => gatherLaunches([{ name: 'first', refused }, ...others])).toThrow(refused);
  });
});
