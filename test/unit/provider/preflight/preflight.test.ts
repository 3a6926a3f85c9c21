import { openSession } from '../../../../modules/aws';
import { Preflight } from '../../../../modules/provider/preflight/preflight';
import { scriptedSession, refusal } from '../../aws/scripted-session';

const ARN = 'arn:aws:iam::111122223333:role/team/tuning';

describe('the looks of one command', () => {
  it('look at each thing once, also for those who ask later', async () => {
    const { session, sent } = scriptedSession({
      GetRole: ({ RoleName }) => ({
        Role: { Arn: ARN, AssumeRolePolicyDocument: `%7B%22${String(RoleName)}` },
      }),
    });
    const preflight = new Preflight(session);
    const [one, two] = await Promise.all([preflight.role(ARN), preflight.role(ARN)]);
    expect(one).toEqual({ seen: { arn: ARN, trustPolicy: '{"tuning' } });
    expect([two, await preflight.role(ARN)]).toEqual([one, one]);
    expect(sent).toEqual(['GetRole']);
  });

  it('have an end, though the service never answers', async () => {
    const { session } = scriptedSession({ HeadBucket: () => new Promise(() => undefined) });
    const looked = await new Preflight(session, { patienceMs: 1 }).bucket('data');
    expect(looked).toMatchObject({ unseen: { what: 'bucket "data"', why: 'took too long' } });
  });

  it.each([
    [refusal('AccessDenied', 'not you'), 'not allowed', 'not you'],
    [refusal('ExpiredToken', 'old'), 'no credentials', 'old'],
    [refusal('CredentialsProviderError', 'none'), 'no credentials', 'none'],
    [refusal('InternalFailure', 'broken'), 'failed', 'broken'],
    [refusal('NoSuchEntity', 'no such role'), undefined, undefined],
  ])('say why they saw nothing: %s is %s', async (thrown, why, reason) => {
    const { session } = scriptedSession({
      GetRole: () => {
        throw thrown;
      },
    });
    const looked = await new Preflight(session).role(ARN);
    expect(looked).toEqual(
      why === undefined
        ? { seen: undefined }
        : {
            unseen: {
              what: `role "${ARN}"`,
              why,
              actions: ['iam:GetRole'],
              reason: expect.stringContaining(reason),
            },
          },
    );
  });

  it('leave images outside ECR of the region alone', async () => {
    const preflight = new Preflight(openSession({ target: 'aws', region: 'eu-west-1' }));
    for (const uri of [
      'docker.io/library/python:3',
      '111122223333.dkr.ecr.us-east-1.amazonaws.com/churn:v1',
    ]) {
      expect(await preflight.image(uri)).toMatchObject({ unseen: { why: 'elsewhere', actions: [] } });
    }
  });

  it('note each thing once', () => {
    const preflight = new Preflight(openSession({ target: 'aws', region: 'eu-west-1' }));
    const unseen = { what: 'role "a"', why: 'not allowed', actions: [], reason: '' } as const;
    const expired = { ...unseen, why: 'no credentials' } as const;
    expect(preflight.notNotedYet([unseen, expired])).toEqual([unseen, expired]);
    expect(preflight.notNotedYet([unseen, { ...expired, what: 'role "b"' }])).toEqual([]);
    expect(preflight.notNotedYet([{ ...unseen, what: 'role "b"' }])).toHaveLength(1);
  });
});
