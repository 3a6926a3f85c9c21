import { randomBytes } from 'node:crypto';
import { messageOf } from '../kernel';
import { HEALTH_SERVICE, isProven } from './health-proof';
import type { KeyPair } from './key-pair';
import { readOwnPage } from './own-page';

/** The result of a health check. */
export type Health =
  /** The local cloud with this key pair. */
  | { readonly kind: 'proven'; readonly version: string; readonly pid: number; readonly runner: string }
  /** A local cloud that does not know the key pair, or a server that claims to be one. */
  | { readonly kind: 'unproven' }
  | { readonly kind: 'stranger'; readonly status: number }
  | { readonly kind: 'silent'; readonly reason: string };

/** Maximum size of a response; a local cloud sends one short object. */
const LONGEST_ANSWER = 4_096;

/**
 * Checks which server answers at `url`. Does not send the secret: the server must prove that it knows it, because any user of
 * the machine can listen on a port that a local cloud has left.
 */
export async function askHealth(
  url: string,
  pair: KeyPair | undefined,
  options: { readonly timeoutMs: number },
): Promise<Health> {
  const nonce = randomBytes(16).toString('hex');
  const address = new URL('/_tuneform/health', url);
  if (pair !== undefined) address.search = new URLSearchParams({ key: pair.accessKeyId, nonce }).toString();
  try {
    const { status, text } = await readOwnPage(address, {
      signal: AbortSignal.timeout(options.timeoutMs),
      atMost: LONGEST_ANSWER,
    });
    const claim = status === 200 ? read(text) : undefined;
    if (claim === undefined) return { kind: 'stranger', status };
    const { version, pid, runner, proof } = claim;
    if (pair === undefined || typeof version !== 'string' || typeof pid !== 'number') {
      return { kind: 'unproven' };
    }
    if (typeof runner !== 'string') return { kind: 'unproven' };
    const proven = isProven(pair.secretAccessKey, { nonce, version, pid, runner }, String(proof));
    return proven ? { kind: 'proven', version, pid, runner } : { kind: 'unproven' };
  } catch (error) {
    return { kind: 'silent', reason: reasonOf(error) };
  }
}

function read(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value = JSON.parse(text) as Readonly<Record<string, unknown>> | null;
    return value?.['service'] === HEALTH_SERVICE ? value : undefined;
  } catch {
    return undefined;
  }
}

function reasonOf(error: unknown): string {
  if ((error as { readonly code?: unknown }).code === 'ECONNREFUSED') return 'the connection was refused';
  return messageOf((error instanceof Error ? error.cause : undefined) ?? error);
}
