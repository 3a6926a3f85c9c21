import type { IncomingHttpHeaders } from 'node:http';

/** The body of a request. It can be read once. */
export interface RequestBody {
  /** The bytes as they arrive. Stopping early leaves the connection usable. */
  pieces(): AsyncIterable<Buffer>;
  /** Passes the bytes to `take` as they arrive, at less cost. An error of `take` ends the reading. */
  each(take: (piece: Buffer) => void): Promise<void>;
  /** Whether the whole body has arrived. */
  readonly complete: boolean;
  /** Whether the rest will never arrive because the client went away. */
  readonly broken: boolean;
}

/** An HTTP request as a plain value, from a socket or from a client in this process. */
export interface CloudRequest {
  readonly method: string;
  /** Path and query as sent, percent-encoded. */
  readonly url: string;
  /** Headers by lower-case name. */
  readonly headers: IncomingHttpHeaders;
  readonly body: RequestBody;
  /** Aborts if the client goes away before it has the whole answer. */
  readonly signal: AbortSignal;
}
