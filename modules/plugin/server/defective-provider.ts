import type { Diagnostic } from '../../kernel';

/** Thrown when the provider breaks rules in a way that leaves no other response. */
export class DefectiveProvider extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(({ detail }) => detail).join('\n\n'));
    this.name = 'DefectiveProvider';
    this.diagnostics = diagnostics;
  }
}
