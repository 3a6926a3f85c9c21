import { HttpResponse } from '@smithy/core/protocols';
import { describeTuningJob, openSession, syncTags } from '../../../modules/aws';
import type { Transport } from '../../../modules/aws';
import { ManualClock } from '../../support/manual-clock';

type Answer = { readonly type: string; readonly headers?: Readonly<Record<string, string>> } | 'lost';

/** What a session in this process sends, on a clock that stands still until told: every pause as long as it may be. */
function sessionWith(answer: Answer) {
  const clock = new ManualClock();
  /** When each request arrived, by the clock. */
  const arrivals: number[] = [];
  /** The date that each signature covers. */
  const dates: (string | undefined)[] = [];
  const transport: Transport = {
    handle: (request) => {
      dates.push(request.headers['x-amz-date']);
      arrivals.push(clock.now());
      if (answer === 'lost') return Promise.reject(Object.assign(new Error('lost'), { code: 'ECONNRESET' }));
      const body = JSON.stringify({ __type: answer.type, message: 'not now' });
      const headers = { 'content-type': 'application/x-amz-json-1.1', ...answer.headers };
      const response = new HttpResponse({ statusCode: 400, headers, body: new TextEncoder().encode(body) });
      return Promise.resolve({ response });
    },
  };
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
  const session = openSession(
    { target: 'aws', region: 'eu-west-1', credentials },
    { clock, random: () => 1, transport },
  );
  return { clock, arrivals, dates, session };
}

/** Plays a call to its end. Time passes only while the call sleeps, in steps that divide every pause. */
async function played(clock: ManualClock, call: Promise<unknown>): Promise<unknown> {
  let outcome: { readonly error: unknown } | undefined;
  call.then(
    () => (outcome = { error: undefined }),
    (error: unknown) => (outcome = { error }),
  );
  while (outcome === undefined) {
    if (clock.sleeping > 0) await clock.advance(50);
    else await new Promise((resolve) => setImmediate(resolve));
  }
  return outcome.error;
}

const { signal } = new AbortController();

describe('a session on a given clock, by a given transport', () => {
  it.each<{ what: string; answer: Answer; arrivals: readonly number[] }>([
    { what: 'is throttled', answer: { type: 'ThrottlingException' }, arrivals: [0, 1_000, 3_000] },
    { what: 'finds nobody', answer: 'lost', arrivals: [0, 50, 150] },
    {
      what: 'is asked to wait longer',
      answer: { type: 'ThrottlingException', headers: { 'retry-after': '4' } },
      arrivals: [0, 4_000, 8_000],
    },
    {
      what: 'is asked to wait for too long',
      answer: { type: 'ThrottlingException', headers: { 'Retry-After': '600' } },
      arrivals: [0, 6_000, 13_000],
    },
    {
      what: 'is asked in milliseconds to wait',
      answer: { type: 'ThrottlingException', headers: { 'x-amz-retry-after': '1500' } },
      arrivals: [0, 1_500, 3_500],
    },
    { what: 'is refused', answer: { type: 'ValidationException' }, arrivals: [0] },
  ])('asks again when that clock says so, if it $what', async ({ answer, arrivals: expected }) => {
    const { clock, arrivals, session } = sessionWith(answer);
    const error = await played(clock, describeTuningJob(session, 'churn', signal));
    expect({ arrivals, error: (error as Error).constructor.name }).toEqual({
      arrivals: expected,
      error: 'AwsError',
    });
  });

  it('dates what it signs by that clock', async () => {
    const { clock, dates, session } = sessionWith({ type: 'ThrottlingException' });
    await played(clock, describeTuningJob(session, 'churn', signal));
    expect(dates).toEqual(['19700101T000000Z', '19700101T000001Z', '19700101T000003Z']);
  });

  it('sends once what changes something', async () => {
    const { clock, arrivals, session } = sessionWith({ type: 'ThrottlingException' });
    await played(clock, syncTags(session, 'arn:x', { observed: {}, desired: { a: 'b' }, signal }));
    expect(arrivals).toEqual([0]);
  });

  it('stops asking again when most of what it asks fails', async () => {
    const { clock, arrivals, session } = sessionWith('lost');
    for (let call = 0; call < 30; call++) await played(clock, describeTuningJob(session, 'churn', signal));
    // 500 tokens pay for 35 repetitions at 14 each.
    expect(arrivals).toHaveLength(30 + 35);
  });
});
