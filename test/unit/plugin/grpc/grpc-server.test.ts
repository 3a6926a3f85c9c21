import { once } from 'node:events';
import { connect, createServer } from 'node:http2';
import type { ClientHttp2Session, ClientHttp2Stream, Http2Server } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { frame } from '../../../../modules/plugin/grpc/frame';
import { GrpcServer } from '../../../../modules/plugin/grpc/grpc-server';
import type { UnaryHandler } from '../../../../modules/plugin/grpc/grpc-server';

let listener: Http2Server;
let client: ClientHttp2Session;
let server: GrpcServer;
let handler: UnaryHandler;

beforeEach(async () => {
  server = new GrpcServer({
    method: () => (request, caller) => handler(request, caller),
    maxMessageBytes: 100,
  });
  listener = createServer().on('session', (session) => server.accept(session));
  await once(listener.listen(0, '127.0.0.1'), 'listening');
  client = connect(`http://127.0.0.1:${String((listener.address() as AddressInfo).port)}`);
});
afterEach(async () => {
  client.destroy();
  server.close();
  await new Promise((closed) => listener.close(closed));
});

function call(): ClientHttp2Stream {
  const stream = client.request({ ':method': 'POST', ':path': '/a/B', 'content-type': 'application/grpc' });
  stream.on('error', () => undefined);
  stream.end(frame(new Uint8Array([1])));
  return stream;
}

it('tells a call whose caller went away before it was answered', async () => {
  const arrived = new Promise<AbortSignal>((resolve) => {
    handler = (_, { signal }) => {
      resolve(signal);
      return new Promise(() => undefined);
    };
  });
  const stream = call();
  const signal = await arrived;
  expect(signal.aborted).toBe(false);
  stream.destroy();
  await once(signal, 'abort');
  expect(signal.reason).toMatchObject({ name: 'StatusError', message: 'the caller went away' });
});

it('aborts no call that it has answered', async () => {
  let caller: AbortController | undefined;
  handler = (request, its) => {
    caller = its;
    return request;
  };
  const stream = call().resume();
  await once(stream, 'close');
  // The server is idle once it has seen the stream close.
  await server.idle();
  expect(caller?.signal.aborted).toBe(false);
});
