import type { IncomingMessage, ServerResponse } from 'node:http';

/** A refusal in the words of the OCI distribution specification. */
export class OciError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** One request to the registry, authenticated, with its address taken apart. */
export interface OciExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly repository: string;
  readonly query: URLSearchParams;
}

/** Writes headers and a small body, leaving the body out for HEAD. */
export function reply(
  exchange: Pick<OciExchange, 'request' | 'response'>,
  status: number,
  headers: Readonly<Record<string, string | number>>,
  body?: Buffer | string,
): void {
  const bytes = body === undefined ? Buffer.alloc(0) : Buffer.from(body);
  exchange.response.writeHead(status, {
    ...headers,
    ...(status === 204 ? {} : { 'content-length': headers['content-length'] ?? bytes.length }),
  });
  exchange.response.end(exchange.request.method === 'HEAD' ? undefined : bytes);
}
