import { execFileSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { exitOf, GradientBoosting, labelled } from './gradient-boosting';
import { until } from '../../support/until';

let container: GradientBoosting;
let digits: string;
let trained: string;
let server: { child: ChildProcess; url: string };

beforeAll(async () => {
  container = await GradientBoosting.ready();
  digits = await container.digits();
  trained = container.base('trained', {
    hyperparameters: { learning_rate: '0.2', max_iter: '40', max_leaf_nodes: '8' },
  });
  for (const channel of ['train', 'validation']) {
    symlinkSync(join(digits, channel), join(trained, 'input/data', channel));
  }
  expect((await container.run('train', { base: trained })).exitCode).toBe(0);
  server = await serve(trained);
  await ready(server.url);
}, 300_000);
afterAll(() => container.remove());

/** Starts the server on a free port; resolves when it listens, which is before the model is loaded. */
async function serve(base: string): Promise<{ child: ChildProcess; url: string }> {
  const child = container.start('serve', { base, env: { SAGEMAKER_BIND_TO_PORT: '0' } });
  const [line] = (await once(createInterface(child.stdout!), 'line')) as [string];
  return { child, url: line.replace('listening on ', '') };
}

const ready = (url: string): Promise<void> =>
  until(async () => (await fetch(`${url}/ping`)).status === 200, { timeoutMs: 120_000 });

function invoke(body: string, headers: Record<string, string>, url = server.url): Promise<Response> {
  return fetch(`${url}/invocations`, { method: 'POST', body, headers });
}

const heldOut = (): { labels: string[]; rows: string[] } => labelled(join(digits, 'test/test.csv'));

test('/ping answers 200 once the model is loaded, and 503 before', async () => {
  const base = container.base('slow');
  const metadata = join(base, 'model/metadata.json');
  symlinkSync(join(trained, 'model/model.npz'), join(base, 'model/model.npz'));
  // Opening a named pipe waits for a writer: a model that takes long to load.
  execFileSync('mkfifo', [metadata]);
  const slow = await serve(base);
  expect((await fetch(`${slow.url}/ping`)).status).toBe(503);
  const early = await invoke('1', { 'content-type': 'text/csv' }, slow.url);
  expect(early.status).toBe(503);
  writeFileSync(metadata, readFileSync(join(trained, 'model/metadata.json')));
  await ready(slow.url);
  slow.child.kill('SIGTERM');
  expect(await exitOf(slow.child)).toBe(0);
});

test('CSV in, CSV out: one label a line, at least 95 % of them right', async () => {
  const { labels, rows } = heldOut();
  const response = await invoke(rows.join('\n'), { 'content-type': 'text/csv; charset=utf-8' });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/csv');
  const guesses = (await response.text()).trim().split('\n');
  expect(guesses).toHaveLength(360);
  expect(guesses.filter((guess, at) => guess === labels[at]).length / 360).toBeGreaterThanOrEqual(0.95);
});

test('JSON in, JSON out: label and probabilities that sum to one', async () => {
  const { rows } = heldOut();
  const instances = rows.slice(0, 3).map((row) => row.split(',').map(Number));
  const response = await invoke(JSON.stringify({ instances }), { 'content-type': 'application/json' });
  const { predictions } = (await response.json()) as {
    predictions: { predicted_label: number; probabilities: number[] }[];
  };
  expect(predictions).toHaveLength(3);
  for (const { predicted_label, probabilities } of predictions) {
    expect(probabilities).toHaveLength(10);
    expect(probabilities.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
    expect(probabilities[predicted_label]).toBe(Math.max(...probabilities));
  }
});

test.each([
  { sent: 'text/csv', accept: 'application/json', got: 'application/json' },
  { sent: 'application/json', accept: 'text/csv', got: 'text/csv' },
  { sent: 'text/csv', accept: '*/*', got: 'text/csv' },
  { sent: 'application/json', accept: 'image/png, text/csv;q=0.5', got: 'text/csv' },
])('$sent with Accept $accept is answered in $got', async ({ sent, accept, got }) => {
  const row = heldOut().rows[0]!;
  const body =
    sent === 'text/csv' ? row : JSON.stringify({ instances: [{ features: row.split(',').map(Number) }] });
  const response = await invoke(body, { 'content-type': sent, accept });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe(got);
});

test('the predictions are those of the saved arrays, row by row as in a batch', async () => {
  const { rows } = heldOut();
  const headers = { 'content-type': 'text/csv', accept: 'application/json' };
  const batch = (await (await invoke(rows.slice(0, 20).join('\n'), headers)).json()) as {
    predictions: unknown[];
  };
  for (const at of [0, 7, 19]) {
    const alone = (await (await invoke(rows[at]!, headers)).json()) as { predictions: unknown[] };
    expect(alone.predictions[0]).toEqual(batch.predictions[at]);
  }
});

describe('bad requests are rejected with a reason', () => {
  test.each([
    {
      why: 'content type',
      type: 'image/png',
      accept: '*/*',
      body: 'x',
      status: 415,
      message: 'content type \\"image/png\\"',
    },
    { why: 'accept', type: 'text/csv', accept: 'image/png', body: '1', status: 406, message: 'image/png' },
    {
      why: 'too few values',
      type: 'text/csv',
      accept: '*/*',
      body: '1,2,3',
      status: 400,
      message: 'row 1 has 3 values; the model was trained with 64',
    },
    {
      why: 'a word',
      type: 'text/csv',
      accept: '*/*',
      body: `${'0,'.repeat(63)}1\n${'0,'.repeat(63)}x`,
      status: 400,
      message: 'row 2 column 64',
    },
    { why: 'empty', type: 'text/csv', accept: '*/*', body: '', status: 400, message: 'no rows' },
    {
      why: 'broken JSON',
      type: 'application/json',
      accept: '*/*',
      body: '{',
      status: 400,
      message: 'not JSON',
    },
    {
      why: 'no instances',
      type: 'application/json',
      accept: '*/*',
      body: '{}',
      status: 400,
      message: 'instances',
    },
  ])('$why', async ({ type, accept, body, status, message }) => {
    const response = await invoke(body, { 'content-type': type, accept });
    expect(response.status).toBe(status);
    expect(await response.text()).toContain(message);
    expect((await fetch(`${server.url}/ping`)).status).toBe(200);
  });

  test('other paths', async () => {
    expect((await fetch(`${server.url}/models`)).status).toBe(404);
    expect((await fetch(`${server.url}/models`, { method: 'POST', body: 'x' })).status).toBe(404);
  });

  test('a body of unknown length', async () => {
    const answer = await raw(
      server.url,
      'POST /invocations HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 411 /);
  });
});

test('a missing value is served, not rejected', async () => {
  const row = heldOut().rows[0]!.split(',');
  row[20] = '';
  expect((await invoke(row.join(','), { 'content-type': 'text/csv' })).status).toBe(200);
});

test('requests are served side by side', async () => {
  const { rows } = heldOut();
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, at) =>
      invoke(rows[at]!, { 'content-type': 'text/csv' }).then((answer) => answer.status),
    ),
  );
  expect(new Set(answers)).toEqual(new Set([200]));
});

test('SIGTERM lets the request under way end, takes no new one, and exits with 0', async () => {
  const { child, url } = await serve(trained);
  await ready(url);
  const { rows, labels } = heldOut();
  const [open, underWay] = [await connected(url), await connected(url)];
  expect(await sent(open, 'GET /ping HTTP/1.1\r\nHost: x\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /);
  const body = rows[0]!;
  const head = `Host: x\r\nContent-Type: text/csv\r\nContent-Length: ${String(body.length)}\r\nExpect: 100-continue`;
  // Told to continue: the server has begun this request.
  expect(await sent(underWay, `POST /invocations HTTP/1.1\r\n${head}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 100 /);
  underWay.write(body.slice(0, 10));
  child.kill('SIGTERM');
  await refused(url);
  expect(await sent(open, 'GET /ping HTTP/1.1\r\nHost: x\r\n\r\n')).toMatch(/^HTTP\/1\.1 503 /);
  let answer = '';
  underWay.on('data', (text) => (answer += text.toString()));
  underWay.write(body.slice(10));
  await once(underWay, 'close');
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  expect(answer.trim().endsWith(labels[0]!)).toBe(true);
  expect(await exitOf(child)).toBe(0);
});

async function connected(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  return socket;
}

/** Writes to the connection; answers the whole response, which may come in pieces. */
async function sent(socket: Socket, text: string): Promise<string> {
  socket.write(text);
  let answer = '';
  while (!isWhole(answer)) answer += String(((await once(socket, 'data')) as [Buffer])[0]);
  return answer;
}

function isWhole(answer: string): boolean {
  const head = answer.indexOf('\r\n\r\n');
  const length = Number(/^Content-Length: (\d+)/im.exec(answer)?.[1] ?? 0);
  return head !== -1 && answer.length >= head + 4 + length;
}

/** Resolves once the server takes no new connection: until then one that it never took may be reset. */
async function refused(url: string, onConnected?: () => void): Promise<void> {
  for (let over = false; !over;) {
    try {
      (await connected(url)).destroy();
      onConnected?.();
    } catch (error) {
      over = (error as NodeJS.ErrnoException).code === 'ECONNREFUSED';
    }
  }
}

test('SIGTERM is not lost among the connections that come in', async () => {
  for (let round = 0; round < 12; round++) {
    const { child, url } = await serve(trained);
    let connections = 0;
    // Each starts a thread, and the kernel may give the signal to that one.
    await refused(url, () => {
      if (++connections === 20 + round) child.kill('SIGTERM');
    });
    expect(await exitOf(child)).toBe(0);
  }
});

test('an idle connection does not hold up SIGTERM', async () => {
  const { child, url } = await serve(trained);
  const socket = await connected(url);
  // The server may cut the connection instead of closing it: what counts is that it ends.
  socket.on('error', () => undefined);
  child.kill('SIGTERM');
  // Held up, it would not end before the connection does.
  expect(await exitOf(child)).toBe(0);
  socket.destroy();
});

test('SIGTERM ends it at whatever step it comes, and however often', async () => {
  for (let round = 0; round < 8; round++) {
    const { child, url } = await serve(trained);
    // A request under way keeps the server from ending before the last signal.
    const underWay = await connected(url);
    const head = 'POST /invocations HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nExpect: 100-continue\r\n\r\n';
    expect(await sent(underWay, head)).toMatch(/^HTTP\/1\.1 100 /);
    for (let at = 0; at < 300; at++) child.kill('SIGTERM');
    underWay.destroy();
    expect(await exitOf(child)).toBe(0);
  }
});

test('without a model the server ends with a reason instead of never becoming healthy', async () => {
  const base = container.base('nothing');
  const child = container.start('serve', { base, env: { SAGEMAKER_BIND_TO_PORT: '0' } });
  let stderr = '';
  child.stderr!.on('data', (text: Buffer) => (stderr += text.toString()));
  expect(await exitOf(child)).toBe(1);
  expect(stderr).toContain('cannot serve: no usable model');
});

test('a port that is taken is named', async () => {
  const { port } = new URL(server.url);
  const child = container.start('serve', { base: trained, env: { SAGEMAKER_BIND_TO_PORT: port } });
  let stderr = '';
  child.stderr!.on('data', (text: Buffer) => (stderr += text.toString()));
  expect(await exitOf(child)).toBe(1);
  expect(stderr).toContain(`cannot listen on port ${port}`);
});

test('serving needs no scikit-learn', async () => {
  const folder = join(container.directory, 'without');
  mkdirSync(join(folder, 'sklearn'), { recursive: true });
  const trap = join(container.directory, 'imported');
  writeFileSync(
    join(folder, 'sklearn/__init__.py'),
    `open(${JSON.stringify(trap)}, "w")\nraise ImportError\n`,
  );
  const child = container.start('serve', {
    base: trained,
    env: { SAGEMAKER_BIND_TO_PORT: '0', PYTHONPATH: folder },
  });
  const [line] = (await once(createInterface(child.stdout!), 'line')) as [string];
  await ready(line.replace('listening on ', ''));
  expect(existsSync(trap)).toBe(false);
  child.kill('SIGTERM');
  expect(await exitOf(child)).toBe(0);
});

/** Sends bytes as they are; answers what came back until the server closed. */
async function raw(url: string, request: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let answer = '';
  socket.on('data', (text) => (answer += text.toString()));
  socket.write(request);
  await once(socket, 'close');
  return answer;
}
