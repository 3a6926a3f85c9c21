import type { Diagnostic } from '../kernel';
import { placeDiagnostics } from './place-diagnostics';

/** Returns what is wrong with a configuration. Terraform asks in every plan, also in those that launch nothing. */
export function errorsAmong(findings: readonly Diagnostic[]): readonly Diagnostic[] {
  return placeDiagnostics(findings.filter(({ severity }) => severity === 'error'));
}

/** Returns what may be better about a configuration. A plan says it when it launches; later it is nothing new. */
export function adviceAmong(findings: readonly Diagnostic[]): readonly Diagnostic[] {
  return placeDiagnostics(findings.filter(({ severity }) => severity === 'warning'));
}
