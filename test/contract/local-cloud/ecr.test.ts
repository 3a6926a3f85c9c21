import * as ecr from '@aws-sdk/client-ecr';
import { digestOf, OCI_MANIFEST, RegistryClient } from '../../support/registry-client';
import { runCloud } from '../../support/running-cloud';
import type { RunningCloud } from '../../support/running-cloud';

const LIFECYCLE = JSON.stringify({
  rules: [
    {
      rulePriority: 1,
      selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 3 },
      action: { type: 'expire' },
    },
  ],
});
const ACCESS = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'sagemaker.amazonaws.com' }, Action: 'ecr:BatchGetImage' },
  ],
});

describe('ECR through the SDK', () => {
  let running: RunningCloud;
  let client: ecr.ECRClient;
  let number = 0;
  let repositoryName: string;
  let registry: RegistryClient;

  beforeAll(async () => {
    running = await runCloud();
    client = new ecr.ECRClient(running.client);
  });
  afterAll(() => running.remove());
  beforeEach(async () => {
    number += 1;
    repositoryName = `team/app-${String(number)}`;
    await client.send(new ecr.CreateRepositoryCommand({ repositoryName }));
    registry = await RegistryClient.login(running.client, repositoryName);
  });

  describe('repositories', () => {
    it('come back as they were made, with an address on the local cloud', async () => {
      const name = `full/app-${String(number)}`;
      const made = await client.send(
        new ecr.CreateRepositoryCommand({
          repositoryName: name,
          imageTagMutability: 'IMMUTABLE',
          imageScanningConfiguration: { scanOnPush: true },
          encryptionConfiguration: { encryptionType: 'KMS', kmsKey: 'alias/k' },
          tags: [{ Key: 'a', Value: 'b' }],
        }),
      );
      const { repositories } = await client.send(
        new ecr.DescribeRepositoriesCommand({ repositoryNames: [name] }),
      );
      expect(repositories).toEqual([made.repository]);
      expect(made.repository).toEqual({
        repositoryArn: `arn:aws:ecr:us-east-1:000000000000:repository/${name}`,
        registryId: '000000000000',
        repositoryName: name,
        repositoryUri: `${new URL(running.cloud.url).host}/${name}`,
        createdAt: expect.any(Date) as Date,
        imageTagMutability: 'IMMUTABLE',
        imageScanningConfiguration: { scanOnPush: true },
        encryptionConfiguration: { encryptionType: 'KMS', kmsKey: 'alias/k' },
      });
    });

    it('are listed page by page', async () => {
      await client.send(new ecr.CreateRepositoryCommand({ repositoryName: `${repositoryName}-b` }));
      const seen: (string | undefined)[] = [];
      let nextToken: string | undefined;
      do {
        const page: ecr.DescribeRepositoriesCommandOutput = await client.send(
          new ecr.DescribeRepositoriesCommand({ maxResults: 1, nextToken }),
        );
        seen.push(page.repositories?.[0]?.repositoryName);
        nextToken = page.nextToken;
      } while (nextToken !== undefined);
      expect(seen).toEqual(expect.arrayContaining([repositoryName, `${repositoryName}-b`]));
      expect(new Set(seen).size).toBe(seen.length);
    });

    it('can be changed and tagged', async () => {
      await client.send(
        new ecr.PutImageTagMutabilityCommand({ repositoryName, imageTagMutability: 'IMMUTABLE' }),
      );
      await client.send(
        new ecr.PutImageScanningConfigurationCommand({
          repositoryName,
          imageScanningConfiguration: { scanOnPush: true },
        }),
      );
      const { repositories } = await client.send(
        new ecr.DescribeRepositoriesCommand({ repositoryNames: [repositoryName] }),
      );
      expect(repositories).toMatchObject([
        { imageTagMutability: 'IMMUTABLE', imageScanningConfiguration: { scanOnPush: true } },
      ]);
      const resourceArn = repositories?.[0]?.repositoryArn;
      await client.send(
        new ecr.TagResourceCommand({
          resourceArn,
          tags: [
            { Key: 'a', Value: '1' },
            { Key: 'b', Value: '2' },
          ],
        }),
      );
      await client.send(new ecr.UntagResourceCommand({ resourceArn, tagKeys: ['a'] }));
      expect((await client.send(new ecr.ListTagsForResourceCommand({ resourceArn }))).tags).toEqual([
        { Key: 'b', Value: '2' },
      ]);
    });

    it('with images are deleted only by force', async () => {
      await registry.pushImage('v1', 'one');
      await expect(client.send(new ecr.DeleteRepositoryCommand({ repositoryName }))).rejects.toBeInstanceOf(
        ecr.RepositoryNotEmptyException,
      );
      await client.send(new ecr.DeleteRepositoryCommand({ repositoryName, force: true }));
      await expect(client.send(new ecr.ListImagesCommand({ repositoryName }))).rejects.toBeInstanceOf(
        ecr.RepositoryNotFoundException,
      );
    });

    it('are rejected when they already exist, are missing or badly named', async () => {
      await expect(client.send(new ecr.CreateRepositoryCommand({ repositoryName }))).rejects.toBeInstanceOf(
        ecr.RepositoryAlreadyExistsException,
      );
      await expect(
        client.send(new ecr.DescribeRepositoriesCommand({ repositoryNames: ['none'] })),
      ).rejects.toBeInstanceOf(ecr.RepositoryNotFoundException);
      await expect(
        client.send(new ecr.CreateRepositoryCommand({ repositoryName: 'BAD' })),
      ).rejects.toBeInstanceOf(ecr.InvalidParameterException);
    });
  });

  describe('policies', () => {
    it('of the lifecycle are kept as sent, shown and deleted', async () => {
      await client.send(
        new ecr.PutLifecyclePolicyCommand({ repositoryName, lifecyclePolicyText: LIFECYCLE }),
      );
      expect(
        (await client.send(new ecr.GetLifecyclePolicyCommand({ repositoryName }))).lifecyclePolicyText,
      ).toBe(LIFECYCLE);
      await client.send(new ecr.DeleteLifecyclePolicyCommand({ repositoryName }));
      await expect(client.send(new ecr.GetLifecyclePolicyCommand({ repositoryName }))).rejects.toBeInstanceOf(
        ecr.LifecyclePolicyNotFoundException,
      );
    });

    it.each([
      ['no JSON', 'x'.repeat(120)],
      ['no rules', JSON.stringify({ rules: [], padding: 'x'.repeat(120) })],
      ['a rule without a count', LIFECYCLE.replace('"countNumber":3', '"countNumber":0')],
      ['an unknown action', LIFECYCLE.replace('expire', 'explode')],
      ['days for a count of images', LIFECYCLE.replace('sinceImagePushed', 'imageCountMoreThan')],
      ['tags that are not named', LIFECYCLE.replace('untagged', 'tagged')],
    ])('of the lifecycle with %s are rejected', async (_why, lifecyclePolicyText) => {
      await expect(
        client.send(new ecr.PutLifecyclePolicyCommand({ repositoryName, lifecyclePolicyText })),
      ).rejects.toBeInstanceOf(ecr.InvalidParameterException);
    });

    it('of access are kept as sent, shown and deleted', async () => {
      await client.send(new ecr.SetRepositoryPolicyCommand({ repositoryName, policyText: ACCESS }));
      expect((await client.send(new ecr.GetRepositoryPolicyCommand({ repositoryName }))).policyText).toBe(
        ACCESS,
      );
      await client.send(new ecr.DeleteRepositoryPolicyCommand({ repositoryName }));
      await expect(
        client.send(new ecr.GetRepositoryPolicyCommand({ repositoryName })),
      ).rejects.toBeInstanceOf(ecr.RepositoryPolicyNotFoundException);
      await expect(
        client.send(new ecr.SetRepositoryPolicyCommand({ repositoryName, policyText: '{}' })),
      ).rejects.toBeInstanceOf(ecr.InvalidParameterException);
    });
  });

  describe('images', () => {
    it('that were pushed are listed, described and read byte for byte', async () => {
      const { digest, manifest } = await registry.pushImage('v1', 'layer one');
      await registry.pushManifest('latest', manifest);
      const { imageDetails } = await client.send(
        new ecr.DescribeImagesCommand({ repositoryName, imageIds: [{ imageTag: 'v1' }] }),
      );
      expect(imageDetails).toMatchObject([
        {
          imageDigest: digest,
          imageTags: ['latest', 'v1'],
          imageManifestMediaType: OCI_MANIFEST,
          artifactMediaType: 'application/vnd.oci.image.config.v1+json',
          imagePushedAt: expect.any(Date) as Date,
        },
      ]);
      const { imageIds } = await client.send(
        new ecr.ListImagesCommand({ repositoryName, filter: { tagStatus: 'TAGGED' } }),
      );
      expect(imageIds).toEqual([
        { imageDigest: digest, imageTag: 'latest' },
        { imageDigest: digest, imageTag: 'v1' },
      ]);
      const got = await client.send(
        new ecr.BatchGetImageCommand({
          repositoryName,
          imageIds: [{ imageTag: 'v1' }, { imageDigest: digest }, { imageTag: 'none' }],
        }),
      );
      expect(got.images?.map(({ imageManifest }) => imageManifest)).toEqual([manifest, manifest]);
      expect(got.failures).toMatchObject([{ failureCode: 'ImageNotFound', imageId: { imageTag: 'none' } }]);
    });

    it('lose a tag alone while another is left, and go with the last', async () => {
      const { digest, manifest } = await registry.pushImage('v1', 'x');
      await registry.pushManifest('v2', manifest);
      const remove = (id: ecr.ImageIdentifier) =>
        client.send(new ecr.BatchDeleteImageCommand({ repositoryName, imageIds: [id] }));
      expect((await remove({ imageTag: 'v1' })).imageIds).toEqual([{ imageDigest: digest, imageTag: 'v1' }]);
      expect((await client.send(new ecr.ListImagesCommand({ repositoryName }))).imageIds).toEqual([
        { imageDigest: digest, imageTag: 'v2' },
      ]);
      await remove({ imageTag: 'v2' });
      expect((await client.send(new ecr.ListImagesCommand({ repositoryName }))).imageIds).toEqual([]);
      expect((await remove({ imageDigest: digest })).failures).toMatchObject([
        { failureCode: 'ImageNotFound' },
      ]);
    });

    it('that are missing are rejected by class', async () => {
      await expect(
        client.send(new ecr.DescribeImagesCommand({ repositoryName, imageIds: [{ imageTag: 'none' }] })),
      ).rejects.toBeInstanceOf(ecr.ImageNotFoundException);
    });

    it('can be put without the registry protocol', async () => {
      const config = '{}';
      const layer = Buffer.from('a layer of bytes');
      for (const bytes of [Buffer.from(config), layer]) {
        const { uploadId } = await client.send(new ecr.InitiateLayerUploadCommand({ repositoryName }));
        const half = Math.floor(bytes.length / 2);
        for (const [partFirstByte, partLastByte] of [
          [0, half - 1],
          [half, bytes.length - 1],
        ] as const) {
          const layerPartBlob = bytes.subarray(partFirstByte, partLastByte + 1);
          await client.send(
            new ecr.UploadLayerPartCommand({
              repositoryName,
              uploadId,
              partFirstByte,
              partLastByte,
              layerPartBlob,
            }),
          );
        }
        await client.send(
          new ecr.CompleteLayerUploadCommand({ repositoryName, uploadId, layerDigests: [digestOf(bytes)] }),
        );
      }
      const { layers } = await client.send(
        new ecr.BatchCheckLayerAvailabilityCommand({
          repositoryName,
          layerDigests: [digestOf(layer), digestOf('none')],
        }),
      );
      expect(layers).toMatchObject([
        { layerAvailability: 'AVAILABLE', layerSize: layer.length },
        { layerAvailability: 'UNAVAILABLE' },
      ]);
      const imageManifest = JSON.stringify({
        schemaVersion: 2,
        config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: digestOf(config), size: 2 },
        layers: [
          {
            mediaType: 'application/vnd.oci.image.layer.v1.tar',
            digest: digestOf(layer),
            size: layer.length,
          },
        ],
      });
      const put = (imageTag: string, text = imageManifest) =>
        client.send(new ecr.PutImageCommand({ repositoryName, imageManifest: text, imageTag }));
      expect((await put('api')).image?.imageId).toEqual({
        imageDigest: digestOf(imageManifest),
        imageTag: 'api',
      });
      await expect(put('api')).rejects.toBeInstanceOf(ecr.ImageAlreadyExistsException);
      await expect(
        put('bad', imageManifest.replace(digestOf(layer), digestOf('none'))),
      ).rejects.toBeInstanceOf(ecr.LayersNotFoundException);
      await client.send(
        new ecr.PutImageTagMutabilityCommand({ repositoryName, imageTagMutability: 'IMMUTABLE' }),
      );
      await expect(put('api', `${imageManifest} `)).rejects.toBeInstanceOf(
        ecr.ImageTagAlreadyExistsException,
      );
    });

    it('reject layers that are not what they say', async () => {
      const { uploadId } = await client.send(new ecr.InitiateLayerUploadCommand({ repositoryName }));
      const part = (partFirstByte: number, text: string) =>
        client.send(
          new ecr.UploadLayerPartCommand({
            repositoryName,
            uploadId,
            partFirstByte,
            partLastByte: partFirstByte + text.length - 1,
            layerPartBlob: Buffer.from(text),
          }),
        );
      const complete = (digest: string) =>
        client.send(new ecr.CompleteLayerUploadCommand({ repositoryName, uploadId, layerDigests: [digest] }));
      await expect(complete(digestOf('x'))).rejects.toBeInstanceOf(ecr.EmptyUploadException);
      await part(0, 'abc');
      await expect(part(7, 'd')).rejects.toMatchObject({
        name: 'InvalidLayerPartException',
        lastValidByteReceived: 2,
      });
      await expect(complete(digestOf('other'))).rejects.toBeInstanceOf(ecr.InvalidLayerException);
      await expect(complete(digestOf('abc'))).rejects.toBeInstanceOf(ecr.UploadNotFoundException);
    });
  });

  it('gives out a token for the registry at its own address', async () => {
    const { authorizationData } = await client.send(new ecr.GetAuthorizationTokenCommand({}));
    const [data] = authorizationData ?? [];
    expect(data?.proxyEndpoint).toBe(running.cloud.url);
    expect(Buffer.from(data?.authorizationToken ?? '', 'base64').toString()).toMatch(/^AWS:./);
    expect(data?.expiresAt?.getTime()).toBeGreaterThan(Date.now() + 11 * 3_600_000);
  });

  it('rejects an operation it does not serve by name', async () => {
    await expect(client.send(new ecr.DescribeRegistryCommand({}))).rejects.toMatchObject({
      name: 'NotImplemented',
      message: expect.stringContaining('ecr:DescribeRegistry') as string,
    });
  });
});
