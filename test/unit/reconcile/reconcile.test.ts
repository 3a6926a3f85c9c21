import { reconcile } from '../../../modules/reconcile';
import type { ExternalClient, Observation } from '../../../modules/reconcile';

interface Status {
  readonly instanceType: string;
}

/** A client over a variable: what it is asked for is what is there next. */
function clientOf(first: Observation<Status>): ExternalClient<Status, Status> & { readonly calls: string[] } {
  const calls: string[] = [];
  return {
    calls,
    observe: async () => {
      calls.push('observe');
      return first;
    },
    create: async () => void calls.push('create'),
    update: async (_spec, observed) => void calls.push(`update from ${observed.instanceType}`),
    delete: async (_spec, observed) => void calls.push(`delete ${observed.instanceType}`),
  };
}

const spec: Status = { instanceType: 'ml.c5.large' };
const old: Status = { instanceType: 'ml.m5.large' };
const { signal } = new AbortController();

describe('reconcile', () => {
  it('observes once and creates what is absent', async () => {
    const client = clientOf({ kind: 'absent' });
    const result = await reconcile(client, { intent: 'present', spec }, signal);
    expect(client.calls).toEqual(['observe', 'create']);
    expect(result).toMatchObject({ outcome: 'requeue', action: 'create', status: undefined });
  });

  it('updates with the status it observed and says what drifted', async () => {
    const drift = [{ attribute: 'instance_type', desired: 'ml.c5.large', observed: 'ml.m5.large' }];
    const client = clientOf({ kind: 'steady', status: old, drift });
    const result = await reconcile(client, { intent: 'present', spec }, signal);
    expect(client.calls).toEqual(['observe', 'update from ml.m5.large']);
    expect(result).toMatchObject({
      status: old,
      because: 'it drifted: instance_type is ml.m5.large, not ml.c5.large',
    });
  });

  it('changes nothing while work is under way and passes on when to look again', async () => {
    const client = clientOf({ kind: 'progressing', status: old, pollAfterMs: 7000 });
    const result = await reconcile(client, { intent: 'present', spec }, signal);
    expect(client.calls).toEqual(['observe']);
    expect(result).toMatchObject({ outcome: 'requeue', action: 'wait', afterMs: 7000, status: old });
  });

  it('removes a failed object that should be gone', async () => {
    const client = clientOf({ kind: 'failed', status: old, reason: 'out of capacity' });
    await reconcile(client, { intent: 'gone', spec }, signal);
    expect(client.calls).toEqual(['observe', 'delete ml.m5.large']);
  });

  it('returns the reason and the status of a failed object that is wanted', async () => {
    const client = clientOf({ kind: 'failed', status: old, reason: 'out of capacity' });
    await expect(reconcile(client, { intent: 'present', spec }, signal)).resolves.toEqual({
      outcome: 'failed',
      status: old,
      reason: 'out of capacity',
    });
  });

  it('settles without acting when the object matches', async () => {
    const client = clientOf({ kind: 'steady', status: spec, drift: [] });
    const result = await reconcile(client, { intent: 'present', spec }, signal);
    expect(client.calls).toEqual(['observe']);
    expect(result).toEqual({ outcome: 'settled', status: spec });
  });

  it('lets what the client throws pass through unchanged', async () => {
    const thrown = new Error('ExpiredToken');
    const client = { ...clientOf({ kind: 'absent' }), create: () => Promise.reject(thrown) };
    await expect(reconcile(client, { intent: 'present', spec }, signal)).rejects.toBe(thrown);
  });
});
