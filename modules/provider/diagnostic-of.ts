import { errorAt, messageOf, TuneformError } from '../kernel';
import type { AttributePath, Diagnostic } from '../kernel';

/** An error as the practitioner reads it, with its code at the end. */
export function diagnosticOf(thrown: unknown, path: AttributePath = []): Diagnostic {
  if (thrown instanceof TuneformError) {
    return errorAt(path, thrown.summary, `${thrown.message} [${thrown.code}]`);
  }
  return errorAt(path, 'Unexpected Error', `${messageOf(thrown)} [UNEXPECTED_ERROR]`);
}
