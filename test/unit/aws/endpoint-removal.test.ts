import { endpointRemovalClient } from '../../../modules/aws';
import type { Tags } from '../../../modules/aws';
import { systemClock } from '../../../modules/kernel';
import { converge } from '../../../modules/reconcile';
import { scriptedSession } from './scripted-session';

const OURS = { 'tuneform:owner': 'me', 'tuneform:endpoint': 'churn' };

/** What a service holds: the endpoint's own tags and, unless it is gone, those of the configuration that it serves. */
interface World {
  readonly tags: Tags;
  readonly configuration?: Tags;
  readonly statuses?: readonly string[];
}

async function remove({ tags, configuration, statuses = ['InService'] }: World) {
  let look = 0;
  let deleted = false;
  const missing = () => Object.assign(new Error('Could not find it.'), { name: 'ResourceNotFound' });
  const { session, sent } = scriptedSession({
    DescribeEndpoint: () => {
      const status = statuses[Math.min(look++, statuses.length - 1)];
      if (deleted || status === 'gone') throw missing();
      return { EndpointArn: 'arn:endpoint', EndpointStatus: status, EndpointConfigName: 'churn-content' };
    },
    DescribeEndpointConfig: () => {
      if (configuration === undefined) throw missing();
      return { EndpointConfigArn: 'arn:configuration' };
    },
    ListTags: ({ ResourceArn }) => ({
      Tags: Object.entries((ResourceArn === 'arn:endpoint' ? tags : configuration) ?? {}).map(
        ([Key, Value]) => ({ Key, Value }),
      ),
    }),
    DeleteEndpoint: () => void (deleted = true),
  });
  const end = await converge(
    endpointRemovalClient(session),
    { intent: 'gone', spec: { name: 'churn', owner: 'me', claim: { objectId: 'mine' } } },
    { clock: { ...systemClock, sleep: () => Promise.resolve() }, signal: new AbortController().signal },
  );
  return { end, deletions: sent.filter((operation) => operation === 'DeleteEndpoint').length };
}

describe('an endpoint that is to go', () => {
  it.each<{ what: string; world: World }>([
    { what: 'carries our tags', world: { tags: OURS } },
    { what: 'lost its tags and serves what was made for it', world: { tags: {}, configuration: OURS } },
    { what: 'was being changed', world: { tags: OURS, statuses: ['Updating', 'InService'] } },
  ])('is removed when it $what', async ({ world }) => {
    const { end, deletions } = await remove(world);
    expect([end.outcome, deletions]).toEqual(['converged', 1]);
  });

  it.each<{ what: string; world: World; says: RegExp }>([
    {
      what: 'names another owner, whatever it serves',
      world: { tags: { 'tuneform:owner': 'others' }, configuration: OURS },
      says: /name owner "others".*set the provider's owner to "others"/,
    },
    {
      what: 'is untagged and serves what was made by somebody else',
      world: { tags: {}, configuration: { ...OURS, 'tuneform:owner': 'others' } },
      says: /configuration name an owner.*tag it tuneform:owner = "me"/,
    },
    {
      what: 'is untagged and serves what was made for another endpoint',
      world: { tags: {}, configuration: { ...OURS, 'tuneform:endpoint': 'other' } },
      says: /configuration name an owner/,
    },
    {
      what: 'is untagged and its configuration is gone',
      world: { tags: {} },
      says: /configuration name an owner/,
    },
    {
      what: 'is being changed by another owner',
      world: { tags: { 'tuneform:owner': 'others' }, statuses: ['Updating'] },
      says: /is Updating/,
    },
  ])('is an error, and left alone, when it $what', async ({ world, says }) => {
    const { end, deletions } = await remove(world);
    expect(end.error).toMatchObject({ code: 'ENDPOINT_NOT_REMOVED', message: expect.stringMatching(says) });
    expect(deletions).toBe(0);
  });

  it('is left to the Terraform object that has taken it over', async () => {
    const { end, deletions } = await remove({ tags: { ...OURS, 'tuneform:object': 'anothers' } });
    expect([end.outcome, deletions]).toEqual(['converged', 0]);
  });

  it('is waited for when it is being deleted already', async () => {
    const { end, deletions } = await remove({
      tags: { 'tuneform:owner': 'others' },
      statuses: ['Deleting', 'gone'],
    });
    expect([end.outcome, deletions]).toEqual(['converged', 0]);
  });
});
