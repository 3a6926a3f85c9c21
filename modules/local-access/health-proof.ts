import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a local cloud says about itself to a client whose key it knows. */
export interface HealthClaim {
  /** The client's own random text, so that an earlier answer is of no use. */
  readonly nonce: string;
  readonly version: string;
  readonly pid: number;
}

/** What the answer to a question about health names itself. */
export const HEALTH_SERVICE = 'tuneform-local-cloud';

/**
 * Proves that whoever makes the claim knows the secret, without sending it. SigV4 signs with a key that begins with "AWS4", so
 * a proof is never a signature.
 */
export function proveHealth(secret: string, { nonce, version, pid }: HealthClaim): string {
  return createHmac('sha256', secret)
    .update(JSON.stringify([HEALTH_SERVICE, nonce, version, pid]))
    .digest('hex');
}

/** Whether `proof` proves the claim. */
export function isProven(secret: string, claim: HealthClaim, proof: string): boolean {
  const expected = Buffer.from(proveHealth(secret, claim));
  const given = Buffer.from(proof);
  return expected.length === given.length && timingSafeEqual(expected, given);
}
