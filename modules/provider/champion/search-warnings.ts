import { errorAt, warningAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import { sentences } from '../../tuning';
import type { Finding } from '../../tuning';
import type { TuningJobEnds } from './look-at-search';

/** `sentence` states the status of the search and why the wait ended. */
export function waitingWarning(sentence: string): Diagnostic {
  return warningAt(
    [],
    'Champion Not Decided Yet',
    `${sentence[0]?.toUpperCase() ?? ''}${sentence.slice(1)}. Nothing is lost: the plan after the search's end ` +
      'shows the winner. To wait for it, run tuneform wait. [CHAMPION_WAITING]',
  );
}

/** The apply has waited until the end of a search whose winner no plan has shown. */
export function endedWarning(name: string): Diagnostic {
  return warningAt(
    [],
    'Winner Not Planned Yet',
    `The newest search of champion "${name}" has ended. The next plan shows its winner, and applying that plan promotes it. To let ` +
      'the apply that launches a search promote its winner, set approval to "automatic". [CHAMPION_NOT_PLANNED]',
  );
}

/** `because` says that the search has several objectives. */
export function objectiveNeeded(because: string): Diagnostic {
  return warningAt(
    ['objective'],
    'Champion Needs an Objective',
    `The champion is not decided: ${because}, so their results do not compare. Set objective to one of them. ` +
      '[CHAMPION_OBJECTIVE_NEEDED]',
  );
}

/** `because` names what is missing from the lists. */
export function laggingWarning(because: string): Diagnostic {
  return warningAt(
    [],
    'Training Job List Incomplete',
    `The search has ended, but ${because}. Tuneform does not choose a champion from an incomplete list: the status stays ` +
      'InProgress, and the next plan or apply checks again. [TRAINING_JOBS_NOT_LISTED]',
  );
}

/** `without` names the records that have been missing for longer than any list lags; the decision ignores them. */
export function decidedWithoutWarning(without: readonly string[]): Diagnostic {
  return warningAt(
    [],
    'Champion Decided Without Some Training Jobs',
    `${without.map((sentence) => `${sentence[0]?.toUpperCase() ?? ''}${sentence.slice(1)}.`).join(' ')} The search ended ` +
      'more than half an hour ago, so these records are not late but deleted. The champion was chosen from the other ' +
      'training jobs. [TRAINING_JOBS_MISSING]',
  );
}

/** `ends` are the tuning jobs of the search, `findings` what explains that it has no winner; an error if the champion must fail. */
export function noWinner(
  ends: TuningJobEnds,
  { because, findings, fails }: { because: string; findings: readonly Finding[]; fails: boolean },
): Diagnostic {
  const jobs = [...ends]
    .map(([name, status]) => `tuning job "${name}" ended with status ${status}`)
    .join(', ');
  const explained =
    findings.length > 0
      ? findings.flatMap(({ evidence, remedy }) => [evidence, remedy])
      : [
          'Check the logs of the training jobs, and check that the objective’s metric definition matches a line that the ' +
            'container prints.',
        ];
  return (fails ? errorAt : warningAt)(
    fails ? ['fail_on'] : [],
    'Search Without a Winner',
    `${sentences(`T${jobs.slice(1)} and no winner: ${because}. The current champion, if any, stays.`, ...explained)} [NO_WINNER]`,
  );
}

/** Returns one warning for each tuning job of the search whose record was deleted. */
export function searchMissingWarnings(ends: TuningJobEnds): readonly Diagnostic[] {
  const missing = [...ends].filter(([, status]) => status === 'Missing');
  const then =
    missing.length === ends.size
      ? 'The current champion, if any, stays'
      : 'The candidate was chosen from the other tuning jobs of the search';
  return missing.map(([name]) =>
    warningAt(
      [],
      'Search Record Missing',
      `The record of tuning job "${name}" no longer exists, so its best training job is unknown. ${then}. ` +
        'To search again, raise the run of its experiment. [SEARCH_MISSING]',
    ),
  );
}
