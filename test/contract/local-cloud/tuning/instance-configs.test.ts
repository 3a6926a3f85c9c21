import type { HyperParameterTuningInstanceConfig } from '@aws-sdk/client-sagemaker';
import { SimulatedSearches } from '../../../support/simulated-searches';

let searches: SimulatedSearches;

beforeAll(async () => {
  searches = new SimulatedSearches(() => ({ lines: ['score=1;'] }));
  await searches.start();
});

afterAll(() => searches.remove());

function request(name: string, alternatives: HyperParameterTuningInstanceConfig[], key?: string) {
  const { TrainingJobDefinition: definition, ...rest } = searches.simulated.tuningRequest(name);
  const { ResourceConfig: _, ...others } = definition!;
  return {
    ...rest,
    TrainingJobDefinition: {
      ...others,
      HyperParameterTuningResourceConfig: {
        InstanceConfigs: alternatives,
        AllocationStrategy: 'Prioritized' as const,
        ...(key === undefined ? {} : { VolumeKmsKeyId: key }),
      },
    },
  };
}

const first = { InstanceType: 'ml.m5.xlarge' as const, InstanceCount: 1, VolumeSizeInGB: 5 };
const second = { InstanceType: 'ml.g4dn.xlarge' as const, InstanceCount: 1, VolumeSizeInGB: 9 };

test('trials run on the first of several instance configurations, all of which are described back', async () => {
  const sent = request('several', [first, second]);
  const job = await searches.run(sent);
  expect(job.TrainingJobDefinition!.HyperParameterTuningResourceConfig).toEqual(
    sent.TrainingJobDefinition.HyperParameterTuningResourceConfig,
  );
  for (const { TrainingJobName: name } of await searches.trials('several')) {
    expect((await searches.training(name!)).ResourceConfig).toEqual(first);
  }
});

test.each([
  {
    why: 'several instances, at any place',
    sent: () => request('wrong', [first, { ...second, InstanceCount: 2 }]),
    says: 'InstanceConfigs[1].InstanceCount 2 is not supported by the local cloud yet.',
  },
  {
    why: 'a key for an alternative with disks of its own',
    sent: () => request('wrong', [first, second], 'a-key'),
    says: 'VolumeKmsKeyId cannot be used with ml.g4dn.xlarge',
  },
])('$why is rejected', async ({ sent, says }) => {
  await expect(searches.create(sent())).rejects.toThrow(says);
});
