import type { RecordedRequest } from '../cli';
import { readRequests } from '../cli';

/** A place in the local cloud's request log. */
export interface Mark {
  readonly count: number;
}

/** Now, as the number of requests answered so far: unlike a time it cannot fall on a request. */
export async function markRequests(directory: string): Promise<Mark> {
  return { count: (await readRequests(directory, {})).length };
}

export interface RequestProof {
  readonly requests: number;
  readonly mutating: readonly RecordedRequest[];
}

/** What the local cloud was asked since the mark, and which of it was of a kind that changes something. */
export async function requestsSince(directory: string, mark: Mark): Promise<RequestProof> {
  const since = (await readRequests(directory, {})).slice(mark.count);
  return { requests: since.length, mutating: since.filter((request) => request.mutating) };
}
