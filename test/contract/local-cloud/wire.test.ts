import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateBucketCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { ListModelsCommand, ListAppsCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { version } from '../../../package.json';
import { startLocalCloud } from '../../../modules/local-cloud';
import type { KeyPair } from '../../../modules/local-access';
import { askHealth } from '../../../modules/local-access';
import type { RequestRecord } from '../../../modules/local-cloud';
import { runCloud } from '../../support/running-cloud';
import type { RunningCloud } from '../../support/running-cloud';
import { send, sign } from '../../support/signed-request';
import { until } from '../../support/until';

const JSON_TYPE = { 'content-type': 'application/x-amz-json-1.1' };

/** Writes raw text to the port and gives back all that comes until the connection closes. */
function raw(url: string, ...pieces: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    let answer = '';
    socket.on('data', (data) => (answer += data.toString('latin1')));
    socket.on('close', () => resolve(answer));
    socket.on('error', (error) => (answer === '' ? reject(error) : resolve(answer)));
    for (const piece of pieces) socket.write(piece);
  });
}

describe('the port of the local cloud', () => {
  let running: RunningCloud;
  let url: string;

  beforeAll(async () => {
    running = await runCloud({ limits: { headersTimeoutMs: 300, idleBodyMs: 200 } });
    url = running.cloud.url;
  });
  afterAll(() => running.remove());

  const sageMaker = (target: string, body: string | Buffer) =>
    sign(
      url,
      { method: 'POST', path: '/', headers: { ...JSON_TYPE, 'x-amz-target': target }, body },
      { service: 'sagemaker' },
    ).then((wire) => send(url, wire));

  it('answers on the loopback interface only', async () => {
    const outside = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .find(({ family, internal }) => family === 'IPv4' && !internal);
    if (outside !== undefined) {
      await expect(fetch(url.replace('127.0.0.1', outside.address))).rejects.toThrow();
    }
    expect((await fetch(`${url}/_tuneform/health`)).status).toBe(200);
  });

  it.each([
    ['evil.example', 403],
    ['evil.example:4747', 403],
    ['127.0.0.1.evil.example', 403],
    ['localhost.evil.example', 403],
    ['169.254.169.254', 403],
    ['127.0.0.1:1', 200],
    ['localhost', 200],
    ['bucket.localhost:99', 200],
  ])('answers a Host header of %s with %d', async (host, status) => {
    const answer = await raw(
      url,
      `GET /_tuneform/health HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toContain(`HTTP/1.1 ${String(status)}`);
  });

  it('rejects headers that are too large', async () => {
    const answer = await raw(
      url,
      `GET /_tuneform/health HTTP/1.1\r\nHost: localhost\r\nX-Big: ${'x'.repeat(40_000)}\r\n\r\n`,
    );
    expect(answer).toContain('HTTP/1.1 431');
  });

  it('drops a client that does not finish its headers', async () => {
    expect(await raw(url, 'GET /_tuneform/health HTTP/1.1\r\nHost: localhost\r\n')).toContain('HTTP/1.1 408');
  });

  it('drops a client that stops in the middle of a body, and leaves nothing of it', async () => {
    const wire = await sign(
      url,
      { method: 'PUT', path: '/slow-bucket/k', body: 'x'.repeat(100) },
      { service: 's3' },
    );
    const head = Object.entries({ ...wire.headers, 'content-length': '100' }).map(
      ([name, value]) => `${name}: ${value}\r\n`,
    );
    await raw(url, `PUT ${wire.path} HTTP/1.1\r\n${head.join('')}\r\n`, 'x'.repeat(50)).catch(() => '');
    await until(() => running.cloud.requests().at(-1)?.errorCode === 'RequestTimeout');
    expect(readdirSync(join(running.directory, 'spool'))).toEqual([]);
  });

  it('rejects a body that is larger than it will hold', async () => {
    expect(await sageMaker('SageMaker.ListModels', Buffer.alloc(27_000_000, ' '))).toMatchObject({
      status: 413,
    });
  });

  it.each([
    ['no JSON', '{'],
    ['a list', '[]'],
    ['a number for a text', '{"NameContains":5}'],
    ['a text for a number', '{"MaxResults":"5"}'],
    ['a fraction for a whole number', '{"MaxResults":5.5}'],
    ['a reach into the prototype', '{"__proto__":{"MaxResults":5}}'],
    ['a body nested without end', '['.repeat(200_000)],
  ])('answers a JSON body that is %s with SerializationException', async (_why, body) => {
    const answer = await sageMaker('SageMaker.ListModels', body);
    expect(answer).toMatchObject({
      status: 400,
      body: expect.stringContaining('"__type":"SerializationException"') as string,
    });
  });

  it('answers a body that breaks the model with every fault', async () => {
    const answer = await sageMaker(
      'SageMaker.ListModels',
      '{"MaxResults":0,"SortBy":"Colour","NameContains":"!"}',
    );
    expect(answer.status).toBe(400);
    const { __type, message } = JSON.parse(answer.body) as { __type: string; message: string };
    expect(__type).toBe('ValidationException');
    expect(message).toMatch(
      /^3 validation errors detected: .*sortBy.*\[Name, CreationTime\].*maxResults.*greater than or equal to 1/,
    );
  });

  it('answers an XML body that is none with MalformedXML', async () => {
    await new S3Client(running.client).send(new CreateBucketCommand({ Bucket: 'xml-bucket' }));
    for (const body of [
      '<Tagging><TagSet>',
      'not xml',
      '<!DOCTYPE x [<!ENTITY a "b">]><Tagging>&a;</Tagging>',
    ]) {
      const wire = await sign(url, { method: 'PUT', path: '/xml-bucket?tagging', body }, { service: 's3' });
      expect((await send(url, wire)).status).toBe(400);
    }
  });

  it('says 501 and the name of an operation it knows but does not serve', async () => {
    const client = new SageMakerClient(running.client);
    await expect(client.send(new ListAppsCommand({}))).rejects.toMatchObject({
      name: 'NotImplemented',
      message: 'The local cloud does not serve sagemaker:ListApps.',
      $metadata: { httpStatusCode: 501, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string },
    });
  });

  it('says so when there is no such operation or service', async () => {
    expect(await sageMaker('SageMaker.MakeCoffee', '{}')).toMatchObject({
      status: 400,
      body: expect.stringContaining('UnknownOperationException') as string,
    });
    const headers = { ...JSON_TYPE, 'x-amz-target': 'DynamoDB_20120810.ListTables' };
    const dynamo = await sign(
      url,
      { method: 'POST', path: '/', headers, body: '{}' },
      { service: 'dynamodb' },
    );
    expect(await send(url, dynamo)).toMatchObject({
      status: 501,
      body: expect.stringContaining('DynamoDB') as string,
    });
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const query = await sign(
      url,
      { method: 'POST', path: '/', headers: form, body: 'Action=Dance' },
      { service: 'iam' },
    );
    expect(await send(url, query)).toMatchObject({
      status: 400,
      body: expect.stringContaining('<Code>InvalidAction</Code>') as string,
    });
  });

  it('takes virtual-host addresses of buckets', async () => {
    const host = url.replace('127.0.0.1', 'virtual.localhost');
    expect(await send(url, await sign(host, { method: 'PUT', path: '/' }, { service: 's3' }))).toMatchObject({
      status: 200,
    });
    expect(
      await send(url, await sign(host, { method: 'PUT', path: '/k', body: 'v' }, { service: 's3' })),
    ).toMatchObject({ status: 200 });
    const { Buckets } = await new S3Client(running.client).send(
      new ListBucketsCommand({ Prefix: 'virtual' }),
    );
    expect(Buckets).toHaveLength(1);
  });

  it('starts an upload at once for a client that waits to be told to go on', async () => {
    await new S3Client(running.client).send(new CreateBucketCommand({ Bucket: 'expects' }));
    const wire = await sign(url, { method: 'PUT', path: '/expects/k', body: 'data' }, { service: 's3' });
    const head = Object.entries({
      ...wire.headers,
      'content-length': '4',
      expect: '100-continue',
      connection: 'close',
    });
    const answer = await raw(
      url,
      `PUT ${wire.path} HTTP/1.1\r\n${head.map(([n, v]) => `${n}: ${v}\r\n`).join('')}\r\n`,
      'data',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200/);
  });
});

it('takes no more connections than it was told to', async () => {
  const running = await runCloud({ limits: { connections: 2 } });
  const port = Number(new URL(running.cloud.url).port);
  const open = [0, 1].map(() => connect(port, '127.0.0.1'));
  await Promise.all(open.map((socket) => new Promise((resolve) => socket.once('connect', resolve))));
  expect(
    await raw(running.cloud.url, 'GET /_tuneform/health HTTP/1.1\r\nHost: localhost\r\n\r\n').catch(() => ''),
  ).toBe('');
  for (const socket of open) socket.destroy();
  await running.remove();
});

describe('the request log', () => {
  it('names every request, tells changes from reads, and survives a restart', async () => {
    const running = await runCloud();
    const since = Date.now();
    await new STSClient(running.client).send(new GetCallerIdentityCommand({}));
    await new S3Client(running.client).send(new CreateBucketCommand({ Bucket: 'logged' }));
    await expect(new SageMakerClient(running.client).send(new ListAppsCommand({}))).rejects.toThrow();
    await expect(
      new SageMakerClient({
        ...running.client,
        credentials: { accessKeyId: 'X', secretAccessKey: 'y' },
      }).send(new ListModelsCommand({})),
    ).rejects.toThrow();
    const principal = 'arn:aws:iam::000000000000:user/tuneform';
    const expected = [
      { service: 'sts', operation: 'GetCallerIdentity', status: 200, mutating: false, principal },
      { service: 's3', operation: 'CreateBucket', status: 200, mutating: true, principal },
      {
        service: 'sagemaker',
        operation: 'ListApps',
        status: 501,
        mutating: false,
        principal,
        errorCode: 'NotImplemented',
      },
      {
        service: 'sagemaker',
        operation: 'unknown',
        status: 400,
        mutating: false,
        principal: '',
        errorCode: 'UnrecognizedClientException',
      },
    ];
    expect(running.cloud.requests(since)).toMatchObject(expected);
    const path = `/_tuneform/requests?since=${String(since)}`;
    const overHttp = await send(
      running.cloud.url,
      await sign(running.cloud.url, { method: 'GET', path }, { service: 'tuneform' }),
    );
    expect(JSON.parse(overHttp.body) as RequestRecord[]).toMatchObject(expected);
    const file = readFileSync(join(running.directory, 'requests.jsonl'), 'utf8').trim().split('\n');
    expect(file.map((line) => JSON.parse(line) as unknown)).toMatchObject(expected);

    await running.cloud.stop();
    const again = await startLocalCloud({ directory: running.directory });
    expect(again.requests()).toMatchObject(expected);
    expect(again.requests(Date.now() + 1000)).toEqual([]);
    await again.stop();
    await running.remove().catch(() => undefined);
  });

  it('rejects methods that do not read', async () => {
    const running = await runCloud();
    const { url } = running.cloud;
    const statusOf = async (method: string, path: string): Promise<number> =>
      (await send(url, await sign(url, { method, path }, { service: 'tuneform' }))).status;
    expect(await statusOf('GET', '/_tuneform/requests?since=x')).toBe(400);
    expect(await statusOf('POST', '/_tuneform/requests')).toBe(405);
    expect(await statusOf('GET', '/_tuneform/other')).toBe(404);
    await running.remove();
  });
});

describe('starting', () => {
  it('proves its version and process to a client with the key pair, and to no other client', async () => {
    const running = await runCloud();
    const { url, credentials } = running.cloud;
    const ask = (pair?: KeyPair) => askHealth(url, pair, { timeoutMs: 5_000 });
    expect(await ask(credentials)).toEqual({ kind: 'proven', version, pid: process.pid, runner: 'process' });
    expect(await ask({ ...credentials, secretAccessKey: 'guess' })).toEqual({ kind: 'unproven' });
    expect(await ask()).toEqual({ kind: 'unproven' });
    expect(await (await fetch(`${url}/_tuneform/health`)).json()).toEqual({
      service: 'tuneform-local-cloud',
    });
    await running.remove();
  });

  it('leaves a note of where it runs while it runs', async () => {
    const running = await runCloud();
    const note = join(running.directory, 'server.json');
    expect(JSON.parse(readFileSync(note, 'utf8'))).toMatchObject({
      pid: process.pid,
      url: running.cloud.url,
    });
    await running.cloud.stop();
    expect(() => readFileSync(note)).toThrow();
    await running.remove().catch(() => undefined);
  });

  it('is rejected in a directory where another one is running', async () => {
    const running = await runCloud();
    const { directory } = running;
    await expect(startLocalCloud({ directory })).rejects.toMatchObject({ code: 'DIRECTORY_IN_USE' });
    await running.remove();
  });

  it('says so when the port is taken, and closes what it had opened', async () => {
    const running = await runCloud();
    const port = Number(new URL(running.cloud.url).port);
    await expect(runCloud({ port })).rejects.toMatchObject({
      code: 'PORT_TAKEN',
      message: expect.stringContaining(String(port)) as string,
    });
    await running.remove();
  });
});
