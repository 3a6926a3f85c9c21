import { isAwsError } from '../../aws';
import { messageOf, TuneformError, warningAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import type { ProviderData } from '../provider-data';
import type { ContentNames } from './content-names';
import { sweepContent } from './sweep-content';
import type { Sweep } from './sweep-content';
import { UNFINISHED } from './unfinished';

/** What is left to do and to remember after a rollout that has proved itself. */
export interface Finished {
  /** What the resource has made and not deleted, what it serves included. */
  readonly made: readonly ContentNames[];
  readonly unfinished: string | null;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Deletes what is no longer served, whichever road led to what is: a rollout, going back, or a smoke request that passes now.
 * Failing to is untidy, not wrong; the next apply tries again, unless trying again cannot help.
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
    `Endpoint "${name}" serves the new configuration, but not all earlier models and configurations could be deleted; ` +
      `they cost nothing, and the next apply that changes the endpoint tries again. ${messageOf(error)} [CONTENT_NOT_SWEPT]`,
  );
}
