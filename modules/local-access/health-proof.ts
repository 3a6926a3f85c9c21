import { createHmac, timingSafeEqual } from 'node:crypto';

/** The data that a local cloud's health response proves. */
export interface HealthClaim {
  /** The client's random text, so that an earlier response cannot be replayed. */
  readonly nonce: string;
  readonly version: string;
  readonly pid: number;
  /** Name of what runs images; empty until one was needed. */
  readonly runner: string;
}

/** The service name in a health response. */
export const HEALTH_SERVICE = 'tuneform-local-cloud';

/**
 * Returns a proof that the server knows the secret, without the secret. SigV4 signs with a key that begins with "AWS4", so a
 * proof is never a signature.
 */
export function proveHealth(secret: string, { nonce, version, pid, runner }: HealthClaim): string {
  return createHmac('sha256', secret)
    .update(JSON.stringify([HEALTH_SERVICE, nonce, version, pid, runner]))
    .digest('hex');
}

/** Returns whether `proof` proves the claim. */
export function isProven(secret: string, claim: HealthClaim, proof: string): boolean {
  const expected = Buffer.from(proveHealth(secret, claim));
  const given = Buffer.from(proof);
  return expected.length === given.length && timingSafeEqual(expected, given);
}
