import type { TrialRecord } from '../trial';
import { describeCauses } from './describe-causes';
import { failureCauses } from './failure-cause';
import type { Finding, SearchReview } from './finding';
import { sentences, unreadNote } from './show-log';
import { separatingSetting } from './separating-setting';

/**
 * Some training jobs failed. A single failure among many happens to every search (a machine breaks, a spot instance goes), so
 * it is a note; two for one cause, or a tenth of the search, are not chance.
 */
export function trainingJobsFailed({ trials, definitions, logs }: SearchReview): readonly Finding[] {
  const failed = trials.filter(({ status }) => status === 'Failed');
  if (failed.length === 0 || failed.length === trials.length) return [];
  const causes = failureCauses(trials);
  const isFrequent = (causes[0]?.trials.length ?? 0) >= 2 || failed.length * 10 >= trials.length;
  const completed = trials.filter(({ status }) => status === 'Completed');
  return [
    {
      code: 'TRAINING_JOBS_FAILED',
      summary: 'Training Jobs Failed',
      severity: isFrequent ? 'warning' : 'note',
      evidence: sentences(
        `${String(failed.length)} of ${String(trials.length)} training jobs failed.`,
        describeCauses(causes, logs),
        ...definitions.flatMap(({ name, ranges }) => {
          const own = (trial: TrialRecord) => name === undefined || trial.definitionName === name;
          const [cause] = causes;
          return cause === undefined
            ? []
            : separatingSetting(ranges, cause.trials.filter(own), completed.filter(own));
        }),
        unreadNote(logs),
      ),
      remedy:
        'The search chose the winner from the others. If the failures come from some values of the hyperparameters, leave these out.',
    },
  ];
}
