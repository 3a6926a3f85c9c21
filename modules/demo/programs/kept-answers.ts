import { connect, constants, createServer } from 'node:http2';
import type { ClientHttp2Session, Http2Session, IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import { createConnection } from 'node:net';

/**
 * Calls whose answer depends on their request alone, in protocols 5 and 6: the schema, and whether the provider's own
 * configuration is valid. https://developer.hashicorp.com/terraform/plugin/terraform-plugin-protocol
 */
const PURE =
  /^\/tfplugin\d+\.Provider\/(?:GetSchema|GetProviderSchema|PrepareProviderConfig|ValidateProviderConfig)$/;

/** A schema has many megabytes, which would otherwise travel in pieces of 64 kilobytes. */
const WINDOW_BYTES = 16 * 1024 * 1024;
const OPTIONS = { settings: { initialWindowSize: WINDOW_BYTES }, maxSessionMemory: 256 };

interface Answer {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly trailers: IncomingHttpHeaders;
}

/**
 * Stands between Terraform and a running provider, and repeats what the provider has answered to the same question. In each
 * of its walks a command asks the AWS provider for its schema, which takes a second of processor time, and has its
 * configuration checked, which takes two if that has an `endpoints` block. Everything else passes through.
 */
export class KeptAnswers {
  private readonly answers = new Map<string, Answer>();
  private readonly sessions = new Set<Http2Session>();
  private readonly server = createServer(OPTIONS);

  private constructor(provider: string) {
    this.server.on('session', (session) => {
      // Each of Terraform's connections has one of its own to the provider, which therefore sees them come and go.
      const upstream = connect('http://localhost', {
        ...OPTIONS,
        createConnection: () => createConnection(provider),
      });
      upstream.on('connect', () => {
        // Terraform may have hung up meanwhile.
        if (!upstream.destroyed) upstream.setLocalWindowSize(WINDOW_BYTES);
      });
      this.sessions.add(session);
      for (const [end, other] of [
        [session, upstream],
        [upstream, session],
      ] as const) {
        end.on('error', () => other.destroy()).on('close', () => other.destroy());
      }
      session.on('close', () => this.sessions.delete(session));
      session.on('stream', (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => {
        // It is over for both sides.
        stream.on('error', () => undefined);
        // The connection to the provider can end before this one; then nothing more can be asked.
        this.serve(stream, headers, upstream).catch(() => stream.close(constants.NGHTTP2_INTERNAL_ERROR));
      });
    });
  }

  /** Listens on the socket `socket` in front of the provider that listens on the socket `provider`. */
  static async start(provider: string, socket: string): Promise<KeptAnswers> {
    const kept = new KeptAnswers(provider);
    await new Promise<void>((resolve, reject) => {
      kept.server.once('error', reject).listen(socket, resolve);
    });
    return kept;
  }

  /** Ends every connection; resolves when the socket is gone. */
  stop(): Promise<void> {
    for (const session of this.sessions) session.destroy();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private async serve(
    stream: ServerHttp2Stream,
    headers: IncomingHttpHeaders,
    upstream: ClientHttp2Session,
  ): Promise<void> {
    const path = headers[':path'] ?? '';
    if (!PURE.test(path)) {
      stream.pipe(pass(stream, headers, upstream));
      return;
    }
    const question = Buffer.concat(await stream.toArray().catch(() => []));
    const key = `${path} ${question.toString('latin1')}`;
    const known = this.answers.get(key);
    if (known !== undefined) {
      repeat(stream, known);
      return;
    }
    pass(stream, headers, upstream, (answer) => this.answers.set(key, answer)).end(question);
  }
}

/** Asks the provider what `stream` asks, and answers with what it answers. Its request's body is still to be written. */
function pass(
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  upstream: ClientHttp2Session,
  keep?: (answer: Answer) => void,
): ReturnType<ClientHttp2Session['request']> {
  const call = upstream.request(plain(headers));
  const pieces: Buffer[] = [];
  let answered: IncomingHttpHeaders = {};
  let trailers: IncomingHttpHeaders = {};
  call.on('response', (response, flags) => {
    answered = plain(response);
    if (stream.destroyed) return;
    // An answer that is an error alone has no body and no trailers.
    const endStream = (flags & constants.NGHTTP2_FLAG_END_STREAM) !== 0;
    stream.respond(answered, endStream ? { endStream } : { waitForTrailers: true });
    if (!endStream) call.pipe(stream);
  });
  call.on('trailers', (received: IncomingHttpHeaders) => (trailers = plain(received)));
  if (keep !== undefined) call.on('data', (piece: Buffer) => pieces.push(piece));
  stream.on('wantTrailers', () => {
    stream.sendTrailers(trailers);
    if (trailers['grpc-status'] === '0') keep?.({ headers: answered, body: Buffer.concat(pieces), trailers });
  });
  stream.on('close', () => call.close(constants.NGHTTP2_CANCEL));
  call.on('error', () => undefined);
  call.on('close', () => {
    if (!stream.writableEnded) stream.close(call.rstCode || constants.NGHTTP2_INTERNAL_ERROR);
  });
  return call;
}

function repeat(stream: ServerHttp2Stream, { headers, body, trailers }: Answer): void {
  if (stream.destroyed) return;
  stream.on('wantTrailers', () => stream.sendTrailers(trailers));
  stream.respond(headers, { waitForTrailers: true });
  stream.end(body);
}

/** Without Node's own notes, which are symbols. */
const plain = (headers: IncomingHttpHeaders): IncomingHttpHeaders =>
  Object.fromEntries(Object.entries(headers));
