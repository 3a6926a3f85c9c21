import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  buildWith,
  findBuilder,
  findManifest,
  packFolder,
  pushImage,
  type Builder,
} from '../../../modules/image';
import { addItem, removeTemporaryFolders, temporaryFolder } from '../../support/temporary-folder';
import { startLocalEcr, type TestRegistry } from './registries';

afterAll(removeTemporaryFolders);

const program = (script: string): { content: string; mode: number } => ({
  content: `#!/bin/sh\n${script}\n`,
  mode: 0o755,
});

describe('finding a builder', () => {
  test.each([
    { why: 'nothing there', programs: {}, found: undefined },
    {
      why: 'a docker client whose daemon does not run',
      programs: { docker: 'echo; echo "Cannot connect" >&2; exit 1' },
      found: undefined,
    },
    { why: 'a docker client that fails politely', programs: { docker: 'echo ""' }, found: undefined },
    { why: 'docker', programs: { docker: 'echo 28.2.2' }, found: 'docker' },
    {
      why: 'a podman that cannot run passes the word on',
      programs: { podman: 'exit 125', docker: 'echo 28.2.2' },
      found: 'docker',
    },
    {
      why: 'the one without a daemon first',
      programs: { docker: 'echo 28.2.2', podman: 'echo /var', buildah: 'echo {}' },
      found: 'buildah',
    },
  ])('$why', async ({ programs, found }) => {
    const path = temporaryFolder(
      Object.fromEntries(Object.entries(programs).map(([name, script]) => [name, program(script)])),
    );
    expect((await findBuilder({ path }))?.name).toBe(found);
  });

  test('a builder that hangs is not waited for', async () => {
    const path = temporaryFolder({ docker: program('sleep 3600') });
    expect(await findBuilder({ path, patienceMs: 200 })).toBeUndefined();
  });

  test('a file that is not executable is not a builder', async () => {
    expect(await findBuilder({ path: temporaryFolder({ docker: 'echo 28.2.2' }) })).toBeUndefined();
  });

  test('an abort ends the search with its reason', async () => {
    const path = temporaryFolder({ docker: program('sleep 60') });
    await expect(findBuilder({ path, signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow(
      'enough',
    );
  });
});

/** The builders of this machine that answer. */
const outer = { ...process.env, PATH: process.env['OUTER_PATH'] };
const placeOf = (name: string): string =>
  spawnSync('/bin/sh', ['-c', `command -v ${name}`], { encoding: 'utf8', env: outer }).stdout.trim();
const working = (['buildah', 'podman', 'docker'] as const).filter((name) => {
  if (placeOf(name).startsWith(join(__dirname, '..', '..', 'support'))) return false;
  const question = name === 'docker' ? ['info', '--format', '{{.ServerVersion}}'] : ['info'];
  const { status, stdout } = spawnSync(name, question, { encoding: 'utf8', env: outer });
  return status === 0 && stdout.trim() !== '';
});
if (working.length === 0) {
  process.stderr.write('Building images is not tested: install buildah, podman or docker for it.\n');
}

const building = (name: Builder['name']): void => {
  let registry: TestRegistry;
  let builder: Builder;
  const made: string[] = [];

  beforeAll(async () => {
    registry = await startLocalEcr();
    const path = temporaryFolder({});
    symlinkSync(placeOf(name), join(path, name));
    // How long a builder may take is another test's subject, and podman takes seconds on a busy machine.
    builder = (await findBuilder({ path, patienceMs: 60_000 }))!;
  });
  afterAll(async () => {
    for (const image of made) spawnSync(builder.executable, ['rmi', '--force', image]);
    await registry.stop();
  });

  test('it is found', () => {
    expect(builder.name).toBe(name);
  });

  async function build(folder: string, options: Parameters<typeof buildWith>[2] = {}) {
    const image = await buildWith(builder, folder, options);
    made.push(image.localName);
    return image;
  }

  test('an image is built, pushed with the token and found in the registry', async () => {
    const repositoryUrl = await registry.repository(`built/${builder.name}`);
    const folder = temporaryFolder({
      Dockerfile: 'FROM scratch\nARG COLOUR=red\nLABEL colour=$COLOUR\nWORKDIR /opt/program\nCOPY . ./\n',
      train: program('true'),
      'notes.md': 'not for the image',
      'Dockerfile.dockerignore': 'notes.md\n',
    });
    const lines: string[] = [];
    const image = await build(folder, {
      buildArgs: { COLOUR: 'blue' },
      onLine: (line) => lines.push(line),
    });
    const scratch = temporaryFolder({});
    process.env['TMPDIR'] = scratch;
    const pushed = await pushImage(image, { repositoryUrl, tag: 'v1', credentials: registry.credentials });
    delete process.env['TMPDIR'];
    expect(pushed.imageUri).toBe(`${repositoryUrl}@${pushed.digest}`);
    expect(
      await findManifest({ repositoryUrl, reference: 'v1', credentials: registry.credentials }),
    ).toMatchObject({
      digest: pushed.digest,
      // One image, not an index, and in the form SageMaker has taken longest.
      mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
      size: pushed.size,
    });
    expect(lines.join('\n')).toContain('COPY');
    const { labels, files } = await inspect(registry, `built/${builder.name}`, pushed.digest);
    expect(labels).toMatchObject({ colour: 'blue' });
    expect(files).toContain('opt/program/train');
    expect(files).not.toContain('opt/program/notes.md');
    // The file with the credentials is gone.
    expect(readdirSync(scratch)).toEqual([]);
  });

  test('a build that fails ends with the builder’s own words', async () => {
    const folder = temporaryFolder({ Dockerfile: 'FROM scratch\nCOPY absent /x\n', train: '' });
    await expect(buildWith(builder, folder)).rejects.toMatchObject({
      code: 'IMAGE_BUILD_FAILED',
      message: expect.stringMatching(/could not build[^]*absent/) as string,
    });
  });

  test.each([
    {
      why: 'no repository',
      name: 'built/nowhere',
      credentials: 'right',
      code: 'REGISTRY_REPOSITORY_MISSING',
    },
    { why: 'wrong credentials', name: 'built/buildah', credentials: 'wrong', code: 'REGISTRY_UNAUTHORIZED' },
  ])('a push that is refused is understood: $why', async ({ name, credentials, code }) => {
    const image = await build(temporaryFolder({ Dockerfile: 'FROM scratch\nCOPY a /\n', a: builder.name }));
    const wrong = { username: 'AWS', password: 'guess' };
    const push = pushImage(image, {
      repositoryUrl: `${registry.host}/${name}`,
      tag: 'v1',
      credentials: credentials === 'right' ? registry.credentials : wrong,
    });
    await expect(push).rejects.toMatchObject({ code });
  });

  test('other content under an immutable tag is refused', async () => {
    const repositoryUrl = await registry.repository(`immutable/${builder.name}`, 'IMMUTABLE');
    const folder = temporaryFolder({ Dockerfile: 'FROM scratch\nCOPY a /\n', a: '1' });
    const request = { repositoryUrl, tag: 'v1', credentials: registry.credentials };
    await pushImage(await build(folder), request);
    addItem(folder, 'a', '2');
    await expect(pushImage(await build(folder), request)).rejects.toMatchObject({
      code: 'REGISTRY_TAG_IMMUTABLE',
    });
  });

  // docker's own login would be needed, and it is not ours to change.
  if (name !== 'docker') {
    test('it pulls and reads what was packed without a builder', async () => {
      const repositoryUrl = await registry.repository('packed/pulled');
      const image = await packFolder(
        temporaryFolder({
          Dockerfile: 'FROM scratch\nCOPY train /opt/\nENTRYPOINT ["/opt/train"]\n',
          train: program('true'),
        }),
      );
      const { imageUri } = await pushImage(image, {
        repositoryUrl,
        tag: 'v1',
        credentials: registry.credentials,
      });
      const { username, password } = registry.credentials;
      // Not the synchronous way: the registry runs in this very process.
      const pull = ['pull', '--tls-verify=false', `--creds=${username}:${password}`, imageUri];
      await promisify(execFile)(builder.executable, pull);
      made.push(imageUri);
      const seen = execFileSync(builder.executable, ['inspect', '--type', 'image', imageUri], {
        encoding: 'utf8',
      });
      expect(seen).toContain('/opt/train');
      expect(seen).toContain(image.digest);
    });
  }
};

for (const name of working) describe(`building with ${name}`, () => building(name));

/** Labels and files of an image in the registry. */
async function inspect({ host, credentials }: TestRegistry, name: string, digest: string) {
  const basic = Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64');
  const get = (path: string): Promise<Response> =>
    fetch(`http://${host}/v2/${name}/${path}`, {
      headers: {
        authorization: `Basic ${basic}`,
        accept: 'application/vnd.docker.distribution.manifest.v2+json',
      },
    });
  const manifest = (await (await get(`manifests/${digest}`)).json()) as {
    config: { digest: string };
    layers: { digest: string }[];
  };
  const config = (await (await get(`blobs/${manifest.config.digest}`)).json()) as {
    config: { Labels: Record<string, string> };
  };
  const files: string[] = [];
  for (const layer of manifest.layers) {
    const bytes = Buffer.from(await (await get(`blobs/${layer.digest}`)).arrayBuffer());
    files.push(...execFileSync('tar', ['-tzf', '-'], { input: bytes, encoding: 'utf8' }).split('\n'));
  }
  return { labels: config.config.Labels, files };
}
