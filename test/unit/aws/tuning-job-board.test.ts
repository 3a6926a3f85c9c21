import { TuningJobBoard } from '../../../modules/aws';
import { ManualClock } from '../../support/manual-clock';
import { scriptedSession } from './scripted-session';

const CREATED = { a: 1_800_000_000_000, b: 1_800_000_060_000 } as const;
const summary = (name: 'a' | 'b', completed: number) => ({
  HyperParameterTuningJobName: name,
  HyperParameterTuningJobStatus: 'InProgress',
  TrainingJobStatusCounters: { Completed: completed },
  CreationTime: new Date(CREATED[name]),
});
const SUMMARIES = [summary('b', 1), summary('a', 1)];
const seen = (name: 'a' | 'b') => ({ status: 'InProgress', completed: 1, createdAtMs: CREATED[name] });
const DESCRIBED = {
  DescribeHyperParameterTuningJob: ({ HyperParameterTuningJobName: name }: Record<string, unknown>) =>
    summary(name as 'a' | 'b', 0),
  ListTags: () => ({ Tags: [] }),
};

/**
 * A board on which two wait, for jobs "a" and "b", each of which has looked once, and a service whose listings end when they
 * are told to.
 */
async function boardOfTwo() {
  const clock = new ManualClock();
  const pending: {
    readonly input: Readonly<Record<string, unknown>>;
    readonly signal: AbortSignal | undefined;
    readonly end: () => void;
  }[] = [];
  const { session } = scriptedSession(
    {
      ...DESCRIBED,
      ListHyperParameterTuningJobs: (input, { abortSignal: signal }) =>
        new Promise((resolve, reject) => {
          pending.push({
            input,
            signal,
            end: () => resolve({ HyperParameterTuningJobSummaries: SUMMARIES }),
          });
          signal?.addEventListener('abort', () => reject(signal.reason as Error));
        }),
    },
    { clock },
  );
  const board = new TuningJobBoard(session);
  board.watch('a');
  board.watch('b');
  for (const name of ['a', 'b'] as const) {
    expect(await board.look(name, forever)).toEqual({ ...seen(name), completed: 0 });
  }
  return { board, clock, session, pending };
}

const forever = new AbortController().signal;
const reason = new Error('Terraform was interrupted');

describe('several waiters for tuning jobs', () => {
  it('share one listing, however long it takes, and it is recent from its end on', async () => {
    const { board, clock, pending } = await boardOfTwo();
    const first = board.look('a', forever);
    await clock.advance(15_000);
    const second = board.look('b', forever);
    await clock.advance(0);
    expect(pending).toHaveLength(1);
    // Older jobs, of which an account may have thousands, need no page.
    expect(pending[0]?.input['CreationTimeAfter']).toEqual(new Date(CREATED.a - 1_000));
    pending[0]?.end();
    expect(await Promise.all([first, second])).toEqual([seen('a'), seen('b')]);

    await clock.advance(29_999);
    expect(await board.look('a', forever)).toEqual(seen('a'));
    expect(pending).toHaveLength(1);

    await clock.advance(1);
    const third = board.look('a', forever);
    await clock.advance(0);
    expect(pending).toHaveLength(2);
    pending[1]?.end();
    expect(await third).toEqual(seen('a'));
  });

  it('leave one by one, and the remaining ones get the answer', async () => {
    const { board, clock, pending } = await boardOfTwo();
    const impatient = new AbortController();
    const first = board.look('a', impatient.signal);
    const second = board.look('b', forever);
    await clock.advance(0);
    impatient.abort(reason);
    await expect(first).rejects.toBe(reason);
    expect(pending[0]?.signal?.aborted).toBe(false);
    pending[0]?.end();
    expect(await second).toEqual(seen('b'));
  });

  it('end the listing when the last one leaves, and a later one begins another', async () => {
    const { board, clock, pending } = await boardOfTwo();
    const interrupt = new AbortController();
    const looks = [board.look('a', interrupt.signal), board.look('b', interrupt.signal)];
    await clock.advance(0);
    const later = new Promise((resolve) => {
      pending[0]?.signal?.addEventListener('abort', () => resolve(board.look('a', forever)));
    });
    interrupt.abort(reason);
    for (const look of looks) await expect(look).rejects.toBe(reason);
    await clock.advance(0);
    expect(pending).toHaveLength(2);
    pending[1]?.end();
    expect(await later).toEqual(seen('a'));
  });

  it('do not wait their turn to list once they are interrupted', async () => {
    const { board, clock, session, pending } = await boardOfTwo();
    // The burst that an account allows.
    await session.listing.acquire();
    await session.listing.acquire();
    const interrupt = new AbortController();
    const look = board.look('a', interrupt.signal);
    await clock.advance(0);
    expect(clock.sleeping).toBe(1);
    interrupt.abort(reason);
    await expect(look).rejects.toBe(reason);
    expect(clock.sleeping).toBe(0);
    expect(pending).toHaveLength(0);
  });

  it('list nothing if interrupted before they begin', async () => {
    const { board, clock, pending } = await boardOfTwo();
    await expect(board.look('a', AbortSignal.abort(reason))).rejects.toBe(reason);
    await clock.advance(0);
    expect(pending.every(({ signal }) => signal?.aborted)).toBe(true);
  });

  it('try again after a listing that failed', async () => {
    let failing = true;
    const { session } = scriptedSession({
      ...DESCRIBED,
      ListHyperParameterTuningJobs: () => {
        if (failing) throw new Error('not now');
        return { HyperParameterTuningJobSummaries: SUMMARIES };
      },
    });
    const board = new TuningJobBoard(session);
    board.watch('a');
    board.watch('b');
    await board.look('a', forever);
    await expect(board.look('a', forever)).rejects.toMatchObject({ code: 'AWS_UNKNOWN_ERROR' });
    failing = false;
    expect(await board.look('a', forever)).toEqual(seen('a'));
  });
});

describe('the pace of waiting', () => {
  const pauseAfter = (waitedMs: number, chance: number): number => {
    const { session } = scriptedSession({});
    return new TuningJobBoard({ ...session, random: () => chance }).pollAfterMs(waitedMs);
  };

  it.each([
    { waitedMs: 0, pauseMs: 10_000 },
    { waitedMs: 100_000, pauseMs: 10_000 },
    { waitedMs: 300_000, pauseMs: 30_000 },
    { waitedMs: 600_000, pauseMs: 60_000 },
    { waitedMs: 36_000_000, pauseMs: 60_000 },
  ])('of AWS after $waitedMs ms is $pauseMs ms, a fifth more or less', ({ waitedMs, pauseMs }) => {
    const pauses = [0, 0.5, 1].map((chance) => Math.round(pauseAfter(waitedMs, chance)));
    expect(pauses).toEqual([0.8 * pauseMs, pauseMs, 1.2 * pauseMs]);
  });

  it('lists at most two pages at once and then one a second, of 100 tuning jobs each', async () => {
    const clock = new ManualClock();
    const asked: { readonly at: number; readonly size: unknown }[] = [];
    const { session } = scriptedSession(
      {
        ...DESCRIBED,
        ListHyperParameterTuningJobs: ({ MaxResults }) => {
          asked.push({ at: clock.now(), size: MaxResults });
          const isLast = asked.length === 4;
          return {
            HyperParameterTuningJobSummaries: isLast ? SUMMARIES : [],
            ...(!isLast && { NextToken: 'more' }),
          };
        },
      },
      { clock },
    );
    const board = new TuningJobBoard(session);
    board.watch('a');
    board.watch('b');
    await board.look('a', forever);
    const began = clock.now();
    const look = board.look('a', forever);
    await clock.advance(0);
    for (let turn = 0; turn < 4; turn += 1) await clock.advance(1_000);
    expect(await look).toEqual(seen('a'));
    expect(asked.map(({ size }) => size)).toEqual([100, 100, 100, 100]);
    expect(asked.map(({ at }) => at - began)).toEqual([0, 0, 1_000, 2_000]);
  });
});
