import type { BoardEntry } from '../../aws';
import { warningAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';

/** `sentence`: what the search does and why nobody waits for it any longer. */
export function waitingWarning(sentence: string): Diagnostic {
  return warningAt(
    [],
    'Champion Not Decided Yet',
    `${sentence[0]?.toUpperCase() ?? ''}${sentence.slice(1)}. Nothing is lost: the next plan or apply picks the ` +
      'search up where it is. Raise wait.timeout to wait longer. [CHAMPION_WAITING]',
  );
}

/** `because`: what the lists lack. */
export function laggingWarning(because: string): Diagnostic {
  return warningAt(
    [],
    'Training Job List Incomplete',
    `The search has ended, but ${because}. Nothing was decided from half a list: the status stays InProgress, and the ` +
      'next plan or apply looks again. [TRAINING_JOBS_NOT_LISTED]',
  );
}

/** `without`: what was decided without, because it has been missing for longer than any list lags. */
export function decidedWithoutWarning(without: readonly string[]): Diagnostic {
  return warningAt(
    [],
    'Champion Decided Without Some Training Jobs',
    `${without.map((sentence) => `${sentence[0]?.toUpperCase() ?? ''}${sentence.slice(1)}.`).join(' ')} The search ended ` +
      'more than half an hour ago, so these records were deleted rather than late, and the champion was chosen from the ' +
      'others. [TRAINING_JOBS_MISSING]',
  );
}

export function noWinnerWarning(name: string, seen: NonNullable<BoardEntry>, because: string): Diagnostic {
  return warningAt(
    [],
    'Search Without a Winner',
    `Tuning job "${name}" ended with status ${seen.status} and no winner: ${because}. The champion so far, if any, ` +
      'stays. Check that the objective’s metric definition matches a line the container prints, and the logs of ' +
      'its training jobs. [NO_WINNER]',
  );
}

export function searchMissingWarning(name: string): Diagnostic {
  return warningAt(
    [],
    'Search Record Missing',
    `The record of tuning job "${name}" is gone, so nobody can tell its best training job. The champion so far, if ` +
      'any, stays. To search again, raise the run of its experiment. [SEARCH_MISSING]',
  );
}
