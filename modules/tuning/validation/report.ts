import { errorAt, warningAt } from '../../kernel';
import type { AttributePath, Diagnostic } from '../../kernel';

/** Collects the findings of the checks in order. */
export class Report {
  readonly diagnostics: Diagnostic[] = [];

  error(path: AttributePath, summary: string, detail: string): void {
    this.diagnostics.push(errorAt(path, summary, detail));
  }

  warning(path: AttributePath, summary: string, detail: string): void {
    this.diagnostics.push(warningAt(path, summary, detail));
  }
}
