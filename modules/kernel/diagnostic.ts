import type { AttributePath } from './attribute-path';

/**
 * A message for the practitioner.
 *
 * `summary` is in Title Case, at most 60 characters, without a full stop. `detail` says what happened, the invalid value, the
 * allowed values, the service's own reason if there is one, and what to do next.
 */
export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  readonly summary: string;
  readonly detail: string;
  /** The attribute at fault; absent if the whole object is at fault. */
  readonly path?: AttributePath;
}

/** Returns an error for the attribute at `path`. */
export function errorAt(path: AttributePath, summary: string, detail: string): Diagnostic {
  return { severity: 'error', summary, detail, path };
}

/** Returns a warning for the attribute at `path`. */
export function warningAt(path: AttributePath, summary: string, detail: string): Diagnostic {
  return { severity: 'warning', summary, detail, path };
}

/** Returns true if at least one of the diagnostics is an error. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}
