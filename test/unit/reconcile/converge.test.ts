import { TuneformError } from '../../../modules/kernel';
import { ManualClock } from '../../support/manual-clock';
import { converge } from '../../../modules/reconcile';
import type { Convergence, ConvergeOptions, ExternalClient, Observation } from '../../../modules/reconcile';

type Status = string;
type Step = Observation<Status> | Error;

/** Shows one scripted observation after another and repeats the last one; records when each call came. */
function scripted(clock: ManualClock, steps: readonly Step[]) {
  const calls: string[] = [];
  let next = 0;
  const note = (call: string): void => void calls.push(`${String(clock.now())} ${call}`);
  const client: ExternalClient<string, Status> = {
    observe: async () => {
      note('observe');
      const step = steps[Math.min(next, steps.length - 1)]!;
      next += 1;
      if (step instanceof Error) throw step;
      return step;
    },
    create: async () => note('create'),
    update: async () => note('update'),
    delete: async () => note('delete'),
  };
  return { client, calls };
}

const absent: Step = { kind: 'absent' };
const progressing = (status: Status, pollAfterMs = 1000): Step => ({
  kind: 'progressing',
  status,
  pollAfterMs,
});
const steady = (status: Status): Step => ({ kind: 'steady', status, drift: [] });
const throttled = new TuneformError('Rate exceeded', {
  code: 'T',
  summary: 'Throttled',
  disposition: 'retryable',
});
const expired = new TuneformError('The token has expired', { code: 'E', summary: 'Credentials Expired' });

/** Runs a convergence, moving the clock whenever all callers wait. */
async function run(
  clock: ManualClock,
  client: ExternalClient<string, Status>,
  options: Partial<ConvergeOptions<Status>> & { readonly intent?: 'present' | 'gone' } = {},
): Promise<Convergence<Status>> {
  const { intent = 'present', ...rest } = options;
  let ended: Convergence<Status> | undefined;
  const running = converge(
    client,
    { intent, spec: 'digits' },
    { clock, signal: new AbortController().signal, ...rest },
  ).then((result) => (ended = result));
  for (let step = 0; step < 10_000 && ended === undefined; step += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    if (clock.sleeping > 0) await clock.advance(50);
  }
  return running;
}

describe('converge', () => {
  it('creates, follows the hint of each observation and ends with the settled status', async () => {
    const clock = new ManualClock();
    const { client, calls } = scripted(clock, [absent, progressing('InProgress', 5000), steady('Completed')]);
    await expect(run(clock, client)).resolves.toEqual({
      outcome: 'converged',
      status: 'Completed',
      asked: true,
    });
    expect(calls).toEqual(['0 observe', '0 create', '250 observe', '5250 observe']);
  });

  it('stops at the deadline with a status observed at the deadline', async () => {
    const clock = new ManualClock(1000);
    const { client, calls } = scripted(clock, [
      progressing('3 of 20', 40_000),
      progressing('9 of 20', 40_000),
    ]);
    const result = await run(clock, client, { deadlineMs: 11_000 });
    expect(result).toMatchObject({ outcome: 'timedOut', status: '9 of 20' });
    expect(calls).toEqual(['1000 observe', '11000 observe']);
  });

  it('takes one step even when the deadline has passed, so that the status is known', async () => {
    const clock = new ManualClock(1000);
    const { client, calls } = scripted(clock, [progressing('InProgress')]);
    const result = await run(clock, client, { deadlineMs: 0 });
    expect(result).toMatchObject({ outcome: 'timedOut', status: 'InProgress' });
    expect(calls).toEqual(['1000 observe']);
  });

  it('ends at once when interrupted while waiting, keeping the last status', async () => {
    const clock = new ManualClock();
    const { client, calls } = scripted(clock, [progressing('InProgress', 60_000)]);
    const controller = new AbortController();
    const running = converge(
      client,
      { intent: 'present', spec: 'digits' },
      { clock, signal: controller.signal },
    );
    while (clock.sleeping === 0) await new Promise((resolve) => setImmediate(resolve));
    controller.abort(new Error('Terraform asked to stop'));
    await expect(running).resolves.toEqual({ outcome: 'interrupted', status: 'InProgress', asked: false });
    expect(calls).toHaveLength(1);
    expect(clock.sleeping).toBe(0);
  });

  it('calls nothing when interrupted before it began', async () => {
    const clock = new ManualClock();
    const { client, calls } = scripted(clock, [absent]);
    await expect(run(clock, client, { signal: AbortSignal.abort() })).resolves.toEqual({
      outcome: 'interrupted',
      status: undefined,
      asked: false,
    });
    expect(calls).toEqual([]);
  });

  it('takes an error caused by the interruption for the interruption', async () => {
    const clock = new ManualClock();
    const controller = new AbortController();
    const { client } = scripted(clock, [absent]);
    const aborting = {
      ...client,
      create: async () => {
        controller.abort();
        throw new Error('socket hang up');
      },
    };
    await expect(run(clock, aborting, { signal: controller.signal })).resolves.toMatchObject({
      outcome: 'interrupted',
    });
  });

  it('retries retryable errors with growing waits and starts over after a success', async () => {
    const clock = new ManualClock();
    const { client, calls } = scripted(clock, [
      throttled,
      throttled,
      throttled,
      progressing('InProgress', 100),
      throttled,
      steady('Completed'),
    ]);
    await expect(run(clock, client)).resolves.toMatchObject({ outcome: 'converged' });
    expect(calls).toEqual([
      '0 observe',
      '500 observe',
      '1500 observe',
      '3500 observe',
      '3600 observe',
      '4100 observe',
    ]);
  });

  it('gives up on calls that do nothing but fail sooner than on an object that takes its time', async () => {
    const options = { deadlineMs: 1_000_000, failingMs: 2_000 };
    const refusing = new ManualClock();
    const { client, calls } = scripted(refusing, [progressing('InProgress', 9_000), throttled]);
    await expect(run(refusing, client, options)).resolves.toMatchObject({
      outcome: 'timedOut',
      status: 'InProgress',
      error: throttled,
    });
    expect(calls.map((call) => Number.parseInt(call, 10) - 9_000)).toEqual([-9_000, 0, 500, 1500, 3500]);

    const recovering = new ManualClock();
    const steps = [
      throttled,
      throttled,
      throttled,
      progressing('InProgress', 100),
      throttled,
      steady('Done'),
    ];
    await expect(run(recovering, scripted(recovering, steps).client, options)).resolves.toMatchObject({
      outcome: 'converged',
    });
  });

  it('returns a terminal error as a failure without losing the status seen before', async () => {
    const clock = new ManualClock();
    const { client } = scripted(clock, [progressing('InProgress'), expired]);
    await expect(run(clock, client)).resolves.toEqual({
      outcome: 'failed',
      status: 'InProgress',
      reason: 'The token has expired',
      error: expired,
      asked: false,
    });
  });

  it('keeps the last status when an object it saw cannot be read for a moment', async () => {
    const clock = new ManualClock();
    const { client } = scripted(clock, [progressing('InProgress'), absent, expired]);
    await expect(run(clock, client)).resolves.toMatchObject({ outcome: 'failed', status: 'InProgress' });
  });

  it('reports a failed object with its reason and no error', async () => {
    const clock = new ManualClock();
    const { client } = scripted(clock, [{ kind: 'failed', status: 'Failed', reason: 'AlgorithmError' }]);
    await expect(run(clock, client)).resolves.toEqual({
      outcome: 'failed',
      status: 'Failed',
      reason: 'AlgorithmError',
      asked: false,
    });
  });

  it('asks for the same change ever more rarely while it shows no effect', async () => {
    const clock = new ManualClock();
    const { client, calls } = scripted(clock, [absent]);
    await run(clock, client, { deadlineMs: 8000 });
    const creates = calls.filter((call) => call.endsWith('create')).map((call) => Number.parseInt(call, 10));
    expect(creates).toEqual([0, 250, 1250, 3250, 7250, 8000]);
  });

  it('stops a running object, waits for it to end and removes it', async () => {
    const clock = new ManualClock();
    const { client, calls } = scripted(clock, [
      progressing('InProgress'),
      { kind: 'terminating', status: 'Stopping', pollAfterMs: 2000 },
      steady('Stopped'),
      absent,
    ]);
    await expect(run(clock, client, { intent: 'gone' })).resolves.toEqual({
      outcome: 'converged',
      status: undefined,
      asked: true,
    });
    expect(calls.map((call) => call.split(' ')[1])).toEqual([
      'observe',
      'delete',
      'observe',
      'observe',
      'delete',
      'observe',
    ]);
  });

  describe.each([
    { fate: 'unknown', outcome: 'unknown', asked: true },
    { fate: 'a refusal', outcome: 'refused', asked: false },
    { fate: 'told by no outcome, because nothing was to be changed', outcome: undefined, asked: false },
  ] as const)('a change whose fate is $fate', ({ outcome, asked }) => {
    it.each(['terminal', 'retryable'] as const)(
      'counts as asked for: the end says so, after a failure that is %s',
      async (disposition) => {
        const clock = new ManualClock();
        const { client } = scripted(clock, [absent, expired]);
        const failing = {
          ...client,
          create: async () => {
            throw new TuneformError('no answer', { code: 'X', summary: 'X', disposition, outcome });
          },
        };
        await expect(run(clock, failing)).resolves.toMatchObject({ outcome: 'failed', asked });
      },
    );

    it('says so when the interrupt came while it was under way', async () => {
      const controller = new AbortController();
      const { client } = scripted(new ManualClock(), [absent]);
      const interrupted = {
        ...client,
        create: async () => {
          controller.abort();
          throw new TuneformError('no answer', { code: 'X', summary: 'X', outcome });
        },
      };
      await expect(run(new ManualClock(), interrupted, { signal: controller.signal })).resolves.toMatchObject(
        { outcome: 'interrupted', asked },
      );
    });
  });

  it('tells about each step that leaves something to wait for', async () => {
    const clock = new ManualClock();
    const { client } = scripted(clock, [absent, progressing('InProgress', 5000), steady('Completed')]);
    const told: string[] = [];
    await run(clock, client, {
      onProgress: ({ status, because, nextLookMs }) =>
        told.push(`${status ?? 'nothing'}: ${because}, ${String(nextLookMs)} ms`),
    });
    expect(told).toEqual([
      'nothing: it was absent and has been asked for, 250 ms',
      'InProgress: it is on its way, 5000 ms',
    ]);
  });
});
