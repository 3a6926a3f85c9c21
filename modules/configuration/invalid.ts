import { TuneformError } from '../kernel';

/** Throws one error with every problem found, a line each; returns if there is none. */
export function rejectProblems(problems: readonly string[]): void {
  if (problems.length === 0) return;
  throw new TuneformError([...new Set(problems)].join('\n'), {
    code: 'INVALID_CONFIGURATION',
    summary: 'Invalid Configuration',
  });
}
