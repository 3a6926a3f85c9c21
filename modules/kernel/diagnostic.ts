import type { AttributePath } from './attribute-path';

/**
 * A message for the practitioner.
 *
 * `summary` is Title Case, at most 60 characters, without a full stop. `detail` says what happened to what,
 * gives the offending value, what is allowed, the service's own reason where there is one, and what to do next.
 */
export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  readonly summary: string;
  readonly detail: string;
  /** The attribute at fault; absent when the whole object is. */
  readonly path?: AttributePath;
}

/** An error about the attribute at `path`. */
export function errorAt(path: AttributePath, summary: string, detail: string): Diagnostic {
  return { severity: 'error', summary, detail, path };
}

/** A warning about the attribute at `path`. */
export function warningAt(path: AttributePath, summary: string, detail: string): Diagnostic {
  return { severity: 'warning', summary, detail, path };
}

/** True when at least one of the diagnostics is an error. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}
