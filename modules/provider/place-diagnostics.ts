import { placedDetail } from '../kernel';
import type { Diagnostic } from '../kernel';

/**
 * Shortens each path to the top-level attribute and adds the rest of the path to the detail. Terraform shows the line of a
 * top-level attribute; for a nested path it shows only the first line of the resource.
 */
export function placeDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.map((diagnostic) => {
    const { path, detail } = diagnostic;
    if (path === undefined || path.length < 2) return diagnostic;
    return { ...diagnostic, path: path.slice(0, 1), detail: placedDetail(path, detail) };
  });
}
