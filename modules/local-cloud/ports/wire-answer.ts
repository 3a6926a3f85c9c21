/** A part of a file as the body of an answer. */
export interface FileBody {
  readonly file: string;
  /** First and last byte, both inclusive. An empty body has `end` below `start`. */
  readonly start: number;
  readonly end: number;
}

/** An HTTP answer that is ready to be written. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer | FileBody | AsyncIterable<Uint8Array>;
}

/** An answer as it leaves the local cloud. */
export interface CloudAnswer extends WireAnswer {
  /** The request named no known key, so the rest of its body is not read. */
  readonly toStranger?: boolean;
}

/** Whether a value is a part of a file instead of bytes. */
export function isFileBody(value: unknown): value is FileBody {
  return typeof value === 'object' && value !== null && 'file' in value && 'start' in value && 'end' in value;
}

/** Output key with which a REST operation overrides the modelled success status, for example 206 for a range. */
export const ANSWER_STATUS = Symbol('status of the answer');
