import { errorAt, messageOf, TuneformError } from '../kernel';
import type { AttributePath, Diagnostic } from '../kernel';

/** Returns the diagnostic of an error, with the error's code at the end of the detail. */
export function diagnosticOf(thrown: unknown, path: AttributePath = []): Diagnostic {
  if (thrown instanceof TuneformError) {
    return errorAt(path, thrown.summary, `${thrown.message} [${thrown.code}]`);
  }
  return errorAt(
    path,
    'Unexpected Error',
    `${messageOf(thrown).replace(/\.$/, '')}. This is a defect of Tuneform; please report it with this message. [UNEXPECTED_ERROR]`,
  );
}
