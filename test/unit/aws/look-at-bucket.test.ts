import { HttpResponse } from '@smithy/core/protocols';
import { lookAtBucket, openSession } from '../../../modules/aws';
import { ManualClock } from '../../support/manual-clock';

function looking(statusCode: number, headers: Record<string, string>) {
  const session = openSession(
    {
      target: 'aws',
      region: 'us-east-1',
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    },
    {
      clock: new ManualClock(),
      random: () => 0,
      transport: {
        handle: () =>
          Promise.resolve({ response: new HttpResponse({ statusCode, headers, body: new Uint8Array() }) }),
      },
    },
  );
  return lookAtBucket(session, 'data', new AbortController().signal);
}

const OF_S3 = { 'x-amz-request-id': 'R1' };
const IN_EUROPE = { ...OF_S3, 'x-amz-bucket-region': 'eu-west-1' };

describe('looking at a bucket', () => {
  it.each([
    {
      when: 'it is in the region',
      status: 200,
      headers: IN_EUROPE,
      sees: { kind: 'present', region: 'eu-west-1' },
    },
    {
      when: 'it is in another region',
      status: 301,
      headers: IN_EUROPE,
      sees: { kind: 'present', region: 'eu-west-1' },
    },
    {
      when: 'the caller may not see it',
      status: 403,
      headers: IN_EUROPE,
      sees: { kind: 'present', region: 'eu-west-1' },
    },
    { when: 'there is none', status: 404, headers: OF_S3, sees: { kind: 'absent' } },
  ])('sees $sees when $when', async ({ status, headers, sees }) => {
    expect(await looking(status, headers)).toEqual(sees);
  });

  it('does not take the page of a proxy for an answer of S3', async () => {
    await expect(looking(404, {})).rejects.toMatchObject({ code: 'AWS_OBJECT_ABSENT' });
    await expect(looking(403, {})).rejects.toThrow();
    await expect(looking(200, {})).rejects.toMatchObject({ code: 'AWS_ANSWER_UNREADABLE' });
  });
});
