import { isAwsError } from '../../aws';
import { messageOf, TuneformError } from '../../kernel';

/** Why something was not seen. It says nothing about the thing. */
export interface Unseen {
  /** As in `role "tuning"`. */
  readonly what: string;
  readonly why: 'not allowed' | 'no credentials' | 'took too long' | 'failed' | 'elsewhere';
  /** The permissions that the look needs, as in `iam:GetRole`. */
  readonly actions: readonly string[];
  readonly reason: string;
}

/** The result of a look: what it saw, or why it saw nothing. A look never rejects. */
export type Look<T> = { readonly seen: T } | { readonly unseen: Unseen };

/** What is looked at, and the permissions that this needs. */
export type LookedAt = Pick<Unseen, 'what' | 'actions'>;

/** Looks, and returns a failure as a value: a plan must not fail because it could not look. */
export async function look<T>(at: LookedAt, ask: () => Promise<T>): Promise<Look<T>> {
  try {
    return { seen: await ask() };
  } catch (error) {
    return { unseen: { ...at, why: whyOf(error), reason: reasonOf(error) } };
  }
}

/** Returns the look at something that the preflight leaves alone. */
export const lookedElsewhere = (what: string, reason: string): { readonly unseen: Unseen } => ({
  unseen: { what, actions: [], why: 'elsewhere', reason },
});

/** Returns the look that had no answer by the deadline. */
export const tooLate = (at: LookedAt): { readonly unseen: Unseen } => ({
  unseen: { ...at, why: 'took too long', reason: 'no answer in time' },
});

function whyOf(error: unknown): Unseen['why'] {
  if (isAwsError(error, 'access denied')) return 'not allowed';
  if (isAwsError(error, 'credentials missing', 'credentials expired', 'credentials refused')) {
    return 'no credentials';
  }
  if (error instanceof TuneformError && error.code === 'REGISTRY_UNAUTHORIZED') return 'not allowed';
  if (isAwsError(error, 'interrupted') || isTimeout(error)) return 'took too long';
  return 'failed';
}

const isTimeout = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError');

const reasonOf = (error: unknown): string =>
  isAwsError(error, 'access denied') ? error.serviceMessage : messageOf(error);
