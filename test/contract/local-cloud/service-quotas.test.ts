import { rmSync } from 'node:fs';
import { CreateHyperParameterTuningJobCommand, CreateTrainingJobCommand } from '@aws-sdk/client-sagemaker';
import {
  GetAWSDefaultServiceQuotaCommand,
  GetServiceQuotaCommand,
  ListAWSDefaultServiceQuotasCommand,
  ListServiceQuotasCommand,
  paginateListServiceQuotas,
  ServiceQuotasClient,
} from '@aws-sdk/client-service-quotas';
import type { ServiceQuota } from '@aws-sdk/client-service-quotas';
import { startLocalCloud } from '../../../modules/local-cloud';
import type { LocalCloud } from '../../../modules/local-cloud';
import { keyPairOf } from '../../support/key-pair-of';
import { cloudDirectory, SageMakerFixture } from '../../support/sagemaker-fixture';

const ServiceCode = 'sagemaker';
const ON_DEMAND = 'ml.m5.large for training job usage';
const SPOT = 'ml.m5.large for spot training job usage';
const CONCURRENT = 'Number of parallel (concurrent) hyperparameter tuning jobs';
/** Trains until the test opens the gate, by the number that it waits for. */
const GATED = `#!/bin/sh
until [ -e "$GATE" ]; do sleep 0.02; done
echo "score=1;"
`;

let directory: string;
let cloud: LocalCloud;
let aws: SageMakerFixture;
let client: ServiceQuotasClient;
let image: string;

async function start(): Promise<void> {
  cloud = await startLocalCloud({ directory });
  aws = new SageMakerFixture(cloud.url);
  client = new ServiceQuotasClient({
    endpoint: cloud.url,
    region: 'us-east-1',
    credentials: keyPairOf(cloud.url),
    maxAttempts: 1,
  });
}

async function stop(): Promise<void> {
  client.destroy();
  aws.dispose();
  await cloud.stop();
}

beforeAll(async () => {
  directory = cloudDirectory();
  await start();
  await aws.furnish();
  image = await aws.pushImage('gated', { train: GATED });
});
afterAll(async () => {
  await stop();
  rmSync(directory, { recursive: true, force: true });
});
beforeEach(() => {
  for (const name of [ON_DEMAND, SPOT]) expect(cloud.setQuota(name, 1000)).toBe(true);
  expect(cloud.setQuota(CONCURRENT, 100)).toBe(true);
});

const gated = { Environment: { GATE: '/nowhere' } };
const train = (name: string, more: object = {}) =>
  aws.sagemaker.send(
    new CreateTrainingJobCommand({ ...aws.trainingRequest(name, image), ...gated, ...more }),
  );
const tune = (name: string, more: object = {}) => {
  const { TrainingJobDefinition: definition, ...request } = aws.tuningRequest(name, image);
  const changed = { ...definition, ...gated, ...more };
  return aws.sagemaker.send(
    new CreateHyperParameterTuningJobCommand({
      ...request,
      TrainingJobDefinition: changed as typeof definition,
    }),
  );
};

describe('Service Quotas', () => {
  it('lists every quota of SageMaker once, in pages', async () => {
    const quotas: ServiceQuota[] = [];
    let pages = 0;
    for await (const { Quotas = [] } of paginateListServiceQuotas({ client }, { ServiceCode })) {
      pages += 1;
      quotas.push(...Quotas);
    }
    expect(pages).toBeGreaterThan(1);
    expect(new Set(quotas.map(({ QuotaCode }) => QuotaCode)).size).toBe(quotas.length);
    expect(quotas.find(({ QuotaName }) => QuotaName === ON_DEMAND)).toEqual({
      ServiceCode,
      ServiceName: 'Amazon SageMaker',
      QuotaArn: 'arn:aws:servicequotas:us-east-1:000000000000:sagemaker/L-611FA074',
      QuotaCode: 'L-611FA074',
      QuotaName: ON_DEMAND,
      Value: 1000,
      Unit: 'None',
      Adjustable: true,
      GlobalQuota: false,
    });
    expect(quotas.filter(({ QuotaName }) => QuotaName === CONCURRENT)).toMatchObject([
      { Value: 100, Adjustable: false },
    ]);
  });

  it('tells what a new account has apart from what this one has', async () => {
    const QuotaCode = 'L-611FA074';
    cloud.setQuota(ON_DEMAND, 3);
    const [own, usual, listed, defaults] = await Promise.all([
      client.send(new GetServiceQuotaCommand({ ServiceCode, QuotaCode })),
      client.send(new GetAWSDefaultServiceQuotaCommand({ ServiceCode, QuotaCode })),
      client.send(new ListServiceQuotasCommand({ ServiceCode, QuotaCode })),
      client.send(new ListAWSDefaultServiceQuotasCommand({ ServiceCode, MaxResults: 1 })),
    ]);
    expect([own.Quota?.Value, usual.Quota?.Value]).toEqual([3, 0]);
    expect(listed.Quotas?.map(({ Value }) => Value)).toEqual([3]);
    expect(defaults.Quotas).toHaveLength(1);
  });

  it('keeps a quota over a restart', async () => {
    cloud.setQuota(SPOT, 7);
    await stop();
    await start();
    const answer = await client.send(new GetServiceQuotaCommand({ ServiceCode, QuotaCode: 'L-29688C85' }));
    expect(answer.Quota).toMatchObject({ QuotaName: SPOT, Value: 7 });
  });

  it('knows no other quota, service or token', async () => {
    const missing = { name: 'NoSuchResourceException' };
    const ask = (input: { ServiceCode: string; QuotaCode: string }) =>
      client.send(new GetServiceQuotaCommand(input));
    await expect(ask({ ServiceCode, QuotaCode: 'L-00000000' })).rejects.toMatchObject(missing);
    await expect(ask({ ServiceCode: 'ec2', QuotaCode: 'L-611FA074' })).rejects.toMatchObject(missing);
    await expect(
      client.send(new ListServiceQuotasCommand({ ServiceCode, NextToken: 'abcd' })),
    ).rejects.toMatchObject({ name: 'InvalidPaginationTokenException' });
    expect(cloud.setQuota('no such quota', 1)).toBe(false);
  });
});

describe('a launch', () => {
  it('of a training job is held to the instances that run already, spot apart', async () => {
    cloud.setQuota(ON_DEMAND, 1);
    await train('first');
    await expect(train('second')).rejects.toMatchObject({
      name: 'ResourceLimitExceeded',
      message: expect.stringContaining(
        "The account-level service limit 'ml.m5.large for training job usage' is 1 Instances, with current utilization of 1 " +
          'Instances and a request delta of 1 Instances.',
      ) as string,
    });
    const spot = {
      EnableManagedSpotTraining: true,
      StoppingCondition: { MaxRuntimeInSeconds: 60, MaxWaitTimeInSeconds: 60 },
    };
    await train('on-spot', spot);
    cloud.setQuota(SPOT, 1);
    await expect(train('more-spot', spot)).rejects.toMatchObject({ name: 'ResourceLimitExceeded' });
  });

  it('of a search is held to all that it may run at a time', async () => {
    cloud.setQuota(ON_DEMAND, 2);
    // One runs already, and the search has two at a time.
    await expect(tune('search')).rejects.toMatchObject({
      name: 'ResourceLimitExceeded',
      message: expect.stringContaining(
        'utilization of 1 Instances and a request delta of 2 Instances',
      ) as string,
    });
    const alternatives = (...types: string[]) => ({
      ResourceConfig: undefined,
      HyperParameterTuningResourceConfig: {
        InstanceConfigs: types.map((InstanceType) => ({ InstanceType, InstanceCount: 1, VolumeSizeInGB: 1 })),
        AllocationStrategy: 'Prioritized',
      },
    });
    await expect(tune('search', alternatives('ml.m5.large'))).rejects.toMatchObject({
      name: 'ResourceLimitExceeded',
    });
    await tune('search', alternatives('ml.m5.large', 'ml.m5.xlarge'));
  });

  it('of a search is held to the number of searches at a time', async () => {
    cloud.setQuota(CONCURRENT, 1);
    await expect(tune('another')).rejects.toMatchObject({
      name: 'ResourceLimitExceeded',
      message: expect.stringContaining(
        `'${CONCURRENT}' is 1, with current utilization of 1 and a request delta of 1.`,
      ) as string,
    });
  });
});
