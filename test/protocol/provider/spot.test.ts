import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { startFaultBench } from '../../support/fault-table/fault-bench';
import type { FaultBench } from '../../support/fault-table/fault-bench';
import { experiment } from '../../support/fault-table/scenarios';
import { PlayedProvider } from '../../support/played-terraform/played-provider';
import { PlayedResource } from '../../support/played-terraform/played-resource';
import type { Values } from '../../support/played-terraform/proposed-state';
import { until } from '../../support/until';

let bench: FaultBench;
let provider: PlayedProvider;
let s3: S3Client;

beforeAll(async () => {
  bench = await startFaultBench();
  provider = new PlayedProvider(bench.executable);
  s3 = new S3Client({ ...bench.cloud.client, forcePathStyle: true });
});
afterAll(async () => {
  s3.destroy();
  await provider.dispose();
  await bench.stop();
});

/** Saves its progress and waits to lose its instance; from the progress it reaches a better value. */
const TRAIN = `#!/bin/sh
cd "$SAGEMAKER_BASE_DIR"
if [ -e checkpoints/epoch ]; then echo weights > model/weights; echo 'score=2;'; exit 0; fi
echo 'score=1;'; echo 1 > checkpoints/epoch
sleep 60
`;

async function applied(typeName: string, config: Values): Promise<Values> {
  const providerConfig = bench.providerConfig(bench.cloud.cloud.url);
  const resource = new PlayedResource(provider, { providerConfig, typeName });
  expect((await resource.apply(config)).errors).toEqual([]);
  return resource.state!.value;
}

it('an experiment on spot instances loses one, goes on from its checkpoint and has a champion', async () => {
  const context = bench.imageFolder('resuming');
  writeFileSync(join(context, 'train'), TRAIN, { mode: 0o755 });
  const image = await applied('tuneform_container_image', {
    repository_url: bench.imageUri.split('@')[0]!,
    context,
    prefer_packing: true,
  });
  const place = { bench: { ...bench, imageUri: String(image['image_uri']) }, name: 'on-spot', host: '' };
  const search = await applied(
    'tuneform_experiment',
    experiment({
      input_data_config: [
        { channel_name: 'train', data_source: { s3_data_source: { s3_uri: `s3://${bench.bucket}/open/` } } },
      ],
      enable_managed_spot_training: true,
      stopping_condition: { max_runtime_in_seconds: 600, max_wait_time_in_seconds: 1200 },
      checkpoint_config: { s3_uri: `s3://${bench.bucket}/checkpoints` },
    })(place),
  );
  const saved = async () => {
    const query = { Bucket: bench.bucket, Prefix: 'checkpoints/' };
    const { Contents: [first] = [] } = await s3.send(new ListObjectsV2Command(query));
    return first?.Key;
  };
  await until(async () => (await saved()) !== undefined);
  const [, trial = ''] = (await saved())!.split('/');
  expect(bench.cloud.cloud.loseInstance(trial, { how: 'reclaimed', awayMs: 0 })).toBeUndefined();
  const champion = await applied('tuneform_champion', {
    name: 'on-spot',
    tuning_job_names: search['tuning_job_names']!,
    objective: { type: 'Maximize', metric_name: 'score' },
    approval: 'automatic',
  });
  expect(champion).toMatchObject({ training_job_name: trial, current: { metric_value: 2 } });
});
