import { chmodSync, lstatSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { localCloudsFolder, readKeyPair, readProfile } from '../../../modules/local-access';
import { startLocalCloud } from '../../../modules/local-cloud';
import { runCloud } from '../../support/running-cloud';
import type { RunningCloud } from '../../support/running-cloud';
import { send, sign } from '../../support/signed-request';
import type { WireRequest } from '../../support/signed-request';

const JSON_TYPE = { 'content-type': 'application/x-amz-json-1.1' };
const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded' };

let running: RunningCloud;
let url: string;

beforeAll(async () => {
  running = await runCloud();
  url = running.cloud.url;
  const s3 = new S3Client({ ...running.client, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'private' }));
  await s3.send(new PutObjectCommand({ Bucket: 'private', Key: 'k', Body: 'data' }));
  s3.destroy();
});
afterAll(() => running.remove());

const LINK = { method: 'GET', path: '/private/k' };
const link = (): Promise<WireRequest> => sign(url, LINK, { service: 's3', expiresIn: 60 });

describe('a web page in a browser on this machine', () => {
  const get = (path: string): WireRequest => ({
    method: 'GET',
    path,
    headers: { host: new URL(url).host },
    body: Buffer.alloc(0),
  });
  /** The answer to each kind of request if the user of the local cloud had sent it. */
  const requests: Readonly<Record<string, () => WireRequest | Promise<WireRequest>>> = {
    'a link to an object': link,
    'an object read with a signature': () => sign(url, LINK, { service: 's3' }),
    'a role deleted with a signature': () =>
      sign(
        url,
        {
          method: 'POST',
          path: '/',
          headers: FORM_TYPE,
          body: 'Action=DeleteRole&RoleName=r&Version=2010-05-08',
        },
        { service: 'iam' },
      ),
    'a call of SageMaker': () =>
      sign(
        url,
        {
          method: 'POST',
          path: '/',
          headers: { ...JSON_TYPE, 'x-amz-target': 'SageMaker.ListModels' },
          body: '{}',
        },
        { service: 'sagemaker' },
      ),
    'the registry': () => get('/v2/'),
    health: () => get('/_tuneform/health'),
    'the request log': () =>
      sign(url, { method: 'GET', path: '/_tuneform/requests' }, { service: 'tuneform' }),
  };
  const foreign: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'a script of another site': { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    'a script of another port of this machine': {
      origin: 'http://127.0.0.1:8888',
      'sec-fetch-site': 'same-site',
    },
    'a script under another name of this machine': { origin: 'http://localhost:8888' },
    'a sandboxed frame or a file': { origin: 'null' },
    'a form of another site': { origin: 'https://evil.example' },
    'an image or a link of another site': { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'image' },
    'an image of another port of this machine': { 'sec-fetch-site': 'same-site', 'sec-fetch-dest': 'image' },
    'a value no browser has today': { 'sec-fetch-site': 'new-kind' },
    'two origins at once': { origin: 'http://127.0.0.1, https://evil.example' },
  };
  const table = Object.entries(foreign).flatMap(([who, headers]) =>
    Object.entries(requests).map(([what, make]) => ({ who, what, headers, make })),
  );

  it.each(table)('$who gets nothing of $what', async ({ headers, make }) => {
    const before = running.cloud.requests().length;
    const wire = await make();
    const answer = await send(url, { ...wire, headers: { ...wire.headers, ...headers } });
    expect(answer).toMatchObject({ status: 403, headers: { 'content-type': 'text/plain' } });
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
    expect(answer.body).toContain('another site caused this request');
    expect(running.cloud.requests()).toHaveLength(before);
  });

  it('gets no permission from a preflight', async () => {
    const preflight = { ...get('/private/k'), method: 'OPTIONS' };
    const headers = { ...preflight.headers, origin: 'https://evil.example' };
    const answer = await send(url, {
      ...preflight,
      headers: { ...headers, 'access-control-request-method': 'PUT' },
    });
    expect(answer).toMatchObject({ status: 403 });
  });

  it.each([
    'evil.example',
    `evil.example:4747`,
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    '0.0.0.0',
    '169.254.169.254',
  ])('gets nothing under the name %s rebound to this address', async (host) => {
    const wire = await link();
    expect(await send(url, { ...wire, headers: { ...wire.headers, host } })).toMatchObject({ status: 403 });
  });

  it.each([
    ['typed into the address bar', { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' }],
    ['opened by a page of the local cloud itself', { 'sec-fetch-site': 'same-origin' }],
    ['asked for by a program', {}],
  ])('is not blamed for a link that was %s', async (_how, headers) => {
    const wire = await link();
    const answer = await send(url, { ...wire, headers: { ...wire.headers, ...headers } });
    expect(answer).toMatchObject({ status: 200, body: 'data' });
  });
});

describe('a signature in the query', () => {
  const form = (text: string) => `/?${text}`;
  const json = (target: string) => ({
    method: 'POST',
    path: '/',
    headers: { ...JSON_TYPE, 'x-amz-target': target },
    body: '{}',
  });

  it.each([
    ['iam', { method: 'GET', path: form('Action=DeleteRole&RoleName=r&Version=2010-05-08') }],
    ['iam', { method: 'GET', path: form('Action=ListRoles&Version=2010-05-08') }],
    ['sts', { method: 'GET', path: form('Action=GetSessionToken&Version=2011-06-15') }],
    [
      'sts',
      { method: 'GET', path: form('Action=GetCallerIdentity&Action=GetSessionToken&Version=2011-06-15') },
    ],
    ['ecr', json('AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken')],
    ['logs', json('Logs_20140328.DescribeLogGroups')],
    ['sagemaker', json('SageMaker.ListModels')],
    ['sagemaker', { method: 'POST', path: '/endpoints/e/invocations', body: '1' }],
    ['tuneform', { method: 'GET', path: '/_tuneform/requests' }],
  ])('is rejected by %s: %j', async (service, request) => {
    const answer = await send(url, await sign(url, request, { service, expiresIn: 60 }));
    expect([400, 403]).toContain(answer.status);
    expect(answer.body).toMatch(/MissingAuthenticationToken|Sign the request/);
  });

  it('names who made it, as STS does, and does nothing else whatever the body says', async () => {
    const path = form('Action=GetCallerIdentity&Version=2011-06-15');
    for (const body of ['', 'Action=GetSessionToken&Version=2011-06-15']) {
      const method = body === '' ? 'GET' : 'POST';
      const wire = await sign(
        url,
        { method, path, body, headers: FORM_TYPE },
        { service: 'sts', expiresIn: 60 },
      );
      const answer = await send(url, wire);
      expect(answer.body).not.toContain('SecretAccessKey');
      if (body === '') {
        expect(answer).toMatchObject({
          status: 200,
          body: expect.stringContaining('user/tuneform') as string,
        });
      }
    }
  });
});

describe('a client without a key pair', () => {
  it.each(['/_tuneform/requests', '/_tuneform/requests?since=0', '/_tuneform/other', '/_tuneform/'])(
    'sees nothing at %s',
    async (path) => {
      const answer = await fetch(url + path);
      expect([answer.status, await answer.json()]).toEqual([
        403,
        { error: expect.stringContaining('Sign the request') as string },
      ]);
    },
  );

  it('learns of health that a local cloud is here, and neither its folder nor its process', async () => {
    const { accessKeyId } = running.cloud.credentials;
    const named = `?key=${accessKeyId.slice(0, -1)}&nonce=${'0'.repeat(32)}`;
    for (const query of ['', named, `?key=${accessKeyId}`, `?key=${accessKeyId}&nonce=x`]) {
      const answer = await fetch(`${url}/_tuneform/health${query}`);
      expect(await answer.json()).toEqual({ service: 'tuneform-local-cloud' });
    }
  });

  it('does not get in with the pair that was once published, and every folder has a pair of its own', async () => {
    const wire = await sign(url, LINK, {
      service: 's3',
      accessKeyId: 'TUNEFORMLOCAL',
      secret: 'tuneform-local-cloud',
    });
    expect(await send(url, wire)).toMatchObject({ status: 403 });
    const other = await runCloud();
    expect(other.cloud.credentials).not.toEqual(running.cloud.credentials);
    expect(other.cloud.credentials.secretAccessKey).toMatch(/^[0-9a-f]{64}$/);
    await other.remove();
  });
});

describe('the key pair', () => {
  it('is kept from one start to the next, found by the port, and followed to a new port', async () => {
    const first = await runCloud();
    const { credentials, url: before } = first.cloud;
    const entry = (of: string) => join(localCloudsFolder({ env: process.env, home: '' }), new URL(of).port);
    expect(readKeyPair(entry(before))).toEqual(credentials);
    await first.cloud.stop();
    expect(lstatSync(entry(before), { throwIfNoEntry: false })).toBeUndefined();
    const second = await startLocalCloud({ directory: first.directory });
    expect(second.credentials).toEqual(credentials);
    // The AWS provider knows nothing but this file: the address follows, too.
    expect(readProfile(entry(second.url))).toEqual({ pair: credentials, endpointUrl: second.url });
    // A server that takes over the port is not taken for the local cloud.
    if (second.url !== before) expect(readKeyPair(entry(before))).toBeUndefined();
    await second.stop();
    rmSync(first.directory, { recursive: true });
  });

  it('closes a folder that an earlier version left open', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'open-'));
    writeFileSync(join(directory, 'requests.jsonl'), '');
    chmodSync(directory, 0o755);
    const cloud = await startLocalCloud({ directory });
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    expect(statSync(cloud.credentialsFile).mode & 0o777).toBe(0o600);
    await cloud.stop();
    rmSync(directory, { recursive: true });
  });
});
