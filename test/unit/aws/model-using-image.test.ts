import { modelUsingImage } from '../../../modules/aws';
import { scriptedSession } from './scripted-session';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const ECR = '111122223333.dkr.ecr.us-east-1.amazonaws.com';
const image = {
  registry: ECR,
  registryId: '111122223333',
  region: 'us-east-1',
  repository: 'churn',
  digest: DIGEST,
  tags: ['latest', 'v1'],
};

/** Looks among models with these descriptions, in pages of so many. */
async function look(models: Readonly<Record<string, object>>, page = 2) {
  const names = Object.keys(models);
  const { session, sent } = scriptedSession({
    ListModels: ({ NextToken: from = '0' }) => {
      const first = Number(from);
      const next = first + page < names.length ? String(first + page) : undefined;
      return {
        Models: names.slice(first, first + page).map((ModelName) => ({ ModelName })),
        NextToken: next,
      };
    },
    DescribeModel: ({ ModelName: name }) => models[String(name)],
  });
  const found = await modelUsingImage(session, image, new AbortController().signal);
  return { found, sent };
}

describe('looking for a model that uses an image', () => {
  it.each([
    ['by digest', { PrimaryContainer: { Image: `${ECR}/churn@${DIGEST}` } }],
    ['by a tag', { PrimaryContainer: { Image: `${ECR}/churn:v1` } }],
    ['by no tag, which is latest', { PrimaryContainer: { Image: `${ECR}/churn` } }],
    [
      'in a later container',
      { Containers: [{ Image: `${ECR}/other` }, { Image: `${ECR}/churn@${DIGEST}` }] },
    ],
    [
      'under another host of the registry',
      { PrimaryContainer: { Image: `111122223333.dkr-ecr.us-east-1.on.aws/churn@${DIGEST}` } },
    ],
  ])('finds one that names it %s', async (_, description) => {
    const { found } = await look({ one: {}, two: {}, three: description });
    expect(found).toEqual({ model: 'three' });
  });

  it.each([
    ['repository', `${ECR}/churn2@${DIGEST}`],
    ['account', `444455556666.dkr.ecr.us-east-1.amazonaws.com/churn@${DIGEST}`],
    ['region', `111122223333.dkr.ecr.eu-west-1.amazonaws.com/churn@${DIGEST}`],
    ['digest', `${ECR}/churn@sha256:${'b'.repeat(64)}`],
    ['tag', `${ECR}/churn:v2`],
  ])('passes over one that names another %s', async (_, uri) => {
    expect((await look({ one: { PrimaryContainer: { Image: uri } } })).found).toBeUndefined();
  });

  it('stops at 300 models and says so', async () => {
    const crowd = Object.fromEntries(
      Array.from({ length: 301 }, (_, index) => [`model-${String(index)}`, {}]),
    );
    const { found, sent } = await look(crowd, 200);
    expect(found).toBe('too many models');
    expect(sent.filter((operation) => operation === 'DescribeModel')).toHaveLength(300);
  });
});
