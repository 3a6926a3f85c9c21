import type { IncomingHttpHeaders, ServerHttp2Session, ServerHttp2Stream } from 'node:http2';
import { FrameReader, frame } from './frame';
import { encodeStatusMessage, status, StatusError } from './status';

/**
 * One request, one response, both encoded messages. May throw a {@link StatusError}. `caller` aborts when the client gives
 * up on a call that is not answered yet, or disappears; the handler may abort it for reasons of its own.
 */
export type UnaryHandler = (request: Uint8Array, caller: AbortController) => Promise<Uint8Array> | Uint8Array;

/** A method that is opened and held until the client or the server goes away; nothing is ever sent on it. */
export const HELD_OPEN = 'held open';

export type Method = UnaryHandler | typeof HELD_OPEN;

export interface GrpcServerOptions {
  /** The method behind a path such as `/tfplugin6.Provider/GetMetadata`; undefined answers "unimplemented". */
  readonly method: (path: string) => Method | undefined;
  /** Largest message in bytes, in and out. */
  readonly maxMessageBytes: number;
}

/** Serves gRPC on HTTP/2 sessions: unary calls without compression, which is all that plugin hosts use. */
export class GrpcServer {
  private readonly options: GrpcServerOptions;
  private readonly sessions = new Set<ServerHttp2Session>();
  private running = 0;
  private readonly whenConnected: ((open: number) => void)[] = [];
  private whenIdle: (() => void)[] = [];

  constructor(options: GrpcServerOptions) {
    this.options = options;
  }

  /** Takes over a new session. */
  accept(session: ServerHttp2Session): void {
    this.sessions.add(session);
    this.tellConnections();
    // The default window of 64 KiB would make a state of megabytes crawl.
    session.setLocalWindowSize(16 * 1024 * 1024);
    session.on('stream', (stream, headers) => this.serve(stream, headers));
    session.on('error', () => session.destroy());
    session.on('close', () => {
      this.sessions.delete(session);
      this.tellConnections();
    });
  }

  /** Resolves when no unary call is being answered. */
  idle(): Promise<void> {
    if (this.running === 0) return Promise.resolve();
    return new Promise((resolve) => this.whenIdle.push(resolve));
  }

  /** Calls back with the number of open connections whenever it changes. */
  onConnections(listener: (open: number) => void): void {
    this.whenConnected.push(listener);
  }

  /** Drops every connection. */
  close(): void {
    for (const session of this.sessions) session.destroy();
  }

  private tellConnections(): void {
    for (const listener of this.whenConnected) listener(this.sessions.size);
  }

  private serve(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): void {
    stream.on('error', () => undefined);
    if (headers[':method'] !== 'POST' || headers['content-type']?.startsWith('application/grpc') !== true) {
      stream.respond({ ':status': 415 }, { endStream: true });
      return;
    }
    const method = this.options.method(headers[':path'] ?? '');
    if (method === undefined) {
      finishEarly(
        stream,
        new StatusError(status.unimplemented, `unknown method ${String(headers[':path'])}`),
      );
    } else if (method === HELD_OPEN) {
      stream.respond(RESPONSE_HEADERS);
      stream.resume();
    } else {
      this.serveUnary(stream, method);
    }
  }

  private serveUnary(stream: ServerHttp2Stream, handler: UnaryHandler): void {
    const reader = new FrameReader(this.options.maxMessageBytes);
    let answering = false;
    const fail = (error: unknown): void => finishEarly(stream, error);
    stream.on('data', (chunk: Buffer) => {
      if (answering) return;
      try {
        const message = reader.push(chunk);
        if (message === undefined) return;
        answering = true;
        this.answer(stream, handler, message).catch(fail);
      } catch (error) {
        answering = true;
        fail(error);
      }
    });
    stream.on('end', () => {
      if (!answering) {
        fail(new StatusError(status.internal, 'the request ended before its message was complete'));
      }
    });
  }

  private async answer(stream: ServerHttp2Stream, handler: UnaryHandler, message: Uint8Array): Promise<void> {
    const caller = new AbortController();
    let answered = false;
    this.running += 1;
    // A call is over when its stream is: until then the answer may still be on its way.
    stream.on('close', () => {
      // An answered call has no listener any more, and creating an error for each would cost more than the rest.
      if (!answered) caller.abort(new StatusError(status.cancelled, 'the caller went away'));
      this.running -= 1;
      if (this.running === 0) {
        for (const resolve of this.whenIdle.splice(0)) resolve();
      }
    });
    const response = await handler(message, caller);
    answered = true;
    if (response.length > this.options.maxMessageBytes) {
      throw new StatusError(status.resourceExhausted, `the answer has ${String(response.length)} bytes`);
    }
    if (stream.destroyed || stream.closed) return;
    stream.respond(RESPONSE_HEADERS, { waitForTrailers: true });
    stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': String(status.ok) }));
    stream.end(frame(response));
  }
}

const RESPONSE_HEADERS = { ':status': 200, 'content-type': 'application/grpc' } as const;

/** Status without a message: headers and trailers in one. */
function finishEarly(stream: ServerHttp2Stream, error: unknown): void {
  if (stream.destroyed || stream.closed || stream.headersSent) return;
  const code = error instanceof StatusError ? error.code : status.unknown;
  const message = error instanceof Error ? error.message : String(error);
  stream.respond(
    { ...RESPONSE_HEADERS, 'grpc-status': String(code), 'grpc-message': encodeStatusMessage(message) },
    { endStream: true },
  );
  // What is still coming of the request is read and thrown away.
  stream.resume();
}
