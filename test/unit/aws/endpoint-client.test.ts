import { endpointClient } from '../../../modules/aws';
import type { AwsSession, EndpointStatus, ObservedEndpoint } from '../../../modules/aws';
import { systemClock } from '../../../modules/kernel';
import { converge } from '../../../modules/reconcile';
import type { Convergence } from '../../../modules/reconcile';
import { lostAnswer, refusal, scriptedSession } from './scripted-session';

const TAGS = { 'tuneform:owner': 'me', 'tuneform:endpoint': 'churn' };
const DESIRED = { name: 'churn', configurationName: 'new', owner: 'me', tags: TAGS, objectId: 'mine' };

const tags = () => ({
  Tags: Object.entries({ ...TAGS, 'tuneform:object': 'mine' }).map(([Key, Value]) => ({ Key, Value })),
});

const convergeThrough = (session: AwsSession): Promise<Convergence<ObservedEndpoint>> =>
  converge(
    endpointClient(session),
    { intent: 'present', spec: DESIRED },
    // No step waits: what comes next depends on the order alone.
    { clock: { ...systemClock, sleep: () => Promise.resolve() }, signal: new AbortController().signal },
  );

interface Look {
  readonly status: EndpointStatus;
  readonly configuration: string;
  readonly reason?: string;
}

/** What the service says from look to look; the last is said for ever. An accepted update goes on to the next list. */
interface Script {
  readonly looks: readonly (readonly Look[])[];
  /** One for each UpdateEndpoint: the refusal, or `undefined` for an accepted one. */
  readonly updates?: readonly (Error | undefined)[];
  /** Requests that are carried out although they are answered with an error. */
  readonly lost?: readonly number[];
}

async function convergeOn({ looks, updates = [], lost = [] }: Script) {
  let stage = 0;
  let look = 0;
  let asked = 0;
  const { session, sent } = scriptedSession({
    DescribeEndpoint: () => {
      const list = looks[stage] ?? [];
      const seen = list[Math.min(look, list.length - 1)];
      look += 1;
      return {
        EndpointArn: 'arn:endpoint',
        EndpointStatus: seen?.status,
        EndpointConfigName: seen?.configuration,
        FailureReason: seen?.reason,
      };
    },
    ListTags: tags,
    UpdateEndpoint: () => {
      const refused = updates[asked];
      if (refused === undefined || lost.includes(asked)) {
        stage += 1;
        look = 0;
      }
      asked += 1;
      if (refused !== undefined) throw refused;
      return {};
    },
  });
  return {
    end: await convergeThrough(session),
    updates: sent.filter((name) => name === 'UpdateEndpoint').length,
  };
}

const old: Look = { status: 'InService', configuration: 'old' };
const updating: Look = { status: 'Updating', configuration: 'old' };
const done: Look = { status: 'InService', configuration: 'new' };
const throttled = refusal('ThrottlingException', 'Rate exceeded');

describe('an update of an endpoint', () => {
  it('that was throttled is asked for again, and is no rollback', async () => {
    const { end, updates } = await convergeOn({
      looks: [[old], [updating, done]],
      updates: [throttled, throttled],
    });
    expect(end).toMatchObject({ outcome: 'converged', status: { configurationName: 'new' } });
    expect(updates).toBe(3);
  });

  it('whose answer was lost is asked for again, and a refusal because it is under way is waited out', async () => {
    const { end, updates } = await convergeOn({
      looks: [[old], [old, updating, done]],
      updates: [
        lostAnswer(),
        refusal('ValidationException', 'Cannot update in-progress endpoint "arn:endpoint".'),
      ],
      lost: [0],
    });
    expect(end).toMatchObject({ outcome: 'converged', status: { configurationName: 'new' } });
    expect(updates).toBe(2);
  });

  it('that was accepted may take a few looks to show', async () => {
    const { end, updates } = await convergeOn({ looks: [[old], [old, old, old, updating, done]] });
    expect(end.outcome).toBe('converged');
    expect(updates).toBe(1);
  });

  it('that is back in service with what it had before has been rolled back', async () => {
    const { end, updates } = await convergeOn({
      looks: [[old], [updating, { ...old, reason: 'the container does not answer' }]],
    });
    expect(end).toMatchObject({
      outcome: 'failed',
      reason: 'the endpoint serves configuration "old" and not "new": the container does not answer',
    });
    expect(updates).toBe(1);
  });

  it('that never shows has not been kept', async () => {
    const { end, updates } = await convergeOn({ looks: [[old], [old]] });
    expect(end).toMatchObject({ outcome: 'failed', reason: expect.stringContaining('and not "new"') });
    expect(updates).toBe(1);
  });
});

describe.each(['OutOfService', 'UpdateRollbackFailed'] as const)('an endpoint that is %s', (status) => {
  it('is updated to the wanted configuration', async () => {
    const { end, updates } = await convergeOn({
      looks: [[{ status, configuration: 'old' }], [updating, done]],
    });
    expect(end).toMatchObject({ outcome: 'converged', status: { status: 'InService' } });
    expect(updates).toBe(1);
  });

  it('after an update has failed for the reason the service gives', async () => {
    const { end } = await convergeOn({
      looks: [[old], [updating, { status, configuration: 'old', reason: 'no capacity' }]],
    });
    expect(end).toMatchObject({ outcome: 'failed', reason: 'no capacity', status: { status } });
  });

  it('is not updated to the configuration it has', async () => {
    const { end, updates } = await convergeOn({ looks: [[{ status, configuration: 'new' }]] });
    expect(end).toMatchObject({
      outcome: 'failed',
      reason: `the service reports status ${status} and gives no reason`,
    });
    expect(updates).toBe(0);
  });
});

it('a failed endpoint is never updated, because SageMaker allows nothing but its deletion', async () => {
  const { end, updates } = await convergeOn({ looks: [[{ status: 'Failed', configuration: 'old' }]] });
  expect(end.outcome).toBe('failed');
  expect(updates).toBe(0);
});

it('a creation that was throttled is asked for again', async () => {
  let made = 0;
  const { session } = scriptedSession({
    DescribeEndpoint: () => {
      if (made < 2) throw refusal('ValidationException', 'Could not find endpoint "arn:endpoint".');
      return { EndpointArn: 'arn:endpoint', EndpointStatus: 'InService', EndpointConfigName: 'new' };
    },
    ListTags: tags,
    CreateEndpoint: () => {
      made += 1;
      if (made === 1) throw throttled;
      return {};
    },
  });
  expect((await convergeThrough(session)).outcome).toBe('converged');
});

it('another’s endpoint under a name just asked for is updated, not taken for a rollback', async () => {
  let updated = false;
  let there = false;
  const { session } = scriptedSession({
    DescribeEndpoint: () => {
      if (!there) throw refusal('ValidationException', 'Could not find endpoint "arn:endpoint".');
      const configuration = updated ? 'new' : 'old';
      return { EndpointArn: 'arn:endpoint', EndpointStatus: 'InService', EndpointConfigName: configuration };
    },
    ListTags: tags,
    CreateEndpoint: () => {
      there = true;
      throw refusal('ValidationException', 'Cannot create already existing endpoint "arn:endpoint".');
    },
    UpdateEndpoint: () => {
      updated = true;
      return {};
    },
  });
  expect((await convergeThrough(session)).outcome).toBe('converged');
});
