import { getSystemErrorMap } from 'node:util';
import { messageOf, TuneformError } from '../../../kernel';
import { whyUnwritable } from '../../store/storage-fault';

/** Error codes of faults of this machine, besides a disk that cannot be written to. */
const MACHINE_FAULTS = new Set(['EMFILE', 'ENFILE', 'ENOMEM']);

/** Returns the message of a failed system call without its paths, which are this machine's. */
export function fileErrorText(error: unknown): string {
  const { errno } = error as { errno?: unknown };
  const known = typeof errno === 'number' ? getSystemErrorMap().get(errno) : undefined;
  return known === undefined ? messageOf(error).replace(/\.$/, '') : known[1];
}

/**
 * Runs a step that handles one object or file of the practitioner. If it fails, the fault is the client's, with
 * SageMaker's message and the name of the object, unless it is clearly this machine's.
 */
export async function clientStep(
  what: { readonly doing: 'Data download' | 'Artifact upload'; readonly about: string },
  step: () => Promise<unknown>,
): Promise<void> {
  try {
    await step();
  } catch (error) {
    const { code } = error as { code?: unknown };
    const machine = whyUnwritable(error) !== undefined || MACHINE_FAULTS.has(String(code));
    if (error instanceof TuneformError || machine) throw error;
    throw clientFault(what.doing, `${shortened(what.about)}: ${fileErrorText(error)}.`, error);
  }
}

/** Keys may be long, and reasons are shortened: the problem must still be in them. */
const shortened = (text: string): string => (text.length > 600 ? `${text.slice(0, 600)}…` : text);

/** Returns a failure of a job that the practitioner must fix. */
export function clientFault(
  doing: 'Data download' | 'Artifact upload',
  reason: string,
  cause?: unknown,
): TuneformError {
  const kind =
    doing === 'Data download'
      ? { code: 'TRAINING_INPUT', summary: 'Training Input Not Available' }
      : { code: 'TRAINING_OUTPUT', summary: 'Training Output Not Uploaded' };
  return new TuneformError(`${doing} failed:${doing === 'Data download' ? '' : ' '}${reason}`, {
    ...kind,
    ...(cause === undefined ? {} : { cause }),
  });
}
