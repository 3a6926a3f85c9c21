/** What the plan of a creation leaves for its apply, in the private bytes. */
export interface PlannedContinuation {
  /** The training job that the created object will name. */
  readonly continues: string;
  /** True if the job existed when the plan looked. */
  readonly seen: boolean;
}

/**
 * Terraform replaces an object whose creation failed: it deletes and creates it. Both are given the private bytes of the plan, so that
 * the deletion knows which job the creation continues and leaves it running.
 */
export function rememberContinuation(continuation: PlannedContinuation): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(continuation));
}

/** The private bytes of an object in state. */
export const NO_CONTINUATION = new Uint8Array();

export function continuationIn(bytes: Uint8Array | undefined): PlannedContinuation | undefined {
  if (bytes === undefined || bytes.length === 0) return undefined;
  return JSON.parse(new TextDecoder().decode(bytes)) as PlannedContinuation;
}
