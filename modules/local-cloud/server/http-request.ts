import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { CloudRequest, RequestBody } from '../ports/cloud-request';
import { bodyPieces, eachBodyPiece } from './body-pieces';

/** A request from a socket. */
export class HttpRequest implements CloudRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: RequestBody;
  private readonly response: ServerResponse;
  private gone: AbortController | undefined;

  constructor(request: IncomingMessage, response: ServerResponse) {
    this.method = request.method ?? 'GET';
    this.url = request.url ?? '/';
    this.headers = request.headers;
    this.body = new HttpBody(request);
    this.response = response;
  }

  /** Created only for the few operations that wait. The others answer before the client can leave. */
  get signal(): AbortSignal {
    if (this.gone !== undefined) return this.gone.signal;
    const { response } = this;
    const gone = (this.gone = new AbortController());
    const leave = (): void => {
      if (!response.writableFinished) gone.abort(new Error('the client went away'));
    };
    if (response.destroyed) leave();
    response.once('close', leave);
    return gone.signal;
  }
}

class HttpBody implements RequestBody {
  private readonly request: IncomingMessage;

  constructor(request: IncomingMessage) {
    this.request = request;
  }

  pieces(): AsyncIterable<Buffer> {
    return bodyPieces(this.request);
  }

  each(take: (piece: Buffer) => void): Promise<void> {
    return eachBodyPiece(this.request, take);
  }

  get complete(): boolean {
    return this.request.complete;
  }

  get broken(): boolean {
    return this.request.destroyed && !this.request.complete;
  }
}
