import { errorAt, warningAt } from '../../kernel';
import type { AttributePath, Diagnostic } from '../../kernel';

/** Collects what the checks find, in the order they find it. */
export class Report {
  readonly diagnostics: Diagnostic[] = [];

  error(path: AttributePath, summary: string, detail: string): void {
    this.diagnostics.push(errorAt(path, summary, detail));
  }

  warning(path: AttributePath, summary: string, detail: string): void {
    this.diagnostics.push(warningAt(path, summary, detail));
  }
}
