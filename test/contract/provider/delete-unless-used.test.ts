import { ListImagesCommand } from '@aws-sdk/client-ecr';
import { CreateModelCommand } from '@aws-sdk/client-sagemaker';
import { deleteUnlessUsed } from '../../../modules/provider/container-image/delete-unless-used';
import type { ImageState } from '../../../modules/provider/container-image/types';
import type { ProviderData } from '../../../modules/provider/provider-data';
import { FaultProxy } from '../../support/fault-proxy/fault-proxy';
import { runCloud } from '../../support/running-cloud';
import type { RunningCloud } from '../../support/running-cloud';
import { ROLE_ARN, SageMakerFixture } from '../../support/sagemaker-fixture';
import { providerOf } from './provider-of';

let running: RunningCloud;
let aws: SageMakerFixture;
let proxy: FaultProxy;
let configured: ProviderData;

beforeAll(async () => {
  running = await runCloud();
  aws = new SageMakerFixture(running.cloud.url);
  await aws.furnish();
  proxy = await FaultProxy.start({ target: running.cloud });
  configured = providerOf(running.cloud, proxy.url);
});
afterEach(() => proxy.heal());
afterAll(async () => {
  configured.session.sageMaker().client.destroy();
  await proxy.stop();
  aws.dispose();
  await running.remove();
});

const push = (repository: string): Promise<string> =>
  aws.pushImage(repository, { serve: `#!/bin/sh\n# ${repository}\n` });

const addModel = (name: string, image: string) =>
  aws.sagemaker.send(
    new CreateModelCommand({
      ModelName: name,
      ExecutionRoleArn: ROLE_ARN,
      PrimaryContainer: { Image: image },
    }),
  );

/** Deletes the image and returns what was said. */
async function remove(uri: string): Promise<readonly string[]> {
  const [repository, digest] = uri.split('@');
  const state = { repository_url: repository, digest, image_uri: uri } as ImageState;
  const { diagnostics = [] } = await deleteUnlessUsed(
    configured,
    state,
    { objectId: undefined },
    new AbortController().signal,
  );
  return diagnostics.map(({ severity, detail }) => `${severity}: ${detail}`);
}

/** The tags of what is left in the repository. */
async function left(repositoryName: string): Promise<readonly (string | undefined)[]> {
  const { imageIds = [] } = await aws.ecr.send(new ListImagesCommand({ repositoryName }));
  return imageIds.map(({ imageTag }) => imageTag);
}

describe('deleting an image on destroy', () => {
  it('keeps one that a model names by digest, and names the model', async () => {
    const uri = await push('by-digest');
    await addModel('names-the-digest', uri);
    expect(await remove(uri)).toEqual([
      `warning: Tuneform did not delete image "${uri}", because model "names-the-digest" names it. The image leaves state and ` +
        'stays in the repository. Once nothing uses it, delete it there or let a lifecycle policy of the repository remove ' +
        'it. [IMAGE_KEPT]',
    ]);
    expect(await left('by-digest')).toHaveLength(1);
  });

  it('keeps one that a model names by a tag', async () => {
    const uri = await push('by-tag');
    const [tag = ''] = await left('by-tag');
    await addModel('names-the-tag', uri.replace(/@.*/, `:${tag}`));
    expect(await remove(uri)).toEqual([expect.stringContaining('model "names-the-tag" names it')]);
    expect(await left('by-tag')).toEqual([tag]);
  });

  it('deletes one that no model names, whatever the models of the account name', async () => {
    await addModel('names-another', await push('another'));
    const uri = await push('unused');
    expect(await remove(uri)).toEqual([]);
    expect(await left('unused')).toEqual([]);
    expect(await remove(uri)).toEqual([]);
  });

  it('keeps it where the role may not look at models, and says which permission is missing', async () => {
    const uri = await push('denied');
    for (const operation of ['ListModels', 'DescribeModel']) {
      proxy.lay({
        operation,
        fault: {
          carriedOut: false,
          answer: { status: 400, name: 'AccessDeniedException', message: 'not authorized to perform it' },
        },
      });
      expect(await remove(uri)).toEqual([
        expect.stringContaining('(sagemaker:ListModels, sagemaker:DescribeModel)'),
      ]);
    }
    expect(await left('denied')).toHaveLength(1);
  });

  it('keeps it, and stays in state to look again, if looking fails for another reason', async () => {
    const uri = await push('unreachable');
    const answer = { status: 400, name: 'ValidationException', message: 'something else' };
    proxy.lay({ operation: 'ListModels', fault: { carriedOut: false, answer } });
    await expect(remove(uri)).rejects.toThrow('something else');
    expect(await left('unreachable')).toHaveLength(1);
  });
});
