import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ECRClient } from '@aws-sdk/client-ecr';
import { IAMClient } from '@aws-sdk/client-iam';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { pack } from 'tar-stream';
import { builtProvider } from '../built-provider';
import { furnishAccount } from '../furnish-account';
import { InProcessHandler } from '../in-process-handler';
import { memoryFolder } from '../memory-folder';
import { PlayedProvider } from '../played-terraform/played-provider';
import { PlayedResource } from '../played-terraform/played-resource';
import type { Values } from '../played-terraform/proposed-state';
import { runCloud } from '../running-cloud';
import type { RunningCloud } from '../running-cloud';
import { experiment } from './scenarios';
import { World } from './world';
import { newestTuningJob } from '../../support/tuning-job-names';

/** A local cloud with an image and a model, a built provider, and a client of the cloud that meets no fault. */
export interface FaultBench {
  readonly cloud: RunningCloud;
  readonly world: World;
  readonly executable: string;
  readonly roleArn: string;
  readonly bucket: string;
  readonly imageUri: string;
  /** A tuning job that ends by itself. */
  readonly shortSearch: string;
  readonly modelDataUrl: string;
  /** The archive that lies there. */
  readonly emptyModel: Buffer;
  /** The provider's configuration for a cloud that is reached at `endpoint`. */
  providerConfig(endpoint: string): Values;
  /** A folder with content of its own, so that its image is one that nothing else names. */
  imageFolder(name: string): string;
  stop(): Promise<void>;
}

const BUCKET = 'fault-data';
const REPOSITORY = 'faults';
/** Prefix of the file for which the image's training waits. */
const OPEN_GATE = 'open';
const IMAGE_FOLDER = join(__dirname, 'images', 'tiny');

export async function startFaultBench(): Promise<FaultBench> {
  const directory = memoryFolder('faults-');
  const [cloud, executable] = await Promise.all([
    runCloud({ directory: join(directory, 'cloud') }),
    builtProvider(),
  ]);
  const world = new World({ ...cloud.client, requestHandler: new InProcessHandler(cloud.cloud) });
  const providerConfig = (endpoint: string): Values => ({
    endpoint,
    owner: 'tests',
    access_key: cloud.client.credentials.accessKeyId,
    secret_key: cloud.client.credentials.secretAccessKey,
  });
  const furnished = await furnish(cloud);
  const bench = {
    cloud,
    world,
    executable,
    bucket: BUCKET,
    roleArn: furnished.roleArn,
    modelDataUrl: furnished.modelDataUrl,
    emptyModel: furnished.emptyModel,
    providerConfig,
    imageFolder: (name: string) => {
      const folder = join(directory, 'images', name);
      cpSync(IMAGE_FOLDER, folder, { recursive: true });
      writeFileSync(join(folder, 'train'), `${readFileSync(join(folder, 'train'), 'utf8')}# ${name}\n`);
      return folder;
    },
    stop: async () => {
      world.close();
      await cloud.remove();
      rmSync(directory, { recursive: true, force: true });
    },
  };
  try {
    return { ...bench, ...(await populate(bench, furnished.repositoryUrl)) };
  } catch (error) {
    // A cloud that is not stopped would keep the test process from ending.
    await bench.stop();
    throw error;
  }
}

async function furnish({ client }: RunningCloud) {
  const s3 = new S3Client({ ...client, forcePathStyle: true });
  const iam = new IAMClient(client);
  const ecr = new ECRClient(client);
  try {
    const account = await furnishAccount(
      { s3, iam, ecr },
      { bucket: BUCKET, role: 'faults', repository: REPOSITORY },
    );
    const emptyModel = await makeEmptyModel();
    await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'model/model.tar.gz', Body: emptyModel }));
    await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: `${OPEN_GATE}/gate`, Body: 'open' }));
    return { ...account, modelDataUrl: `s3://${BUCKET}/model/model.tar.gz`, emptyModel };
  } finally {
    for (const one of [s3, iam, ecr]) one.destroy();
  }
}

/** The image of every experiment and endpoint, pushed by the provider itself, and a search that it launched. */
async function populate(
  bench: Omit<FaultBench, 'imageUri' | 'shortSearch'>,
  repositoryUrl: string,
): Promise<Pick<FaultBench, 'imageUri' | 'shortSearch'>> {
  const provider = new PlayedProvider(bench.executable);
  const providerConfig = bench.providerConfig(bench.cloud.cloud.url);
  const make = async (typeName: string, config: Values): Promise<Values> => {
    const resource = new PlayedResource(provider, { providerConfig, typeName });
    const { errors } = await resource.apply(config);
    if (errors.length > 0 || resource.state === undefined) throw new Error(errors.join('\n'));
    return resource.state.value;
  };
  try {
    const image = await make('tuneform_container_image', {
      repository_url: repositoryUrl,
      context: IMAGE_FOLDER,
      prefer_packing: true,
    });
    const imageUri = String(image['image_uri']);
    const place = { bench: { ...bench, imageUri, shortSearch: '' }, name: 'short', host: '' };
    const search = await make('tuneform_experiment', {
      ...experiment()(place),
      input_data_config: [
        {
          channel_name: 'train',
          data_source: { s3_data_source: { s3_uri: `s3://${BUCKET}/${OPEN_GATE}/` } },
        },
      ],
    });
    return { imageUri, shortSearch: newestTuningJob(search) };
  } finally {
    await provider.dispose();
  }
}

async function makeEmptyModel(): Promise<Buffer> {
  const archive = pack();
  archive.entry({ name: 'model.txt' }, 'x');
  archive.finalize();
  const pieces: Buffer[] = [];
  for await (const piece of archive) pieces.push(piece as Buffer);
  return gzipSync(Buffer.concat(pieces));
}
