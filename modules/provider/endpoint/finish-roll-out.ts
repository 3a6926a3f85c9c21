import { isAwsError } from '../../aws';
import { messageOf, TuneformError, warningAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import type { ProviderData } from '../provider-data';
import type { ContentNames } from './content-names';
import { sweepContent } from './sweep-content';
import type { Sweep } from './sweep-content';
import { UNFINISHED } from './unfinished';
import type { Unfinished } from './unfinished';

/** The result of the clean-up after a verified rollout. */
export interface Finished {
  /** Content that the resource has created and not deleted, including the content it serves. */
  readonly made: readonly ContentNames[];
  readonly unfinished: Unfinished | null;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Deletes content that is no longer served after a rollout, a rollback or a smoke request that passes now. A failure is only a
 * warning; the next apply tries again unless the error is permanent.
 */
export async function finishRollOut(
  configured: ProviderData,
  sweep: Sweep & { readonly keep: ContentNames },
  signal: AbortSignal,
): Promise<Finished> {
  try {
    const left = await sweepContent(configured, sweep, signal);
    return {
      made: [...left, sweep.keep],
      unfinished: left.length === 0 ? null : UNFINISHED.sweep,
      diagnostics: [],
    };
  } catch (error) {
    const passes =
      signal.aborted ||
      isAwsError(error, 'credentials expired') ||
      (error instanceof TuneformError && error.disposition === 'retryable');
    return {
      made: sweep.made,
      unfinished: passes ? UNFINISHED.sweep : null,
      diagnostics: [notSwept(sweep.name, error)],
    };
  }
}

function notSwept(name: string, error: unknown): Diagnostic {
  return warningAt(
    [],
    'Earlier Configurations Not Deleted',
    `Endpoint "${name}" serves the new configuration, but Tuneform could not delete all earlier models and configurations. ` +
      `They cost nothing, and the next apply that changes the endpoint tries again. ${messageOf(error)} [CONTENT_NOT_SWEPT]`,
  );
}
