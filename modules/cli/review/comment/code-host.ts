/** A comment of a pull request or merge request. */
export interface HostComment {
  readonly id: number;
  readonly body: string;
}

/** The comments of one pull request. Each call rejects with a HostRejection or a network error. */
export interface CodeHost {
  /** The pull request, as people name it: `acme/infrastructure#7`. */
  readonly where: string;
  /** Most characters that the host accepts in a comment. */
  readonly maxLength: number;
  /** What the token needs, for errors. */
  readonly rights: string;
  comments(signal: AbortSignal): AsyncIterable<HostComment>;
  create(body: string, signal: AbortSignal): Promise<void>;
  update(id: number, body: string, signal: AbortSignal): Promise<void>;
}

/** The host answered, and not with success. */
export class HostRejection extends Error {
  readonly status: number;

  constructor(status: number, reason: string) {
    super(`${String(status)} ${reason}`.trim());
    this.status = status;
  }

  /** Whether the same request may succeed later. */
  get isPassing(): boolean {
    return this.status === 429 || this.status >= 500;
  }
}
