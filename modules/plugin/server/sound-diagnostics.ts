import { messageOf } from '../../kernel';
import type { Diagnostic } from '../../kernel';

/**
 * Replaces invalid diagnostics of a provider by one error that blames the provider and quotes them in full, so that the
 * message is not lost.
 */
export function soundDiagnostics(given: readonly unknown[]): readonly Diagnostic[] {
  const out: Diagnostic[] = [];
  let letters = '';
  const endLetters = (): void => {
    if (letters !== '') out.push(unsound(letters));
    letters = '';
  };
  for (const one of given) {
    // A string in place of a list arrives here as a list of its characters.
    if (typeof one === 'string' && one.length <= 2 && Array.from(one).length === 1) letters += one;
    else {
      endLetters();
      out.push(isSound(one) ? one : unsound(messageOf(one)));
    }
  }
  endLetters();
  return out;
}

function isSound(one: unknown): one is Diagnostic {
  if (typeof one !== 'object' || one === null) return false;
  const { severity, summary, detail, path } = one as Readonly<Record<keyof Diagnostic, unknown>>;
  return (
    (severity === 'error' || severity === 'warning') &&
    typeof summary === 'string' &&
    (detail === undefined || typeof detail === 'string') &&
    (path === undefined || (Array.isArray(path) && path.every(isStep)))
  );
}

const isStep = (step: unknown): boolean => typeof step === 'string' || Number.isSafeInteger(step);

const unsound = (text: string): Diagnostic => ({
  severity: 'error',
  summary: 'Provider Defect',
  detail:
    `The provider returned this as a diagnostic:\n\n${text}\n\n` +
    'A diagnostic is { severity: "error" or "warning", summary, detail, path }, in a list. This is a defect of the ' +
    "provider, not of the configuration. Please report it to the provider's developers.",
});
