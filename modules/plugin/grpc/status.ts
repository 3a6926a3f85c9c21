/** The gRPC status codes in use here, by their published numbers. */
export const status = {
  ok: 0,
  cancelled: 1,
  unknown: 2,
  invalidArgument: 3,
  resourceExhausted: 8,
  unimplemented: 12,
  internal: 13,
  unavailable: 14,
} as const;

/** Ends a call with a status other than OK. */
export class StatusError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.name = 'StatusError';
    this.code = code;
  }
}

/** The `grpc-message` header: percent-encoded UTF-8. */
export function encodeStatusMessage(message: string): string {
  return encodeURIComponent(message).replace(/%20/g, ' ');
}
