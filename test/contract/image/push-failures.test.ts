import { join } from 'node:path';
import {
  findManifest,
  packFolder,
  pushImage,
  type PackedImage,
  type PushRequest,
} from '../../../modules/image';
import type { BuiltImage } from '../../../modules/image/builder/build-with';
import { pushBuiltImage } from '../../../modules/image/builder/push-built-image';
import type { Clock } from '../../../modules/kernel';
import { expectTold } from '../../support/expect-told';
import { removeTemporaryFolders, temporaryFolder } from '../../support/temporary-folder';
import { startFaultyGate, type FaultyGate } from './faulty-gate';
import { startLocalEcr, type TestRegistry } from './registries';
import { until } from '../../support/until';

let registry: TestRegistry;
let gate: FaultyGate;
let pauses: number[];

/** Notes how long it was asked to sleep, and does not. */
const hasty: Clock = {
  now: () => 0,
  sleep: (ms, signal) => {
    pauses.push(ms);
    signal?.throwIfAborted();
    return Promise.resolve();
  },
};

let count = 0;
async function fresh(
  tags: 'MUTABLE' | 'IMMUTABLE' = 'MUTABLE',
): Promise<{ image: PackedImage; request: PushRequest }> {
  const name = `failing/run-${String(++count)}`;
  await registry.repository(name, tags);
  return {
    image: await packed(name),
    request: {
      repositoryUrl: `${gate.host}/${name}`,
      tag: 'v1',
      credentials: registry.credentials,
      clock: hasty,
    },
  };
}

const packed = (content: string): Promise<PackedImage> =>
  packFolder(temporaryFolder({ Dockerfile: 'FROM scratch\nCOPY train /\n', train: content }));

beforeAll(async () => {
  registry = await startLocalEcr();
});
beforeEach(async () => {
  gate = await startFaultyGate(registry.host);
  pauses = [];
});
afterEach(() => gate.stop());
afterAll(async () => {
  await registry.stop();
  removeTemporaryFolders();
});

test('a push survives a busy registry, a cut connection and a failed upload', async () => {
  const { image, request } = await fresh();
  gate.fail(/^GET .*manifests/, { status: 503 });
  gate.fail(/^POST .*uploads/, 'cut');
  gate.fail(/^PUT .*uploads/, { status: 500 }, 'cut');
  gate.fail(/^PUT .*manifests/, { status: 429, retryAfter: '2' });
  await expect(pushImage(image, request)).resolves.toMatchObject({ digest: image.digest });
  expect(await findManifest({ ...request, reference: 'v1' })).toMatchObject({ digest: image.digest });
  expect(pauses).toEqual([250, 250, 1000, 4000, 2000]);
});

test('it gives up after four tries and says what the registry said', async () => {
  const { image, request } = await fresh();
  gate.fail(/^GET .*manifests/, { status: 503 }, { status: 503 }, { status: 503 }, { status: 503 });
  await expect(pushImage(image, request)).rejects.toMatchObject({
    code: 'REGISTRY_UNREACHABLE',
    disposition: 'retryable',
    message: expect.stringContaining('answered 503 while looking for "v1"') as string,
  });
  expect(gate.seen).toHaveLength(4);
});

test('a refusal is not tried again', async () => {
  const { image, request } = await fresh();
  gate.fail(/^PUT .*uploads/, { status: 400 });
  await expect(pushImage(image, request)).rejects.toMatchObject({ code: 'REGISTRY_REFUSED' });
  expect(pauses).toEqual([]);
});

test('blobs that are there already are not sent', async () => {
  const { image, request } = await fresh();
  await pushImage(image, request);
  gate.seen.length = 0;
  await pushImage(image, { ...request, tag: 'v2' });
  expect(gate.seen.map((line) => line.split(' ')[0])).toEqual(['GET', 'HEAD', 'HEAD', 'PUT']);
});

test('nothing at all is sent for a tag that has the image, so an immutable one is no obstacle', async () => {
  const { image, request } = await fresh('IMMUTABLE');
  await pushImage(image, request);
  gate.seen.length = 0;
  await pushImage(image, request);
  expect(gate.seen.map((line) => line.split(' ')[0])).toEqual(['GET']);
});

test('an immutable tag with other content is refused with what to do', async () => {
  const { image, request } = await fresh('IMMUTABLE');
  await pushImage(image, request);
  await expect(pushImage(await packed('other content'), request)).rejects.toMatchObject({
    code: 'REGISTRY_TAG_IMMUTABLE',
    message: expect.stringMatching(/'v1' already exists.*Delete that image/s) as string,
  });
});

test('a repository that does not exist is named', async () => {
  const { image, request } = await fresh();
  await expect(pushImage(image, { ...request, repositoryUrl: `${gate.host}/nowhere` })).rejects.toMatchObject(
    {
      code: 'REGISTRY_REPOSITORY_MISSING',
      message: expect.stringContaining('no repository "nowhere"') as string,
    },
  );
});

test.each([
  { why: 'none', credentials: undefined },
  { why: 'wrong ones', credentials: { username: 'AWS', password: 'guess' } },
])('credentials: $why', async ({ credentials }) => {
  const { image, request } = await fresh();
  const { credentials: _, ...rest } = request;
  await expect(
    pushImage(image, { ...rest, ...(credentials === undefined ? {} : { credentials }) }),
  ).rejects.toMatchObject({
    code: 'REGISTRY_UNAUTHORIZED',
    summary: 'Image Registry Refused the Credentials',
  });
});

test('a password never shows in an error', async () => {
  const { image, request } = await fresh();
  const password = 'a-very-secret-token';
  const failure: unknown = await pushImage(image, {
    ...request,
    credentials: { username: 'AWS', password },
  }).catch((error: unknown) => error);
  expect(JSON.stringify(failure) + String(failure)).not.toContain(password);
});

test('a registry that is not running is named, and for this machine how to start it', async () => {
  const { image, request } = await fresh();
  const { host } = gate;
  await gate.stop();
  await expect(pushImage(image, request)).rejects.toMatchObject({
    code: 'REGISTRY_UNREACHABLE',
    message: expect.stringContaining(`The registry ${host} could not be reached`) as string,
  });
  await expect(pushImage(image, request)).rejects.toThrow('tuneform local start');
  gate = await startFaultyGate(registry.host);
});

test('an abort ends a push that hangs, at once and with its own reason', async () => {
  const { image, request } = await fresh();
  gate.fail(/^PUT .*uploads/, 'silence');
  const controller = new AbortController();
  const push = pushImage(image, { ...request, signal: controller.signal });
  const ended = expect(push).rejects.toThrow('enough');
  await until(() => gate.seen.some((line) => line.startsWith('PUT')));
  controller.abort(new Error('enough'));
  await ended;
});

test('an abort during a pause ends the push', async () => {
  const { image, request } = await fresh();
  gate.fail(/^GET .*manifests/, { status: 503 });
  const controller = new AbortController();
  const clock: Clock = {
    now: () => 0,
    sleep: () => {
      controller.abort(new Error('enough'));
      return Promise.reject(controller.signal.reason as Error);
    },
  };
  await expect(pushImage(image, { ...request, clock, signal: controller.signal })).rejects.toThrow('enough');
});

test('a builder that cannot push says to where, and its own reason', async () => {
  const { request } = await fresh();
  const folder = temporaryFolder({
    podman: { content: '#!/bin/sh\necho "no space left"\nexit 125\n', mode: 0o755 },
  });
  const builder = { name: 'podman', executable: join(folder, 'podman') } as const;
  await expectTold(() => pushBuiltImage({ builder, localName: 'churn' } as BuiltImage, request), {
    code: 'IMAGE_PUSH_FAILED',
    names: `could not push to ${request.repositoryUrl}:v1 (exit code 125)`,
    remedy: 'apply again. The end of its output:\nno space left',
  });
});
