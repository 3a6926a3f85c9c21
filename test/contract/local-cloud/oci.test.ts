import { randomBytes } from 'node:crypto';
import {
  CreateRepositoryCommand,
  DeleteRepositoryCommand,
  ECRClient,
  PutImageTagMutabilityCommand,
} from '@aws-sdk/client-ecr';
import { ManualClock } from '../../support/manual-clock';
import { digestOf, OCI_INDEX, OCI_MANIFEST, RegistryClient } from '../../support/registry-client';
import { runCloud } from '../../support/running-cloud';
import type { RunningCloud } from '../../support/running-cloud';

const codes = async (answer: Response): Promise<readonly [number, string | undefined]> => {
  const body = (await answer.json()) as { errors?: { code: string }[] };
  return [answer.status, body.errors?.[0]?.code];
};

describe('the OCI registry', () => {
  let running: RunningCloud;
  let ecr: ECRClient;
  let number = 0;
  let registry: RegistryClient;

  beforeAll(async () => {
    running = await runCloud();
    ecr = new ECRClient(running.client);
  });
  afterAll(() => running.remove());
  beforeEach(async () => {
    number += 1;
    const repositoryName = `a/b/c-${String(number)}`;
    await ecr.send(new CreateRepositoryCommand({ repositoryName }));
    registry = await RegistryClient.login(running.client, repositoryName);
  });

  describe('logging in', () => {
    it('is asked for with a challenge, and answered by the token', async () => {
      const anonymous = await fetch(`${running.cloud.url}/v2/`);
      expect(anonymous.status).toBe(401);
      expect(anonymous.headers.get('www-authenticate')).toMatch(/^Basic realm=/);
      expect((await registry.fetch('/v2/')).status).toBe(200);
    });

    it.each([
      ['a password made up', Buffer.from('AWS:secret').toString('base64')],
      ['the development keys', Buffer.from('TUNEFORMLOCAL:tuneform-local-cloud').toString('base64')],
      [
        'a forged token',
        Buffer.from(
          `AWS:${Buffer.from('{"principalArn":"x","expiresAt":9e15}').toString('base64url')}.AAAA`,
        ).toString('base64'),
      ],
      ['no base64', '*'],
    ])('fails with %s', async (_why, token) => {
      const intruder = new RegistryClient(running.cloud.url, registry.repository, token);
      expect(await codes(await intruder.fetch('tags/list'))).toEqual([401, 'UNAUTHORIZED']);
    });

    it('is over after twelve hours', async () => {
      const clock = new ManualClock(Date.now());
      const other = await runCloud({ clock });
      const client = await RegistryClient.login(other.client, 'x');
      expect((await client.fetch('/v2/')).status).toBe(200);
      await clock.advance(12 * 3_600_000 + 1);
      expect((await client.fetch('/v2/')).status).toBe(401);
      await other.remove();
    });
  });

  describe('blobs', () => {
    it('are uploaded in pieces, asked after, and pulled whole or in part', async () => {
      const bytes = randomBytes(100_000);
      const begun = await registry.fetch('blobs/uploads/', { method: 'POST' });
      expect(begun.status).toBe(202);
      const location = begun.headers.get('location') ?? '';
      const first = await registry.fetch(location, {
        method: 'PATCH',
        body: bytes.subarray(0, 60_000),
        headers: { 'content-range': '0-59999' },
      });
      expect([first.status, first.headers.get('range')]).toEqual([202, '0-59999']);
      const gap = await registry.fetch(location, {
        method: 'PATCH',
        body: 'x',
        headers: { 'content-range': '70000-70000' },
      });
      expect(gap.status).toBe(416);
      expect((await registry.fetch(location)).headers.get('range')).toBe('0-59999');
      const digest = digestOf(bytes);
      const done = await registry.fetch(`${location}?digest=${digest}`, {
        method: 'PUT',
        body: bytes.subarray(60_000),
      });
      expect([done.status, done.headers.get('docker-content-digest')]).toEqual([201, digest]);

      const head = await registry.fetch(`blobs/${digest}`, { method: 'HEAD' });
      expect([head.status, head.headers.get('content-length')]).toEqual([200, '100000']);
      const whole = await registry.fetch(`blobs/${digest}`);
      expect(Buffer.from(await whole.arrayBuffer()).equals(bytes)).toBe(true);
      const part = await registry.fetch(`blobs/${digest}`, { headers: { range: 'bytes=10-19' } });
      expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 10-19/100000']);
      expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(10, 20))).toBe(true);
    });

    it('are rejected when their digest is wrong', async () => {
      const answer = await registry.fetch(`blobs/uploads/?digest=${digestOf('b')}`, {
        method: 'POST',
        body: 'a',
      });
      expect(await codes(answer)).toEqual([400, 'DIGEST_INVALID']);
      expect(await codes(await registry.fetch(`blobs/${digestOf('a')}`))).toEqual([404, 'BLOB_UNKNOWN']);
    });

    it('can be cancelled on the way', async () => {
      const location =
        (await registry.fetch('blobs/uploads/', { method: 'POST' })).headers.get('location') ?? '';
      expect((await registry.fetch(location, { method: 'DELETE' })).status).toBe(204);
      expect(await codes(await registry.fetch(location, { method: 'PATCH', body: 'x' }))).toEqual([
        404,
        'BLOB_UPLOAD_UNKNOWN',
      ]);
    });

    it('are shared between repositories by mounting, and otherwise not seen', async () => {
      const digest = await registry.pushBlob('shared');
      await ecr.send(new CreateRepositoryCommand({ repositoryName: 'other' }));
      const other = await RegistryClient.login(running.client, 'other');
      expect((await other.fetch(`blobs/${digest}`)).status).toBe(404);
      const mounted = await other.fetch(`blobs/uploads/?mount=${digest}&from=${registry.repository}`, {
        method: 'POST',
      });
      expect(mounted.status).toBe(201);
      await ecr.send(new DeleteRepositoryCommand({ repositoryName: registry.repository, force: true }));
      expect(await (await other.fetch(`blobs/${digest}`)).text()).toBe('shared');
      await ecr.send(new DeleteRepositoryCommand({ repositoryName: 'other', force: true }));
    });
  });

  describe('manifests', () => {
    it('are kept byte for byte and found by tag and digest', async () => {
      const { manifest, digest } = await registry.pushImage('v1', 'content');
      for (const reference of ['v1', digest]) {
        const pulled = await registry.fetch(`manifests/${reference}`, { headers: { accept: OCI_MANIFEST } });
        expect(await pulled.text()).toBe(manifest);
        expect(pulled.headers.get('content-type')).toBe(OCI_MANIFEST);
        expect(pulled.headers.get('docker-content-digest')).toBe(digest);
      }
      const head = await registry.fetch('manifests/v1', { method: 'HEAD' });
      expect([head.status, head.headers.get('content-length')]).toEqual([200, String(manifest.length)]);
    });

    it('move a tag while tags are mutable', async () => {
      await registry.pushImage('v1', 'one');
      const { digest } = await registry.pushImage('v1', 'two');
      expect((await registry.fetch('manifests/v1')).headers.get('docker-content-digest')).toBe(digest);
    });

    it('do not move a tag once tags are immutable; the same push again is no harm', async () => {
      const { manifest } = await registry.pushImage('v1', 'one');
      await ecr.send(
        new PutImageTagMutabilityCommand({
          repositoryName: registry.repository,
          imageTagMutability: 'IMMUTABLE',
        }),
      );
      const changed = await registry.pushManifest('v1', `${manifest}\n`);
      expect(changed.status).toBe(400);
      expect(await changed.json()).toMatchObject({
        errors: [
          {
            code: 'TAG_INVALID',
            message: `The image tag 'v1' already exists in the '${registry.repository}' repository and cannot be overwritten because the tag is immutable.`,
          },
        ],
      });
      expect((await registry.pushManifest('v1', manifest)).status).toBe(201);
      expect((await registry.pushManifest('v2', manifest)).status).toBe(201);
      expect(await (await registry.fetch('manifests/v1')).text()).toBe(manifest);
    });

    it.each<[string, string, string, string]>([
      ['that are no JSON', 'v1', '{', 'MANIFEST_INVALID'],
      ['that list nothing', 'v1', '{"schemaVersion":2}', 'MANIFEST_INVALID'],
      [
        'whose blobs are missing',
        'v1',
        JSON.stringify({ schemaVersion: 2, layers: [{ digest: digestOf('none'), size: 4 }] }),
        'MANIFEST_BLOB_UNKNOWN',
      ],
      ['whose digest is another', digestOf('other'), '{"schemaVersion":2,"layers":[]}', 'DIGEST_INVALID'],
      ['under a tag that is none', '-x', '{"schemaVersion":2,"layers":[]}', 'TAG_INVALID'],
    ])('%s are rejected', async (_why, reference, manifest, code) => {
      expect(await codes(await registry.pushManifest(reference, manifest))).toEqual([400, code]);
    });

    it('may be an index over others', async () => {
      const { digest, manifest } = await registry.pushImage('amd64', 'x');
      const index = JSON.stringify({
        schemaVersion: 2,
        mediaType: OCI_INDEX,
        manifests: [
          {
            mediaType: OCI_MANIFEST,
            digest,
            size: manifest.length,
            platform: { os: 'linux', architecture: 'amd64' },
          },
        ],
      });
      expect((await registry.pushManifest('multi', index, OCI_INDEX)).status).toBe(201);
      expect(await (await registry.fetch('manifests/multi')).text()).toBe(index);
      const dangling = index.replace(digest, digestOf('none'));
      expect(await codes(await registry.pushManifest('dangling', dangling, OCI_INDEX))).toEqual([
        400,
        'MANIFEST_BLOB_UNKNOWN',
      ]);
    });

    it('are deleted by tag or digest', async () => {
      const { digest } = await registry.pushImage('v1', 'x');
      expect((await registry.fetch('manifests/v1', { method: 'DELETE' })).status).toBe(202);
      expect(await codes(await registry.fetch('manifests/v1'))).toEqual([404, 'MANIFEST_UNKNOWN']);
      expect((await registry.fetch(`manifests/${digest}`)).status).toBe(200);
      await registry.fetch(`manifests/${digest}`, { method: 'DELETE' });
      expect((await registry.fetch(`manifests/${digest}`)).status).toBe(404);
    });

    it('list their tags page by page', async () => {
      const { manifest } = await registry.pushImage('a', 'x');
      for (const tag of ['c', 'b']) await registry.pushManifest(tag, manifest);
      const first = await registry.fetch('tags/list?n=2');
      expect(await first.json()).toEqual({ name: registry.repository, tags: ['a', 'b'] });
      const next = /<([^>]+)>/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
      expect(await (await registry.fetch(next)).json()).toEqual({ name: registry.repository, tags: ['c'] });
    });
  });

  it('knows only repositories that were created', async () => {
    const unknown = await RegistryClient.login(running.client, 'no/such');
    expect(await codes(await unknown.fetch('blobs/uploads/', { method: 'POST' }))).toEqual([
      404,
      'NAME_UNKNOWN',
    ]);
    expect(await codes(await unknown.fetch('tags/list'))).toEqual([404, 'NAME_UNKNOWN']);
  });

  it.each([
    '../../etc/passwd',
    '..%2f..%2fetc%2fpasswd',
    'sha256:../../../../etc/passwd',
    `sha256:${'A'.repeat(64)}`,
  ])('finds no file behind the digest %s', async (digest) => {
    const answer = await registry.fetch(`blobs/${digest}`);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
  });

  it('keeps what was pushed across a restart, an upload under way included', async () => {
    const before = await runCloud();
    await new ECRClient(before.client).send(new CreateRepositoryCommand({ repositoryName: 'kept' }));
    const client = await RegistryClient.login(before.client, 'kept');
    const { manifest } = await client.pushImage('v1', 'kept content');
    const location = (await client.fetch('blobs/uploads/', { method: 'POST' })).headers.get('location') ?? '';
    await client.fetch(location, { method: 'PATCH', body: 'first ' });
    await before.cloud.stop();

    const after = await runCloud({ directory: before.directory });
    const again = await RegistryClient.login(after.client, 'kept');
    expect(await (await again.fetch('manifests/v1')).text()).toBe(manifest);
    expect(await (await again.fetch(`blobs/${digestOf('kept content')}`)).text()).toBe('kept content');
    const done = await again.fetch(`${location}?digest=${digestOf('first second')}`, {
      method: 'PUT',
      body: 'second',
    });
    expect(done.status).toBe(201);
    await after.remove();
    await before.remove().catch(() => undefined);
  });
});
