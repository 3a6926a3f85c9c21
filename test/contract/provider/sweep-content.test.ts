import {
  ensureEndpointConfiguration,
  ensureModel,
  listEndpointConfigurationNames,
  listModelNames,
  openSession,
  TuningJobBoard,
} from '../../../modules/aws';
import type { Configured } from '../../../modules/provider/configured';
import { contentNames } from '../../../modules/provider/endpoint/content-names';
import { sweepContent } from '../../../modules/provider/endpoint/sweep-content';
import type { Servable } from '../../../modules/provider/endpoint/types';
import { runCloud } from '../../support/running-cloud';
import type { RunningCloud } from '../../support/running-cloud';
import { BUCKET, PYTHON_SERVE, ROLE_ARN, SageMakerFixture } from '../local-cloud/sagemaker-fixture';

let running: RunningCloud;
let aws: SageMakerFixture;
let configured: Configured;
let image: string;

beforeAll(async () => {
  running = await runCloud();
  aws = new SageMakerFixture(running.cloud.url);
  await aws.furnish();
  for (const owner of ['me', 'others']) await aws.put(`${owner}/model.tar.gz`, 'a model');
  image = await aws.pushImage('served', { serve: PYTHON_SERVE });
  const session = openSession({
    target: 'local',
    region: 'us-east-1',
    endpoint: running.cloud.url,
    credentials: running.cloud.credentials,
  });
  const board = new TuningJobBoard(session);
  configured = { session, board, pendingLaunches: new Map(), owner: 'me', defaultTags: {} };
});
afterAll(async () => {
  configured.session.sageMaker().client.destroy();
  aws.dispose();
  await running.remove();
});

const forever = new AbortController().signal;

/** Makes the model and the configuration of an endpoint as a rollout does, under the names it gives them. */
async function makeContent(name: string, owner = 'me') {
  const variant = { instance_type: 'ml.m5.large', initial_instance_count: 1, variant_name: 'AllTraffic' };
  const modelDataUrl = `s3://${BUCKET}/${owner}/model.tar.gz`;
  const names = contentNames({
    name,
    role_arn: ROLE_ARN,
    image,
    model_data_url: modelDataUrl,
    environment: null,
    production_variant: variant,
  } as unknown as Servable);
  const tags = { 'tuneform:owner': owner, 'tuneform:endpoint': name };
  const { session } = configured;
  const model = { name: names.modelName, roleArn: ROLE_ARN, image, modelDataUrl, environment: {}, tags };
  await ensureModel(session, model, forever);
  await ensureEndpointConfiguration(
    session,
    {
      name: names.configurationName,
      modelName: names.modelName,
      variantName: variant.variant_name,
      instanceType: variant.instance_type,
      initialInstanceCount: variant.initial_instance_count,
      tags,
    },
    forever,
  );
  return names;
}

const left = async (prefix: string): Promise<readonly string[]> => [
  ...(await listModelNames(configured.session, prefix, forever)),
  ...(await listEndpointConfigurationNames(configured.session, prefix, forever)),
];

describe('sweeping what was made for an endpoint', () => {
  it('leaves alone what serves another endpoint whose long name begins alike', async () => {
    const shared = 'recommendations-for-the-front-page-of-the-shop-in-';
    const mine = await makeContent(`${shared}spain`);
    const neighbour = await makeContent(`${shared}sweden`);
    expect(mine.modelName.slice(0, 50)).toBe(neighbour.modelName.slice(0, 50));
    await sweepContent(configured, { name: `${shared}spain` }, forever);
    expect(await left(shared)).toEqual([neighbour.modelName, neighbour.configurationName]);
  });

  it('deletes what an earlier rollout made, and keeps what is served and what another owner has', async () => {
    const other = await makeContent('churn', 'others');
    const served = await makeContent('churn');
    await sweepContent(configured, { name: 'churn', keep: served }, forever);
    expect([...(await left('churn-'))].sort()).toEqual(
      [...Object.values(other), ...Object.values(served)].sort(),
    );
    await sweepContent(configured, { name: 'churn' }, forever);
    expect([...(await left('churn-'))].sort()).toEqual(Object.values(other).sort());
  });
});
