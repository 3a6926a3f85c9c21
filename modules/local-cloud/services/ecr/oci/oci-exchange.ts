import type { CloudRequest } from '../../../ports/cloud-request';
import type { WireAnswer } from '../../../ports/wire-answer';

/** An error in the words of the OCI distribution specification. */
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
  readonly request: CloudRequest;
  readonly repository: string;
  readonly query: URLSearchParams;
}

/** A response with a small body or none. A Content-Length header without a body describes the body that HEAD omits. */
export function reply(
  status: number,
  headers: Readonly<Record<string, string | number>>,
  body?: Buffer | string,
): WireAnswer {
  const texts = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  return { status, headers: texts, ...(body === undefined ? {} : { body: Buffer.from(body) }) };
}
