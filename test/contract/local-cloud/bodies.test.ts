import { createHash, randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { runCloud } from '../../support/running-cloud';
import type { RunningCloud } from '../../support/running-cloud';
import { send, sign } from '../../support/signed-request';
import { until } from '../../support/sagemaker-fixture';

const MEGABYTE = 1024 * 1024;

let running: RunningCloud;
let url: string;

beforeAll(async () => {
  running = await runCloud();
  url = running.cloud.url;
  await new S3Client(running.client).send(new CreateBucketCommand({ Bucket: 'bodies' }));
});
afterAll(() => running.remove());

const targets: Readonly<Record<string, string>> = {
  sagemaker: 'SageMaker.ListModels',
  logs: 'Logs_20140328.DescribeLogGroups',
  ecr: 'AmazonEC2ContainerRegistry_V20150921.DescribeRepositories',
};

/** A request of a service with a body of its own kind. */
async function wire(service: string, body: Buffer) {
  const target = targets[service];
  const method = service === 's3' || service === 's3 object' ? 'PUT' : 'POST';
  const path = service === 's3' ? '/bodies?tagging' : service === 's3 object' ? '/bodies/key' : '/';
  const json = { 'x-amz-target': target ?? '', 'content-type': 'application/x-amz-json-1.1' };
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const headers = target !== undefined ? json : service.startsWith('s3') ? {} : form;
  const signed = await sign(
    url,
    { method, path, headers, body },
    { service: service.replace(' object', '') },
  );
  return signed;
}

/** Sends a head that announces `announced` bytes, then zeros until the other end closes; answers what came and what went. */
function flood(head: string, announced: number): Promise<{ answer: string; taken: number }> {
  return new Promise((resolve) => {
    const { port } = new URL(url);
    const socket = connect(Number(port), '127.0.0.1');
    let answer = '';
    let open = true;
    socket.on('data', (data: Buffer) => (answer += data.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      open = false;
      resolve({ answer, taken: socket.bytesWritten - socket.writableLength - head.length });
    });
    socket.write(head);
    const piece = Buffer.alloc(64 * 1024);
    const pump = (sent: number): void => {
      if (!open || sent >= announced) return;
      if (socket.write(piece)) setImmediate(() => pump(sent + piece.length));
      else socket.once('drain', () => pump(sent + piece.length));
    };
    pump(0);
  });
}

const headOf = (method: string, path: string, headers: Readonly<Record<string, string>>): string =>
  [`${method} ${path} HTTP/1.1`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)].join(
    '\r\n',
  ) + '\r\n\r\n';

describe('the body of an unsigned request', () => {
  const announced = 200 * MEGABYTE;
  const host = { host: 'localhost', 'content-length': String(announced) };
  it.each([
    { what: 'S3 data', head: headOf('PUT', '/bodies/key', host), status: 403 },
    { what: 'an S3 document', head: headOf('PUT', '/bodies?tagging', host), status: 403 },
    {
      what: 'JSON',
      head: headOf('POST', '/', { ...host, 'x-amz-target': 'SageMaker.ListModels' }),
      status: 400,
    },
    {
      what: 'a form',
      head: headOf('POST', '/', { ...host, 'content-type': 'application/x-www-form-urlencoded' }),
      status: 403,
    },
    { what: 'an invocation', head: headOf('POST', '/endpoints/e/invocations', host), status: 403 },
    { what: 'a layer', head: headOf('POST', '/v2/r/blobs/uploads/?digest=sha256:0', host), status: 401 },
  ])('is not read, whatever its size: $what', async ({ head, status }) => {
    const { answer, taken } = await flood(head, announced);
    // Most of what was taken lies in the two ends' buffers.
    expect(taken).toBeLessThan(announced / 4);
    expect(answer === '' || answer.startsWith(`HTTP/1.1 ${String(status)}`)).toBe(true);
  });
});

describe('a body that is larger than any input of its operation', () => {
  it.each(['s3', 'sts', 'iam', 'sagemaker', 'logs', 'ecr'])(
    'of %s is rejected by its announced length',
    async (service) => {
      const signed = await wire(service, Buffer.alloc(30 * MEGABYTE, ' '));
      const answer = await send(url, signed);
      expect([answer.status, answer.body]).toEqual([
        413,
        expect.stringMatching(/may have \d+ bytes at most/),
      ]);
    },
  );

  it('does not concern object data, which is streamed', async () => {
    const s3 = new S3Client(running.client);
    const Body = Buffer.alloc(30 * MEGABYTE, 'x');
    await s3.send(new PutObjectCommand({ Bucket: 'bodies', Key: 'large', Body }));
    const read = await s3.send(new GetObjectCommand({ Bucket: 'bodies', Key: 'large' }));
    expect(read.ContentLength).toBe(Body.length);
  });
});

describe('object data that a thread of its own hashes', () => {
  const data = randomBytes(20 * MEGABYTE + 1);
  const left = (): string[] => readdirSync(join(running.directory, 'spool'));

  it('has the entity tag of all its bytes', async () => {
    const { status, headers } = await send(url, await wire('s3 object', data));
    expect([status, headers['etag']]).toEqual([200, `"${createHash('md5').update(data).digest('hex')}"`]);
    expect(left()).toEqual([]);
  });

  it('is refused if it is not what was signed', async () => {
    const signed = await wire('s3 object', data);
    const changed = Buffer.from(data);
    changed.writeUInt8(changed.readUInt8(data.length - 1) ^ 1, data.length - 1);
    expect(await send(url, { ...signed, body: changed })).toMatchObject({
      status: 400,
      body: expect.stringContaining('<Code>XAmzContentSHA256Mismatch</Code>') as string,
    });
    expect(left()).toEqual([]);
  });

  it('leaves nothing if it breaks off', async () => {
    const { path, headers } = await wire('s3 object', data);
    const { port } = new URL(url);
    const length = { 'content-length': String(data.length) };
    const options = { host: '127.0.0.1', port, method: 'PUT', path, headers: { ...headers, ...length } };
    const call = request(options).on('error', () => undefined);
    call.write(data.subarray(0, 5 * MEGABYTE), () => call.destroy());
    await until(
      () => Promise.resolve(running.cloud.requests().at(-1)?.errorCode),
      (code) => code === 'RequestTimeout',
    );
    expect(left()).toEqual([]);
  });
});

describe('XML that would take long to parse', () => {
  const document = (inside: string): Buffer => Buffer.from(`<Tagging><TagSet>${inside}</TagSet></Tagging>`);
  it.each([
    ['a text without end', document('x'.repeat(900_000))],
    ['entities without end', document('&amp;'.repeat(190_000))],
    ['elements without end', document('<a/>'.repeat(250_000))],
    ['attributes without end', document(`<a ${'b="c" '.repeat(160_000)}/>`)],
  ])('is rejected unparsed: %s', async (_what, body) => {
    expect(await send(url, await wire('s3', body))).toMatchObject({
      status: 400,
      body: expect.stringContaining('<Code>MalformedXML</Code>') as string,
    });
  });
});

describe('a client that asks before it sends', () => {
  /** Whether it was told to go on, and the status. */
  function ask(
    headers: Readonly<Record<string, string>>,
    body: Buffer,
  ): Promise<[boolean, number | undefined]> {
    return new Promise((resolve, reject) => {
      let told = false;
      const { port } = new URL(url);
      const options = { host: '127.0.0.1', port, method: 'PUT', path: '/bodies/asked' };
      const call = request({ ...options, headers: { ...headers, expect: '100-continue' } }, (response) => {
        response.resume();
        response.on('end', () => resolve([told, response.statusCode]));
      });
      call.on('continue', () => {
        told = true;
        call.end(body);
      });
      call.on('error', reject);
      call.flushHeaders();
    });
  }

  it('is told to continue if its signature is good, and otherwise rejected before it sends the body', async () => {
    const body = Buffer.from('asked');
    const signed = await sign(url, { method: 'PUT', path: '/bodies/asked', body }, { service: 's3' });
    const headers = { ...signed.headers, 'content-length': String(body.length) };
    expect(await ask(headers, body)).toEqual([true, 200]);
    const forged = {
      ...headers,
      authorization: (headers as Record<string, string>)['authorization']!.replace(/.$/, (digit) =>
        digit === '0' ? '1' : '0',
      ),
    };
    expect(await ask(forged, body)).toEqual([false, 403]);
  });
});

test('a large document does not delay other requests', async () => {
  const describe = await wire('sagemaker', Buffer.from('{}'));
  const attacks = [
    await wire('s3', Buffer.alloc(25 * MEGABYTE, '<a/>')),
    await wire('s3', Buffer.alloc(900_000, 'x')),
    await wire('sagemaker', Buffer.alloc(25 * MEGABYTE, '[')),
    await wire('sts', Buffer.alloc(25 * MEGABYTE, 'a=b&')),
  ];
  /** The longest of many describes, one after the other, in milliseconds. */
  const longest = async (): Promise<number> => {
    let most = 0;
    for (let count = 0; count < 150; count += 1) {
      const before = performance.now();
      expect((await send(url, describe)).status).toBe(200);
      most = Math.max(most, performance.now() - before);
    }
    return most;
  };
  await longest();
  const quiet = await longest();
  const attacking = Promise.all(attacks.map((attack) => send(url, attack).catch(() => undefined)));
  const attacked = await longest();
  await attacking;
  // Client and server share this process, so the client's own work on 75 MB counts as well.
  expect(attacked / quiet).toBeLessThan(50);
});
