import { connect, createServer } from 'node:http2';
import type { ClientHttp2Session, Http2Session, IncomingHttpHeaders } from 'node:http2';
import { createConnection } from 'node:net';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { KeptAnswers } from '../../../modules/demo/programs/kept-answers';
import { scratchFolder } from '../../support/scratch-folder';
import { until } from '../../support/until';

const SCHEMA = '/tfplugin5.Provider/GetSchema';
const CHECK = '/tfplugin5.Provider/PrepareProviderConfig';
const READ = '/tfplugin5.Provider/ReadResource';
/** More than what fits into one piece, or into one window. */
const LARGE = 20 * 1024 * 1024;

interface Heard {
  readonly status: string | undefined;
  readonly body: string;
}

/** What a provider was asked, in order, and how many connections it has. */
class Provider {
  readonly asked: string[] = [];
  private readonly sessions = new Set<Http2Session>();
  private readonly server = createServer();

  constructor(answer: (body: string) => string) {
    this.server.on('session', (session) => {
      this.sessions.add(session);
      session.on('close', () => this.sessions.delete(session));
    });
    this.server.on('stream', (stream, headers) => {
      void stream.toArray().then((pieces) => {
        const body = Buffer.concat(pieces as Buffer[]).toString();
        this.asked.push(`${headers[':path'] ?? ''} ${body}`);
        if (body === 'nothing but an error') {
          stream.respond({ 'grpc-status': '14' }, { endStream: true });
          return;
        }
        stream.respond({ 'content-type': 'application/grpc' }, { waitForTrailers: true });
        stream.on('wantTrailers', () =>
          stream.sendTrailers({ 'grpc-status': body === 'wrong' ? '3' : '0', 'grpc-message': 'said' }),
        );
        stream.end(answer(body));
      });
    });
  }

  get connections(): number {
    return this.sessions.size;
  }

  listen(socket: string): Promise<void> {
    return new Promise((resolve) => this.server.listen(socket, resolve));
  }

  /** Ends its connections, and takes new ones. */
  hangUp(): void {
    for (const session of this.sessions) session.destroy();
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}

const folder = scratchFolder({});
const PROVIDER = join(folder, 'provider');
const SOCKET = join(folder, 'kept');
let provider: Provider;
let kept: KeptAnswers;
let terraform: ClientHttp2Session;

const connection = (): ClientHttp2Session =>
  connect('http://localhost', { createConnection: () => createConnection(SOCKET) });

function ask(path: string, body: string, by = terraform): Promise<Heard> {
  const call = by.request({ ':method': 'POST', ':path': path, te: 'trailers' });
  let status: IncomingHttpHeaders[string];
  call.on('response', (headers) => (status ??= headers['grpc-status']));
  call.on('trailers', (headers: IncomingHttpHeaders) => (status = headers['grpc-status']));
  call.end(body);
  return call.toArray().then((pieces) => ({
    status: String(status),
    body: Buffer.concat(pieces as Buffer[]).toString(),
  }));
}

beforeEach(async () => {
  provider = new Provider((body) => (body === 'large' ? 'x'.repeat(LARGE) : `answer to ${body}`));
  await provider.listen(PROVIDER);
  kept = await KeptAnswers.start(PROVIDER, SOCKET);
  terraform = connection();
});

afterEach(async () => {
  terraform.destroy();
  await kept.stop();
  await provider.stop();
});

describe('KeptAnswers', () => {
  it('asks for the schema once, and answers every later connection the same', async () => {
    const first = await ask(SCHEMA, 'large');
    expect([first.status, first.body.length]).toEqual(['0', LARGE]);
    const later = connection();
    expect(await ask(SCHEMA, 'large', later)).toEqual(first);
    later.destroy();
    expect(provider.asked).toEqual([`${SCHEMA} large`]);
  });

  it('has every configuration checked that was not checked before', async () => {
    for (const body of ['one', 'two', 'one']) {
      expect(await ask(CHECK, body)).toEqual({ status: '0', body: `answer to ${body}` });
    }
    expect(provider.asked).toEqual([`${CHECK} one`, `${CHECK} two`]);
  });

  it('asks again after an error', async () => {
    for (const body of ['wrong', 'wrong', 'nothing but an error', 'nothing but an error']) {
      expect((await ask(CHECK, body)).status).toBe(body === 'wrong' ? '3' : '14');
    }
    expect(provider.asked).toHaveLength(4);
  });

  it('passes on whatever depends on more than its request', async () => {
    for (const body of ['one', 'one']) {
      expect(await ask(READ, body)).toEqual({ status: '0', body: `answer to ${body}` });
    }
    expect(provider.asked).toEqual([`${READ} one`, `${READ} one`]);
  });

  it('ends its connection to the provider when Terraform ends its own, and the other way round', async () => {
    await ask(READ, 'one');
    expect(provider.connections).toBe(1);
    const gone = new Promise((resolve) => terraform.once('close', resolve));
    await kept.stop();
    await gone;
    expect(existsSync(SOCKET)).toBe(false);
    kept = await KeptAnswers.start(PROVIDER, SOCKET);
    terraform = connection();
    await ask(READ, 'two');
    terraform.destroy();
    await until(() => provider.connections === 0);
  });
});

test('a call that comes after the provider has gone fails, and nothing else', async () => {
  await ask(READ, 'before');
  const ended = new Promise((resolve) => terraform.once('close', resolve));
  const late = ask(READ, 'during').catch(() => undefined);
  provider.hangUp();
  await late;
  await ended;
  const next = connection();
  expect(await ask(READ, 'after', next)).toEqual({ status: '0', body: 'answer to after' });
  next.destroy();
});
