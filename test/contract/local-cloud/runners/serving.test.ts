import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { callServer } from '../../../../modules/local-cloud/jobs/hosting/call-server';
import type { ServerAnswer } from '../../../../modules/local-cloud/jobs/hosting/call-server';
import type { ContainerRequest, RunningContainer } from '../../../../modules/local-cloud/runners/runner';
import { until } from '../../../support/until';
import { RunnerBench } from './runner-bench';
import { describeIsolated, RUNGS } from './rungs';

/** A server as it is written for SageMaker; `PORT` is where it listens. */
const serve = (port: string, host = '0.0.0.0'): string => `#!/usr/bin/env python3
import http.server, os, signal, urllib.request
class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def answer(self, body):
        self.send_response(200); self.send_header("Content-Length", str(len(body))); self.end_headers(); self.wfile.write(body)
    def do_GET(self): self.answer(os.environ.get("NAME", "").encode())
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if body == b"die": os._exit(9)
        if body.startswith(b"http"):
            try: body = urllib.request.urlopen(body.decode(), timeout=10).read()
            except OSError as error: body = str(error).encode()
        self.answer(body[::-1])
    def log_message(self, *_): pass
# Not sys.exit: an interpreter that ends while a thread still answers may abort.
def stop(*_): print("stopped", flush=True); os._exit(0)
signal.signal(signal.SIGTERM, stop)
server = http.server.ThreadingHTTPServer(("${host}", ${port}), Handler)
print("up", flush=True)
server.serve_forever()
`;

const WHEREVER = 'int(os.environ.get("SAGEMAKER_BIND_TO_PORT", 8080))';
const TIMEOUT_MS = 60_000;

const call = (container: RunningContainer, body?: string | Buffer): Promise<ServerAnswer> =>
  callServer({
    address: container.address!,
    timeoutMs: TIMEOUT_MS,
    ...(body === undefined
      ? { method: 'GET', path: '/ping' }
      : { method: 'POST', path: '/invocations', body: Buffer.from(body) }),
  });

let bench: RunnerBench;

async function start(program: string, request: Partial<ContainerRequest> = {}): Promise<RunningContainer> {
  const digest = await bench.images.add([{ name: 'opt/program/serve', content: program }]);
  return bench.run(digest, { command: ['serve'], serves: true, ...request });
}

async function up(program: string, request: Partial<ContainerRequest> = {}): Promise<RunningContainer> {
  const before = bench.lines.length;
  const container = await start(program, request);
  await until(() => bench.lines.slice(before).includes('up'), { seen: () => bench.lines.join('\n') });
  // It may still take a moment until the container is reached.
  await until(() =>
    call(container).then(
      () => true,
      () => false,
    ),
  );
  return container;
}

/** What serves, whatever runs it. Every rung that this machine has passes all of it. */
describe.each(RUNGS)('a server on the rung $name', (rung) => {
  beforeEach(() => (bench = new RunnerBench(rung)));
  afterEach(() => bench.remove());

  test('answers until it is stopped, by SIGTERM and with its grace', async () => {
    const container = await up(serve(WHEREVER));
    expect((await call(container, 'abc')).body.toString()).toBe('cba');
    expect(await container.stop(TIMEOUT_MS)).toEqual({ exitCode: 0 });
    expect(bench.lines).toEqual(['up', 'stopped']);
    await expect(call(container)).rejects.toThrow(/ECONNREFUSED|ENOENT/);
  });

  test('does not meet another of the same image', async () => {
    const both = [];
    for (const NAME of ['a', 'b']) both.push(await up(serve(WHEREVER), { environment: { NAME } }));
    const names = await Promise.all(both.map(async (one) => (await call(one)).body.toString()));
    expect(names).toEqual(['a', 'b']);
  });

  test('gets and gives bodies as large as SageMaker takes', async () => {
    const container = await up(serve(WHEREVER));
    const body = Buffer.alloc(6 * 1024 ** 2, 'rows of a table\n');
    const answer = await call(container, body);
    expect(answer.body.equals(Buffer.from(body).reverse())).toBe(true);
  });

  test('answers many at once', async () => {
    const container = await up(serve(WHEREVER));
    const bodies = Array.from({ length: 40 }, (_, index) => `row ${String(100 + index)}`);
    const answers = await Promise.all(bodies.map((body) => call(container, body)));
    expect(answers.map(({ body }) => body.reverse().toString())).toEqual(bodies);
  });

  test('that dies while it answers fails the call, and its exit is told', async () => {
    const container = await up(serve(WHEREVER));
    await expect(call(container, 'die')).rejects.toThrow();
    expect((await container.exited).exitCode).toBe(9);
  });

  test('reaches the local cloud', async () => {
    const s3 = createServer((_, answer) => answer.end('from s3')).listen(0, '127.0.0.1');
    await once(s3, 'listening');
    const { port } = s3.address() as AddressInfo;
    const container = await up(serve(WHEREVER), { reaches: [port] });
    const { body } = await call(container, `http://127.0.0.1:${String(port)}/`);
    s3.close();
    expect(body.reverse().toString()).toBe('from s3');
  });

  test('that cannot be started has an exit that says why', async () => {
    const exit = await (await start(serve(WHEREVER), { command: ['sevre'] })).exited;
    expect(exit).toMatchObject({ exitCode: 127, startError: expect.stringContaining('"sevre"') as string });
  });
});

/** What holds where each server has a network of its own. */
describeIsolated('a server on the isolated rung', (rung) => {
  beforeEach(() => (bench = new RunnerBench(rung)));
  afterEach(() => bench.remove());

  test('listens on port 8080, as every other does', async () => {
    const both = [];
    for (const NAME of ['a', 'b']) both.push(await up(serve('8080'), { environment: { NAME } }));
    const names = await Promise.all(both.map(async (one) => (await call(one)).body.toString()));
    expect(names).toEqual(['a', 'b']);
  });

  test('is not reached if it listens on 127.0.0.1 only, and where it listens is told', async () => {
    const container = await start(serve('8080', '127.0.0.1'), { reaches: [4566] });
    await until(() => bench.lines.includes('up'));
    await expect(call(container)).rejects.toThrow();
    expect(container.listeners?.()).toEqual([{ port: 8080, onLoopback: true }]);
  });

  test('with isolation of its network reaches nothing', async () => {
    const s3 = createServer((_, answer) => answer.end('from s3')).listen(0, '127.0.0.1');
    await once(s3, 'listening');
    const { port } = s3.address() as AddressInfo;
    const container = await up(serve('8080'), { reaches: [port], isolatesNetwork: true });
    const answers = [`http://127.0.0.1:${String(port)}/`, 'http://198.51.100.1/'].map((url) =>
      call(container, url),
    );
    const [here = '', outside = ''] = (await Promise.all(answers)).map(({ body }) =>
      body.reverse().toString(),
    );
    s3.close();
    expect(here).toContain('Connection refused');
    expect(outside).toContain('unreachable');
  });

  test('sees no process of its network’s other side', async () => {
    const list = '#!/bin/sh\nfor p in /proc/[0-9]*; do tr "\\0" " " < $p/cmdline; echo; done\n';
    await (
      await start(list)
    ).exited;
    expect(bench.lines.length).toBeGreaterThan(0);
    expect(bench.lines.join('\n')).not.toContain('python');
  });

  test('leaves no socket and no process', async () => {
    const container = await up(serve('8080'), { reaches: [4566] });
    const folder = join(bench.root, 'runner', rung.folder ?? '', 'sockets');
    expect(readdirSync(folder)).toHaveLength(2);
    await container.stop(TIMEOUT_MS);
    expect(readdirSync(folder)).toEqual([]);
    await until(() => !relays().some((words) => words.includes(folder)));
    await bench.runner.close();
    expect(existsSync(folder)).toBe(false);
  });

  test('of a killed local cloud leaves nothing to the next', async () => {
    await up(serve('8080'), { reaches: [4566] });
    const folder = join(bench.root, 'runner', rung.folder ?? '', 'sockets');
    const successor = bench.another();
    expect(await successor.sweep()).toBe(1);
    await until(() => !relays().some((words) => words.includes(folder)));
    expect(existsSync(folder)).toBe(false);
    await successor.close();
  });
});

/** The command lines of all processes of this machine. */
function relays(): readonly (readonly string[])[] {
  return readdirSync('/proc').flatMap((pid) => {
    try {
      return /^\d+$/.test(pid) ? [readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')] : [];
    } catch {
      return [];
    }
  });
}
