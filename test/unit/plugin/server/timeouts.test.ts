import { errorAt, warningAt } from '../../../../modules/kernel';
import {
  attr,
  defineProvider,
  defineResource,
  defineSchema,
  isUnknown,
  parseDuration,
  timedOut,
  timeouts,
  timeoutsBlock,
} from '../../../../modules/plugin';
import type { ApplyResult, Context } from '../../../../modules/plugin';
import { validateConfig } from '../../../../modules/plugin/plan/validate-config';
import { formatDuration } from '../../../../modules/plugin/schema/values/duration';
import { received, sent, Served } from './served';

const limits = { create: '30m', read: '1m', update: '20m', delete: '1000h' } as const;
const schema = defineSchema({
  description: 'Something slow.',
  attributes: {
    name: attr.string({ required: true, description: 'd' }),
    etag: attr.string({ computed: true, description: 'd' }),
    timeouts: timeouts(limits),
  },
});

type Work = (context: Context) => Promise<unknown>;
type Answer = ApplyResult<typeof schema>;

/** A resource whose every operation is `work`. */
function slow(work: Work, settings: { readonly blocks?: boolean; readonly adjustable?: boolean } = {}) {
  const { blocks = false, adjustable = true } = settings;
  const { timeouts: attribute, ...others } = schema.attributes;
  const form = defineSchema({
    description: 'd',
    attributes: { ...others, ...(blocks || !adjustable ? {} : { timeouts: attribute }) },
    blocks: blocks ? { timeouts: timeoutsBlock(limits) } : {},
  }) as unknown as typeof schema;
  const run = (_: unknown, context: Context): Promise<Answer> => work(context) as Promise<Answer>;
  const resource = defineResource<typeof schema, object>({
    typeName: 'x_slow',
    schema: form,
    timeouts: limits,
    create: run,
    read: run,
    update: run,
    delete: run,
  });
  const served = new Served(
    defineProvider({
      name: 'x',
      version: '0.0.1',
      schema: defineSchema({ description: 'd', attributes: {} }),
      configure: async () => ({ configured: {} }),
      resources: [resource],
    }),
  );
  const change = (prior: object | null, planned: object | null) =>
    served.call('ApplyResourceChange', {
      typeName: 'x_slow',
      priorState: sent(form, prior as never),
      plannedState: sent(form, planned as never),
      config: sent(form, planned as never),
    });
  const read = (state: object) =>
    served.call('ReadResource', { typeName: 'x_slow', currentState: sent(form, state as never) });
  return { served, change, read };
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const MINUTE = 60_000;
const made = { name: 'n', etag: 'e' };
const chosen = (operation: string, limit: string) => ({
  timeouts: { create: null, read: null, update: null, delete: null, [operation]: limit },
});

/** Starts waiting, and says after how long the wait ended. */
async function minutesUntilTold(
  start: (slowOne: ReturnType<typeof slow>) => Promise<unknown>,
  minutes: number,
): Promise<{ readonly before: boolean; readonly after: boolean }> {
  let told = false;
  const one = slow(async ({ signal }) => {
    await aborted(signal);
    told = timedOut(signal);
    return { state: null };
  });
  const answer = start(one);
  await settle();
  await one.served.clock.advance(minutes * MINUTE - 1);
  const before = told;
  await one.served.clock.advance(1);
  await answer;
  return { before, after: told };
}

describe('a time limit', () => {
  it.each([
    ['create', 30, (one: ReturnType<typeof slow>) => one.change(null, made), 'the default'],
    [
      'create',
      90,
      (one: ReturnType<typeof slow>) => one.change(null, { ...made, ...chosen('create', '1h30m') }),
      'as configured',
    ],
    [
      'create',
      30,
      (one: ReturnType<typeof slow>) => one.change(null, { ...made, ...chosen('read', '1s') }),
      'as another is configured',
    ],
    ['update', 20, (one: ReturnType<typeof slow>) => one.change({ ...made, name: 'm' }, made), 'the default'],
    ['read', 1, (one: ReturnType<typeof slow>) => one.read(made), 'the default'],
    [
      'read',
      5,
      (one: ReturnType<typeof slow>) => one.read({ ...made, ...chosen('read', '5m') }),
      'as stored',
    ],
    [
      'delete',
      60_000,
      (one: ReturnType<typeof slow>) => one.change(made, null),
      'longer than a timer of Node lasts',
    ],
  ])('of %s aborts the signal after %d minutes: %s', async (_, minutes, start) => {
    expect(await minutesUntilTold(start, minutes)).toEqual({ before: false, after: true });
  });

  it('is explained beside the error that the operation ends with, and what exists is kept', async () => {
    const { served, change } = slow(async ({ signal }) => {
      await aborted(signal);
      return {
        state: { ...made, timeouts: null },
        diagnostics: [errorAt([], 'Not Ready', 'Still starting.')],
      };
    });
    const answer = change(null, made);
    await settle();
    await served.clock.advance(30 * MINUTE);
    const { diagnostics, newState } = await answer;
    expect(received(schema, newState)).toMatchObject(made);
    expect(diagnostics?.map(({ summary, detail }) => [summary, detail])).toEqual([
      ['Not Ready', 'Still starting.'],
      [
        'Timeout',
        'While creating x_slow, the time limit of 30m was reached, the default to create. To allow more time, set ' +
          'timeouts = { create = "1h" } in the resource, and apply again. [TIMEOUT]',
      ],
    ]);
  });

  it.each([
    ['the reason', (signal: AbortSignal): unknown => signal.reason, ''],
    ['an error of its own', () => new Error('socket closed'), '\n\nIt ended with: socket closed'],
  ])('is explained when the operation throws %s', async (_, thrown, ending) => {
    const { served, change } = slow(
      async ({ signal }) => {
        await aborted(signal);
        throw thrown(signal);
      },
      { blocks: true },
    );
    const answer = change(null, { ...made, ...chosen('create', '90s') });
    await settle();
    await served.clock.advance(90_000);
    expect((await answer).diagnostics?.map(({ detail }) => detail)).toEqual([
      'While creating x_slow, the time limit of 90s was reached, set by timeouts.create. To allow more time, set ' +
        `timeouts { create = "3m" } in the resource, and apply again.${ending} [TIMEOUT]`,
    ]);
  });

  it('says so when the configuration cannot change it', async () => {
    const { served, read } = slow(
      async ({ signal }) => {
        await aborted(signal);
        throw signal.reason;
      },
      { adjustable: false },
    );
    const answer = read(made);
    await settle();
    await served.clock.advance(MINUTE);
    expect((await answer).diagnostics?.[0]?.detail).toContain('does not let the configuration change it');
  });

  it('is not mentioned when the operation succeeds all the same', async () => {
    const { served, change } = slow(async ({ signal }) => {
      await aborted(signal);
      return {
        state: { ...made, timeouts: null },
        diagnostics: [warningAt([], 'Slow', 'It took its time.')],
      };
    });
    const answer = change(null, made);
    await settle();
    await served.clock.advance(30 * MINUTE);
    expect((await answer).diagnostics?.map(({ summary }) => summary)).toEqual(['Slow']);
  });

  it('is not blamed for an interruption, and leaves no timer behind', async () => {
    let wasTimeout: boolean | undefined;
    const { served, change } = slow(async ({ signal }) => {
      await aborted(signal);
      wasTimeout = timedOut(signal);
      throw signal.reason;
    });
    const answer = change(null, made);
    await settle();
    expect(served.clock.sleeping).toBe(1);
    served.session.stop();
    expect((await answer).diagnostics?.[0]?.detail).toContain('[INTERRUPTED]');
    expect(wasTimeout).toBe(false);
    expect(served.clock.sleeping).toBe(0);
  });
});

describe('a change of timeouts alone', () => {
  const before = { ...made, ...chosen('create', '1h') };
  const after = { ...made, ...chosen('create', '2h') };
  const plan = (served: Served, proposed: object) =>
    served.call('PlanResourceChange', {
      typeName: 'x_slow',
      priorState: sent(schema, before),
      proposedNewState: sent(schema, proposed as never),
      config: sent(schema, { ...proposed, etag: null }),
    });

  it('replaces nothing and leaves computed values as they are', async () => {
    const { served } = slow(async () => Promise.reject(new Error('not called')));
    const answer = await plan(served, after);
    expect(received(schema, answer.plannedState)).toEqual(after);
    expect(answer.requiresReplace).toEqual([]);
    expect(answer.diagnostics).toEqual([]);
  });

  it('beside another change does not hide that one', async () => {
    const { served } = slow(async () => Promise.reject(new Error('not called')));
    const { plannedState } = await plan(served, { ...after, name: 'm' });
    expect(isUnknown(received(schema, plannedState)?.['etag'])).toBe(true);
  });

  it('is stored without an update', async () => {
    const { change } = slow(async () => Promise.reject(new Error('not called')));
    const { newState, diagnostics } = await change(before, after);
    expect(received(schema, newState)).toEqual(after);
    expect(diagnostics).toEqual([]);
  });
});

describe('durations', () => {
  it.each([
    ['0', 0],
    ['0s', 0],
    ['90s', 90_000],
    ['10m', 600_000],
    ['1h30m', 5_400_000],
    ['1.5h', 5_400_000],
    ['.5s', 500],
    ['1.s', 1_000],
    ['300ms', 300],
    ['1s500ms', 1_500],
    ['5µs', 0.005],
  ])('read %s', (text, ms) => {
    expect(parseDuration(text)).toBeCloseTo(ms, 9);
  });

  it.each(['', '10', 'soon', '-1s', '1m ', ' 1m', '1d', 'm', '.s', '1h-5m', '1e3s'])(
    'reject "%s"',
    (text) => {
      expect(parseDuration(text)).toBeUndefined();
    },
  );

  it.each([
    [250, '250ms'],
    [90_000, '1m30s'],
    [3_600_000, '1h'],
    [90_061_000, '25h1m1s'],
  ])('write %d ms as %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  it.each([
    ['30', '"30" is not a duration.'],
    ['0s', '"0s" is zero.'],
    ['-5m', '"-5m" is negative.'],
  ])('are checked offline: %s', (create, detail) => {
    const found = validateConfig(schema, {
      ...made,
      etag: null,
      timeouts: { create, read: null, update: null, delete: null },
    });
    expect(found).toEqual([
      expect.objectContaining({ path: ['timeouts', 'create'], detail: expect.stringContaining(detail) }),
    ]);
  });

  it('that are defaults are checked when the schema is made', () => {
    expect(() => timeouts({ create: '30 minutes' })).toThrow(RangeError);
  });
});
