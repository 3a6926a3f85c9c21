import type { Diagnostic } from '../../kernel';

/** The provider breaks rules in a way that leaves nothing to answer but that. */
export class DefectiveProvider extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(({ detail }) => detail).join('\n\n'));
    this.name = 'DefectiveProvider';
    this.diagnostics = diagnostics;
  }
}
