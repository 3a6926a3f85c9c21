import type { RecordedRequest } from '../cli';
import { readRequests } from '../cli';

/** A position in the local cloud's request log. */
export interface Mark {
  readonly count: number;
}

/**
 * Returns the current position as the number of answered requests: unlike a time it cannot coincide with a request.
 */
export async function markRequests(directory: string): Promise<Mark> {
  return { count: (await readRequests(directory, {})).length };
}

export interface RequestProof {
  readonly requests: number;
  readonly mutating: readonly RecordedRequest[];
}

/** Returns the requests since the mark, and those of a kind that changes something. */
export async function requestsSince(directory: string, mark: Mark): Promise<RequestProof> {
  const since = (await readRequests(directory, {})).slice(mark.count);
  return { requests: since.length, mutating: since.filter((request) => request.mutating) };
}
