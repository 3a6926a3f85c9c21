import { endpointConfigurations, models } from '../../../modules/aws';
import type { ProviderData } from '../../../modules/provider/provider-data';
import { contentNames } from '../../../modules/provider/endpoint/content-names';
import type { ContentNames } from '../../../modules/provider/endpoint/content-names';
import { makeContent as makeContentOf } from '../../../modules/provider/endpoint/make-content';
import { sweepContent } from '../../../modules/provider/endpoint/sweep-content';
import type { Servable } from '../../../modules/provider/endpoint/types';
import { runCloud } from '../../support/running-cloud';
import type { RunningCloud } from '../../support/running-cloud';
import { BUCKET, PYTHON_SERVE, ROLE_ARN, SageMakerFixture } from '../../support/sagemaker-fixture';
import { providerOf } from './provider-of';

let running: RunningCloud;
let aws: SageMakerFixture;
let configured: ProviderData;
let image: string;

beforeAll(async () => {
  running = await runCloud();
  aws = new SageMakerFixture(running.cloud.url);
  await aws.furnish();
  for (const owner of ['me', 'others']) await aws.put(`${owner}/model.tar.gz`, 'a model');
  image = await aws.pushImage('served', { serve: PYTHON_SERVE });
  configured = providerOf(running.cloud);
});
afterAll(async () => {
  configured.session.sageMaker().client.destroy();
  aws.dispose();
  await running.remove();
});

const forever = new AbortController().signal;

const TAGS_OF = (name: string, owner = 'me') => ({ 'tuneform:owner': owner, 'tuneform:endpoint': name });
const toTags = (tags: Readonly<Record<string, string>>) =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

/** Of the object that sweeps. */
const claim = { objectId: 'mine' };

interface Content {
  readonly owner?: string;
  readonly image?: string;
  readonly instanceType?: string;
  readonly objectId?: string;
}

/** Makes the model and the configuration of an endpoint as a rollout does, under the names it gives them. */
async function makeContent(name: string, content: Content = {}): Promise<ContentNames> {
  const { owner = 'me', instanceType = 'ml.m5.large', objectId = 'mine' } = content;
  const variant = { instance_type: instanceType, initial_instance_count: 1, variant_name: 'AllTraffic' };
  const served = content.image === undefined || content.image === image ? null : { WHICH: content.image };
  const state = {
    name,
    role_arn: ROLE_ARN,
    image,
    model_data_url: `s3://${BUCKET}/${owner}/model.tar.gz`,
    environment: served,
    production_variant: variant,
  } as unknown as Servable;
  const making = { tags: TAGS_OF(name, owner), objectId, onMayExist: () => undefined };
  await makeContentOf(configured.session, state, making, forever);
  return contentNames(state);
}

const left = async (prefix: string): Promise<readonly string[]> => [
  ...(await models.list(configured.session, prefix, forever)).map(({ name }) => name),
  ...(await endpointConfigurations.list(configured.session, prefix, forever)).map(({ name }) => name),
];

/** Names of what was made for an endpoint, in the order in which `left` tells them once sorted. */
const sorted = (...contents: readonly ContentNames[]): readonly string[] =>
  [...new Set(contents.flatMap((content) => Object.values(content) as string[]))].sort();
const leftOf = async (name: string): Promise<readonly string[]> => [...(await left(`${name}-`))].sort();

describe('sweeping what was made for an endpoint', () => {
  it('deletes what its own applies made, and neither what they keep nor what they do not know', async () => {
    const replaced = await makeContent('churn', { image: 'first' });
    const served = await makeContent('churn', { image: 'second' });
    const anothers = await makeContent('churn', { image: 'of another pipeline' });
    const made = [replaced, served];
    expect(await sweepContent(configured, { name: 'churn', claim, made, keep: served }, forever)).toEqual([]);
    expect(await leftOf('churn')).toEqual(sorted(served, anothers));
    expect(await sweepContent(configured, { name: 'churn', claim, made: [served] }, forever)).toEqual([]);
    expect(await leftOf('churn')).toEqual(sorted(anothers));
  });

  it('keeps what does not carry the tags of the endpoint, even if it claims to be its own', async () => {
    const foreign = await makeContent('fraud', { owner: 'others' });
    await sweepContent(configured, { name: 'fraud', claim, made: [foreign] }, forever);
    expect(await leftOf('fraud')).toEqual(sorted(foreign));
  });

  it('keeps a model that another configuration names, and deletes it with the last', async () => {
    const small = await makeContent('sharing', { instanceType: 'ml.m5.large' });
    const large = await makeContent('sharing', { instanceType: 'ml.m5.xlarge' });
    expect(small.modelName).toBe(large.modelName);
    const left = await sweepContent(configured, { name: 'sharing', claim, made: [small] }, forever);
    expect(left).toEqual([small]);
    expect(await leftOf('sharing')).toEqual(sorted(large));
    expect(
      await sweepContent(configured, { name: 'sharing', claim, made: [...left, large] }, forever),
    ).toEqual([]);
    expect(await leftOf('sharing')).toEqual([]);
  });

  it('keeps what the endpoint serves when it comes to delete it, whatever was live before', async () => {
    const mine = await makeContent('contested', { image });
    const theirs = await makeContent('contested', { image, instanceType: 'ml.m5.xlarge' });
    const { client, sdk } = configured.session.sageMaker();
    await client.send(
      new sdk.CreateEndpointCommand({
        EndpointName: 'contested',
        EndpointConfigName: theirs.configurationName,
        Tags: toTags(TAGS_OF('contested')),
      }),
    );
    const left = await sweepContent(
      configured,
      { name: 'contested', claim, made: [theirs], keep: mine },
      forever,
    );
    expect(left).toEqual([theirs]);
    expect(await leftOf('contested')).toEqual(sorted(mine, theirs));
  });

  it('deletes unrecorded leftovers only once they are a day old', async () => {
    const forgotten = await makeContent('dusty');
    await sweepContent(configured, { name: 'dusty', claim, made: [] }, forever);
    expect(await leftOf('dusty')).toEqual(sorted(forgotten));
    const { session } = configured;
    const tomorrow = { ...session.clock, now: () => Date.now() + 25 * 3_600_000 };
    await sweepContent(
      { ...configured, session: { ...session, clock: tomorrow } },
      { name: 'dusty', claim, made: [] },
      forever,
    );
    expect(await leftOf('dusty')).toEqual([]);
  });

  it('leaves alone what serves another endpoint whose long name begins alike', async () => {
    const shared = 'recommendations-for-the-front-page-of-the-shop-in-';
    const mine = await makeContent(`${shared}spain`);
    const neighbour = await makeContent(`${shared}sweden`);
    expect(mine.modelName.slice(0, 50)).toBe(neighbour.modelName.slice(0, 50));
    const made = [mine, neighbour];
    await sweepContent(configured, { name: `${shared}spain`, claim, made }, forever);
    expect([...(await left(shared))].sort()).toEqual(sorted(neighbour));
  });
});
