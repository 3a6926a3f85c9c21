import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findManifest, packFolder, pushImage } from '../../../modules/image';
import { hasSystemProgram } from '../../support/system-program';
import { removeTemporaryFolders, temporaryFolder } from '../../support/temporary-folder';
import { hasReferenceRegistry, startLocalEcr, startReferenceRegistry, type TestRegistry } from './registries';

const registries: { name: string; start: () => Promise<TestRegistry> }[] = [
  { name: 'the local cloud', start: startLocalEcr },
  ...(hasReferenceRegistry ? [{ name: 'the reference registry', start: startReferenceRegistry }] : []),
];

const folder = (content: string): string =>
  temporaryFolder({
    Dockerfile: 'FROM scratch\nCOPY train /opt/program/\n',
    train: { content, mode: 0o755 },
  });

const hasSkopeo = hasSystemProgram('skopeo', {
  package: 'skopeo',
  untested: 'Copying an image with skopeo',
});

afterAll(removeTemporaryFolders);

describe.each(registries)('pushing a packed image to $name', ({ start }) => {
  let registry: TestRegistry;
  beforeAll(async () => {
    registry = await start();
  });
  afterAll(() => registry.stop());

  test('tag and digest both lead to the manifest that was packed, and every blob is there', async () => {
    const repositoryUrl = await registry.repository('team/pushed');
    const image = await packFolder(folder('one'));
    const pushed = await pushImage(image, { ...registry, repositoryUrl, tag: 'v1' });
    expect(pushed).toEqual({
      digest: image.digest,
      size: image.size,
      imageUri: `${repositoryUrl}@${image.digest}`,
    });
    const head = {
      digest: image.digest,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      size: image.size,
    };
    expect(await findManifest({ ...registry, repositoryUrl, reference: 'v1' })).toEqual(head);
    expect(await findManifest({ ...registry, repositoryUrl, reference: image.digest })).toEqual(head);
    for (const blob of [image.config, ...image.layers]) {
      expect(await downloaded(registry, `team/pushed/blobs/${blob.digest}`)).toBe(blob.digest);
    }
  });

  test('pushing again changes nothing', async () => {
    const repositoryUrl = await registry.repository('team/again');
    const image = await packFolder(folder('again'));
    const first = await pushImage(image, { ...registry, repositoryUrl, tag: 'v1' });
    expect(await pushImage(image, { ...registry, repositoryUrl, tag: 'v1' })).toEqual(first);
  });

  test('a tag moves to other content where tags may move', async () => {
    const repositoryUrl = await registry.repository('team/moving');
    await pushImage(await packFolder(folder('old')), { ...registry, repositoryUrl, tag: 'latest' });
    const next = await packFolder(folder('new'));
    await pushImage(next, { ...registry, repositoryUrl, tag: 'latest' });
    expect(await findManifest({ ...registry, repositoryUrl, reference: 'latest' })).toMatchObject({
      digest: next.digest,
    });
  });

  test('what is not there is undefined, not an error', async () => {
    const repositoryUrl = await registry.repository('team/empty');
    expect(await findManifest({ ...registry, repositoryUrl, reference: 'v1' })).toBeUndefined();
    expect(
      await findManifest({ ...registry, repositoryUrl: `${registry.host}/team/none`, reference: 'v1' }),
    ).toBeUndefined();
  });

  if (hasSkopeo) {
    test('skopeo copies the image out, checking every digest', async () => {
      const repositoryUrl = await registry.repository('team/copied');
      const image = await packFolder(folder('copied'));
      await pushImage(image, { ...registry, repositoryUrl, tag: 'v1' });
      const target = mkdtempSync(join(tmpdir(), 'tuneform-copy-'));
      const { username, password } = registry.credentials;
      await promisify(execFile)('skopeo', [
        'copy',
        '--src-tls-verify=false',
        `--src-creds=${username}:${password}`,
        `docker://${repositoryUrl}:v1`,
        `oci:${target}:v1`,
      ]);
      const blobs = readdirSync(join(target, 'blobs/sha256')).map((name) => `sha256:${name}`);
      expect(blobs.sort()).toEqual([image.digest, image.config.digest, image.layers[0]!.digest].sort());
      expect(existsSync(join(target, 'oci-layout'))).toBe(true);
      rmSync(target, { recursive: true });
    });
  }
});

/** The digest of what the registry sends for a path. */
async function downloaded({ host, credentials }: TestRegistry, path: string): Promise<string> {
  const basic = Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64');
  const response = await fetch(`http://${host}/v2/${path}`, { headers: { authorization: `Basic ${basic}` } });
  return `sha256:${createHash('sha256')
    .update(Buffer.from(await response.arrayBuffer()))
    .digest('hex')}`;
}
