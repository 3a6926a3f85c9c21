import { canDescribeImage, openSession, parseImageReference } from '../../../modules/aws';

const digest = `sha256:${'a'.repeat(64)}`;
const ecr = '111122223333.dkr.ecr.eu-west-1.amazonaws.com';

describe('image references', () => {
  const account = { registry: ecr, registryId: '111122223333', region: 'eu-west-1' };

  it.each([
    [`${ecr}/team/churn:v1`, { ...account, repository: 'team/churn', tag: 'v1' }],
    [`${ecr}/churn@${digest}`, { ...account, repository: 'churn', digest }],
    ['127.0.0.1:4747/churn:v1', { registry: '127.0.0.1:4747', repository: 'churn', tag: 'v1' }],
    [`${ecr}/churn`, { ...account, repository: 'churn' }],
  ])('reads %s', (uri, want) => {
    expect(parseImageReference(uri)).toEqual(want);
  });

  it('prefers the digest to the tag, which may have moved', () => {
    expect(parseImageReference(`${ecr}/churn:v1@${digest}`)).toEqual({
      ...account,
      repository: 'churn',
      digest,
    });
  });

  it.each(['churn', 'https://host/churn', `${ecr}/Churn:v1`, `${ecr}/churn@sha256:12`, ''])(
    'rejects "%s"',
    (uri) => {
      expect(parseImageReference(uri)).toBeUndefined();
    },
  );

  it.each([
    { uri: `${ecr}/churn:v1`, can: true, why: 'the session’s own region' },
    { uri: `${ecr.replace('eu-west-1', 'us-east-1')}/churn:v1`, can: false, why: 'another region' },
    { uri: 'docker.io/library/churn:v1', can: false, why: 'another registry' },
  ])('looks $uri up: $can, because it is $why', ({ uri, can }) => {
    const session = openSession({ target: 'aws', region: 'eu-west-1' });
    expect(canDescribeImage(session, parseImageReference(uri)!)).toBe(can);
  });

  it('looks up only the local cloud’s own images for target local', () => {
    const session = openSession({ target: 'local', region: 'us-east-1', endpoint: 'http://127.0.0.1:4747' });
    expect(canDescribeImage(session, parseImageReference('127.0.0.1:4747/churn:v1')!)).toBe(true);
    expect(canDescribeImage(session, parseImageReference(`${ecr}/churn:v1`)!)).toBe(false);
  });
});
