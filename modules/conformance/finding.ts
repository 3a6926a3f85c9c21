/** The result of one check of a provider. */
export interface Finding {
  /** Subject of the check, in a few words: `socket directory`. */
  readonly check: string;
  readonly ok: boolean;
  /** The observation; may have several lines. */
  readonly message: string;
  /** What the provider's author can do about it; null if the check passed. */
  readonly remedy: string | null;
}

export function passed(check: string, message: string): Finding {
  return { check, ok: true, message, remedy: null };
}

export function failed(check: string, message: string, remedy: string): Finding {
  return { check, ok: false, message, remedy };
}
