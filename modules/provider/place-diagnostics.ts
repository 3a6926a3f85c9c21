import { placedDetail } from '../kernel';
import type { Diagnostic } from '../kernel';

/**
 * Terraform finds the line of an attribute, but not of what is nested in one: then it shows the opening line of the
 * whole resource. So the path ends at the attribute, and the text says where inside it the fault lies.
 */
export function placeDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.map((diagnostic) => {
    const { path, detail } = diagnostic;
    if (path === undefined || path.length < 2) return diagnostic;
    return { ...diagnostic, path: path.slice(0, 1), detail: placedDetail(path, detail) };
  });
}
