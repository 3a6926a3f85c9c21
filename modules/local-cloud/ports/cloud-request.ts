import type { IncomingHttpHeaders } from 'node:http';

/** The body of a request, to be read once. */
export interface RequestBody {
  /** The bytes as they arrive. Stopping early leaves the connection in order. */
  pieces(): AsyncIterable<Buffer>;
  /** Hands them to `take` as they arrive, at less cost. What `take` throws ends the reading. */
  each(take: (piece: Buffer) => void): Promise<void>;
  /** Whether all of it has arrived. */
  readonly complete: boolean;
  /** Whether the rest will never arrive: the client went away. */
  readonly broken: boolean;
}

/** An HTTP request as a plain value, whether it came over a socket or from a client in this process. */
export interface CloudRequest {
  readonly method: string;
  /** Path and query as sent, percent-encoded. */
  readonly url: string;
  /** By name in lower case. */
  readonly headers: IncomingHttpHeaders;
  readonly body: RequestBody;
  /** Aborts when the client goes away before it has its whole answer. */
  readonly signal: AbortSignal;
}
